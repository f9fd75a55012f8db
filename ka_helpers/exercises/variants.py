"""The figures that fixed stories take: what the sources print, or others of the same kind.

A case names its `variant`; 0 is what the sources print. A story's module says which others there
are. Not in here: the stories.
"""

from collections.abc import Sequence
from typing import TypeVar

from ka_helpers.exercises.lesson import Lesson

Figure = TypeVar("Figure")


def varied(lesson: Lesson, printed: Figure, others: Sequence[Figure]) -> Figure:
    """Return the figure as printed at variant 0, else one of the others, in turn."""
    if not lesson.variant or not others:
        return printed
    return others[(lesson.variant - 1) % len(others)]
