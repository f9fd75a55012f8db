"""Promotions added up: spend, margin, return and the two ratios of all of a quarter's."""

from collections.abc import Sequence
from dataclasses import dataclass

from ka_helpers.metrics.assessment import Measure
from ka_helpers.metrics.promotion_economics import input_output_ratio, subsidised_share
from ka_helpers.metrics.promotion_results import PromotionResult
from ka_helpers.metrics.uplift import Interval, sum_intervals


@dataclass(frozen=True)
class PromotionTotals:
    """Totals, each over the promotions that have what it needs (see its n).

    `spend` is of all promotions, so that it may be more than `returned` stands on.
    """

    spend: Measure
    margin: Measure
    margin_interval: Interval | None
    returned: Measure
    return_interval: Interval | None
    input_output_ratio: Measure
    subsidised_share: Measure


def add_up(results: Sequence[PromotionResult]) -> PromotionTotals:
    """Return the totals of promotions; errors of different promotions are taken as apart."""
    spends = [result.spend for result in results if result.spend is not None]
    margins = [r.incremental_margin for r in results if r.incremental_margin is not None]
    margin = sum_intervals(margins)
    paid = [
        (result.incremental_margin, result.spend)
        for result in results
        if result.incremental_margin is not None and result.spend
    ]
    earned = sum_intervals(interval for interval, _ in paid)
    returned = earned.scaled(1 / sum(spend for _, spend in paid)) if earned is not None else None
    return PromotionTotals(
        spend=Measure(
            float(sum(spends)) if spends else None, "money", len(spends), "promotion, cost"
        ),
        margin=Measure(
            margin.value if margin else None, "money", len(margins), "sales, promotion, product"
        ),
        margin_interval=margin,
        returned=Measure(
            returned.value if returned else None, "ratio", len(paid), "sales, promotion, cost"
        ),
        return_interval=returned,
        input_output_ratio=_input_output(results),
        subsidised_share=_subsidised(results),
    )


def _input_output(results: Sequence[PromotionResult]) -> Measure:
    known = [r for r in results if r.input_output_ratio is not None]
    sold = sum(result.sales_value or 0.0 for result in known)
    value = input_output_ratio(sum(r.spend or 0.0 for r in known), sold) if sold else None
    return Measure(value, "share", len(known), "promotion, cost, sales")


def _subsidised(results: Sequence[PromotionResult]) -> Measure:
    told = [result for result in results if result.uplift is not None]
    sold = sum(result.actual_units or 0.0 for result in told)
    lifted = sum(result.uplift.value for result in told if result.uplift is not None)
    value = subsidised_share(sold, lifted) if sold else None
    return Measure(value, "share", len(told), "sales, promotion")
