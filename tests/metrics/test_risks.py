"""The risks of an account: people and promises by hand, then one account whole."""

import pandas as pd
import pytest
from pydantic import TypeAdapter

from ka_helpers.cases import load_case
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.relationships import cover_contacts, overdue_actions
from ka_helpers.metrics.risks import RisksAssessment, assess

DAY = pd.Timestamp("2026-06-30")
CONTEXT = Context(as_of="2026-06-30", company_growth=0.06)


@pytest.fixture
def contacts():
    return pd.DataFrame(
        {
            "level": ["decision", "operating", None],
            "buying_role": [None, "buyer", "decider"],
            "support": [-1.0, 2.0, float("nan")],
            "influence": [5.0, 1.0, 3.0],
            "last_touch": pd.to_datetime(["2026-04-01", "2026-06-01", "2026-03-31"]),
        }
    )


def test_people_are_covered_for_ninety_days(contacts):
    coverage = cover_contacts(contacts, DAY)
    # 1 April is 90 days ago, 31 March 91
    assert (coverage.n, coverage.met, coverage.deciders, coverage.deciders_met) == (3, 2, 2, 1)
    assert (coverage.opposed, coverage.last_touch, coverage.days_since) == (1, "2026-06-01", 29)
    assert coverage.mean_support == pytest.approx((-1 * 5 + 2 * 1) / 6)


def test_people_without_details_are_not_covered_and_nobody_is_nobody(contacts):
    bare = cover_contacts(contacts[["level"]], DAY)
    assert (bare.met, bare.deciders, bare.mean_support, bare.days_since) == (0, 1, None, None)
    assert cover_contacts(contacts.iloc[:0], DAY) is None


def test_promises_are_overdue_from_the_day_after():
    actions = pd.DataFrame(
        {
            "action_id": list("abcd"),
            "text": ["reconcile", "train", "list", "visit"],
            "due": pd.to_datetime(["2026-06-29", "2026-06-30", "2026-05-30", "2026-05-31"]),
            "status": ["open", "late", "done", None],
        }
    )
    late = overdue_actions(actions, DAY)
    assert [(action.text, action.days_late) for action in late] == [("visit", 30), ("reconcile", 1)]


def test_sales_alone_are_enough():
    tables = {"sales": load_case("textbook").slice("A")["sales"]}
    risks = assess(tables, "2026Q1", CONTEXT)
    assert (risks.outlook, risks.signals, risks.contacts, risks.open_actions) == (
        "unknown", None, None, None,
    )  # fmt: skip
    assert (risks.health.score, risks.health.coverage) == (None, 0.0)
    assert assess(tables, "2025Q4", CONTEXT) is None


@pytest.fixture(scope="module")
def beverage():
    return load_case("beverage_china")


def test_only_the_account_whose_spending_was_cut_may_be_leaving(beverage):
    outlooks = {
        account_id: assess(beverage.slice(account_id), "2026Q2", CONTEXT).outlook
        for account_id in ("K01", "K02", "K03", "K07", "K18", "K24")
    }
    assert [a for a, outlook in outlooks.items() if outlook == "leaving"] == ["K03"]
    assert outlooks["K01"] == outlooks["K24"] == "steady"


def test_an_earlier_quarter_is_judged_on_its_own_last_day(beverage):
    risks = assess(beverage.slice("K03"), "2025Q4", CONTEXT)
    assert risks.day == "2025-12-31"
    assert all(signal.date <= risks.day for signal in risks.signals)


def test_it_survives_json(beverage):
    adapter = TypeAdapter(RisksAssessment)
    risks = assess(beverage.slice("K02"), "2026Q2", CONTEXT)
    assert adapter.validate_json(adapter.dump_json(risks)) == risks
