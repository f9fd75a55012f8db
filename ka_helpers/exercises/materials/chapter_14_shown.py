"""What chapter 14 shows and says of the plan. Not in here: the facts of it (`chapter_14`)."""

from typing import TYPE_CHECKING, Any

import numpy as np

from ka_helpers.exercises.materials.chapter_14 import facts_of, first_start, missed_metric
from ka_helpers.exercises.materials.together import Together
from ka_helpers.figures.negotiation import Space, plot_space
from ka_helpers.figures.picture import Picture
from ka_helpers.negotiation.frontier import Frontier, frontier_of
from ka_helpers.negotiation.issues import Package
from ka_helpers.reviews.memo import Memo
from ka_helpers.reviews.plan_checks import kept
from ka_helpers.reviews.plan_facts import attained
from ka_helpers.reviews.plan_memo import plan_memo
from ka_helpers.tables.negotiation import lay_out_agenda, lay_out_packages
from ka_helpers.tables.table import Table, TableColumn

if TYPE_CHECKING:
    from ka_helpers.exercises.chapter import Chapter
    from ka_helpers.exercises.lesson import Lesson


def missed_said(chapter: "Chapter") -> str:
    """Return in a sentence which KPI was missed, by how much, and by what it is measured."""
    facts = facts_of(chapter.lesson)
    return chapter.say(
        "missed_said",
        kpi=f"scorecard.kpi_{facts.missed.kpi}",
        attained=attained(facts.missed),
        module=f"scorecard.module_{facts.module}",
        metric=f"objectives.metric_{missed_metric(chapter.lesson)}",
    )


def limits_said(chapter: "Chapter") -> str:
    """Return in a sentence the day, the first start in time and the budget."""
    facts = facts_of(chapter.lesson)
    days = {"day": str(facts.as_of.date()), "start": str(first_start(chapter.lesson).date())}
    return chapter.say("limits_said", budget=facts.budget, lead=facts.lead_days, **days)


def agenda_shown(chapter: "Chapter") -> Table:
    """Return what is on the table: today, the range, our targets and limits."""
    return lay_out_agenda(facts_of(chapter.lesson).agenda, chapter.language)


def packages_shown(chapter: "Chapter", **packages: Package) -> Table:
    """Return packages side by side and what each is worth to both; `package_<name>` names one."""
    named = {chapter.say(f"package_{name}"): package for name, package in packages.items()}
    agenda = facts_of(chapter.lesson).agenda
    return lay_out_packages(agenda, named, chapter.language, worth=("us", "them"))


def draw_aim(chapter: "Chapter", part: float = 50) -> Together:
    """Return the efficient package that gives us `part` percent of what we could gain at most."""
    frontier = chapter.lesson.once(_frontier)
    place = _place_of(frontier, part / 100)
    us, them = float(frontier.us[place]), float(frontier.them[place])
    agenda, called = frontier.agenda, chapter.say("package_aim")
    space = Space(
        frontier=tuple(zip(frontier.us.tolist(), frontier.them.tolist(), strict=True)),
        bottom=(agenda.us.reservation, agenda.them.reservation),
        named=((called, (us, them)),),
    )
    plot = plot_space(space, chapter.language, agenda.currency)
    alt = chapter.say("aim_alt", part=part / 100, us=us, them=them)
    packages = {called: frontier.package(place)}
    table = lay_out_packages(agenda, packages, chapter.language, worth=("us", "them"))
    return Together((Picture(plot, alt), table))


def plan_shown(chapter: "Chapter", plan: Any) -> Table | str:
    """Return what a plan keeps to, a row a constraint; a sentence while a part is open."""
    from ka_helpers.exercises.answers.chapter_14 import read_whole

    if plan is ...:
        return chapter.say("plan_open")
    facts = facts_of(chapter.lesson)
    found = kept(read_whole(plan, chapter.lesson), facts)
    columns = (TableColumn(chapter.say("column_asked")), TableColumn(chapter.say("column_kept")))
    rows = tuple(
        (chapter.say(f"asked_{name}"), chapter.say("kept" if well else "not_kept"))
        for name, well in found.items()
    )
    return Table(chapter.say("plan_title"), columns, rows, chapter.language, facts.currency)


def plan_as_memo(chapter: "Chapter", plan: Any) -> Memo:
    """Return a plan that `put_together` made as a memo in the chapter's language."""
    from ka_helpers.exercises.answers.chapter_14 import read_whole

    lesson = chapter.lesson
    made = read_whole(plan, lesson)
    return plan_memo(made, facts_of(lesson), lesson.account, chapter.language)


def _frontier(lesson: "Lesson") -> Frontier:
    return frontier_of(facts_of(lesson).agenda)


def _place_of(frontier: Frontier, part: float) -> int:
    """Return the place in the zone where our gain is nearest to a part of the most there is."""
    agenda = frontier.agenda
    zone = np.flatnonzero(
        (frontier.us >= agenda.us.reservation) & (frontier.them >= agenda.them.reservation)
    )
    gains = frontier.us[zone] - agenda.us.reservation
    return int(zone[int(np.argmin(np.abs(gains - part * gains.max())))])
