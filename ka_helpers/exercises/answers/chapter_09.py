"""Chapter 9, will they stay: its questions."""

from ka_helpers.exercises.answers import chapter_09_opportunities as money
from ka_helpers.exercises.answers import chapter_09_rank as rank
from ka_helpers.exercises.answers import chapter_09_signals as signs
from ka_helpers.exercises.answers.chapter_09_plan import RETENTION
from ka_helpers.exercises.exercise import ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Choice, Number, Several
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_09 import NEEDS, suits_relationship
from ka_helpers.exercises.materials.chapter_09_opportunities import suits_opportunities
from ka_helpers.exercises.materials.chapter_09_signals import task, watched, watched_accounts
from ka_helpers.metrics.relationship_paths import STATES


def suits(lesson: Lesson) -> None:
    """Raise NotGradableError where the case cannot carry the chapter."""
    suits_relationship(lesson)
    suits_opportunities(lesson)
    lesson.once(task)
    lesson.once(watched)


CHAPTER = ChapterPlan(
    slug="09_will_they_stay",
    needs=NEEDS,
    suits=suits,
    exercises=(
        Exercise(
            "9.1",
            skill="relationship",
            parts=(
                Number("trust", unit="ratio", decimals=2),
                Number("after", unit="ratio", decimals=2),
            ),
            answer=rank.trust,
            mistakes={
                "plain_mean": rank.plain_mean,
                "not_divided": rank.not_divided,
                "per_head": rank.per_head,
                "left_out": rank.left_out,
                "director": rank.director_leaves,
            },
            figures=rank.trust,
        ),
        Exercise(
            "9.2",
            skill="relationship",
            parts=(
                Number("place", unit="count", decimals=0),
                Number("missing", unit="money", decimals=0),
            ),
            answer=rank.standing,
            mistakes={
                "counted_above": rank.counted_above,
                "smallest": rank.to_the_smallest,
                "turned_round": rank.turned_round,
                "all_of_theirs": rank.all_of_theirs,
            },
            figures=rank.standing,
        ),
        Exercise(
            "9.3",
            skill="relationship",
            parts=(Number("points", unit="number", decimals=1),),
            answer=rank.points,
            mistakes={
                "same_weights": rank.same_weights,
                "not_of_five": rank.not_of_five,
                "mean_grade": rank.mean_grade,
            },
            figures=rank.rank_figures,
        ),
        Exercise(
            "9.4",
            skill="relationship",
            parts=(Choice("state", STATES),),
            answer=rank.state,
            mistakes={
                "people": rank.people_mistaken,
                "company": rank.company_mistaken,
                "both": rank.both_mistaken,
            },
            figures=rank.state_figures,
        ),
        Exercise(
            "9.5",
            skill="relationship",
            parts=(Several("named", lambda lesson: lesson.once(watched_accounts)),),
            answer=signs.named,
            mistakes={
                "any_signal": signs.any_signal,
                "complaint_forgotten": signs.complaint_forgotten,
                "both_wanted": signs.both_wanted,
                "calm": signs.calm,
                "falling": signs.falling,
            },
            hints=3,
        ),
        RETENTION,
        Exercise(
            "9.7",
            skill="relationship",
            parts=(Number("real_share", unit="share", decimals=3),),
            answer=money.real_share,
            mistakes={
                "counted": money.counted,
                "budget_alone": money.budget_alone,
                "by_stage": money.by_stage,
                "in_money": money.in_money,
            },
            figures=money.real_figures,
        ),
        Exercise(
            "9.8",
            skill="relationship",
            parts=(
                Number("days", unit="count", decimals=0),
                Number("waiting", unit="money", decimals=0),
            ),
            answer=money.budget_time,
            mistakes={
                "calendar_year": money.calendar_year,
                "until_it_closes": money.until_it_closes,
                "until_the_money": money.until_the_money,
                "no_need_either": money.no_need_either,
                "with_budget": money.with_budget,
            },
            figures=money.window_figures,
        ),
    ),
)
