"""Chapter 8, the negotiation: its questions."""

from ka_helpers.exercises.answers.chapter_08_packages import PACKAGES
from ka_helpers.exercises.answers.chapter_08_sums import SUMS
from ka_helpers.exercises.answers.chapter_08_talk import TALK
from ka_helpers.exercises.answers.chapter_08_words import WORDS
from ka_helpers.exercises.exercise import ChapterPlan
from ka_helpers.exercises.materials.chapter_08_suits import can_be_taught
from ka_helpers.negotiation.pricing_year import NEEDS

CHAPTER = ChapterPlan(
    slug="08_what_do_we_give_and_ask",
    needs=NEEDS,
    suits=can_be_taught,
    exercises=(*SUMS, *PACKAGES, WORDS, TALK),
)
