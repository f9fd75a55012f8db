"""Chapter 3, orders, profit and spend: what was delivered, what is left, what money buys."""

from ka_helpers.exercises.exercise import Answer, Exercise
from ka_helpers.exercises.kinds import Number
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_03 import account_name
from ka_helpers.exercises.materials.chapter_03_examples import (
    order_example,
    profit_example,
)
from ka_helpers.exercises.materials.chapter_03_stories import story_of
from ka_helpers.metrics.supply import fill_rate


def order_fill(lesson: Lesson) -> Answer:
    """Return the fill rate of the order."""
    lines = lesson.once(order_example).lines
    return {"order_fill": fill_rate(lines["ordered"], lines["delivered"])}


def mean_of_lines(lesson: Lesson) -> Answer:
    """Return the mean of the lines' rates, small lines as heavy as large ones."""
    lines = lesson.once(order_example).lines
    return {"order_fill": float((lines["delivered"] / lines["ordered"]).mean())}


def whole_lines(lesson: Lesson) -> Answer:
    """Return the part of the lines that came whole."""
    lines = lesson.once(order_example).lines
    return {"order_fill": float((lines["delivered"] >= lines["ordered"]).mean())}


def against_the_invoice(lesson: Lesson) -> Answer:
    """Return what was delivered of what was invoiced: all of it, always."""
    return {"order_fill": 1.0}


def what_is_left(lesson: Lesson) -> Answer:
    """Return the account's profit, and that over its net sales."""
    account = lesson.once(profit_example)
    left = account.net_sales - account.goods - account.trade_spend - account.service
    return {"account_profit": left, "profit_margin": left / account.net_sales}


def goods_only(lesson: Lesson) -> Answer:
    """Return what is left before trade spend and service."""
    account = lesson.once(profit_example)
    left = account.net_sales - account.goods
    return {"account_profit": left, "profit_margin": left / account.net_sales}


def service_forgotten(lesson: Lesson) -> Answer:
    """Return what is left before service."""
    left = what_is_left(lesson)["account_profit"] + lesson.once(profit_example).service
    return {"account_profit": left}


def over_the_goods(lesson: Lesson) -> Answer:
    """Return the profit per yuan of goods: the mark-up."""
    return {
        "profit_margin": what_is_left(lesson)["account_profit"] / lesson.once(profit_example).goods
    }


def yuan_a_case(lesson: Lesson) -> Answer:
    """Return what a case costs in spend, now and as wanted."""
    story = story_of(lesson)
    return {
        "a_case_now": story.spend / story.cases,
        "a_case_wanted": story.spend / story.cases_wanted,
    }


def cases_a_yuan(lesson: Lesson) -> Answer:
    """Return how many cases one yuan buys."""
    return {name: 1 / value for name, value in yuan_a_case(lesson).items()}


SERVING = (
    Exercise(
        "3.4",
        skill="analysis",
        parts=(Number("order_fill", unit="share", decimals=3),),
        answer=order_fill,
        mistakes={
            "mean_of_lines": mean_of_lines,
            "whole_lines": whole_lines,
            "against_the_invoice": against_the_invoice,
        },
        figures=lambda lesson: {
            **order_fill(lesson),
            "account": account_name(lesson, lesson.once(order_example).account_id),
            "order": lesson.once(order_example).order_id,
        },
    ),
    Exercise(
        "3.5",
        skill="analysis",
        parts=(
            Number("account_profit", unit="money", decimals=-2),
            Number("profit_margin", unit="share", decimals=3),
        ),
        answer=what_is_left,
        mistakes={
            "goods_only": goods_only,
            "service_forgotten": service_forgotten,
            "over_the_goods": over_the_goods,
        },
        figures=lambda lesson: {
            **what_is_left(lesson),
            "account": account_name(lesson, lesson.once(profit_example).account_id),
        },
    ),
    Exercise(
        "3.6",
        skill="analysis",
        parts=(
            Number("a_case_now", unit="price", decimals=2),
            Number("a_case_wanted", unit="price", decimals=2),
        ),
        answer=yuan_a_case,
        mistakes={"cases_a_yuan": cases_a_yuan},
        figures=yuan_a_case,
    ),
)
