"""The promotion calendar: a bar a promotion over the weeks, late ones and overlaps coloured.

Not in here: what is late and what overlaps (`planning.rolling`).
"""

from collections.abc import Mapping, Sequence

import pandas as pd

from ka_helpers.figures.plot import Bars, Mark, Note, Plot, Rule, Scale
from ka_helpers.figures.style import BLUE, GREY, INK, MUTED, ORANGE, RED, drawable, slim_limits
from ka_helpers.i18n import say
from ka_helpers.planning.rolling import PlannedPromotion, RollingPlan

MOST_NAME = 22
SHARED = 0.2
"""Thickness of the stripe on the days that two promotions share."""
_KINDS = (("on_time", False, BLUE), ("late", True, RED), ("unknown", None, GREY))
_WEEK = 7.0
_HEAD = 0.9


def plot_calendar(plan: RollingPlan, language: str, names: Mapping[str, str] | None = None) -> Plot:
    """Return a bar a promotion from its first to its last day, the first to start on top.

    Blue ones were asked for in time, red ones too late; days shared with another of the same
    category carry an orange stripe. Upright lines are festivals and, dashed, the earliest start
    of what is asked for on the day of the plan. x counts days from the first Monday.

    Parameters
    ----------
    names : what each promotion is called, by its id; the id where it is not there
    """
    rows = plan.promotions[::-1]
    calendar = _Days(plan)
    called = tuple(
        drawable((names or {}).get(row.promo_id, row.promo_id), MOST_NAME) for row in rows
    )
    low, high = slim_limits(len(rows))
    marks: list[Mark] = list(_upright(plan, calendar, language, high))
    for kind, late, colour in _KINDS:
        of_kind = [(place, row) for place, row in enumerate(rows) if row.late is late]
        marks += _bars(of_kind, calendar, colour, say(f"planning.calendar_{kind}", language))
    marks += _shared(rows, calendar, say("planning.calendar_overlap", language))
    return Plot(
        tuple(marks),
        calendar.scale(language),
        Scale(low=low, high=high + _HEAD, ticks=tuple(range(len(rows))), labels=called, grid=False),
        language,
    )


def calendar_said(plan: RollingPlan, language: str) -> str:
    """Return the alternative text of a calendar."""
    late = sum(row.late is True for row in plan.promotions)
    values = {"n": len(plan.promotions), "late": late, "pairs": len(plan.pairs)}
    return say("planning.calendar_alt", language, **values)


class _Days:
    """Days counted from the Monday on or before the plan's first day."""

    def __init__(self, plan: RollingPlan) -> None:
        self.months = tuple(each.month for each in plan.months)
        first = pd.Timestamp(f"{self.months[0]}-01")
        self.monday = first - pd.Timedelta(days=first.weekday())
        after = pd.Timestamp(f"{self.months[-1]}-01") + pd.DateOffset(months=1)
        last = max([after, *(pd.Timestamp(row.end) for row in plan.promotions)])
        self.length = self.at(last)

    def at(self, day: pd.Timestamp | str) -> float:
        return float((pd.Timestamp(day) - self.monday).days)

    def scale(self, language: str) -> Scale:
        """Return the axis: a tick a week, named where a month begins."""
        mondays = [self.monday + pd.Timedelta(days=7 * n) for n in range(int(self.length // 7) + 1)]
        labels = tuple(f"{day.month}/{day.day}" for day in mondays)
        title = say("planning.calendar_axis", language, first=self.months[0])
        at = tuple(_WEEK * n for n in range(len(mondays)))
        return Scale(title, low=0.0, high=self.length, ticks=at, labels=labels)


def _bars(
    rows: Sequence[tuple[int, PlannedPromotion]], calendar: _Days, colour: str, label: str
) -> list[Mark]:
    if not rows:
        return []
    starts = tuple(calendar.at(row.start) for _, row in rows)
    ends = tuple(calendar.at(row.end) + 1 for _, row in rows)
    lengths = tuple(end - start for start, end in zip(starts, ends, strict=True))
    places = tuple(float(place) for place, _ in rows)
    return [Bars(places, lengths, (colour,), starts=starts, label=label, horizontal=True)]


def _shared(rows: Sequence[PlannedPromotion], calendar: _Days, label: str) -> list[Mark]:
    """Return the days that each promotion shares with those it overlaps, as thin bars."""
    known = {row.promo_id: row for row in rows}
    spans = [
        (place, max(row.start, known[other].start), min(row.end, known[other].end))
        for place, row in enumerate(rows)
        for other in row.overlaps
    ]
    if not spans:
        return []
    starts = tuple(calendar.at(first) for _, first, _ in spans)
    lengths = tuple(calendar.at(last) + 1 - calendar.at(first) for _, first, last in spans)
    places = tuple(float(place) for place, _, _ in spans)
    return [Bars(places, lengths, (ORANGE,), SHARED, starts, label, horizontal=True)]


def _upright(plan: RollingPlan, calendar: _Days, language: str, top: float) -> list[Mark]:
    marks: list[Mark] = []
    for festival in plan.festivals:
        at, said = calendar.at(festival.day), festival.said(language)
        near_end = at > 0.8 * calendar.length
        marks.append(Rule(at, MUTED, upright=True, width=1.0))
        marks.append(Note(at, top + _HEAD, said, MUTED, dx=-3 if near_end else 3, up="top",
                          across="end" if near_end else "start"))  # fmt: skip
    at = calendar.at(plan.earliest_start)
    if 0 <= at <= calendar.length:
        said = say("planning.calendar_today", language, day=plan.earliest_start)
        marks.append(Rule(at, INK, upright=True, width=1.2, dash=(4.0, 3.0)))
        near_end = at > 0.65 * calendar.length
        marks.append(Note(at, top + _HEAD / 2, said, INK, dx=-3 if near_end else 3, up="top",
                          across="end" if near_end else "start"))  # fmt: skip
    return marks
