"""The planted stories' effects, as paths over weeks; every other account gets the level path.

What each story must show in the review quarter stands in the dataset's README and is tested.
"""

import numpy as np
from numpy.typing import NDArray

from ka_helpers.cases.synthesis.calendar_weeks import REVIEW_QUARTER, Amounts, Weeks
from ka_helpers.cases.synthesis.specification import AccountDesign

SPEND_CUT_FROM = "2025-09"
SPEND_LEFT = 0.44
LAST_WEEK_SHARE = 0.70
LOADED_MONTHS = {"2025-12": 2.6, "2026-03": 2.9, "2026-06": 3.0}
"""Sell-in as a multiple of sell-out in the months in which the target was met by loading."""
_OUT_OF_REGION = {"2025Q4": 0.15, "2026Q1": 0.40, REVIEW_QUARTER: 0.70}
_FILL_RATES = {
    "2024Q3": 0.92, "2024Q4": 0.91, "2025Q1": 0.89, "2025Q2": 0.90,
    "2025Q3": 0.87, "2025Q4": 0.82, "2026Q1": 0.74, REVIEW_QUARTER: 0.65,
}  # fmt: skip
_EXECUTION = {
    "2024Q3": (58, 0.57), "2024Q4": (59, 0.58), "2025Q1": (60, 0.60), "2025Q2": (60, 0.60),
    "2025Q3": (66, 0.68), "2025Q4": (76, 0.79), "2026Q1": (84, 0.87), REVIEW_QUARTER: (90, 0.92),
}  # fmt: skip


def spend_factor(design: AccountDesign, weeks: Weeks) -> Amounts:
    """Return the factor on variable trade spend each week."""
    if design.story != "spend_cut":
        return np.ones(len(weeks))
    return np.where(weeks.months >= SPEND_CUT_FROM, SPEND_LEFT, 1.0)


def fill_rates(design: AccountDesign, weeks: Weeks) -> Amounts:
    """Return the case fill rate meant for each week."""
    if design.story != "order_gap":
        return np.full(len(weeks), design.field.fill_rate)
    return _by_quarter(weeks, _FILL_RATES, default=0.92)


def out_of_region_shares(design: AccountDesign, weeks: Weeks) -> Amounts:
    """Return the share of sales that leaves the region each week."""
    if design.story == "diversion":
        return _by_quarter(weeks, _OUT_OF_REGION, default=0.02)
    leaks = 0.012 if design.channel == "dealer" else 0.0
    return np.full(len(weeks), leaks)


def execution_path(design: AccountDesign, weeks: Weeks) -> tuple[Amounts, Amounts]:
    """Return the execution score and the share of agreement items done, each week."""
    if design.story != "execution_turnaround":
        level = np.ones(len(weeks))
        return level * design.field.exec_score, level * design.field.agreement_done
    scores = {quarter: float(score) for quarter, (score, _) in _EXECUTION.items()}
    done = {quarter: share for quarter, (_, share) in _EXECUTION.items()}
    return _by_quarter(weeks, scores, 58.0), _by_quarter(weeks, done, 0.57)


def phased(weekly: Amounts, months: NDArray[np.str_]) -> Amounts:
    """Return the same month totals with 70 % in each month's last week, the rest spread evenly.

    >>> months = np.array(["2026-04"] * 4)
    >>> phased(np.full((1, 4), 25.0), months).round().tolist()
    [[10.0, 10.0, 10.0, 70.0]]
    """
    moved = np.empty_like(weekly)
    for month in np.unique(months):
        places = np.flatnonzero(months == month)
        total = weekly[:, places].sum(axis=1, keepdims=True)
        moved[:, places] = total * (1 - LAST_WEEK_SHARE) / max(len(places) - 1, 1)
        moved[:, places[-1]] = total[:, 0] * LAST_WEEK_SHARE
    return moved


def _by_quarter(weeks: Weeks, values: dict[str, float], default: float) -> Amounts:
    return np.array([values.get(quarter, default) for quarter in weeks.quarters.tolist()])
