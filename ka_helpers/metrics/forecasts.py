"""Forecasts: how far the quantity forecast was from the quantity sold.

A pair is one product and one period that has a forecast and lies in a period with sales on
record; a product that sold nothing then counts as zero. Absolute errors are weighted by
quantity (WMAPE), because a mean of percentages lets the smallest product decide.
Not in here: making a forecast (see `promotions` for baselines).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.assessment import Measure, Tables
from ka_helpers.metrics.sales import of_basis

NEEDS = ("forecast", "sales")
PERIOD_KEYS = {"week": "period_start", "month": "month", "quarter": "quarter"}
"""The column that says in which forecast period a row of sales lies, by period type."""
_GRAINS = tuple(PERIOD_KEYS)
_READ = ("basis", "period_type", *PERIOD_KEYS.values(), "product_id", "units")


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
    return float((sold - expected).abs().sum() / sold.abs().sum())


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
    return float((expected - sold).sum() / sold.abs().sum())


def accuracy(actual: Sequence[float] | pd.Series, forecast: Sequence[float] | pd.Series) -> float:
    """Return the forecast accuracy (fraction): 1 - WMAPE, never below 0.

    >>> accuracy(actual=[100, 50], forecast=[80, 60])
    0.8
    >>> accuracy(actual=[10], forecast=[50])
    0.0
    """
    return max(0.0, 1 - wmape(actual, forecast))


def match_forecasts(forecasts: pd.DataFrame, sales: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs, a row each: `forecast`, `actual` (units), `promoted`, `month`, `quarter`.

    Parameters
    ----------
    forecasts : rows of the forecast table, all of one period type. Of several forecasts of the
        same quantity the last one made before its period began counts; forecasts of several
        promotions in one product and period add up.
    sales : rows of the sales table of one basis, with `units`, in periods no longer than that
    """
    grain = str(forecasts["period_type"].iloc[0])
    period = PERIOD_KEYS[grain]
    keys = [period] + [name for name in ("product_id",) if name in forecasts and name in sales]
    known = sales[sales["units"].notna() & sales["period_type"].isin(_GRAINS[: _rank(grain) + 1])]
    latest = _latest_made(forecasts, keys)
    latest = latest[latest[period].isin(known[period])]
    groups = latest.groupby(keys)
    expected = groups[["month", "quarter"]].first()
    expected["forecast"] = groups["forecast"].sum()
    expected["promoted"] = groups["promoted"].max()
    sold = known.groupby(keys)["units"].sum().rename("actual")
    if period in expected:
        expected = expected.drop(columns=period)
    return expected.join(sold).fillna({"actual": 0.0}).reset_index()


def assess_forecasts(tables: Tables, quarter: str, before: str | None) -> ForecastAssessment | None:
    """Return the forecast accuracy of one account in `quarter`; None without a matched pair."""
    if any(name not in tables for name in NEEDS) or "units" not in tables["sales"]:
        return None
    sales, basis = of_basis(tables["sales"].filter(_READ), "sell_in")
    forecasts = tables["forecast"]
    forecasts = forecasts[forecasts["quarter"].isin([quarter, before])]
    forecasts = forecasts[forecasts["period_type"].isin(_GRAINS)]
    if forecasts.empty:
        return None
    sales = sales[sales["quarter"].isin([quarter, before])]
    grain = str(forecasts["period_type"].iloc[0])
    pairs = match_forecasts(forecasts[forecasts["period_type"] == grain], sales)
    now, past = pairs[pairs["quarter"] == quarter], pairs[pairs["quarter"] == before]
    if now.empty:
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
        promoted=_measure(now[now["promoted"]], accuracy),
        unpromoted=_measure(now[~now["promoted"]], accuracy),
        months=tuple(
            ForecastMonth(str(month), float(of_month["forecast"].sum()),
                          float(of_month["actual"].sum()), len(of_month))
            for month, of_month in now.groupby("month")
        ),
    )  # fmt: skip


def _latest_made(forecasts: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    by_promotion = "promo_id" in forecasts
    promoted = forecasts["promo_id"].notna() if by_promotion else False
    rows = forecasts.assign(promoted=promoted)
    if "made_on" not in rows:
        return rows
    made_before = rows["made_on"].isna() | (rows["made_on"] <= rows["period_start"])
    rows = rows[made_before].sort_values("made_on", kind="stable", na_position="first")
    same = [*keys, "promo_id"] if by_promotion else keys
    return rows.drop_duplicates(same, keep="last")


def _rank(grain: str) -> int:
    return _GRAINS.index(grain)


def _measure(pairs: pd.DataFrame, formula: Callable[[pd.Series, pd.Series], float]) -> Measure:
    known = pairs["actual"].abs().sum() > 0
    value = formula(pairs["actual"], pairs["forecast"]) if known else None
    return Measure(value, "share", len(pairs), "forecast")


def _paired(
    actual: Sequence[float] | pd.Series, forecast: Sequence[float] | pd.Series
) -> tuple[pd.Series, pd.Series]:
    sold = pd.Series(list(actual), dtype="float64")
    expected = pd.Series(list(forecast), dtype="float64")
    if len(sold) != len(expected):
        raise MetricInputError("supply.unequal_lengths", actual=len(sold), forecast=len(expected))
    if sold.abs().sum() == 0:
        raise MetricInputError("supply.nothing_sold", found=len(sold))
    return sold, expected
