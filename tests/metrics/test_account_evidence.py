"""The evidence of an account: promises, promotions and margins by hand, nothing where no table."""

import pandas as pd
import pytest

from ka_helpers.cases import load_case
from ka_helpers.metrics.account_evidence import (
    UNITS,
    evidence_of,
    last_quarters,
    promises_kept,
)
from ka_helpers.metrics.assessment import Context

DAY = pd.Timestamp("2026-06-30")
CONTEXT = Context(as_of="2026-06-30")


def test_a_promise_is_kept_or_not_from_its_day_on():
    actions = pd.DataFrame(
        {
            "due": pd.to_datetime(
                ["2026-06-30", "2026-06-01", "2026-05-01", "2026-07-01", "2026-06-01"]
            ),
            "status": ["open", "done", "late", "open", "cancelled"],
        }
    )
    assert promises_kept(actions, DAY) == (pytest.approx(1 / 3), 3)
    assert promises_kept(actions.iloc[3:], DAY) == (None, 0)
    assert promises_kept(actions[["due"]], DAY) == promises_kept(None, DAY) == (None, 0)


def test_promotions_of_a_year_that_were_not_forced():
    promotions = pd.DataFrame(
        {
            "start": pd.to_datetime(
                ["2026-05-04", "2026-05-11", "2025-08-04", "2025-04-07", "2026-07-06"]
            ),
            "quarter": ["2026Q2", "2026Q2", "2025Q3", "2025Q2", "2026Q3"],
            "buyer_forced": pd.array([True, False, False, True, True], dtype="boolean"),
            "status": ["done", "done", "cancelled", "done", "planned"],
        }
    )
    found = evidence_of({"promotion": promotions}, "2026Q2", CONTEXT)
    assert (found["promotions_run"].value, found["promotions_run"].n) == (2, 2)
    # two of the last four quarters took place, one of them forced by the buyer
    assert (found["own_promotions"].value, found["own_promotions"].n) == (0.5, 2)


def test_rebates_actually_paid_in_the_last_four_quarters():
    costs = pd.DataFrame(
        {
            "cost_type": ["rebate", "rebate", "rebate", "promotion"],
            "amount": [10.0, 20.0, 40.0, 80.0],
            "quarter": ["2026Q2", "2025Q2", "2025Q3", "2026Q2"],
            "scenario": ["actual", "actual", "plan", "actual"],
        }
    )
    found = evidence_of({"cost": costs}, "2026Q2", CONTEXT)["rebate"]
    assert (found.value, found.n) == (10.0, 1)
    assert last_quarters("2026Q2") == ("2026Q2", "2026Q1", "2025Q4", "2025Q3")


def test_nothing_known_is_nothing_told():
    found = evidence_of({}, "2026Q2", CONTEXT)
    assert set(found.figures) == set(UNITS)
    assert {measure.value for measure in found.figures.values()} == {None}
    assert (found.contacts, found.signals, found.share) == (None, None, None)


def test_figures_agree_with_those_of_the_assessments_they_come_from():
    account = load_case("beverage_china").slice("K02")
    found = evidence_of(account, "2026Q2", CONTEXT)
    lines = account["order_line"].query("quarter == '2026Q2'")
    filled = lines["qty_delivered"].sum() / lines["qty_ordered"].sum()
    assert found["fill_rate"].value == pytest.approx(filled)
    open_complaints = account["signal"].query("cause == 'complaint_unresolved'")
    oldest = open_complaints[open_complaints["resolved_at"].isna()]["date"].min()
    assert found["complaint_days"].value == (DAY - oldest).days
    assert found["trust"].n == found.contacts.n == len(account["contact"])


def test_a_market_of_all_accounts_says_nothing_of_the_account():
    dealer = evidence_of(load_case("beverage_china").slice("K20"), "2026Q2", CONTEXT)
    assert dealer.share is None and dealer["growth_gap"].value is None
    assert dealer["fill_rate"].value is not None
