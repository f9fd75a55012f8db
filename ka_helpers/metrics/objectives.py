"""Tell whether the quarter's objectives were reached, and what is set for the next one.

Not in here: whether targets roll up (`roll_up`), and where actuals come from (`actuals`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ka_helpers.metrics.actuals import (
    FIGURES,
    Rows,
    all_actuals,
    baselines,
    made_of_months,
    rows_by_metric,
    sold,
    unit_of,
)  # fmt: skip
from ka_helpers.metrics.assessment import Context, Measure, Tables, comparison_quarter
from ka_helpers.metrics.roll_up import Inconsistency, check_roll_up
from ka_helpers.metrics.rows import rows_of as table_of
from ka_helpers.periods import shift_quarter

NEEDS = ("objective",)
LOW_IS_GOOD = frozenset({"trade_cost_ratio"})
CHANGES = frozenset({"growth", "share_growth_gap"})
"""Metrics near zero by nature: the distance to their target is told, never a percentage of it."""
PRIMARY = frozenset({"sales_value", "market_share", "display_points", "display_share",
                     "sku_listed", "store_distribution"})  # fmt: skip
"""Primary objectives where the table does not say (source 002); the others are secondary."""


@dataclass(frozen=True)
class Attainment:
    """One objective of one quarter against its actual.

    `attained` is actual / target (target / actual where low is good), None where a percentage
    says nothing; `met` None means that the actual is not known. `derived`: the target is what
    its months make; `contested`: two sources give different targets, the first one counts.
    """

    metric: str
    unit: str
    priority: str
    period: str
    target: float
    actual: Measure
    attained: float | None
    met: bool | None
    derived: bool
    contested: bool


@dataclass(frozen=True)
class ObjectivesAssessment:
    """The quarter's objectives, the next quarter's against this quarter's actuals, the faults.

    `before` is the quarter compared with (see `comparison_quarter`), None if there is none;
    `met` is the share of the objectives with a known actual that were met.
    """

    before: str | None
    quarter: str
    next_quarter: str
    met: Measure
    met_before: Measure
    attainment: tuple[Attainment, ...]
    upcoming: tuple[Attainment, ...]
    inconsistencies: tuple[Inconsistency, ...]


def attain(target: float, actual: float, *, low_is_good: bool = False) -> float | None:
    """Return how much of a target was reached (1 = all), None if the target is not above zero.

    >>> attain(100, 90), attain(0.12, 0.15, low_is_good=True)
    (0.9, 0.8)
    """
    if target <= 0 or (low_is_good and actual <= 0):
        return None
    return round(target / actual if low_is_good else actual / target, 9)


def assess(
    tables: Tables, quarter: str, context: Context, actuals: Mapping[str, Measure] | None = None
) -> ObjectivesAssessment | None:
    """Return one account's objectives; None without targets for this quarter or the next.

    Parameters
    ----------
    actuals : the quarter's figures by metric, for objectives whose actual the objective table
        does not give; without them only sales are worked out here
    """
    objectives, upcoming = tables["objective"], shift_quarter(quarter, 1)
    if not objectives["quarter"].isin([quarter, upcoming]).any():
        return None
    before = comparison_quarter(objectives, quarter)
    known = {**sold(tables, quarter), **(actuals or {})}
    faults = check_roll_up(objectives)
    table = table_of(tables, "objective")
    now, then, next_ = (rows_by_metric(table, q) for q in (quarter, before, upcoming))
    actual = all_actuals(now, known)
    current = _attainments(now, quarter, actual, faults)
    earlier = _attainments(then, before, all_actuals(then, sold(tables, before)), faults)
    next_base = actual | baselines(objectives, upcoming)
    concerned = {quarter, upcoming, *context.calendar.months_of(quarter),
                 *context.calendar.months_of(upcoming)}  # fmt: skip
    return ObjectivesAssessment(
        before=before,
        quarter=quarter,
        next_quarter=upcoming,
        met=_share_met(current),
        met_before=_share_met(earlier),
        attainment=current,
        upcoming=_attainments(next_, upcoming, next_base, faults),
        inconsistencies=tuple(
            fault for fault in faults if fault.period in concerned or fault.period_type == "year"
        ),
    )


def _attainments(
    rows_of: Mapping[str, Rows], quarter: str | None, actuals: Mapping[str, Measure],
    faults: tuple[Inconsistency, ...],
) -> tuple[Attainment, ...]:  # fmt: skip
    contested = {f.metric for f in faults if f.kind == "conflict" and f.period == quarter}
    found = []
    for name, rows in rows_of.items():
        whole = [row["target"] for row in rows if row["period_type"] == "quarter"]
        target = float(whole[0]) if whole else made_of_months(rows, "target")
        if target is None:
            continue
        actual = actuals.get(name, Measure(None, unit_of(name), 0, "objective"))
        found.append(
            Attainment(
                metric=name,
                unit=unit_of(name),
                priority=_priority(rows, name),
                period=str(quarter),
                target=target,
                actual=actual,
                attained=_attained(name, target, actual.value),
                met=_met(name, target, actual.value),
                derived=not whole,
                contested=name in contested,
            )
        )
    return tuple(sorted(found, key=lambda a: (a.priority != "primary", _order(a.metric))))


def _attained(metric: str, target: float, actual: float | None) -> float | None:
    if actual is None or metric in CHANGES:
        return None
    return attain(target, actual, low_is_good=metric in LOW_IS_GOOD)


def _met(metric: str, target: float, actual: float | None) -> bool | None:
    if actual is None:
        return None
    reached, aim = round(actual, 9), round(target, 9)
    return reached <= aim if metric in LOW_IS_GOOD else reached >= aim


def _priority(rows: Rows, metric: str) -> str:
    stated = [str(row["priority"]) for row in rows if pd.notna(row.get("priority"))]
    return stated[0] if stated else "primary" if metric in PRIMARY else "secondary"


def _share_met(rows: tuple[Attainment, ...]) -> Measure:
    known = [row.met for row in rows if row.met is not None]
    return Measure(sum(known) / len(known) if known else None, "share", len(known), "objective")


def _order(metric: str) -> int:
    return list(FIGURES).index(metric) if metric in FIGURES else len(FIGURES)
