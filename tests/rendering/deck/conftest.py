"""Decks of the synthetic and the textbook case, made once."""

import io
from functools import cache

import pytest
from pptx import Presentation

from ka_helpers.cases import load_case
from ka_helpers.rendering.deck import portfolio_deck, review_deck
from ka_helpers.rendering.executed import ExecutedPortfolio, ExecutedReview
from ka_helpers.rendering.portfolio_page import PortfolioPage
from ka_helpers.reviews.building import build_summary
from ka_helpers.reviews.digest import digest_of
from ka_helpers.reviews.portfolio import build_portfolio
from ka_helpers.reviews.portfolio_summary import portfolio_summary_from_json


@cache
def _case(name):
    return load_case(name)


@cache
def _place(name, quarter):
    return build_portfolio(_case(name), quarter)


@cache
def summary_of(name, account, quarter):
    """Return an account's summary."""
    return build_summary(_case(name).slice(account), quarter, _place(name, quarter))


@cache
def portfolio_of(name, quarter):
    """Return the summary of all accounts; three of them have a review."""
    accounts = _case(name).account_ids[:4]
    digests = [digest_of(summary_of(name, account, quarter)) for account in accounts]
    page = PortfolioPage(_place(name, quarter), digests, "en")
    return portfolio_summary_from_json(page.carried().json)


@pytest.fixture(scope="session")
def review():
    """Return a function: account and language to the executed review and its slides."""

    @cache
    def made(account="K02", language="zh", case="beverage_china", quarter="2026Q2"):
        executed = ExecutedReview(summary_of(case, account, quarter), language, {})
        return executed, Presentation(io.BytesIO(review_deck(executed)))

    return made


@pytest.fixture(scope="session")
def portfolio():
    """Return a function: language to the executed portfolio and its slides."""

    @cache
    def made(language="zh"):
        executed = ExecutedPortfolio(portfolio_of("beverage_china", "2026Q2"), language, {})
        return executed, Presentation(io.BytesIO(portfolio_deck(executed)))

    return made
