"""Figures that stand in the prose of chapter 8: the source's story, and worked examples."""

QUOTED = {}
STORIES = {
    "source 004: 0.1 % of rebate, more than 50,000,000 of sales": ("0.1 %", "50,000,000"),
    "how to write a percentage": ("5 %",),
    "the example of rebate and days": ("10,000,000", "1 %", "100,000", "6 %", 365, 0.06),
    "the example without an agreement": ("900,000", "600,000", "20 %", 4, 12),
    "four ways to give the same": ("80,000",),
}  # fmt: skip
