"""Chapter 10's answers about orders: forecast, on time in full, causes, life of the goods."""

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_10 import (
    causes,
    delivered_units,
    first_department,
    fresh_product,
    ordered_units,
)
from ka_helpers.exercises.materials.chapter_10_orders import forecast_month, month_orders
from ka_helpers.metrics.forecasts import accuracy, bias


def forecast_quality(lesson: Lesson) -> Answer:
    """Return accuracy and bias of the month's forecasts."""
    rows = lesson.once(forecast_month)
    return {
        "accuracy": accuracy(rows["sold"], rows["forecast"]),
        "bias": bias(rows["sold"], rows["forecast"]),
    }


def mean_of_products(lesson: Lesson) -> Answer:
    """Return the accuracy as the mean of the products' own, small as heavy as large."""
    rows = lesson.once(forecast_month)
    off = (rows["forecast"] - rows["sold"]).abs() / rows["sold"]
    return {"accuracy": 1 - float(off.mean())}


def errors_netted(lesson: Lesson) -> Answer:
    """Return the accuracy of the sums, where too much and too little cancel."""
    return {"accuracy": 1 - abs(forecast_quality(lesson)["bias"])}


def over_forecast(lesson: Lesson) -> Answer:
    """Return both divided by what was forecast."""
    rows = lesson.once(forecast_month)
    gap, expected = rows["forecast"] - rows["sold"], float(rows["forecast"].sum())
    return {
        "accuracy": 1 - float(gap.abs().sum()) / expected,
        "bias": float(gap.sum()) / expected,
    }


def sold_less_forecast(lesson: Lesson) -> Answer:
    """Return the bias the other way round."""
    return {"bias": -forecast_quality(lesson)["bias"]}


def the_error(lesson: Lesson) -> Answer:
    """Return the error instead of the accuracy."""
    return {"accuracy": 1 - forecast_quality(lesson)["accuracy"]}


def on_time_in_full(lesson: Lesson) -> Answer:
    """Return the share of orders that came whole and in time."""
    rows = lesson.once(month_orders)
    return {"otif": float((rows["in_full"] * rows["on_time"]).mean())}


def only_in_full(lesson: Lesson) -> Answer:
    """Return the share of orders that came whole."""
    return {"otif": float(lesson.once(month_orders)["in_full"].mean())}


def only_on_time(lesson: Lesson) -> Answer:
    """Return the share of orders that came in time."""
    return {"otif": float(lesson.once(month_orders)["on_time"].mean())}


def shares_multiplied(lesson: Lesson) -> Answer:
    """Return one share times the other, as if they failed independently."""
    return {"otif": only_in_full(lesson)["otif"] * only_on_time(lesson)["otif"]}


def shares_averaged(lesson: Lesson) -> Answer:
    """Return the middle of both shares."""
    return {"otif": (only_in_full(lesson)["otif"] + only_on_time(lesson)["otif"]) / 2}


def repaired(lesson: Lesson) -> Answer:
    """Return the fill rate now, and if the department's causes were gone."""
    ordered, delivered = ordered_units(lesson), delivered_units(lesson)
    won = _missing(lesson, first_department(lesson))
    return {"fill_now": delivered / ordered, "fill_then": (delivered + won) / ordered}


def everything_repaired(lesson: Lesson) -> Answer:
    """Return the fill rate then as if every cause were gone."""
    missing = float(lesson.once(causes)["missing_units"].sum())
    return {"fill_then": (delivered_units(lesson) + missing) / ordered_units(lesson)}


def by_penalty(lesson: Lesson) -> Answer:
    """Return the fill rate then by the department's share of the penalties."""
    now, rows = repaired(lesson)["fill_now"], lesson.once(causes)
    of_department = rows["department"] == first_department(lesson)
    charged = float(rows["penalty"].sum())
    part = float(rows.loc[of_department, "penalty"].sum()) / charged if charged else 0.0
    return {"fill_then": now + (1 - now) * part}


def only_the_gain(lesson: Lesson) -> Answer:
    """Return what is won, without what comes already."""
    return {"fill_then": _missing(lesson, first_department(lesson)) / ordered_units(lesson)}


def fill_upside_down(lesson: Lesson) -> Answer:
    """Return ordered over delivered."""
    return {"fill_now": ordered_units(lesson) / delivered_units(lesson)}


def oldest_on_leaving(lesson: Lesson) -> Answer:
    """Return how many days old the goods may be when they leave our warehouse."""
    fresh = lesson.once(fresh_product)
    return {"oldest": fresh.shelf_life_days * (1 - fresh.least_life) - fresh.transit_days}


def way_forgotten(lesson: Lesson) -> Answer:
    """Return how old they may be on arrival."""
    return {"oldest": oldest_on_leaving(lesson)["oldest"] + lesson.once(fresh_product).transit_days}


def way_added(lesson: Lesson) -> Answer:
    """Return the age with the days of the way added instead of taken away."""
    return {"oldest": way_forgotten(lesson)["oldest"] + lesson.once(fresh_product).transit_days}


def life_that_is_left(lesson: Lesson) -> Answer:
    """Return the days that must be left, not the days that may be gone."""
    fresh = lesson.once(fresh_product)
    return {"oldest": fresh.shelf_life_days * fresh.least_life}


def life_left_less_the_way(lesson: Lesson) -> Answer:
    """Return the days that must be left, less the way."""
    return {"oldest": life_that_is_left(lesson)["oldest"] - lesson.once(fresh_product).transit_days}


def _missing(lesson: Lesson, department: str) -> float:
    rows = lesson.once(causes)
    return float(rows.loc[rows["department"] == department, "missing_units"].sum())
