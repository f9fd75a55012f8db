"""Chapter 10, do they get what they order and do we get paid: its questions."""

from collections.abc import Mapping
from typing import Any

from ka_helpers.exercises.answers import chapter_10_cash as cash
from ka_helpers.exercises.answers import chapter_10_orders as orders
from ka_helpers.exercises.exercise import ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Number, Numbers, Several
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_10 import (
    can_be_read,
    first_department,
    fresh_product,
    gap_account,
    owed,
)


def _gap(lesson: Lesson) -> Mapping[str, Any]:
    """Return the account that held back most, and what: for the sentences."""
    name = lesson.name_of(lesson.once(gap_account))
    return {"account": name, "amount": cash.held_back(lesson)["held_back"]}


def _fresh(lesson: Lesson) -> Mapping[str, Any]:
    fresh = lesson.once(fresh_product)
    return {
        **orders.oldest_on_leaving(lesson), "product": fresh.product_name,
        "transit": fresh.transit_days, "life": fresh.shelf_life_days, "least": fresh.least_life,
    }  # fmt: skip


def _owed(lesson: Lesson) -> Mapping[str, Any]:
    found, worked = lesson.once(owed), cash.days_and_room(lesson)
    return {**worked, "term": found.term_days, "late": worked["dso"] - found.term_days}


def _terms(lesson: Lesson) -> Mapping[str, Any]:
    worked, a_day = cash.price_of_terms(lesson), lesson.once(owed).a_day
    in_rebate = 100 * worked["cost_a_year"] / (a_day * cash.DAYS_IN_YEAR)
    return {**worked, "days": cash.MORE_DAYS, "rate": cash.YEARLY_RATE, "in_rebate": in_rebate}


CHAPTER = ChapterPlan(
    slug="10_do_they_get_it_and_do_we_get_paid",
    needs=("sales", "product", "forecast", "order_line", "receivable"),
    suits=can_be_read,
    exercises=(
        Exercise(
            "10.1",
            skill="planning",
            parts=(
                Number("accuracy", unit="share", decimals=3),
                Number("bias", unit="change", decimals=3),
            ),
            answer=orders.forecast_quality,
            mistakes={
                "mean_of_products": orders.mean_of_products,
                "netted": orders.errors_netted,
                "over_forecast": orders.over_forecast,
                "turned": orders.sold_less_forecast,
                "error": orders.the_error,
            },
            hints=3,
            figures=orders.forecast_quality,
        ),
        Exercise(
            "10.2",
            skill="execution",
            parts=(Number("otif", unit="share", decimals=3),),
            answer=orders.on_time_in_full,
            mistakes={
                "only_in_full": orders.only_in_full,
                "only_on_time": orders.only_on_time,
                "multiplied": orders.shares_multiplied,
                "averaged": orders.shares_averaged,
            },
            figures=orders.on_time_in_full,
        ),
        Exercise(
            "10.3",
            skill="analysis",
            parts=(
                Number("fill_now", unit="share", decimals=3),
                Number("fill_then", unit="share", decimals=3),
            ),
            answer=orders.repaired,
            mistakes={
                "everything": orders.everything_repaired,
                "by_penalty": orders.by_penalty,
                "only_the_gain": orders.only_the_gain,
                "upside_down": orders.fill_upside_down,
            },
            figures=lambda lesson: {
                **orders.repaired(lesson),
                "department": f"supply.department_{first_department(lesson)}",
            },
        ),
        Exercise(
            "10.4",
            skill="execution",
            parts=(Number("oldest", unit="days", decimals=0),),
            answer=orders.oldest_on_leaving,
            mistakes={
                "way_forgotten": orders.way_forgotten,
                "way_added": orders.way_added,
                "life_left": orders.life_that_is_left,
                "life_left_less_way": orders.life_left_less_the_way,
            },
            figures=_fresh,
        ),
        Exercise(
            "10.5",
            skill="finance",
            parts=(
                Number("held_back", unit="money", decimals=-1),
                Numbers("by_reason", unit="money", decimals=-1),
            ),
            answer=cash.held_back,
            mistakes={
                "not_yet_paid": cash.not_yet_paid,
                "whole_invoices": cash.whole_invoices,
                "counted": cash.counted,
            },
            hints=3,
            figures=_gap,
        ),
        Exercise(
            "10.6",
            skill="finance",
            parts=(Several("measures", cash.MEASURES),),
            answer=cash.measures,
            mistakes={
                "stop_supply": cash.supply_stopped,
                "write_off": cash.written_off,
                "change_person": cash.person_changed,
                "only_drivers": cash.only_the_drivers,
            },
        ),
        Exercise(
            "10.7",
            skill="finance",
            parts=(
                Number("dso", unit="days", decimals=1),
                Number("weeks_left", unit="number", decimals=1),
            ),
            answer=cash.days_and_room,
            mistakes={
                "overdue": cash.of_the_overdue,
                "month": cash.of_a_month,
                "upside_down": cash.days_upside_down,
                "whole_limit": cash.whole_limit,
                "in_quarters": cash.room_in_quarters,
            },
            figures=_owed,
        ),
        Exercise(
            "10.8",
            skill="finance",
            parts=(
                Number("tied", unit="money", decimals=-2),
                Number("cost_a_year", unit="money", decimals=-2),
            ),
            answer=cash.price_of_terms,
            mistakes={
                "rate_for_the_days": cash.rate_for_the_days,
                "all_that_is_tied": cash.all_that_is_tied,
                "quarter": cash.quarter_of_terms,
                "lost": cash.tied_is_lost,
            },
            hints=3,
            figures=_terms,
        ),
    ),
)
