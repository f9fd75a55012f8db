"""Keep the account plan of chapter 14 as a file: slides, a page, in print, a workbook.

It stands here because a chapter knows no formats and formats know no chapter.
"""

from pathlib import Path
from typing import Any

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.ledger import FILE
from ka_helpers.exercises.materials.chapter_14_shown import plan_as_memo
from ka_helpers.i18n import say
from ka_helpers.rendering.memo import written


def save_plan(chapter: Chapter, plan: Any, form: str = "pptx") -> str:
    """Write a plan beside the progress of the trainee, and say under what name.

    Parameters
    ----------
    plan : what `put_together` made; while a part of it is open, that is said and nothing written
    form : "pptx", "html", "pdf" or "xlsx"

    Raises
    ------
    RequestError : there is no such format
    UnreadableError : a part of the plan cannot be read
    """
    if plan is ...:
        return say("chapter_14.plan_open", chapter.language)
    data = written(plan_as_memo(chapter, plan), form)
    path = folder_of(chapter) / f"{chapter.lesson.account_id}_plan_{chapter.language}.{form}"
    path.write_bytes(data)
    return say("chapter_14.plan_saved", chapter.language, file=path.name)


def folder_of(chapter: Chapter) -> Path:
    """Return the folder that has the trainee's progress, as they see it."""
    kept = chapter.ledger.path
    if kept is None:
        return Path()
    return kept.parents[1] if kept.parent.name == FILE.parent.name else kept.parent
