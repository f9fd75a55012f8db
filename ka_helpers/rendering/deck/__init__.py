"""The review as slides: native charts and tables, the evidence in the speaker's notes."""

from ka_helpers.rendering.deck.portfolio import portfolio_deck
from ka_helpers.rendering.deck.review import review_deck

__all__ = ["portfolio_deck", "review_deck"]
