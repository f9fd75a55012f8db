"""Figures of chapter 3's prose: the stories of source 001, and examples of how to answer."""

QUOTED: dict[str, float] = {}
STORIES = {
    "source 001, growth at an account that grew faster": ("50 %", "60 %"),
    "source 001, the gap of one customer": ("600,000", "150,000", "250,000", "200,000"),
    "source 001, causes of the penalties": ("40 %", "30 %"),
    "source 001, order fill rate before and after": ("65 %", "90 %"),
    "source 001, accounts that lose money": ("70 %",),
    "source 001, what 100 yuan buys": ("100", "80", "120"),
    "points and per cent, an example": ("20 %", "19 %", "5", "1", "20", "19"),
    "an aim reached": ("100 %",),
}
