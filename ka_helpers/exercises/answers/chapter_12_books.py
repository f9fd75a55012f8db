"""Chapter 12's answers about the books: what is left, the account's margins, what spend buys."""

from collections.abc import Mapping
from typing import Any

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_12 import way_down
from ka_helpers.exercises.materials.chapter_12_examples import Cut, cut_example, shelf_example
from ka_helpers.metrics.price_waterfall import back_margin, front_margin
from ka_helpers.metrics.spend_efficiency import cases_per_100, marginal_cases_per_100


def left_over(lesson: Lesson) -> Answer:
    """Return the pocket, the profit, and the profit as a fraction of list value."""
    way = lesson.once(way_down)
    left = way.left
    profit = left["account_profit"]
    return {"pocket": left["pocket"], "profit": profit, "of_list": profit / way.list_value}


def without_discount(lesson: Lesson) -> Answer:
    """Return pocket and profit as if nothing came off on the invoice."""
    return _higher(lesson, lesson.once(way_down).on_invoice)


def without_service(lesson: Lesson) -> Answer:
    """Return pocket and profit as if serving the account cost nothing."""
    return _higher(lesson, lesson.once(way_down).service)


def gross_margin(lesson: Lesson) -> Answer:
    """Return net sales less goods for the profit."""
    way = lesson.once(way_down)
    return {"profit": way.left["net_sales"] - way.goods}


def of_net_sales(lesson: Lesson) -> Answer:
    """Return the profit as a fraction of net sales."""
    left = lesson.once(way_down).left
    return {"of_list": left["account_profit"] / left["net_sales"]}


def two_margins(lesson: Lesson) -> Answer:
    """Return the account's front and back margin on our goods."""
    shelf = lesson.once(shelf_example)
    return {
        "front": front_margin(shelf.retail_value, shelf.purchases),
        "back": back_margin(shelf.income, shelf.purchases),
    }


def markup(lesson: Lesson) -> Answer:
    """Return the difference over what the account paid."""
    shelf = lesson.once(shelf_example)
    return {"front": (shelf.retail_value - shelf.purchases) / shelf.purchases}


def back_of_retail(lesson: Lesson) -> Answer:
    """Return the income over retail value."""
    shelf = lesson.once(shelf_example)
    return {"back": shelf.income / shelf.retail_value}


def margin_figures(lesson: Lesson) -> Mapping[str, Any]:
    """Return the margins, and what the account keeps in all of what shoppers pay."""
    shelf = lesson.once(shelf_example)
    kept = (shelf.retail_value - shelf.purchases + shelf.income) / shelf.retail_value
    return {**two_margins(lesson), "kept": kept}


def efficiency(lesson: Lesson) -> Answer:
    """Return cases for 100 yuan, now and before, and cases lost with each 100 yuan saved."""
    cut = lesson.once(cut_example)
    return {**_cases(cut, cut.variable, cut.variable_before), "lost": _lost(cut)}


def with_fixed(lesson: Lesson) -> Answer:
    """Return cases for 100 yuan of all trade spend, entry fees too."""
    cut = lesson.once(cut_example)
    return _cases(cut, cut.variable + cut.fixed, cut.variable_before + cut.fixed_before)


def yuan_a_case(lesson: Lesson) -> Answer:
    """Return the yuan spent on a case."""
    cut = lesson.once(cut_example)
    return {
        "cases_now": cut.variable / cut.cases,
        "cases_before": cut.variable_before / cut.cases_before,
    }


def averages_subtracted(lesson: Lesson) -> Answer:
    """Return the difference of the two averages for what the saving lost."""
    cut = lesson.once(cut_example)
    found = _cases(cut, cut.variable, cut.variable_before)
    return {"lost": found["cases_now"] - found["cases_before"]}


def _higher(lesson: Lesson, by: float) -> Answer:
    right = left_over(lesson)
    return {"pocket": right["pocket"] + by, "profit": right["profit"] + by}


def _cases(cut: Cut, spend: float, spend_before: float) -> Answer:
    return {
        "cases_now": cases_per_100(cut.cases, spend),
        "cases_before": cases_per_100(cut.cases_before, spend_before),
    }


def _lost(cut: Cut) -> float:
    return marginal_cases_per_100(cut.cases, cut.variable, cut.cases_before, cut.variable_before)
