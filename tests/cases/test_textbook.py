"""The textbook case holds the source's tables, with its two inconsistencies and no others."""

import csv
from pathlib import Path

import pandas as pd
import pytest
from ruamel.yaml import YAML

from ka_helpers.cases import check_case, load_case

TEXTBOOK = Path(__file__).parents[2] / "datasets" / "textbook"
QUARTER_TABLE = {
    "sales_value": (1_000_000, 500_000, 600_000, 300_000),
    "display_points": (30, 35, 25, 20),
    "sku_listed": (12, 7, 10, 3),
    "trade_cost_ratio": (0.12, 0.10, 0.11, 0.18),
    "activity_points": (50, 40, 60, 80),
}
# first quarter's actual, second quarter, April, May, June
BREAKDOWN = {
    "sales_value": (700_000, 1_000_000, 250_000, 350_000, 400_000),
    "display_points": (22, 30, 28, 28, 30),
    "sku_listed": (8, 12, 12, 12, 12),
    "trade_cost_ratio": (0.164, 0.12, 0.10, 0.12, 0.11),
    "activity_points": (44, 60, 15, 15, 30),
}


@pytest.fixture(scope="module")
def objectives():
    return load_case(TEXTBOOK).table("objective")


@pytest.fixture(scope="module")
def shares():
    with (TEXTBOOK / "reference" / "share_of_spending.csv").open(encoding="utf-8") as file:
        rows = {row.pop("year"): row for row in csv.DictReader(file)}
    return {year: {name: float(part) for name, part in row.items()} for year, row in rows.items()}


@pytest.fixture(scope="module")
def stories():
    return YAML(typ="safe").load(TEXTBOOK / "reference" / "stories.yaml")


def of_breakdown(objectives, metric, period_type):
    rows = objectives.query(
        "source == 'breakdown' and metric == @metric and period_type == @period_type"
    )
    return rows.sort_values("period_start")


def test_has_no_problems_and_says_which_accounts_have_no_sales():
    report = check_case(TEXTBOOK)
    assert report.problems == ()
    assert [warning.key for warning in report.warnings] == ["cases.no_sales"]


@pytest.mark.parametrize("metric", list(QUARTER_TABLE))
def test_quarter_table(objectives, metric):
    rows = objectives.query("source == 'quarter table' and metric == @metric")
    targets = rows.set_index("account_id")["target"]
    assert tuple(targets[list("ABCD")]) == QUARTER_TABLE[metric]
    assert set(rows["quarter"]) == {"2026Q2"}


@pytest.mark.parametrize("metric", list(BREAKDOWN))
def test_breakdown_of_account_a(objectives, metric):
    quarter = of_breakdown(objectives, metric, "quarter").iloc[0]
    months = of_breakdown(objectives, metric, "month")
    assert list(months["month"]) == ["2026-04", "2026-05", "2026-06"]
    found = (quarter["baseline_actual"], quarter["target"], *months["target"])
    assert found == BREAKDOWN[metric]


def test_the_two_faults_are_there_and_the_rest_agrees(objectives):
    agreeing, faults = {}, {}
    weights = of_breakdown(objectives, "sales_value", "month")["target"].to_numpy()
    for metric in BREAKDOWN:
        quarter = of_breakdown(objectives, metric, "quarter").iloc[0]
        months = of_breakdown(objectives, metric, "month")["target"].to_numpy()
        rolled = {
            "flow": months.sum(),
            "level": months[-1],
            "ratio": (months * weights).sum() / weights.sum(),
        }[quarter["agg"]]
        in_table = QUARTER_TABLE[metric][0]
        agrees = rolled == pytest.approx(quarter["target"]) and in_table == quarter["target"]
        (agreeing if agrees else faults)[metric] = (in_table, quarter["target"], rolled)
    assert set(agreeing) == {"sales_value", "display_points", "sku_listed"}
    assert faults["activity_points"] == (50, 60, 60)
    assert faults["trade_cost_ratio"] == (0.12, 0.12, pytest.approx(0.111))


def test_a_to_d_sell_240_and_spend_29(objectives):
    wide = objectives.query("source == 'quarter table'").pivot(
        index="account_id", columns="metric", values="target"
    )
    spent = (wide["sales_value"] * wide["trade_cost_ratio"]).sum()
    assert wide["sales_value"].sum() == 2_400_000
    assert spent == pytest.approx(290_000)
    assert spent / 2_400_000 == pytest.approx(0.1208, abs=5e-5)


def test_the_one_sales_figure_is_in_yuan_after_loading(objectives):
    sales = load_case(TEXTBOOK).table("sales")
    assert sales[["account_id", "sales_value", "quarter"]].values.tolist() == [
        ["A", 700_000.0, "2026Q1"]
    ]
    baseline = of_breakdown(objectives, "sales_value", "quarter")["baseline_actual"]
    assert baseline.tolist() == sales["sales_value"].tolist()


def test_shares_of_spending_add_up_but_for_1984_and_1990(shares):
    off = {year: round(sum(row.values()), 2) for year, row in shares.items()}
    assert {year: total for year, total in off.items() if total != 1} == {
        "1984": 0.99,
        "1990": 1.01,
    }
    trade = [row["trade_promotion"] for row in shares.values()]
    assert trade == sorted(trade)
    assert (trade[0], trade[-1]) == (0.34, 0.50)


def test_derived_figures_of_the_stories_follow_from_the_printed_ones(stories):
    share = stories["share_lost_while_growing"]
    change = (1 + share["own_growth"]) / (1 + share["account_growth"]) - 1
    assert share["share_change"] == pytest.approx(change)
    gap = stories["order_gap"]
    parts = gap["penalties"] + gap["price_differences"] + gap["promotion_discounts"]
    assert (gap["gap"], sum(gap["penalties_by_cause"].values())) == (parts, pytest.approx(1))
    spend = stories["spend_cut"]
    assert spend["yuan_per_case_now"] == 100 / spend["cases_per_100_yuan_now"]
    assert spend["yuan_per_case_wanted"] == round(100 / spend["cases_per_100_yuan_wanted"], 2)


def test_phasing_and_deadlock_follow_too(stories):
    phasing = stories["phasing"]
    weeks = pd.Series(phasing["weekly_shares"])
    differences = [abs(one - other) for one in weeks for other in weeks]
    assert phasing["gini"] == pytest.approx(sum(differences) / (2 * 16 * weeks.mean()))
    spread = weeks.std(ddof=0) / weeks.mean()
    assert phasing["coefficient_of_variation"] == pytest.approx(spread, abs=0.005)
    deadlock = stories["deadlock"]
    yearly = deadlock["sales_lost_at_least"] / deadlock["months_of_sales_lost"] * 12
    stake = yearly * deadlock["rebate_points_argued"]
    assert deadlock["stake_a_year"] == pytest.approx(stake, rel=0.01)
    assert deadlock["loss_over_stake"] == pytest.approx(50_000_000 / stake, rel=0.01)
