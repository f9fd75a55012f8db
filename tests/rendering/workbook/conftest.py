"""Executed reviews of the kit's own cases, built once, and workbooks opened as a reader does."""

import io
from dataclasses import replace
from functools import cache

import openpyxl
import pytest

from ka_helpers.cases import load_case
from ka_helpers.metrics.portfolio import assess_portfolio
from ka_helpers.rendering.executed import ExecutedPortfolio, ExecutedReview
from ka_helpers.reviews.building import build_summary
from ka_helpers.reviews.digest import digest_of
from ka_helpers.reviews.portfolio import build_portfolio
from ka_helpers.reviews.portfolio_summary import PortfolioSummary

QUARTERS = {"beverage_china": "2026Q2", "textbook": "2026Q1"}
HOSTILE = "=A$B_{C}<b>&\"'[1]:*?/\\" + "长" * 300 + "🍵"


@cache
def case_named(name):
    case = load_case(name)
    return case, build_portfolio(case, QUARTERS[name])


@cache
def summary_of(name, account_id):
    case, place = case_named(name)
    return build_summary(case.slice(account_id), QUARTERS[name], place)


@cache
def portfolio_of(name):
    case, place = case_named(name)
    digests = tuple(digest_of(summary_of(name, account_id)) for account_id in case.account_ids)
    profits = {digest.account_id: digest.profit for digest in digests}
    return PortfolioSummary(
        case_id=place.case_id, case_title=place.case_title, our_company=place.our_company,
        quarter=place.quarter, before=place.before, as_of=place.as_of, currency=place.currency,
        accounts=len(place.now), sales=sum(row.sales or 0.0 for row in place.now),
        growth=place.growth,
        assessment=assess_portfolio(
            place.inputs_now(), dict(place.names), place.ruleset, profits
        ),
        digests=digests,
    )  # fmt: skip


@pytest.fixture(scope="session")
def review():
    """Return how an executed review of an account is had: review("K02", "zh")."""

    def executed(account_id, language="en", case="beverage_china"):
        return ExecutedReview(summary_of(case, account_id), language, {})

    return executed


@pytest.fixture(scope="session")
def portfolio():
    """Return how an executed portfolio review is had: portfolio("textbook", "zh")."""

    def executed(case="beverage_china", language="en"):
        return ExecutedPortfolio(portfolio_of(case), language, {})

    return executed


@pytest.fixture(scope="session")
def hostile(review):
    """Return a review of an account that is named to break things."""
    executed = review("K03", "zh")
    summary = executed.summary
    promotions = summary.promotions
    worst = tuple(replace(result, product_name=HOSTILE) for result in promotions.results)
    account = replace(summary.account, name=HOSTILE, kam="@SUM(A1)", region="-1+1", format="+1")
    bad = replace(summary, account=account, promotions=replace(promotions, results=worst))
    return ExecutedReview(bad, "zh", {})


@pytest.fixture(scope="session")
def opened():
    """Return how a workbook's bytes are opened, with formulas, or with what they come to."""

    def read(data, values=False):
        return openpyxl.load_workbook(io.BytesIO(data), data_only=values)

    return read


@pytest.fixture(scope="session")
def names_in_data():
    """Return every text of a case's tables, longest first: a review may quote it."""

    @cache
    def names(case_name):
        case, _ = case_named(case_name)
        texts = set()
        for table in case.tables:
            frame = case.table(table)
            for column in frame.select_dtypes("str"):
                texts |= {str(text) for text in frame[column].dropna().unique()}
        return sorted((text for text in texts if len(text) > 1), key=len, reverse=True)

    return names
