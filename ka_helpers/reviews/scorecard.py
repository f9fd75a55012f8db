"""The five KPIs of an account side by side: actual, target, before, and a status.

They constrain each other (source 001), so a review never shows one without the others.
Which figure stands for store execution depends on what was measured; the row names it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pandas as pd

from ka_helpers.metrics.assessment import Measure
from ka_helpers.reviews.findings import Finding, found
from ka_helpers.reviews.summary import KpiRow, Status
from ka_helpers.terms import KPIS

GOOD_FROM, WARN_FROM = 1.0, 0.95
"""Attainment from which a KPI is good, and from which it is only a warning."""
FIGURES: Mapping[str, tuple[tuple[str, str, str], ...]] = {
    # KPI: section, field, metric of the objective table; the first one measured stands for it
    "sales_revenue": (("sales", "sales", "sales_value"),),
    "market_share": (("share", "share", "market_share"),),
    "store_execution": (
        ("execution", "exec_score", "exec_score"),
        ("execution", "agreement_completion", ""),
        ("execution", "display_share", "display_share"),
    ),
    "account_profit": (("profit", "account_profit", "account_profit"),),
    "order_fill_rate": (("supply", "fill_rate", "fill_rate"),),
}
NOT_MEASURED = Measure(None, "number", 0, "")


def keep_score(
    assessments: Mapping[str, Any], objectives: pd.DataFrame | None, quarter: str
) -> tuple[KpiRow, ...]:
    """Return the five rows, in the order of `terms.KPIS`; unmeasured ones say so.

    Parameters
    ----------
    assessments : by section key, None where skipped
    objectives : the account's rows of the objective table, or None
    """
    targets = quarter_targets(objectives, quarter)
    return tuple(_row(kpi, assessments, targets) for kpi in FIGURES)


def find_unexplained(
    rows: Sequence[KpiRow], findings: Sequence[Finding], currency: str
) -> Iterator[Finding]:
    """Yield the KPI furthest below its target, if no finding of its section speaks of it."""
    spoken_of = {finding.section for finding in findings if finding.tone != "good"}
    silent = [
        row
        for row in rows
        if (row.status, row.judged_by) == ("bad", "target")
        and row.figure.partition(".")[0] not in spoken_of
        and not (row.kpi == "sales_revenue" and "objectives" in spoken_of)
    ]
    if silent:
        yield _missed(min(silent, key=_attained), currency)


def quarter_targets(objectives: pd.DataFrame | None, quarter: str) -> dict[str, float]:
    """Return the quarter's targets by metric; the first source counts where two disagree."""
    if objectives is None:
        return {}
    rows = objectives[
        (objectives["quarter"] == quarter) & (objectives["period_type"] == "quarter")
    ].drop_duplicates("metric")
    return dict(zip(rows["metric"], rows["target"].astype(float), strict=True))


def _row(kpi: str, assessments: Mapping[str, Any], targets: Mapping[str, float]) -> KpiRow:
    for section, field, metric in FIGURES[kpi]:
        actual = getattr(assessments.get(section), field, NOT_MEASURED)
        if actual.value is not None:
            before = getattr(assessments[section], f"{field}_before", NOT_MEASURED)
            target = targets.get(metric)
            status, judged_by = _judge(actual.value, target, before.value)
            return KpiRow(kpi, f"{section}.{field}", actual, before, target, status, judged_by)
    return KpiRow(kpi, "", NOT_MEASURED, NOT_MEASURED, None, "unknown", "nothing")


def _missed(row: KpiRow, currency: str) -> Finding:
    module = next(kpi.module for kpi in KPIS if kpi.key == row.kpi)
    actual, target = row.actual.value or 0.0, row.target or 0.0
    return found(
        "scorecard.missed", "warn", currency,
        stake=target - actual if row.actual.unit == "money" else None,
        kpi=f"scorecard.kpi_{row.kpi}", actual=actual, target=target, unit=row.actual.unit,
        module=f"scorecard.module_{module}", n=row.actual.n,
    )  # fmt: skip


def _attained(row: KpiRow) -> float:
    return attainment(row.actual.value or 0.0, row.target or 0.0)


def _judge(actual: float, target: float | None, before: float | None) -> tuple[Status, Any]:
    if target is not None:
        return _status(actual, target), "target"
    if before is not None:
        return _status(actual, before), "before"
    return "unknown", "nothing"


def attainment(actual: float, aim: float) -> float:
    """Return how much of an aim was reached: 1 is all of it, also where the aim is a loss.

    >>> attainment(95, 100), attainment(-50, -100)
    (0.95, 1.5)
    """
    return 1 + (actual - aim) / abs(aim) if aim else 1.0 + actual


def _status(actual: float, aim: float) -> Status:
    attained = attainment(actual, aim)
    return "good" if attained >= GOOD_FROM else "warn" if attained >= WARN_FROM else "bad"
