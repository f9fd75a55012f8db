"""Figures of chapter 4's prose: the textbook's tables, and examples of how to write an answer."""

STORIES = {
    "five sentences made up for exercise 4.1": ("530,000", "500,000", "30", "12 %"),
    "source 002, objectives of account A": ("12 %", "50", "60"),
    "source 002, monthly cost ratios of account A": ("10 %", "12 %", "11 %"),
    "how to write a fraction, and what the unit is not": ("33.3 %", "100"),
}
