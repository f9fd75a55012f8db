"""Supply: worked orders, then the laws that must hold for any orders."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.columns import TABLES
from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.order_failures import DEPARTMENTS, failures_by_reason, penalties_by_reason
from ka_helpers.metrics.supply import assess, fill_rate, judge_orders

QUARTER = "2026Q2"
CONTEXT = Context(as_of="2026-06-30")


def order_lines(rows):
    frame = pd.DataFrame(rows)
    for day in ("requested_at", "window_end", "delivered_at"):
        if day in frame:
            frame[day] = pd.to_datetime(frame[day])
    frame["month"] = frame["requested_at"].dt.strftime("%Y-%m")
    frame["quarter"] = frame["requested_at"].dt.to_period("Q").astype(str)
    return frame


@pytest.fixture
def lines():
    """Five orders in the quarter and one a year before; worked by hand below."""
    names = ["order_id", "requested_at", "window_end", "delivered_at", "qty_ordered",
             "qty_delivered", "reject_reason", "penalty", "remaining_life_pct",
             "min_life_pct"]  # fmt: skip
    rows = [
        ("good", "2026-04-06", "2026-04-09", "2026-04-08", 100, 100, None, 0, 0.8, 0.6),
        ("good", "2026-04-06", "2026-04-09", "2026-04-09", 50, 60, None, 0, 0.8, 0.6),
        ("short", "2026-04-13", "2026-04-16", "2026-04-16", 100, 70, "short_stock", 0, 0.8, 0.6),
        ("late", "2026-05-04", "2026-05-07", "2026-05-10", 100, 100, None, 20, 0.7, 0.6),
        ("old", "2026-05-11", "2026-05-14", "2026-05-14", 100, 40, "shelf_life", 45, 0.5, 0.6),
        ("never", "2026-06-01", "2026-06-04", None, 100, 0, None, 60, None, 0.6),
        ("before", "2025-06-02", "2025-06-05", "2025-06-04", 10, 10, None, 0, 0.8, 0.6),
    ]
    return order_lines([dict(zip(names, row, strict=True)) for row in rows])


def test_the_quarter_by_hand(lines):
    result = assess({"order_line": lines}, QUARTER, CONTEXT)
    # 100 + 50 + 70 + 100 + 40 + 0 of 550 ordered; the surplus of 10 makes up for nothing
    assert result.fill_rate.value == pytest.approx(360 / 550)
    assert (result.fill_rate.n, result.otif.n) == (6, 5)
    assert result.in_full.value == pytest.approx(2 / 5)  # good, late
    assert result.on_time.value == pytest.approx(3 / 5)  # good, short, old
    assert result.otif.value == pytest.approx(1 / 5)
    assert result.otif_lines.value == pytest.approx(2 / 6)
    assert result.below_life_limit.value == pytest.approx(1 / 5)
    assert result.lead_days.value == 3.0
    assert result.before == "2025Q2"
    assert (result.fill_rate_before.value, result.otif_before.value) == (1.0, 1.0)
    assert [(m.month, m.otif, m.n) for m in result.months] == [
        ("2025-06", 1.0, 1),
        ("2026-04", 0.5, 2),
        ("2026-05", 0.0, 2),
        ("2026-06", 0.0, 1),
    ]


def test_causes_have_a_department_and_add_up(lines):
    result = assess({"order_line": lines}, QUARTER, CONTEXT)
    assert [(p.reason, p.department, p.amount, p.n) for p in result.penalties] == [
        ("unexplained", "nobody", 80.0, 2),
        ("shelf_life", "logistics_production", 45.0, 1),
    ]
    assert [(f.reason, f.missing_units, f.n) for f in result.failures] == [
        ("unexplained", 100.0, 1),
        ("shelf_life", 60.0, 1),
        ("short_stock", 30.0, 1),
    ]
    assert result.penalty_amount.value == 125.0


def test_every_reason_of_the_contract_has_a_department():
    assert set(DEPARTMENTS) == set(TABLES["order_line"]["reject_reason"].choices)


def test_a_refused_line_fails_its_order_even_when_full(lines):
    refused = lines[lines["order_id"] == "good"].assign(reject_reason=["wrong_item", None])
    assert judge_orders(refused)["otif"].tolist() == [0.0]
    assert [(f.reason, f.missing_units) for f in failures_by_reason(refused)] == [
        ("wrong_item", 0.0)
    ]


def test_without_dates_nobody_can_tell_what_was_on_time(lines):
    bare = lines[["order_id", "month", "quarter", "qty_ordered", "qty_delivered"]]
    result = assess({"order_line": bare}, QUARTER, CONTEXT)
    assert result.fill_rate.value == pytest.approx(360 / 550)
    assert result.in_full.value == pytest.approx(2 / 5)
    assert result.otif_lines.n == 0
    for unknown in (result.otif, result.lead_days, result.below_life_limit, result.penalty_amount):
        assert (unknown.value, unknown.n) == (None, 0)
    assert result.on_time.n == 0


def test_an_order_with_an_undated_line_is_not_judged_unless_late(lines):
    lines.loc[1, "delivered_at"] = pd.NaT
    judged = judge_orders(lines)
    assert pd.isna(judged.loc["good", "otif"])
    lines.loc[0, "delivered_at"] = pd.Timestamp("2026-04-20")
    assert judge_orders(lines).loc["good", "on_time"] == 0.0


def test_orders_without_dates_or_of_another_quarter_are_not_assessed(lines):
    assert assess({"order_line": lines}, "2024Q1", CONTEXT) is None
    undated = lines.drop(columns=["month", "quarter", "requested_at"])
    assert assess({"order_line": undated}, QUARTER, CONTEXT) is None


def test_nothing_ordered_is_refused():
    with pytest.raises(MetricInputError, match="must be above zero, got 0"):
        fill_rate(pd.Series([0.0]), pd.Series([0.0]))


orders = st.lists(
    st.tuples(
        st.integers(0, 5), st.integers(1, 100), st.integers(0, 120), st.integers(-3, 3),
        st.sampled_from([None, *DEPARTMENTS]), st.floats(0, 1000),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


@given(orders)
def test_laws_of_orders(rows):
    requested = pd.Timestamp("2026-05-04")
    frame = order_lines(
        [
            {"order_id": str(order), "requested_at": requested,
             "window_end": requested + pd.Timedelta(days=4), "qty_ordered": ordered,
             "delivered_at": requested + pd.Timedelta(days=4 + late), "qty_delivered": delivered,
             "reject_reason": reason, "penalty": penalty}
            for order, ordered, delivered, late, reason, penalty in rows
        ]
    )  # fmt: skip
    result = assess({"order_line": frame}, QUARTER, CONTEXT)
    assert 0 <= result.otif.value <= min(result.in_full.value, result.on_time.value) <= 1
    assert 0 <= result.fill_rate.value <= 1
    assert sum(p.amount for p in result.penalties) == pytest.approx(result.penalty_amount.value)
    missing = frame["qty_ordered"].sum() * (1 - result.fill_rate.value)
    assert sum(f.missing_units for f in result.failures) == pytest.approx(missing)
    scaled = penalties_by_reason(frame.assign(penalty=frame["penalty"] * 10_000))
    assert sum(p.amount for p in scaled) == pytest.approx(10_000 * result.penalty_amount.value)
    assert assess({"order_line": frame[::-1]}, QUARTER, CONTEXT).otif == result.otif
