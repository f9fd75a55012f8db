"""What a synthetic case is made from: its accounts, products, seed and planted stories.

Plain data; nothing here draws a random number. Money is in yuan, rates are fractions.
"""

from dataclasses import dataclass, field
from typing import Literal

from ka_helpers.cases.synthesis.story import Story
from ka_helpers.cases.synthesis.world import World

Channel = Literal["modern", "convenience", "traditional", "dealer", "online"]


@dataclass(frozen=True)
class Terms:
    """What an account is granted; each rate is a fraction of net sales unless said."""

    discount: float = 0.09
    """On-invoice discount, fraction of the list price."""
    rebate: float = 0.06
    activity: float = 0.04
    """Displays, leaflets and promoters between promotions."""
    entry_fee: float = 0.015
    """Fixed entry fees, fraction of the usual year's net sales; owed whatever is sold."""
    logistics: float = 0.045
    staff: float = 0.03
    payment_days: int = 60
    late_days: int = 5


@dataclass(frozen=True)
class Field:
    """How an account is served in its stores and supplied."""

    display_share: float = 0.19
    activity_share: float = 0.33
    exec_score: float = 80.0
    agreement_done: float = 0.86
    fill_rate: float = 0.95
    late_rate: float = 0.04
    cover_weeks: float = 4.0
    category_share: float = 0.2


@dataclass(frozen=True)
class AccountDesign:
    """One account as it is meant to be; chance adds the rest."""

    account_id: str
    name: str
    channel: Channel
    format: str
    region: str
    store_count: int
    quarterly_sales: float
    """Net sales in an average quarter of the first year, yuan."""
    growth: float
    """Of sell-out, a year."""
    sku_count: int
    kam: str
    terms: Terms = field(default_factory=Terms)
    field: Field = field(default_factory=Field)
    parent_id: str | None = None
    fiscal_year_start_month: int = 1
    """Of the account's own year."""
    story: Story | None = None
    promotion_rhythm: tuple[int, int] = (2, 4)
    """Fewest and most promotions a quarter."""
    spend_kept: float = 1.0
    """What is left of variable trade spend in the last three quarters: an ordinary saving."""
    late_listings: int = 2
    """Listed on the way, so that they are missing from the first weeks."""
    signals: tuple[tuple[str, int, int], ...] | None = None
    """Open signals: cause, days ago, severity; None leaves them to chance."""
    supports: tuple[int, ...] = ()
    """What its people think of us, -2 to 2, the most senior first; empty leaves it to chance."""
    opportunities: tuple[int, int] = (1, 3)
    """Fewest and most that are open."""
    reports_sell_out: bool = True
    reports_market: bool = True
    reports_execution: bool = True
    has_visits: bool = True
    market_without_own: bool = False
    """The account's category figures leave our own sales out."""


@dataclass(frozen=True)
class ProductDesign:
    """One product; competitors' products only have names and prices."""

    product_id: str
    name: str
    category: str
    brand: str
    pack: str
    list_price: float
    unit_cost: float
    popularity: float
    is_own: bool = True
    high_margin: bool = False
    shelf_life_days: int = 360


@dataclass(frozen=True)
class SynthesisSpec:
    """A whole case. Accounts draw from generators of their own, so one more changes no other.

    Without accounts or products the shipped case's accounts and the world's products are taken.
    """

    world: World = field(default_factory=World)
    seed: int = 20260630
    accounts: tuple[AccountDesign, ...] = ()
    products: tuple[ProductDesign, ...] = ()
