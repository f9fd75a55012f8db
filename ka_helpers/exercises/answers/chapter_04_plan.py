"""The open task of chapter 4: a quarter's targets in months, point by point."""

from collections.abc import Callable, Mapping
from typing import Any

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_04 import (
    CEILING,
    LEEWAY,
    level_metric,
    level_now,
    month_shares,
    months_of,
    target_of,
)
from ka_helpers.exercises.plain import UnreadableError, plain_keys, plain_list, plain_number
from ka_helpers.metrics.roll_up import ROUNDING, roll_up
from ka_helpers.planning.breakdown import break_down_flow, break_down_level, break_down_ratio

MonthPlan = Mapping[str, tuple[float, ...]]
LEVEL = "level"
"""What a trainee calls the row of the level; the name of its metric is taken as well."""


def read_plan(given: Any, lesson: Lesson) -> MonthPlan:
    """Return the months of sales, the level and the cost ratio, each in order of time."""
    level = level_metric(lesson)
    rows = {LEVEL if name == level else name: parts for name, parts in plain_keys(given).items()}
    wanted = {"sales_value": "sales_value", LEVEL: level, "trade_cost_ratio": "trade_cost_ratio"}
    if missing := [name for name in wanted if name not in rows]:
        raise UnreadableError("chapter_04.plan_lacks", missing=", ".join(missing))
    return {metric: _three(rows[name], name, lesson) for name, metric in wanted.items()}


def right_plan(lesson: Lesson) -> Answer:
    """Return a plan made by the kit: sales by season, even steps, the same ratio each month."""
    level = level_metric(lesson)
    sales = break_down_flow(target_of(lesson), lesson.once(month_shares), "season", step=1000)
    way = break_down_level(target_of(lesson, level), level_now(lesson), sales.months, level)
    by_sales = dict(zip(sales.months, sales.parts, strict=True))
    cost = break_down_ratio(target_of(lesson, "trade_cost_ratio"), by_sales)
    made = {"sales_value": sales, level: way, "trade_cost_ratio": cost}
    return {"plan": {name: list(one.parts) for name, one in made.items()}}


def _sums(plan: MonthPlan, lesson: Lesson) -> bool:
    target = target_of(lesson)
    return abs(sum(plan["sales_value"]) - target) <= 0.001 * target


def _in_season(plan: MonthPlan, lesson: Lesson) -> bool:
    total = sum(plan["sales_value"])
    usual = lesson.once(month_shares).tolist()
    return total > 0 and all(
        abs(part / total - share) <= LEEWAY + 1e-9
        for part, share in zip(plan["sales_value"], usual, strict=True)
    )


def _level_reached(plan: MonthPlan, lesson: Lesson) -> bool:
    metric = level_metric(lesson)
    return roll_up(plan[metric], "level") == target_of(lesson, metric)


def _level_on_its_way(plan: MonthPlan, lesson: Lesson) -> bool:
    """Tell whether the months before the last lie between today and the target, in order."""
    metric = level_metric(lesson)
    now, target = level_now(lesson), target_of(lesson, metric)
    way = [now, *plan[metric][:-1], target]
    return way == sorted(way, reverse=now > target)


def _cost_weighted(plan: MonthPlan, lesson: Lesson) -> bool:
    target = target_of(lesson, "trade_cost_ratio")
    if not sum(plan["sales_value"]) > 0:
        return False
    made = roll_up(plan["trade_cost_ratio"], "ratio", plan["sales_value"])
    return abs(made - target) <= ROUNDING * target


def _cost_below_ceiling(plan: MonthPlan, lesson: Lesson) -> bool:
    ceiling = CEILING * target_of(lesson, "trade_cost_ratio")
    return max(plan["trade_cost_ratio"]) <= ceiling + 1e-9


POINTS: Mapping[str, Callable[[MonthPlan, Lesson], bool]] = {
    "sums": _sums,
    "in_season": _in_season,
    "level_reached": _level_reached,
    "level_on_its_way": _level_on_its_way,
    "cost_weighted": _cost_weighted,
    "cost_below_ceiling": _cost_below_ceiling,
}


def _changed(change: Callable[[dict[str, list[float]], Lesson], None]) -> Callable[..., Answer]:
    """Return a mistake: the right plan with one thing changed."""

    def made(lesson: Lesson) -> Answer:
        plan = {name: list(parts) for name, parts in right_plan(lesson)["plan"].items()}
        change(plan, lesson)
        return {"plan": plan}

    return made


def _less_sales(plan: dict[str, list[float]], lesson: Lesson) -> None:
    plan["sales_value"] = [0.9 * part for part in plan["sales_value"]]


def _all_at_the_end(plan: dict[str, list[float]], lesson: Lesson) -> None:
    moved = 0.1 * sum(plan["sales_value"])
    plan["sales_value"][0] -= moved
    plan["sales_value"][-1] += moved


def _level_missed(plan: dict[str, list[float]], lesson: Lesson) -> None:
    plan[level_metric(lesson)][-1] += 1


def _level_jumps(plan: dict[str, list[float]], lesson: Lesson) -> None:
    metric = level_metric(lesson)
    plan[metric][0] = max(level_now(lesson), target_of(lesson, metric)) + 1


def _cost_left_over(plan: dict[str, list[float]], lesson: Lesson) -> None:
    plan["trade_cost_ratio"] = [0.95 * part for part in plan["trade_cost_ratio"]]


def _one_dear_month(plan: dict[str, list[float]], lesson: Lesson) -> None:
    sales, target = plan["sales_value"], target_of(lesson, "trade_cost_ratio")
    dear = 1.3 * target
    rest = (target * sum(sales) - dear * sales[0]) / sum(sales[1:])
    plan["trade_cost_ratio"] = [dear, rest, rest]


MISSED: Mapping[str, Callable[[Lesson], Answer]] = {
    "sums": _changed(_less_sales),
    "in_season": _changed(_all_at_the_end),
    "level_reached": _changed(_level_missed),
    "level_on_its_way": _changed(_level_jumps),
    "cost_weighted": _changed(_cost_left_over),
    "cost_below_ceiling": _changed(_one_dear_month),
}


def _three(values: Any, name: str, lesson: Lesson) -> tuple[float, ...]:
    """Return the values of the three months, from a list or by month."""
    months = lesson.once(months_of)
    if hasattr(values, "items"):
        by_month = plain_keys(values)
        values = [by_month[month] for month in months if month in by_month]
    numbers = tuple(plain_number(value) for value in plain_list(values))
    if len(numbers) != len(months):
        raise UnreadableError("chapter_04.not_three", name=name, n=len(numbers))
    return numbers
