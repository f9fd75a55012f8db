"""The chart of what is owed: a bar a bucket, later is lower and redder."""

import dataclasses

import pytest

from ka_helpers.figures.receivables import plot_ageing
from ka_helpers.figures.style import BLUE, ORANGE, RED
from ka_helpers.figures.svg import svg_of
from ka_helpers.metrics.assessment import Measure
from ka_helpers.metrics.receivables import AgeingBucket, ReceivablesAssessment

EDGES = ((None, 0), (0, 30), (30, 60), (60, 90), (90, None))
AMOUNTS = (2_830_000.0, 246_000.0, 0.0, 14_400.0, 97_600.0)
OPEN = ReceivablesAssessment(
    before=None, term_days=30.0, differences=(), disputed_open=0.0, credit_limit=None,
    ageing=tuple(AgeingBucket(*edge, amount, 3)
                 for edge, amount in zip(EDGES, AMOUNTS, strict=True)),
    **{field.name: Measure(None, "money", 0, "receivable")
       for field in dataclasses.fields(ReceivablesAssessment)
       if field.type == "Measure" or field.type is Measure},
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "first", "said"),
    [("en", "Not yet due", "¥2.83M"), ("zh", "未到期", "¥283万")],
)
def test_a_bar_a_bucket_with_its_amount_the_first_on_top(language, first, said):
    plot = plot_ageing(OPEN, language)
    (bars,) = plot.marks
    assert bars.horizontal
    assert bars.lengths == AMOUNTS[::-1]
    assert bars.written[-1] == said
    assert plot.y.labels[-1] == first
    assert len(plot.y.labels) == len(bars.at)
    assert said in svg_of(plot)


def test_what_is_late_has_the_colour_of_how_late_it_is():
    (bars,) = plot_ageing(OPEN, "en").marks
    assert bars.colours == (RED, RED, ORANGE, ORANGE, BLUE)
