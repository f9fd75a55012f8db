"""The shipped synthetic case adds up: across tables, over time, and with its planted truth."""

import numpy as np
import pandas as pd
import pytest

from ka_helpers.cases import check_case
from ka_helpers.cases.synthesis.writing import columns_of
from ka_helpers.columns import TABLES
from tests.cases.synthesis.conftest import SHIPPED

SAME_IN_BOTH_LANGUAGES = {
    ("account", "tier"), ("product", "pack"), ("product", "barcode"),
    ("objective", "weight_metric"),
}  # fmt: skip
IN_BOTH_LANGUAGES = r"[\u4e00-\u9fff].* .*[A-Za-z]|^%$"
NOT_FILLED = {("execution", "store_id"), ("execution", "category")}
BIG, MOST_BYTES = 2_000_000, 5_000_000


def test_passes_the_check_without_a_word():
    report = check_case(SHIPPED)
    assert report.problems == ()
    assert report.warnings == ()


@pytest.mark.parametrize("name", list(TABLES))
def test_every_column_is_filled_somewhere(shipped, name):
    empty = {(name, column.name) for column in columns_of(name)
             if shipped[name][column.name].isna().all()}  # fmt: skip
    assert empty <= NOT_FILLED


@pytest.mark.parametrize("name", list(TABLES))
def test_the_parts_of_a_row_are_within_the_contract(shipped, name):
    for column in columns_of(name):
        if column.choices:
            assert set(shipped[name][column.name].dropna()) <= set(column.choices)


@pytest.mark.parametrize("name", list(TABLES))
def test_free_text_is_chinese_first_then_english(shipped, name):
    texts = [column.name for column in TABLES[name].columns if column.kind == "text"]
    for column in texts:
        said = shipped[name][column].dropna().astype(str)
        if (name, column) not in SAME_IN_BOTH_LANGUAGES:
            assert said[~said.str.contains(IN_BOTH_LANGUAGES, regex=True)].empty, column


def test_weeks_are_eight_full_quarters(shipped):
    weeks = shipped["sales"].drop_duplicates("period_start").groupby("quarter").size()
    assert weeks.to_dict() == {
        f"{year}Q{number}": 13
        for year, number in [
            (2024, 3),
            (2024, 4),
            *((2025, n) for n in (1, 2, 3, 4)),
            (2026, 1),
            (2026, 2),
        ]
    }


def test_own_sales_are_within_the_category(shipped):
    market = shipped["market"]
    totals = market[market["competitor"].isna() & (market["account_id"] != "ALL")]
    totals = totals.set_index(["account_id", "month", "category"])
    sold = shipped["sales"].query("basis == 'sell_out'")
    own = sold.groupby(["account_id", "month", "category"])["sales_value"].sum()
    both = totals.join(own.rename("own"), how="left")
    both["own"] = both["own"].fillna(0)
    whole = both["category_sales_value"] + both["own"] * both["own_excluded"]
    assert (both["own"] < whole).all()
    assert (whole < both["account_total_sales"]).all()


def test_competitors_are_within_what_is_not_ours(shipped):
    market = shipped["market"].dropna(subset="competitor")
    keys = ["account_id", "month", "category"]
    rivals = market.groupby(keys)["competitor_sales_value"].sum()
    assert (rivals < market.groupby(keys)["category_sales_value"].first()).all()
    assert (market.groupby(keys)["category_sales_value"].nunique() == 1).all()


def test_stock_flows(shipped):
    execution = shipped["execution"].set_index(["account_id", "period_start"])["stock_units"]
    units = shipped["sales"].pivot_table(
        index=["account_id", "period_start"], columns="basis", values="units", aggfunc="sum"
    )
    moved = (units["sell_in"] - units["sell_out"]).reindex(execution.index)
    change = execution.groupby("account_id").diff()
    assert (change.dropna() == moved[change.notna()]).all()
    assert (execution >= 0).all()


def test_net_sales_are_list_value_less_the_discount_on_the_invoice(shipped):
    costs = shipped["cost"].query("cost_type == 'list_discount' and scenario == 'actual'")
    discounts = costs.groupby(["account_id", "month"])["amount"].sum()
    sold = shipped["sales"].query("basis == 'sell_in'").groupby(["account_id", "month"])
    given = sold["list_value"].sum() - sold["sales_value"].sum()
    assert given.to_numpy() == pytest.approx(discounts[given.index].to_numpy(), abs=1)


def test_deliveries_are_sell_in(shipped):
    lines = shipped["order_line"].assign(
        period_start=shipped["order_line"]["requested_at"] - pd.Timedelta(days=3)
    )
    keys = ["account_id", "product_id", "period_start"]
    delivered = lines.groupby(keys)["qty_delivered"].sum()
    sold = shipped["sales"].query("basis == 'sell_in'").groupby(keys)["units"].sum()
    pd.testing.assert_series_equal(delivered, sold, check_names=False)
    assert (lines["qty_ordered"] >= lines["qty_delivered"]).all()
    refused = lines["reject_reason"] == "shelf_life"
    assert ((lines["remaining_life_pct"] < lines["min_life_pct"]) == refused).all()


def test_invoices_are_sell_in_by_month(shipped):
    invoiced = shipped["receivable"].groupby(["account_id", "month"])["amount"].sum()
    sold = shipped["sales"].query("basis == 'sell_in'")
    sold = sold.groupby(["account_id", "month"])["sales_value"].sum()
    assert invoiced.to_numpy() == pytest.approx(sold[invoiced.index].to_numpy(), abs=1)


def test_payments_and_deductions_add_up_to_invoices(shipped):
    settled = shipped["receivable"].dropna(subset="paid_date")
    held = settled["deduction_amount"].fillna(0)
    assert (settled["paid_amount"] + held).to_numpy() == pytest.approx(settled["amount"].to_numpy())
    assert (settled["paid_date"] <= pd.Timestamp("2026-06-30")).all()
    unpaid = shipped["receivable"][shipped["receivable"]["paid_date"].isna()]
    assert unpaid[["paid_amount", "deduction_amount"]].isna().all().all()


def test_penalties_agree_in_orders_costs_and_deductions(shipped):
    keys = ["account_id", "month"]
    of_lines = shipped["order_line"].groupby(keys)["penalty"].sum()
    costs = shipped["cost"].query("cost_type == 'penalty'").groupby(keys)["amount"].sum()
    assert of_lines[of_lines > 0].to_numpy() == pytest.approx(costs.to_numpy(), abs=0.01)


def test_objectives_roll_up(shipped):
    objectives = shipped["objective"]
    keys = ["account_id", "metric", "quarter"]
    months = objectives[objectives["period_type"] == "month"].groupby(keys)["target"]
    quarters = objectives[objectives["period_type"] == "quarter"].set_index(keys)
    sums, last, means = months.sum(), months.last(), months.mean()
    rule = quarters["agg"].reindex(sums.index)
    expected = sums.where(rule == "flow", last.where(rule == "level", means))
    assert (months.size() == 3).all()
    targets = quarters["target"].reindex(sums.index)
    assert targets.to_numpy() == pytest.approx(expected.to_numpy(), abs=0.02)


def test_objectives_reach_into_the_next_quarter(shipped):
    ahead = shipped.of("objective", "2026Q3")
    assert set(ahead["account_id"]) == set(shipped["account"]["account_id"])
    assert ahead["actual"].isna().all()
    past = shipped["objective"].query("metric == 'sales_value' and period_type == 'quarter'")
    sold = shipped["sales"].query("basis == 'sell_in'").groupby(["account_id", "quarter"])
    done = past.dropna(subset="actual").set_index(["account_id", "quarter"])["actual"]
    assert done.to_numpy() == pytest.approx(sold["sales_value"].sum()[done.index].to_numpy())


def test_price_cuts_are_in_the_price_of_sell_out(shipped):
    sold = shipped["sales"].query("basis == 'sell_out'")
    bought = shipped["sales"].query("basis == 'sell_in'").groupby("account_id")
    usual = bought["sales_value"].sum() / bought["list_value"].sum()
    cuts = shipped["promotion"].query("status == 'done'").dropna(subset="discount_pct")
    weekly = sold.set_index(["account_id", "product_id", "period_start"])
    for cut in cuts.itertuples():
        key = (cut.account_id, cut.product_id, cut.start)
        if key in weekly.index:
            price = weekly.loc[key, "sales_value"] / weekly.loc[key, "list_value"]
            assert price == pytest.approx(usual[cut.account_id] * (1 - cut.discount_pct), abs=1e-3)


def test_the_planted_truth_is_what_was_sold(shipped):
    truth = pd.read_csv(SHIPPED / "truth" / "promotions.csv").set_index("promo_id")
    ran = shipped["promotion"].query("status == 'done'").set_index("promo_id")
    assert list(truth.index) == list(ran.index)
    told = truth["true_baseline_units"] + truth["true_uplift_units"]
    assert (told - ran["actual_units"] >= 0).all()
    assert (told == ran["actual_units"]).mean() > 0.98
    assert (truth["true_uplift_units"] > 0).all()
    assert (truth["dip_units"] <= 0.4 * truth["true_uplift_units"] + 3).all()


def test_most_promotions_have_clean_weeks_around_them(shipped):
    promotions = shipped["promotion"].query("status == 'done'")
    clean = []
    for (_, _), rows in promotions.groupby(["account_id", "product_id"]):
        for promotion in rows.itertuples():
            weeks = pd.date_range(promotion.start - pd.Timedelta(weeks=8), periods=19, freq="7D")
            dirty = np.zeros(len(weeks), dtype=bool)
            for other in rows.itertuples():
                dirty |= (weeks >= other.start) & (weeks <= other.end + pd.Timedelta(days=21))
            clean.append(int((~dirty & (weeks <= pd.Timestamp("2026-06-22"))).sum()))
    assert np.mean(np.array(clean) >= 6) > 0.9


def test_units_vary_by_8_to_12_percent_a_week(shipped):
    """The noise of a product: residuals of weeks without promotions against their neighbours."""
    sold = shipped["sales"].query("basis == 'sell_out' and account_id == 'K01'")
    wide = sold.pivot(index="period_start", columns="product_id", values="units").dropna(axis=1)
    smooth = wide.rolling(5, center=True).median()
    residuals = (wide / smooth - 1).iloc[2:-2]
    inner = residuals.clip(-0.3, 0.3)
    assert 0.06 <= inner.std().median() <= 0.13


def test_files_are_small():
    sizes = {path: path.stat().st_size for path in SHIPPED.rglob("*")
             if path.is_file() and ".ka-kit" not in path.parts}  # fmt: skip
    assert sum(sizes.values()) < MOST_BYTES
    assert all(size < BIG for path, size in sizes.items() if path.name != "sales.parquet")
