"""Which forecast meets which sales: pairs of one product and one period.

A pair has a forecast and lies in a period with sales on record; a product that sold nothing
then counts as zero. Not in here: how far the two are apart (see `forecasts`).
"""

from dataclasses import dataclass
from math import isnan
from typing import Any

import pandas as pd

from ka_helpers.metrics.rows import Rows

PERIOD_KEYS = {"week": "period_start", "month": "month", "quarter": "quarter"}
"""The column that says in which forecast period a row of sales lies, by period type."""
_GRAINS = tuple(PERIOD_KEYS)


@dataclass(frozen=True)
class Pair:
    """The units forecast and sold of one product in one period; None is all products."""

    month: str
    quarter: str
    product_id: str | None
    forecast: float
    actual: float
    promoted: bool


def match_forecasts(forecasts: pd.DataFrame | Rows, sales: pd.DataFrame | Rows) -> tuple[Pair, ...]:
    """Return the pairs of product and period, sorted by period.

    Parameters
    ----------
    forecasts : rows of the forecast table, all of one period type. Of several forecasts of the
        same quantity the last one made before its period began counts; forecasts of several
        promotions in one product and period add up.
    sales : rows of the sales table of one basis, with `units`, in periods no longer than that
    """
    forecasts, sales = Rows.of(forecasts), Rows.of(sales)
    grain = forecasts.texts("period_type").names[0]
    by_product = "product_id" in forecasts and "product_id" in sales
    shorter = sales.named("period_type", *_GRAINS[: _GRAINS.index(grain) + 1])
    known = sales.where(sales.known("units") & shorter)
    sold = _sold(known, grain, by_product)
    told = {period for period, _ in sold}
    groups: dict[_Key, list[_Forecast]] = {}
    for one in _latest_made(_forecasts(forecasts, grain, by_product)):
        if one.key[0] in told and None not in (one.key if by_product else one.key[:1]):
            groups.setdefault(one.key, []).append(one)
    return tuple(
        Pair(
            month=alike[0].month,
            quarter=alike[0].quarter,
            product_id=key[1],
            forecast=sum(one.units for one in alike if not isnan(one.units)),
            actual=sold.get(key, 0.0),
            promoted=any(one.promo_id is not None for one in alike),
        )
        for key, alike in sorted(groups.items())
    )


_Key = tuple[Any, str | None]
"""A period (a day or the name of a month or quarter) and a product, None for all."""


@dataclass(frozen=True)
class _Forecast:
    """One row of the forecast table; `made` is None if nobody noted when."""

    key: _Key
    promo_id: str | None
    made: Any
    starts: Any
    units: float
    month: str
    quarter: str


def _forecasts(rows: Rows, grain: str, by_product: bool) -> list[_Forecast]:
    nothing = [None] * len(rows)
    columns = (
        _periods(rows, grain),
        rows.texts("product_id").tolist() if by_product else nothing,
        rows.texts("promo_id").tolist() if "promo_id" in rows else nothing,
        rows.days("made_on").tolist() if "made_on" in rows else nothing,
        rows.days("period_start").tolist(),
        rows.numbers("forecast").tolist(),
        rows.texts("month").tolist(),
        rows.texts("quarter").tolist(),
    )
    return [
        _Forecast((period, product), *rest) for period, product, *rest in zip(*columns, strict=True)
    ]


def _periods(rows: Rows, grain: str) -> list[Any]:
    column = PERIOD_KEYS[grain]
    return rows.days(column).tolist() if grain == "week" else rows.texts(column).tolist()


def _sold(sales: Rows, grain: str, by_product: bool) -> dict[_Key, float]:
    """Return units sold by period and product."""
    sums: dict[_Key, float] = {}
    products = sales.texts("product_id").tolist() if by_product else [None] * len(sales)
    for *key, units in zip(
        _periods(sales, grain), products, sales.numbers("units").tolist(), strict=True
    ):
        sums[key[0], key[1]] = sums.get((key[0], key[1]), 0.0) + units
    return sums


def _latest_made(forecasts: list[_Forecast]) -> list[_Forecast]:
    """Keep, of forecasts of the same quantity, the last one made before its period began."""
    latest: dict[Any, _Forecast] = {}
    in_time = [one for one in forecasts if one.made is None or one.made <= one.starts]
    if all(one.made is None for one in forecasts):
        return forecasts
    for one in in_time:
        same = (one.key, one.promo_id)
        rival = latest.get(same)
        if rival is None or rival.made is None or (one.made is not None and one.made >= rival.made):
            latest[same] = one
    return list(latest.values())
