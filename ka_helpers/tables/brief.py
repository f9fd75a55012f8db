"""Tables of a negotiation brief: what is on the table, prices, packages, trades, people, questions.

Not in here: what anything is worth (`negotiation`), and the page around.
"""

from collections.abc import Sequence
from dataclasses import replace

from ka_helpers.i18n import say
from ka_helpers.negotiation.brief import Brief, Point, Swap
from ka_helpers.negotiation.concessions import Change
from ka_helpers.negotiation.questions import KINDS
from ka_helpers.tables.negotiation import form_of, name_of_issue, write_term
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value

USES = {"ask": "good", "both": "good", "give_first": "", "give_last": "warn", "avoid": ""}
"""How the advice on a concession is marked."""
MOST_THREADS, MOST_ARGUMENTS, MOST_ASKED = 3, 5, 2
SUPPORT = {-2: "against", -1: "critical", 0: "neutral", 1: "for", 2: "advocate"}
Row = tuple[Value, ...]
Columns = Sequence[tuple[str, str]]
"""Name of a column's message and format, column by column."""


def lay_out_issues(brief: Brief, language: str) -> Table:
    """Return each issue: today, our opening, target and limit, what they ask first."""
    columns = (("issue", TEXT), *((name, "each") for name in (
        "today", "opening", "target", "limit", "their_opening")))  # fmt: skip
    rows = [
        (name_of_issue(p.issue, language), p.today, p.opening, p.target, p.limit, p.their_opening)
        for p in brief.points
    ]
    forms = tuple(form_of(p.issue) for p in brief.points)
    return replace(_table(brief, language, "issues", columns, rows), formats=forms)


def lay_out_prices(brief: Brief, language: str) -> Table:
    """Return what one step of each issue changes for both a year, and what to do with it."""
    columns = (("issue", TEXT), ("step", TEXT), ("to_us", "money"), ("to_them", "money"),
               ("ratio", "ratio"), ("use", TEXT))  # fmt: skip
    points = sorted(brief.points, key=_cheapest_first)
    rows = [
        (name_of_issue(p.issue, language), _step(p, language, brief.currency), p.us, p.them,
         _ratio(p), say(f"brief.use_{p.use}", language))
        for p in points
    ]  # fmt: skip
    statuses = tuple(USES[p.use] for p in points)
    return replace(_table(brief, language, "prices", columns, rows), statuses=statuses)


def lay_out_reckoning(brief: Brief, language: str) -> Table:
    """Return how each step's price was reckoned, for us and for them."""
    columns = (("issue", TEXT), ("reckoned_us", TEXT), ("reckoned_them", TEXT))
    rows = [
        (name_of_issue(p.issue, language), *(line.said(language) for line in p.reckoned))
        for p in brief.points
    ]
    return _table(brief, language, "reckoning", columns, rows)


def lay_out_ways(brief: Brief, language: str) -> Table:
    """Return what both can do without an agreement; the better way is each side's bottom line."""
    columns = (("side", TEXT), ("way", TEXT), ("worth", "money"))
    rows = [
        (
            say(f"brief.side_{way.side}{'_best' if way.best else ''}", language),
            way.line.said(language),
            way.worth,
        )
        for way in brief.ways
    ]
    return _table(brief, language, "ways", columns, rows)


def lay_out_offers(brief: Brief, language: str) -> Table:
    """Return the packages side by side, and below what each is worth to both."""
    issues, offers = brief.issues, brief.offers
    heads = [
        TableColumn(say("brief.column_issue", language)),
        *(TableColumn(name_of_offer(offer.name, language), "each") for offer in offers),
    ]
    rows: list[Row] = [
        (name_of_issue(issue, language), *(offer.terms[place] for offer in offers))
        for place, issue in enumerate(issues)
    ]
    rows.append((say("brief.worth_us", language), *(offer.us for offer in offers)))
    rows.append((say("brief.worth_them", language), *(offer.them for offer in offers)))
    forms = (*(form_of(issue) for issue in issues), "money", "money")
    return Table(
        say("brief.offers_title", language), tuple(heads), tuple(rows), language, brief.currency,
        say("brief.offers_note", language), (*("",) * len(issues), "total", "total"), forms,
    )  # fmt: skip


def lay_out_swaps(brief: Brief, language: str) -> Table:
    """Return trades to offer: what we give, what we ask for it, what both gain."""
    columns = (("ask_for", TEXT), ("give", TEXT), ("gain_us", "money"), ("gain_them", "money"))
    rows = [
        (_changes(swap.asked, brief, language), _changes(swap.given, brief, language),
         swap.us, swap.them)
        for swap in brief.swaps
    ]  # fmt: skip
    return _table(brief, language, "swaps", columns, rows)


def swap_said(swap: Swap, brief: Brief, language: str) -> str:
    """Return a trade as a sentence to say at the table."""
    asked, given = (
        _changes(part, brief, language, "brief.moved") for part in (swap.asked, swap.given)
    )
    return say("brief.swap_said", language, asked=asked, given=given)


def lay_out_people(brief: Brief, language: str) -> Table:
    """Return who sits there: post, buying role, stance, influence, last meeting, approach."""
    columns = (("person", TEXT), ("post", TEXT), ("role", TEXT), ("stance", TEXT),
               ("influence", "count"), ("last_met", "date"), ("approach", TEXT))  # fmt: skip
    rows = [
        (p.name, p.post, say(f"contacts.role_{p.role}", language) if p.role else None,
         say(f"contacts.stance_{_stance(p.support)}", language), p.influence, p.last_touch,
         say(f"contacts.approach_{p.approach}", language))
        for p in brief.people
    ]  # fmt: skip
    statuses = tuple("" if p.support is None else _tone(p.support) for p in brief.people)
    laid_out = _table(brief, language, "people", columns, rows)
    return replace(laid_out, statuses=statuses, marked=3)


def lay_out_interests(brief: Brief, language: str) -> Table:
    """Return what they care about: the buying duty, what the figures show, whom to ask."""
    columns = (("duty", TEXT), ("topic", TEXT), ("pressing", TEXT), ("stake", "money"),
               ("ask_whom", TEXT))  # fmt: skip
    rows = [
        (say(f"contacts.duty_{each.duty}", language),
         say(f"questions.topic_{each.topic}", language),
         say(f"brief.pressing_{'yes' if each.pressing else 'no'}", language), each.stake,
         say("brief.or", language).join(_asked(each.asked_of, brief, language)))
        for each in brief.threads
    ]  # fmt: skip
    statuses = tuple("warn" if each.pressing else "" for each in brief.threads)
    laid_out = _table(brief, language, "interests", columns, rows)
    return replace(laid_out, statuses=statuses, marked=2)


def lay_out_questions(brief: Brief, language: str, most: int = MOST_THREADS) -> Table:
    """Return the questions of the first threads, four kinds each."""
    columns = (("topic", TEXT), ("kind", TEXT), ("question", TEXT))
    rows = [
        (say(f"questions.topic_{thread.topic}", language) if kind == KINDS[0] else "",
         say(f"questions.kind_{kind}", language), thread.question(kind).said(language))
        for thread in brief.threads[:most]
        for kind in KINDS
    ]  # fmt: skip
    return _table(brief, language, "questions", columns, rows)


def lay_out_arguments(brief: Brief, language: str) -> Table:
    """Return the arguments: feature, advantage, benefit."""
    columns = (("topic", TEXT), ("feature", TEXT), ("advantage", TEXT), ("benefit", TEXT))
    rows = [
        (say(f"arguments.topic_{each.topic}", language),
         *(step.said(language) for step in each.steps))
        for each in brief.arguments[:MOST_ARGUMENTS]
    ]  # fmt: skip
    return _table(brief, language, "arguments", columns, rows)


def lay_out_assumptions(brief: Brief, language: str) -> Table:
    """Return what is assumed, where no table of the case says it."""
    columns = (("assumption", TEXT), ("supposed", "each"), ("usual", "each"))
    rows = [
        (say(f"negotiation.assumption_{each.name}", language), each.value, each.usual)
        for each in brief.supposed
    ]
    forms = tuple(each.unit for each in brief.supposed)
    return replace(_table(brief, language, "assumptions", columns, rows), formats=forms)


def name_of_offer(name: str, language: str) -> str:
    """Return what a package is called."""
    kind, _, number = name.partition("_")
    if kind == "package":
        return say("brief.offer_package", language, n=int(number))
    return say(f"brief.offer_{name}", language)


def _asked(roles: Sequence[str], brief: Brief, language: str) -> list[str]:
    """Return who can answer: the people in these roles, else the roles."""
    people = [person.name for role in roles for person in brief.people if person.role == role]
    return people[:MOST_ASKED] or [say(f"contacts.role_{role}", language) for role in roles]


def _table(brief: Brief, language: str, name: str, columns: Columns, rows: Sequence[Row]) -> Table:
    heads = tuple(TableColumn(say(f"brief.column_{key}", language), form) for key, form in columns)
    title, note = (say(f"brief.{name}_{part}", language) for part in ("title", "note"))
    return Table(title, heads, tuple(rows), language, brief.currency, note)


def _step(point: Point, language: str, currency: str) -> str:
    start, end = point.today, round(point.today + point.step, 12)
    return say(
        "brief.from_to", language, start=write_term(point.issue, start, language, currency),
        end=write_term(point.issue, end, language, currency),
    )  # fmt: skip


def _ratio(point: Point) -> float | None:
    """Return what they get for each unit of money that it costs us, None where it costs nothing."""
    lost, gained = (point.us, point.them) if point.us < 0 else (point.them, point.us)
    return gained / -lost if lost < 0 < gained else None


def _cheapest_first(point: Point) -> tuple[int, float]:
    return list(USES).index(point.use), -(_ratio(point) or 0.0)


def _changes(
    changes: Sequence[Change], brief: Brief, language: str, key: str = "brief.change"
) -> str:
    by_key = {issue.key: issue for issue in brief.issues}
    said = [
        say(
            key, language, name=name_of_issue(issue := by_key[each.issue], language),
            start=write_term(issue, each.before, language, brief.currency),
            end=write_term(issue, each.after, language, brief.currency),
        )
        for each in changes
    ]  # fmt: skip
    return say("brief.and", language).join(said)


def _stance(support: float | None) -> str:
    return "unknown" if support is None else SUPPORT[round(max(-2.0, min(2.0, support)))]


def _tone(support: float) -> str:
    return "bad" if support < 0 else "good" if support > 0 else ""
