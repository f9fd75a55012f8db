"""Figures that stand in the prose of chapter 13: its rules, and its made-up colleague."""

QUOTED: dict[str, float] = {}
STORIES = {
    "the levels of the own view, and how they are written": (0, 1, 2, 3, 4, 5),
    "competency.HIGH and HIGH_LEVEL": ("70 %", 4, 5),
    "materials.chapter_13.TARGET, and an example of a gap": (
        "80 %", "0.80", "60 %", 2, "0.20", "0.40", 1,
    ),
    "how to ask for lines in code": (2, 3),
    "materials.chapter_13.CAP, as a share and as a fraction": ("120 %", 1.2, 100, "100 %"),
    "materials.chapter_13: hours a month, months": (12, 1, 2, 3),
}  # fmt: skip
