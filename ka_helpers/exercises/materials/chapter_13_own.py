"""What the reader's own exercises show in chapter 13, beside the own view, which is kept.

Not in here: any judgement of the own view, and any question.
"""

from typing import Any

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.competency import (
    LEVELS,
    Evidence,
    evidence_of,
    record_view,
    recorded_view,
    role_shown,
    verdict,
)
from ka_helpers.exercises.competency import ROLES as ROLES_OF_MODEL
from ka_helpers.exercises.curriculum import SKILLS
from ka_helpers.exercises.materials.chapter_13_pages import radar, skill_name
from ka_helpers.exercises.materials.together import Together
from ka_helpers.tables.table import TEXT, Table, TableColumn

MOST_LEVEL = max(LEVELS)


def own_table(chapter: Chapter) -> Table:
    """Return what the reader's exercises show of each skill, the own view, and what to make of it.

    With nothing answered, every row says so.
    """
    levels = recorded_view(chapter.ledger)
    rows = tuple(
        (
            skill_name(chapter, each.skill), each.answered, each.questions, each.looked_up,
            each.shown, levels.get(each.skill),
            chapter.say(f"verdict_{verdict(each.shown, levels.get(each.skill))}"),
        )
        for each in _evidence(chapter)
    )  # fmt: skip
    forms = {"skill": TEXT, "answered": "count", "questions": "count", "looked_up": "count",
             "shown": "share", "level": "count", "verdict": TEXT}  # fmt: skip
    columns = tuple(
        TableColumn(chapter.say(f"column_{name}"), form) for name, form in forms.items()
    )
    return Table(chapter.say("own_title"), columns, rows, chapter.language)


def own_radar(chapter: Chapter) -> Together:
    """Return the radar of what is shown and of the levels that were kept, and what to do next."""
    evidence = _evidence(chapter)
    levels = recorded_view(chapter.ledger)
    known = sum(each.shown is not None for each in evidence)
    name = "own_nothing" if known == 0 else "own_some" if known < len(SKILLS) else "own_all"
    said = chapter.say(name, known=known, n=len(SKILLS))
    view = [levels[skill] / MOST_LEVEL if skill in levels else None for skill in SKILLS]
    return Together((radar(chapter, SKILLS, ([e.shown for e in evidence], view), said), said))


def own_roles(chapter: Chapter) -> Table:
    """Return what the reader's exercises show of the skills behind each role."""
    evidence = _evidence(chapter)
    rows = tuple(
        (chapter.say(f"q1_option_{role}"), role_shown(role, evidence)) for role in ROLES_OF_MODEL
    )
    columns = (TableColumn(chapter.say("column_role"), TEXT),
               TableColumn(chapter.say("column_shown"), "share"))  # fmt: skip
    return Table(chapter.say("own_roles_title"), columns, rows, chapter.language)


def draw_levels(chapter: Chapter, **levels: int) -> Together:
    """Return the radar with levels tried out (0: not said); nothing is kept."""
    view = [levels.get(skill, 0) / MOST_LEVEL or None for skill in SKILLS]
    evidence = _evidence(chapter)
    said = chapter.say("levels_said", n=sum(each is not None for each in view), of=len(SKILLS))
    return Together((radar(chapter, SKILLS, ([e.shown for e in evidence], view), said), said))


def judge_myself(chapter: Chapter, **levels: Any) -> str:
    """Keep one's own levels; what stands at `...` is left out. They are never judged.

    Raises
    ------
    RequestError : a name that is no skill or ability, or a level that is none
    """
    given = {name: level for name, level in levels.items() if level is not ...}
    if not given:
        return chapter.say("nothing_kept")
    kept = record_view(chapter.ledger, given)
    return chapter.say("kept" if kept else "not_kept", n=len(given))


def _evidence(chapter: Chapter) -> tuple[Evidence, ...]:
    return evidence_of(chapter.ledger.entries())
