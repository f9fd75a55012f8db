"""One quarter of all accounts at once: what each account's place is judged against.

Aggregated by DuckDB once a batch and handed to every account's review as a small JSON file,
so that reviewing one account of a huge case costs one account.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
from pydantic import TypeAdapter

from ka_helpers.cases import Case
from ka_helpers.errors import RequestError
from ka_helpers.periods import shift_quarter, year_before
from ka_helpers.reviews.portfolio_inputs import (
    AccountInputs,
    account_inputs,
    as_frame,
    company_growth,
)
from ka_helpers.reviews.summary import Names
from ka_helpers.rulesets import Ruleset


@dataclass(frozen=True)
class Portfolio:
    """All accounts in one quarter, and the same in the quarter compared with (`before`)."""

    case_id: str
    case_title: Names
    our_company: Names
    quarter: str
    before: str | None
    as_of: str
    currency: str
    growth: float | None
    ruleset: Ruleset
    names: tuple[tuple[str, str], ...]
    now: tuple[AccountInputs, ...]
    then: tuple[AccountInputs, ...]

    def inputs_now(self) -> pd.DataFrame:
        """Return the quarter's inputs, a row an account, NaN where not measured."""
        return as_frame(self.now)

    def inputs_before(self) -> pd.DataFrame:
        """Return the inputs of the quarter compared with, the same way."""
        return as_frame(self.then)


def build_portfolio(case: Case, quarter: str) -> Portfolio:
    """Return the portfolio of a case in one quarter.

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
    return Portfolio(
        case_id=case.file.case_id,
        case_title=Names(**case.file.title.model_dump()),
        our_company=Names(**case.file.our_company.model_dump()),
        quarter=quarter,
        before=before,
        as_of=str(case.file.as_of),
        currency=case.file.currency,
        growth=company_growth(case, quarter, before),
        ruleset=case.ruleset,
        names=tuple(zip(case.accounts["account_id"], case.accounts["account_name"], strict=True)),
        now=account_inputs(case, quarter, before),
        then=account_inputs(case, before, _step_back(case, quarter, before)) if before else (),
    )


@cache
def _adapter() -> TypeAdapter[Portfolio]:
    return TypeAdapter(Portfolio)


def portfolio_to_json(portfolio: Portfolio) -> str:
    """Return a portfolio as JSON text."""
    return _adapter().dump_json(portfolio).decode()


def portfolio_from_json(text: str) -> Portfolio:
    """Return the portfolio written by `portfolio_to_json`."""
    return _adapter().validate_json(text)


def portfolio_for(case: Case, quarter: str, file: str = "") -> Portfolio:
    """Return the portfolio kept in `file`, or build it where none is given."""
    if not file:
        return build_portfolio(case, quarter)
    return portfolio_from_json(Path(file).read_text(encoding="utf-8"))


def _step_back(case: Case, quarter: str, before: str | None) -> str | None:
    """Return the quarter that lies before `before` as `before` lies before `quarter`."""
    if before is None:
        return None
    step = year_before(before) if before == year_before(quarter) else shift_quarter(before, -1)
    return step if step in case.quarters else None
