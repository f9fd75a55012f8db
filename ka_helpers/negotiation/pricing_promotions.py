"""What an account's promotions of a year brought us and it, on average, and what a display added.

Uplift, margin and spend are those of `metrics.promotions`. Not in here: what a slot more is worth
(`pricing_worth`).
"""

from collections.abc import Callable
from dataclasses import dataclass

from ka_helpers.metrics import promotions
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.promotion_results import PromotionResult, booked_costs
from ka_helpers.metrics.rows import Tables

ENOUGH = 3
"""Promotions of a kind from which two kinds are compared."""


@dataclass(frozen=True)
class PromotionYear:
    """What the promotions of the year brought on average; money a promotion, n of them judged.

    `fee` is what the account kept of our spend; `display_gain` what a display in the store added
    to a promotion's incremental margin (money, 0 where it cannot be told), from `n_displayed`
    with and `n_plain` without one.
    """

    slots: int
    n: int
    margin: float
    spend: float
    extra_sales: float
    fee: float
    display_gain: float
    display_extra_sales: float
    n_displayed: int
    n_plain: int


def promotion_year_of(
    account: Tables, quarters: tuple[str, ...], scale: float, as_of: str
) -> PromotionYear | None:
    """Return what the promotions of these quarters brought, None where none can be judged.

    Parameters
    ----------
    scale : how often the quarters fit into a year
    """
    if "promotion" not in account:
        return None
    context = Context(as_of)
    found = [promotions.assess(account, quarter, context) for quarter in quarters]
    results = [result for each in found if each is not None for result in each.results]
    judged = [each for each in results if each.incremental_margin and each.spend is not None]
    if not judged:
        return None
    fees = booked_costs(account.get("cost"))
    shown = _displayed(account)
    displayed = [each for each in judged if shown.get(each.promo_id) is True]
    plain = [each for each in judged if shown.get(each.promo_id) is False]
    gain, extra = _display_gain(displayed, plain)
    return PromotionYear(
        slots=round(len(results) * scale),
        n=len(judged),
        margin=_mean(_margin, judged),
        spend=_mean(lambda each: each.spend, judged),
        extra_sales=_mean(_extra_sales, judged),
        fee=_mean(lambda each: fees.get(each.promo_id, {}).get("fee", 0.0), judged),
        display_gain=gain,
        display_extra_sales=extra,
        n_displayed=len(displayed),
        n_plain=len(plain),
    )


def _display_gain(
    displayed: list[PromotionResult], plain: list[PromotionResult]
) -> tuple[float, float]:
    """Return what a display added to a promotion: margin and sales at our price."""
    if len(displayed) < ENOUGH or len(plain) < ENOUGH:
        return 0.0, 0.0
    margin, sales = (
        max(_mean(figure, displayed) - _mean(figure, plain), 0.0)
        for figure in (_margin, _extra_sales)
    )
    return margin, sales


def _displayed(account: Tables) -> dict[str, bool]:
    promotion = account["promotion"]
    if "display_flag" not in promotion:
        return {}
    known = promotion[promotion["display_flag"].notna()]
    return dict(zip(known["promo_id"].astype(str), known["display_flag"].astype(bool), strict=True))


def _mean(figure: Callable[[PromotionResult], float | None], of: list[PromotionResult]) -> float:
    return sum(figure(each) or 0.0 for each in of) / len(of)


def _margin(result: PromotionResult) -> float:
    return result.incremental_margin.value if result.incremental_margin else 0.0


def _extra_sales(result: PromotionResult) -> float:
    """Return what a promotion sold on top that no later week missed, at our price."""
    if result.net is None or not result.sales_value or not result.actual_units:
        return 0.0
    return result.net.value * result.sales_value / result.actual_units
