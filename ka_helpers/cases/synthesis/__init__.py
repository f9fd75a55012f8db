"""Invented cases with planted stories, whose truth is known: the same seed gives the same bytes."""

from ka_helpers.cases.synthesis.assembly import synthesise
from ka_helpers.cases.synthesis.blocks import synthesise_in_blocks
from ka_helpers.cases.synthesis.designs import designed_accounts, many_accounts
from ka_helpers.cases.synthesis.inventing import AccountWish, invent_accounts
from ka_helpers.cases.synthesis.products import designed_products, products_of
from ka_helpers.cases.synthesis.ranges import RANGES, Range, require
from ka_helpers.cases.synthesis.specification import AccountDesign, ProductDesign, SynthesisSpec
from ka_helpers.cases.synthesis.trades import TRADES, Category, Competitor, Trade
from ka_helpers.cases.synthesis.world import World, world_of_trade

__all__ = [
    "RANGES",
    "TRADES",
    "AccountDesign",
    "AccountWish",
    "Category",
    "Competitor",
    "ProductDesign",
    "Range",
    "SynthesisSpec",
    "Trade",
    "World",
    "designed_accounts",
    "designed_products",
    "invent_accounts",
    "many_accounts",
    "products_of",
    "require",
    "synthesise",
    "synthesise_in_blocks",
    "world_of_trade",
]
