"""The account matrix is drawn from the assessment, in both languages."""

import dataclasses
import math

import pandas as pd
import pytest

from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.figures.plot import Arrow, Bubbles, Note
from ka_helpers.figures.position import plot_matrix
from ka_helpers.figures.svg import svg_of
from ka_helpers.metrics.position import assess_position

TEXTBOOK = read_ruleset("textbook")


@pytest.fixture
def inputs():
    columns = ["annual_sales", "growth", "payment_days", "display_share"]
    rows = [(600_000, 0.25, 20, 0.10), (450_000, 0.12, 30, 0.20), (150_000, 0.02, 70, math.nan)]
    return pd.DataFrame(rows, columns=columns, index=["A", "B", "C"], dtype=float)


@pytest.mark.parametrize(("language", "star"), [("en", "Star"), ("zh", "明星类")])
def test_the_account_stands_where_it_scored(inputs, language, star):
    position = assess_position(inputs, inputs.assign(display_share=0.25), "A", TEXTBOOK)
    plot = plot_matrix(position, language)
    last = plot.marks[-1]
    assert (last.x, last.y) == ((20.0,), (100.0,))
    assert star in [mark.text for mark in plot.marks if isinstance(mark, Note)]
    (arrow,) = (mark for mark in plot.marks if isinstance(mark, Arrow))
    assert (arrow.x[1], arrow.y[1]) == (20.0, 100.0)
    assert arrow.x[0] == position.then.support


def test_an_account_with_an_unknown_axis_is_not_drawn(inputs):
    position = assess_position(inputs, None, "C", TEXTBOOK)
    (others,) = (mark for mark in plot_matrix(position, "en").marks if isinstance(mark, Bubbles))
    assert len(others.x) == len(position.others) == 2


def test_places_shared_by_very_many_are_drawn_a_few_times(inputs):
    position = assess_position(inputs, None, "A", TEXTBOOK)
    crowd = tuple(position.others) * 2_500
    plot = plot_matrix(dataclasses.replace(position, others=crowd), "en")
    others = next(mark for mark in plot.marks if isinstance(mark, Bubbles))
    spots = {(spot.support, spot.attractiveness) for spot in position.others}
    assert set(zip(others.x, others.y, strict=True)) == {s for s in spots if None not in s}
    assert len(others.x) <= 3 * len(spots)


def test_dots_of_five_thousand_places_are_all_drawn_small(inputs):
    position = assess_position(inputs, None, "A", TEXTBOOK)
    spots = tuple(
        dataclasses.replace(position.others[0], support=float(x), attractiveness=float(y))
        for x in range(100)
        for y in range(50)
    )
    drawn = svg_of(plot_matrix(dataclasses.replace(position, others=spots), "en"))
    assert drawn.count("h0") == 5_000
    assert len(drawn) < 60_000
