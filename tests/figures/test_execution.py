"""Charts of execution: now beside before on one axis, gaps where nothing was measured."""

import pandas as pd
import pytest

from ka_helpers.figures.execution import has_trend, plot_levels, plot_trend
from ka_helpers.figures.plot import Line, Note
from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.execution import assess

PAIRS = {"exec_score": (60, 90), "display_own": (30, 20), "activity_own": (5, 6)}


def assessed(quarters=("2025Q2", "2026Q2"), skipped=()):
    rows = [
        {"period_start": week, "quarter": quarter, "display_category": 100,
         "activity_category": 10, **{name: pair[place] for name, pair in PAIRS.items()}}
        for place, quarter in enumerate(("2025Q2", "2026Q2"))
        for week in pd.date_range(pd.Period(quarter, "Q").start_time, periods=13, freq="W-MON")
        if quarter in quarters
    ]  # fmt: skip
    frame = pd.DataFrame(rows).assign(account_id="a", period_type="week")
    frame["month"] = frame["period_start"].dt.strftime("%Y-%m")
    frame.loc[frame["month"].isin(skipped), ["display_own", "display_category"]] = None
    return assess({"execution": frame}, "2026Q2", Context(as_of="2026-06-30"))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_now_and_before_stand_in_the_row_of_their_name(language):
    plot = plot_levels(assessed(), language)
    names = [say(f"execution.{name}", language)
             for name in ("exec_score", "activity_share", "display_share")]  # fmt: skip
    assert list(plot.y.labels) == names
    dots = {m.label: m for m in plot.marks if isinstance(m, Line) and m.marker}
    now = dots[say("execution.this_quarter", language)]
    past = dots[say("execution.compared_quarter", language, before="2025Q2")]
    assert now.x == pytest.approx((0.9, 0.6, 0.2))
    assert past.x == pytest.approx((0.6, 0.5, 0.3))
    assert now.y == past.y == (0, 1, 2)
    assert (now.width, past.width, past.hollow) == (0.0, 0.0, True)
    assert all(name in svg_of(plot) for name in names)


def test_values_are_written_right_of_whichever_is_further():
    notes = [mark for mark in plot_levels(assessed(), "en").marks if isinstance(mark, Note)]
    assert [(note.text, note.y) for note in notes] == [("90.0", 0), ("60.0%", 1), ("20.0%", 2)]
    assert [note.x for note in notes] == pytest.approx([0.9, 0.6, 0.3])


def test_a_first_quarter_has_nothing_to_compare_with():
    marks = plot_levels(assessed(quarters=("2026Q2",)), "en").marks
    assert [mark.label for mark in marks if isinstance(mark, Line)] == ["This quarter"]


def test_a_month_without_data_is_a_gap():
    result = assessed(skipped=("2026-05",))
    assert has_trend(result)
    plot = plot_trend(result, "en")
    display, activity = plot.marks
    missing = plot.x.labels.index("May 2026")
    assert display.y[missing] is None
    assert activity.y[missing] == pytest.approx(0.6)
    assert len(plot.x.labels) == len(result.months)
    assert svg_of(plot)
