"""The same plot on matplotlib Axes: the same values, limits and words."""

import io

import pytest

from ka_helpers.figures.on_axes import chart, draw_on
from ka_helpers.figures.plot import (
    Arrow,
    Band,
    Bars,
    Bubbles,
    Line,
    Note,
    Plot,
    Rule,
    Scale,
    Span,
)

EVERY_MARK = Plot(
    (
        Span(0.5, 1.5, "#f6dcbf", "held"),
        Band((0.0, 2.0), (1.0, 1.0), (3.0, 3.0), "#bcd3ec", label="usual"),
        Bars((0.0, 1.0, 2.0), (2.0, None, -1.0), ("#2463a8",), label="sold",
             written=("$2_{x}$", "", "-1")),
        Line((0.0, 1.0, 2.0), (1.0, None, 3.0), "#d9822b", dash=(3.0, 2.0), marker=4.0,
             hollow=True, label="plan"),
        Bubbles((1.0,), (2.0,), (40.0,), ("#2463a8",), names=(("大润发 🦄", "1"),)),
        Rule(1.0, "#6b7785"), Rule(1.0, "#6b7785", upright=True, dash=(4.0, 3.0)),
        Arrow((0.0, 1.0), (1.0, 2.0), "#2463a8"),
        Note(1.0, 0.5, "two\nlines", "#1f2933", framed=(False, True)),
    ),
    Scale("Week", labels=("a", "b", "c"), grid=False), Scale("Sold", "money"), "zh",
)  # fmt: skip


def test_every_mark_stands_on_the_axes():
    with chart() as ax:
        assert draw_on(ax, EVERY_MARK) is ax
        ax.get_figure().savefig(io.BytesIO(), format="png")
    assert [bar.get_height() for bar in ax.containers[0]][::2] == [2.0, -1.0]
    assert list(ax.get_lines()[0].get_ydata())[::2] == [1.0, 3.0]
    said = [text.get_text() for text in ax.texts]
    assert {"$2_{x}$", "-1", "two\nlines", "大润发 □"} <= set(said)
    assert [label.get_text() for label in ax.get_xticklabels()] == ["a", "b", "c"]
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("Week", "Sold")
    named = {text.get_text() for text in ax.get_legend().get_texts()}
    assert named == {"held", "usual", "sold", "plan"}


@pytest.mark.parametrize("horizontal", [True, False])
def test_bars_hang_where_they_start(horizontal):
    bridge = Bars((0.0, 1.0), (3.0, 2.0), ("#2463a8", "#d9822b"), starts=(0.0, 3.0),
                  horizontal=horizontal)  # fmt: skip
    with chart() as ax:
        draw_on(ax, Plot((bridge,), Scale(), Scale(), "en"))
    _, second = ax.patches
    assert (second.get_x() if horizontal else second.get_y()) == 3.0
    assert ax.get_legend() is None
