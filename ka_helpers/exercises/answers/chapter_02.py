"""Chapter 2, how good an account is for us: its questions."""

from ka_helpers.exercises.answers.chapter_02_finances import FINANCES
from ka_helpers.exercises.answers.chapter_02_places import CLASSES
from ka_helpers.exercises.answers.chapter_02_scores import SCORES
from ka_helpers.exercises.exercise import ChapterPlan
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_02 import placed_accounts

FEWEST_ACCOUNTS = 6


def enough_accounts(lesson: Lesson) -> None:
    """Raise NotGradableError where too few accounts have a place in the matrix."""
    placed = len(lesson.once(placed_accounts))
    if placed < FEWEST_ACCOUNTS:
        raise NotGradableError("chapter_02.too_few_placed", n=placed, fewest=FEWEST_ACCOUNTS)


CHAPTER = ChapterPlan(
    slug="02_how_good_is_this_account_for_us",
    needs=("sales",),
    suits=enough_accounts,
    exercises=(*SCORES, *CLASSES, *FINANCES),
)
