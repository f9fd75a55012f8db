"""Tables and pictures of chapter 13's model and colleague. Not in here: the reader's own."""

from collections.abc import Sequence

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.competency import DUTIES, LEVELS, QUESTIONS, ROLES
from ka_helpers.exercises.materials.chapter_13 import appraisal, colleague, measures, shown_of
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.radar import HEIGHT, WIDTH, plot_radar
from ka_helpers.i18n import say
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value

Row = tuple[Value, ...]


def roles(chapter: Chapter) -> Table:
    """Return the six roles: their word, what the account expects, the skills they stand on."""
    rows = tuple(
        (chapter.say(f"q1_option_{role}"), role, chapter.say(f"expects_{role}"),
         _listed(chapter, skills))
        for role, skills in ROLES.items()
    )  # fmt: skip
    return _table(chapter, "roles_title", {"role": TEXT, "word": TEXT, "expects": TEXT,
                                           "stands_on": TEXT}, rows)  # fmt: skip


def duties(chapter: Chapter) -> Table:
    """Return the four duties, what is done in each, and what goes wrong where it is left out."""
    rows = tuple(
        tuple(chapter.say(f"{what}_{duty}") for what in ("duty", "does", "without"))
        for duty in DUTIES
    )
    return _table(chapter, "duties_title", {"duty": TEXT, "does": TEXT, "without": TEXT}, rows)


def colleague_table(chapter: Chapter) -> Table:
    """Return the colleague's figures, a row a skill."""
    found = colleague(chapter.lesson)
    rows = tuple(
        (skill_name(chapter, str(skill)), str(skill), row["points"], row["answered"],
         row["questions"], row["level"], row["weight"])
        for skill, row in zip(found.index, found.to_dict("records"), strict=True)
    )  # fmt: skip
    forms = {"skill": TEXT, "word": TEXT, "points": "number", "answered": "count",
             "questions": "count", "level": "count", "weight": "count"}  # fmt: skip
    return _table(chapter, "colleague_title", forms, rows)


def colleague_radar(chapter: Chapter) -> Picture:
    """Return what the colleague's exercises show, and her own view."""
    rows = colleague(chapter.lesson)
    shown = shown_of(rows).to_dict()
    known = [shown.get(skill) for skill in rows.index]
    view = [level / max(LEVELS) for level in rows["level"]]
    return radar(chapter, tuple(map(str, rows.index)), (known, view), chapter.say("radar_alt"))


def radar(
    chapter: Chapter, skills: Sequence[str], lines: tuple[Sequence[float | None], ...], alt: str
) -> Picture:
    """Return a radar of what is shown and of the own view, in this order."""
    names = [skill_name(chapter, skill) for skill in skills]
    labels = (chapter.say("line_shown"), chapter.say("line_view"))
    series = dict(zip(labels, lines, strict=True))
    return Picture(plot_radar(names, series, chapter.language), alt, WIDTH, HEIGHT)


def appraisal_table(chapter: Chapter) -> Table:
    """Return the colleague's appraisal: a row a KPI, its weight, and how much was attained."""
    found = appraisal(chapter.lesson)
    rows = tuple(
        (say(f"scorecard.kpi_{kpi}", chapter.language), str(kpi), row["weight"], row["attained"])
        for kpi, row in zip(found.index, found.to_dict("records"), strict=True)
    )
    forms = {"kpi": TEXT, "word": TEXT, "weight": "share", "attained": "share"}
    return _table(chapter, "appraisal_title", forms, rows)


def measures_table(chapter: Chapter) -> Table:
    """Return what can be done: for which skill, of which kind, in how many hours."""
    rows = tuple(
        (str(name), chapter.say(f"measure_{name}"),
         skill_name(chapter, row["skill"]) if row["skill"] else chapter.say("all_skills"),
         chapter.say(f"kind_{row['kind']}"), row["hours"])
        for name, row in zip(measures().index, measures().to_dict("records"), strict=True)
    )  # fmt: skip
    forms = {"word": TEXT, "measure": TEXT, "skill": TEXT, "kind": TEXT, "hours": "count"}
    return _table(chapter, "measures_title", forms, rows)


def questions(chapter: Chapter) -> Table:
    """Return the eight questions to ask oneself, and the chapters that help to answer them."""
    rows = tuple(
        (number, chapter.say(f"ask_{name}"), chapter.say(f"look_{name}"))
        for number, name in enumerate(QUESTIONS, start=1)
    )
    return _table(chapter, "questions_title", {"n": "count", "ask": TEXT, "look": TEXT}, rows)


def skill_name(chapter: Chapter, skill: str) -> str:
    """Return what a skill is called."""
    return say(f"exercises.skill_{skill}", chapter.language)


def _listed(chapter: Chapter, skills: Sequence[str]) -> str:
    return " · ".join(skill_name(chapter, skill) for skill in skills)


def _table(chapter: Chapter, title: str, forms: dict[str, str], rows: tuple[Row, ...]) -> Table:
    columns = tuple(
        TableColumn(chapter.say(f"column_{name}"), form) for name, form in forms.items()
    )
    return Table(chapter.say(title), columns, rows, chapter.language)
