"""The figures of one account that its plan is made from and held against.

Everything here is worked out by the layers below; nothing is decided. Not in here: the plan.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

import pandas as pd

from ka_helpers.cases import AccountSlice
from ka_helpers.errors import RequestError
from ka_helpers.metrics.contacts import people_in
from ka_helpers.metrics.promotion_results import PromotionResult
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.pricing import Mandate
from ka_helpers.periods import shift_quarter
from ka_helpers.planning.budget_history import judge_promotions
from ka_helpers.planning.rolling import LEAD_DAYS
from ka_helpers.reviews.scorecard import FIGURES, attainment, quarter_targets
from ka_helpers.reviews.summary import KpiRow
from ka_helpers.terms import KPIS

METRIC_OF: Mapping[str, str] = {kpi: figures[0][2] for kpi, figures in FIGURES.items()}
"""The metric of the objective table that stands for each KPI."""
BUDGET_FOR, BUDGET_STEP = 4, 1000
"""The promotion budget is what four usual promotions of the account cost, in full thousands."""


@dataclass(frozen=True, eq=False)
class PlanFacts:
    """What the plan of one account has to answer to.

    Parameters
    ----------
    quarter : the quarter that was reviewed; `planned` is the one after it
    scorecard : its five KPIs; `missed` is the one furthest below its aim
    targets : of the planned quarter, by metric, where the company has set them
    options : past promotions whose uplift could be estimated, oldest first
    agreed : promotions that are already agreed for after `as_of`
    to_meet : contacts who decide or are against us, by id
    """

    account_id: str
    quarter: str
    planned: str
    as_of: pd.Timestamp
    lead_days: int
    currency: str
    scorecard: tuple[KpiRow, ...]
    targets: Mapping[str, float]
    options: tuple[PromotionResult, ...]
    agreed: pd.DataFrame
    budget: float
    to_meet: tuple[str, ...]
    mandate: Mandate

    @property
    def agenda(self) -> Agenda:
        """What is negotiated with the account."""
        return self.mandate.agenda

    @property
    def missed(self) -> KpiRow:
        """The KPI furthest below its target, or below what it was before."""
        judged = [row for row in self.scorecard if row.judged_by != "nothing"]
        if not judged:
            raise RequestError("account_plan.no_kpis", account=self.account_id)
        return min(judged, key=attained)

    @property
    def module(self) -> str:
        """The module of the management system that moves the missed KPI first (source 001)."""
        return next(kpi.module for kpi in KPIS if kpi.key == self.missed.kpi)

    def option(self, promo_id: str) -> PromotionResult | None:
        """Return the past promotion with this id, None if its uplift is not known."""
        return next((each for each in self.options if each.promo_id == promo_id), None)


def plan_facts(
    account: AccountSlice, quarter: str, scorecard: tuple[KpiRow, ...], mandate: Mandate
) -> PlanFacts:
    """Return what the plan of the quarter after `quarter` has to answer to."""
    as_of = pd.Timestamp(account.file.as_of)
    planned = shift_quarter(quarter, 1)
    options = tuple(each for each in judge_promotions(account).results if _is_told(each))
    return PlanFacts(
        account_id=account.account_id,
        quarter=quarter,
        planned=planned,
        as_of=as_of,
        lead_days=round(account.file.settings.lead_time_days or LEAD_DAYS),
        currency=account.file.currency,
        scorecard=scorecard,
        targets=quarter_targets(account.get("objective"), planned),
        options=options,
        agreed=_agreed(account["promotion"], as_of),
        budget=_budget(options),
        to_meet=to_meet(account.get("contact"), as_of),
        mandate=mandate,
    )


def attained(row: KpiRow) -> float:
    """Return how much of its target a KPI reached, or of what it was before (fraction)."""
    aim = row.target if row.judged_by == "target" else row.before.value
    return attainment(row.actual.value or 0.0, aim or 0.0)


def to_meet(contacts: pd.DataFrame | None, day: pd.Timestamp) -> tuple[str, ...]:
    """Return the ids of the contacts to meet before we negotiate: who decides, who is against us.

    Who is against us is told by a support below zero; the weightiest come first.
    """
    people = () if contacts is None else people_in(contacts, day)
    return tuple(each.contact_id for each in people if each.decides or (each.support or 0) < 0)


def _is_told(result: PromotionResult) -> bool:
    known = (result.uplift_rate, result.break_even_uplift, result.spend, result.category)
    return result.status != "planned" and None not in known


def _agreed(promotions: pd.DataFrame, as_of: pd.Timestamp) -> pd.DataFrame:
    columns = ["promo_id", "category", "start", "end"]
    to_come = promotions[promotions["end"] > as_of]
    if "status" in to_come:
        to_come = to_come[to_come["status"] != "cancelled"]
    return to_come.reindex(columns=columns).dropna(subset=["category"])


def _budget(options: tuple[PromotionResult, ...]) -> float:
    usual = median([each.spend or 0.0 for each in options]) if options else 0.0
    return float(BUDGET_STEP * math.ceil(BUDGET_FOR * usual / BUDGET_STEP))
