"""Early warning: each rule worked by hand, and what it takes to call an account leaving."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.defection import (
    EarlyWarning,
    growth_of,
    open_signals,
    outlook_of,
    usual_gap_days,
    warn,
)
from ka_helpers.periods import Calendar

DAY = pd.Timestamp("2026-06-30")
QUARTERS = ["2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2"]


def sales_of(*values, last="2026-06-22"):
    """Quarterly totals (of the last quarters) as six rows a quarter, weeks ending with `last`."""
    rows = []
    for quarter, value in zip(QUARTERS[-len(values) :], values, strict=True):
        end = min(Calendar().bounds(quarter)[1], pd.Timestamp(last))
        days = pd.date_range(end=end, periods=6, freq="7D")
        rows += [(day, quarter, value / 6) for day in days]
    frame = pd.DataFrame(rows, columns=["period_start", "quarter", "sales_value"])
    return frame.assign(basis="sell_in")


def rules(tables, company_growth=None):
    context = Context(as_of="2026-06-30", company_growth=company_growth)
    return {warning.rule: warning for warning in warn(tables, "2026Q2", context, DAY)}


def signals_of(*rows):
    frame = pd.DataFrame(rows, columns=["date", "type", "severity", "resolved_at", "cause"])
    frame["severity"] = frame["severity"].astype(float)
    return frame.assign(
        date=pd.to_datetime(frame["date"]), resolved_at=pd.to_datetime(frame["resolved_at"])
    )


@pytest.mark.parametrize(
    ("now", "company", "fired"),
    [(80, None, True), (85, None, True), (86, None, False), (80, -0.15, False), (80, -0.10, True)],
)
def test_a_decline_counts_when_the_company_does_not_share_it(now, company, fired):
    decline = rules({"sales": sales_of(100, 100, 100, 100, now)}, company)["decline"]
    assert (decline.value, decline.fired) == (pytest.approx(now / 100 - 1), fired)


def test_quarters_in_a_row_below_the_year_before_are_counted_from_the_newest():
    slipping = rules({"sales": sales_of(100, 100, 100, 100, 90, 90)})["slipping"]
    assert (slipping.value, slipping.fired) == (2, False)
    assert rules({"sales": sales_of(90, 100)})["slipping"].value is None


@pytest.mark.parametrize(
    ("last", "value", "fired"),
    [("2026-06-22", 8 / 7, False), ("2026-06-10", 20 / 7, False), ("2026-06-08", 22 / 7, True)],
)
def test_silence_is_measured_in_the_usual_gaps(last, value, fired):
    silence = rules({"sales": sales_of(100, 100, last=last)})["silence"]
    assert (silence.value, silence.fired) == (pytest.approx(value), fired)


def test_orders_tell_of_silence_better_than_sales():
    orders = pd.DataFrame({"requested_at": pd.date_range("2026-03-01", periods=8, freq="10D")})
    silence = rules({"sales": sales_of(100, 100), "order_line": orders})["silence"]
    assert (silence.source, silence.value) == ("order_line", pytest.approx(5.1))


def test_too_few_orders_have_no_usual_gap():
    assert usual_gap_days(pd.Series(pd.date_range("2026-01-01", periods=4))) is None


def test_signals_are_open_until_resolved_and_the_gravest_come_first():
    signals = signals_of(
        ("2026-05-01", "late answer", 2, None, "complaint_unresolved"),
        ("2026-06-01", "rival offer", 4, None, "stronger_rival"),
        ("2026-04-01", "new buyer", 5, "2026-05-01", "old_friend_dropped"),
        ("2026-06-29", "unrated", None, "2026-07-15", None),
        ("2026-07-02", "after the day", 5, None, None),
    )
    found = open_signals(signals, DAY)
    assert [signal.type for signal in found] == ["rival offer", "unrated", "late answer"]
    assert [(s.days_open, s.cause) for s in found[::2]] == [
        (29, "stronger_rival"), (60, "complaint_unresolved"),
    ]  # fmt: skip
    fired = rules({"sales": sales_of(100, 100), "signal": signals})
    assert fired["complaint"].value == 60
    assert fired["complaint"].fired
    assert fired["severe_signal"].fired


def outlook(*fired, told=True):
    value = 1.0 if told else None
    rules = ("decline", "slipping", "silence", "complaint", "severe_signal")
    return outlook_of(
        tuple(EarlyWarning(r, value, 1, "count", r in fired, 1, "sales") for r in rules)
    )


def test_the_outlook():
    assert outlook() == "steady"
    assert outlook(told=False) == "unknown"
    assert outlook("decline") == outlook("severe_signal") == "watch"
    assert outlook("decline", "complaint") == outlook("silence") == "leaving"
    assert outlook("decline", "slipping") == outlook("complaint", "severe_signal") == "watch"


def test_growth_needs_a_base():
    sales = sales_of(0, 100)
    assert growth_of(sales, "2026Q2", "2026Q1") is None
    assert growth_of(sales, "2026Q2", None) is None


@given(st.floats(1, 1e9), st.floats(1, 1e9), st.floats(0.01, 100))
def test_the_currency_never_matters(base, now, scale):
    plain, scaled = (
        [(w.value, w.fired) for w in rules({"sales": sales_of(*[base * s] * 4, now * s)}).values()]
        for s in (1.0, scale)
    )
    assert [value for value, _ in plain] == pytest.approx([value for value, _ in scaled])
