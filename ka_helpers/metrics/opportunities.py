"""Opportunities: how far each is, whether it is one at all, how fast it goes, when money is made.

A stage says what we have done, the four tests say what the customer has confirmed; only the
tests make an opportunity. No chance of winning is worked out: a case has no history for it.
Not in here: what to say to the buyer.

References
----------
Source 000: nine stages, four tests, no budget no opportunity, customers make next year's budget
in October and November, tempo against customer and competitor.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ka_helpers.metrics.assessment import Context, Tables

NEEDS = ("opportunity",)
STAGES = ("find", "judge", "need", "draft", "present", "agree", "negotiate", "sign", "collect")
"""The nine stages in order; stage 1 is the first."""
TESTS = ("need", "budget", "time", "decision")
"""Need agreed inside the customer, money for it, a day, and a known way to a decision."""
TEST_BY_STAGE: Mapping[str, int] = {"need": 4, "budget": 4, "time": 6, "decision": 7}
"""The stage that nothing should enter without the test: no proposal is drafted without need and
budget, nothing agreed without a day, nothing negotiated without knowing who decides. Ours."""
WINDOW_MONTHS = 2
WINDOW_BEFORE = 3
"""A budget is made in the third and second month before the fiscal year it is for."""


@dataclass(frozen=True)
class BudgetWindow:
    """The next weeks in which a customer makes a budget; `money_from` is the day it begins.

    Days are ISO dates; `days_until` counts to the first day, 0 while the window is open.
    """

    opens: str
    closes: str
    money_from: str
    is_open: bool
    days_until: int


@dataclass(frozen=True)
class Opportunity:
    """One opportunity at a day.

    `tests` are passed (True), not passed (False) or not recorded (None), in the order of `TESTS`.
    `verdict` is "real" (all four passed), "open" (budget there, another test not), "no_budget"
    or "no_need"; `ahead` lists the tests that its stage should not stand without. `tempo` is
    "press", "slow", "pause", "steady" or "collect" (see `tempo_of`). `days_left` is below zero
    if overdue.
    """

    opp_id: str
    stage: int
    value: float | None
    tests: tuple[bool | None, ...]
    verdict: str
    ahead: tuple[str, ...]
    rival: str | None
    age_days: int | None
    days_left: int | None
    tempo: str
    next_step: str | None


@dataclass(frozen=True)
class OpportunitiesAssessment:
    """The pipeline of one account at a day, the largest opportunity first.

    Values are money; `real_value` is that of opportunities which pass all four tests.
    """

    day: str
    window: BudgetWindow
    value: float
    real_value: float
    opportunities: tuple[Opportunity, ...]


def budget_window(day: str | pd.Timestamp, fiscal_year_start_month: int = 1) -> BudgetWindow:
    """Return the window that is open at `day`, else the next one.

    References
    ----------
    Source 000: October and November, for a year that begins in January.

    >>> window = budget_window("2026-06-30")
    >>> window.opens, window.closes, window.money_from, window.days_until
    ('2026-10-01', '2026-11-30', '2027-01-01', 93)
    """
    today = pd.Timestamp(day).normalize()
    year = pd.Timestamp(today.year, fiscal_year_start_month, 1)
    starts = [year + pd.DateOffset(years=count) for count in (0, 1, 2)]
    for start in starts:
        opens = start - pd.DateOffset(months=WINDOW_BEFORE)
        closes = opens + pd.DateOffset(months=WINDOW_MONTHS) - pd.Timedelta(days=1)
        if today <= closes:
            break
    return BudgetWindow(
        opens=str(opens.date()),
        closes=str(closes.date()),
        money_from=str(start.date()),
        is_open=bool(opens <= today),
        days_until=max((opens - today).days, 0),
    )


def verdict_of(tests: Mapping[str, bool | None]) -> str:
    """Return "real", "open", "no_budget" or "no_need"; what is not recorded is not confirmed.

    A budget that nobody confirmed makes it no opportunity yet, however far it is.

    >>> verdict_of({"need": True, "budget": True, "time": True, "decision": False})
    'open'
    """
    if not tests.get("need"):
        return "no_need"
    if not tests.get("budget"):
        return "no_budget"
    return "real" if all(tests.get(test) for test in TESTS) else "open"


def missing_tests(stage: int, tests: Mapping[str, bool | None]) -> tuple[str, ...]:
    """Return the tests not passed that this stage should not stand without.

    >>> missing_tests(7, {"need": True, "budget": False, "time": True, "decision": None})
    ('budget', 'decision')
    """
    return tuple(test for test in TESTS if stage >= TEST_BY_STAGE[test] and not tests.get(test))


def tempo_of(verdict: str, has_rival: bool, stage: int = 1) -> str:
    """Return how fast to go.

    "collect": it is signed, so deliver and be paid. "pause": without need or budget, until there
    is one. "press": all tests passed, so close it before anybody else does. "slow": a rival is
    in it while we do not know day or decision; win time to find out. "steady": the customer's
    own pace, one test after the other.

    References
    ----------
    Source 000: fast, slow, or at a halt; slow or stop a project in which the rival leads.
    """
    if stage == len(STAGES):
        return "collect"
    if verdict in ("no_need", "no_budget"):
        return "pause"
    if verdict == "real":
        return "press"
    return "slow" if has_rival else "steady"


def read_pipeline(rows: pd.DataFrame, day: str) -> tuple[Opportunity, ...]:
    """Return the opportunities of a table at `day`, the largest first.

    Those opened after `day` are not there yet.
    """
    today = pd.Timestamp(day)
    found = [_read(row, today) for row in rows.to_dict("records") if _is_known_by(row, today)]
    return tuple(sorted(found, key=lambda each: (-(each.value or 0.0), each.opp_id)))


def total_value(opportunities: Sequence[Opportunity], *verdicts: str) -> float:
    """Return the value of those with one of these verdicts, of all if none is named."""
    chosen = (each for each in opportunities if not verdicts or each.verdict in verdicts)
    return float(sum(each.value or 0.0 for each in chosen))


def assess(tables: Tables, quarter: str, context: Context) -> OpportunitiesAssessment | None:
    """Return the pipeline of one account at the end of `quarter` (`as_of` if earlier).

    None without an opportunity by then. A fiscal year of the account's own is used if known.
    """
    day = str(min(context.calendar.bounds(quarter)[1], pd.Timestamp(context.as_of)).date())
    found = read_pipeline(tables["opportunity"], day)
    if not found:
        return None
    start = fiscal_start(tables.get("account"))
    return OpportunitiesAssessment(
        day=day,
        window=budget_window(day, start),
        value=total_value(found),
        real_value=total_value(found, "real"),
        opportunities=found,
    )


def fiscal_start(accounts: pd.DataFrame | None) -> int:
    """Return the month (1-12) in which the account's year begins, January if not known.

    Our own fiscal year says nothing about a customer's.
    """
    if accounts is None or accounts.empty or "fiscal_year_start_month" not in accounts:
        return 1
    month = accounts["fiscal_year_start_month"].iloc[0]
    return 1 if pd.isna(month) else int(month)


def _read(row: Mapping[Any, Any], today: pd.Timestamp) -> Opportunity:
    tests = {test: _flag(row.get(f"{test}_confirmed")) for test in TESTS}
    verdict, stage, rival = verdict_of(tests), int(row["stage"]), _text(row.get("competitor_notes"))
    opened, due = row.get("opened_at"), row.get("due")
    return Opportunity(
        opp_id=str(row["opp_id"]),
        stage=stage,
        value=None if pd.isna(row.get("value")) else float(row["value"]),
        tests=tuple(tests.values()),
        verdict=verdict,
        ahead=missing_tests(stage, tests),
        rival=rival,
        age_days=None if pd.isna(opened) else int((today - opened).days),
        days_left=None if pd.isna(due) else int((due - today).days),
        tempo=tempo_of(verdict, rival is not None, stage),
        next_step=_text(row.get("next_step")),
    )


def _is_known_by(row: Mapping[Any, Any], today: pd.Timestamp) -> bool:
    opened = row.get("opened_at")
    return bool(pd.isna(opened) or opened <= today)


def _flag(value: Any) -> bool | None:
    return None if pd.isna(value) else bool(value)


def _text(value: Any) -> str | None:
    return None if pd.isna(value) or not str(value).strip() else str(value)
