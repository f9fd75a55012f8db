"""The trades a case can be made of, as data: four categories and 20 products each, or more."""

from ka_helpers.cases.synthesis.trades.beverages import BEVERAGES
from ka_helpers.cases.synthesis.trades.dairy import DAIRY
from ka_helpers.cases.synthesis.trades.household import HOUSEHOLD
from ka_helpers.cases.synthesis.trades.personal_care import PERSONAL_CARE
from ka_helpers.cases.synthesis.trades.snacks import SNACKS
from ka_helpers.cases.synthesis.trades.trade import Category, Competitor, Goods, RivalGoods, Trade

TRADES: dict[str, Trade] = {
    trade.trade_id: trade for trade in (BEVERAGES, SNACKS, PERSONAL_CARE, HOUSEHOLD, DAIRY)
}
"""By id, in the order in which a trainer is shown them."""

__all__ = ["BEVERAGES", "TRADES", "Category", "Competitor", "Goods", "RivalGoods", "Trade"]
