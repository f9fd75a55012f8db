"""Tables of what stands in an account's stores."""

from ka_helpers.i18n import say
from ka_helpers.metrics.assessment import Measure
from ka_helpers.metrics.execution import FIGURES, ExecutionAssessment
from ka_helpers.tables.table import Table, TableColumn

NOTABLE_SHARE, NOTABLE_SCORE = 0.05, 5.0
"""The change from which a row is marked good or bad."""


def lay_out_execution(
    execution: ExecutionAssessment, language: str, currency: str = "CNY"
) -> Table:
    """Return every measured figure, now and before; the note lists those not measured."""
    measured = [name for name in FIGURES if name not in execution.not_measured]
    pairs = [(getattr(execution, name), getattr(execution, f"{name}_before")) for name in measured]
    heads = (("figure", "text"), ("this_quarter", "each"), ("", "each"), ("n_rows", "count"))
    before = (
        say("execution.compared_quarter", language, before=execution.before)
        if execution.before
        else say("execution.no_comparison", language)
    )
    return Table(
        title=say("execution.table_execution", language),
        columns=tuple(
            TableColumn(say(f"execution.{name}", language) if name else before, form)
            for name, form in heads
        ),
        rows=tuple(
            (say(f"execution.{name}", language), now.value, past.value, now.n)
            for name, (now, past) in zip(measured, pairs, strict=True)
        ),
        language=language,
        currency=currency,
        note=_note(execution, language),
        statuses=tuple(
            "" if name == "sku_target" else _status(now, past)
            for name, (now, past) in zip(measured, pairs, strict=True)
        ),
        formats=tuple(now.unit for now, _ in pairs),
        marked=1,
    )


def _note(execution: ExecutionAssessment, language: str) -> str:
    note = say("execution.execution_note", language, periods=execution.periods,
               period_type=say(f"execution.period_{execution.period_type}", language))  # fmt: skip
    if execution.stores:
        note += say("execution.stores_note", language, stores=execution.stores)
    if execution.not_measured:
        names = [say(f"execution.{name}", language) for name in execution.not_measured]
        joined = say("execution.list_comma", language).join(names)
        note += say("execution.not_measured_note", language, names=joined)
    return note


def _status(now: Measure, past: Measure) -> str:
    if now.value is None or past.value is None:
        return ""
    notable = NOTABLE_SHARE if now.unit == "share" else NOTABLE_SCORE
    change = now.value - past.value
    return "good" if change >= notable else "bad" if change <= -notable else ""
