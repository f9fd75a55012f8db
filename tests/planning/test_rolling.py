"""The rolling plan: rows by hand, then laws."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.planning.festivals import festivals_between
from ka_helpers.planning.rolling import (
    earliest_start,
    latest_request,
    months_after,
    overlaps_of,
    rolling_plan,
    share_late,
)

TODAY = pd.Timestamp("2026-06-30")


def promotions_of(*rows: tuple[str, str, str, str, str]) -> pd.DataFrame:
    """Return promotions of account A: id, category, start, end, requested_at."""
    columns = ["promo_id", "category", "start", "end", "requested_at"]
    made = pd.DataFrame(rows, columns=columns).assign(account_id="A", status="planned")
    for name in ("start", "end", "requested_at"):
        made[name] = pd.to_datetime(made[name])
    return made


PLAN = promotions_of(
    ("p1", "tea", "2026-08-03", "2026-08-16", "2026-07-20"),
    ("p2", "tea", "2026-08-10", "2026-08-23", "2026-06-01"),
    ("p3", "juice", "2026-08-10", "2026-08-23", "2026-06-01"),
    ("p4", "tea", "2026-09-07", "2026-09-20", "2026-06-30"),
    ("p5", "tea", "2026-10-12", "2026-10-25", "2026-06-30"),
)


def test_lead_time_overlap_and_festival_are_found() -> None:
    plan = rolling_plan(PLAN, TODAY, 45)
    assert [each.promo_id for each in plan.promotions] == ["p1", "p2", "p3", "p4"]
    assert [each.late for each in plan.promotions] == [True, False, False, False]
    assert plan.promotions[0].lead_days == 14
    assert plan.promotions[0].latest_request == "2026-06-19"
    assert plan.pairs == (("p1", "p2"),)
    assert plan.promotions[0].overlaps == ("p2",)
    assert plan.promotions[3].festivals == ("mid_autumn", "national_day")
    assert plan.promotions[3].week == "2026-09-07"


def test_months_close_one_after_the_other() -> None:
    plan = rolling_plan(PLAN, TODAY, 45)
    assert [(month.month, month.state) for month in plan.months] == [
        ("2026-07", "closed"), ("2026-08", "closing"), ("2026-09", "open")]  # fmt: skip
    assert [month.decide_by for month in plan.months] == ["2026-05-17", "2026-06-17", "2026-07-18"]
    assert [(month.n, month.n_late) for month in plan.months] == [(0, 0), (3, 1), (1, 0)]


def test_what_must_be_decided_is_not_approved_and_falls_due_within_thirty_days() -> None:
    assert [each.promo_id for each in rolling_plan(PLAN, TODAY, 45).to_decide] == ["p4"]
    approved = PLAN.assign(approved_at=pd.Timestamp("2026-06-20"))
    assert rolling_plan(approved, TODAY, 45).to_decide == ()


def test_cancelled_promotions_are_left_out() -> None:
    cancelled = PLAN.assign(status=["planned", "cancelled", "planned", None, "planned"])
    plan = rolling_plan(cancelled, TODAY, 45)
    assert [each.promo_id for each in plan.promotions] == ["p1", "p3", "p4"]
    assert plan.pairs == ()


def test_accounts_do_not_overlap_each_other() -> None:
    assert overlaps_of(PLAN.assign(account_id=list("ABCDE"))) == ()


def test_an_unknown_request_is_not_late() -> None:
    plan = rolling_plan(PLAN.drop(columns="requested_at"), TODAY)
    assert {each.late for each in plan.promotions} == {None}
    assert share_late(PLAN.drop(columns="requested_at")) == (None, 0)


def test_no_promotions_make_an_empty_plan() -> None:
    plan = rolling_plan(PLAN.iloc[:0], TODAY)
    assert plan.promotions == () and len(plan.months) == 3 and plan.rows().empty


def test_the_plan_rolls_over_the_turn_of_the_year() -> None:
    assert months_after(pd.Timestamp("2026-11-15")) == ("2026-12", "2027-01", "2027-02")
    found = festivals_between(pd.Timestamp("2027-01-01"), pd.Timestamp("2027-02-28"))
    assert [(each.day, each.name) for each in found] == [("2027-02-06", "spring_festival")]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_festival_has_a_name(language: str) -> None:
    year = festivals_between(pd.Timestamp("2026-01-01"), pd.Timestamp("2026-12-31"))
    assert len({each.said(language) for each in year}) == 5


@given(st.integers(0, 120), st.dates(pd.Timestamp("2025-01-01").date(),
                                     pd.Timestamp("2027-01-01").date()))  # fmt: skip
def test_asking_today_for_the_earliest_start_is_just_in_time(lead: int, day: object) -> None:
    today = pd.Timestamp(str(day))
    assert latest_request(earliest_start(today, lead), lead) == today


@given(st.integers(0, 90), st.integers(0, 90))
def test_a_longer_lead_time_never_makes_fewer_late(one: int, other: int) -> None:
    short, long = sorted((one, other))
    assert (share_late(PLAN, short)[0] or 0) <= (share_late(PLAN, long)[0] or 0)


@given(st.permutations(range(5)))
def test_the_order_of_rows_does_not_matter(order: list[int]) -> None:
    assert rolling_plan(PLAN.iloc[order], TODAY) == rolling_plan(PLAN, TODAY)
