"""Figures of chapter 10's prose: the story of source 001, a worked example, and assumptions."""

QUOTED: dict[str, float] = {}
STORIES = {
    "two products, an example": ("80", "60", "100", "50", "20", "10", "30", "150", "20 %", "80 %",
                                 "−20", "+10", "−7 %"),
    "a line that is a little short": ("90", "100", "90 %"),
    "source 001, the gap of one customer": ("600,000", "150,000", "250,000", "200,000"),
    "source 001, causes of the penalties": ("40 %", "30 %"),
    "source 001, order fill rate before and after": ("65 %", "90 %"),
    "the buyer's wish, and an assumption": ("15", "6 %"),
    "an example of the plain call": ("75",),
    "what a column of ones says": ("1",),
}  # fmt: skip
