"""Targets broken down: the textbook's rows by hand, then laws."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import MetricInputError
from ka_helpers.planning.breakdown import (
    as_objectives,
    break_down_flow,
    break_down_level,
    break_down_ratio,
    even_shares,
    faults_of,
    season_shares,
    share_out,
    week_shares,
    weeks_in,
)
from ka_helpers.planning.cascade import cascade

MONTHS = ("2026-04", "2026-05", "2026-06")
amounts = st.floats(0, 1e7, allow_nan=False)
three = st.tuples(*[st.floats(0.01, 1e6)] * 3).map(lambda w: dict(zip(MONTHS, w, strict=True)))
weights = st.dictionaries(st.text(min_size=1, max_size=3), st.floats(0, 1e6), min_size=1).filter(
    lambda given: sum(given.values()) > 1e-3
)


def test_activity_points_of_the_textbook_in_proportion_to_sales() -> None:
    sales = {"A": 100, "B": 50, "C": 60, "D": 30}
    each_rounded = {name: round(230 * value / 240) for name, value in sales.items()}
    assert sum(each_rounded.values()) != 230
    assert share_out(230, sales) == {"A": 96, "B": 48, "C": 57, "D": 29}


def test_the_textbook_second_quarter_by_its_own_shares() -> None:
    months = break_down_flow(1_000_000, dict(zip(MONTHS, (25, 35, 40), strict=True)), "season")
    assert months.parts == (250_000, 350_000, 400_000)
    assert months.rolled_up == 1_000_000


def test_a_ratio_made_by_the_kit_has_no_unallocated_rest() -> None:
    sales = dict(zip(MONTHS, (25.0, 35.0, 40.0), strict=True))
    ratio = break_down_ratio(0.12, sales, dict(zip(MONTHS, (0.10, 0.12, 0.11), strict=True)))
    assert ratio.rolled_up == pytest.approx(0.12)
    assert ratio.parts[1] > ratio.parts[2] > ratio.parts[0]


def test_faults_are_found_in_what_the_textbook_prints() -> None:
    sales = break_down_flow(100.0, dict(zip(MONTHS, (25, 35, 40), strict=True)), "season")
    printed = break_down_ratio(0.12, dict(zip(MONTHS, sales.parts, strict=True)))
    objectives = as_objectives([sales, printed])
    assert faults_of([sales, printed]) == ()
    months = objectives["period_type"].eq("month") & objectives["metric"].eq("trade_cost_ratio")
    objectives.loc[months, "target"] = [0.10, 0.12, 0.11]
    from ka_helpers.metrics.roll_up import check_roll_up

    (fault,) = check_roll_up(objectives)
    assert fault.kind == "not_allocated"
    assert fault.money == pytest.approx(0.9)


def test_a_season_needs_the_same_months_of_the_year_before() -> None:
    sold = pd.Series({"2025-04": 20.0, "2025-05": 30.0})
    with pytest.raises(MetricInputError) as raised:
        season_shares(sold, MONTHS)
    assert raised.value.values == {"months": "2025-06"}


@pytest.mark.parametrize("bad", [{}, {"a": 0.0}, {"a": 2.0, "b": -1.0}])
def test_weights_of_no_use_are_refused(bad: dict[str, float]) -> None:
    with pytest.raises(MetricInputError):
        share_out(10, bad)


def test_thirteen_weeks_make_a_quarter() -> None:
    assert [weeks_in(month) for month in MONTHS] == [5, 4, 4]
    assert sum(week_shares(MONTHS).values()) == pytest.approx(1)


@given(amounts, weights, st.sampled_from([1.0, 100.0, 1000.0, 0.01]))
def test_what_is_shared_out_sums_to_the_total(
    total: float, by: dict[str, float], step: float
) -> None:
    parts = share_out(total, by, step)
    assert sum(parts.values()) == pytest.approx(total, abs=1e-6)
    assert set(parts) == set(by)


@given(st.integers(0, 10_000), weights)
def test_no_part_is_a_whole_step_from_its_exact_share(total: int, by: dict[str, float]) -> None:
    whole = sum(by.values())
    for name, part in share_out(total, by).items():
        assert abs(part - total * by[name] / whole) < 1 + 1e-6


@given(st.integers(-5_000, 5_000), weights)
def test_a_loss_is_shared_out_like_a_profit(total: int, by: dict[str, float]) -> None:
    assert share_out(-total, by) == {name: -part for name, part in share_out(total, by).items()}


@given(st.floats(1, 1e8), three)
def test_flow_level_and_ratio_all_make_their_target(target: float, by: dict[str, float]) -> None:
    flow = break_down_flow(target, by, "season", step=1000.0)
    level = break_down_level(target, target / 2, MONTHS)
    ratio = break_down_ratio(0.12, by, even_shares(MONTHS))
    for made in (flow, level, ratio):
        assert made.rolled_up == pytest.approx(made.target, rel=1e-9)
    assert faults_of([flow, level]) == ()


@given(st.integers(1, 100_000), st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 500),
                                                min_size=1))  # fmt: skip
def test_a_cascade_adds_up_by_account_and_by_person(total: int, by: dict[str, int]) -> None:
    people = {name: "li" if name < "C" else "wang" for name in by}
    given_out = cascade(total, by, people=people)
    assert sum(part.target for part in given_out.portions) == pytest.approx(total)
    assert sum(given_out.by_person().values()) == pytest.approx(total)
    rising = cascade(sum(by.values()) + total, by, dict.fromkeys(by, 1.0))
    assert sum(part.target for part in rising.portions) == pytest.approx(sum(by.values()) + total)
    assert all(part.target >= part.base for part in rising.portions)


def test_a_breakdown_says_how_it_was_made() -> None:
    said = {break_down_level(30, 22, MONTHS).how_said(language) for language in ("en", "zh")}
    assert said == {"even steps from today's level to the target", "从目前水平匀速推进到目标"}
