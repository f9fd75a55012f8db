"""Opportunities: tests, stages, tempo and the budget window, by hand and by law."""

import datetime as dt
from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter

from ka_helpers.cases import load_case
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.opportunities import (
    STAGES,
    TEST_BY_STAGE,
    TESTS,
    OpportunitiesAssessment,
    assess,
    budget_window,
    missing_tests,
    read_pipeline,
    tempo_of,
    total_value,
    verdict_of,
)

CONTEXT = Context(as_of="2026-06-30")
ALL_PASSED = dict.fromkeys(TESTS, True)


@pytest.fixture
def rows():
    return pd.DataFrame(
        {
            "opp_id": ["a", "b", "c", "later"],
            "stage": [7.0, 4.0, 9.0, 1.0],
            "value": [50.0, 80.0, float("nan"), 10.0],
            "need_confirmed": pd.array([True, True, True, False], dtype="boolean"),
            "budget_confirmed": pd.array([True, False, None, False], dtype="boolean"),
            "time_confirmed": pd.array([True, False, True, False], dtype="boolean"),
            "decision_confirmed": pd.array([False, False, True, False], dtype="boolean"),
            "competitor_notes": ["R quotes too", None, " ", None],
            "opened_at": pd.to_datetime(["2026-05-01", None, "2026-06-30", "2026-07-01"]),
            "due": pd.to_datetime(["2026-07-10", "2026-06-20", None, None]),
        }
    )


def test_a_pipeline_is_read_by_hand(rows):
    b, a, c = read_pipeline(rows, "2026-06-30")
    assert (a.opp_id, a.verdict, a.ahead, a.tempo) == ("a", "open", ("decision",), "slow")
    assert (a.rival, a.age_days, a.days_left) == ("R quotes too", 60, 10)
    assert (b.opp_id, b.verdict, b.ahead, b.tempo) == ("b", "no_budget", ("budget",), "pause")
    assert (b.rival, b.age_days, b.days_left) == (None, None, -10)
    # a budget that nobody recorded is not confirmed, and a blank note is no rival
    assert (c.tests, c.verdict, c.ahead) == ((True, None, True, True), "no_budget", ("budget",))
    assert (c.value, c.rival, c.tempo) == (None, None, "collect")
    assert total_value([a, b, c]) == 130 and total_value([a, b, c], "open", "real") == 50


def test_what_was_opened_later_is_not_there_yet(rows):
    assert [each.opp_id for each in read_pipeline(rows, "2026-07-01")] == ["b", "a", "later", "c"]
    assert assess({"opportunity": rows.iloc[3:]}, "2026Q2", CONTEXT) is None


@pytest.mark.parametrize(
    ("failed", "verdict"),
    [((), "real"), (("need",), "no_need"), (("need", "budget"), "no_need"),
     (("budget",), "no_budget"), (("time",), "open"), (("decision",), "open"),
     (("budget", "decision"), "no_budget")],
)  # fmt: skip
def test_only_the_tests_make_an_opportunity(failed, verdict):
    assert verdict_of({**ALL_PASSED, **dict.fromkeys(failed, False)}) == verdict
    assert verdict_of({**ALL_PASSED, **dict.fromkeys(failed)}) == verdict


def test_each_stage_asks_for_its_tests_and_keeps_those_before():
    nothing = dict.fromkeys(TESTS, False)
    asked = [set(missing_tests(stage, nothing)) for stage in range(1, len(STAGES) + 1)]
    assert asked[:3] == [set()] * 3 and asked[-1] == set(TESTS)
    assert all(before <= after for before, after in pairwise(asked))
    for test, stage in TEST_BY_STAGE.items():
        assert test not in asked[stage - 2] and test in asked[stage - 1]
        assert missing_tests(stage, {**nothing, test: True}).count(test) == 0


@pytest.mark.parametrize(
    ("verdict", "rival", "stage", "tempo"),
    [("real", True, 7, "press"), ("real", False, 4, "press"), ("open", True, 5, "slow"),
     ("open", False, 5, "steady"), ("no_budget", True, 8, "pause"), ("no_need", False, 1, "pause"),
     ("real", True, 9, "collect"), ("no_budget", True, 9, "collect")],
)  # fmt: skip
def test_tempo_goes_by_tests_and_rival(verdict, rival, stage, tempo):
    assert tempo_of(verdict, rival, stage) == tempo


@pytest.mark.parametrize(
    ("day", "start", "days", "dates"),
    [
        ("2026-06-30", 1, 93, ("2026-10-01", "2026-11-30", "2027-01-01")),
        ("2026-10-01", 1, 0, ("2026-10-01", "2026-11-30", "2027-01-01")),
        ("2026-11-30", 1, 0, ("2026-10-01", "2026-11-30", "2027-01-01")),
        ("2026-12-01", 1, 304, ("2027-10-01", "2027-11-30", "2028-01-01")),
        ("2026-06-30", 4, 185, ("2027-01-01", "2027-02-28", "2027-04-01")),
        ("2027-02-10", 4, 0, ("2027-01-01", "2027-02-28", "2027-04-01")),
        ("2026-06-30", 7, 275, ("2027-04-01", "2027-05-31", "2027-07-01")),
        ("2027-12-31", 3, 0, ("2027-12-01", "2028-01-31", "2028-03-01")),
    ],
)
def test_the_budget_window_by_hand(day, start, days, dates):
    window = budget_window(day, start)
    assert (window.opens, window.closes, window.money_from) == dates
    assert (window.days_until, window.is_open) == (days, days == 0)


@settings(max_examples=60)
@given(st.dates(dt.date(2020, 1, 1), dt.date(2030, 12, 31)), st.integers(1, 12))
def test_a_window_is_never_missed_and_never_a_year_away(day, start):
    window = budget_window(str(day), start)
    assert str(day) <= window.closes < window.money_from
    assert window.is_open == (window.opens <= str(day)) == (window.days_until == 0)
    assert window.days_until <= 366 - 58
    assert pd.Timestamp(window.money_from).month == start


def test_an_account_is_assessed_by_its_own_fiscal_year(rows):
    accounts = pd.DataFrame({"account_id": ["K"], "fiscal_year_start_month": [4.0]})
    found = assess({"opportunity": rows, "account": accounts}, "2026Q2", CONTEXT)
    assert found.window.opens == "2027-01-01"
    assert assess({"opportunity": rows}, "2026Q2", CONTEXT).window.opens == "2026-10-01"
    unknown = accounts.assign(fiscal_year_start_month=float("nan"))
    assert assess({"opportunity": rows, "account": unknown}, "2026Q2", CONTEXT).window == (
        budget_window("2026-06-30")
    )


def test_the_sample_case_has_every_verdict_and_survives_json():
    case = load_case("beverage_china")
    adapter = TypeAdapter(OpportunitiesAssessment)
    verdicts, tempos = set(), set()
    for account in case.account_ids:
        found = assess(case.slice(account), "2026Q2", CONTEXT)
        assert adapter.validate_json(adapter.dump_json(found)) == found
        assert found.real_value <= found.value
        verdicts |= {each.verdict for each in found.opportunities}
        tempos |= {each.tempo for each in found.opportunities}
    assert verdicts == {"real", "open", "no_budget", "no_need"}
    assert tempos == {"press", "slow", "pause", "steady", "collect"}
