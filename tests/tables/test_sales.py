"""Tables of sales: rows, formats and notes as a reader sees them."""

from ka_helpers.metrics.sales import assess
from ka_helpers.tables.sales import lay_out_figures, lay_out_products
from tests.selling import BEFORE, CONTEXT, NOW, frame, products, together

ROWS = together(
    frame([60_000.0] * 3, grain="month", product_id="p1", units=6_000.0),
    frame([40_000.0] * 3, grain="month", product_id="p2", units=4_000.0),
    frame([80_000.0] * 3, BEFORE, "month", product_id="p1", units=8_000.0),
)
SALES = assess({"sales": ROWS, "product": products()}, NOW, CONTEXT)


def written(table):
    return [
        [table.written(row, column) for column in range(len(table.columns))]
        for row in range(len(table.rows))
    ]


def test_figures_at_a_glance():
    table = lay_out_figures(SALES, "en")
    assert [column.label for column in table.columns] == ["Figure", "This quarter", "Q2 2025", "n"]
    assert written(table) == [
        ["Sales", "¥300K", "¥240K", "3"],
        ["Growth", "+25.0%", "–", "3"],
        ["Growth of all accounts together", "+5.0%", "–", "3"],
        ["Sales of the last 1 quarters", "¥300K", "–", "1"],
        ["Own products' share", "100.0%", "100.0%", "6"],
        ["High-margin products' share", "60.0%", "100.0%", "6"],
        ["High-margin share required", "40.0%", "–", "6"],
        ["Units", "30,000", "24,000", "6"],
        ["Average price a unit", "¥10.00", "¥10.00", "6"],
    ]
    assert lay_out_figures(SALES, "zh").note.startswith("口径：进货。")


def test_unmeasured_figures_are_left_out():
    plain = assess({"sales": frame([1.0] * 3, grain="month")}, NOW, CONTEXT)
    said = [row[0] for row in lay_out_figures(plain, "en").rows]
    assert "Units" not in said
    assert "High-margin share required" not in said


def test_products_end_with_their_total():
    table = lay_out_products(SALES, "zh")
    assert written(table) == [
        ["Green tea", "¥18万", "60.0%", "-25.0%", "-25.0个百分点", "3"],
        ["Cola", "¥12万", "40.0%", "–", "+50.0个百分点", "3"],
        ["合计", "¥30万", "100.0%", "+25.0%", "+25.0个百分点", "6"],
    ]
    assert table.status(2) == "total"
