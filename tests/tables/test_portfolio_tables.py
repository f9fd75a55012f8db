"""The portfolio's tables in both languages."""

import pandas as pd
import pytest

from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.metrics.portfolio import assess_portfolio
from ka_helpers.tables.portfolio import lay_out_accounts, lay_out_classes, lay_out_concentration


@pytest.fixture(scope="module")
def portfolio():
    inputs = pd.DataFrame(
        {"annual_sales": [600_000.0, 400_000.0], "growth": [0.25, 0.01],
         "display_share": [0.25, 0.10]}, index=["A", "B"],
    )  # fmt: skip
    names = {"A": "<b>Alpha</b>", "B": "Beta"}
    return assess_portfolio(inputs, names, read_ruleset("textbook"), {"A": 9.0, "B": 1.0})


@pytest.mark.parametrize(("language", "star"), [("en", "Star"), ("zh", "明星类")])
def test_accounts_are_written_with_their_class(portfolio, language, star):
    table = lay_out_accounts(portfolio, language)
    assert [table.written(0, column) for column in (0, 3, 5, 7)] == ["1", "60.0%", "A", star]
    assert "<b>" not in table._repr_html_()


def test_what_losing_the_largest_costs(portfolio):
    table = lay_out_concentration(portfolio, "en")
    written = {row[0]: table.written(n, 1) for n, row in enumerate(table.rows)}
    assert written["Share of sales lost if “<b>Alpha</b>” left"] == "60.0%"
    assert written["Share of profit lost if “<b>Alpha</b>” left"] == "90.0%"
    assert written["As concentrated as this many equal accounts"] == "1.9"


def test_each_class_says_what_it_asks_for(portfolio):
    table = lay_out_classes(portfolio, "zh")
    assert [row[0] for row in table.rows] == ["明星类", "问题类", "金牛类", "瘦狗类"]
    assert "不要撤场" in table.written(3, 3)
