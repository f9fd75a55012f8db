"""The weeks about one promotion: what was sold beside the baseline and its band."""

from dataclasses import dataclass

import numpy as np

from ka_helpers.metrics.promotion_results import PromotionResult
from ka_helpers.metrics.uplift import RATE, UpliftStudy, interval_about

WEEKS_ABOUT = 8


@dataclass(frozen=True)
class WeekOfPromotion:
    """One week: units sold, and the range that ordinary sales would be in at the stated rate."""

    week: str
    actual_units: float | None
    baseline_units: float
    low_units: float
    high_units: float
    promoted: bool


@dataclass(frozen=True)
class PromotionWeeks:
    """The weeks about one promotion, oldest first; `promoted` weeks are this promotion's."""

    promo_id: str
    name: str
    mechanic: str | None
    weeks: tuple[WeekOfPromotion, ...]


def weeks_about(
    study: UpliftStudy, number: int, result: PromotionResult, about: int = WEEKS_ABOUT
) -> PromotionWeeks:
    """Return the weeks of a promotion and `about` weeks before and after it."""
    during = study.promoted.during[number]
    promoted = np.flatnonzero(during)
    weeks = range(max(promoted[0] - about, 0), min(promoted[-1] + about + 1, len(during)))
    return PromotionWeeks(
        result.promo_id, result.name, result.mechanic,
        tuple(_week(study, number, week) for week in weeks),
    )  # fmt: skip


def _week(study: UpliftStudy, number: int, week: int) -> WeekOfPromotion:
    weekly, baseline = study.weekly, study.baseline
    cells = np.zeros(weekly.units.shape, dtype=bool)
    cells[:, week] = study.promoted.covers[number] & np.isfinite(baseline.expected[:, week])
    sold = cells & ~np.isnan(weekly.units)
    expected = float(baseline.expected[cells].sum())
    degrees = float(baseline.degrees[study.promoted.covers[number]].min())
    band = interval_about(expected, baseline.variance(cells), degrees, RATE)
    return WeekOfPromotion(
        week=str(weekly.weeks[week].date()),
        actual_units=float(weekly.units[sold].sum()) if sold.any() else None,
        baseline_units=expected, low_units=max(band.low, 0.0), high_units=band.high,
        promoted=bool(study.promoted.during[number][week]),
    )  # fmt: skip
