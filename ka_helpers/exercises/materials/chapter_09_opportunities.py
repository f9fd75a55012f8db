"""Opportunities of all accounts, and the customer's budget: chapter 9's last part.

Not in here: pictures, answers.
"""

from dataclasses import dataclass

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_09_signals import lesson_day
from ka_helpers.metrics.opportunities import (
    STAGES,
    TESTS,
    BudgetWindow,
    Opportunity,
    budget_window,
    read_pipeline,
)

FEWEST = 5
MOST_SHOWN = 10


@dataclass(frozen=True)
class AskedAccount:
    """The account whose budget window is asked for, and the month its fiscal year begins."""

    account_id: str
    start_month: int


def suits_opportunities(lesson: Lesson) -> None:
    """Raise NotGradableError where there are too few opportunities, or nothing to tell apart."""
    found = lesson.once(opportunities_by_account)
    each = [one for ones in found.values() for one in ones if one.value]
    if len(each) < FEWEST or len({one.verdict for one in each}) < 2:
        raise NotGradableError("chapter_09.few_opportunities", n=len(each), fewest=FEWEST)
    if not any(one.verdict == "real" for one in each):
        raise NotGradableError("chapter_09.few_opportunities", n=0, fewest=1)


def opportunities_by_account(lesson: Lesson) -> dict[str, tuple[Opportunity, ...]]:
    """Return the opportunities at the lesson's day, by account."""
    rows, day = lesson.table("opportunity"), str(lesson_day(lesson).date())
    return {
        str(account_id): read_pipeline(group, day)
        for account_id, group in rows.groupby("account_id")
    }


def pipeline(lesson: Lesson) -> pd.DataFrame:
    """Return the opportunities of all accounts with a value, the largest first.

    Returns
    -------
    frame with an index `opp_id`; account_id, stage (1-9), value, a column True or False for each
    of the four tests, `rival` (what is known of one, "" if nothing)
    """
    rows = [
        {"opp_id": each.opp_id, "account_id": account_id, "stage": each.stage,
         "value": each.value,
         **{test: bool(passed) for test, passed in zip(TESTS, each.tests, strict=True)},
         "rival": each.rival or ""}
        for account_id, found in lesson.once(opportunities_by_account).items()
        for each in found
        if each.value
    ]  # fmt: skip
    frame = pd.DataFrame(rows).sort_values("value", ascending=False, kind="stable")
    return frame.set_index("opp_id")


def own_opportunities(lesson: Lesson) -> pd.DataFrame:
    """Return verdict and tempo of the opportunities that the account's manager looks after.

    Those of the lesson's account come first; where no manager is recorded they stand alone.
    """
    found = lesson.once(opportunities_by_account)
    rows = [
        {"opp_id": each.opp_id, "account_name": lesson.name_of(account_id),
         "stage_name": STAGES[each.stage - 1], "value": each.value, "verdict": each.verdict,
         "ahead": each.ahead, "days_left": each.days_left, "rival": each.rival, "tempo": each.tempo}
        for account_id in _of_the_same_manager(lesson)
        for each in found.get(account_id, ())
    ]  # fmt: skip
    return pd.DataFrame(rows[:MOST_SHOWN]).set_index("opp_id") if rows else pd.DataFrame()


def asked_account(lesson: Lesson) -> AskedAccount:
    """Return the largest account whose fiscal year is not the calendar's, else the lesson's own."""
    accounts = lesson.case.accounts.set_index("account_id")
    months = accounts.get("fiscal_year_start_month", pd.Series(dtype=float)).dropna()
    others = months[months != 1].sort_index()
    if others.empty:
        return AskedAccount(lesson.account_id, int(months.get(lesson.account_id, 1)))
    return AskedAccount(str(others.index[0]), int(others.iloc[0]))


def asked_window(lesson: Lesson) -> BudgetWindow:
    """Return the next budget window of the account asked for."""
    return budget_window(str(lesson_day(lesson).date()), lesson.once(asked_account).start_month)


def _of_the_same_manager(lesson: Lesson) -> list[str]:
    accounts = lesson.case.accounts.set_index("account_id")
    managers = accounts.get("kam", pd.Series(dtype=str)).dropna()
    mine = managers.get(lesson.account_id)
    same = [str(name) for name in managers.index[managers == mine]] if mine else []
    return [lesson.account_id, *(name for name in same if name != lesson.account_id)]
