"""Objectives in the review: what was to be reached, what was, do the targets agree."""

from collections.abc import Iterator
from typing import Any

from ka_helpers.figures.objectives import plot_attainment, shown_bars
from ka_helpers.metrics.actuals import unit_of
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.objectives import NEEDS, ObjectivesAssessment, assess
from ka_helpers.metrics.roll_up import Inconsistency
from ka_helpers.reviews.findings import Finding, found
from ka_helpers.reviews.section import Chart, Layout, Section
from ka_helpers.tables.objectives import (
    PERIOD_FORMATS,
    lay_out_attainment,
    lay_out_inconsistencies,
    lay_out_upcoming,
)

MISSED_BELOW = 0.90


def find(objectives: ObjectivesAssessment, context: Context) -> Iterator[Finding]:
    """Yield the worst primary objective missed by far, and every target at odds with another."""
    primary = [row for row in objectives.attainment if row.priority == "primary"]
    missed = [row for row in primary if row.attained is not None and row.attained < MISSED_BELOW]
    if missed:
        worst = min(missed, key=lambda row: row.attained or 0.0)
        actual = worst.actual.value or 0.0
        yield found(
            "objectives.missed", "bad", context.currency,
            stake=worst.target - actual if worst.unit == "money" else None,
            metric=f"objectives.metric_{worst.metric}", unit=worst.unit, attained=worst.attained,
            actual=actual, target=worst.target, missed=len(missed),
            n=sum(row.met is not None for row in primary),
        )  # fmt: skip
    for fault in objectives.inconsistencies:
        yield _find_fault(fault, context)


def _find_fault(fault: Inconsistency, context: Context) -> Finding:
    unit, gap = unit_of(fault.metric), fault.stated - fault.found
    values: dict[str, Any] = {
        "metric": f"objectives.metric_{fault.metric}", "unit": unit, "stated": fault.stated,
        "found": fault.found, "period": fault.period,
        "period_form": PERIOD_FORMATS[fault.period_type],
    }  # fmt: skip
    stake = None if fault.money is None else abs(fault.money)
    if fault.kind == "conflict":
        return found(
            "objectives.conflict", "warn", context.currency, stake=stake,
            stated_source=fault.stated_source or "–", found_source=fault.found_source or "–",
            **values,
        )  # fmt: skip
    rest, rest_unit = (abs(gap), unit) if fault.money is None else (abs(fault.money), "money")
    return found(
        f"objectives.{fault.kind}", "warn", context.currency, stake=stake,
        aggregation=f"objectives.aggregation_{fault.aggregation}", rest=rest, rest_unit=rest_unit,
        n=fault.parts, **values,
    )  # fmt: skip


def _facts(objectives: ObjectivesAssessment) -> dict[str, Any]:
    known = [row.met for row in objectives.attainment if row.met is not None]
    return {"met": sum(known), "n": len(known)}


SECTION = Section(
    key="objectives",
    needs=NEEDS,
    assess=assess,
    find=find,
    charts=(
        Chart("attainment", plot=plot_attainment, facts=_facts, height=2.8,
              shown=lambda o: bool(shown_bars(o))),
    ),
    layouts=(
        Layout(lay_out_attainment, shown=lambda o: bool(o.attainment)),
        Layout(lay_out_upcoming, shown=lambda o: bool(o.upcoming)),
        Layout(lay_out_inconsistencies, shown=lambda o: bool(o.inconsistencies)),
    ),
)  # fmt: skip
