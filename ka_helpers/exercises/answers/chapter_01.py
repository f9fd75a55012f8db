"""Chapter 1, which accounts are key: its questions."""

from ka_helpers.exercises.exercise import Answer, ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Number
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_01 import account_sales
from ka_helpers.metrics.portfolio import share_of_top, top_count

FEWEST_ACCOUNTS = 5


def enough_accounts(lesson: Lesson) -> None:
    """Raise NotGradableError where there are too few accounts to speak of concentration."""
    selling = int((lesson.once(account_sales) > 0).sum())
    if selling < FEWEST_ACCOUNTS:
        raise NotGradableError("chapter_01.too_few_accounts", n=selling, fewest=FEWEST_ACCOUNTS)


def top_share(lesson: Lesson) -> Answer:
    """Return the share of sales of the largest fifth of the accounts."""
    return {"top_share": share_of_top(lesson.once(account_sales))}


def share_of_accounts(lesson: Lesson) -> Answer:
    """Return the share of accounts taken for the share of sales."""
    sales = lesson.once(account_sales)
    return {"top_share": top_count(len(sales)) / len(sales)}


CHAPTER = ChapterPlan(
    slug="01_which_accounts_are_key",
    needs=("sales",),
    suits=enough_accounts,
    exercises=(
        Exercise(
            "1.1",
            skill="selection",
            parts=(Number("top_share", unit="share", decimals=3),),
            answer=top_share,
            mistakes={"counted_accounts": share_of_accounts},
            figures=lambda lesson: {**top_share(lesson), "n": len(lesson.once(account_sales))},
        ),
    ),
)
