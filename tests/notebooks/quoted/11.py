"""Figures of chapter 11's prose: what planning.visits and the checklist have, and how to write."""

QUOTED: dict[str, float] = {}
STORIES = {
    "planning.visits: days of a month and MINUTES_A_DAY": ("20", "420"),
    "a rate and a score that are whole": ("100 %", "100"),
    "counting begins at 0": ("0",),
    "chapter_11_stores: NEAR": ("95 %",),
}
