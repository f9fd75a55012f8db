"""Uplift: what promotions sold on top of the baseline, and how sure that is.

`estimate_uplifts` judges all promotions of an account together; the smaller functions say
the same on a single product, for a notebook. Not in here: money (see `promotion_economics`).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.seasonal_baseline import (
    FEWEST_CLEAN_WEEKS,
    SeasonalBaseline,
    fit_seasonal_baseline,
)
from ka_helpers.metrics.weekly_units import (
    AFTER_WEEKS,
    WEEK,
    Grid,
    Mask,
    PromotedWeeks,
    WeeklyUnits,
    clean_weeks,
    place_promotions,
)

RATE = 0.80
"""How often the intervals are meant to hold the truth."""
Reason = Literal[
    "not_finished", "no_sales", "overlap", "few_clean_weeks", "no_weekly_units", "sell_in_only"
]
"""Why nothing can be told. Sell-in shows when an account ordered, not what shoppers took."""


@dataclass(frozen=True)
class Interval:
    """An estimate and the range that holds the truth at the stated rate."""

    value: float
    low: float
    high: float

    def scaled(self, factor: float) -> "Interval":
        """Return the interval of `factor` (zero or more) times the estimate."""
        return Interval(self.value * factor, self.low * factor, self.high * factor)


@dataclass(frozen=True)
class Uplift:
    """What one promotion sold, in units; `reason` says why if nothing can be told.

    `uplift` is what was sold less what these very weeks would have sold without promotion.
    Its interval allows for not knowing the baseline and for the chance by which those weeks
    would have missed it. `pull_forward_units` is what the weeks after missed (negative if
    they sold more), `net` the uplift less that.
    """

    promo_id: str
    n_weeks: int
    n_clean_weeks: int
    actual_units: float | None = None
    baseline_units: float | None = None
    uplift: Interval | None = None
    net: Interval | None = None
    pull_forward_units: float | None = None
    n_weeks_after: int = 0
    reason: Reason | None = None


@dataclass(frozen=True, eq=False)
class UpliftStudy:
    """The promotions of an account judged together, with the grid they were judged on."""

    weekly: WeeklyUnits
    promoted: PromotedWeeks
    baseline: SeasonalBaseline
    clean: Mask
    uplifts: tuple[Uplift, ...]


def estimate_uplifts(
    weekly: WeeklyUnits,
    promotions: pd.DataFrame,
    rate: float = RATE,
    after_weeks: int = AFTER_WEEKS,
) -> UpliftStudy:
    """Return the uplift of each promotion, in the order given.

    Parameters
    ----------
    promotions : frame with `promo_id`, `start`, `end`, `product_id` and/or `category`;
        all that ran, or others' weeks would be taken for ordinary ones
    rate : how often the intervals are meant to hold the truth
    """
    promoted = place_promotions(promotions, weekly, after_weeks)
    clean = clean_weeks(weekly, promoted)
    baseline = fit_seasonal_baseline(weekly.units, clean, weekly.category_of, weekly.weeks)
    study = UpliftStudy(weekly, promoted, baseline, clean, ())
    finished = promotions["end"].to_numpy() < np.datetime64(weekly.weeks[-1] + WEEK)
    clashes = _clashes(promoted)
    uplifts = tuple(
        _uplift_of(study, number, str(promo_id), _refusal(finished[number], clashes[number]), rate)
        for number, promo_id in enumerate(promotions["promo_id"])
    )
    return UpliftStudy(weekly, promoted, baseline, clean, uplifts)


def local_baseline(units: pd.Series, clean: pd.Series, around: int = 8) -> pd.Series:
    """Return the median of the clean weeks within `around` weeks, for each week.

    The simple reading, without season: NaN where no clean week is near.

    >>> units = pd.Series([100.0, 104, 300, 60, 102])
    >>> local_baseline(units, pd.Series([True, True, False, False, True]), around=2).tolist()
    [102.0, 102.0, 102.0, 103.0, 102.0]
    """
    ordinary = units.where(clean).to_numpy(dtype=float)
    near = [
        ordinary[max(week - around, 0) : week + around + 1][
            ~np.isnan(ordinary[max(week - around, 0) : week + around + 1])
        ]
        for week in range(len(ordinary))
    ]
    return pd.Series([float(np.median(n)) if len(n) else np.nan for n in near], units.index)


def naive_uplift(units: pd.Series, promoted: pd.Series) -> float:
    """Return promoted weeks' units less the mean of all other weeks: what not to rely on.

    Season, trend and the weeks after promotions all go into that mean.

    Raises
    ------
    MetricInputError : no week is left to compare with

    >>> naive_uplift(pd.Series([100.0, 300, 80, 120]), pd.Series([False, True, False, False]))
    200.0
    """
    others = units[~promoted]
    if others.empty:
        raise MetricInputError("promotions.no_other_weeks", n=len(units))
    return float((units[promoted] - others.mean()).sum())


def uplift_rate(actual_units: float, baseline_units: float) -> float:
    """Return the uplift as a fraction of the baseline: 0.5 is half as much again.

    Raises
    ------
    MetricInputError : the baseline is not above zero

    >>> uplift_rate(actual_units=1_500, baseline_units=1_000)
    0.5
    """
    if baseline_units <= 0:
        raise MetricInputError("promotions.no_baseline", found=baseline_units)
    return (actual_units - baseline_units) / baseline_units


def interval_about(value: float, variance: float, degrees: float, rate: float = RATE) -> Interval:
    """Return value -+ t x the square root of `variance`, t for `rate` and `degrees`.

    >>> round(interval_about(100.0, 25.0, degrees=1e9, rate=0.95).low, 1)
    90.2
    """
    half = _spread(degrees, rate) * float(np.sqrt(variance))
    return Interval(float(value), float(value - half), float(value + half))


@lru_cache(maxsize=4096)
def _spread(degrees: float, rate: float) -> float:
    """Return how many standard errors either way hold the truth at `rate` (Student's t)."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, (1 + rate) / 2))


def sum_intervals(parts: Iterable[Interval]) -> Interval | None:
    """Return the interval of a sum of estimates whose errors do not hang together."""
    known = list(parts)
    if not known:
        return None
    value = sum(part.value for part in known)
    half = float(np.sqrt(sum(((part.high - part.low) / 2) ** 2 for part in known)))
    return Interval(value, value - half, value + half)


def _refusal(finished: bool, clash: bool) -> Reason | None:
    if not finished:
        return "not_finished"
    return "overlap" if clash else None


def _clashes(promoted: PromotedWeeks) -> Mask:
    """Tell which promotions share a product and a week with another."""
    during, covers = promoted.during.astype(float), promoted.covers.astype(float)
    shared = (during @ during.T > 0) & (covers @ covers.T > 0)
    np.fill_diagonal(shared, False)
    return np.asarray(shared.any(axis=1))


def _uplift_of(
    study: UpliftStudy, number: int, promo_id: str, refusal: Reason | None, rate: float
) -> Uplift:
    weekly, promoted, baseline = study.weekly, study.promoted, study.baseline
    covered = promoted.covers[number][:, None] & ~np.isnan(weekly.units)
    during = covered & promoted.during[number]
    products = during.any(axis=1)
    n_clean = int(study.clean[products].sum(axis=1).min()) if products.any() else 0
    n_weeks = int(during.any(axis=0).sum())
    reason = refusal or _weakness(n_weeks, n_clean)
    if reason is not None:
        return Uplift(promo_id, n_weeks, n_clean, reason=reason)
    after = covered & products[:, None] & promoted.after[number] & ~promoted.touched
    degrees = float(baseline.degrees[products].min())
    actual, base = _sum(weekly.units, during), _sum(baseline.expected, during)
    missed = _sum(baseline.expected, after) - _sum(weekly.units, after)
    return Uplift(
        promo_id, n_weeks, n_clean, actual, base,
        uplift=interval_about(actual - base, baseline.variance(during), degrees, rate),
        net=interval_about(
            actual - base - missed, baseline.variance(during | after), degrees, rate
        ),
        pull_forward_units=missed, n_weeks_after=int(after.any(axis=0).sum()),
    )  # fmt: skip


def _weakness(n_weeks: int, n_clean: int) -> Reason | None:
    if n_weeks == 0:
        return "no_sales"
    return "few_clean_weeks" if n_clean < FEWEST_CLEAN_WEEKS else None


def _sum(amounts: Grid, cells: Mask) -> float:
    return float(amounts[cells].sum())
