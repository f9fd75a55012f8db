"""Figures of chapter 4's prose: the textbook's tables, and examples of how to write an answer."""

QUOTED = {"sales_sum": 1_000_000, "display_end": 30}
STORIES = {
    "source 002, objectives of account A": ("700,000", "12 %", "50", "60"),
    "source 002, monthly cost ratios of account A": ("10 %", "12 %", "11 %"),
    "how to write a fraction, and what the unit is not": ("33.3 %", "100"),
}
