"""What a trade is made of: categories with their seasons, products, rivals, a company and its size.

Plain data; nothing here draws a random number. Money is in currency units, rates are fractions.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Category:
    """A category of goods: its name in both languages, its seasons, how fast its market grows."""

    letter: str
    """First sign of its products' ids; each category has its own, and X is the rivals'."""
    zh: str
    en: str
    summer: float = 0.0
    """How far sales rise in midsummer (and fall in midwinter); negative where winter is high."""
    new_year: float = 0.0
    """How far sales rise in the weeks before Chinese New Year."""
    growth: float = 0.05
    """Of the market, a year."""

    @property
    def name(self) -> str:
        """Its name as readers of either language see it."""
        return f"{self.zh} {self.en}"


@dataclass(frozen=True)
class Competitor:
    """A rival: its company and its brand, in both languages."""

    zh: str
    en: str
    brand_zh: str
    brand_en: str

    @property
    def name(self) -> str:
        """The company's name as readers of either language see it."""
        return f"{self.zh} {self.en}"

    @property
    def brand(self) -> str:
        """The brand's name as readers of either language see it."""
        return f"{self.brand_zh} {self.brand_en}"


@dataclass(frozen=True)
class Goods:
    """A product without its brand; prices are of a case."""

    letter: str
    """Of its category."""
    name: str
    pack: str
    list_price: float
    unit_cost: float
    popularity: float
    high_margin: bool = False
    shelf_life_days: int = 360


@dataclass(frozen=True)
class RivalGoods:
    """A rival's product: only its name and its price are known."""

    letter: str
    name: str
    pack: str
    list_price: float


@dataclass(frozen=True)
class Trade:
    """A trade as data: what a company in it sells, and a company that is invented."""

    trade_id: str
    zh: str
    en: str
    company_zh: str
    company_en: str
    brand_zh: str
    brand_en: str
    buyer: str
    """What an account calls who buys it."""
    categories: tuple[Category, ...]
    goods: tuple[Goods, ...]
    rivals: tuple[RivalGoods, ...]
    competitors: tuple[Competitor, ...]


def goods_of(
    letter: str,
    rows: tuple[tuple[str, str, float, float, float, bool], ...],
    shelf_life_days: int = 360,
) -> tuple[Goods, ...]:
    """Return a category's goods from rows of name, pack, price, cost, popularity, high margin."""
    return tuple(Goods(letter, *row, shelf_life_days) for row in rows)
