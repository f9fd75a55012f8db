"""Figures of chapter 5's prose: the story of source 001, and the rule of its gift exercise."""

STORIES = {
    "source 001, case 3": ("80 %", "7", "14", "45", "60"),
    "the gift promotion of the draft": ("10 %",),
}
