"""Questions whose right answers and known mistakes are worked out from the case in use.

A chapter of the curriculum opens one `Chapter` and asks it: `check`, `hint`, `solution`,
`progress`. `answers/` has the questions, a module a chapter. Not in here: widgets, and the
files of notebooks.
"""

from ka_helpers.exercises.chapter import Chapter, open_chapter
from ka_helpers.exercises.exercise import Exercise
from ka_helpers.exercises.outcome import Outcome

__all__ = ["Chapter", "Exercise", "Outcome", "open_chapter"]
