"""Keeping an account: five causes of leaving, what prevents and answers each, what is missing.

Nine actions keep key accounts; each answers some of the causes, and for most of them the case
shows whether it is done. Not in here: whether the account is leaving (`defection`).

References
----------
Source 003: five causes, seven preventions, nine actions, three types of customer. Which action
answers which cause, and which figure tells that it is done, is the kit's own reading.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.account_evidence import Evidence
from ka_helpers.metrics.assessment import Measure
from ka_helpers.metrics.defection import CAUSES, OpenSignal

ACTIONS: Mapping[str, tuple[str, ...]] = {
    "supply_first": ("complaint_unresolved", "squeezed_by_rivals"),
    "new_products_first": ("strategy_change", "stronger_rival"),
    "support_campaigns": ("squeezed_by_rivals", "strategy_change"),
    "senior_visits": ("strategy_change", "old_friend_dropped"),
    "joint_promotions": ("squeezed_by_rivals", "stronger_rival"),
    "ask_about_us": ("complaint_unresolved", "old_friend_dropped"),
    "reward_scheme": ("stronger_rival", "old_friend_dropped"),
    "inform_in_time": ("complaint_unresolved", "strategy_change"),
    "yearly_meeting": ("old_friend_dropped", "strategy_change"),
}
"""The nine actions in the source's order, and the causes that each answers."""
PREVENTIONS: Mapping[str, tuple[str, ...]] = {
    "department": ("complaint_unresolved", "old_friend_dropped"),
    "selling_model": ("strategy_change",),
    "incentives": ("complaint_unresolved",),
    "information_system": ("squeezed_by_rivals", "strategy_change"),
    "communication": ("old_friend_dropped", "complaint_unresolved"),
    "study": ("strategy_change", "stronger_rival"),
    "service": ("stronger_rival", "squeezed_by_rivals"),
}
"""What a company does before anything happens, and the causes it works against."""
SHOWN_BY: Mapping[str, tuple[str, float, bool]] = {
    "supply_first": ("fill_rate", 0.95, True),
    "support_campaigns": ("promotions_run", 1.0, True),
    "senior_visits": ("deciders_met", 1.0, True),
    "joint_promotions": ("own_promotions", 0.5, True),
    "reward_scheme": ("rebate", 1.0, True),
    "inform_in_time": ("touch_days", 30.0, False),
}
"""The figure that tells whether an action is done, its limit, and whether high is good. The
others no table tells: ask yourself."""
TYPES = ("exclusive", "selective", "intensive")
GRAVE = 3.0
"""Severity (1-5) of a signal that nobody has rated."""


@dataclass(frozen=True)
class RetentionAction:
    """One of the nine actions at an account.

    `state` is "done", "missing" or "unknown"; `answers` are the account's own open causes that
    it answers, `weight` the severity of the signals behind them, added up.
    """

    name: str
    state: str
    measured: Measure | None
    limit: float | None
    answers: tuple[str, ...]
    weight: float


@dataclass(frozen=True)
class OpenCause:
    """A cause that open signals name: how many, how grave, open for how long."""

    name: str
    n: int
    severity: float
    days_open: int


@dataclass(frozen=True)
class RetentionPlan:
    """The open causes of an account, the gravest first, and the actions, the most useful first."""

    causes: tuple[OpenCause, ...]
    actions: tuple[RetentionAction, ...]


def open_causes(signals: Iterable[OpenSignal]) -> tuple[OpenCause, ...]:
    """Return the causes named by open signals, the gravest first; unknown causes are left out."""
    by_cause: dict[str, list[OpenSignal]] = {}
    for signal in signals:
        if signal.cause is not None:
            by_cause.setdefault(signal.cause, []).append(signal)
    found = [
        OpenCause(
            name=cause,
            n=len(group),
            severity=sum(each.severity or GRAVE for each in group),
            days_open=max(each.days_open for each in group),
        )
        for cause, group in by_cause.items()
    ]
    return tuple(sorted(found, key=lambda each: (-each.severity, CAUSES.index(each.name))))


def plan_retention(evidence: Evidence, fill_rate: float = 0.95) -> RetentionPlan | None:
    """Return what would answer the account's open causes; None without a table of signals.

    Actions come by the severity they answer, and among equals those not done first.

    Parameters
    ----------
    fill_rate : the target agreed for the case
    """
    if evidence.signals is None:
        return None
    causes = open_causes(evidence.signals)
    severity = {cause.name: cause.severity for cause in causes}
    actions = [_action(name, evidence, severity, fill_rate) for name in ACTIONS]
    order = ("missing", "unknown", "done")
    return RetentionPlan(
        causes=causes,
        actions=tuple(sorted(actions, key=lambda one: (-one.weight, order.index(one.state)))),
    )


def causes_left(causes: Iterable[str], actions: Iterable[str]) -> tuple[str, ...]:
    """Return the causes that none of these actions answers.

    Raises
    ------
    MetricInputError : there is no such action

    >>> causes_left(["complaint_unresolved", "stronger_rival"], ["supply_first"])
    ('stronger_rival',)
    """
    answered: set[str] = set()
    for name in actions:
        if name not in ACTIONS:
            raise MetricInputError("relationship.no_action", found=name, known=", ".join(ACTIONS))
        answered.update(ACTIONS[name])
    return tuple(cause for cause in dict.fromkeys(causes) if cause not in answered)


def cheapest_answer(
    causes: Sequence[str], costs: Mapping[str, float], most: int = len(CAUSES)
) -> tuple[str, ...]:
    """Return the actions that answer all the causes at the least cost; the fewest among equals.

    Parameters
    ----------
    costs : of each action that may be taken, in any unit
    most : how many actions to try together; one a cause is always enough

    Raises
    ------
    MetricInputError : no choice of these actions answers all the causes

    >>> days = {"supply_first": 3, "joint_promotions": 4, "new_products_first": 2}
    >>> cheapest_answer(["squeezed_by_rivals", "complaint_unresolved"], days)
    ('supply_first',)
    """
    if not causes:
        return ()
    wanted = min(most, len(set(causes)))
    choices = [
        choice
        for count in range(1, wanted + 1)
        for choice in combinations(costs, count)
        if not causes_left(causes, choice)
    ]
    if not choices:
        raise MetricInputError("relationship.no_answer", causes=", ".join(causes))
    return min(choices, key=lambda choice: (sum(costs[name] for name in choice), len(choice)))


def _action(
    name: str, evidence: Evidence, severity: Mapping[str, float], fill_rate: float
) -> RetentionAction:
    answers = tuple(cause for cause in severity if cause in ACTIONS[name])
    figure, limit, high = SHOWN_BY.get(name, (None, None, True))
    limit = fill_rate if name == "supply_first" else limit
    measured = None if figure is None else evidence[figure]
    state = "unknown"
    if measured is not None and limit is not None and measured.value is not None:
        done = measured.value >= limit if high else measured.value <= limit
        state = "done" if done else "missing"
    weight = sum(severity[cause] for cause in answers)
    return RetentionAction(name, state, measured, limit, answers, weight)
