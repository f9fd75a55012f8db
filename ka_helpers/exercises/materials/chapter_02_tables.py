"""The tables of chapter 2 whose rows have different units: bands, and an account's score card.

Not in here: what is in them (`chapter_02`).
"""

from collections.abc import Sequence

import pandas as pd

from ka_helpers.cases import read_ruleset
from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.materials.chapter_02 import (
    CRITERIA,
    account_measures,
    classes_by_mode,
    display_grades,
    placed_accounts,
    rules_of,
    score_card,
)
from ka_helpers.exercises.materials.chapter_02_asked import (
    BOOKS,
    asked_of,
    books_of,
    invoices_of,
    parts_of,
    two_shares,
)
from ka_helpers.i18n import has_message, say
from ka_helpers.i18n.formatting import number
from ka_helpers.metrics.scoring import QUADRANTS
from ka_helpers.rulesets import GRADES, Band, Criterion, Printed
from ka_helpers.tables.position import criterion_name, ruleset_name
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value

_FORMS = {
    "annual_sales": "money", "growth": "change", "payment_days": "days",
    "display_share": "share", "activity_share": "share", "sku_listed": "count",
    "relationship": "count",
}  # fmt: skip
_UNITS = {"万元": "wan", "%": "percent", "days": "days", "sku": "skus", "grade": "grade"}
_DECIMALS = 2
MOST_ROWS = 12


def bands(chapter: Chapter) -> Table:
    """Return the chapter's criteria with their weights and the bands of their grades."""
    rules, language = rules_of(chapter.lesson), chapter.language
    rows = tuple(
        (
            criterion_name(each.name, language), say(f"position.{each.axis}", language),
            number(each.weight, language), _unit(each, language),
            *(_band(each, band, language) for band in each.bands),
        )
        for each in rules.criteria
    )  # fmt: skip
    title = chapter.say("bands_title", ruleset=ruleset_name(rules.name, language))
    heads = [chapter.say(f"column_{name}") for name in ("criterion", "axis", "weight", "unit")]
    return _texts(title, [*heads, *_grades(language)], rows, language)


def printed(chapter: Chapter) -> Table:
    """Return the bands as the course's table prints them, with its gaps and overlaps."""
    language = chapter.language
    rows = tuple(
        (
            criterion_name(each.name, language), _unit(each, language),
            *(_printed(each, band.printed, language) for band in each.bands),
        )
        for each in read_ruleset("textbook").criteria
        if each.bands[0].printed is not None
    )  # fmt: skip
    heads = [chapter.say(f"column_{name}") for name in ("criterion", "unit")]
    return _texts(chapter.say("printed_title"), [*heads, *_grades(language)], rows, language)


def card(chapter: Chapter, account_id: str, axis: str, struck: tuple[str, ...] = ()) -> Table:
    """Return one account's criteria on one axis: value, grade, part of the weight, weight."""
    language, lesson = chapter.language, chapter.lesson
    rows_of_axis = score_card(lesson, account_id, axis, struck)
    names = lesson.case.accounts.set_index("account_id")["account_name"]
    rows = tuple(
        (criterion_name(str(name), language), *(None if pd.isna(v) else float(v) for v in values))
        for name, *values in rows_of_axis.itertuples()
    )
    forms = ((TEXT, "criterion"), ("each", "value"), ("count", "grade"), ("number", "part"),
             ("count", "weight"))  # fmt: skip
    return Table(
        chapter.say("card_title", axis=f"position.{axis}", account=str(names[account_id])),
        tuple(TableColumn(chapter.say(f"column_{name}"), form) for form, name in forms),
        rows, language, lesson.case.file.currency,
        formats=tuple(_FORMS.get(str(name), "number") for name in rows_of_axis.index),
    )  # fmt: skip


def measures(chapter: Chapter) -> Table:
    """Return what each account is scored by, the largest first; a dash is not measured."""
    measured = chapter.lesson.once(account_measures)
    return chapter.show(measured[["account_name", *CRITERIA]], "measures_title", **_FORMS)


def places(chapter: Chapter, accounts: Sequence[str] | None = None) -> Table:
    """Return points, coverage and class of all accounts that have one, or of those named."""
    placed = chapter.lesson.once(placed_accounts)
    wanted = placed.index if accounts is None else placed.index.intersection(list(accounts))
    rows = placed.loc[sorted(wanted)] if accounts else placed
    shown = rows.drop(columns="borderline")
    points = {"attractiveness": "number", "support": "number", "support_coverage": "share"}
    return chapter.show(shown, "places_title", quadrant="position.quadrant_*", **points)


def modes(chapter: Chapter) -> Table:
    """Return how many accounts each way of scoring puts in each class."""
    language, found = chapter.language, classes_by_mode(chapter.lesson)
    heads = [chapter.say("column_rules"), chapter.say("column_mode")]
    heads += [say(f"position.quadrant_{name}", language) for name in QUADRANTS]
    forms = (TEXT, TEXT, *("count" for _ in QUADRANTS))
    rows: tuple[tuple[Value, ...], ...] = tuple(
        (
            ruleset_name(str(name), language),
            say(f"position.mode_{mode}", language),
            *(int(count) for count in counts),
        )
        for name, mode, *counts in found.itertuples()
    )
    columns = tuple(TableColumn(head, form) for head, form in zip(heads, forms, strict=True))
    return Table(chapter.say("modes_title"), columns, rows, language)


def fair_grades(chapter: Chapter) -> Table:
    """Return the grade of each account's displays, by bands and by fair share."""
    found = display_grades(chapter.lesson).head(MOST_ROWS)
    forms = {"display_share": "share", "market_share": "share", "fixed": "count", "fair": "count"}
    return chapter.show(found, "fair_title", **forms)


def books(chapter: Chapter, account_id: str) -> Table:
    """Return an account's own yearly accounts, and what it owes us."""
    lesson = chapter.lesson
    owed, of_the_year = invoices_of(lesson, account_id), books_of(lesson, account_id)
    rows = [(chapter.say(f"books_{name}"), of_the_year[name]) for name in BOOKS]
    rows += [
        (chapter.say("books_balance"), owed.balance),
        (chapter.say("books_invoiced"), owed.invoiced),
    ]
    name = lesson.once(account_measures)["account_name"][account_id]
    columns = (
        TableColumn(chapter.say("column_entry")),
        TableColumn(chapter.say("column_amount"), "money_exact"),
    )
    known = tuple((said, None if pd.isna(value) else float(value)) for said, value in rows)
    title = chapter.say("books_title", account=name)
    note = chapter.say("books_note", days=owed.days)
    return Table(title, columns, known, chapter.language, lesson.case.file.currency, note=note)


def partly(chapter: Chapter) -> Table:
    """Return the score card of the account of which not all was measured."""
    asked = asked_of(chapter.lesson).partly
    return card(chapter, asked.account_id, "support", asked.struck)


def parts(chapter: Chapter, accounts: Sequence[str]) -> Table:
    """Return what part of its weight each criterion of attractiveness earns, an account a row."""
    earned = parts_of(chapter.lesson, accounts)
    forms = {name: "number" for name in earned.columns if name != "account_name"}
    return chapter.show(earned, "parts_title", **forms)


def shares(chapter: Chapter, account_id: str) -> Table:
    """Return our share of an account's displays and of its sales."""
    two = two_shares(chapter.lesson, account_id).to_frame().T
    name = chapter.lesson.once(account_measures)["account_name"][account_id]
    two.insert(0, "account_name", name)
    return chapter.show(two, "shares_title", display_share="share", market_share="share")


def _texts(title: str, heads: list[str], rows: tuple[tuple[str, ...], ...], language: str) -> Table:
    return Table(title, tuple(TableColumn(head) for head in heads), rows, language)


def _grades(language: str) -> list[str]:
    return [f"{grade} {say(f'position.grade_{grade}', language)}" for grade in GRADES]


def _unit(criterion: Criterion, language: str) -> str:
    key = f"chapter_02.unit_{_UNITS.get(criterion.unit, '')}"
    return say(key, language) if has_message(key, language) else criterion.unit


def _figure(criterion: Criterion, bound: float) -> str:
    return f"{round(bound / criterion.scale, _DECIMALS):,g}"


def _band(criterion: Criterion, band: Band, language: str) -> str:
    if band.bound is None:
        return say("chapter_02.the_rest", language)
    signs = {("high", True): ">", ("high", False): "≥", ("low", True): "<", ("low", False): "≤"}
    return f"{signs[criterion.direction, band.strict]} {_figure(criterion, band.bound)}"


def _printed(criterion: Criterion, printed: Printed | None, language: str) -> str:
    if printed is None:
        return ""
    low, high = (None if end is None else _figure(criterion, end) for end in _ends(printed))
    if low is not None and high is not None:
        return f"{low}–{high}"
    return f"> {low}" if high is None else f"< {high}"


def _ends(printed: Printed) -> tuple[float | None, float | None]:
    return printed.low, printed.high
