"""Signs of leaving, and a plan of retention for the accounts in danger: chapter 9's third part.

Not in here: the points a plan earns, and which accounts are named.
"""

from dataclasses import dataclass

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_09 import by_sales, context_of, evidence_at
from ka_helpers.metrics.defection import EarlyWarning, warn
from ka_helpers.metrics.retention import (
    ACTIONS,
    RetentionPlan,
    causes_left,
    cheapest_answer,
    plan_retention,
)
from ka_helpers.metrics.rows import AccountView

MOST_WATCHED, MOST_CALM = 8, 4
"""Accounts in the table, and how many of them at most have no rule against them."""
SIGNAL_RULES = {"complaint", "severe_signal"}
TASK_ACCOUNTS = 3
SLACK_DAYS = 2
DAYS_OF_WORK = {
    "supply_first": 5, "new_products_first": 3, "support_campaigns": 4, "senior_visits": 2,
    "joint_promotions": 4, "ask_about_us": 1, "reward_scheme": 5, "inform_in_time": 2,
    "yearly_meeting": 4,
}  # fmt: skip
"""Days of our team that each action takes: the task's own assumption."""


@dataclass(frozen=True)
class AccountInDanger:
    """An account of the task: its open causes, and the actions that the figures say are missing.

    `missing` names only actions that answer one of its causes; `answer` is the cheapest choice
    that answers all causes and, where something is missing, begins there.
    """

    account_id: str
    causes: tuple[str, ...]
    missing: tuple[str, ...]
    answer: tuple[str, ...]


@dataclass(frozen=True)
class RetentionTask:
    """The accounts in danger and the days of work there are for all of them."""

    accounts: tuple[AccountInDanger, ...]
    days: int


def warnings_at(lesson: Lesson, account_id: str) -> tuple[EarlyWarning, ...]:
    """Return the early-warning rules of an account, worked out once for a lesson."""
    key = (warnings_at, account_id)
    if key not in lesson.kept:
        tables = AccountView(lesson.case.slice(account_id))
        lesson.kept[key] = warn(tables, lesson.quarter, context_of(lesson), lesson_day(lesson))
    found: tuple[EarlyWarning, ...] = lesson.kept[key]
    return found


def lesson_day(lesson: Lesson) -> pd.Timestamp:
    """Return the last day of the lesson's quarter, or of the data if that is earlier."""
    context = context_of(lesson)
    return min(context.calendar.bounds(lesson.quarter)[1], pd.Timestamp(context.as_of))


def watched(lesson: Lesson) -> pd.DataFrame:
    """Return what the early-warning rules read, of accounts with and without a warning.

    Returns
    -------
    frame with an index `account_id`, the largest first; `growth` and `behind` (growth less the
    company's), `slipping` (quarters in a row), `silence` (usual gaps between orders, 0 below 21
    days), `complaint` (days), `gravest` (severity); NaN where it cannot be told
    """
    chosen = lesson.once(watched_accounts)
    rows = [_values(lesson, account_id) for account_id in chosen]
    frame = pd.DataFrame(rows, index=pd.Index(chosen, name="account_id"))
    names = [lesson.name_of(account_id) for account_id in chosen]
    return frame.assign(account_name=names)[["account_name", *frame.columns]]


def watched_accounts(lesson: Lesson) -> tuple[str, ...]:
    """Return the accounts of the table, the largest first: those signals name, and others.

    One is there, where the case has one, that an old complaint names and no grave signal.

    Raises
    ------
    NotGradableError : the signals name no account, or every one
    """
    order = [str(name) for name in by_sales(lesson).index]
    warned = [name for name in order if _named_by(lesson, name)]
    slight = [name for name in warned if _named_by(lesson, name) == {"complaint"}][:1]
    warned = slight + [name for name in warned if name not in slight]
    calm = [name for name in order if name not in warned]
    if not warned or not calm:
        raise NotGradableError("chapter_09.nobody_warned", case=lesson.case.file.case_id)
    tempting = sorted(calm, key=lambda name: -_temptation(lesson, name))
    beside = tempting[: max(MOST_CALM, MOST_WATCHED - len(warned))]
    chosen = {*beside, *warned[: MOST_WATCHED - min(len(beside), MOST_CALM)]}
    return tuple(name for name in order if name in chosen)[:MOST_WATCHED]


def plan_at(lesson: Lesson, account_id: str) -> RetentionPlan:
    """Return what would answer the open causes of an account."""
    plan = plan_retention(evidence_at(lesson, account_id), context_of(lesson).fill_rate)
    assert plan is not None, "the chapter needs a table of signals"
    return plan


def task(lesson: Lesson) -> RetentionTask:
    """Return the retention task: the largest accounts that are warned of and give causes.

    Raises
    ------
    NotGradableError : fewer than two such accounts
    """
    in_danger = []
    for name in map(str, by_sales(lesson).index):
        if not any(warning.fired for warning in warnings_at(lesson, name)):
            continue
        if plan_at(lesson, name).causes:
            in_danger.append(_in_danger(lesson, name))
        if len(in_danger) == TASK_ACCOUNTS:
            break
    if len(in_danger) < 2:
        raise NotGradableError("chapter_09.nobody_warned", case=lesson.case.file.case_id)
    least = sum(DAYS_OF_WORK[action] for each in in_danger for action in each.answer)
    return RetentionTask(tuple(in_danger), least + SLACK_DAYS)


def cheapest_plan(lesson: Lesson) -> dict[str, list[str]]:
    """Return the actions for each account of the task that answer its causes in fewest days."""
    return {each.account_id: list(each.answer) for each in lesson.once(task).accounts}


def in_danger(lesson: Lesson) -> pd.DataFrame:
    """Return the open causes of the task's accounts, a row a cause, the gravest first."""
    sales, types = by_sales(lesson), _customer_types(lesson)
    rows = [
        {"account_id": each.account_id, "account_name": lesson.name_of(each.account_id),
         "year_sales": sales[each.account_id], "customer_type": types.get(each.account_id),
         "cause": cause.name, "severity": cause.severity,
         "days_open": cause.days_open}
        for each in lesson.once(task).accounts
        for cause in plan_at(lesson, each.account_id).causes
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    return frame if types else frame.drop(columns="customer_type")


def action_rows(lesson: Lesson) -> pd.DataFrame:
    """Return the nine actions: days of work, and at each account of the task whether it is done.

    Returns
    -------
    frame with an index `action`; `days`, `answers` (causes), and a column for each account of
    the task: "done", "missing" or "unknown"
    """
    frame = pd.DataFrame(
        {"days": [DAYS_OF_WORK[name] for name in ACTIONS], "answers": list(ACTIONS.values())},
        index=pd.Index(list(ACTIONS), name="action"),
    )
    for each in lesson.once(task).accounts:
        states = {one.name: one.state for one in plan_at(lesson, each.account_id).actions}
        frame[each.account_id] = [states[name] for name in ACTIONS]
    return frame


def best_choice(causes: tuple[str, ...], missing: tuple[str, ...]) -> tuple[str, ...]:
    """Return the cheapest actions that answer all causes and hold one of `missing`, if any."""
    choices = []
    for first in missing or ("",):
        begun = (first,) if first else ()
        left = causes_left(causes, begun)
        choices.append((*begun, *cheapest_answer(left, DAYS_OF_WORK)))
    return min(choices, key=lambda each: (sum(DAYS_OF_WORK[name] for name in each), len(each)))


def _in_danger(lesson: Lesson, account_id: str) -> AccountInDanger:
    plan = plan_at(lesson, account_id)
    causes = tuple(cause.name for cause in plan.causes)
    missing = tuple(a.name for a in plan.actions if a.state == "missing" and a.answers)
    return AccountInDanger(account_id, causes, missing, best_choice(causes, missing))


def _values(lesson: Lesson, account_id: str) -> dict[str, float | None]:
    told = {warning.rule: warning for warning in warnings_at(lesson, account_id)}
    growth, company = told["decline"].value, context_of(lesson).company_growth
    silence = told["silence"]
    late = silence.value is not None and silence.value >= silence.limit and not silence.fired
    return {
        "growth": growth,
        "behind": None if growth is None or company is None else growth - company,
        "slipping": told["slipping"].value,
        "silence": 0.0 if late else silence.value,
        "complaint": told["complaint"].value if "complaint" in told else None,
        "gravest": told["severe_signal"].value if "severe_signal" in told else None,
    }


def _customer_types(lesson: Lesson) -> dict[str, str]:
    accounts = lesson.case.accounts
    if "customer_type" not in accounts:
        return {}
    known = accounts.set_index("account_id")["customer_type"].dropna()
    return {str(key): str(value) for key, value in known.items()}


def _named_by(lesson: Lesson, account_id: str) -> set[str]:
    """Return the rules on signals that name an account."""
    fired = {warning.rule for warning in warnings_at(lesson, account_id) if warning.fired}
    return fired & SIGNAL_RULES


def _temptation(lesson: Lesson, account_id: str) -> float:
    """Return how much an account without a warning looks as if it had one."""
    values = _values(lesson, account_id)
    falling = 1.0 if (values["growth"] or 0.0) < 0 else 0.0
    return falling * 3 + (values["gravest"] or 0.0) + min((values["complaint"] or 0.0), 30) / 30
