"""One line of one account's review for the index: what a portfolio table shows of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from ka_helpers.cases import Case
from ka_helpers.reviews.building import build_summary
from ka_helpers.reviews.findings import Finding
from ka_helpers.reviews.portfolio import Portfolio
from ka_helpers.reviews.summary import ReviewSummary


@dataclass(frozen=True)
class Digest:
    """An account in the index; a failed review has only its id and name.

    `statuses` pairs each KPI with its status; money in currency units, growth a fraction.
    """

    account_id: str
    name: str
    rendered: bool
    channel: str | None = None
    sales: float | None = None
    growth: float | None = None
    profit: float | None = None
    quadrant: str | None = None
    borderline: bool = False
    statuses: tuple[tuple[str, str], ...] = ()
    findings: tuple[Finding, ...] = ()


def digest_of(summary: ReviewSummary) -> Digest:
    """Return what the index shows of a review."""
    sales, profit, position = summary.sales, summary.profit, summary.position
    return Digest(
        account_id=summary.account.account_id,
        name=summary.account.name,
        rendered=True,
        channel=summary.account.channel,
        sales=sales.sales.value if sales else None,
        growth=sales.growth.value if sales else None,
        profit=profit.account_profit.value if profit else None,
        quadrant=position.now.quadrant if position else None,
        borderline=position.now.borderline if position else False,
        statuses=tuple((row.kpi, row.status) for row in summary.scorecard),
        findings=summary.findings,
    )


def digest_of_failure(account_id: str, name: str) -> Digest:
    """Return the line of an account whose review could not be rendered."""
    return Digest(account_id, name, rendered=False)


def digests_for(case: Case, portfolio: Portfolio, file: str = "") -> tuple[Digest, ...]:
    """Return the digests kept in `file`, or review every account where none is given."""
    if file:
        return digests_from_json(Path(file).read_text(encoding="utf-8"))
    return tuple(
        digest_of(build_summary(case.slice(account_id), portfolio.quarter, portfolio))
        for account_id in case.account_ids
    )


@cache
def _adapter() -> TypeAdapter[tuple[Digest, ...]]:
    return TypeAdapter(tuple[Digest, ...])


def digests_to_json(digests: Sequence[Digest]) -> str:
    """Return digests as JSON text."""
    return _adapter().dump_json(tuple(digests)).decode()


def digests_from_json(text: str) -> tuple[Digest, ...]:
    """Return the digests written by `digests_to_json`."""
    return _adapter().validate_json(text)
