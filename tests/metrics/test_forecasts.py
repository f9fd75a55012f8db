"""Forecasts: worked pairs, how they are matched, then laws."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.forecasts import accuracy, assess_forecasts, bias, match_forecasts, wmape


def dated(rows, period_type):
    frame = pd.DataFrame(rows)
    frame["period_start"] = pd.to_datetime(frame["period_start"])
    days = frame["period_start"] + pd.Timedelta(days=3 if period_type == "week" else 0)
    frame["month"] = days.dt.strftime("%Y-%m")
    frame["quarter"] = days.dt.to_period("Q").astype(str)
    return frame.assign(period_type=period_type, account_id="a")


@pytest.fixture
def sales():
    """Weeks of April and May; the week of 27 April belongs to April by its Thursday."""
    rows = [
        ("2026-04-06", "tea", 40.0), ("2026-04-13", "tea", 60.0), ("2026-04-27", "tea", 100.0),
        ("2026-05-04", "tea", 50.0), ("2026-04-06", "water", 20.0),
    ]  # fmt: skip
    names = ["period_start", "product_id", "units"]
    frame = dated([dict(zip(names, row, strict=True)) for row in rows], "week")
    return frame.assign(basis="sell_in", sales_value=1.0)


@pytest.fixture
def forecasts():
    rows = [
        ("2026-04-01", "tea", 240.0, "2026-03-20", None),
        ("2026-04-01", "tea", 500.0, "2026-02-20", None),
        ("2026-04-01", "tea", 200.0, "2026-04-25", None),
        ("2026-05-01", "tea", 40.0, "2026-04-20", "p1"),
        ("2026-05-01", "water", 10.0, "2026-04-20", None),
        ("2026-06-01", "tea", 90.0, "2026-05-20", None),
    ]
    names = ["period_start", "product_id", "forecast", "made_on", "promo_id"]
    frame = dated([dict(zip(names, row, strict=True)) for row in rows], "month")
    return frame.assign(made_on=pd.to_datetime(frame["made_on"]))


def test_pairs_take_the_last_forecast_made_in_time_and_count_no_sales_as_zero(forecasts, sales):
    pairs = pd.DataFrame(match_forecasts(forecasts, sales)).set_index(["month", "product_id"])
    # April: 240 made in March; the one of 25 April came after the month had begun
    assert pairs["forecast"].to_dict() == {
        ("2026-04", "tea"): 240.0, ("2026-05", "tea"): 40.0, ("2026-05", "water"): 10.0,
    }  # fmt: skip
    assert pairs["actual"].to_dict() == {
        ("2026-04", "tea"): 200.0, ("2026-05", "tea"): 50.0, ("2026-05", "water"): 0.0,
    }  # fmt: skip
    assert pairs["promoted"].tolist() == [False, True, False]


def test_the_quarter_by_hand(forecasts, sales):
    result = assess_forecasts({"forecast": forecasts, "sales": sales}, "2026Q2", None)
    # errors 40, 10, 10 on 250 sold; forecast 290
    assert result.wmape.value == pytest.approx(60 / 250)
    assert result.accuracy.value == pytest.approx(190 / 250)
    assert result.bias.value == pytest.approx(40 / 250)
    assert result.promoted.value == pytest.approx(0.8)
    assert (result.accuracy.n, result.promoted.n, result.unpromoted.n) == (3, 1, 2)
    assert (result.accuracy_before.value, result.accuracy_before.n) == (None, 0)
    assert [(m.month, m.forecast_units, m.actual_units) for m in result.months] == [
        ("2026-04", 240.0, 200.0),
        ("2026-05", 50.0, 50.0),
    ]


def test_a_forecast_of_the_whole_account_meets_the_sum_of_its_products(forecasts, sales):
    whole = forecasts.drop(columns=["product_id", "made_on", "promo_id"]).iloc[[0]]
    pairs = match_forecasts(whole, sales)
    assert [pair.actual for pair in pairs] == [220.0]


def test_weekly_forecasts_meet_their_week(sales):
    weekly = dated([{"period_start": "2026-04-06", "product_id": "tea", "forecast": 50.0}], "week")
    assert [pair.actual for pair in match_forecasts(weekly, sales)] == [40.0]


def test_without_forecasts_or_units_there_is_nothing_to_say(forecasts, sales):
    assert assess_forecasts({"sales": sales}, "2026Q2", None) is None
    no_units = {"forecast": forecasts, "sales": sales.drop(columns="units")}
    assert assess_forecasts(no_units, "2026Q2", None) is None
    assert assess_forecasts({"forecast": forecasts, "sales": sales}, "2024Q1", None) is None


def test_what_cannot_be_measured_is_refused():
    with pytest.raises(MetricInputError, match="nothing was sold in the 2 pairs"):
        wmape([0, 0], [1, 2])
    with pytest.raises(MetricInputError, match="got 1 and 2 values"):
        bias([1], [1, 2])


quantities = st.lists(
    st.tuples(st.integers(1, 1000), st.integers(0, 1000)), min_size=1, max_size=20
)


@given(quantities, st.integers(1, 50))
def test_laws_of_error(pairs, scale):
    sold, expected = [s for s, _ in pairs], [f for _, f in pairs]
    error = wmape(sold, expected)
    assert abs(bias(sold, expected)) <= error + 1e-12
    assert 0 <= accuracy(sold, expected) <= 1
    assert wmape([s * scale for s in sold], [f * scale for f in expected]) == pytest.approx(error)
    assert wmape(sold, sold) == 0
