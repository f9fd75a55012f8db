"""Figures of chapter 2's prose: the course's evaluation table, and examples of how to answer."""

QUOTED: dict[str, float] = {}
STORIES = {
    "source 002, grades and what each earns": ("5", "4", "1", "0.8", "0.6", "0.4", "0.2"),
    "source 002, points of an axis": ("0", "20", "100"),
    "source 002, printed bands and what they leave out": ("50", "40", "30", "19.5 %", "21.5 %"),
    "source 002, weights": ("40", "20", "10"),
    "the unit of Chinese tables": ("10,000",),
    "weights of the head office in exercise 2.6": ("20", "70", "10"),
    "how to write a fraction": ("0.12", "65", "100"),
    "fair share, by definition": ("100",),
    "days of a year": ("365",),
}
