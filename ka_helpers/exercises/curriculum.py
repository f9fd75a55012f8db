"""The chapters in their order, and the skills that questions train.

Each chapter is a module of `answers`, read when it is first asked for. Not in here: questions.
"""

from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from ka_helpers.errors import RequestError
from ka_helpers.exercises import answers
from ka_helpers.exercises.exercise import ChapterPlan

NOTEBOOKS = Path(__file__).resolve().parents[2] / "notebooks"
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
)
"""What questions train; each is the message `exercises.skill_<name>`."""


@cache
def chapter_numbers() -> tuple[str, ...]:
    """Return the numbers of the chapters there are, "00" first."""
    names = [module.name for module in iter_modules(answers.__path__)]
    numbers = (name.removeprefix("chapter_") for name in names if name[:8] == "chapter_")
    return tuple(sorted(number for number in numbers if number.isdigit()))


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
    plan: ChapterPlan = import_module(f"{answers.__name__}.chapter_{number}").CHAPTER
    return plan
