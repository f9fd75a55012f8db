"""Objectives: the textbook's two faults found by themselves, then the laws of rolling up."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from ka_helpers.cases import load_case
from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.actuals import actuals_in
from ka_helpers.metrics.assessment import Context, Measure
from ka_helpers.metrics.objectives import ObjectivesAssessment, assess, attain
from ka_helpers.metrics.roll_up import check_roll_up, roll_up
from ka_helpers.periods import Calendar

CONTEXT = Context(as_of="2026-06-30")
WHOLE_YEAR = [f"2026-{month:02}-01" for month in (1, 4, 7, 10)]


def objectives(*rows):
    """Rows of metric, period type, start, target and, if need be, more columns by name."""
    frame = pd.DataFrame(
        [{"account_id": "A", "metric": m, "period_type": kind, "period_start": start,
          "target": float(target), **more} for m, kind, start, target, more in rows]
    )  # fmt: skip
    frame["period_start"] = pd.to_datetime(frame["period_start"])
    frame["quarter"] = Calendar().quarters_of(frame["period_start"])
    frame["month"] = frame["period_start"].dt.strftime("%Y-%m")
    return frame


def quarter_and_months(metric, whole, months, **more):
    starts = ("2026-04-01", "2026-05-01", "2026-06-01")
    return [
        (metric, "quarter", starts[0], whole, more),
        *((metric, "month", s, m, more) for s, m in zip(starts, months, strict=True)),
    ]


@pytest.fixture(scope="module")
def textbook():
    return load_case("textbook")


def test_both_faults_of_the_textbook_are_found_and_nothing_else(textbook):
    conflict, ratio = check_roll_up(textbook.table("objective"))
    assert (conflict.kind, conflict.metric, conflict.period) == (
        "conflict", "activity_points", "2026Q2",
    )  # fmt: skip
    assert {conflict.stated_source: conflict.stated, conflict.found_source: conflict.found} == {
        "quarter table": 50, "breakdown": 60,
    }  # fmt: skip
    assert (ratio.kind, ratio.metric, ratio.account_id) == (
        "not_allocated",
        "trade_cost_ratio",
        "A",
    )
    # (25 x 10 % + 35 x 12 % + 40 x 11 %) / 100 = 11.1 %; 0.9 % of 100万 is 0.9万
    assert (ratio.stated, ratio.found, ratio.parts) == (0.12, pytest.approx(0.111), 3)
    assert ratio.money == pytest.approx(9_000)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_never_matters(textbook, seed):
    rows = textbook.table("objective")
    shuffled = rows.sample(frac=1, random_state=seed)
    assert check_roll_up(shuffled) == check_roll_up(rows)


def test_months_are_held_against_the_other_source_where_theirs_has_no_whole():
    rows = quarter_and_months("activity_points", 50, (15, 15, 30))
    split = [(*row[:4], {"source": "table" if row[1] == "quarter" else "plan"}) for row in rows]
    (fault,) = check_roll_up(objectives(*split))
    assert (fault.kind, fault.stated, fault.found) == ("over_allocated", 50, 60)


@pytest.mark.parametrize(
    ("metric", "whole", "months", "kinds"),
    [
        ("sales_value", 100, (25, 35, 40), []),
        ("sales_value", 100, (25, 35, 39.6), []),
        ("sales_value", 100, (25, 35, 30), ["not_allocated"]),
        ("sales_value", 100, (25, 35, 50), ["over_allocated"]),
        ("display_points", 30, (28, 28, 30), []),
        ("display_points", 30, (30, 30, 28), ["level_differs"]),
        ("market_share", 0.3, (0.1, 0.1, 0.1), []),
    ],
)
def test_each_kind_of_metric_is_rolled_up_its_own_way(metric, whole, months, kinds):
    faults = check_roll_up(objectives(*quarter_and_months(metric, whole, months)))
    assert [fault.kind for fault in faults] == kinds


def test_an_incomplete_breakdown_is_not_judged():
    rows = quarter_and_months("sales_value", 100, (25, 35, 30))[:-1]
    assert check_roll_up(objectives(*rows)) == ()


def test_quarters_are_held_against_the_year():
    rows = [("sales_value", "quarter", start, 25, {}) for start in WHOLE_YEAR]
    year = ("sales_value", "year", WHOLE_YEAR[0], 110, {})
    (fault,) = check_roll_up(objectives(year, *rows))
    assert (fault.kind, fault.period_type, fault.parts, fault.money) == (
        "not_allocated", "year", 4, 10,
    )  # fmt: skip


def test_rolling_up_nothing_or_without_weights_is_refused():
    with pytest.raises(MetricInputError, match="no parts"):
        roll_up([], "flow")
    with pytest.raises(MetricInputError) as error:
        roll_up([0.1, 0.2], "ratio")
    assert "权重" in error.value.said_in("zh")


@given(st.lists(st.floats(0.01, 1), min_size=1, max_size=6), st.floats(1, 1e6))
def test_a_ratio_lies_between_its_parts_and_equal_weights_give_the_mean(parts, weight):
    made = roll_up(parts, "ratio", [weight] * len(parts))
    assert min(parts) - 1e-9 <= made <= max(parts) + 1e-9
    assert made == pytest.approx(sum(parts) / len(parts))


@pytest.mark.parametrize(
    ("target", "actual", "low", "attained"),
    [(100, 90, False, 0.9), (0.12, 0.15, True, 0.8), (0, 5, False, None), (-10, -5, False, None)],
)
def test_attainment(target, actual, low, attained):
    assert attain(target, actual, low_is_good=low) == attained


def test_the_next_quarter_is_held_against_what_its_targets_were_set_on(textbook):
    result = assess(textbook.slice("A"), "2026Q1", CONTEXT)
    assert result.attainment == ()
    assert [(row.metric, row.target, row.actual.value) for row in result.upcoming] == [
        ("sales_value", 1_000_000, 700_000), ("display_points", 30, 22), ("sku_listed", 12, 8),
        ("trade_cost_ratio", 0.12, 0.164), ("activity_points", 50, 44),
    ]  # fmt: skip
    assert len(result.inconsistencies) == 2
    assert [row.contested for row in result.upcoming] == [False] * 4 + [True]


def test_stated_actuals_come_first_then_those_handed_in(textbook):
    slice_d = dict(textbook.slice("D"))
    handed = {"sales_value": Measure(270_000.0, "money", 13, "sales"),
              "trade_cost_ratio": Measure(0.15, "share", 9, "cost"),
              "display_points": Measure(25.0, "count", 3, "execution")}  # fmt: skip
    rows = slice_d["objective"]
    slice_d["objective"] = rows.assign(actual=rows["metric"].map({"display_points": 18.0}))
    result = assess(slice_d, "2026Q2", CONTEXT, handed)
    by_metric = {row.metric: row for row in result.attainment}
    assert by_metric["sales_value"].attained == pytest.approx(0.9)
    assert by_metric["trade_cost_ratio"].met
    assert by_metric["trade_cost_ratio"].attained == pytest.approx(1.2)
    assert (by_metric["display_points"].actual.value, by_metric["display_points"].met) == (
        18,
        False,
    )
    assert by_metric["sku_listed"].met is None
    assert (result.met.value, result.met.n) == (pytest.approx(1 / 3), 3)


def test_sales_are_worked_out_where_nothing_was_handed_in(textbook):
    result = assess(textbook.slice("A"), "2026Q1", CONTEXT)
    assert result.upcoming[0].actual.source == "objective"
    rows = textbook.slice("A")["objective"].drop(columns="baseline_actual")
    tables = {**textbook.slice("A"), "objective": rows}
    assert assess(tables, "2026Q1", CONTEXT).upcoming[0].actual.value == 700_000


def test_a_target_may_be_made_of_its_months():
    rows = quarter_and_months("sales_value", 0, (25, 35, 40))[1:]
    (row,) = assess({"objective": objectives(*rows)}, "2026Q2", CONTEXT).attainment
    assert (row.target, row.derived, row.priority) == (100, True, "primary")


def test_changes_have_no_percentage_of_their_target():
    rows = [("growth", "quarter", "2026-04-01", 0.05, {"actual": 0.04})]
    (row,) = assess({"objective": objectives(*rows)}, "2026Q2", CONTEXT).attainment
    assert (row.attained, row.met) == (None, False)


def test_no_targets_no_assessment(textbook):
    assert assess(textbook.slice("A"), "2024Q1", CONTEXT) is None


def test_actuals_come_from_the_assessments_that_there_are():
    class Sales:
        sales = Measure(5.0, "money", 13, "sales")
        growth = Measure(None, "change", 0, "sales")

    assert actuals_in({"sales": Sales(), "share": None}) == {"sales_value": Sales.sales}


def test_it_survives_json(textbook):
    adapter = TypeAdapter(ObjectivesAssessment)
    result = assess(textbook.slice("A"), "2026Q2", CONTEXT)
    assert adapter.validate_json(adapter.dump_json(result)) == result
