"""The negotiation brief of an account: all that a key account manager takes to the table.

Who sits there and what they care about, what we want and where we stop, what each concession
costs, what to trade, what to ask, what to say, what can go wrong. Raw numbers, keys and lines.
Not in here: how it is laid out (`tables.brief`) and told (`reviews.brief_memo`).
"""

from dataclasses import dataclass, fields

from ka_helpers.cases.case import AccountSlice
from ka_helpers.metrics.buying_centre import BuyingCentre
from ka_helpers.metrics.contacts import Person
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.alternatives import Alternative
from ka_helpers.negotiation.arguments import Argument, arguments_from
from ka_helpers.negotiation.assumptions import USUAL, Assumptions, unit_of
from ka_helpers.negotiation.brief_offers import (
    Offer,
    Zone,
    offers_for,
    swaps_for,
    use_of,
    zone_for,
)
from ka_helpers.negotiation.brief_risks import Risk, risks_of
from ka_helpers.negotiation.concessions import Change
from ka_helpers.negotiation.evidence import Evidence, Line
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.logrolling import Trade
from ka_helpers.negotiation.pricing import Mandate, PricedStep, prepare
from ka_helpers.negotiation.questions import Thread, threads_from


@dataclass(frozen=True)
class Point:
    """One issue as the brief has it; None is not said.

    `step` is the priced step from today, `us` and `them` what it changes a year; `use` is ask,
    give_first, give_last, both or avoid. `worths` are the issue's values with what each is worth
    to us and to them, other issues apart.
    """

    issue: Issue
    today: float
    opening: float
    target: float | None
    limit: float | None
    their_opening: float | None
    step: float
    us: float
    them: float
    use: str
    reckoned: tuple[Line, Line]
    worths: tuple[tuple[float, float, float], ...]


@dataclass(frozen=True)
class Together:
    """What two issues are worth together: `us`, `them` for each (x - at x) times (y - at y)."""

    issues: tuple[str, str]
    at: tuple[float, float]
    us: float
    them: float


@dataclass(frozen=True)
class Way:
    """What a side can do without an agreement, reckoned; `best` is its alternative (BATNA)."""

    side: str
    way: str
    worth: float
    best: bool
    line: Line


@dataclass(frozen=True)
class Swap:
    """A trade to offer: what we give, what we ask for it, and what both gain a year."""

    given: tuple[Change, ...]
    asked: tuple[Change, ...]
    us: float
    them: float


@dataclass(frozen=True)
class Supposed:
    """An assumption that the brief stands on; `usual` is the kit's own."""

    name: str
    value: float
    usual: float
    unit: str


@dataclass(frozen=True)
class Brief:
    """The brief of the year's negotiation with an account; money is a year against today.

    `our_company` is its name by language. `offers` are today, the opening and the target, then
    packages of equal worth to us; `frontier` the efficient packages' worth to us and to them.
    """

    account_id: str
    account_name: str
    our_company: tuple[tuple[str, str], ...]
    kam: str | None
    quarter: str
    quarters: tuple[str, ...]
    as_of: str
    currency: str
    from_table: bool
    sales: float
    contribution: float
    profit: float
    their_earnings: float
    bottom_us: float
    bottom_them: float
    points: tuple[Point, ...]
    together: tuple[Together, ...]
    ways: tuple[Way, ...]
    zone: Zone
    offers: tuple[Offer, ...]
    swaps: tuple[Swap, ...]
    frontier: tuple[tuple[float, float], ...]
    people: tuple[Person, ...]
    gaps: tuple[Line, ...]
    threads: tuple[Thread, ...]
    arguments: tuple[Argument, ...]
    risks: tuple[Risk, ...]
    supposed: tuple[Supposed, ...]

    @property
    def issues(self) -> tuple[Issue, ...]:
        """The issues in order."""
        return tuple(point.issue for point in self.points)

    def offer(self, name: str) -> Offer:
        """Return an offer by its name: today, opening, target, first_ask, package_1, ..."""
        return next(offer for offer in self.offers if offer.name == name)


def brief_of(account: AccountSlice, quarter: str, assumptions: Assumptions = USUAL) -> Brief:
    """Return the brief of an account for the negotiation after `quarter`.

    Raises
    ------
    RequestError : the account cannot be priced; says which table or figure is lacking
    """
    mandate = prepare(account, quarter, assumptions)
    offers = offers_for(mandate.agenda)
    evidence = Evidence(account, quarter)
    people, year = evidence.people, mandate.year
    zone, frontier = zone_for(mandate.agenda)
    return Brief(
        account_id=mandate.account_id,
        account_name=mandate.account_name,
        our_company=tuple(sorted(account.file.our_company.model_dump().items())),
        kam=account.account.get("kam"),
        quarter=quarter,
        quarters=year.quarters,
        as_of=str(account.file.as_of),
        currency=account.file.currency,
        from_table=mandate.from_table,
        sales=year.sales,
        contribution=year.contribution,
        profit=year.profit,
        their_earnings=year.their_front + year.their_back,
        bottom_us=mandate.agenda.us.reservation,
        bottom_them=mandate.agenda.them.reservation,
        points=tuple(_point(step, mandate.agenda, offers) for step in mandate.prices),
        together=_together(mandate.agenda),
        ways=(*_ways(mandate.alternative_us), *_ways(mandate.alternative_them)),
        zone=zone,
        offers=offers,
        swaps=tuple(_swap(trade) for trade in swaps_for(mandate.agenda)),
        frontier=frontier,
        people=people.people if people else (),
        gaps=_gaps(people),
        threads=threads_from(evidence),
        arguments=arguments_from(evidence),
        risks=risks_of(mandate, zone, offers, people),
        supposed=_supposed(mandate),
    )


def _gaps(people: BuyingCentre | None) -> tuple[Line, ...]:
    gaps = people.gaps if people else ()
    return tuple(Line(gap.key, tuple(gap.values.items())) for gap in gaps)


def _point(step: PricedStep, agenda: Agenda, offers: tuple[Offer, ...]) -> Point:
    issue = agenda.by_key[step.issue]
    place = agenda.keys.index(issue.key)
    known = {offer.name: offer.terms[place] for offer in offers}
    values = tuple((name, value) for name, value in step.values.items() if name != "currency")
    us, them = (Line(key, values, agenda.currency) for key in (step.us_key, step.them_key))
    return Point(
        issue, known["today"], known["opening"], known.get("target"), agenda.limits.get(issue.key),
        agenda.their_openings.get(issue.key), step.step, step.us, step.them, use_of(step),
        (us, them), _worths(issue, agenda),
    )  # fmt: skip


def _worths(issue: Issue, agenda: Agenda) -> tuple[tuple[float, float, float], ...]:
    values = issue.values
    us, them = (side.curves[issue.key].at(values) for side in (agenda.us, agenda.them))
    return tuple(zip(values.tolist(), us.tolist(), them.tolist(), strict=True))


def _together(agenda: Agenda) -> tuple[Together, ...]:
    """Return the linked issues; both sides have the same links."""
    pairs = zip(agenda.us.links, agenda.them.links, strict=True)
    return tuple(Together(us.issues, us.at, us.worth, them.worth) for us, them in pairs)


def _ways(alternative: Alternative) -> tuple[Way, ...]:
    return tuple(
        Way(
            alternative.side, option.way, option.worth, option is alternative.best,
            Line(
                option.key,
                tuple((k, v) for k, v in option.values.items() if k != "currency"),
                str(option.values["currency"]),
            ),
        )
        for option in alternative.options
    )  # fmt: skip


def _swap(trade: Trade) -> Swap:
    return Swap(trade.given, trade.asked, trade.us, trade.them)


def _supposed(mandate: Mandate) -> tuple[Supposed, ...]:
    known = {each.name for each in fields(Assumptions)}
    return tuple(
        Supposed(name, getattr(mandate.assumptions, name), getattr(USUAL, name), unit_of(name))
        for name in mandate.assumed
        if name in known
    )
