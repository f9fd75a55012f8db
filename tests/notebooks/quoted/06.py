"""Figures that stand in the prose of chapter 6: worked examples, and how to write an answer."""

QUOTED = {"example_units": 1650, "example_break_even": 0.5}
STORIES = {
    "what the worked estimate starts from": (900, "1,100", "1,000", "10 %", "1,650"),
    "gifts: one for 2 units and a reserve": (2, "10 %"),
    "units on top, bought earlier, taken from others": (600, 120, 80),
    "the return at which the spend comes back, and one below it": (1, 0.4, 60),
    "the example of a break-even": ("3,000", "1,000", 3, 15, 6, 12, "50 %"),
    "what the sliders can be set to": ("60 %", "20 %"),
    "how to write a fraction": (1.5, "150 %"),
    "chapter_06_budget: NEAR and one 万元": ("90 %", "10,000"),
    "how to write a plan": (1, 2),
}
