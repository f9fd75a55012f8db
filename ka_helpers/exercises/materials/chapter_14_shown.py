"""What chapter 14 shows and says of the plan. Not in here: the facts of it (`chapter_14`)."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from ka_helpers.exercises.materials.chapter_14 import (
    facts_of,
    first_start,
    missed_metric,
    scorecard,
    targets,
)
from ka_helpers.exercises.materials.chapter_14_reading import read_whole
from ka_helpers.exercises.materials.chapter_14_talks import allowed
from ka_helpers.exercises.materials.together import Together
from ka_helpers.figures.negotiation import Space, plot_space
from ka_helpers.figures.picture import Picture
from ka_helpers.i18n import say
from ka_helpers.negotiation.frontier import Frontier
from ka_helpers.negotiation.issues import Package
from ka_helpers.reviews.memo import Memo
from ka_helpers.reviews.plan_checks import kept
from ka_helpers.reviews.plan_facts import attained
from ka_helpers.reviews.plan_memo import plan_memo
from ka_helpers.tables.negotiation import lay_out_agenda, lay_out_packages
from ka_helpers.tables.table import TEXT, Table, TableColumn

if TYPE_CHECKING:
    from ka_helpers.exercises.chapter import Chapter


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


def scorecard_shown(chapter: "Chapter") -> Table:
    """Return the five KPIs, each in its own unit."""
    rows = scorecard(chapter.lesson)
    cells = [
        (said_kpi(chapter, kpi), str(kpi), row.actual, row.aim, row.attained,
         say(f"scorecard.module_{row.module}", chapter.language), row.module)
        for kpi, row in zip(rows.index, rows.itertuples(), strict=True)
    ]  # fmt: skip
    columns = {"kpi": TEXT, "name_in_code": TEXT, "actual": "each", "aim": "each",
               "attained": "share", "module": TEXT, "module_in_code": TEXT}  # fmt: skip
    return _laid_out(chapter, "scorecard_title", columns, cells, tuple(rows["unit"]))


def targets_shown(chapter: "Chapter") -> Table:
    """Return the company's targets beside what was reached, each in its own unit."""
    rows = targets(chapter.lesson)
    cells = [
        (say(f"objectives.metric_{metric}", chapter.language), str(metric), row.reached, row.target)
        for metric, row in zip(rows.index, rows.itertuples(), strict=True)
    ]
    columns = {"metric": TEXT, "name_in_code": TEXT, "reached": "each", "target": "each"}
    return _laid_out(chapter, "targets_title", columns, cells, tuple(rows["unit"]))


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
    frontier = chapter.lesson.once(allowed)
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
    lesson = chapter.lesson
    made = read_whole(plan, lesson)
    return plan_memo(made, facts_of(lesson), lesson.account, chapter.language)


def said_kpi(chapter: "Chapter", kpi: str) -> str:
    """Return what a KPI is called."""
    return say(f"scorecard.kpi_{kpi}", chapter.language)


def _laid_out(
    chapter: "Chapter", title: str, columns: Mapping[str, str],
    rows: Sequence[tuple[Any, ...]], formats: tuple[str, ...],
) -> Table:  # fmt: skip
    heads = tuple(
        TableColumn(chapter.say(f"column_{name}"), form) for name, form in columns.items()
    )
    currency = facts_of(chapter.lesson).currency
    return Table(
        chapter.say(title), heads, tuple(rows), chapter.language, currency, formats=formats
    )


def _place_of(frontier: Frontier, part: float) -> int:
    """Return the place in the zone where our gain is nearest to a part of the most there is."""
    agenda = frontier.agenda
    zone = np.flatnonzero(
        (frontier.us >= agenda.us.reservation) & (frontier.them >= agenda.them.reservation)
    )
    gains = frontier.us[zone] - agenda.us.reservation
    return int(zone[int(np.argmin(np.abs(gains - part * gains.max())))])
