"""The trades a case can be made of, as data: each has four categories or more, 20 products or more."""

from ka_helpers.cases.synthesis.trades.beverages import BEVERAGES
from ka_helpers.cases.synthesis.trades.trade import Category, Competitor, Goods, RivalGoods, Trade

TRADES: dict[str, Trade] = {trade.trade_id: trade for trade in (BEVERAGES,)}
"""By id."""

__all__ = ["BEVERAGES", "TRADES", "Category", "Competitor", "Goods", "RivalGoods", "Trade"]
