"""The promotion calendar: which bars stand where, in which colour."""

import pandas as pd
import pytest

from ka_helpers.figures.plan_calendar import calendar_said, plot_calendar
from ka_helpers.figures.plot import Bars, Note, Rule
from ka_helpers.figures.style import BLUE, GREY, ORANGE, RED
from ka_helpers.figures.svg import svg_of
from ka_helpers.planning.rolling import rolling_plan

TODAY = pd.Timestamp("2026-06-30")
PLAN = pd.DataFrame(
    {
        "promo_id": ["p1", "p2", "p3"],
        "account_id": "A",
        "category": ["tea", "tea", "juice"],
        "start": pd.to_datetime(["2026-08-03", "2026-08-10", "2026-09-07"]),
        "end": pd.to_datetime(["2026-08-16", "2026-08-23", "2026-09-20"]),
        "requested_at": pd.to_datetime(["2026-07-20", "2026-06-01", None]),
    }
)


def test_bars_stand_on_their_days_in_the_colour_of_their_lateness() -> None:
    plot = plot_calendar(rolling_plan(PLAN, TODAY), "en")
    bars = {mark.colours: mark for mark in plot.marks if isinstance(mark, Bars)}
    assert set(bars) == {(BLUE,), (RED,), (GREY,), (ORANGE,)}
    assert bars[RED,].starts == (35.0,) and bars[RED,].lengths == (14.0,)
    assert bars[RED,].at == (2.0,)
    assert bars[ORANGE,].starts == (42.0, 42.0) and bars[ORANGE,].lengths == (7.0, 7.0)


def test_the_earliest_start_and_the_festivals_are_upright_lines() -> None:
    plot = plot_calendar(rolling_plan(PLAN, TODAY), "en")
    assert sorted(mark.at for mark in plot.marks if isinstance(mark, Rule)) == [46.0, 88.0]
    said = [mark.text for mark in plot.marks if isinstance(mark, Note)]
    assert said == ["Mid-Autumn Festival", "earliest start: 14 Aug 2026"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_an_empty_plan_and_hostile_names_are_drawn(language: str) -> None:
    for rows in (PLAN, PLAN.iloc[:0]):
        plan = rolling_plan(rows, TODAY)
        drawn = svg_of(plot_calendar(plan, language, {"p1": "<b>A$B_{C}" * 40}), 7.2, 3.4)
        assert "<b>" not in drawn
        assert str(len(rows)) in calendar_said(plan, language)
