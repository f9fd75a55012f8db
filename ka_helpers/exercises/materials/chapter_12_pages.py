"""Pictures and sentences of chapter 12. Not in here: what is in them (`chapter_12`)."""

from math import isnan

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.materials.chapter_03 import figures_of
from ka_helpers.exercises.materials.chapter_12 import earners, phasing_of, profit_of, way_down
from ka_helpers.exercises.materials.chapter_12_asked import (
    WEEKS_A_PERIOD,
    asked_of,
    periods,
)
from ka_helpers.exercises.materials.together import Together
from ka_helpers.figures.phasing import plot_regions, plot_weeks
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.plot import Bars, Line, Note, Plot, Rule, Scale
from ka_helpers.figures.profit import plot_waterfall
from ka_helpers.figures.style import (
    BLUE,
    GREEN,
    INK,
    MUTED,
    ORANGE,
    PALE_BLUE,
    RED,
    drawable,
    slim_limits,
)
from ka_helpers.i18n.formatting import share
from ka_helpers.metrics.evenness import evenness
from ka_helpers.metrics.loading import weeks_of_cover
from ka_helpers.metrics.spend_efficiency import marginal_cases_per_100

FULL_WEEKS, EMPTY_WEEKS = 8, 2
"""Weeks of cover above which nobody delivers, and below which shelves run empty."""
NAME_LETTERS = 14
_WEEKS = 4


def draw_waterfall(chapter: Chapter, *, account: str) -> Together:
    """Return an account's way from list price to profit, and what is left of 100 yuan."""
    lesson = chapter.lesson
    found = profit_of(lesson, account)
    if found is None or found.account_profit.value is None:
        return Together((chapter.say("no_profit", account=lesson.name_of(account)),))
    way = found.account_profit.value / (found.list_value.value or 1.0)
    said = chapter.say(
        "left_of_100" if way >= 0 else "lost_of_100", account=lesson.name_of(account),
        left=100 * abs(way), currency=lesson.case.file.currency,
    )  # fmt: skip
    plot = plot_waterfall(found, chapter.language, lesson.case.file.currency)
    return Together((Picture(plot, said), said))


def point_said(chapter: Chapter) -> str:
    """Say what one per cent of the list price is, and what that is of the profit."""
    way = chapter.lesson.once(way_down)
    point, profit = way.list_value / 100, way.left["account_profit"]
    name = "point_said" if profit > 0 else "point_said_at_a_loss"
    return chapter.say(name, point=point, part=point / profit if profit > 0 else None)


def earners_picture(chapter: Chapter) -> Picture:
    """Return the profit of every account, most first, with its part of net sales."""
    lesson = chapter.lesson
    known = lesson.once(earners).iloc[::-1]
    left = tuple(map(float, known["account_profit"]))
    at = tuple(float(place) for place in range(len(known)))
    low, high = slim_limits(len(known))
    names = tuple(
        f"{key} {drawable(str(name), NAME_LETTERS)}"
        for key, name in zip(known.index, known["account_name"], strict=True)
    )
    written = tuple(share(part, chapter.language) for part in known["profit_margin"])
    bars = Bars(at, left, tuple(BLUE if each >= 0 else RED for each in left), written=written,
                horizontal=True, standing=max(*left, 0.0) * 1.02)  # fmt: skip
    plot = Plot(
        (bars, Rule(0.0, INK, upright=True)),
        Scale(chapter.say("earners_axis"), "money"),
        Scale(low=low, high=high, ticks=at, labels=names, grid=False),
        chapter.language, lesson.case.file.currency,
    )  # fmt: skip
    return Picture(plot, _losing(chapter), height=1.0 + 0.22 * max(len(known), 8))


def losing_said(chapter: Chapter) -> str:
    """Say how many accounts lose money, and what they are of sales."""
    return _losing(chapter)


def cut_said(chapter: Chapter) -> str:
    """Say whose spend was cut hardest, and what came of sales, profit and share."""
    lesson, cut = chapter.lesson, asked_of(chapter.lesson).cut
    found = profit_of(lesson, cut.account_id)
    if found is None or isnan(cut.variable):
        return chapter.say("no_cut")
    said = chapter.say(
        "cut_said", account=lesson.name_of(cut.account_id), now=cut.variable,
        before=cut.variable_before, cases=cut.cases / cut.cases_before - 1,
        profit=found.account_profit.value, profit_before=found.account_profit_before.value,
    )  # fmt: skip
    shares = figures_of(lesson, cut.account_id).share
    if shares is None or shares.share.value is None or shares.share_before.value is None:
        return said
    now, then = shares.share.value, shares.share_before.value
    return chapter.say("with_share", said=said, share=now, share_before=then)


def saved_said(chapter: Chapter) -> str:
    """Say what 100 yuan saved lost in margin, and what that leaves open."""
    lesson, cut = chapter.lesson, asked_of(chapter.lesson).cut
    found = profit_of(lesson, cut.account_id)
    if found is None or isnan(cut.variable) or found.cogs.value is None:
        return chapter.say("no_cut")
    margin = ((found.net_sales.value or 0.0) - found.cogs.value) / cut.cases
    lost = marginal_cases_per_100(cut.cases, cut.variable, cut.cases_before, cut.variable_before)
    worth = lost * margin
    name = "saved_more" if worth < 100 else "lost_more"
    return chapter.say(
        name, lost=lost, margin=margin, worth=worth, currency=lesson.case.file.currency
    )


def draw_month(chapter: Chapter, *, last: float) -> Together:
    """Return a month of four weeks whose last one sells `last` (fraction), and how even it is."""
    weeks = (*[(1 - last) / (_WEEKS - 1)] * (_WEEKS - 1), last)
    said = chapter.say("month_said", last=last, times=last * _WEEKS, even=evenness(weeks))
    at = tuple(float(week) for week in range(1, _WEEKS + 1))
    colours = (*[PALE_BLUE] * (_WEEKS - 1), BLUE)
    said_weeks = tuple(share(week, chapter.language, 0) for week in weeks)
    bars = Bars(at, weeks, colours, written=said_weeks, standing="middle")
    plot = Plot(
        (bars, Rule(1 / _WEEKS, ORANGE, dash=(4.0, 3.0))),
        Scale(chapter.say("week_axis"), ticks=at, grid=False),
        Scale(chapter.say("month_axis"), "share", low=0.0, high=1.05),
        chapter.language, legend=False,
    )  # fmt: skip
    return Together((Picture(plot, said, height=2.8), said))


def weeks_picture(chapter: Chapter) -> Together:
    """Return the quarter's weeks of the account that buys latest in its months."""
    lesson, month = chapter.lesson, asked_of(chapter.lesson).month
    found = phasing_of(lesson, month.account_id)
    if found is None or not month.month:
        return Together((chapter.say("no_weeks"),))
    said = chapter.say("weeks_alt", last=found.last_week_share.value)
    plot = plot_weeks(found, chapter.language, lesson.case.file.currency)
    return Together((Picture(plot, said),))


def draw_course(chapter: Chapter, *, stop: int) -> Together:
    """Return the stock to come, in weeks, if nothing is delivered for `stop` periods."""
    stored = asked_of(chapter.lesson).stored
    known = periods(chapter.lesson)
    if isnan(stored.stock):
        return Together((chapter.say("no_stock"),))
    stop = min(int(stop), len(known))
    usual = WEEKS_A_PERIOD * stored.weekly
    stocks = [
        stored.stock - sold + max(0, period - stop) * usual
        for period, sold in enumerate([0, *known["sold_by_then"]])
    ]
    covers = tuple(weeks_of_cover(max(stock, 0.0), stored.weekly) for stock in stocks)
    ends, lowest = covers[-1], min(covers)
    good = lowest >= EMPTY_WEEKS and ends <= FULL_WEEKS
    said = chapter.say("course_said", stop=stop, ends=ends, lowest=lowest, n=len(known))
    at = tuple(float(place) for place in range(len(covers)))
    marks = (
        Line(at, covers, GREEN if good else RED, marker=6.0),
        *_limit(FULL_WEEKS, chapter.say("full_line")),
        *_limit(EMPTY_WEEKS, chapter.say("empty_line")),
    )  # fmt: skip
    plot = Plot(
        marks, Scale(chapter.say("period_axis"), ticks=at),
        Scale(chapter.say("cover_axis"), low=0.0, high=max(*covers, FULL_WEEKS) * 1.08),
        chapter.language, legend=False,
    )  # fmt: skip
    return Together((Picture(plot, said, height=3.0), said))


def regions_picture(chapter: Chapter) -> Together:
    """Return what the account bought for its own region and what left it, month by month."""
    lesson, regions = chapter.lesson, asked_of(chapter.lesson).regions
    found = phasing_of(lesson, regions.account_id)
    if found is None or isnan(regions.inside):
        return Together((chapter.say("no_regions"),))
    said = chapter.say("regions_alt", outside=found.out_of_region_share.value)
    plot = plot_regions(found, chapter.language, lesson.case.file.currency)
    return Together((Picture(plot, said, height=2.4),))


def _limit(weeks: int, said: str) -> tuple[Rule, Note]:
    """Return a dashed line, with what it means at its end."""
    note = Note(1.0, weeks, said, MUTED, -4.0, 2.0, "end", "bottom", framed=(True, False))
    return Rule(weeks, MUTED, dash=(4.0, 3.0)), note


def _losing(chapter: Chapter) -> str:
    known = chapter.lesson.once(earners)
    left, margins = known["account_profit"], known["profit_margin"].to_dict()
    best = max(margins, key=lambda each: margins[each])
    largest = str(known["net_sales"].idxmax())
    name = "losing_said" if (left < 0).any() else "none_loses"
    return chapter.say(
        name, n=len(known), losing=int((left < 0).sum()), lost=-float(left[left < 0].sum()),
        best=str(best), margin=margins[best], largest=largest, its=margins[largest],
    )  # fmt: skip
