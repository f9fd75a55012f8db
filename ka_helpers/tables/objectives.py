"""Tables of an account's objectives: reached, next, and at odds with each other."""

from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.metrics.actuals import unit_of
from ka_helpers.metrics.objectives import Attainment, ObjectivesAssessment
from ka_helpers.metrics.roll_up import Inconsistency
from ka_helpers.tables.table import Table, TableColumn, Value

PERIOD_FORMATS = {"quarter": "quarter", "month": "month", "year": "date"}
_NEARLY = 0.9


def lay_out_attainment(
    objectives: ObjectivesAssessment, language: str, currency: str = "CNY"
) -> Table:
    """Return the quarter's targets and actuals, primary objectives first."""
    rows = objectives.attainment
    columns = (
        ("metric", "text"), ("priority", "text"), ("target", "each"), ("actual", "each"),
        ("attained", "share"), ("remark", "text"),
    )  # fmt: skip
    return Table(
        title=say("objectives.table_attainment", language, quarter=objectives.quarter),
        columns=_columns(columns, language),
        rows=tuple(
            (*_head(row, language), row.target, row.actual.value, row.attained,
             _remark(row, language))
            for row in rows
        ),
        language=language,
        currency=currency,
        note=say("objectives.attainment_note", language, n=len(rows)),
        statuses=tuple(_status(row) for row in rows),
        formats=tuple(row.unit for row in rows),
        marked=4,
    )  # fmt: skip


def lay_out_upcoming(
    objectives: ObjectivesAssessment, language: str, currency: str = "CNY"
) -> Table:
    """Return the next quarter's targets against this quarter's actuals."""
    rows = objectives.upcoming
    columns = (
        ("metric", "text"), ("priority", "text"), ("actual_now", "each"), ("target", "each"),
        ("still_to_go", "each_difference"), ("remark", "text"),
    )  # fmt: skip
    return Table(
        title=say("objectives.table_upcoming", language, quarter=objectives.next_quarter),
        columns=_columns(columns, language),
        rows=tuple(
            (*_head(row, language), row.actual.value, row.target,
             None if row.actual.value is None else row.target - row.actual.value,
             _remark(row, language))
            for row in rows
        ),
        language=language,
        currency=currency,
        note=say("objectives.upcoming_note", language, n=len(rows)),
        formats=tuple(row.unit for row in rows),
    )  # fmt: skip


def lay_out_inconsistencies(
    objectives: ObjectivesAssessment, language: str, currency: str = "CNY"
) -> Table:
    """Return the targets that two sources give differently or that their parts do not make."""
    faults = objectives.inconsistencies
    columns = (
        ("metric", "text"), ("period", "text"), ("stated", "each"), ("found", "each"),
        ("money", "money"), ("fault", "text"),
    )  # fmt: skip
    return Table(
        title=say("objectives.table_inconsistencies", language),
        columns=_columns(columns, language),
        rows=tuple(_fault_row(fault, language) for fault in faults),
        language=language,
        currency=currency,
        note=say("objectives.inconsistencies_note", language, n=len(faults)),
        statuses=("warn",) * len(faults),
        formats=tuple(unit_of(fault.metric) for fault in faults),
    )


def source_name(source: str, language: str) -> str:
    """Return a source's name, or words for a source that has none."""
    return source or say("objectives.unnamed_source", language)


def _fault_row(fault: Inconsistency, language: str) -> tuple[Value, ...]:
    period = FORMATS[PERIOD_FORMATS[fault.period_type]](fault.period, language, "")
    what = say(
        f"objectives.kind_{fault.kind}", language,
        stated_source=source_name(fault.stated_source, language),
        found_source=source_name(fault.found_source, language),
    )  # fmt: skip
    name = say(f"objectives.metric_{fault.metric}", language)
    return name, period, fault.stated, fault.found, fault.money, what


def _head(row: Attainment, language: str) -> tuple[str, str]:
    return (
        say(f"objectives.metric_{row.metric}", language),
        say(f"objectives.priority_{row.priority}", language),
    )


def _remark(row: Attainment, language: str) -> str | None:
    if row.contested:
        return say("objectives.contested", language)
    return say("objectives.derived", language) if row.derived else None


def _status(row: Attainment) -> str:
    if row.met is None:
        return ""
    if row.met:
        return "good"
    return "bad" if row.attained is not None and row.attained < _NEARLY else "warn"


def _columns(columns: tuple[tuple[str, str], ...], language: str) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(say(f"objectives.{name}", language), form) for name, form in columns)
