"""Figures that stand in the prose of chapter 7: rules of the kit, scales, ways to write."""

QUOTED: dict[str, float] = {}
STORIES = {
    "metrics.contacts: RHYTHM_DAYS, USUAL_RHYTHM_DAYS, STRONG": (45, 90, 4, 5),
    "columns: influence 1 to 5, support -2 to 2": (1, 5, -2, 2),
}
