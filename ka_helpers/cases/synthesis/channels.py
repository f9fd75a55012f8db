"""What is usual in each channel: terms, service, reports. Rates are fractions of net sales."""

from dataclasses import dataclass

import numpy as np

from ka_helpers.cases.synthesis.specification import Channel, Field, Terms

Span = tuple[float, float]
"""The least and the most."""


@dataclass(frozen=True)
class Profile:
    """The ranges that an ordinary account of a channel is drawn from."""

    formats: tuple[str, ...]
    sales_a_store: float
    """Quarterly net sales of ours in a store, about."""
    stores: tuple[int, int]
    range_share: Span
    """The part of our products that it lists."""
    discount: Span
    rebate: Span
    activity: Span
    entry_fee: Span
    logistics: Span
    staff: Span
    payment_days: tuple[int, ...]
    exec_score: Span
    fill_rate: Span
    cover_weeks: Span
    category_share: Span
    display_share: Span = (0.16, 0.255)
    activity_share: Span = (0.28, 0.43)
    agreement_done: Span = (0.86, 0.92)
    late_rate: Span = (0.02, 0.05)
    reports_market: bool = True
    reports_execution: bool = True
    has_visits: bool = True

    def stores_for(self, quarterly_sales: float) -> int:
        """Return how many stores an account of so many sales has."""
        fewest, most = self.stores
        return int(min(max(round(quarterly_sales / self.sales_a_store), fewest), most))


CHANNEL_ORDER: tuple[Channel, ...] = (
    "modern", "dealer", "modern", "convenience", "online", "modern", "traditional", "modern",
    "convenience", "dealer", "modern", "online",
)  # fmt: skip
"""Which channel the first, second, ... account belongs to where nobody says."""

CHANNELS: dict[Channel, Profile] = {
    "modern": Profile(
        formats=("超市 supermarket", "大卖场 hypermarket"),
        sales_a_store=45_000, stores=(12, 260), range_share=(0.88, 0.97),
        discount=(0.08, 0.11), rebate=(0.045, 0.075), activity=(0.035, 0.05),
        entry_fee=(0.010, 0.016), logistics=(0.045, 0.055), staff=(0.026, 0.036),
        payment_days=(25, 35, 45, 60, 70), exec_score=(77, 86), fill_rate=(0.945, 0.965),
        cover_weeks=(3.4, 4.6), category_share=(0.16, 0.24),
    ),
    "convenience": Profile(
        formats=("便利店 convenience",),
        sales_a_store=7_000, stores=(40, 420), range_share=(0.38, 0.58),
        discount=(0.06, 0.09), rebate=(0.05, 0.08), activity=(0.04, 0.055),
        entry_fee=(0.012, 0.018), logistics=(0.06, 0.07), staff=(0.028, 0.036),
        payment_days=(20, 30, 45), exec_score=(79, 88), fill_rate=(0.95, 0.97),
        cover_weeks=(2.7, 3.4), category_share=(0.13, 0.21),
    ),
    "online": Profile(
        formats=("电商平台 marketplace", "即时零售 quick commerce", "社区团购 group buying"),
        sales_a_store=1e12, stores=(1, 1), range_share=(0.55, 0.88),
        discount=(0.08, 0.11), rebate=(0.06, 0.075), activity=(0.045, 0.06),
        entry_fee=(0.006, 0.010), logistics=(0.08, 0.09), staff=(0.014, 0.022),
        payment_days=(15, 30, 45), exec_score=(80, 86), fill_rate=(0.955, 0.975),
        cover_weeks=(2.6, 3.4), category_share=(0.14, 0.20),
        has_visits=False,
    ),
    "traditional": Profile(
        formats=("会员批发 cash and carry", "批发 wholesale"),
        sales_a_store=150_000, stores=(6, 60), range_share=(0.45, 0.66),
        discount=(0.07, 0.09), rebate=(0.045, 0.06), activity=(0.025, 0.035),
        entry_fee=(0.007, 0.010), logistics=(0.033, 0.04), staff=(0.018, 0.024),
        payment_days=(30, 45, 60), exec_score=(76, 82), fill_rate=(0.945, 0.96),
        cover_weeks=(4.0, 5.0), category_share=(0.15, 0.21),
    ),
    "dealer": Profile(
        formats=("经销商 dealer",),
        sales_a_store=4_500, stores=(60, 800), range_share=(0.42, 0.68),
        discount=(0.10, 0.12), rebate=(0.055, 0.07), activity=(0.028, 0.04),
        entry_fee=(0.003, 0.006), logistics=(0.042, 0.055), staff=(0.018, 0.026),
        payment_days=(15, 30, 40), exec_score=(78, 82), fill_rate=(0.945, 0.965),
        cover_weeks=(4.0, 5.0), category_share=(0.16, 0.22),
        reports_market=False, reports_execution=False, has_visits=False,
    ),
}  # fmt: skip


def terms_of(profile: Profile, chance: np.random.Generator) -> Terms:
    """Return what an account is granted."""
    days = profile.payment_days
    return Terms(
        discount=round(within(profile.discount, chance), 3),
        rebate=round(within(profile.rebate, chance), 3),
        activity=round(within(profile.activity, chance), 3),
        entry_fee=round(within(profile.entry_fee, chance), 4),
        logistics=round(within(profile.logistics, chance), 3),
        staff=round(within(profile.staff, chance), 3),
        payment_days=days[int(chance.integers(len(days)))],
        late_days=int(chance.integers(-1, 7)),
    )


def field_of(profile: Profile, chance: np.random.Generator) -> Field:
    """Return how an account is served."""
    return Field(
        display_share=round(within(profile.display_share, chance), 3),
        activity_share=round(within(profile.activity_share, chance), 3),
        exec_score=round(within(profile.exec_score, chance)),
        agreement_done=round(within(profile.agreement_done, chance), 3),
        fill_rate=round(within(profile.fill_rate, chance), 3),
        late_rate=round(within(profile.late_rate, chance), 3),
        cover_weeks=round(within(profile.cover_weeks, chance), 1),
        category_share=round(within(profile.category_share, chance), 3),
    )


def within(span: Span, chance: np.random.Generator) -> float:
    """Return a number of a range."""
    return float(chance.uniform(*span))
