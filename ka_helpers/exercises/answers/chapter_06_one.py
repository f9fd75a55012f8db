"""Chapter 6's answers about one promotion: before it, after it, and what it must bring."""

from math import floor

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_06 import Taught, taught
from ka_helpers.exercises.materials.chapter_06_estimate import (
    RESERVE,
    UNITS_A_GIFT,
    planning_figures,
)
from ka_helpers.metrics.promotion_economics import (
    break_even_uplift,
    estimate_promotion_sales,
    gifts_needed,
    incremental_margin,
    promotion_spend,
    return_on_spend,
    subsidised_share,
)

GIFT_SEEN = 0.1
"""The part of a gift from which rounding up makes a difference that is seen."""


def estimate(lesson: Lesson) -> Answer:
    """Return the units to plan for and the gifts to order for them."""
    units = estimate_promotion_sales(**_known(lesson))
    return _with_gifts(units)


def without_growth(lesson: Lesson) -> Answer:
    """Return the estimate without growth."""
    return _changed(estimate_promotion_sales(**{**_known(lesson), "growth": 0.0}))


def without_strength(lesson: Lesson) -> Answer:
    """Return the estimate as if nothing were promoted."""
    return _changed(estimate_promotion_sales(**{**_known(lesson), "activity_strength": 1.0}))


def added_up(lesson: Lesson) -> Answer:
    """Return the estimate from the sum of both periods instead of their mean."""
    return _changed(2 * estimate_promotion_sales(**_known(lesson)))


def gifts_without_reserve(lesson: Lesson) -> Answer:
    """Return gifts for exactly what is expected."""
    units = estimate_promotion_sales(**_known(lesson))
    return {"gifts": gifts_needed(units, UNITS_A_GIFT)}


def gift_a_unit(lesson: Lesson) -> Answer:
    """Return a gift for every unit."""
    units = estimate_promotion_sales(**_known(lesson))
    return {"gifts": gifts_needed(units, 1, RESERVE)}


def gifts_not_rounded(lesson: Lesson) -> Answer:
    """Return the gifts by hand, with the part of a gift that is left over."""
    exact = _exact_gifts(lesson)
    if gifts_needed(exact, 1) - exact < GIFT_SEEN:
        raise NotGradableError("chapter_06.whole_gifts")
    return {"gifts": exact}


def gifts_rounded_down(lesson: Lesson) -> Answer:
    """Return the gifts without the part of a gift that is left over."""
    exact = gifts_not_rounded(lesson)["gifts"]
    if exact - floor(exact) < GIFT_SEEN:
        raise NotGradableError("chapter_06.whole_gifts")
    return {"gifts": floor(exact)}


def uplift(lesson: Lesson) -> Answer:
    """Return what was sold on top, and the share that would have been sold anyway."""
    given = lesson.once(taught)
    share = subsidised_share(given.units, given.uplift_units)
    return {"uplift_units": given.uplift_units, "subsidised": share}


def whole_volume(lesson: Lesson) -> Answer:
    """Return everything sold on promotion as if it were on top."""
    return {"uplift_units": lesson.once(taught).units}


def before_and_after(lesson: Lesson) -> Answer:
    """Return what was sold less what other weeks sold on average."""
    return {"uplift_units": lesson.once(taught).naive_units}


def incremental_share(lesson: Lesson) -> Answer:
    """Return the share of promoted units that came on top, the other part."""
    given = lesson.once(taught)
    return {"subsidised": given.uplift_units / given.units}


def over_baseline(lesson: Lesson) -> Answer:
    """Return the uplift over the baseline instead of a share of what was sold."""
    given = lesson.once(taught)
    return {"subsidised": given.uplift_units / given.baseline_units}


def returned(lesson: Lesson) -> Answer:
    """Return incremental margin of net units / spend."""
    given = lesson.once(taught)
    margin = incremental_margin(given.net_units, given.unit_margin)
    return {"returned": return_on_spend(margin, _spend(given))}


def return_of_all_units(lesson: Lesson) -> Answer:
    """Return the return as if everything promoted were incremental."""
    given = lesson.once(taught)
    return {"returned": given.units * given.unit_margin / _spend(given)}


def return_of_revenue(lesson: Lesson) -> Answer:
    """Return incremental sales / spend."""
    given = lesson.once(taught)
    return {"returned": given.net_units * given.unit_price / _spend(given)}


def return_less_one(lesson: Lesson) -> Answer:
    """Return (margin - spend) / spend, another definition."""
    return {"returned": returned(lesson)["returned"] - 1}


def return_without_fee(lesson: Lesson) -> Answer:
    """Return the return as if the fee had not been paid."""
    given = lesson.once(taught)
    return {"returned": returned(lesson)["returned"] * _spend(given) / _spend(given, fee=0.0)}


def return_without_after(lesson: Lesson) -> Answer:
    """Return the return without what the weeks after missed."""
    given = lesson.once(taught)
    return {"returned": given.uplift_units * given.unit_margin / _spend(given)}


def break_even(lesson: Lesson) -> Answer:
    """Return the uplift at which the promotion earns its spend back."""
    given = lesson.once(taught)
    return {
        "pays_at": break_even_uplift(
            given.fixed_fee, given.baseline_units, given.unit_allowance, given.unit_margin
        )
    }


def break_even_without_allowance(lesson: Lesson) -> Answer:
    """Return the break-even as if only the fee were spent."""
    given = lesson.once(taught)
    return {"pays_at": given.fixed_fee / given.baseline_units / given.unit_margin}


def break_even_of_full_margin(lesson: Lesson) -> Answer:
    """Return the break-even as if each unit on top still earned the whole margin."""
    given = lesson.once(taught)
    fee = given.fixed_fee / given.baseline_units
    return {"pays_at": (fee + given.unit_allowance) / given.unit_margin}


def break_even_without_fee(lesson: Lesson) -> Answer:
    """Return the break-even as if only the allowance were spent."""
    given = lesson.once(taught)
    return {"pays_at": given.unit_allowance / (given.unit_margin - given.unit_allowance)}


def _known(lesson: Lesson) -> dict[str, float]:
    given = lesson.once(planning_figures)
    names = {"activity_strength": "strength"}
    wanted = ("last_year", "last_month", "growth", "activity_strength")
    return {name: given[names.get(name, name)] for name in wanted}


def _exact_gifts(lesson: Lesson) -> float:
    return estimate_promotion_sales(**_known(lesson)) / UNITS_A_GIFT * (1 + RESERVE)


def _with_gifts(units: float) -> Answer:
    return {"units": units, "gifts": gifts_needed(units, UNITS_A_GIFT, RESERVE)}


def _changed(units: float) -> Answer:
    return {"units": units}


def _spend(given: Taught, fee: float | None = None) -> float:
    paid = given.fixed_fee if fee is None else fee
    return promotion_spend(paid, given.unit_allowance, given.units)
