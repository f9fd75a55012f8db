"""Tables and pictures of chapter 3. Not in here: what is in them (`chapter_03`)."""

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.materials.chapter_03 import (
    KPI_NAMES,
    MODULE_OF,
    account_name,
    figures_of,
    scorecard,
)
from ka_helpers.exercises.materials.chapter_03_examples import asked_of
from ka_helpers.exercises.materials.chapter_03_stories import story_of
from ka_helpers.exercises.materials.together import Together
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.plot import Bars, Line, Note, Plot, Rule, Scale
from ka_helpers.figures.style import BLUE, GREEN, GREY, INK, MUTED, ORANGE, RED, slim_limits
from ka_helpers.i18n import say
from ka_helpers.metrics.share_formulas import share_growth_gap
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value

START = 100.0
_NEAR, _GAP = 0.0005, 0.01


def growths_said(chapter: Chapter) -> Together:
    """Say the two growths of the story."""
    story = story_of(chapter.lesson)
    growths = {"own": story.own_growth, "account": story.account_growth}
    return Together((chapter.say("story_growths", **growths),))


def spend_said(chapter: Chapter) -> Together:
    """Say what the money of the story buys and should buy."""
    story = story_of(chapter.lesson)
    bought = {"spend": story.spend, "cases": story.cases, "wanted": story.cases_wanted}
    return Together((chapter.say("story_spend", **bought),))


def kpis(chapter: Chapter) -> Table:
    """Return the five KPIs: what each asks, what it hides, the module to look at first."""
    rows = tuple(
        (
            _kpi(chapter, name), chapter.say(f"asks_{name}"), chapter.say(f"hides_{name}"),
            say(f"scorecard.module_{MODULE_OF[name]}", chapter.language),
        )
        for name in KPI_NAMES
    )  # fmt: skip
    return _table(chapter, "kpis_title", ("kpi", "asks", "hides", "module"), rows)


def card(chapter: Chapter, account_id: str = "") -> Table:
    """Return the scorecard of the lesson's account, or of another: actual and aim."""
    account_id = account_id or chapter.lesson.account_id
    found = scorecard(chapter.lesson, account_id)
    rows: list[tuple[Value, ...]] = []
    for name, row in zip(found.index, found.to_dict("records"), strict=True):
        aimed = chapter.say(f"aim_{row['judged_by']}")
        rows.append((_kpi(chapter, str(name)), str(name), row["actual"], row["aim"], aimed))
    title = chapter.say("card_title", account=account_name(chapter.lesson, account_id))
    heads = (("kpi", TEXT), ("word", TEXT), ("actual", "each"), ("aim", "each"), ("aimed", TEXT))
    columns = tuple(TableColumn(chapter.say(f"column_{name}"), form) for name, form in heads)
    currency = chapter.lesson.case.file.currency
    units = tuple(str(unit) for unit in found["unit"])
    return Table(title, columns, tuple(rows), chapter.language, currency, formats=units)


def card_picture(chapter: Chapter) -> Picture:
    """Return how much of its aim each KPI of the lesson's account reached."""
    found = scorecard(chapter.lesson, chapter.lesson.account_id).iloc[::-1]
    attained = [float(value) for value in found["attained"]]
    at = tuple(float(place) for place in range(len(attained)))
    colours = tuple(GREEN if value >= 1 else ORANGE if value >= 0.95 else RED for value in attained)
    written = tuple(chapter.say("attained", attained=value) for value in attained)
    low, high = slim_limits(len(attained))
    names = tuple(_kpi(chapter, str(name)) for name in found.index)
    plot = Plot(
        (
            Bars(at, tuple(max(value, 0.0) for value in attained), colours, written=written,
                 horizontal=True, standing=max(*attained, 1.0) + _GAP),
            Rule(1.0, MUTED, upright=True, dash=(4.0, 3.0)),
        ),
        Scale(chapter.say("attained_axis"), "share", low=0.0),
        Scale(low=low, high=high, ticks=at, labels=names, grid=False),
        chapter.language,
    )  # fmt: skip
    below = sum(value < 1 for value in attained)
    return Picture(plot, chapter.say("card_alt", below=below, n=len(attained)))


def mix(chapter: Chapter) -> Table:
    """Return the part of high-margin products in the sales of the lesson's account."""
    found = figures_of(chapter.lesson, chapter.lesson.account_id).sales
    parts = () if found is None else (
        ("mix_now", found.high_margin_share.value),
        ("mix_before", found.high_margin_share_before.value),
        ("mix_target", found.high_margin_target),
    )  # fmt: skip
    rows = tuple((chapter.say(name), value) for name, value in parts)
    return _table(chapter, "mix_title", ("entry", "part"), rows, "share")


def two_quarters(chapter: Chapter) -> Table:
    """Return the sales that the first question asks about."""
    asked = asked_of(chapter.lesson).sales
    quarters = (chapter.lesson.quarter, asked.now), (asked.quarter_before, asked.before)
    rows = tuple((chapter.say("sales_in", quarter=quarter), sold) for quarter, sold in quarters)
    return _money(chapter, "sales_title", rows, asked.account_id)


def market(chapter: Chapter) -> Table:
    """Return our sales and the category's at the account that a question asks about."""
    asked = asked_of(chapter.lesson).market
    names = ("sold", "sold_before", "category", "category_before", "bought")
    rows = tuple((chapter.say(f"market_{name}"), getattr(asked, name)) for name in names)
    return _money(chapter, "market_title", rows, asked.account_id)


def order(chapter: Chapter) -> Table:
    """Return the lines of the order that a question asks about."""
    lines = asked_of(chapter.lesson).order.lines
    return chapter.show(lines, "order_title", ordered="count", delivered="count")


def account(chapter: Chapter) -> Table:
    """Return what comes in and what goes out at the account that a question asks about."""
    asked = asked_of(chapter.lesson).account
    names = ("net_sales", "goods", "trade_spend", "service")
    rows = tuple((chapter.say(f"account_{name}"), getattr(asked, name)) for name in names)
    return _money(chapter, "account_title", rows, asked.account_id)


def draw_race(chapter: Chapter, *, own_growth: float, account_growth: float) -> Together:
    """Return our sales at an account and its category sales, both from 100, and who wins share."""
    change = share_growth_gap(own_growth, account_growth)
    ours, theirs = START * (1 + own_growth), START * (1 + account_growth)
    won = "won" if change > _NEAR else "lost" if change < -_NEAR else "kept"
    colour = {"won": GREEN, "lost": RED, "kept": GREY}[won]
    said = chapter.say(f"race_{won}", own=own_growth, account=account_growth, change=change)
    between, there = (ours + theirs) / 2, chapter.say("race_account")
    plot = Plot(
        (
            Line((0.0, 1.0), (START, theirs), ORANGE, marker=6.0, label=there),
            Line((0.0, 1.0), (START, ours), BLUE, marker=6.0, label=chapter.say("race_ours")),
            Line((1.0, 1.0), (ours, theirs), colour, width=4.0, opacity=0.6),
            Note(1.0, between, chapter.say("race_change", change=change), INK, 8.0, 0.0, "start",
                 "middle", 9.0),
        ),
        Scale(low=-0.1, high=1.25, ticks=(0.0, 1.0), grid=False,
              labels=(chapter.say("race_then"), chapter.say("race_now"))),
        Scale(chapter.say("race_axis"), low=40.0, high=220.0),
        chapter.language,
    )  # fmt: skip
    return Together((Picture(plot, said), said))


def _kpi(chapter: Chapter, name: str) -> str:
    return say(f"scorecard.kpi_{name}", chapter.language)


def _money(
    chapter: Chapter, title: str, rows: tuple[tuple[Value, ...], ...], account_id: str
) -> Table:
    named = account_name(chapter.lesson, account_id)
    said = chapter.say(title, account=named)
    columns = (
        TableColumn(chapter.say("column_entry")),
        TableColumn(chapter.say("column_amount"), "money_exact"),
    )
    return Table(said, columns, rows, chapter.language, chapter.lesson.case.file.currency)


def _table(
    chapter: Chapter, title: str, heads: tuple[str, ...], rows: tuple[tuple[Value, ...], ...],
    last: str = TEXT,
) -> Table:  # fmt: skip
    forms = (*(TEXT for _ in heads[1:]), last)
    columns = tuple(
        TableColumn(chapter.say(f"column_{name}"), form)
        for name, form in zip(heads, forms, strict=True)
    )
    return Table(chapter.say(title), columns, rows, chapter.language)
