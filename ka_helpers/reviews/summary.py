"""Every number of one account's review in one frozen value, JSON both ways.

The executed notebook carries it as an output of its own MIME type; every other format is
made from that, so nothing is computed twice. Holds no sentence: findings carry keys and values.
"""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from pydantic import TypeAdapter

from ka_helpers.metrics.assessment import Measure
from ka_helpers.metrics.execution import ExecutionAssessment
from ka_helpers.metrics.objectives import ObjectivesAssessment
from ka_helpers.metrics.phasing import PhasingAssessment
from ka_helpers.metrics.position import PositionAssessment
from ka_helpers.metrics.profit import ProfitAssessment
from ka_helpers.metrics.promotions import PromotionsAssessment
from ka_helpers.metrics.receivables import ReceivablesAssessment
from ka_helpers.metrics.risks import RisksAssessment
from ka_helpers.metrics.sales import SalesAssessment
from ka_helpers.metrics.share import ShareAssessment
from ka_helpers.metrics.supply import SupplyAssessment
from ka_helpers.reviews.findings import Finding

MIME = "application/vnd.ka-kit.review+json"
Status = Literal["good", "warn", "bad", "unknown"]


@dataclass(frozen=True)
class Names:
    """A name in both languages."""

    en: str
    zh: str

    def in_language(self, language: str) -> str:
        """Return the name in "en" or "zh"."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True)
class KpiRow:
    """One of the five KPIs: actual against target and against the quarter compared with.

    `kpi` is a key of `terms.KPIS`; `figure` names the measure that stands for it; `judged_by`
    says what the status stands on.
    """

    kpi: str
    figure: str
    actual: Measure
    before: Measure
    target: float | None
    status: Status
    judged_by: Literal["target", "before", "nothing"]


@dataclass(frozen=True)
class Skipped:
    """A section that could not be assessed: the tables that would unlock it, or no rows."""

    section: str
    tables: tuple[str, ...]


@dataclass(frozen=True)
class AccountCard:
    """Who the account is."""

    account_id: str
    name: str
    channel: str | None
    format: str | None
    region: str | None
    store_count: float | None
    kam: str | None


@dataclass(frozen=True)
class ReviewSummary:
    """One account, one quarter. A section that was skipped is None and stands in `skipped`."""

    case_id: str
    case_title: Names
    our_company: Names
    account: AccountCard
    quarter: str
    before: str | None
    as_of: str
    currency: str
    scorecard: tuple[KpiRow, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    sales: SalesAssessment | None = None
    phasing: PhasingAssessment | None = None
    share: ShareAssessment | None = None
    execution: ExecutionAssessment | None = None
    profit: ProfitAssessment | None = None
    promotions: PromotionsAssessment | None = None
    supply: SupplyAssessment | None = None
    receivables: ReceivablesAssessment | None = None
    objectives: ObjectivesAssessment | None = None
    position: PositionAssessment | None = None
    risks: RisksAssessment | None = None


@cache
def _adapter() -> TypeAdapter[ReviewSummary]:
    return TypeAdapter(ReviewSummary)


def to_json(summary: ReviewSummary) -> str:
    """Return a summary as JSON text; `from_json` gives an equal summary back."""
    return _adapter().dump_json(summary).decode()


def from_json(text: str) -> ReviewSummary:
    """Return the summary written by `to_json`.

    Raises
    ------
    pydantic.ValidationError : a field is missing, unknown or of another type
    """
    return _adapter().validate_json(text)
