"""The stores of the shipped case: they add up to the account, and visits go by habit, not class."""

import numpy as np
import pytest

from ka_helpers.cases.synthesis import designed_accounts

TURNED = "K06"
VISITED = {each.account_id: each for each in designed_accounts() if each.has_visits}


def test_each_visited_account_has_all_its_stores_and_no_other_has_any(shipped):
    counted = shipped["store"]["account_id"].value_counts().to_dict()
    assert counted == {key: design.store_count for key, design in VISITED.items()}


def test_the_stores_sell_what_the_account_sold_in_its_last_year(shipped):
    sales = shipped["sales"].query("basis == 'sell_out'")
    last = sorted(sales["period_start"].unique())[-52:]
    year = sales[sales["period_start"].isin(last)].groupby("account_id")["sales_value"].sum()
    of_stores = shipped["store"].groupby("account_id")["annual_sales"].sum()
    for account_id, amount in of_stores.items():
        assert amount == pytest.approx(year[account_id], rel=1e-6)


def test_twenty_representatives_in_ten_teams_turned_an_account_round(shipped):
    stores = shipped["store"].query("account_id == @TURNED")
    assert (stores["rep_id"].nunique(), stores["district"].nunique()) == (20, 10)
    by_class = stores.groupby("store_class")["visits_a_month"].unique()
    assert {key: list(values) for key, values in by_class.items()} == {"A": [4], "B": [2], "C": [1]}


def test_elsewhere_large_stores_are_visited_no_more_than_small_ones(shipped):
    stores = shipped["store"].query("account_id != @TURNED")
    means = stores.groupby("store_class")["visits_a_month"].mean()
    assert abs(means["A"] - means["C"]) < 0.15


def test_some_classes_have_gone_stale_but_most_still_hold(shipped):
    stores = shipped["store"]
    ranked = stores.sort_values(["account_id", "annual_sales"], ascending=[True, False])
    whole = ranked.groupby("account_id")["annual_sales"].transform("sum")
    before = ranked.groupby("account_id")["annual_sales"].cumsum() - ranked["annual_sales"]
    now = np.select([before < 0.5 * whole, before < 0.8 * whole], ["A", "B"], "C")
    assert 0.75 < (ranked["store_class"] == now).mean() < 0.97
