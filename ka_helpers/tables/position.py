"""Tables of an account's place: what it is made of, its class and rank."""

from ka_helpers.i18n import has_message, say
from ka_helpers.metrics.position import CriterionScore, Placing, PositionAssessment
from ka_helpers.rulesets import AXES
from ka_helpers.tables.table import Table, TableColumn, Value

_FORMATS = {
    "annual_sales": "money", "growth": "change", "payment_days": "days",
    "display_share": "share", "activity_share": "share", "market_share": "share",
    "profitability": "share", "sku_listed": "count", "relationship": "number",
}  # fmt: skip
"""How the value of a criterion is written; of others, by the ruleset's unit."""


def criterion_name(name: str, language: str) -> str:
    """Return a criterion's name; a trainer's own criterion keeps the name of its ruleset."""
    key = f"position.criterion_{name}"
    return say(key, language) if has_message(key, language) else name


def ruleset_name(name: str, language: str) -> str:
    """Return a built-in ruleset's name in words, a case's own ruleset's as it is written."""
    key = f"position.ruleset_{name}"
    return say(key, language) if has_message(key, language) else name


def lay_out_criteria(position: PositionAssessment, language: str, currency: str = "CNY") -> Table:
    """Return each criterion's value, grade and points, and the two axes they make."""
    rows: list[tuple[Value, ...]] = []
    formats, statuses = [], []
    for axis in AXES:
        for criterion in position.criteria:
            if criterion.axis == axis:
                rows.append(_criterion_row(criterion, language))
                formats.append(_format_of(criterion))
                statuses.append("")
        rows.append(_axis_row(position, axis, language))
        formats.append("text")
        statuses.append("total")
    columns = (
        ("criterion", "text"), ("value", "each"), ("grade", "text"), ("points", "number"),
        ("weight", "count"), ("points_before", "number"), ("remark", "text"),
    )  # fmt: skip
    return Table(
        title=say("position.table_criteria", language),
        columns=_columns(columns, language),
        rows=tuple(rows),
        language=language,
        currency=currency,
        note=say(
            "position.criteria_note", language, ruleset=ruleset_name(position.ruleset, language),
            mode=f"position.mode_{position.mode}", n=position.accounts,
            attractiveness_coverage=position.now.attractiveness_coverage,
            support_coverage=position.now.support_coverage,
        ),
        statuses=tuple(statuses),
        formats=tuple(formats),
    )  # fmt: skip


def lay_out_standing(position: PositionAssessment, language: str, currency: str = "CNY") -> Table:
    """Return class, rank and trade cost ratio of the account, and what its class asks for."""
    rank: Value = None
    if position.rank is not None:
        rank = say("position.rank_of", language, rank=position.rank, ranked=position.ranked)
    rows: tuple[tuple[Value, ...], ...] = (
        (say("position.class", language), _class(position.now, language)),
        (say("position.class_before", language), _class(position.then, language)),
        (say("position.rank_by_sales", language), rank),
        (say("position.trade_cost", language), position.trade_cost_ratio),
        (say("position.trade_cost_median", language), position.trade_cost_ratio_median),
    )
    forms = ("text", "text", "text", "share", "share")
    known = [place for place, row in enumerate(rows) if row[1] is not None]
    return Table(
        title=say("position.table_standing", language),
        columns=_columns((("figure", "text"), ("now", "each")), language),
        rows=tuple(rows[place] for place in known),
        language=language,
        currency=currency,
        note=say(
            "position.standing_note", language, n=position.accounts,
            response=f"position.response_{position.now.quadrant or 'none'}",
            borderline=position.borderline,
        ),
        formats=tuple(forms[place] for place in known),
    )  # fmt: skip


def _criterion_row(criterion: CriterionScore, language: str) -> tuple[Value, ...]:
    name = criterion_name(criterion.name, language)
    remark = say(f"position.flag_{criterion.flag}", language) if criterion.flag else None
    value = criterion.value
    if criterion.mode == "fair_share":
        name = say("position.fair_share_of", language, criterion=name)
        value = None if value is None else value * 100
    if criterion.mode == "relative":
        remark = say("position.mode_relative", language)
    grade = None if criterion.grade is None else say(f"position.grade_{criterion.grade}", language)
    return (
        name, value, grade, criterion.points, criterion.weight, criterion.points_before, remark
    )  # fmt: skip


def _axis_row(position: PositionAssessment, axis: str, language: str) -> tuple[Value, ...]:
    label = say("position.axis_total", language, axis=say(f"position.{axis}", language))
    then = None if position.then is None else getattr(position.then, axis)
    return label, None, None, getattr(position.now, axis), 100, then, None


def _format_of(criterion: CriterionScore) -> str:
    if criterion.mode == "fair_share":
        return "count"
    return _FORMATS.get(criterion.name) or ("share" if criterion.unit == "%" else "number")


def _class(placing: Placing | None, language: str) -> str | None:
    if placing is None:
        return None
    name = say(f"position.quadrant_{placing.quadrant or 'none'}", language)
    return say("position.borderline_class", language, quadrant=name) if placing.borderline else name


def _columns(columns: tuple[tuple[str, str], ...], language: str) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(say(f"position.{name}", language), form) for name, form in columns)
