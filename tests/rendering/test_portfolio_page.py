"""The page of all accounts: every account that needs action, the most money first."""

from ka_helpers.cases import load_case
from ka_helpers.rendering.portfolio_page import PortfolioPage
from ka_helpers.reviews.digest import Digest, digest_of_failure
from ka_helpers.reviews.findings import found
from ka_helpers.reviews.portfolio import build_portfolio

OVERDUE = {"overdue": 5.0, "owed": 9.0, "overdue_share": 0.5, "n": 3}


def digest(account_id, tone="bad", stake=5.0):
    finding = found("receivables.overdue", tone, "CNY", stake=stake, **OVERDUE)
    return Digest(
        account_id, f"Account {account_id}", rendered=True, sales=1.0, findings=(finding,)
    )


def page(*digests):
    return PortfolioPage(build_portfolio(load_case("beverage_china"), "2026Q2"), digests, "en")


def test_two_accounts_with_the_same_finding_are_both_named():
    html = page(digest("K01"), digest("K02")).headline().html
    assert "Account K01" in html
    assert "Account K02" in html


def test_the_most_money_comes_first_and_good_news_is_no_headline():
    html = page(digest("K01", stake=1.0), digest("K02", stake=9.0), digest("K03", "good"))
    shown = html.headline().html
    assert shown.index("Account K02") < shown.index("Account K01")
    assert "Account K03" not in shown


def test_an_account_that_failed_stands_in_the_list_with_a_link():
    html = page(digest_of_failure("K05", "<b>K05</b>")).accounts().html
    assert 'href="accounts/K05.html"' in html
    assert "Not rendered" in html
    assert "<b>K05" not in html


def test_the_opening_says_when_not_every_account_was_seen():
    ids = load_case("beverage_china").account_ids
    part = page(*map(digest, ids[:5]), digest_of_failure(ids[5], ids[5])).title().html
    assert "Accounts reviewed: 5 of 24." in part
    assert "Accounts reviewed" not in page(*map(digest, ids)).title().html
