"""Forecasts: how far the quantity forecast was from the quantity sold.

Absolute errors are weighted by quantity (WMAPE), because a mean of percentages lets the
smallest product decide.
Not in here: which forecast meets which sales (`forecast_pairs`), making a forecast (see
`promotions` for baselines).
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.assessment import Measure, Tables
from ka_helpers.metrics.forecast_pairs import PERIOD_KEYS, Pair, match_forecasts
from ka_helpers.metrics.rows import Numbers, rows_of, total
from ka_helpers.metrics.sales_rows import sales_of

NEEDS = ("forecast", "sales")


@dataclass(frozen=True)
class ForecastMonth:
    """Units forecast and sold in the pairs of one month; `n` counts the pairs."""

    month: str
    forecast_units: float
    actual_units: float
    n: int


@dataclass(frozen=True)
class ForecastAssessment:
    """How good the forecasts of a quarter were; n counts pairs of product and period.

    `accuracy` is 1 - `wmape`, at least 0; `bias` above zero is forecast too high. `promoted`
    and `unpromoted` are the accuracy of the pairs with and without a promotion in the forecast.
    """

    basis: str
    period_type: str
    accuracy: Measure
    accuracy_before: Measure
    wmape: Measure
    wmape_before: Measure
    bias: Measure
    bias_before: Measure
    promoted: Measure
    unpromoted: Measure
    months: tuple[ForecastMonth, ...]


def wmape(actual: Sequence[float] | pd.Series, forecast: Sequence[float] | pd.Series) -> float:
    """Return the weighted absolute percentage error (fraction): sum |A - F| / sum |A|.

    Raises
    ------
    MetricInputError : nothing was sold, or the two have different lengths

    References
    ----------
    Weighted mean absolute percentage error as in TorchMetrics.

    >>> wmape(actual=[100, 50], forecast=[80, 60])
    0.2
    """
    sold, expected = _paired(actual, forecast)
    return total(np.abs(sold - expected)) / total(np.abs(sold))


def bias(actual: Sequence[float] | pd.Series, forecast: Sequence[float] | pd.Series) -> float:
    """Return the bias (fraction): sum (F - A) / sum A; above zero is forecast too high.

    Errors of opposite sign cancel here and do not in `wmape`.

    Raises
    ------
    MetricInputError : nothing was sold, or the two have different lengths

    >>> round(bias(actual=[100, 50], forecast=[80, 60]), 3)
    -0.067
    """
    sold, expected = _paired(actual, forecast)
    return total(expected - sold) / total(np.abs(sold))


def accuracy(actual: Sequence[float] | pd.Series, forecast: Sequence[float] | pd.Series) -> float:
    """Return the forecast accuracy (fraction): 1 - WMAPE, never below 0.

    >>> accuracy(actual=[100, 50], forecast=[80, 60])
    0.8
    >>> accuracy(actual=[10], forecast=[50])
    0.0
    """
    return max(0.0, 1 - wmape(actual, forecast))


def assess_forecasts(tables: Tables, quarter: str, before: str | None) -> ForecastAssessment | None:
    """Return the forecast accuracy of one account in `quarter`; None without a matched pair."""
    if any(name not in tables for name in NEEDS) or "units" not in tables["sales"]:
        return None
    sales, basis = sales_of(tables, "sell_in")
    forecasts = rows_of(tables, "forecast")
    forecasts = forecasts.where(
        forecasts.named("quarter", quarter, before) & forecasts.named("period_type", *PERIOD_KEYS)
    )
    if not len(forecasts):
        return None
    first = forecasts.texts("period_type")
    grain = first.names[first.codes[0]]
    pairs = match_forecasts(
        forecasts.where(forecasts.named("period_type", grain)),
        sales.where(sales.named("quarter", quarter, before)),
    )
    now, past = ([pair for pair in pairs if pair.quarter == of] for of in (quarter, before))
    if not now:
        return None
    return ForecastAssessment(
        basis=basis,
        period_type=grain,
        accuracy=_measure(now, accuracy),
        accuracy_before=_measure(past, accuracy),
        wmape=_measure(now, wmape),
        wmape_before=_measure(past, wmape),
        bias=_measure(now, bias),
        bias_before=_measure(past, bias),
        promoted=_measure([pair for pair in now if pair.promoted], accuracy),
        unpromoted=_measure([pair for pair in now if not pair.promoted], accuracy),
        months=tuple(_months(now)),
    )


def _months(pairs: Sequence[Pair]) -> Iterator[ForecastMonth]:
    for month in sorted({pair.month for pair in pairs}):
        alike = [pair for pair in pairs if pair.month == month]
        forecast, actual = sum(pair.forecast for pair in alike), sum(p.actual for p in alike)
        yield ForecastMonth(month, forecast, actual, len(alike))


def _measure(
    pairs: Sequence[Pair], formula: Callable[[Sequence[float], Sequence[float]], float]
) -> Measure:
    sold = [pair.actual for pair in pairs]
    value = formula(sold, [pair.forecast for pair in pairs]) if any(sold) else None
    return Measure(value, "share", len(pairs), "forecast")


def _paired(
    actual: Sequence[float] | pd.Series, forecast: Sequence[float] | pd.Series
) -> tuple[Numbers, Numbers]:
    sold, expected = (np.array(list(units), dtype=np.float64) for units in (actual, forecast))
    if len(sold) != len(expected):
        raise MetricInputError("supply.unequal_lengths", actual=len(sold), forecast=len(expected))
    if np.nansum(np.abs(sold)) == 0:
        raise MetricInputError("supply.nothing_sold", found=len(sold))
    return sold, expected
