"""The world of a synthetic case: whose case it is, what it sells, when, and in which market.

Plain data, so that it can be written down and read back; nothing here draws a random number.
A world that cannot be is refused when it is made. Not in here: accounts and stories.
"""

import re
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

import pandas as pd

from ka_helpers.cases.casefile import MONEY_UNITS
from ka_helpers.cases.identifiers import fault_of_id
from ka_helpers.cases.synthesis.ranges import require
from ka_helpers.cases.synthesis.trades import BEVERAGES, TRADES, Category, Competitor
from ka_helpers.errors import PeriodError, RequestError
from ka_helpers.periods import WEEK_TO_THURSDAY, Calendar, parse_quarter, shift_quarter

Unit = Literal["元", "万元"]
LONGEST_NAME = 60
USUAL_COMPANY_SALES = 280e6
"""Net sales a year of the shipped case's company; what does not hang on accounts scales by it."""
_NOT_IN_A_NAME = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]")


@dataclass(frozen=True)
class World:
    """Everything about a case that is not an account's; the shipped case is the default.

    `review_quarter` is of the fiscal year, as everywhere. The data end with that quarter and go
    back at least `weeks`, to the first week of a quarter.
    """

    case_id: str = "beverage_china"
    company_zh: str = BEVERAGES.company_zh
    company_en: str = BEVERAGES.company_en
    brand_zh: str = BEVERAGES.brand_zh
    brand_en: str = BEVERAGES.brand_en
    title_zh: str = ""
    """Empty: the company and its key accounts."""
    title_en: str = ""
    trade: str = BEVERAGES.trade_id
    currency: str = "CNY"
    unit: Unit = "元"
    """Of money in the files."""
    fiscal_year_start_month: int = 1
    review_quarter: str = "2026Q2"
    weeks: int = 104
    categories: tuple[Category, ...] = BEVERAGES.categories
    competitors: tuple[Competitor, ...] = BEVERAGES.competitors
    products: int = 30
    """How many of the trade's products the company sells, the popular ones first."""
    annual_sales: float = USUAL_COMPANY_SALES
    """The company's net sales a year, in the currency, that generated accounts share out."""
    season_strength: float = 1.0
    """Factor on every category's seasons; 0 has none."""
    market_growth: float | None = None
    """Of the whole market, a year; None leaves each category its own."""

    def __post_init__(self) -> None:
        """Refuse a world that cannot be.

        Raises
        ------
        RequestError : it names the parameter, what was found and what is allowed
        """
        _require_text(self)
        _require_choices(self)
        require("review_year", _year_of(self.review_quarter))
        for parameter in ("fiscal_year_start_month", "weeks", "products", "annual_sales"):
            require(parameter, getattr(self, parameter))
        require("season_strength", self.season_strength)
        if self.market_growth is not None:
            require("market_growth", self.market_growth)

    @cached_property
    def calendar(self) -> Calendar:
        """The company's year."""
        return Calendar(self.fiscal_year_start_month)

    @cached_property
    def as_of(self) -> pd.Timestamp:
        """The day the data end: the last of the review quarter."""
        return self.calendar.bounds(self.review_quarter)[1]

    @property
    def next_quarter(self) -> str:
        """The quarter that is planned."""
        return shift_quarter(self.review_quarter, 1)

    @property
    def last_monday(self) -> pd.Timestamp:
        """The last week of the review quarter."""
        return _week_of(self.as_of)

    @property
    def money_scale(self) -> float:
        """What the unit of money in the files is, in the currency."""
        return MONEY_UNITS[self.unit]

    @property
    def company(self) -> str:
        """The company's name as readers of either language see it."""
        return f"{self.company_zh} {self.company_en}"

    @property
    def brand(self) -> str:
        """The brand's name as readers of either language see it."""
        return f"{self.brand_zh} {self.brand_en}"

    @property
    def category_names(self) -> tuple[str, ...]:
        """The categories as the tables name them."""
        return tuple(category.name for category in self.categories)

    def growth_of(self, category: Category) -> float:
        """Return a category's market growth a year, moved so that the market's is as asked."""
        if self.market_growth is None:
            return category.growth
        usual = sum(each.growth for each in self.categories) / len(self.categories)
        return category.growth + self.market_growth - usual

    @property
    def usual_growth(self) -> float:
        """Growth of the market a year, all categories alike."""
        return sum(map(self.growth_of, self.categories)) / len(self.categories)


def world_of_trade(trade_id: str, **changes: Any) -> World:
    """Return a world with a trade's company, categories, rivals and products, and some changes.

    Raises
    ------
    RequestError : no such trade, or a change that cannot be

    >>> world_of_trade("beverages", weeks=78).company_en
    'Qingyu Beverages'
    """
    if trade_id not in TRADES:
        raise not_a_choice("trade", trade_id, TRADES)
    trade = TRADES[trade_id]
    named = World(
        case_id=f"{trade_id}_case",
        company_zh=trade.company_zh,
        company_en=trade.company_en,
        brand_zh=trade.brand_zh,
        brand_en=trade.brand_en,
        trade=trade_id,
        categories=trade.categories,
        competitors=trade.competitors,
    )
    return replace(named, **changes)


def not_a_choice(parameter: str, found: object, allowed: Any) -> RequestError:
    """Return the error that names a parameter, what was found and what is allowed."""
    return RequestError(
        "synthesis.not_a_choice",
        parameter=parameter, found=str(found)[:40], allowed=", ".join(map(str, allowed)),
    )  # fmt: skip


def require_name(parameter: str, name: str) -> None:
    """Do nothing if a name is a short line of text; else raise RequestError."""
    if not isinstance(name, str) or not name.strip() or name != name.strip():
        raise RequestError("synthesis.no_name", parameter=parameter, found=str(name)[:40])
    if len(name) > LONGEST_NAME or _NOT_IN_A_NAME.search(name):
        raise RequestError(
            "synthesis.not_a_name", parameter=parameter, found=name[:40], most=LONGEST_NAME
        )


def _require_text(world: World) -> None:
    if fault_of_id(world.case_id):
        raise RequestError("synthesis.not_an_id", parameter="case_id", found=world.case_id[:40])
    for parameter in ("company_zh", "company_en", "brand_zh", "brand_en"):
        require_name(parameter, getattr(world, parameter))
    for parameter in ("title_zh", "title_en"):
        if getattr(world, parameter):
            require_name(parameter, getattr(world, parameter))


def _require_choices(world: World) -> None:
    if world.trade not in TRADES:
        raise not_a_choice("trade", world.trade, TRADES)
    if world.unit not in MONEY_UNITS:
        raise not_a_choice("unit", world.unit, MONEY_UNITS)
    if not re.fullmatch("[A-Z]{3}", world.currency):
        raise not_a_choice("currency", world.currency, ("CNY", "USD", "EUR", "HKD"))


def _year_of(quarter: str) -> int:
    try:
        return parse_quarter(quarter)[0]
    except PeriodError:
        raise RequestError(
            "synthesis.not_a_quarter", parameter="review_quarter", found=str(quarter)[:40]
        ) from None


def _week_of(last_day: pd.Timestamp) -> pd.Timestamp:
    """Return the Monday of the last week whose Thursday is not after a day.

    >>> str(_week_of(pd.Timestamp("2026-06-30")).date())
    '2026-06-22'
    """
    thursday_or_before = last_day - WEEK_TO_THURSDAY
    return thursday_or_before - pd.Timedelta(days=thursday_or_before.weekday())
