"""Figures that stand in the prose of chapter 1."""

QUOTED = {"toy_index": 0.38, "toy_accounts": 2.6}
STORIES = {
    "the 80/20 rule of thumb": (80, 20),
    "metrics.portfolio.ABC_CUTS": ("80%", "15%"),
    "three accounts made up to show the index, or three of one size": (0.5, 0.3, 0.2, 3, 1),
}
