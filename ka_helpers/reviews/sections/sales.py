"""Sales in the review: how much, does it grow with the company, is the mix right."""

from collections.abc import Iterator
from typing import Any

from ka_helpers.figures.sales import plot_effects, plot_products, plot_trend
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.sales import NEEDS, SalesAssessment, assess
from ka_helpers.reviews.findings import Finding, found
from ka_helpers.reviews.section import Chart, Layout, Section
from ka_helpers.tables.sales import lay_out_categories, lay_out_figures, lay_out_products

MOVED = 0.10
"""Growth worth a finding, and the distance to the company's growth that makes it the account's."""
MARGIN_SHARE_SHORT = 0.05
MARGIN_SHARE_FELL = 0.02
PRICE_GIVEN_AWAY = 0.05
PERIODS_ALIKE = 0.9


def find(sales: SalesAssessment, context: Context) -> Iterator[Finding]:
    """Yield what a manager should know of an account's sales."""
    yield from _growth(sales, context)
    yield from _high_margin(sales, context)
    yield from _volume_bought(sales, context)
    yield from _uneven_periods(sales, context)


def _growth(sales: SalesAssessment, context: Context) -> Iterator[Finding]:
    growth, company, before = sales.growth.value, context.company_growth, sales.sales_before.value
    now = sales.sales.value
    if growth is None or company is None or before is None or now is None:
        return
    facts = {"growth": growth, "company_growth": company, "sales": now, "before": before,
             "n": sales.growth.n}  # fmt: skip
    if growth <= min(-MOVED, company - MOVED):
        yield found("sales.behind_company", "bad", context.currency, stake=before - now, **facts)
    elif growth >= max(MOVED, company + MOVED):
        yield found("sales.ahead_of_company", "good", context.currency, stake=now - before, **facts)


def _high_margin(sales: SalesAssessment, context: Context) -> Iterator[Finding]:
    share, before = sales.high_margin_share.value, sales.high_margin_share_before.value
    target = context.high_margin_share
    if share is None or before is None or share > target - MARGIN_SHARE_SHORT:
        return
    if share <= before - MARGIN_SHARE_FELL:
        missing = (target - share) * (sales.sales.value or 0.0)
        yield found(
            "sales.high_margin_low", "warn", context.currency, stake=missing, share=share,
            target=target, change=share - before, missing=missing, n=sales.high_margin_share.n,
        )  # fmt: skip


def _volume_bought(sales: SalesAssessment, context: Context) -> Iterator[Finding]:
    effects, before = sales.effects, sales.sales_before.value
    if effects is None or not before or effects.volume <= 0:
        return
    if effects.price <= -PRICE_GIVEN_AWAY * before:
        yield found(
            "sales.volume_bought", "warn", context.currency, stake=-effects.price,
            price=-effects.price, price_share=-effects.price / before, volume=effects.volume,
            n=effects.n,
        )  # fmt: skip


def _uneven_periods(sales: SalesAssessment, context: Context) -> Iterator[Finding]:
    n, n_before, growth = sales.sales.n, sales.sales_before.n, sales.growth.value
    if growth is not None and min(n, n_before) < PERIODS_ALIKE * max(n, n_before):
        pace = (1 + growth) * n_before / n - 1
        yield found(
            "sales.uneven_periods", "warn", context.currency,
            growth=growth, pace=pace, n=n, n_before=n_before,
        )  # fmt: skip


def _trend_facts(sales: SalesAssessment) -> dict[str, Any]:
    return {"sales": sales.sales.value, "before": sales.sales_before.value,
            "growth": sales.growth.value, "n": sales.sales.n,
            "n_before": sales.sales_before.n}  # fmt: skip


def _product_facts(sales: SalesAssessment) -> dict[str, Any]:
    named = [part for part in sales.products if part.name and part.contribution is not None]
    leader = max(named, key=lambda part: abs(part.contribution or 0.0))
    return {"growth": sales.growth.value, "leader": leader.name, "most": leader.contribution,
            "n": sum(part.n for part in sales.products)}  # fmt: skip


def _effect_facts(sales: SalesAssessment) -> dict[str, Any]:
    effects = sales.effects
    assert effects is not None  # the chart is shown only then
    return {"sales": sales.sales.value, "before": sales.sales_before.value,
            "volume": effects.volume, "mix": effects.mix, "price": effects.price,
            "range_change": effects.range_change, "n": effects.n}  # fmt: skip


SECTION = Section(
    key="sales",
    needs=NEEDS,
    assess=assess,
    find=find,
    charts=(
        Chart("trend", plot=plot_trend, facts=_trend_facts, height=2.6,
              shown=lambda s: len(s.periods) > 1),
        Chart(
            "products", plot=plot_products, facts=_product_facts, height=2.8,
            shown=lambda s: len(s.products) > 1 and s.growth.value is not None,
        ),
        Chart("effects", plot=plot_effects, facts=_effect_facts, height=2.6,
              shown=lambda s: s.effects is not None),
    ),
    layouts=(
        Layout(lay_out_figures),
        Layout(lay_out_products, shown=lambda s: len(s.products) > 1),
        Layout(lay_out_categories, shown=lambda s: len(s.categories) > 1),
    ),
)  # fmt: skip
