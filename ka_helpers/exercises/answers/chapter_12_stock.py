"""Chapter 12's open task: how long a stock lasts, and deliveries that bring it down.

Any deliveries are right that pile up nothing, leave no shelf empty and end with a healthy stock.
"""

from collections.abc import Mapping
from typing import Any

from ka_helpers.exercises.exercise import Answer, Exercise
from ka_helpers.exercises.kinds import Number, Plan
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_12_asked import WEEKS_A_PERIOD, periods
from ka_helpers.exercises.materials.chapter_12_examples import stored_example
from ka_helpers.exercises.materials.chapter_12_pages import EMPTY_WEEKS, FULL_WEEKS
from ka_helpers.exercises.plain import UnreadableError, plain_list, plain_number
from ka_helpers.metrics.loading import weeks_of_cover

WANTED_WEEKS = 4
END_WEEKS = (3, 5)
Deliveries = tuple[float, ...]
_TOO_MUCH, _A_LITTLE = 10, 3
"""Weeks of sales that the known mistakes deliver too much."""


def numbers_for_periods(given: Any, lesson: Lesson) -> Deliveries:
    """Return the units delivered in each period.

    Raises
    ------
    UnreadableError : not a number for each period, or one below zero
    """
    wanted = len(lesson.once(periods))
    numbers = tuple(plain_number(each) for each in plain_list(given))
    if len(numbers) != wanted:
        raise UnreadableError("chapter_12.other_length", found=len(numbers), wanted=wanted)
    if min(numbers) < 0:
        raise UnreadableError("chapter_12.below_zero", found=min(numbers))
    return numbers


def covers(deliveries: Deliveries, lesson: Lesson) -> list[float]:
    """Return the weeks of cover today and at the end of each period."""
    stored = lesson.once(stored_example)
    left, course = stored.stock, [stored.stock]
    for delivered in deliveries:
        left += delivered - WEEKS_A_PERIOD * stored.weekly
        course.append(left)
    return [weeks_of_cover(stock, stored.weekly) for stock in course]


def piles_up_nothing(deliveries: Deliveries, lesson: Lesson) -> bool:
    """Tell whether nothing is delivered in a period that begins with a full warehouse."""
    begins = covers(deliveries, lesson)[:-1]
    pairs = zip(begins, deliveries, strict=True)
    return not any(cover > FULL_WEEKS and delivered for cover, delivered in pairs)


def leaves_none_empty(deliveries: Deliveries, lesson: Lesson) -> bool:
    """Tell whether each period ends with enough for the shelves."""
    return min(covers(deliveries, lesson)[1:]) >= EMPTY_WEEKS


def ends_well(deliveries: Deliveries, lesson: Lesson) -> bool:
    """Tell whether the last period ends with a healthy stock."""
    low, high = END_WEEKS
    return low <= covers(deliveries, lesson)[-1] <= high


def unloaded(lesson: Lesson) -> Answer:
    """Return the cover today, and deliveries of only what is missing to four weeks."""
    stored = lesson.once(stored_example)
    wanted = WANTED_WEEKS * stored.weekly
    needed = (lesson.once(periods)["sold_by_then"] + wanted - stored.stock).clip(lower=0)
    return {
        "cover": weeks_of_cover(stored.stock, stored.weekly),
        "deliveries": list(needed.diff().fillna(needed)),
    }


def in_quarters(lesson: Lesson) -> Answer:
    """Return the stock over what shoppers bought in the whole quarter."""
    stored = lesson.once(stored_example)
    return {"cover": stored.stock / stored.sell_out}


def upside_down(lesson: Lesson) -> Answer:
    """Return a week's sales over the stock."""
    stored = lesson.once(stored_example)
    return {"cover": stored.weekly / stored.stock}


def still_loading(lesson: Lesson) -> Answer:
    """Return deliveries that fill the warehouse and go on."""
    first, second, *rest = unloaded(lesson)["deliveries"]
    more = _TOO_MUCH * lesson.once(stored_example).weekly
    return {"deliveries": [first + more, second + 1, *rest]}


def nothing_until_the_end(lesson: Lesson) -> Answer:
    """Return nothing at all, and everything that is missing in the last period."""
    right = unloaded(lesson)["deliveries"]
    return {"deliveries": [*[0] * (len(right) - 1), sum(right)]}


def too_much_at_the_end(lesson: Lesson) -> Answer:
    """Return a last delivery that is too large."""
    *others, last = unloaded(lesson)["deliveries"]
    return {"deliveries": [*others, last + _A_LITTLE * lesson.once(stored_example).weekly]}


def _figures(lesson: Lesson) -> Mapping[str, Any]:
    stored = lesson.once(stored_example)
    return {
        "cover": weeks_of_cover(stored.stock, stored.weekly),
        "ratio": stored.sell_in / stored.sell_out,
        "weekly": stored.weekly, "stock": stored.stock, "full": FULL_WEEKS, "empty": EMPTY_WEEKS,
        "low": END_WEEKS[0], "high": END_WEEKS[1], "wanted": WANTED_WEEKS,
        "needed": sum(unloaded(lesson)["deliveries"]),
        "usual": WEEKS_A_PERIOD * stored.weekly * len(lesson.once(periods)),
    }  # fmt: skip


UNLOADING = Exercise(
    "12.6",
    skill="planning",
    parts=(
        Number("cover", unit="number", decimals=1),
        Plan(
            "deliveries",
            numbers_for_periods,
            points={
                "full": piles_up_nothing,
                "empty": leaves_none_empty,
                "end": ends_well,
            },
        ),
    ),
    answer=unloaded,
    mistakes={
        "in_quarters": in_quarters,
        "upside_down": upside_down,
        "full": still_loading,
        "empty": nothing_until_the_end,
        "end": too_much_at_the_end,
    },
    hints=3,
    figures=_figures,
)
