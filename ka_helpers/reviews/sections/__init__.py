"""The sections of the account review, a module a subject."""

from ka_helpers.reviews.section import Section
from ka_helpers.reviews.sections import (
    execution,
    objectives,
    phasing,
    position,
    profit,
    promotions,
    receivables,
    risks,
    sales,
    share,
    supply,
)

MODULES = (
    position, sales, phasing, share, execution, profit, promotions, supply, receivables,
    objectives, risks,
)  # fmt: skip
SECTIONS: tuple[Section, ...] = tuple(module.SECTION for module in MODULES)
"""In the order of the review."""
