"""Tables of share: rows, formats and what the note owns up to."""

from ka_helpers.metrics.share import assess
from ka_helpers.tables.share import lay_out_categories, lay_out_figures, lay_out_rivals
from tests.selling import BEFORE, CONTEXT, NOW, frame, market, together

RIVAL = {"competitor": "Rival", "competitor_sales_value": 30.0, "n_obs": 50.0}
TABLES = {
    "sales": together(frame([15.0] * 3, grain="month"), frame([10.0] * 3, BEFORE, "month")),
    "market": together(
        market([80.0] * 3, grain="month", **RIVAL),
        market([50.0] * 3, BEFORE, "month", **RIVAL),
    ),
}
SHARE = assess(TABLES, NOW, CONTEXT)


def written(table):
    return [
        [table.written(row, column) for column in range(len(table.columns))]
        for row in range(len(table.rows))
    ]


def test_figures_at_a_glance():
    table = lay_out_figures(SHARE, "en")
    assert written(table) == [
        ["Share of the category at the account", "18.8%", "20.0%", "3"],
        ["Change in share", "-1.3 pp", "–", "3"],
        ["Growth gap (relative change in share)", "-6.2%", "–", "3"],
        ["Our growth", "+50.0%", "–", "3"],
        ["Growth of the category at the account", "+60.0%", "–", "3"],
        ["Our sales compared", "¥45", "–", "3"],
        ["Category sales compared", "¥240", "–", "3"],
    ]
    assert "150 observations. Thin sample: below 400" in table.note
    assert "prices differ" in table.note
    assert "样本偏少：少于 400 个样本" in lay_out_figures(SHARE, "zh").note


def test_us_among_the_competitors():
    assert written(lay_out_rivals(SHARE, "zh")) == [
        ["Rival", "¥90", "37.5%", "60.0%"],
        ["我方", "¥45", "18.8%", "20.0%"],
    ]


def test_a_share_too_small_to_write_is_not_written_as_zero():
    nation = market([1e9] * 3, grain="month", account_id="ALL")
    share = assess({**TABLES, "market": nation}, NOW, CONTEXT)
    table = lay_out_figures(share, "en")
    assert [row[0] for row in table.rows] == ["Our sales compared", "Category sales compared"]
    assert "too small to be written" in table.note
    assert "no rows of this account" in table.note


def test_categories_name_their_opportunity():
    table = lay_out_categories(SHARE, "en")
    assert [column.label for column in table.columns][-2:] == ["Opportunity", "n"]
    assert len(table.rows) == 1
