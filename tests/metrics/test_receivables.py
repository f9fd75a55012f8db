"""Receivables: worked figures, then the laws that must hold for any figures."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.receivables import (
    age_open_amounts,
    assess,
    dso_closing_balance,
    dso_count_back,
    open_amounts,
)
from ka_helpers.periods import Calendar

MONTHS = ["2026-01", "2026-02", "2026-03"]
RISING = pd.Series([40_000.0, 80_000.0, 150_000.0], MONTHS)
DAY = pd.Timestamp("2026-06-30")


@pytest.mark.parametrize(
    ("balance", "days"),
    [(0, 0.0), (75_000, 15.5), (150_000, 31.0), (190_000, 45.0), (270_000, 90.0)],
)
def test_count_back_peels_months_latest_first(balance, days):
    assert dso_count_back(balance, RISING) == pytest.approx(days)


@given(st.floats(min_value=0, max_value=90_000))
def test_both_readings_agree_when_daily_sales_are_level(balance):
    level = pd.Series([pd.Period(m, "M").days_in_month * 1_000.0 for m in MONTHS], MONTHS)
    average = dso_closing_balance(balance, level.sum(), 90)
    assert dso_count_back(balance, level) == pytest.approx(average)


def test_short_history_says_what_to_do():
    with pytest.raises(MetricInputError) as error:
        dso_count_back(400_000, RISING)
    assert str(error.value) == (
        "the balance 400,000 exceeds the 270,000 sold in the 3 months given; "
        "pass a longer sales history"
    )
    assert error.value.said_in("zh").startswith("应收余额 400,000 超过")


def test_no_sales_is_refused():
    with pytest.raises(MetricInputError):
        dso_closing_balance(1.0, 0.0, 90)


@pytest.fixture
def invoices():
    """Five invoices of an account on 30-day terms; worked by hand below."""
    rows = [
        # dated, amount, paid on, paid, deducted, why, dispute
        ("2026-02-10", 100.0, "2026-03-20", 90.0, 10.0, "penalty", "accepted"),
        ("2026-03-15", 200.0, None, None, None, None, None),
        ("2026-04-10", 300.0, "2026-05-20", 250.0, 30.0, "price_difference", "open"),
        ("2026-05-25", 400.0, None, None, None, None, None),
        ("2026-06-20", 500.0, None, None, None, None, None),
    ]
    names = ["invoice_date", "amount", "paid_date", "paid_amount", "deduction_amount"]
    frame = pd.DataFrame(rows, columns=[*names, "deduction_type", "dispute_status"])
    frame["invoice_date"] = pd.to_datetime(frame["invoice_date"])
    frame["paid_date"] = pd.to_datetime(frame["paid_date"])
    frame["due_date"] = frame["invoice_date"] + pd.Timedelta(days=30)
    frame["quarter"] = Calendar().quarters_of(frame["invoice_date"])
    frame["month"] = frame["invoice_date"].dt.strftime("%Y-%m")
    return frame


def test_open_amounts_leave_only_what_is_owed_or_disputed(invoices):
    assert open_amounts(invoices, DAY).tolist() == [0.0, 200.0, 50.0, 400.0, 500.0]


def test_ageing_places_each_invoice(invoices):
    # days past due on 30 June: 77, 51, 6, -20
    amounts = [bucket.amount for bucket in age_open_amounts(invoices, DAY)]
    assert amounts == [500.0, 400.0, 50.0, 200.0, 0.0]


def test_the_assessment_of_the_quarter(invoices):
    tables = {"receivable": invoices, "account": pd.DataFrame({"payment_term_days": [30.0]})}
    result = assess(tables, "2026Q2", Context(as_of="2026-06-30"))
    assert result.invoiced.value == 1_200.0
    assert result.open_amount.value == 1_150.0
    assert result.overdue_amount.value == 650.0
    assert result.dso.value == pytest.approx(1_150 / 1_200 * 91)
    assert [(d.kind, d.amount) for d in result.differences] == [
        ("price_difference", 30.0),
        ("unexplained", 20.0),
    ]


def test_a_quarter_without_invoices_is_not_assessed(invoices):
    assert assess({"receivable": invoices}, "2024Q1", Context(as_of="2026-06-30")) is None


def test_a_payment_without_an_amount_settled_all_but_its_deduction(invoices):
    dated_only = invoices.drop(columns="paid_amount")
    # the deduction of 30 is in open dispute, so it is still owed
    assert open_amounts(dated_only, DAY).tolist() == [0.0, 200.0, 30.0, 400.0, 500.0]
    result = assess({"receivable": dated_only}, "2026Q2", Context(as_of="2026-06-30"))
    assert [(d.kind, d.amount) for d in result.differences] == [("price_difference", 30.0)]


def test_a_table_that_does_not_tell_payments_does_not_make_all_of_it_debt(invoices):
    unpaid = invoices.drop(columns=["paid_amount", "paid_date"])
    assert assess({"receivable": unpaid}, "2026Q2", Context(as_of="2026-06-30")) is None


@given(st.lists(st.floats(1, 1e6), min_size=1, max_size=20), st.integers(-200, 200))
def test_buckets_hold_all_that_is_owed(amounts, late):
    due = DAY - pd.Timedelta(days=late)
    frame = pd.DataFrame({"amount": amounts, "invoice_date": DAY, "due_date": due})
    buckets = age_open_amounts(frame, DAY)
    assert sum(b.amount for b in buckets) == pytest.approx(sum(amounts))
    assert sum(b.n for b in buckets) == len(amounts)
