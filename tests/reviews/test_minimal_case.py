"""A case of two tables and five columns is reviewed; each table more adds its section, only."""

import re

import pandas as pd
import pytest

from ka_helpers.cases import load_case
from ka_helpers.columns import REQUIRED_TABLES, TABLES
from ka_helpers.i18n import LANGUAGES, say
from ka_helpers.rendering.page import NAVIGATION, ReviewPage
from ka_helpers.rendering.portfolio_page import PortfolioPage
from ka_helpers.reviews.building import build_summary
from ka_helpers.reviews.digest import digest_of, digests_from_json, digests_to_json
from ka_helpers.reviews.portfolio import build_portfolio
from ka_helpers.reviews.summary import from_json, to_json

QUARTER = "2026Q2"
CASE_FILE = """case_id: minimal
title: {en: Minimal, zh: 最小}
our_company: {en: Us, zh: 我们}
as_of: "2026-06-30"
"""
ACCOUNTS = "account_id,account_name\nA,Alpha\nB,北方\nC,Gamma\n"
WEEKS = pd.date_range("2024-07-01", "2026-06-22", freq="W-MON")
UNLOCKS = {
    "market": "share", "execution": "execution", "cost": "profit", "promotion": "promotions",
    "order_line": "supply", "receivable": "receivables", "objective": "objectives",
}  # fmt: skip
OPTIONAL = sorted(set(TABLES) - set(REQUIRED_TABLES) - {"product", "negotiation"})
LEFTOVER = re.compile(r"\b(nan|NaT|None|inf)\b|<NA>|\{\w*[:}]")
BLOCKS = {"headline", "scorecard", "skipped"}


def weekly_sales(**levels):
    """Return weekly sales at a level an account, two per cent up each quarter."""
    return pd.DataFrame(
        {"account_id": account, "period_start": week, "sales_value": level * 1.02 ** (place // 13)}
        for account, level in levels.items()
        for place, week in enumerate(WEEKS)
    )


def case_of(folder, sales, **tables):
    """Write a case of three accounts, these sales and tables, and load it."""
    (folder / "case.yaml").write_text(CASE_FILE, encoding="utf-8")
    (folder / "account.csv").write_text(ACCOUNTS, encoding="utf-8")
    for name, rows in {"sales": sales, **tables}.items():
        rows.to_csv(folder / f"{name}.csv", index=False, encoding="utf-8")
    return load_case(folder)


def summaries_of(case, quarter=QUARTER, accounts=None):
    portfolio = build_portfolio(case, quarter)
    return {
        account: build_summary(case.slice(account), quarter, portfolio)
        for account in accounts or case.account_ids
    }


def rendered(summary, language):
    """Return all of a review's page; asserts that it has every block and no leftover."""
    page = ReviewPage(summary, language)
    sections = [page.section(key) for key in NAVIGATION if key not in BLOCKS]
    blocks = [page.title(), page.headline(), page.scorecard(), *sections, page.skipped()]
    html = "".join(block.html for block in blocks)
    words = re.sub(r"<[^>]+>", " ", html)
    assert not LEFTOVER.search(words), words
    return html


def assert_sound(summary, *languages):
    """Assert that a summary survives JSON and its page, in both languages unless some are named."""
    assert from_json(to_json(summary)) == summary
    for language in languages or LANGUAGES:
        rendered(summary, language)


def assert_portfolio_stands(portfolio, digests):
    """Assert that the index has all of its blocks in both languages, and no leftover."""
    for language in LANGUAGES:
        page = PortfolioPage(portfolio, digests, language)
        blocks = [page.title(), page.headline(), page.accounts(), page.matrix()]
        words = "".join(block.html for block in [*blocks, page.concentration()])
        assert not LEFTOVER.search(re.sub(r"<[^>]+>", " ", words))


def lacking(summary):
    return {skipped.section: skipped.tables for skipped in summary.skipped}


# two tables


@pytest.fixture(scope="module")
def sales():
    return weekly_sales(A=1000, B=600, C=300)


@pytest.fixture(scope="module")
def minimal(tmp_path_factory, sales):
    return case_of(tmp_path_factory.mktemp("minimal"), sales)


@pytest.fixture(scope="module")
def summaries(minimal):
    return summaries_of(minimal)


def test_every_account_is_reviewed(summaries):
    assert list(summaries) == ["A", "B", "C"]
    for summary in summaries.values():
        assert_sound(summary)
        assert summary.sales.growth.value == pytest.approx(1.02**4 - 1)


def test_exactly_the_sections_that_need_other_tables_are_skipped(summaries):
    for summary in summaries.values():
        assert lacking(summary) == {section: (table,) for table, section in UNLOCKS.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_skipped_section_names_the_table_that_unlocks_it(summaries, language):
    page = ReviewPage(summaries["A"], language)
    for table, section in UNLOCKS.items():
        name = say(f"tables.{table}", language)
        assert name in page.section(section).html
        assert name in page.skipped().html


def test_the_scorecard_knows_sales_only(summaries):
    known = {row.kpi: row.status for row in summaries["A"].scorecard if row.status != "unknown"}
    assert known == {"sales_revenue": "good"}


def test_the_portfolio_page_stands(minimal, summaries):
    digests = tuple(map(digest_of, summaries.values()))
    assert digests_from_json(digests_to_json(digests)) == digests
    assert_portfolio_stands(build_portfolio(minimal, QUARTER), digests)


# one table more


def rows_for(table, only_required):
    """Return the beverage case's rows of one account as account A's, without references."""
    full = load_case("beverage_china").table(table)
    full = full.drop(columns=["quarter", "month"], errors="ignore")
    rows = full[full["account_id"] == full.loc[full["account_id"] != "ALL", "account_id"].iloc[0]]
    rows = rows.drop(columns=["product_id", "promo_id"] if table != "promotion" else ["product_id"],
                     errors="ignore")  # fmt: skip
    contract = TABLES[table]
    if only_required:
        needed = [column.name for column in contract.columns if column.required]
        stated = ["period_type"] if "period_type" in rows and "period_type" not in needed else []
        rows = rows[[*needed, *contract.any_of[:1], *stated]]
    rows = rows.assign(account_id="A").dropna(axis="columns", how="all")
    return rows.drop_duplicates([name for name in contract.key if name in rows])


@pytest.mark.parametrize("only_required", [False, True], ids=["full", "required"])
@pytest.mark.parametrize("table", OPTIONAL)
def test_a_table_more_unlocks_its_section_and_breaks_nothing(tmp_path, sales, table, only_required):
    case = case_of(tmp_path, sales, **{table: rows_for(table, only_required)})
    with_rows, without_rows = summaries_of(case, accounts=("A", "C")).values()
    assert_sound(with_rows, *(["en"] if only_required else LANGUAGES))
    assert_sound(without_rows, "zh")
    locked = {section: (name,) for name, section in UNLOCKS.items() if name != table}
    assert {s: t for s, t in lacking(with_rows).items() if t} == locked
    if table in UNLOCKS:
        assert lacking(without_rows) == locked | {UNLOCKS[table]: ()}


# odd sales


ODD = {
    "one week only": weekly_sales(A=1000).tail(1),
    "negative": weekly_sales(A=-1000, B=500),
    "zero": weekly_sales(A=0, B=500),
    "all zero": weekly_sales(A=0, B=0),
    "all negative": weekly_sales(A=-5, B=-7),
    "no rows in the quarter": pd.concat([weekly_sales(A=1000).head(80), weekly_sales(B=500)]),
    "no quarter before": weekly_sales(A=1000, B=500).query("period_start >= '2026-04-01'"),
    "only the quarter before": weekly_sales(A=9, B=5).query("period_start >= '2026-01-01'"),
    "returns cancel": weekly_sales(A=1).assign(sales_value=[5.0, -5.0] * (len(WEEKS) // 2)),
    "by month": weekly_sales(A=1000, B=500)
    .query("period_start.dt.day <= 7")
    .assign(period_start=lambda s: s.period_start.dt.to_period("M").dt.start_time,
            period_type="month"),
    "by quarter": pd.DataFrame(
        {"account_id": "A", "period_start": pd.date_range("2024-07-01", "2026-04-01", freq="QS"),
         "sales_value": 5.0, "period_type": "quarter"}
    ),
}  # fmt: skip


@pytest.mark.parametrize("odd", ODD)
def test_odd_sales_are_reviewed_all_the_same(tmp_path, odd):
    case = case_of(tmp_path, ODD[odd])
    summaries = summaries_of(case)
    for account, summary in summaries.items():
        assert_sound(summary, "en" if account == "A" else "zh")
    assert_portfolio_stands(
        build_portfolio(case, QUARTER), tuple(map(digest_of, summaries.values()))
    )


def test_an_account_without_sales_in_the_quarter_is_told_so(tmp_path):
    case = case_of(tmp_path, ODD["no rows in the quarter"])
    summary = summaries_of(case)["A"]
    assert lacking(summary)["sales"] == ()
    assert say("review.no_rows", "zh") in ReviewPage(summary, "zh").section("sales").html


# the textbook


@pytest.mark.parametrize(
    ("language", "conflict", "not_allocated"),
    [
        ("en", ("two sources set different targets", "60", "50"), ("12.0%", "11.1%")),
        ("zh", ("互相矛盾的目标", "60", "50"), ("12.0%", "11.1%")),
    ],
)
def test_the_textbooks_two_inconsistencies_are_said(textbook, language, conflict, not_allocated):
    said = {f.key: f"{f.headline(language)} {f.evidence(language)}" for f in textbook["A"].findings}
    assert all(words in said["objectives.conflict"] for words in conflict)
    assert all(words in said["objectives.not_allocated"] for words in not_allocated)


def test_every_account_of_the_textbook_is_reviewed(textbook):
    assert list(textbook) == ["A", "B", "C", "D"]
    for summary in textbook.values():
        assert_sound(summary)
        assert "objectives" not in lacking(summary)


@pytest.fixture(scope="module")
def textbook():
    return summaries_of(load_case("textbook"), "2026Q1")
