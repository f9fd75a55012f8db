"""The stories of chapter 3, told on every case: as the source prints them, or in a variant.

Not in here: what is asked of the case's own figures (`chapter_03_examples`).
"""

from dataclasses import dataclass

from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.variants import varied


@dataclass(frozen=True)
class Story:
    """The stories of source 001: two growths, and how many cases money buys and should buy."""

    own_growth: float
    account_growth: float
    spend: float
    cases: float
    cases_wanted: float


PRINTED = Story(0.50, 0.60, 100, 80, 120)
OTHERS = (
    Story(0.40, 0.52, 100, 75, 125), Story(0.30, 0.38, 100, 70, 110),
    Story(0.55, 0.71, 100, 90, 130), Story(0.35, 0.49, 100, 60, 115),
    Story(0.45, 0.51, 100, 75, 140), Story(0.25, 0.41, 100, 85, 135),
    Story(0.60, 0.72, 100, 70, 150),
)  # fmt: skip


def story_of(lesson: Lesson) -> Story:
    """Return the figures of the stories, as printed or in this case's variant."""
    return varied(lesson, PRINTED, OTHERS)
