"""The matrix of chapter 2: where accounts stand, and how they move when weights are moved.

Not in here: scoring.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_02 import (
    account_measures,
    account_scores,
    placed_accounts,
    rules_of,
)
from ka_helpers.exercises.materials.together import Together
from ka_helpers.figures.moved_matrix import Moved, plot_moved_matrix
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.style import BLUE, GREY, RED
from ka_helpers.i18n import say
from ka_helpers.metrics.reweighting import moves, reweighted
from ka_helpers.metrics.scoring import QUADRANTS, evaluate

HEIGHT = 4.4
MOST_NAMED = 8


def matrix_picture(chapter: Chapter) -> Picture:
    """Return every account's place; red costs more than the accounts' median, blue less."""
    lesson = chapter.lesson
    costs = lesson.once(account_measures)["trade_cost_ratio"]
    dear = costs > costs.median()
    spots = [
        Moved(
            row["account_name"], row["support"], row["attractiveness"], row["support"],
            row["attractiveness"],
            colour=GREY if pd.isna(costs[account_id]) else RED if dear[account_id] else BLUE,
        )
        for account_id, row in _rows(lesson.once(placed_accounts))
    ]  # fmt: skip
    cut = rules_of(lesson).cut
    plot = plot_moved_matrix(spots, cut, chapter.language)
    counts = lesson.once(placed_accounts)["quadrant"].value_counts()
    said = {name: int(counts.get(name, 0)) for name in QUADRANTS}
    return Picture(plot, chapter.say("matrix_alt", n=len(spots), **said), height=HEIGHT)


def draw_matrix(chapter: Chapter, *, cut: float, **weights: float) -> Together:
    """Return the matrix with other weights and another cut, and who changed class.

    Weights count against each other on their axis; criteria that are not named keep theirs.
    """
    moved = moves_with(chapter.lesson, weights, cut)
    spots = [
        Moved(
            row["account_name"], row["support"], row["attractiveness"], row["support_before"],
            row["attractiveness_before"], row["changed"],
        )
        for _, row in _rows(moved)
    ]  # fmt: skip
    said = _who_moved(chapter, moved)
    plot = plot_moved_matrix(spots, cut, chapter.language)
    return Together((Picture(plot, said, height=HEIGHT), said))


def moves_with(lesson: Lesson, weights: dict[str, float], cut: float) -> pd.DataFrame:
    """Return where accounts stood by the chapter's rules and stand with other weights and cut."""
    measures = lesson.once(account_measures)
    now = evaluate(measures, reweighted(rules_of(lesson), weights, cut))
    moved = moves(lesson.once(account_scores), now)
    moved.insert(0, "account_name", measures["account_name"].reindex(moved.index))
    return moved


def _rows(accounts: pd.DataFrame) -> Iterator[tuple[str, dict[str, Any]]]:
    records = accounts.to_dict("records")
    for account_id, record in zip(accounts.index, records, strict=True):
        yield str(account_id), {str(name): value for name, value in record.items()}


def _who_moved(chapter: Chapter, moved: pd.DataFrame) -> str:
    changed = moved[moved["changed"]]
    if changed.empty:
        return chapter.say("nobody_moved", n=len(moved))
    listed = [
        chapter.say(
            "one_moved", account=str(row.account_name),
            was=_class_name(row.quadrant_before, chapter.language),
            now=_class_name(row.quadrant, chapter.language),
        )
        for row in changed.head(MOST_NAMED).itertuples()
    ]  # fmt: skip
    more = "…" if len(changed) > MOST_NAMED else ""
    accounts = chapter.say("between_accounts").join(listed) + more
    return chapter.say("who_moved", moved=len(changed), n=len(moved), accounts=accounts)


def _class_name(quadrant: object, language: str) -> str:
    known = quadrant if quadrant in QUADRANTS else "none"
    return say(f"position.quadrant_{known}", language)
