"""From a measured value to its part of a criterion's weight: by bands, or by the portfolio.

Works on whole columns, so that thousands of accounts are graded at once; `Criterion.grade`
grades one value and agrees with it. Not in here: axes and classes (`scoring`).
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.errors import MetricInputError
from ka_helpers.rulesets import Band, Criterion, Mode, Printed, Ruleset

FAIR_SHARE_CRITERIA = ("display_share", "activity_share")
"""Criteria that are a share of the category, so that a fair share of them exists."""
SALES_SHARE = "market_share"
_Numbers = NDArray[np.float64]
_Flags = NDArray[np.bool_]
_DIGITS = 9  # as in rulesets: a growth of 115 / 100 - 1 is 0.1499...9 and means 15 %


def fair_share_index(tactic_share: float, sales_share: float) -> float:
    """Return the fair share index: share of a tactic over share of sales, 100 = its fair share.

    Raises
    ------
    MetricInputError : `sales_share` is not above zero

    >>> fair_share_index(tactic_share=0.30, sales_share=0.20)
    150.0
    """
    if not sales_share > 0:
        raise MetricInputError("position.no_sales_share", found=sales_share)
    return round(tactic_share / sales_share * 100, _DIGITS)


def grade_values(values: pd.Series, criterion: Criterion) -> pd.Series:
    """Return the grade (5 outstanding to 1 poor) of each value; missing stays missing."""
    held = _rounded(values)
    admitted = [_admits(held, band, criterion) for band in criterion.bands]
    grades = np.select(admitted, [band.grade for band in criterion.bands], default=np.nan)
    return pd.Series(np.where(np.isnan(held), np.nan, grades), index=values.index)


def flag_unsettled(values: pd.Series, criterion: Criterion) -> pd.Series:
    """Return "gap" or "overlap" where the source puts a value in no band or in two, else None."""
    printed = [band.printed for band in criterion.bands if band.printed is not None]
    flags = pd.Series([None] * len(values), index=values.index, dtype=object)
    if printed:
        held = _rounded(values)
        homes = sum(_printed_admits(held, prints).astype(int) for prints in printed)
        flags[~np.isnan(held) & (homes == 0)] = "gap"
        flags[~np.isnan(held) & (homes > 1)] = "overlap"
    return flags


def relative_factors(values: pd.Series, criterion: Criterion) -> pd.Series:
    """Return each value's part (0-1) of the criterion's weight, in proportion to the best.

    The best of the portfolio earns the whole weight. Where low is good, values are mirrored
    inside the portfolio's range first, so the worst earns best / worst. A value at or below
    zero earns nothing, and nobody earns anything when none is above zero.
    """
    held = values.astype(float).clip(lower=0)
    best, worst = held.max(), held.min()
    if criterion.direction == "low":
        held = best + worst - held
    return held / best if best > 0 else held * 0 + (criterion.direction == "low")


def mode_of(criterion: Criterion, ruleset: Ruleset) -> Mode:
    """Return how a criterion is read: with `fair_share`, only shares have a fair share.

    The other criteria of a `fair_share` ruleset are read relative to the portfolio, because
    bands fixed once saturate for a market leader, which is what that mode is chosen against.
    """
    if ruleset.mode == "fair_share" and criterion.name not in FAIR_SHARE_CRITERIA:
        return "relative"
    return ruleset.mode


def measured(inputs: pd.DataFrame, criterion: Criterion, mode: Mode) -> pd.Series:
    """Return the values to grade: the column itself, or its ratio to the share of sales."""
    values = _column(inputs, criterion.name)
    if mode != "fair_share":
        return values
    sales_share = _column(inputs, SALES_SHARE)
    return values / sales_share.where(sales_share > 0)


def _column(inputs: pd.DataFrame, name: str) -> pd.Series:
    if name not in inputs:
        return pd.Series(np.nan, index=inputs.index)
    values = inputs[name].to_numpy(dtype=float)
    return pd.Series(np.where(np.isfinite(values), values, np.nan), index=inputs.index)


def _rounded(values: pd.Series) -> _Numbers:
    return values.to_numpy(dtype=float).round(_DIGITS)


def _admits(values: _Numbers, band: Band, criterion: Criterion) -> _Flags:
    if band.bound is None:
        return ~np.isnan(values)
    beyond = values > band.bound if criterion.direction == "high" else values < band.bound
    return beyond if band.strict else beyond | (values == band.bound)


def _printed_admits(values: _Numbers, printed: Printed) -> _Flags:
    inside = ~np.isnan(values)
    if printed.low is not None:
        inside &= values > printed.low if printed.strict_low else values >= printed.low
    if printed.high is not None:
        inside &= values < printed.high if printed.strict_high else values <= printed.high
    return inside
