"""What chapter 4 says and draws of its figures. Not in here: the figures (`chapter_04`)."""

from typing import TYPE_CHECKING

from ka_helpers.exercises.materials.chapter_04 import (
    CEILING,
    account_targets,
    base_quarter,
    base_sales,
    level_metric,
    level_now,
    level_target,
    month_shares,
    months_of,
    planned_quarter,
    points_to_give,
    shares_are_seasonal,
    target_of,
)
from ka_helpers.exercises.materials.chapter_04_textbook import textbook_months
from ka_helpers.exercises.materials.together import Together
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.plot import Bars, Line, Plot, Scale
from ka_helpers.figures.style import BLUE, ORANGE
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import month, share
from ka_helpers.metrics.roll_up import check_roll_up, roll_up

if TYPE_CHECKING:
    from ka_helpers.exercises.chapter import Chapter


def roll_up_said(chapter: "Chapter") -> Together:
    """Return in a sentence what the roll-up check finds in the account's own targets."""
    lesson = chapter.lesson
    rows = lesson.table("objective")
    faults = check_roll_up(rows[rows["account_id"] == lesson.account_id])
    known = {fault.metric for fault in faults if fault.period_type != "year"}
    names = (say(f"objectives.metric_{name}", chapter.language) for name in sorted(known))
    separator = "、" if chapter.language == "zh" else ", "
    name = "roll_up_faulty" if known else "roll_up_clean"
    account = lesson.account.account_name
    listed = separator.join(names)
    return Together((chapter.say(name, account=account, n=len(known), metrics=listed),))


def growth_base_said(chapter: "Chapter") -> Together:
    """Return in a sentence which quarter growth is counted from, in another the two amounts."""
    lesson = chapter.lesson
    name = "base_is_last_year" if shares_are_seasonal(lesson) else "base_is_last_quarter"
    planned, base = lesson.once(planned_quarter), lesson.once(base_quarter)
    amounts = {"target": target_of(lesson), "sold": base_sales(lesson)}
    return Together(
        (chapter.say(name, planned=planned, base=base), chapter.say("target_and_base", **amounts))
    )


def shares_said(chapter: "Chapter") -> Together:
    """Return in a sentence where the months' shares come from."""
    return Together((chapter.say("shares_from", how=_shares_from(chapter)),))


def points_said(chapter: "Chapter") -> Together:
    """Return in a sentence how many activity points there are, and for how many accounts."""
    lesson = chapter.lesson
    values = {"total": lesson.once(points_to_give), "n": len(lesson.once(account_targets))}
    return Together((chapter.say("points_to_share", **values),))


def _shares_from(chapter: "Chapter") -> str:
    name = "season" if shares_are_seasonal(chapter.lesson) else "weeks"
    return say(f"planning.how_{name}", chapter.language)


def draw_shares(chapter: "Chapter", first: float = 25, second: float = 35) -> Picture:
    """Return the quarter's target in months, and what the textbook's cost ratios make with them.

    Parameters
    ----------
    first, second : percent of the quarter that the first and second month get; the third gets
        the rest
    """
    lesson, language = chapter.lesson, chapter.language
    months, target = lesson.once(months_of), target_of(lesson)
    parts = (first / 100, second / 100, (100 - first - second) / 100)
    amounts = tuple(target * part for part in parts)
    ratios = textbook_months(lesson)["trade_cost_ratio"].tolist()
    ratio = roll_up(ratios, "ratio", list(parts))
    values = {"total": sum(amounts), "ratio": ratio, "mean": sum(ratios) / len(ratios)}
    said = chapter.say("shares_roll_up", **values)
    bars = Bars((0.0, 1.0, 2.0), amounts, (BLUE,), label=chapter.say("bars_planned"),
                written=tuple(share(part, language) for part in parts))  # fmt: skip
    usual = tuple(target * part for part in lesson.once(month_shares))
    marks = Line((0.0, 1.0, 2.0), usual, ORANGE, width=0.0, marker=7.0, hollow=True,
                 label=_shares_from(chapter))  # fmt: skip
    plot = Plot(
        (bars, marks),
        Scale(said, low=-0.6, high=2.6, ticks=(0.0, 1.0, 2.0), grid=False,
              labels=tuple(month(each, language) for each in months)),
        Scale(chapter.say("axis_sales"), "money", low=0.0, high=0.7 * target),
        language, lesson.case.file.currency,
    )  # fmt: skip
    return Picture(plot, said)


def limits_said(chapter: "Chapter") -> Together:
    """Return in a sentence what the open task asks of the level and of the cost ratio."""
    lesson = chapter.lesson
    metric, cost = level_metric(lesson), target_of(lesson, "trade_cost_ratio")
    name = say(f"objectives.metric_{metric}", chapter.language)
    values = {"now": level_now(lesson), "target": level_target(lesson)}
    form = "count" if all(value % 1 == 0 for value in values.values()) else "number"
    said = chapter.say("limits", level=name, cost=cost, ceiling=CEILING * cost, form=form, **values)
    return Together((said,))
