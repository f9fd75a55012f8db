"""Figures that stand in the prose of chapter 12: examples, rules, source 001's stories."""

QUOTED = {"example_invoice": 85.5}
STORIES = {
    "two discounts one after the other, and what they are not": (100, "10 %", "5 %", 85, 90),
    "an account that buys for 80, sells for 100 and gets 8": (80, 100, 8, "20 %", "10 %"),
    "the same account, its shelf price with VAT on drinks": ("13 %", 113, 80, "29 %", "20 %"),
    "source 001, case 1: accounts that lose money, what 100 yuan buys": ("70 %", 100, 80, 120),
    "evenness, from one week to all": (0, 1),
    "a cut made up to tell an average from the last yuan": ("1,000", 500, 800, 600, 80, 120, 40),
    "source 001: a month made in its last week": (10, 70, "25 %", "30 %", "70 %"),
    "source 001: a monthly target diverted": ("1,000,000", "70 %"),
    "answers.chapter_12_stock: limits of cover": (8, 2, 3, 5),
    "reviews.sections.phasing: the three rules": (16, 8, 1.4, "30 %"),
}
