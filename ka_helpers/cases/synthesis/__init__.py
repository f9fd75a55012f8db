"""Invented cases with planted stories, whose truth is known: the same seed gives the same bytes."""

from ka_helpers.cases.synthesis.assembly import synthesise
from ka_helpers.cases.synthesis.blocks import synthesise_in_blocks
from ka_helpers.cases.synthesis.designs import designed_accounts, many_accounts
from ka_helpers.cases.synthesis.products import designed_products
from ka_helpers.cases.synthesis.specification import AccountDesign, ProductDesign, SynthesisSpec

__all__ = [
    "AccountDesign",
    "ProductDesign",
    "SynthesisSpec",
    "designed_accounts",
    "designed_products",
    "many_accounts",
    "synthesise",
    "synthesise_in_blocks",
]
