"""Chapter 10's answers about cash: what was held back, how long they take, what terms cost."""

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_10 import invoices, owed
from ka_helpers.metrics.receivables import dso_closing_balance

MORE_DAYS, YEARLY_RATE, DAYS_IN_YEAR, MONTH_DAYS = 15, 0.06, 365, 30
"""The buyer's wish, and what a year of borrowed money costs us (an assumption)."""
MEASURES = (
    "driver_training",
    "stock_age",
    "price_file",
    "stop_supply",
    "write_off",
    "change_person",
)
REPAIRS = frozenset(MEASURES[:3])


def held_back(lesson: Lesson) -> Answer:
    """Return what was held back of the paid invoices, and that by reason."""
    rows = lesson.once(invoices)
    by_reason = rows.groupby("deduction_type")["deduction_amount"].sum()
    return {
        "held_back": float((rows["amount"] - rows["paid_amount"]).sum()),
        "by_reason": {str(key): float(amount) for key, amount in by_reason.items()},
    }


def not_yet_paid(lesson: Lesson) -> Answer:
    """Return invoiced less paid, with the invoices that nobody has paid yet."""
    rows = lesson.once(invoices)
    return {"held_back": float(rows["amount"].sum() - rows["paid_amount"].sum())}


def whole_invoices(lesson: Lesson) -> Answer:
    """Return the whole amounts of the invoices from which something was held back."""
    by_reason = lesson.once(invoices).groupby("deduction_type")["amount"].sum()
    return {"by_reason": {str(key): float(amount) for key, amount in by_reason.items()}}


def counted(lesson: Lesson) -> Answer:
    """Return how many invoices each reason touches."""
    found = lesson.once(invoices).groupby("deduction_type").size()
    return {"by_reason": {str(key): float(n) for key, n in found.items()}}


def measures(lesson: Lesson) -> Answer:
    """Return the measures that take away a cause."""
    return {"measures": REPAIRS}


def supply_stopped(lesson: Lesson) -> Answer:
    """Return the right measures and the stop of supply."""
    return {"measures": REPAIRS | {"stop_supply"}}


def written_off(lesson: Lesson) -> Answer:
    """Return the right measures and the write-off."""
    return {"measures": REPAIRS | {"write_off"}}


def person_changed(lesson: Lesson) -> Answer:
    """Return the right measures and another account manager."""
    return {"measures": REPAIRS | {"change_person"}}


def only_the_drivers(lesson: Lesson) -> Answer:
    """Return the training of the drivers alone."""
    return {"measures": frozenset({"driver_training"})}


def days_and_room(lesson: Lesson) -> Answer:
    """Return the days sales outstanding, and the weeks of orders that still fit the limit."""
    found = lesson.once(owed)
    return {
        "dso": dso_closing_balance(found.balance, found.invoiced, found.quarter_days),
        "weeks_left": (found.credit_limit - found.balance) / found.a_week,
    }


def of_the_overdue(lesson: Lesson) -> Answer:
    """Return the days of what is overdue alone."""
    found = lesson.once(owed)
    return {"dso": dso_closing_balance(found.overdue, found.invoiced, found.quarter_days)}


def of_a_month(lesson: Lesson) -> Answer:
    """Return balance over a quarter's invoices, times the days of a month."""
    found = lesson.once(owed)
    return {"dso": dso_closing_balance(found.balance, found.invoiced, MONTH_DAYS)}


def days_upside_down(lesson: Lesson) -> Answer:
    """Return invoices over balance, times the days."""
    found = lesson.once(owed)
    return {"dso": found.invoiced / found.balance * found.quarter_days}


def whole_limit(lesson: Lesson) -> Answer:
    """Return the weeks as if nothing were owed yet."""
    found = lesson.once(owed)
    return {"weeks_left": found.credit_limit / found.a_week}


def room_in_quarters(lesson: Lesson) -> Answer:
    """Return the room over a quarter's invoices."""
    found = lesson.once(owed)
    return {"weeks_left": (found.credit_limit - found.balance) / found.invoiced}


def price_of_terms(lesson: Lesson) -> Answer:
    """Return the money that more days tie up, and what that costs a year."""
    tied = lesson.once(owed).a_day * MORE_DAYS
    return {"tied": tied, "cost_a_year": tied * YEARLY_RATE}


def rate_for_the_days(lesson: Lesson) -> Answer:
    """Return the interest of the extra days only, once."""
    tied = price_of_terms(lesson)["tied"]
    return {"cost_a_year": tied * YEARLY_RATE * MORE_DAYS / DAYS_IN_YEAR}


def all_that_is_tied(lesson: Lesson) -> Answer:
    """Return both for the old and the new days together."""
    found = lesson.once(owed)
    tied = found.a_day * (found.term_days + MORE_DAYS)
    return {"tied": tied, "cost_a_year": tied * YEARLY_RATE}


def quarter_of_terms(lesson: Lesson) -> Answer:
    """Return a quarter's invoices as if they were all that the days tie up."""
    return {"tied": lesson.once(owed).invoiced}


def tied_is_lost(lesson: Lesson) -> Answer:
    """Return the money tied up as if it were gone."""
    return {"cost_a_year": price_of_terms(lesson)["tied"]}
