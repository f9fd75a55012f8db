"""The workbook of all accounts: a row each, live shares and classes, native charts."""

from dataclasses import replace

import pytest

from ka_helpers.rendering.executed import ExecutedPortfolio
from ka_helpers.rendering.portfolio_wording import by_size, first_findings
from ka_helpers.rendering.workbook import portfolio_workbook
from ka_helpers.rendering.workbook.matrix import readable


def rows_below(sheet, header, width):
    rows = [row[:width] for row in sheet.iter_rows(values_only=True)]
    start = next(number for number, row in enumerate(rows) if row[0] == header) + 1
    return [row for row in rows[start:] if row[1] is not None]


def test_the_same_portfolio_gives_the_same_bytes(portfolio):
    assert portfolio_workbook(portfolio()) == portfolio_workbook(portfolio())


def test_every_account_has_a_row_with_its_figures_and_its_link(portfolio, opened):
    executed = portfolio()
    sheet = opened(portfolio_workbook(executed))["All accounts"]
    rows = rows_below(sheet, "Rank", 15)
    digests = by_size(executed.summary.digests)
    assert len(rows) == len(digests) == 24
    for number, (row, digest) in enumerate(zip(rows, digests, strict=True), 1):
        assert row[:3] == (number, digest.name, digest.account_id)
        assert row[4:7] == pytest.approx((digest.sales, digest.growth, digest.profit))
    links = {cell.hyperlink.target for row in sheet.iter_rows(min_row=7) for cell in row
             if cell.hyperlink}  # fmt: skip
    assert links == {f"accounts/{digest.account_id}.html" for digest in digests}
    assert sheet.auto_filter.ref == "A6:O30"
    assert sheet.freeze_panes == "C7"


def test_first_findings_are_those_of_the_page(portfolio, opened):
    executed = portfolio("beverage_china", "zh")
    sheet = opened(portfolio_workbook(executed))["先看哪些客户"]
    said = [row[:2] for row in sheet.iter_rows(min_row=6, values_only=True) if row[0]]
    first = first_findings(executed.summary.digests)
    assert said == [(digest.name, finding.headline("zh")) for digest, finding in first]


def test_concentration_is_live_and_is_the_reviews(portfolio, opened):
    executed = portfolio()
    data, assessment = portfolio_workbook(executed), executed.summary.assessment
    values = rows_below(opened(data, values=True)["Concentration"], "Rank", 11)
    for row, account in zip(values, assessment.rows, strict=True):
        assert row[2:5] == pytest.approx((account.sales, account.share, account.cumulative_share))
        assert row[5] == account.abc
    whole = {row[9]: row[10] for row in values}
    assert whole["Sales of all accounts"] == pytest.approx(assessment.total)
    assert whole["Class A: share of sales"] == pytest.approx(assessment.abc[0].share)
    formulas = rows_below(opened(data)["Concentration"], "Rank", 6)
    assert formulas[1][4] == "=E6+D7"


def test_the_matrix_counts_its_classes_and_draws_them(portfolio, opened):
    executed = portfolio()
    data = portfolio_workbook(executed)
    rows = rows_below(opened(data, values=True)["Matrix"], "Account", 12)
    counted = {row[9]: row[10] for row in rows[:4]}
    assert sum(counted.values()) == sum(s.n for s in executed.summary.assessment.quadrants) == 24
    assert len(opened(data)["Matrix"]._charts[0].series) == 6  # four classes, two cuts


def test_names_in_the_matrix_do_not_cover_each_other(portfolio):
    placed = [row for row in portfolio().summary.assessment.rows if row.quadrant]
    same = [replace(row, support=50.0, attractiveness=50.0) for row in placed]
    assert readable(same) == {max(same, key=lambda row: row.sales).account_id}


def test_accounts_that_could_not_be_rendered_are_listed_as_such(portfolio, opened):
    summary = portfolio().summary
    failed = replace(summary.digests[0], rendered=False, sales=None, growth=None, profit=None,
                     statuses=(), findings=())  # fmt: skip
    broken = replace(summary, digests=(failed, *summary.digests[1:]))
    sheet = opened(portfolio_workbook(ExecutedPortfolio(broken, "en", {})))["All accounts"]
    row = rows_below(sheet, "Rank", 15)[-1]
    assert (row[1], row[4], row[13]) == (failed.name, None, "Not rendered")


def test_without_sales_there_is_neither_matrix_nor_concentration(portfolio, opened):
    summary = replace(portfolio().summary, assessment=None, digests=())
    book = opened(portfolio_workbook(ExecutedPortfolio(summary, "zh", {})))
    assert book.sheetnames == ["概览", "全部客户", "先看哪些客户"]


def test_sparse_portfolio(portfolio, opened):
    book = opened(portfolio_workbook(portfolio("textbook", "zh")), values=True)
    rows = rows_below(book["全部客户"], "排名", 15)
    assert [row[1] for row in rows] == ["客户A Account A", "客户B Account B", "客户C Account C",
                                        "客户D Account D"]  # fmt: skip
    assert [row[4] for row in rows] == [700_000, None, None, None]
