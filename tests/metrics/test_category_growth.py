"""Categories at an account against the market: by hand, laws, then the sample."""

import pandas as pd
import pytest

from ka_helpers.cases import load_case
from ka_helpers.metrics.category_growth import category_growths
from ka_helpers.periods import Calendar

CALENDAR = Calendar()


def market(*rows):
    """Return market rows of the months April of two years: (account, category, year, sales)."""
    frame = pd.DataFrame(rows, columns=["account_id", "category", "year", "category_sales_value"])
    start = pd.to_datetime(frame.pop("year").astype(str) + "-04-01")
    return frame.assign(
        period_start=start, period_type="month", quarter=start.dt.year.astype(str) + "Q2",
        month=start.dt.strftime("%Y-%m"),
    )  # fmt: skip


ROWS = (
    ("K", "tea", 2025, 100.0), ("K", "tea", 2026, 105.0),
    ("ALL", "tea", 2025, 1000.0), ("ALL", "tea", 2026, 1200.0),
    ("K", "water", 2025, 50.0), ("K", "water", 2026, 60.0),
    ("ALL", "water", 2025, 500.0), ("ALL", "water", 2026, 500.0),
)  # fmt: skip


def test_a_category_by_hand():
    tea, water = category_growths({"market": market(*ROWS)}, "2026Q2", CALENDAR)
    # at the market's 20 % the account would have sold 120
    assert (tea.category, tea.sales, tea.n) == ("tea", 105.0, 1)
    assert (tea.growth, tea.market_growth) == (pytest.approx(0.05), pytest.approx(0.2))
    assert (tea.missed, water.missed) == (pytest.approx(15), pytest.approx(-10))


def test_what_only_one_of_them_knows_is_not_compared():
    found = category_growths({"market": market(*ROWS[:4], *ROWS[4:6])}, "2026Q2", CALENDAR)
    assert [each.category for each in found] == ["tea"]
    assert category_growths({"market": market(*ROWS[:2])}, "2026Q2", CALENDAR) == ()
    assert category_growths({"market": market(*ROWS[2:4])}, "2026Q2", CALENDAR) == ()
    assert category_growths({"market": market(*ROWS)}, "2025Q2", CALENDAR) == ()


def test_a_competitors_row_repeats_the_category_and_counts_once():
    rows = market(*ROWS)
    rivals = rows.assign(competitor="Rival")
    both = pd.concat([rows.assign(competitor=None), rivals], ignore_index=True)
    alone = category_growths({"market": rows}, "2026Q2", CALENDAR)
    assert category_growths({"market": both}, "2026Q2", CALENDAR) == alone


def test_rows_without_us_are_not_the_category():
    rows = market(*ROWS).assign(own_excluded=pd.array([True] + [False] * 7, dtype="boolean"))
    found = category_growths({"market": rows}, "2026Q2", CALENDAR)
    assert [each.category for each in found] == ["water"]


def test_the_samples_categories_add_up_to_the_accounts_market_rows():
    account = load_case("beverage_china").slice("K01")
    found = category_growths(account, "2026Q2", CALENDAR)
    rows = account["market"]
    rows = rows[(rows["account_id"] == "K01") & (rows["quarter"] == "2026Q2")]
    once = rows.drop_duplicates(["category", "period_start"])["category_sales_value"].sum()
    assert sum(each.sales for each in found) == pytest.approx(once)
    assert [each.missed for each in found] == sorted((e.missed for e in found), reverse=True)
