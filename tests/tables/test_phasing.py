"""Tables of phasing: unmeasured figures are left out and the note says why."""

from ka_helpers.metrics.phasing import assess
from ka_helpers.tables.phasing import lay_out_figures, lay_out_months
from tests.selling import CONTEXT, NOW, frame, together

STICK = [7.5] * 4 + [70.0] + [10.0, 10.0, 10.0, 70.0] * 2


def written(table):
    return [
        [table.written(row, column) for column in range(len(table.columns))]
        for row in range(len(table.rows))
    ]


def test_weeks_and_months():
    phasing = assess({"sales": frame(STICK)}, NOW, CONTEXT)
    figures = {row[0]: row[1:] for row in written(lay_out_figures(phasing, "en"))}
    assert figures["Last week's share of a month"] == ["70.0%", "–", "13"]
    assert figures["The same if all weeks were equal"] == ["23.3%", "–", "13"]
    assert "Weeks of cover" not in figures
    months = lay_out_months(phasing, "zh")
    assert written(months)[1] == [
        "2026年5月",
        "¥100",
        "33.3%",
        "70.0%",
        "0.45",
        "0.40",
        "1.04",
        "0.52",
    ]


def test_months_alone_say_that_weeks_were_not_measured():
    phasing = assess({"sales": frame([1.0, 1.0, 2.0], grain="month")}, NOW, CONTEXT)
    assert len(lay_out_months(phasing, "en").columns) == 3
    assert "Phasing within months is not measured" in lay_out_figures(phasing, "en").note
    assert "月内销售节奏未测量" in lay_out_figures(phasing, "zh").note


def test_an_estimated_stock_says_so():
    rows = together(frame([1.0] * 13, units=2.0), frame([1.0] * 13, basis="sell_out", units=1.0))
    note = lay_out_figures(assess({"sales": rows}, NOW, CONTEXT), "en").note
    assert "estimated as deliveries minus sales" in note
    assert "compared in units" in note
