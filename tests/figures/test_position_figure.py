"""The account matrix is drawn from the assessment, in both languages."""

import math

import pandas as pd
import pytest

from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.figures.position import draw_matrix
from ka_helpers.figures.style import as_svg, chart
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
    with chart(7.2, 3.6) as ax:
        draw_matrix(ax, position, language)
        assert ax.collections[-1].get_offsets().tolist() == [[20.0, 100.0]]
        assert star in [text.get_text() for text in ax.texts]
        assert len(as_svg(ax)) > 1_000


def test_an_account_with_an_unknown_axis_is_not_drawn(inputs):
    position = assess_position(inputs, None, "C", TEXTBOOK)
    with chart() as ax:
        draw_matrix(ax, position, "en")
        assert len(ax.collections[-1].get_offsets()) == len(position.others) == 2
