"""The account workbook: raw numbers, live formulas, one language, nothing that breaks out."""

import re

import pytest

from ka_helpers.rendering.workbook import review_workbook
from ka_helpers.rendering.workbook.objectives import NEARLY
from ka_helpers.rendering.workbook.sources import FIGURES
from ka_helpers.reviews.sections import SECTIONS
from ka_helpers.tables import objectives as page_table
from ka_helpers.terms import term

SHARED_WORDS = {
    "ABC", "CNY", "CV", "DSO", "HHI", "JBP", "KA", "KPI", "OTIF", "ROI", "SKU", "WMAPE", "n",
}  # fmt: skip
LETTERS = re.compile(r"[A-Za-z]{2,}")


def texts(book):
    return [cell.value for sheet in book for row in sheet.iter_rows() for cell in row
            if isinstance(cell.value, str)]  # fmt: skip


def table_at(sheet, header):
    """Return the rows below the first row that starts with `header`, up to its note."""
    rows = list(sheet.iter_rows(values_only=True))
    start = next(number for number, row in enumerate(rows) if row[0] == header) + 1
    found = []
    for row in rows[start:]:
        if row[0] is None or all(value is None for value in row[1:]):  # the note below
            break
        found.append(row)
    return found


def test_the_same_review_gives_the_same_bytes(review):
    assert review_workbook(review("K02", "zh")) == review_workbook(review("K02", "zh"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_sheet_is_named_frozen_and_ready_to_print(review, opened, language):
    book = opened(review_workbook(review("K02", language)))
    assert len(book.sheetnames) == len({name.lower() for name in book.sheetnames}) == 16
    for sheet in book:
        assert len(sheet.title) <= 31
        assert not re.search(r"[\[\]:*?/\\']", sheet.title)
        assert sheet.freeze_panes
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.page_setup.fitToWidth in (None, 1)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows


def test_the_overview_links_to_every_other_sheet(review, opened):
    book = opened(review_workbook(review("K02")))
    links = {cell.hyperlink.location for row in book["Overview"].iter_rows() for cell in row
             if cell.hyperlink}  # fmt: skip
    assert links == {f"'{name}'!A1" for name in book.sheetnames[1:]}


def test_the_document_says_what_and_whose_it_is_and_reads_no_clock(review, opened):
    properties = opened(review_workbook(review("K02"))).properties
    assert properties.title == "惠庭购物 Huiting · Q2 2026 review"
    assert properties.creator == "Qingyu Beverages"
    assert properties.created.isoformat() == "2026-06-30T00:00:00"
    assert properties.modified == properties.created


def test_the_scorecard_holds_raw_figures_and_works_out_the_rest(review, opened):
    executed = review("K02")
    data = review_workbook(executed)
    rows = table_at(opened(data, values=True)["Scorecard"], "KPI")
    for said, row in zip(rows, executed.summary.scorecard, strict=True):
        assert said[3:6] == pytest.approx((row.actual.value, row.target, row.before.value))
        assert said[6] == pytest.approx(row.actual.value - row.target)
        assert said[7] == pytest.approx(row.actual.value / row.target)
        assert said[8] == pytest.approx(row.actual.value - row.before.value)
    assert [row[9] for row in rows] == [
        "Close to target", "Close to target", "Close to target", "Target missed", "Target missed",
    ]  # fmt: skip
    sheet = opened(data)["Scorecard"]
    cells = [sheet.cell(7, column) for column in range(1, 13)]
    assert [cell.data_type for cell in cells] == list("sssnnnffffns")
    assert [cell.number_format for cell in cells[3:8]] == ["#,##0"] * 4 + ["0.0%"]
    assert len(sheet.conditional_formatting) == 1


def test_the_objectives_form_may_be_typed_over_where_it_is_yellow(review, opened):
    executed = review("K02")
    data = review_workbook(executed)
    sheet, values = opened(data)["Objectives form"], opened(data, values=True)["Objectives form"]
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    unlocked = {cell.column for row in sheet.iter_rows() for cell in row
                if not cell.protection.locked}  # fmt: skip
    assert unlocked == {4, 5, 7, 8, 9}  # targets, actuals, months, weights
    rows = [row for row in table_at(values, "Objective") if row[3] is not None]
    for said, objective in zip(rows, executed.summary.objectives.attainment, strict=True):
        assert said[3:5] == pytest.approx((objective.target, objective.actual.value))
        attained = None if said[5] in (None, "") else said[5]
        assert attained == (objective.attained and pytest.approx(objective.attained))
        assert said[6] == pytest.approx(objective.actual.value - objective.target)
        assert said[7] == ("reached" if objective.met else "missed")


def test_both_faults_of_the_source_stand_in_the_form_with_their_checks(review, opened):
    book = opened(review_workbook(review("A", "en", "textbook")), values=True)
    sheet = book["Objectives form"]
    rows = list(sheet.iter_rows(values_only=True))
    caption = next(
        number for number, row in enumerate(rows) if row[0] == "Targets that do not agree"
    )
    activity, cost = rows[caption + 2 : caption + 4]
    assert activity[3:6] == (60, 50, 10)
    assert cost[3:7] == pytest.approx((0.12, 0.111, 0.009, 9000))
    assert activity[7] == cost[7] == "differs"


def test_the_ledger_sums_up_to_the_review_and_says_so(review, opened):
    executed = review("K02")
    data = review_workbook(executed)
    sheet = opened(data, values=True)["Ledger of differences"]
    rows = table_at(sheet, "Reason")
    assert [row[2] for row in rows] == [250_000, 200_000, 150_000, 600_000, 600_000]
    assert [row[3] for row in rows[:3]] == pytest.approx([250 / 600, 200 / 600, 150 / 600])
    checks = [cell.value for row in sheet.iter_rows() for cell in row
              if isinstance(cell.value, str) and "the review" in cell.value
              and len(cell.value) < 30]  # fmt: skip
    assert checks == ["equals the review"] * 4
    formulas = opened(data)["Ledger of differences"]
    total = next(row[2] for row in formulas.iter_rows() if row[0].value == "Total")
    assert total.value.startswith("=SUM(C")


def test_promotions_return_their_margin_over_their_spend(review, opened):
    executed = review("K02")
    promotions = executed.summary.promotions
    data = review_workbook(executed)
    rows = table_at(opened(data, values=True)["Promotions"], "Promotion")
    for said, result in zip(rows, promotions.results, strict=False):
        assert said[2].date().isoformat() == result.start
        assert said[14] == pytest.approx(result.incremental_margin.value)
        assert said[17:20] == pytest.approx(
            (result.return_on_spend.value, result.return_on_spend.low, result.return_on_spend.high)
        )
    total = rows[len(promotions.results)]
    assert total[13] == pytest.approx(promotions.spend.value)
    assert total[17] == pytest.approx(promotions.return_on_spend.value)
    sheet = opened(data)["Promotions"]
    assert sheet.auto_filter.ref == f"A6:U{6 + len(promotions.results)}"
    assert sheet["R7"].value == "=O7/N7"


def test_the_statement_is_the_profit_of_the_review(review, opened):
    profit = review("K02").summary.profit
    rows = table_at(opened(review_workbook(review("K02")), values=True)["Profit"], "Item")
    by_label = {row[0]: row for row in rows}
    assert by_label["Net invoice sales"][2] == pytest.approx(profit.net_sales.value)
    assert by_label["Account profit"][2] == pytest.approx(profit.account_profit.value)
    assert by_label["Account profit"][5] == pytest.approx(profit.profit_margin.value)
    rebates = by_label["Rebates"]
    assert rebates[3] == pytest.approx(rebates[2] - rebates[1])


def test_charts_are_native_and_refer_to_cells(review, opened):
    book = opened(review_workbook(review("K02", "zh")))
    drawn = {sheet.title: sheet._charts for sheet in book if sheet._charts}
    assert set(drawn) == {"目标表", "促销", "差异台账", "客户利润", "销售", "市场份额", "门店执行",
                          "产品供应"}  # fmt: skip
    for title, charts in drawn.items():
        for chart in charts:
            assert all(
                series.val.numRef.f.startswith(f"'{title}'!")
                or series.val.numRef.f.startswith(f"{title}!")
                for series in chart.series
            )


def test_missing_is_an_empty_cell_never_a_zero(review, opened):
    book = opened(review_workbook(review("B", "en", "textbook")), values=True)
    for row in table_at(book["Scorecard"], "KPI"):
        assert all(value is None or value == "" for value in row[3:9])
        assert row[9] == "Not judged"


def test_a_sparse_account_says_what_would_unlock_the_rest(review, opened):
    executed = review("A", "zh", "textbook")
    book = opened(review_workbook(executed))
    assert "促销" not in book.sheetnames
    rows = table_at(book["未包含的部分"], "部分")
    assert len(rows) == len(executed.summary.skipped)
    assert ("促销", "请在案例中补充：促销表。") in [row[:2] for row in rows]


@pytest.mark.parametrize(("case", "account"), [("beverage_china", "K02"), ("textbook", "A"),
                                               ("beverage_china", "K18")])  # fmt: skip
def test_each_language_keeps_to_itself(review, opened, names_in_data, case, account):
    for language, foreign in (("zh", LETTERS), ("en", re.compile(r"[\u3400-\u9fff]"))):
        executed = review(account, language, case)
        book = opened(review_workbook(executed), values=True)
        said = " ".join([*texts(book), *book.sheetnames])
        for name in (*names_in_data(case), executed.summary.our_company.en):
            said = said.replace(name, " ")
        assert not set(foreign.findall(said)) - SHARED_WORDS


def test_text_never_becomes_a_formula_and_long_names_stay_whole(hostile, opened):
    book = opened(review_workbook(hostile))
    name = hostile.summary.account.name
    promotion = next(row[0] for row in book["促销"].iter_rows(min_row=7))
    assert promotion.value == name
    assert promotion.data_type == "s"
    formulas = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row
                if cell.data_type == "f"]  # fmt: skip
    assert formulas
    assert not [formula for formula in formulas if "B_{C}" in formula or "@SUM" in formula]
    assert len(book["概览"]["A1"].value) <= 90


def test_every_definition_is_the_vocabularys_own(review, opened):
    sheet = opened(review_workbook(review("K02")))["Sources and definitions"]
    said = {row[0]: row[5] for row in sheet.iter_rows(min_row=6, values_only=True) if row[5]}
    judged_by_order = {"otif"}
    for key, *_ in FIGURES:
        name = term(key).en[:1].upper() + term(key).en[1:]
        if name in said and key not in judged_by_order:
            assert said[name] == term(key).formula


def test_every_figure_of_the_tables_is_in_the_workbook(review, opened):
    executed = review("K18")
    book = opened(review_workbook(executed), values=True)
    numbers = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row
               if isinstance(cell.value, int | float)}  # fmt: skip
    for section in SECTIONS:
        assessment = getattr(executed.summary, section.key)
        for layout in section.layouts:
            if assessment is None or not layout.shown(assessment):
                continue
            table = layout.lay_out(assessment, "en", "CNY")
            for row in table.rows:
                for value in row:
                    if isinstance(value, float):
                        assert any(abs(value) == pytest.approx(abs(number), rel=1e-9, abs=1e-9)
                                   for number in numbers), (table.title, row)  # fmt: skip


def test_the_form_is_coloured_as_the_table_of_the_page():
    assert NEARLY == page_table._NEARLY
