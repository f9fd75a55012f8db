"""One quarter of all accounts at once: what each account's place is judged against.

Aggregated by DuckDB and scored once a batch, then kept as a file of which each account's review
reads the shared facts and its own line, so that reviewing one account of a huge case costs one
account.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache, cached_property
from io import StringIO
from pathlib import Path

import pandas as pd
from pydantic import TypeAdapter

from ka_helpers.cases import Case
from ka_helpers.errors import RequestError
from ka_helpers.metrics.position import PositionAssessment, Positions, SpotOf, others_of
from ka_helpers.periods import shift_quarter, year_before
from ka_helpers.reviews.portfolio_inputs import (
    AccountInputs,
    account_inputs,
    as_frame,
    company_growth,
    sales_by_quarter,
)
from ka_helpers.reviews.standings import KeptStandings, Standing, written_lines
from ka_helpers.reviews.summary import Names
from ka_helpers.rulesets import Ruleset


@dataclass(frozen=True)
class PortfolioFacts:
    """What all accounts share.

    `before` is the quarter compared with, `growth` that of all accounts together (fraction),
    `spots` are the places of the largest accounts in the matrix.
    """

    case_id: str
    case_title: Names
    our_company: Names
    quarter: str
    before: str | None
    as_of: str
    currency: str
    growth: float | None
    ruleset: Ruleset
    spots: tuple[SpotOf, ...]


@dataclass(frozen=True)
class Portfolio(PortfolioFacts):
    """All accounts in one quarter; `standings`, by account id, may be read from a file."""

    standings: Mapping[str, Standing]

    def position_of(self, account_id: str) -> PositionAssessment | None:
        """Return one account's place among all, None if nothing of it was measured."""
        position = self.standings[account_id].position if account_id in self.standings else None
        if position is None:
            return None
        return replace(position, others=others_of(self.spots, account_id))

    @cached_property
    def all_standings(self) -> tuple[Standing, ...]:
        """Every account's standing, sorted by id."""
        kept = self.standings
        read = kept.read_all() if isinstance(kept, KeptStandings) else kept
        return tuple(read[account_id] for account_id in sorted(read))

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Ids and names of all accounts."""
        return tuple((one.account_id, one.name) for one in self.all_standings)

    @property
    def now(self) -> tuple[AccountInputs, ...]:
        """What every account is scored by in the quarter."""
        return tuple(one.now for one in self.all_standings)

    @property
    def then(self) -> tuple[AccountInputs, ...]:
        """What every account was scored by in the quarter compared with; empty without one."""
        return tuple(one.then for one in self.all_standings if one.then is not None)

    def inputs_now(self) -> pd.DataFrame:
        """Return the quarter's inputs, a row an account, NaN where not measured."""
        return as_frame(self.now)

    def inputs_before(self) -> pd.DataFrame:
        """Return the inputs of the quarter compared with, the same way."""
        return as_frame(self.then)


def build_portfolio(case: Case, quarter: str) -> Portfolio:
    """Return the portfolio of a case in one quarter, every account scored.

    Raises
    ------
    RequestError : the case has no sales in `quarter`
    """
    if quarter not in case.quarters:
        known = ", ".join(case.quarters)
        raise RequestError("review.no_such_quarter", quarter=quarter, known=known)
    before = next(
        (q for q in (year_before(quarter), shift_quarter(quarter, -1)) if q in case.quarters), None
    )
    sales = sales_by_quarter(case)
    now = account_inputs(case, quarter, before, sales)
    then = account_inputs(case, before, _step_back(case, quarter, before), sales) if before else ()
    positions = Positions.of(as_frame(now), as_frame(then), case.ruleset, before)
    return Portfolio(
        case_id=case.file.case_id,
        case_title=Names(**case.file.title.model_dump()),
        our_company=Names(**case.file.our_company.model_dump()),
        quarter=quarter,
        before=before,
        as_of=str(case.file.as_of),
        currency=case.file.currency,
        growth=company_growth(sales, quarter, before),
        ruleset=case.ruleset,
        spots=positions.spots,
        standings=_standings(case, now, then, positions),
    )


def _standings(
    case: Case, now: tuple[AccountInputs, ...], then: tuple[AccountInputs, ...],
    positions: Positions,
) -> dict[str, Standing]:  # fmt: skip
    names = dict(zip(case.accounts["account_id"], case.accounts["account_name"], strict=True))
    earlier = {inputs.account_id: inputs for inputs in then}
    return {
        inputs.account_id: Standing(
            account_id=inputs.account_id,
            name=str(names[inputs.account_id]),
            now=inputs,
            then=earlier.get(inputs.account_id),
            position=positions.place(inputs.account_id),
        )
        for inputs in now
    }


def portfolio_to_json(portfolio: Portfolio) -> str:
    """Return a portfolio as lines of JSON: the facts, then an account a line."""
    facts = PortfolioFacts(**{f.name: getattr(portfolio, f.name) for f in fields(PortfolioFacts)})
    text = StringIO()
    text.write(_adapter().dump_json(facts).decode() + "\n")
    text.writelines(written_lines(portfolio.all_standings))
    return text.getvalue()


def portfolio_in(file: Path) -> Portfolio:
    """Return the portfolio kept in a file, of which only the facts are read so far."""
    with file.open("rb") as kept:
        facts = _adapter().validate_json(kept.readline())
    shared = {f.name: getattr(facts, f.name) for f in fields(PortfolioFacts)}
    return Portfolio(**shared, standings=KeptStandings(file))


def portfolio_for(case: Case, quarter: str, file: str = "") -> Portfolio:
    """Return the portfolio kept in `file`, or build it where none is given."""
    return portfolio_in(Path(file)) if file else build_portfolio(case, quarter)


def portfolio_mark(portfolio: Portfolio, account_id: str) -> str:
    """Return a hash of exactly what one account's review takes from the portfolio.

    Its own place with the spots drawn beside it, and the company's growth: as long as the mark
    stays the same, whatever changed elsewhere does not change this review.
    """
    position = portfolio.position_of(account_id)
    taken = (portfolio.growth, position)
    return hashlib.sha256(_mark_adapter().dump_json(taken)).hexdigest()


@cache
def _adapter() -> TypeAdapter[PortfolioFacts]:
    return TypeAdapter(PortfolioFacts)


@cache
def _mark_adapter() -> TypeAdapter[tuple[float | None, PositionAssessment | None]]:
    return TypeAdapter(tuple[float | None, PositionAssessment | None])


def _step_back(case: Case, quarter: str, before: str | None) -> str | None:
    """Return the quarter that lies before `before` as `before` lies before `quarter`."""
    if before is None:
        return None
    step = year_before(before) if before == year_before(quarter) else shift_quarter(before, -1)
    return step if step in case.quarters else None
