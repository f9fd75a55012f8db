"""Chapter 7, who decides: its questions."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from ka_helpers.exercises.answers import chapter_07_people as people
from ka_helpers.exercises.answers import chapter_07_talk as talk
from ka_helpers.exercises.exercise import Answer, ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Choice, Number, Ranking, Several
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials import chapter_07 as account
from ka_helpers.metrics.buying_centre import ROLES
from ka_helpers.metrics.retailer import DUTIES

SAID = {
    "street": "price_policy", "flavours": "category_management", "left": "gross_margin",
    "corner": "display",
}  # fmt: skip
"""What a buyer says, and the duty behind it."""
STORY = {
    "planner": "initiator", "manager": "influencer", "buyer": "buyer", "director": "decider",
    "stores": "user",
}  # fmt: skip
"""Who does what in the story of the iced tea."""


def _fixed(right: Mapping[str, str], **changed: str) -> Any:
    """Return an answer that is the same on every case."""

    def answer(lesson: Lesson) -> Answer:
        return changed or right

    return answer


def _record_figures(lesson: Lesson) -> Mapping[str, Any]:
    right = people.known(lesson)
    level = f"contacts.knowledge_{lesson.once(account.record).reached}"
    return {**right, "level": level, "account": lesson.account.account_name}


def _guide_figures(lesson: Lesson) -> Mapping[str, Any]:
    found = lesson.once(account.people).loc[people.guide(lesson)["guide"]]
    return {"name": found["name"], "post": found["post"] or "", "days": found["days_since"]}


def _listing_figures(lesson: Lesson) -> Mapping[str, Any]:
    card = lesson.once(account.scorecard)
    return {
        "product": card.candidate.name, "expected": card.candidate.expected,
        "low": card.candidate.low, "high": card.candidate.high,
        "n": len(talk.listed(lesson)["press"]),
    }  # fmt: skip


CHAPTER = ChapterPlan(
    slug="07_who_decides",
    needs=("contact", "sales", "product"),
    suits=account.enough_people,
    exercises=(
        Exercise(
            "7.1",
            skill="relationship",
            parts=(
                Number("to_ask", unit="count", decimals=0),
                Number("enough", unit="count", decimals=0),
            ),
            answer=people.known,
            mistakes={
                "known_for_asked": people.known_for_asked,
                "all_items": people.all_items,
                "whole_levels": people.whole_levels_only,
            },
            figures=_record_figures,
        ),
        Exercise(
            "7.2",
            skill="relationship",
            parts=tuple(Choice(name, DUTIES) for name in SAID),
            answer=_fixed(SAID),
            mistakes={
                "price_for_margin": _fixed(SAID, street="gross_margin"),
                "range_for_volume": _fixed(SAID, flavours="sales_volume"),
                "margin_for_relations": _fixed(SAID, left="supplier_relations"),
                "display_for_promotion": _fixed(SAID, corner="promotions"),
            },
        ),
        Exercise(
            "7.3",
            skill="relationship",
            parts=tuple(Choice(name, ROLES) for name in STORY),
            answer=_fixed(STORY),
            mistakes={
                "buyer_decides": _fixed(STORY, buyer="decider"),
                "adviser_decides": _fixed(STORY, manager="decider"),
                "idea_is_influence": _fixed(STORY, planner="influencer"),
                "stores_buy": _fixed(STORY, stores="buyer"),
            },
        ),
        Exercise(
            "7.4",
            skill="relationship",
            parts=(
                Number("coverage", unit="share", decimals=3),
                Number("support", unit="ratio", decimals=2),
            ),
            answer=people.met_and_for_us,
            mistakes={
                "heads": people.heads_counted,
                "one_rhythm": people.one_rhythm,
                "unweighted": people.unweighted,
                "over_people": people.over_people,
            },
            hints=3,
            figures=people.met_and_for_us,
        ),
        Exercise(
            "7.5",
            skill="relationship",
            parts=(Choice("guide", account.contact_ids),),
            answer=people.guide,
            mistakes={"the_top": people.the_top, "another": people.another},
            figures=_guide_figures,
        ),
        Exercise(
            "7.6",
            skill="negotiation",
            parts=(Ranking("order", account.LETTERS, called=account.questions_asked),),
            answer=talk.asked_in_order,
            mistakes={
                "solution_first": talk.solution_first,
                "no_implication": talk.no_implication,
                "problem_first": talk.problem_first,
                "as_listed": talk.as_listed,
            },
        ),
        Exercise(
            "7.7",
            skill="negotiation",
            parts=(talk.Argued("argument", talk.POINTS),),
            answer=talk.argued,
            mistakes={point: partial(talk.left_out, point) for point in talk.POINTS},
        ),
        Exercise(
            "7.8",
            skill="negotiation",
            parts=(
                Number("expected", unit="money", decimals=-3),
                Several("press", talk.JUDGED),
            ),
            answer=talk.listed,
            mistakes={
                "sum_of_sales": talk.sum_of_sales,
                "middle_of_sales": talk.middle_of_sales,
                "a_store": talk.a_store_only,
                "untold_is_fine": talk.untold_is_fine,
                "tests_forgotten": talk.tests_forgotten,
            },
            hints=3,
            figures=_listing_figures,
        ),
    ),
)
