"""Chapter 14, the account plan: its questions."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ka_helpers.exercises.answers import chapter_14_summary as summary
from ka_helpers.exercises.answers.chapter_14_faults import FAULTS, faulty
from ka_helpers.exercises.answers.chapter_14_model import model_plan
from ka_helpers.exercises.exercise import Answer, ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Choice, Plan, Several, Text
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials import chapter_14_reading as reading
from ka_helpers.exercises.materials.chapter_14 import NEEDS, facts_of, people_at
from ka_helpers.exercises.materials.chapter_14_written import as_given
from ka_helpers.reviews.account_plan import AccountPlan
from ka_helpers.reviews.plan_checks import CHECKS, Check
from ka_helpers.reviews.plan_facts import attained
from ka_helpers.terms import KPIS, MODULES

KPI_KEYS = tuple(kpi.key for kpi in KPIS)
MODULE_OF = {kpi.key: kpi.module for kpi in KPIS}


def has_room(lesson: Lesson) -> None:
    """Raise NotGradableError where no plan could keep to everything."""
    lesson.once(model_plan)


def missed_kpi(lesson: Lesson) -> Answer:
    """Return the KPI furthest below its aim, and the module that moves it."""
    facts = facts_of(lesson)
    return {"kpi": facts.missed.kpi, "module": facts.module}


def largest_in_money(lesson: Lesson) -> Answer:
    """Return a KPI in money, whose difference is the largest number: sales, else profit."""
    missed = facts_of(lesson).missed.kpi
    kpi = "account_profit" if missed == "sales_revenue" else "sales_revenue"
    return {"kpi": kpi, "module": MODULE_OF[kpi]}


def people_to_meet(lesson: Lesson) -> Answer:
    """Return who decides or is against us."""
    return {"people": facts_of(lesson).to_meet}


def friends_only(lesson: Lesson) -> Answer:
    """Return the people who are for us."""
    rows = people_at(lesson)
    return (
        {"people": tuple(rows.index[rows["support"] > 0])} if "support" in rows else {"people": ()}
    )


def everyone(lesson: Lesson) -> Answer:
    """Return all the people."""
    return {"people": tuple(people_at(lesson).index)}


def part_of_plan(
    name: str, read: Callable[[Any, Lesson], Any], checks: tuple[str, ...]
) -> tuple[Plan, Callable[[Lesson], Answer], Mapping[str, Callable[[Lesson], Answer]]]:
    """Return the kind, right answer and mistakes of a question about one part of the plan.

    The part is judged inside the model plan, so that the other parts cannot be its fault.
    """

    def holds(check: str) -> Callable[[Any, Lesson], bool]:
        return lambda part, lesson: CHECKS[check](
            replace(lesson.once(model_plan), **{name: part}), facts_of(lesson)
        )

    def given(make: Callable[[Lesson], AccountPlan]) -> Callable[[Lesson], Answer]:
        return lambda lesson: {name: as_given(make(lesson))[name]}

    points = {check: holds(check) for check in checks}
    mistakes = {check: given(faulty(FAULTS[check])) for check in checks}
    return Plan(name, read, points), given(model_plan), mistakes


OBJECTIVES = part_of_plan(
    "objectives", reading.read_objectives, ("months_add_up", "answers_missed_kpi")
)
PROMOTIONS = part_of_plan(
    "promotions", reading.read_promotions, ("in_time", "no_clash", "within_budget", "pays")
)
TALKS = part_of_plan(
    "talks",
    reading.read_talks,
    ("above_bottom_line", "within_limits", "acceptable_to_them", "conditional"),
)
ACTIONS = part_of_plan("actions", reading.read_actions, ("owned", "answers_missed_kpi"))


def _held(check: Check) -> Callable[[AccountPlan, Lesson], bool]:
    return lambda plan, lesson: check(plan, facts_of(lesson))


def _whole(make: Callable[[Lesson], AccountPlan]) -> Callable[[Lesson], Answer]:
    return lambda lesson: {"plan": as_given(make(lesson))}


def _open(number: str, skill: str, built: Any, **more: Any) -> Exercise:
    kind, answer, mistakes = built
    return Exercise(number, skill, (kind,), answer, mistakes, **more)


CHAPTER = ChapterPlan(
    slug="14_what_will_we_do_with_this_account",
    needs=NEEDS,
    suits=has_room,
    exercises=(
        Exercise(
            "14.1",
            skill="analysis",
            parts=(Choice("kpi", KPI_KEYS), Choice("module", MODULES)),
            answer=missed_kpi,
            mistakes={
                "in_money": largest_in_money,
                "organisation": lambda lesson: {"module": "organisation"},
            },
            figures=lambda lesson: {"attained": attained(facts_of(lesson).missed)},
        ),
        _open("14.2", "objectives", OBJECTIVES),
        _open("14.3", "promotion", PROMOTIONS, hints=3),
        Exercise(
            "14.4",
            skill="relationship",
            parts=(Several("people", lambda lesson: tuple(people_at(lesson).index)),),
            answer=people_to_meet,
            mistakes={"friends": friends_only, "everyone": everyone},
        ),
        _open("14.5", "negotiation", TALKS, hints=3),
        _open("14.6", "execution", ACTIONS),
        Exercise(
            "14.7",
            skill="planning",
            parts=(Text("summary", summary.POINTS),),
            answer=summary.model,
            mistakes={point: summary.without(point) for point in summary.POINTS},
        ),
        Exercise(
            "14.8",
            skill="planning",
            parts=(
                Plan(
                    "plan",
                    reading.read_whole,
                    {name: _held(check) for name, check in CHECKS.items()},
                ),
            ),
            answer=_whole(model_plan),
            mistakes={name: _whole(faulty(fault)) for name, fault in FAULTS.items()},
        ),
    ),
)
