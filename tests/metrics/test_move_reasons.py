"""Why a class changed: worked rows, and that the parts make the whole."""

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.cases import read_ruleset
from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.move_reasons import AxisMove, ClassMove, Scored, class_moves, parts_of
from ka_helpers.metrics.rebanding import rebanded
from ka_helpers.metrics.reweighting import reweighted
from ka_helpers.metrics.scoring import evaluate
from ka_helpers.rulesets import AXES

TEXTBOOK = read_ruleset("textbook")
INPUTS = pd.DataFrame(
    {
        "annual_sales": [600_000.0, 210_000.0, 350_000.0],
        "growth": [0.02, 0.25, 0.12],
        "payment_days": [65.0, 65.0, None],
        "display_share": [0.25, 0.25, 0.10],
        "activity_share": [0.42, 0.42, 0.10],
        "sku_listed": [21.0, 21.0, 5.0],
        "relationship": [5.0, 5.0, 1.0],
    },
    index=["large", "growing", "middling"],
)


def scored(ruleset, inputs=INPUTS):
    return Scored(evaluate(inputs, ruleset), ruleset)


def test_the_criterion_that_moved_most_is_named():
    """Large: 40 + 8 + 4 = 52; with growth at 70 and sales at 10: 10 + 14 + 4 = 28 of 100."""
    before = scored(TEXTBOOK)
    now = scored(reweighted(TEXTBOOK, {"growth": 70, "annual_sales": 10}))
    (move,) = class_moves(before, now)
    fall = AxisMove("attractiveness", 52.0, pytest.approx(28), "annual_sales", pytest.approx(-30))
    assert move == ClassMove("large", "star", "cash_cow", (fall,))


def test_a_cut_that_moved_is_named_as_the_cut():
    moved = class_moves(scored(TEXTBOOK), scored(reweighted(TEXTBOOK, {}, cut=55)))
    assert [(move.account_id, move.axes) for move in moved] == [
        ("large", (AxisMove("attractiveness", 52.0, 52.0, None, 0.0),))
    ]


def test_the_same_rules_move_nobody():
    assert class_moves(scored(TEXTBOOK), scored(TEXTBOOK)) == ()


def test_an_account_that_has_no_class_does_not_move():
    nothing = INPUTS.assign(**dict.fromkeys(INPUTS, float("nan")))
    assert class_moves(scored(TEXTBOOK, nothing), scored(TEXTBOOK)) == ()
    assert class_moves(scored(TEXTBOOK), scored(TEXTBOOK, nothing)) == ()


@pytest.mark.parametrize("account_id", INPUTS.index)
@pytest.mark.parametrize("axis", AXES)
def test_parts_of_an_axis_sum_to_its_points(account_id, axis):
    """Middling has no payment days measured: the other criteria count in full."""
    each = scored(TEXTBOOK)
    assert sum(parts_of(each, account_id, axis).values()) == pytest.approx(
        each.scores.loc[account_id, axis]
    )


@settings(max_examples=20, deadline=None)
@given(st.lists(st.integers(1, 100), min_size=7, max_size=7), st.integers(10, 90))
def test_every_move_crosses_the_cut_and_names_a_gain_in_its_direction(weights, cut):
    names = [criterion.name for criterion in TEXTBOOK.criteria]
    now = scored(reweighted(TEXTBOOK, dict(zip(names, weights, strict=True)), cut))
    for move in class_moves(scored(TEXTBOOK), now):
        assert move.axes
        for axis in move.axes:
            up = axis.now >= cut
            assert (axis.before >= 50) != up
            assert axis.criterion is None or (axis.by > 0) == up


def test_harder_bands_ask_more_where_high_is_good_and_less_where_low_is():
    sales = rebanded(TEXTBOOK, "annual_sales", 0.1)["annual_sales"].bands
    days = rebanded(TEXTBOOK, "payment_days", 0.1)["payment_days"].bands
    assert [band.bound for band in sales[:2]] == pytest.approx([550_000, 440_000])
    assert [band.bound for band in days[:2]] == pytest.approx([27, 36])
    assert sales[-1].bound is days[-1].bound is None
    assert rebanded(TEXTBOOK, "growth", 0.1)["annual_sales"] == TEXTBOOK["annual_sales"]


@settings(max_examples=20, deadline=None)
@given(st.floats(-0.5, 0.5))
def test_harder_bands_never_raise_a_grade(harder):
    grades = [
        evaluate(INPUTS, rebanded(TEXTBOOK, "annual_sales", by))["annual_sales_grade"]
        for by in sorted((0.0, harder))
    ]
    assert (grades[1] <= grades[0]).all()


def test_bands_that_cannot_be_are_refused():
    with pytest.raises(MetricInputError):
        rebanded(TEXTBOOK, "charm", 0.1)
    with pytest.raises(MetricInputError):
        rebanded(TEXTBOOK, "growth", -1.0)
