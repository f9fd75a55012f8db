"""The pictures of chapter 11 and its sentences with figures of the case. Not in here: answers."""

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.materials.chapter_10 import context_of
from ka_helpers.exercises.materials.chapter_11 import by_class, classes, improved, stores
from ka_helpers.exercises.materials.chapter_11_choices import (
    NAMES,
    minutes_taken,
    minutes_today,
    reached,
    reached_today,
    routes,
)
from ka_helpers.exercises.materials.together import Together
from ka_helpers.figures.execution import plot_trend
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.plot import Bars, Line, Note, Plot, Rule, Scale
from ka_helpers.figures.style import BLUE, GREEN, GREY, INK, PALE_BLUE, RED, slim_limits
from ka_helpers.i18n.formatting import number
from ka_helpers.metrics import execution
from ka_helpers.metrics.rows import AccountView
from ka_helpers.planning.visits import CLASS_CUTS

PAIR = 0.36


def stores_said(chapter: Chapter) -> Together:
    """Say whose stores these are, how many, and what they sell of ours a year."""
    lesson = chapter.lesson
    rows = lesson.once(stores)
    return _paragraph(chapter.say(
        "stores_said", account=lesson.name_of(lesson.account_id), n=len(rows),
        sales=rows["annual_sales"].sum(), districts=rows["district"].nunique(),
        currency=lesson.case.file.currency,
    ))  # fmt: skip


def moved_said(chapter: Chapter) -> Together:
    """Say how many stores are in another class by their sales than the table says."""
    lesson = chapter.lesson
    rows, now = lesson.once(stores), lesson.once(classes)
    moved = rows["store_class"] != now
    up = int((now[moved] < rows.loc[moved, "store_class"]).sum())
    return _paragraph(
        chapter.say("moved_said", n=len(rows), moved=int(moved.sum()), up=up,
                    down=int(moved.sum()) - up)
    )  # fmt: skip


def routes_said(chapter: Chapter) -> Together:
    """Say how many people the routes take, how full their days are, how many lie in one place."""
    plan = chapter.lesson.once(routes)
    alone = sum(len(route.districts) == 1 for route in plan.routes)
    return _paragraph(chapter.say(
        "routes_said", visits=plan.visits, people=plan.people, load=plan.load,
        days=len(plan.routes), alone=alone, fewest=plan.fewest_people,
    ))  # fmt: skip


def improved_said(chapter: Chapter) -> Together:
    """Say which account of the case improved most."""
    found = chapter.lesson.once(improved)
    name = chapter.lesson.name_of(found.account_id)
    return _paragraph(chapter.say("improved_said", account=name, before=found.before))


def today_said(chapter: Chapter) -> Together:
    """Say what time today's visits take, and how often they see a store, weighed by sales."""
    lesson = chapter.lesson
    return _paragraph(chapter.say(
        "today_said", minutes=minutes_today(lesson), reached=reached_today(lesson),
        account=lesson.name_of(lesson.account_id),
    ))  # fmt: skip


def sales_picture(chapter: Chapter) -> Picture:
    """Return what share of the sales the largest stores make, with the ends of the classes."""
    rows, named = chapter.lesson.once(stores), chapter.lesson.once(classes)
    parts = (rows["annual_sales"].cumsum() / rows["annual_sales"].sum()).tolist()
    n = len(parts)
    x = tuple(place / n for place in range(n + 1))
    a, ab = (int((named <= name).sum()) / n for name in ("A", "B"))
    middles = zip(NAMES, (a / 2, (a + ab) / 2, (ab + 1) / 2), strict=True)
    notes = tuple(Note(at, 0.03, name, INK, up="bottom", size=11.0) for name, at in middles)
    cuts = tuple(Rule(cut, GREY, dash=(4.0, 3.0)) for cut in CLASS_CUTS)
    ends = tuple(Rule(end, GREY, upright=True, dash=(2.0, 3.0)) for end in (a, ab))
    plot = Plot(
        (Line(x, (0.0, *parts), BLUE, width=2.2), *cuts, *ends, *notes),
        Scale(chapter.say("part_of_stores"), "share", low=0.0, high=1.0),
        Scale(chapter.say("part_of_sales"), "share", low=0.0, high=1.02),
        chapter.language, legend=False,
    )  # fmt: skip
    return Picture(plot, chapter.say("sales_alt", n=n))


def visits_picture(chapter: Chapter) -> Picture:
    """Return visits a month by class: today's, and by the usual rule."""
    rows = chapter.lesson.once(by_class)
    series = (("visits_now", PALE_BLUE, -PAIR / 2), ("visits_each", BLUE, PAIR / 2))
    bars = tuple(
        Bars(
            tuple(place + shift for place in range(len(rows))),
            tuple(float(value) for value in rows[name]), (colour,), PAIR,
            label=chapter.say(f"column_{name}"),
            written=tuple(number(float(value), chapter.language, 1) for value in rows[name]),
        )
        for name, colour, shift in series
    )  # fmt: skip
    names = tuple(chapter.say("class_named", name=name) for name in rows.index)
    plot = Plot(bars, Scale(labels=names, grid=False), Scale(), chapter.language)
    return Picture(plot, chapter.say("visits_alt"), height=2.8)


def trend_picture(chapter: Chapter) -> Picture:
    """Return agreement items done and shares of points by month, of the account that improved."""
    lesson = chapter.lesson
    found = lesson.once(improved)
    tables = AccountView(lesson.case.slice(found.account_id))
    assessed = execution.assess(tables, lesson.quarter, context_of(lesson))
    assert assessed is not None, "an account that improved has been observed"
    name = lesson.name_of(found.account_id)
    return Picture(plot_trend(assessed, chapter.language), chapter.say("trend_alt", account=name))


def draw_load(chapter: Chapter, *, a: int, b: int, c: int) -> Together:
    """Return the minutes that visits to each class take, against those of today."""
    lesson = chapter.lesson
    chosen = dict(zip(NAMES, (int(a), int(b), int(c)), strict=True))
    none = dict.fromkeys(NAMES, 0)
    each = [minutes_taken(lesson, {**none, name: chosen[name]}) for name in NAMES]
    total, today = sum(each), minutes_today(lesson)
    said = chapter.say(
        "load_over" if total > today else "load_fits", total=total, today=today,
        gap=abs(total - today), reached=reached(lesson, chosen), now=reached_today(lesson),
    )  # fmt: skip
    lengths = (total, *each[::-1])
    colours = (RED if total > today else GREEN, *[BLUE] * len(each))
    names = tuple(chapter.say("class_named", name=name) for name in reversed(NAMES))
    low, high = slim_limits(len(lengths))
    plot = Plot(
        (
            Bars(tuple(range(len(lengths))), lengths, colours, horizontal=True,
                 written=tuple(number(value, chapter.language) for value in lengths)),
            Rule(today, GREY, upright=True, dash=(4.0, 3.0)),
        ),
        Scale(chapter.say("load_axis"), "count", low=0.0, high=1.2 * max(total, today)),
        Scale(low=low, high=high, labels=(chapter.say("load_all"), *names), grid=False),
        chapter.language, legend=False,
    )  # fmt: skip
    return Together((Picture(plot, said, height=2.6), said))


def _paragraph(text: str) -> Together:
    return Together((text,))
