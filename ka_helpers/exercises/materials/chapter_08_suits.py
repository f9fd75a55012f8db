"""Whether chapter 8 can be read on a case. Not in here: what it shows."""

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_08 import agenda_of, six_packages, steps
from ka_helpers.exercises.materials.chapter_08_ladder import ladder
from ka_helpers.exercises.materials.chapter_08_offers import offers
from ka_helpers.exercises.materials.chapter_08_table import can_negotiate
from ka_helpers.negotiation.issues import KEYS

WANTED = ("rebate", "payment_days", "displays")
"""Issues that the chapter's text speaks of."""
FEWEST_STEPS = 3


def can_be_taught(lesson: Lesson) -> None:
    """Raise NotGradableError where the account's table cannot carry the chapter."""
    can_negotiate(lesson)
    agenda, name = agenda_of(lesson), lesson.account.account_name
    unpriced = [issue.label for issue in agenda.issues if issue.key not in KEYS]
    lacking = [key for key in WANTED if key not in agenda.keys]
    if unpriced or lacking:
        raise NotGradableError("chapter_08.other_issues", account=name)
    if len(lesson.once(steps)) < FEWEST_STEPS:
        raise NotGradableError("chapter_08.too_few_steps", account=name, fewest=FEWEST_STEPS)
    for needed in (six_packages, offers, ladder):
        lesson.once(needed)
