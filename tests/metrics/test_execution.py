"""Execution: worked figures, then the laws that must hold for any figures."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.assessment import Context, measures_in
from ka_helpers.metrics.execution import (
    FIGURES,
    assess,
    completion,
    execution_score,
    latest_levels,
    share_of_points,
    store_distribution,
)

QUARTER = "2026Q2"
CONTEXT = Context(as_of="2026-06-30")


def observed(rows):
    frame = pd.DataFrame(rows)
    frame["account_id"] = "a"
    frame["period_start"] = pd.to_datetime(frame["period_start"])
    frame["month"] = frame["period_start"].dt.strftime("%Y-%m")
    frame["quarter"] = frame["period_start"].dt.to_period("Q").astype(str)
    frame["period_type"] = "month"
    return frame


@pytest.fixture
def store_months():
    """Two stores, two months a quarter, a year apart; worked by hand below."""
    names = ["period_start", "store_id", "display_own", "display_category", "sku_listed",
             "stores_selling", "stores_total", "visits_planned", "visits_made",
             "visits_productive", "exec_score", "agreement_items_due",
             "agreement_items_done", "price_ok"]  # fmt: skip
    rows = [
        ("2025-04-06", "s1", 2, 20, 8, 1, 1, 4, 2, 1, 55, 10, 6, False),
        ("2025-05-06", "s2", 4, 20, 6, 0, 1, 4, 3, 1, 65, 10, 6, True),
        ("2026-04-06", "s1", 6, 20, 10, 1, 1, 4, 4, 2, 90, 10, 9, True),
        ("2026-04-06", "s2", 4, 20, 12, 1, 1, 4, 3, 3, 86, 10, 9, True),
        ("2026-05-06", "s1", 8, 20, 14, 1, 1, 4, 4, 4, 94, 10, 10, True),
    ]
    frame = observed(pd.DataFrame(rows, columns=names))
    frame["price_ok"] = frame["price_ok"].astype("boolean")
    return frame


def test_the_quarter_by_hand(store_months):
    result = assess({"execution": store_months}, QUARTER, CONTEXT)
    assert result.before == "2025Q2"
    assert (result.periods, result.stores) == (2, 2)
    # April 6 + 4 points, May 8: a mean of 9 a month
    assert result.display_points.value == 9.0
    assert result.display_share.value == pytest.approx(18 / 60)
    assert result.display_share_before.value == pytest.approx(6 / 40)
    assert result.exec_score.value == pytest.approx(90.0)
    assert result.exec_score_before.value == pytest.approx(60.0)
    assert result.agreement_completion.value == pytest.approx(28 / 30)
    assert result.visit_completion.value == pytest.approx(11 / 12)
    assert result.visit_success.value == pytest.approx(9 / 11)
    assert result.price_compliance.value == 1.0
    assert result.price_compliance_before.value == 0.5
    assert result.exec_score.n == 3


def test_levels_are_the_last_of_each_store_not_a_sum(store_months):
    result = assess({"execution": store_months}, QUARTER, CONTEXT)
    # store s1 lists 14 in May; s2 was last seen in April with 12
    assert result.sku_listed.value == 13.0
    assert result.sku_listed.n == 2
    assert result.store_distribution.value == 1.0
    assert result.store_distribution_before.value == 0.5


def test_an_account_seen_by_category_adds_its_categories():
    frame = observed(
        {
            "period_start": ["2026-05-04", "2026-05-04", "2026-06-01", "2026-06-01"],
            "category": ["tea", "water", "tea", "water"],
            "sku_listed": [5.0, 3.0, 6.0, 2.0],
        }
    )
    assert assess({"execution": frame}, QUARTER, CONTEXT).sku_listed.value == 8.0


def test_absent_columns_are_not_measured_and_named(store_months):
    only_points = store_months[
        ["account_id", "period_start", "month", "quarter", "display_own", "display_category"]
    ]
    result = assess({"execution": only_points}, QUARTER, CONTEXT)
    assert result.display_share.value is not None
    assert result.exec_score.value is None
    assert result.exec_score.n == 0
    assert result.stores is None
    assert set(FIGURES) - set(result.not_measured) == {"display_points", "display_share"}


def test_a_quarter_that_nobody_observed_is_not_assessed(store_months):
    assert assess({"execution": store_months}, "2024Q1", CONTEXT) is None


def test_the_trend_has_a_month_a_row_and_leaves_gaps_empty(store_months):
    store_months.loc[store_months["month"] == "2026-05", "exec_score"] = float("nan")
    months = assess({"execution": store_months}, QUARTER, CONTEXT).months
    assert [(m.month, m.exec_score, m.n) for m in months] == [
        ("2025-04", 55.0, 1),
        ("2025-05", 65.0, 1),
        ("2026-04", 88.0, 2),
        ("2026-05", None, 1),
    ]


def test_latest_levels_skip_rows_that_do_not_know():
    frame = observed({"period_start": ["2026-04-06", "2026-05-04"], "sku_listed": [7.0, None]})
    assert latest_levels(frame, "sku_listed").numbers("sku_listed").tolist() == [7.0]


@pytest.mark.parametrize(
    "question",
    [
        lambda: share_of_points(1, 0),
        lambda: store_distribution(1, 0),
        lambda: completion(1, 0),
        lambda: execution_score(pd.Series([1.0]), pd.Series([0.0])),
    ],
)
def test_nothing_to_divide_by_is_refused_in_both_languages(question):
    with pytest.raises(MetricInputError) as error:
        question()
    assert "got 0" in str(error.value)
    assert "收到的是 0" in error.value.said_in("zh")


points = st.lists(
    st.tuples(st.integers(0, 50), st.integers(0, 50), st.integers(0, 90)), min_size=1, max_size=30
)


@given(points, st.randoms())
def test_row_order_never_matters_and_shares_stay_shares(rows, random):
    frame = observed(
        {
            "period_start": [
                str((pd.Timestamp("2026-04-01") + pd.Timedelta(days=day)).date())
                for _, _, day in rows
            ],
            "store_id": [str(index) for index in range(len(rows))],
            "display_own": [float(own) for own, _, _ in rows],
            "display_category": [float(own + others) for own, others, _ in rows],
            "sku_listed": [float(own) for own, _, _ in rows],
        }
    )
    order = list(frame.index)
    random.shuffle(order)
    result = assess({"execution": frame}, QUARTER, CONTEXT)
    again = assess({"execution": frame.loc[order]}, QUARTER, CONTEXT)
    for one, other in zip(measures_in(result), measures_in(again), strict=True):
        assert one.value == pytest.approx(other.value)
        if one.unit == "share" and one.value is not None:
            assert 0 <= one.value <= 1
