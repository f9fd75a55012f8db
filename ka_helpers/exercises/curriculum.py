"""The chapters in their order, and the skills that questions train.

Each chapter is a module of `answers`, read when it is first asked for. A kit that was handed out
without answers has no such modules; there the questions are those of `asked`. Not in here: either.
"""

import json
import re
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from ka_helpers.errors import RequestError
from ka_helpers.exercises.asked import asked_plans
from ka_helpers.exercises.exercise import ChapterPlan
from ka_helpers.i18n import say

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
ANSWERS = "ka_helpers.exercises.answers"
SKILLS = (
    "selection",
    "evaluation",
    "analysis",
    "objectives",
    "planning",
    "promotion",
    "negotiation",
    "relationship",
    "execution",
    "finance",
)
"""What questions train; each is the message `exercises.skill_<name>`."""


@cache
def has_answers() -> bool:
    """Tell whether this kit can judge; one that was handed out without answers only keeps them."""
    return find_spec(ANSWERS) is not None


@cache
def chapter_numbers() -> tuple[str, ...]:
    """Return the numbers of the chapters there are, "00" first."""
    if not has_answers():
        return tuple(sorted(asked_plans()))
    modules = iter_modules(import_module(ANSWERS).__path__)
    names = (re.fullmatch(r"chapter_(\d\d)", module.name) for module in modules)
    return tuple(sorted(name[1] for name in names if name))


@cache
def plan_of(number: str) -> ChapterPlan:
    """Return the plan of the chapter `number`, such as "02".

    Raises
    ------
    RequestError : there is no such chapter
    """
    if number not in chapter_numbers():
        known = ", ".join(chapter_numbers())
        raise RequestError("exercises.no_such_chapter", found=number, known=known)
    if not has_answers():
        return asked_plans()[number]
    plan: ChapterPlan = import_module(f"{ANSWERS}.chapter_{number}").CHAPTER
    return plan


@cache
def title_of(number: str, language: str) -> str:
    """Return a chapter's title as its notebook has it, "chapter 2" where that is not there."""
    cells = cells_of(plan_of(number).slug, language)
    first = "".join(cells[0]["source"]).lstrip().partition("\n")[0] if cells else ""
    untitled = say("exercises.chapter", language, number=int(number))
    return first.lstrip("# ").strip() if first.startswith("# ") else untitled


def cells_of(slug: str, language: str) -> list[dict[str, Any]]:
    """Return the cells of a chapter's notebook as trainees get it; [] where there is none."""
    path = NOTEBOOKS / language / f"{slug}.ipynb"
    if not path.is_file():
        return []
    cells: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return cells


def solutions_of(slug: str) -> dict[str, str]:
    """Return the printed solutions of a chapter by question; {} where none were handed out."""
    path = NOTEBOOKS / "solutions" / f"{slug}.json"
    if not path.is_file():
        return {}
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return known
