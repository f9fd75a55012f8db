"""Figures that stand in the prose of chapter 0."""

QUOTED = {"spend": 100, "cases": 80, "spend_a_case": 1.25}
STORIES = {
    "source 001, case 1: key accounts losing money, cases wanted": ("70 %", 120),
    "source 001, case 2: the gap, two causes of penalties, fill rates": (
        "600,000", "40 %", "30 %", "65 %", "90 %",
    ),
    "source 002, share of spending: two sums that are not 100 %": (
        1984, 1990, "99 %", "101 %", "100 %",
    ),
    "how to write fractions and growth": (0.5, 150, "-0.2"),
}  # fmt: skip
