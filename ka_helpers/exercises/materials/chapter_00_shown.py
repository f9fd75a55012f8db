"""What chapter 0 shows and says. Not in here: the figures (`chapter_00`)."""

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.materials.chapter_00 import KINDS_OF_SPENDING, quarter_before, spending
from ka_helpers.exercises.outcome import Remark
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.plot import Line, Plot, Rule, Scale
from ka_helpers.figures.style import BLUE, GREEN, GRID, ORANGE

COLOURS = dict(zip(KINDS_OF_SPENDING, (BLUE, ORANGE, GREEN), strict=True))
ODD = 0.001


def draw_spending(chapter: Chapter, year: str = "1981") -> Picture:
    """Return the three shares of spending over the years, one year marked and said in words."""
    shares = spending(chapter.lesson)
    places = tuple(range(len(shares)))
    marked = list(shares.index).index(str(year))
    labels = tuple(_year(chapter, each) for each in shares.index)
    lines = tuple(
        Line(places, tuple(shares[kind]), COLOURS[kind], marker=4.0, label=chapter.say(kind))
        for kind in KINDS_OF_SPENDING
    )
    found = {name: float(shares[name].iloc[marked]) for name in shares.columns.map(str)}
    said = chapter.say("spending_said", year=labels[marked], **found)
    if abs(found["together"] - 1) > ODD:
        said = f"{said} {chapter.say('spending_odd')}"
    plot = Plot(
        (Rule(marked, GRID, upright=True, width=14.0), *lines),
        Scale(said, ticks=places, labels=labels, grid=False),
        Scale(chapter.say("spending_axis"), "share", low=0.0, high=0.6),
        chapter.language,
    )  # fmt: skip
    return Picture(plot, said, height=3.8)


def quarters_said(chapter: Chapter) -> Remark:
    """Say which two quarters the table of accounts compares."""
    lesson = chapter.lesson
    quarters = {"now": lesson.quarter, "before": quarter_before(lesson)}
    return Remark(chapter.say("quarters_said", **quarters))


def own_account_said(chapter: Chapter) -> Remark:
    """Say which account the trainee looks after in this chapter."""
    account = chapter.lesson.account
    named = {"account": account.account_name, "id": account.account_id}
    return Remark(chapter.say("own_said", **named))


def _year(chapter: Chapter, year: str) -> str:
    return chapter.say(f"option_{year}") if year == "today" else year
