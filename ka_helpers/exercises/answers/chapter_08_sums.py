"""Chapter 8's sums: the point fought over, the price of concessions, life without an agreement."""

from ka_helpers.exercises.exercise import Answer, Exercise
from ka_helpers.exercises.kinds import Number
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_08 import dispute, facts
from ka_helpers.exercises.materials.chapter_08_table import mandate_of
from ka_helpers.negotiation.alternatives import MONTHS_OF_YEAR

REBATE = 0.001
"""Source 004: what the two sides fought over."""
DAYS = 10


def stake(lesson: Lesson) -> Answer:
    """Return what 0.1 % of a year's sales is, and how many times that was lost."""
    return _stake(lesson, _a_month(lesson) * MONTHS_OF_YEAR * REBATE)


def stake_of_months(lesson: Lesson) -> Answer:
    """Return 0.1 % of the sales of the months alone."""
    return _stake(lesson, dispute(lesson).lost * REBATE)


def stake_of_month(lesson: Lesson) -> Answer:
    """Return 0.1 % of the sales of one month."""
    return _stake(lesson, _a_month(lesson) * REBATE)


def stake_in_percent(lesson: Lesson) -> Answer:
    """Return the stake with 0.1 % taken for a tenth."""
    return _stake(lesson, _a_month(lesson) * MONTHS_OF_YEAR * 0.1)


def stake_of_one_percent(lesson: Lesson) -> Answer:
    """Return 1 % of a year's sales."""
    return _stake(lesson, _a_month(lesson) * MONTHS_OF_YEAR * 0.01)


def prices(lesson: Lesson) -> Answer:
    """Return what 0.1 % of rebate and ten days of payment term cost us a year."""
    found = {}
    for name, key, step in (("tenth", "rebate", REBATE), ("ten_days", "payment_days", DAYS)):
        price = lesson.once(mandate_of).price(key)
        found[name] = -price.us / price.step * step
    return found


def one_percent(lesson: Lesson) -> Answer:
    """Return what a whole point of rebate costs."""
    return {"tenth": 0.01 * lesson.once(facts).year_sales}


def tenth_of_sales(lesson: Lesson) -> Answer:
    """Return a tenth of the year's sales."""
    return {"tenth": 0.1 * lesson.once(facts).year_sales}


def rebate_of_quarter(lesson: Lesson) -> Answer:
    """Return what 0.1 % costs in a quarter of a year."""
    return {"tenth": prices(lesson)["tenth"] / 4}


def days_without_interest(lesson: Lesson) -> Answer:
    """Return the money that is lent instead of what it costs."""
    return {"ten_days": lesson.once(facts).year_sales / 365 * DAYS}


def one_day(lesson: Lesson) -> Answer:
    """Return what one day more costs."""
    return {"ten_days": prices(lesson)["ten_days"] / DAYS}


def interest_of_year(lesson: Lesson) -> Answer:
    """Return a year's interest on all sales."""
    known = lesson.once(facts)
    return {"ten_days": known.year_sales * known.interest}


def ways(lesson: Lesson) -> Answer:
    """Return what waiting and leaving are worth to us."""
    options = {each.way: each.worth for each in lesson.once(mandate_of).alternative_us.options}
    return {"wait": options["wait"], "leave": options["leave"]}


def whole_year(lesson: Lesson) -> Answer:
    """Return waiting for a year."""
    known = lesson.once(facts)
    return {"wait": -known.contribution * (1 - known.loyal)}


def nobody_loyal(lesson: Lesson) -> Answer:
    """Return both ways as if no shopper followed our brand."""
    known = lesson.once(facts)
    return {"wait": -known.contribution * known.months / MONTHS_OF_YEAR, "leave": -known.profit}


def loyal_lost(lesson: Lesson) -> Answer:
    """Return waiting as if the loyal shoppers were the ones lost."""
    known = lesson.once(facts)
    return {"wait": -known.contribution * known.months / MONTHS_OF_YEAR * known.loyal}


def waiting_on_profit(lesson: Lesson) -> Answer:
    """Return waiting with the profit for the contribution."""
    known = lesson.once(facts)
    return {"wait": -known.profit * known.months / MONTHS_OF_YEAR * (1 - known.loyal)}


def leaving_on_contribution(lesson: Lesson) -> Answer:
    """Return leaving as if fixed fees and our people were paid all the same."""
    known = lesson.once(facts)
    return {"leave": -known.contribution * (1 - known.loyal)}


def leaving_on_profit(lesson: Lesson) -> Answer:
    """Return leaving with the loyal shoppers' part taken of the profit."""
    known = lesson.once(facts)
    return {"leave": -known.profit * (1 - known.loyal)}


def _a_month(lesson: Lesson) -> float:
    found = dispute(lesson)
    return found.lost / found.months


def _stake(lesson: Lesson, amount: float) -> Answer:
    return {"stake": amount, "times": dispute(lesson).lost / amount}


SUMS = (
    Exercise(
        "8.1",
        skill="negotiation",
        parts=(
            Number("stake", unit="money_exact", decimals=-2),
            Number("times", unit="number", decimals=0),
        ),
        answer=stake,
        mistakes={
            "months": stake_of_months,
            "month": stake_of_month,
            "percent": stake_in_percent,
            "one_percent": stake_of_one_percent,
        },
        figures=stake,
    ),
    Exercise(
        "8.2",
        skill="negotiation",
        parts=(
            Number("tenth", unit="money_exact", decimals=0),
            Number("ten_days", unit="money_exact", decimals=0),
        ),
        answer=prices,
        mistakes={
            "one_percent": one_percent,
            "tenth_of_sales": tenth_of_sales,
            "quarter": rebate_of_quarter,
            "no_interest": days_without_interest,
            "one_day": one_day,
            "whole_year": interest_of_year,
        },
        figures=prices,
    ),
    Exercise(
        "8.3",
        skill="negotiation",
        parts=(
            Number("wait", unit="money_exact", decimals=0),
            Number("leave", unit="money_exact", decimals=0),
        ),
        answer=ways,
        mistakes={
            "whole_year": whole_year,
            "nobody_loyal": nobody_loyal,
            "loyal_lost": loyal_lost,
            "on_profit": waiting_on_profit,
            "on_contribution": leaving_on_contribution,
            "part_of_profit": leaving_on_profit,
        },
        figures=lambda lesson: {
            **ways(lesson),
            "bottom": lesson.once(facts).bottom_us,
            "way": f"chapter_08.way_{lesson.once(mandate_of).alternative_us.best.way}",
        },
    ),
)
