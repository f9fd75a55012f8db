"""Promotions in the review: did they sell more, did they pay, who decided on them and when."""

from collections.abc import Iterator
from typing import Any

from ka_helpers.figures.promotions import (
    MOST_DRAWN,
    plot_promotion_weeks,
    plot_returns,
    plot_uplift_rates,
)
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.promotion_results import PromotionResult
from ka_helpers.metrics.promotions import NEEDS, PromotionsAssessment, assess
from ka_helpers.reviews.findings import Finding, found
from ka_helpers.reviews.section import Chart, Layout, Section
from ka_helpers.tables.promotions import lay_out_process, lay_out_results

FEWEST_PROMOTIONS = 4
FORCED_SHARE = 0.6
FORCED_LEAD_DAYS = 21
SHORT_OF_TARGET = 2 / 3
"""A median lead time below this part of the target is short."""
LOSING_SPEND_SHARE = 0.5
FEWEST_LOSING = 2
BEST_RETURN = 1.5
BEST_GAIN_SHARE = 0.05
"""Of the quarter's promotion spend: less is not worth a sentence."""


def find(promotions: PromotionsAssessment, context: Context) -> Iterator[Finding]:
    """Yield what a manager should know of an account's promotions."""
    if buyer_cuts_prices(promotions):
        yield _buyer_price_cuts(promotions, context)
    else:
        yield from _losing(promotions, context)
        yield from _lead_time_short(promotions, context)
    yield from _best(promotions, context)


def buyer_cuts_prices(promotions: PromotionsAssessment) -> bool:
    """Tell whether most promotions are price cuts that the buyer forced at short notice."""
    share = promotions.share_forced_price_cuts.value
    lead = promotions.median_lead_days.value
    return (
        promotions.n >= FEWEST_PROMOTIONS
        and share is not None and share >= FORCED_SHARE
        and lead is not None and lead < FORCED_LEAD_DAYS
    )  # fmt: skip


def _buyer_price_cuts(promotions: PromotionsAssessment, context: Context) -> Finding:
    share, n = promotions.share_forced_price_cuts.value or 0.0, promotions.share_forced_price_cuts.n
    returned = promotions.return_interval
    evidence = {"lead": promotions.median_lead_days.value, "target": context.lead_time_days,
                "before": promotions.share_forced_price_cuts_before.value,
                "spend": promotions.spend.value, "share": share, "n": n,
                "forced": round(share * n)}  # fmt: skip
    if returned is None:
        return found("promotions.buyer_price_cuts", "bad", context.currency,
                     stake=promotions.spend.value, **evidence,
                     returned=None, low=None, high=None, rate=100 * promotions.rate)  # fmt: skip
    return found("promotions.buyer_price_cuts", "bad", context.currency,
                 stake=promotions.spend.value, **evidence, returned=returned.value,
                 low=returned.low, high=returned.high, rate=100 * promotions.rate)  # fmt: skip


def _losing(promotions: PromotionsAssessment, context: Context) -> Iterator[Finding]:
    sure = [r for r in promotions.results if r.return_on_spend and r.return_on_spend.high < 1]
    spend = sum(result.spend or 0.0 for result in sure)
    whole = promotions.spend.value or 0.0
    if len(sure) < FEWEST_LOSING or spend < LOSING_SPEND_SHARE * whole:
        return
    earned = sum(r.incremental_margin.value for r in sure if r.incremental_margin)
    yield found(
        "promotions.losing", "warn", context.currency, stake=spend - earned,
        lost=spend - earned, spend=spend, earned=earned, n_losing=len(sure),
        n=promotions.n_estimated, spend_share=spend / whole, rate=100 * promotions.rate,
    )  # fmt: skip


def _lead_time_short(promotions: PromotionsAssessment, context: Context) -> Iterator[Finding]:
    lead = promotions.median_lead_days
    if lead.value is None or promotions.n < FEWEST_PROMOTIONS:
        return
    if lead.value < SHORT_OF_TARGET * context.lead_time_days:
        yield found(
            "promotions.lead_time_short", "warn", context.currency, lead=lead.value, n=lead.n,
            target=context.lead_time_days, before=promotions.median_lead_days_before.value,
        )  # fmt: skip


def _best(promotions: PromotionsAssessment, context: Context) -> Iterator[Finding]:
    best = next(iter(promotions.results), None)
    if best is None or best.return_on_spend is None or best.incremental_margin is None:
        return
    gain = best.incremental_margin.value - (best.spend or 0.0)
    if best.return_on_spend.low < BEST_RETURN:
        return
    if gain < BEST_GAIN_SHARE * (promotions.spend.value or 0.0):
        return
    yield found(
        "promotions.best", "good", context.currency, stake=gain, name=best.name,
        gain=gain, returned=best.return_on_spend.value, low=best.return_on_spend.low,
        high=best.return_on_spend.high, rate=100 * promotions.rate, start=best.start,
        n=best.n_clean_weeks,
    )  # fmt: skip


def _has_returns(promotions: PromotionsAssessment) -> bool:
    return any(result.return_on_spend is not None for result in promotions.results)


def _only_rates(promotions: PromotionsAssessment) -> bool:
    return not _has_returns(promotions) and any(r.uplift_rate for r in promotions.results)


def _return_facts(promotions: PromotionsAssessment) -> dict[str, Any]:
    intervals = [r.return_on_spend for r in promotions.results if r.return_on_spend is not None]
    return _counts(promotions, len(intervals)) | {
        "earned": sum(interval.low > 1 for interval in intervals),
        "lost": sum(interval.high < 1 for interval in intervals),
    }


def _rate_facts(promotions: PromotionsAssessment) -> dict[str, Any]:
    intervals = [r.uplift_rate for r in promotions.results if r.uplift_rate is not None]
    return _counts(promotions, len(intervals)) | {
        "lifted": sum(interval.low > 0 for interval in intervals)
    }


def _counts(promotions: PromotionsAssessment, n: int) -> dict[str, Any]:
    return {
        "shown": min(n, MOST_DRAWN),
        "n": n,
        "total": promotions.n,
        "rate": 100 * promotions.rate,
    }


def _week_facts(promotions: PromotionsAssessment) -> dict[str, Any]:
    shown = promotions.highlight
    result = _highlighted(promotions)
    if shown is None or result is None or result.uplift is None:
        return {}
    return {"name": shown.name, "start": result.start, "uplift": result.uplift.value,
            "low": result.uplift.low, "high": result.uplift.high, "n": result.n_clean_weeks,
            "rate": 100 * promotions.rate, "after": promotions.after_weeks}  # fmt: skip


def _highlighted(promotions: PromotionsAssessment) -> PromotionResult | None:
    shown = promotions.highlight
    if shown is None:
        return None
    return next((r for r in promotions.results if r.promo_id == shown.promo_id), None)


SECTION = Section(
    key="promotions",
    needs=NEEDS,
    assess=assess,
    find=find,
    charts=(
        Chart("returns", plot=plot_returns, facts=_return_facts, shown=_has_returns),
        Chart("uplift_rates", plot=plot_uplift_rates, facts=_rate_facts, shown=_only_rates),
        Chart("weeks", plot=plot_promotion_weeks, facts=_week_facts, height=2.8,
              shown=lambda p: p.highlight is not None),
    ),
    layouts=(Layout(lay_out_results), Layout(lay_out_process)),
)  # fmt: skip
