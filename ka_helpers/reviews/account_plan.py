"""The account plan: what we will do with one account in the quarter to come, as one value.

It answers the review: the KPI that was missed, targets by month, promotions, whom we meet, how
we negotiate, who does what by when. Not in here: what a good plan keeps to (`plan_checks`), the
account's figures it is made from (`plan_facts`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from ka_helpers.metrics.promotion_results import PromotionResult
from ka_helpers.negotiation.issues import Package

DAYS_LONG = 14
"""A planned promotion runs two weeks from its first day."""


@dataclass(frozen=True)
class PlannedObjective:
    """A target of the quarter in its three months, in the metric's own unit.

    `metric` is one of the objective table's; money in currency units, ratios as fractions.
    """

    metric: str
    months: tuple[float, float, float]


@dataclass(frozen=True)
class PlannedPromotion:
    """A promotion to run again: the past one it is like, and its first day."""

    like: PromotionResult
    start: pd.Timestamp

    @property
    def end(self) -> pd.Timestamp:
        """Its last day."""
        return self.start + pd.Timedelta(days=DAYS_LONG - 1)

    @property
    def spend(self) -> float:
        """What it will cost: as much as last time, in currency units."""
        return self.like.spend or 0.0

    @property
    def pays(self) -> bool:
        """Whether it sold more last time than its break-even uplift asks for."""
        uplift, needed = self.like.uplift_rate, self.like.break_even_uplift
        return uplift is not None and needed is not None and uplift.value >= needed


@dataclass(frozen=True)
class Trade:
    """One conditional concession: we give `given` if they give `wanted`."""

    given: Mapping[str, float]
    wanted: Mapping[str, float]


@dataclass(frozen=True)
class Talks:
    """How we mean to negotiate: where we begin, where we want to end, where we walk away."""

    opening: Package
    target: Package
    limit: Package
    trades: tuple[Trade, ...]


@dataclass(frozen=True)
class PlannedAction:
    """Something someone does by a day, for a KPI of `terms.KPIS`."""

    text: str
    owner: str
    due: pd.Timestamp
    kpi: str


@dataclass(frozen=True)
class AccountPlan:
    """The whole plan of one account; `people` are ids of contacts to meet before we negotiate.

    `kpi` is the KPI it answers first and `module` the part of the system that moves it.
    """

    kpi: str
    module: str
    objectives: tuple[PlannedObjective, ...]
    promotions: tuple[PlannedPromotion, ...]
    people: tuple[str, ...]
    talks: Talks
    actions: tuple[PlannedAction, ...]
    summary: str = ""

    def objective(self, metric: str) -> PlannedObjective | None:
        """Return the plan's objective of a metric, None if it has none."""
        return next((each for each in self.objectives if each.metric == metric), None)
