"""Scoring: the course's table worked by hand, then the laws of any table."""

import math
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.grading import (
    fair_share_index,
    flag_unsettled,
    grade_values,
    relative_factors,
)
from ka_helpers.metrics.scoring import QUADRANTS, evaluate

TEXTBOOK = read_ruleset("textbook")
RELATIVE = replace(TEXTBOOK, mode="relative")
NAMES = tuple(TEXTBOOK.by_name)
GRADE_ROWS = {
    # a value in the middle of each grade's band, in the order of NAMES
    5: (600_000, 0.25, 20, 0.25, 0.45, 22, 5),
    4: (450_000, 0.17, 35, 0.20, 0.37, 18, 4),
    3: (350_000, 0.12, 45, 0.17, 0.32, 15, 3),
    2: (250_000, 0.07, 55, 0.14, 0.27, 12, 2),
    1: (150_000, 0.02, 70, 0.10, 0.20, 8, 1),
}
WORST_TO_BEST = {
    "annual_sales": (0.0, 1e6), "growth": (-0.5, 0.5), "payment_days": (120.0, 0.0),
    "display_share": (0.0, 0.4), "activity_share": (0.0, 0.6), "sku_listed": (0.0, 30.0),
    "relationship": (1.0, 5.0),
}  # fmt: skip


def accounts(*rows, columns=NAMES):
    index = pd.Index([f"K{number}" for number in range(len(rows))], name="account_id")
    return pd.DataFrame(rows, columns=list(columns), index=index, dtype=float)


@st.composite
def portfolios(draw, size=5):
    def value(name):
        low, high = sorted(WORST_TO_BEST[name])
        return draw(st.floats(low, high) | st.just(math.nan))

    return accounts(*[[value(name) for name in NAMES] for _ in range(draw(st.integers(1, size)))])


@pytest.mark.parametrize(("grade", "points"), [(5, 100), (4, 80), (3, 60), (2, 40), (1, 20)])
def test_the_same_grade_everywhere_gives_the_same_on_both_axes(grade, points):
    scores = evaluate(accounts(GRADE_ROWS[grade]), TEXTBOOK).iloc[0]
    assert (scores["attractiveness"], scores["support"]) == (points, points)
    assert [scores[f"{name}_grade"] for name in NAMES] == [grade] * 7


def test_one_account_by_hand():
    # 32 + 24 + 20 = 76 and 16 + 25 + 15 + 6 = 62
    row = (450_000, 0.12, 20, 0.14, 0.45, 15, 3)
    scores = evaluate(accounts(row), TEXTBOOK).iloc[0]
    assert (scores["attractiveness"], scores["support"]) == (76, 62)
    assert scores["quadrant"] == "star"
    assert not scores["borderline"]


@pytest.mark.parametrize(
    ("name", "value", "grade", "flag"),
    [
        ("annual_sales", 500_001, 5, None), ("annual_sales", 500_000, 4, None),
        ("annual_sales", 400_000, 4, "overlap"), ("annual_sales", 300_000, 3, "overlap"),
        ("annual_sales", 200_000, 2, None), ("annual_sales", 199_999, 1, None),
        ("growth", 0.2, 4, "gap"), ("growth", 0.195, 4, "gap"), ("growth", 0.15, 4, None),
        ("growth", 115 / 100 - 1, 4, None), ("growth", 0.145, 3, "gap"), ("growth", 0.05, 2, None),
        ("growth", 0.0499, 1, None),
        ("payment_days", 29, 5, None), ("payment_days", 30, 4, "gap"),
        ("payment_days", 30.5, 4, "gap"),
        ("payment_days", 40, 4, "overlap"), ("payment_days", 50, 3, "overlap"),
        ("payment_days", 60, 2, None), ("payment_days", 61, 1, None),
        ("display_share", 0.22, 4, "gap"), ("display_share", 0.19, 4, None),
        ("display_share", 0.185, 3, "gap"),
        ("display_share", 0.13, 2, None), ("display_share", 0.129, 1, None),
        ("activity_share", 0.40, 4, "gap"), ("activity_share", 0.35, 4, None),
        ("activity_share", 0.25, 2, None),
        ("sku_listed", 21, 5, None), ("sku_listed", 20, 4, "gap"), ("sku_listed", 17, 4, None),
        ("sku_listed", 11, 2, None), ("sku_listed", 10, 1, None),
        ("relationship", 5, 5, None), ("relationship", 1, 1, None),
    ],
)  # fmt: skip
def test_band_edges(name, value, grade, flag):
    scores = evaluate(accounts([value], columns=[name]), TEXTBOOK).iloc[0]
    assert scores[f"{name}_grade"] == grade
    assert scores[f"{name}_flag"] == flag


def test_what_was_not_measured_is_left_out_and_the_rest_counts_in_full():
    row = (math.nan, 0.17, 35, 0.25, math.nan, math.nan, math.nan)
    scores = evaluate(accounts(row), TEXTBOOK).iloc[0]
    assert scores["attractiveness"] == 80
    assert scores["attractiveness_coverage"] == pytest.approx(0.6)
    assert (scores["support"], scores["support_coverage"]) == (100, pytest.approx(0.4))
    assert np.isnan(scores["annual_sales_points"])


def test_nothing_measured_is_no_class():
    scores = evaluate(accounts([math.nan] * 7), TEXTBOOK).iloc[0]
    assert scores["quadrant"] is None
    assert scores["attractiveness_coverage"] == 0
    assert not scores["borderline"]


@pytest.mark.parametrize(
    ("high", "low", "quadrant"),
    [(5, 5, "star"), (5, 1, "question_mark"), (1, 5, "cash_cow"), (1, 1, "dog")],
)
def test_the_four_classes(high, low, quadrant):
    row = (*GRADE_ROWS[high][:3], *GRADE_ROWS[low][3:])
    assert evaluate(accounts(row), TEXTBOOK)["quadrant"].tolist() == [quadrant]


def test_the_cut_itself_is_high_and_borderline():
    # attractiveness 16 + 24 + 8 = 48; 16 + 24 + 12 = 52; support 60
    rows = [(250_000, 0.12, days, *GRADE_ROWS[3][3:]) for days in (55, 45)]
    scores = evaluate(accounts(*rows), TEXTBOOK)
    assert scores["quadrant"].tolist() == ["cash_cow", "star"]
    assert scores["borderline"].tolist() == [True, True]
    at_cut = evaluate(accounts(GRADE_ROWS[3]), replace(TEXTBOOK, cut=60, borderline=0))
    assert (at_cut["quadrant"].item(), at_cut["borderline"].item()) == ("star", True)


def test_relative_points_are_in_proportion_to_the_best():
    sales = pd.Series([100.0, 50.0, -10.0, math.nan])
    assert relative_factors(sales, TEXTBOOK["annual_sales"]).tolist()[:3] == [1.0, 0.5, 0.0]
    days = pd.Series([30.0, 60.0, 45.0])
    assert relative_factors(days, TEXTBOOK["payment_days"]).tolist() == [1.0, 0.5, 0.75]


def test_where_nobody_grows_nobody_earns_for_growth():
    shrinking = pd.Series([-0.1, -0.2])
    assert relative_factors(shrinking, TEXTBOOK["growth"]).tolist() == [0.0, 0.0]
    assert relative_factors(pd.Series([0.0, 0.0]), TEXTBOOK["payment_days"]).tolist() == [1.0, 1.0]


def test_fair_share_compares_with_the_share_of_sales():
    assert fair_share_index(0.3, 0.2) == 150
    display = TEXTBOOK["display_share"]
    bounds = (1.2, 1.1, 0.9, 0.8, None)
    bands = tuple(
        replace(b, bound=x, printed=None) for b, x in zip(display.bands, bounds, strict=True)
    )
    fair = replace(TEXTBOOK, mode="fair_share", criteria=(replace(display, bands=bands),))
    inputs = accounts((0.30, 0.20), (0.20, 0.20), (0.10, 0.20), (0.2, math.nan),
                      columns=("display_share", "market_share"))  # fmt: skip
    scores = evaluate(inputs, fair)
    assert scores["display_share_grade"].tolist()[:3] == [5, 3, 1]
    assert np.isnan(scores["display_share_grade"].iloc[3])
    assert set(scores["display_share_mode"]) == {"fair_share"}


def test_a_criterion_without_a_fair_share_is_read_relative_and_says_so():
    scores = evaluate(accounts(GRADE_ROWS[3]), replace(TEXTBOOK, mode="fair_share"))
    assert scores["annual_sales_mode"].tolist() == ["relative"]
    assert scores["annual_sales_points"].tolist() == [40]


def test_no_share_of_sales_is_refused():
    with pytest.raises(MetricInputError) as error:
        fair_share_index(0.3, 0.0)
    assert "share of sales" in str(error.value)
    assert "销售份额" in error.value.said_in("zh")


@settings(max_examples=25)
@given(portfolios())
def test_axes_run_from_20_to_100(inputs):
    scores = evaluate(inputs, TEXTBOOK)[["attractiveness", "support"]].stack().dropna()
    assert scores.between(20, 100).all()


@settings(max_examples=25)
@given(portfolios())
def test_relative_axes_run_from_0_to_100(inputs):
    scores = evaluate(inputs, RELATIVE)[["attractiveness", "support"]].stack().dropna()
    assert scores.between(0, 100).all()


@settings(max_examples=25)
@given(portfolios(), st.sampled_from(NAMES), st.floats(0, 1), st.floats(0, 1))
def test_better_is_never_fewer_points(inputs, name, one, other):
    worst, best = WORST_TO_BEST[name]
    one, other = sorted((one, other))
    measured = [inputs.assign(**{name: worst + (best - worst) * part}) for part in (one, other)]
    axis = TEXTBOOK[name].axis
    low, high = (evaluate(values, TEXTBOOK)[axis] for values in measured)
    assert (high >= low).all()


@settings(max_examples=25)
@given(portfolios(), st.randoms(use_true_random=False))
def test_the_order_of_accounts_never_matters(inputs, random):
    order = list(inputs.index)
    random.shuffle(order)
    for ruleset in (TEXTBOOK, RELATIVE):
        shuffled = evaluate(inputs.loc[order], ruleset).loc[inputs.index]
        pd.testing.assert_frame_equal(shuffled, evaluate(inputs, ruleset))


@given(st.sampled_from(NAMES), st.floats(-1e6, 1e6))
def test_columns_are_graded_as_single_values_are(name, value):
    criterion = TEXTBOOK[name]
    values = pd.Series([value * criterion.scale])
    assert grade_values(values, criterion).item() == criterion.grade(values.item())
    assert flag_unsettled(values, criterion).item() == criterion.unsettled(values.item())


@settings(max_examples=25)
@given(portfolios())
def test_each_account_has_one_class_or_an_unknown_axis(inputs):
    scores = evaluate(inputs, TEXTBOOK)
    unknown = scores[["attractiveness", "support"]].isna().any(axis=1)
    assert (scores["quadrant"].isin(QUADRANTS) == ~unknown).all()
