"""Chapter 11, does it happen in the store: its questions."""

from collections.abc import Mapping
from typing import Any

from ka_helpers.exercises.answers import chapter_11_checks as checks
from ka_helpers.exercises.answers import chapter_11_stores as stores
from ka_helpers.exercises.exercise import ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Choice, Number, Plan, Ranking, Several
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_11 import (
    CHECKLIST,
    can_be_read,
    classes,
    five_stores,
    improved,
)
from ka_helpers.exercises.materials.chapter_11_choices import (
    best_choice,
    minutes_today,
    reached,
    reached_today,
)


def suits(lesson: Lesson) -> None:
    """Raise NotGradableError where the case cannot carry the chapter."""
    can_be_read(lesson)
    once = stores.everybody_once(lesson)["frequencies"]
    if not stores.fits(once, lesson) or stores.near(once, lesson):
        raise NotGradableError("chapter_11.nothing_to_choose", account=lesson.account_id)


def _classed(lesson: Lesson) -> Mapping[str, Any]:
    worked, n = stores.class_a(lesson), len(classes(lesson))
    return {**worked, "n": n, "part": worked["a_stores"] / n}


def _agreed(lesson: Lesson) -> Mapping[str, Any]:
    found = lesson.once(improved)
    name = lesson.name_of(found.account_id)
    return {**checks.agreed_and_done(lesson), "account": name, "before": found.before}


def _planned(lesson: Lesson) -> Mapping[str, Any]:
    chosen = best_choice(lesson)
    today = reached_today(lesson)
    return {
        "a": chosen["A"], "b": chosen["B"], "c": chosen["C"], "today": today,
        "reached": reached(lesson, chosen), "minutes": minutes_today(lesson), "near": stores.NEAR,
    }  # fmt: skip


CHAPTER = ChapterPlan(
    slug="11_does_it_happen_in_the_store",
    needs=("execution", "store"),
    suits=suits,
    exercises=(
        Exercise(
            "11.1",
            skill="execution",
            parts=(
                Number("a_stores", unit="count", decimals=0),
                Number("a_sales", unit="money", decimals=-2),
            ),
            answer=stores.class_a,
            mistakes={
                "old_classes": stores.old_classes,
                "half_of_stores": stores.half_of_stores,
                "with_b": stores.with_class_b,
            },
            figures=_classed,
        ),
        Exercise(
            "11.2",
            skill="planning",
            parts=(
                Number("visits", unit="count", decimals=0),
                Number("people", unit="count", decimals=1),
            ),
            answer=stores.month_of_visits,
            mistakes={
                "all_weekly": stores.all_weekly,
                "added": stores.added_not_multiplied,
                "not_rounded": stores.not_rounded,
                "of_a_week": stores.of_a_week,
            },
            hints=3,
            figures=stores.month_of_visits,
        ),
        Exercise(
            "11.3",
            skill="execution",
            parts=(
                Number("made_share", unit="share", decimals=3),
                Number("success", unit="share", decimals=3),
            ),
            answer=checks.visit_rates,
            mistakes={
                "of_planned": checks.success_of_planned,
                "missed": checks.visits_missed,
                "upside_down": checks.rates_upside_down,
            },
            figures=checks.visit_rates,
        ),
        Exercise(
            "11.4",
            skill="execution",
            parts=(
                Number("score", unit="number", decimals=1),
                Choice("first_item", tuple(item for item, _, _ in CHECKLIST)),
            ),
            answer=checks.checked,
            mistakes={
                "mean_of_items": checks.mean_of_items,
                "in_order": checks.items_in_order,
                "largest_item": checks.largest_item,
            },
            figures=checks.checked,
        ),
        Exercise(
            "11.5",
            skill="analysis",
            parts=(
                Number("done_share", unit="share", decimals=3),
                Number("gain", unit="points", decimals=3),
            ),
            answer=checks.agreed_and_done,
            mistakes={
                "relative": checks.relative_gain,
                "score": checks.gain_of_score,
                "before": checks.before_instead,
            },
            figures=_agreed,
        ),
        Exercise(
            "11.6",
            skill="execution",
            parts=(Several("worked", checks.MANUAL),),
            answer=checks.turned_round,
            mistakes={
                "bonus": checks.bonus_too,
                "reports": checks.reports_too,
                "team": checks.team_too,
                "untrained": checks.manual_alone,
            },
        ),
        Exercise(
            "11.7",
            skill="execution",
            parts=(
                Ranking(
                    "ranking",
                    lambda lesson: tuple(lesson.once(five_stores).index),
                    called=stores.names_of_five,
                ),
            ),
            answer=stores.at_stake,
            mistakes={
                "least_first": stores.least_at_stake_first,
                "by_sales": stores.by_sales,
                "by_score": stores.by_score,
                "by_last_visit": stores.by_last_visit,
            },
        ),
        Exercise(
            "11.8",
            skill="planning",
            parts=(
                Plan(
                    "frequencies",
                    stores.whole_frequencies,
                    points={
                        "fits": stores.fits,
                        "everywhere": stores.everywhere,
                        "near": stores.near,
                    },
                ),
            ),
            answer=stores.best,
            mistakes={
                "fits": stores.everybody_weekly,
                "everywhere": stores.small_ones_dropped,
                "near": stores.everybody_once,
            },
            hints=3,
            figures=_planned,
        ),
    ),
)
