"""One account among the others: its scores, its move, its rank."""

import math
from dataclasses import replace

import pandas as pd
import pytest
from pydantic import TypeAdapter

from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.metrics.position import MOST_SPOTS, PositionAssessment, assess_position

TEXTBOOK = read_ruleset("textbook")


@pytest.fixture
def now():
    columns = ["annual_sales", "growth", "payment_days", "display_share", "trade_cost_ratio"]
    rows = [(600_000, 0.25, 20, 0.10, 0.18), (450_000, 0.12, 30, 0.20, 0.11),
            (150_000, 0.02, 70, 0.10, 0.09), (math.nan,) * 5]  # fmt: skip
    return pd.DataFrame(rows, columns=columns, index=["A", "B", "C", "D"], dtype=float)


def test_the_account_with_its_move(now):
    then = now.assign(display_share=0.25)
    position = assess_position(now, then, "A", TEXTBOOK, "2025Q2")
    assert (position.now.attractiveness, position.now.support) == (100, 20)
    assert (position.now.quadrant, position.then.quadrant) == ("question_mark", "star")
    assert position.now.support_coverage == pytest.approx(0.4)
    assert (position.rank, position.ranked, position.accounts) == (1, 3, 4)
    assert (position.trade_cost_ratio, position.trade_cost_ratio_median) == (0.18, 0.11)
    display = next(c for c in position.criteria if c.name == "display_share")
    assert (display.points, display.points_before) == (8, 40)
    assert (display.value, display.value_before) == (0.10, 0.25)
    assert [(spot.attractiveness, spot.support) for spot in position.others] == [(72, 80), (20, 20)]


def test_flags_and_unmeasured_criteria(now):
    position = assess_position(now, None, "B", TEXTBOOK)
    by_name = {criterion.name: criterion for criterion in position.criteria}
    assert by_name["payment_days"].flag == "gap"
    assert by_name["sku_listed"].points is None
    assert position.then is None
    assert by_name["growth"].value_before is None


def test_an_unmeasured_or_unknown_account_has_no_place(now):
    assert assess_position(now, now, "D", TEXTBOOK) is None
    assert assess_position(now, now, "Z", TEXTBOOK) is None


def test_an_account_that_is_new_has_no_earlier_place(now):
    assert assess_position(now, now.drop(index="A"), "A", TEXTBOOK).then is None


def test_without_a_whole_year_the_quarter_ranks(now):
    quarter = now.drop(columns="annual_sales").assign(sales=[1.0, 3.0, 2.0, math.nan])
    assert [assess_position(quarter, None, a, TEXTBOOK).rank for a in "ABC"] == [3, 1, 2]


def test_relative_has_points_without_grades(now):
    position = assess_position(now, None, "B", replace(TEXTBOOK, mode="relative"))
    sales = position.criteria[0]
    assert (sales.grade, sales.points, sales.mode) == (None, pytest.approx(30), "relative")


def test_thousands_of_accounts_stay_small(now):
    many = pd.concat([now.iloc[[0]].assign(annual_sales=float(n)) for n in range(1, 300)])
    many.index = [f"K{n}" for n in range(1, 300)]
    assert len(assess_position(many, None, "K7", TEXTBOOK).others) == MOST_SPOTS


def test_it_survives_json(now):
    adapter = TypeAdapter(PositionAssessment)
    position = assess_position(now, now, "A", TEXTBOOK, "2025Q2")
    assert adapter.validate_json(adapter.dump_json(position)) == position
