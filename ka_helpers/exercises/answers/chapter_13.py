"""Chapter 13, whether I am any good at this: its questions, all on made-up colleagues."""

from ka_helpers.exercises.answers import chapter_13_radar as radar
from ka_helpers.exercises.answers.chapter_13_plan import PLAN
from ka_helpers.exercises.competency import ROLES
from ka_helpers.exercises.exercise import Answer, ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Choice, Number, Numbers, Ranking, Several
from ka_helpers.exercises.lesson import Lesson

ROLE_OF = {
    "stock": "problems", "budget": "resources", "shelf": "expertise", "figures": "information",
    "meeting": "communication", "rank": "platform",
}  # fmt: skip
"""What an account manager did, and the role that it was."""
MEASURES = ("learn", "practise", "coach", "remove")
MEASURE_OF = {
    "finance": "learn", "planning": "practise", "negotiation": "coach", "execution": "remove",
}  # fmt: skip
"""What holds somebody back in a skill, told in the notebook, and what helps."""


def roles(lesson: Lesson) -> Answer:
    """Return the role of each thing done."""
    return ROLE_OF


def experts_and_informants(lesson: Lesson) -> Answer:
    """Return the roles with what one knows and what one passes on exchanged."""
    return {"shelf": "information", "figures": "expertise"}


def everything_is_talk(lesson: Lesson) -> Answer:
    """Return communication for whatever was settled by calls and meetings."""
    return {"stock": "communication", "budget": "communication"}


def causes(lesson: Lesson) -> Answer:
    """Return what helps against each cause."""
    return MEASURE_OF


def a_course_for_all(lesson: Lesson) -> Answer:
    """Return a course, whatever the cause."""
    return dict.fromkeys(("planning", "negotiation", "execution"), "learn")


CHAPTER = ChapterPlan(
    slug="13_am_i_any_good_at_this",
    exercises=(
        Exercise(
            "13.1",
            skill="relationship",
            parts=tuple(Choice(name, tuple(ROLES)) for name in ROLE_OF),
            answer=roles,
            mistakes={"knows": experts_and_informants, "talk": everything_is_talk},
        ),
        Exercise(
            "13.2",
            skill="analysis",
            parts=(Numbers("shown", unit="share", decimals=2),),
            answer=radar.shown,
            mistakes={"of_all": radar.of_all_questions, "thin": radar.thin_ones_too},
        ),
        Exercise(
            "13.3",
            skill="evaluation",
            parts=(Several("blind", radar.skills_asked),),
            answer=radar.blind_spots,
            mistakes={"hidden": radar.hidden_strengths, "all_low": radar.everything_low},
        ),
        Exercise(
            "13.4",
            skill="analysis",
            parts=(Ranking("order", radar.skills_asked),),
            answer=radar.largest_gaps,
            mistakes={"unweighted": radar.lowest_shown, "own_view": radar.lowest_levels},
            figures=radar.gap_figures,
        ),
        Exercise(
            "13.5",
            skill="planning",
            parts=tuple(Choice(name, MEASURES) for name in MEASURE_OF),
            answer=causes,
            mistakes={"course": a_course_for_all},
        ),
        Exercise(
            "13.6",
            skill="evaluation",
            parts=(
                Number("points", unit="number", decimals=1),
                Choice("first", radar.kpis_asked),
            ),
            answer=radar.appraised,
            mistakes={
                "no_cap": radar.without_cap,
                "even_weights": radar.with_even_weights,
                "farthest_weight": radar.heaviest,
            },
            figures=radar.appraised,
        ),
        PLAN,
    ),
)
