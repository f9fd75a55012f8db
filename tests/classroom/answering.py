"""What trainees write into a question's cell: right code, typed-in values, a known mistake as code.

A mistake's code is that of the exercise itself, carried in the cell, so that it gives the mistake
on whatever case it is run, also where the kit has no answers.
"""

import ast
import dataclasses
import re
from functools import cache

import numpy as np
import pandas as pd

from ka_helpers.exercises import answers
from ka_helpers.exercises.curriculum import NOTEBOOKS, cells_of, plan_of, solutions_of
from ka_helpers.exercises.lesson import Lesson, NotGradableError, lesson_for

PACKAGE = "ka_helpers.exercises.answers"
CARRIED = "own_notes"
CARRY = f"""\
import sys, types
sys.modules.setdefault("{CARRIED}", types.ModuleType("{CARRIED}")).__path__ = []
def carried(sources):
    for name, source in sources.items():
        module = types.ModuleType("{CARRIED}." + name)
        sys.modules["{CARRIED}." + name] = module
        setattr(sys.modules["{CARRIED}"], name, module)
        exec(compile(source, name, "exec"), module.__dict__)
    return module"""


def number_of(question: str) -> str:
    """Return the chapter of a question: "01" of "1.4"."""
    return f"{int(question.partition('.')[0]):02d}"


@cache
def lesson_on(number: str, case: str) -> Lesson:
    """Return the lesson that a chapter is read on when it is opened on a case."""
    return lesson_for(plan_of(number).check_suits, case)


def right_code(question: str) -> str:
    """Return the printed solution of a question."""
    return solutions_of(plan_of(number_of(question)).slug)[question]


def typed_code(question: str, case: str) -> str:
    """Return code that gives the right values of a question on `case` as they stand there."""
    right = plan_of(number_of(question))[question].right(lesson_on(number_of(question), case))
    return value_code(question, dict(right))


def mistake_code(question: str, mistake: str) -> str:
    """Return code that makes a known mistake on whatever case; what it leaves alone is right."""
    number = number_of(question)
    call = f'.CHAPTER["{question}"].mistakes["{mistake}"](chapter.lesson)'
    lines = [CARRY, f"made = dict(carried({_sources(number)!r}){call})"]
    lines += [
        f"{name} = made.get({part!r}, {name})" for part, name in variables_of(question).items()
    ]
    return "\n".join([right_code(question), *lines])


def value_code(question: str, values: dict) -> str:
    """Return code that sets the variables of a question's cell to values typed in."""
    names = variables_of(question)
    needed: set[str] = set()
    lines = [f"{names[part]} = {as_code(value, needed)}" for part, value in values.items()]
    return "\n".join([*sorted(needed), *lines])


@cache
def variables_of(question: str) -> dict[str, str]:
    """Return the variable of a question's cell that each part is passed by."""
    for cell in cells_of(plan_of(number_of(question)).slug, "en"):
        if cell["cell_type"] != "code" or "exercise" not in cell["metadata"].get("tags", ()):
            continue
        for call in ast.walk(ast.parse("".join(cell["source"]))):
            if isinstance(call, ast.Call) and call.args and call.args[0].value == question:
                return {each.arg: each.value.id for each in call.keywords}
    raise KeyError(question)


def mistakes_of(question: str, case: str = "") -> tuple[str, ...]:
    """Return the names of a question's known mistakes; of those that `case` allows, if named."""
    exercise = plan_of(number_of(question))[question]
    if not case:
        return tuple(exercise.mistakes)
    lesson = lesson_on(number_of(question), case)
    return tuple(name for name, made in exercise.mistakes.items() if _is_made(made, lesson))


def questions_of(numbers) -> tuple[str, ...]:
    """Return the questions of chapters, in their order."""
    return tuple(each.number for number in numbers for each in plan_of(number).exercises)


def as_code(value, needed: set[str]) -> str:
    """Return a value as an expression; what it must import is added to `needed`."""
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, pd.DataFrame):
        needed.add("import pandas as pd")
        return f"pd.DataFrame({as_code(value.to_dict('list'), needed)})"
    if isinstance(value, pd.Series | dict):
        pairs = (f"{as_code(k, needed)}: {as_code(v, needed)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, pd.Timestamp):
        return repr(str(value.date()))
    if isinstance(value, list | tuple | set | frozenset | pd.Index):
        items = ", ".join(as_code(each, needed) for each in value)
        return f"({items},)" if isinstance(value, tuple) and items else f"[{items}]"
    if dataclasses.is_dataclass(value):
        kind = type(value)
        needed.add(f"from {kind.__module__} import {kind.__name__}")
        fields = (each.name for each in dataclasses.fields(value) if each.init)
        given = (f"{name}={as_code(getattr(value, name), needed)}" for name in fields)
        return f"{kind.__name__}({', '.join(given)})"
    return repr(value)


@cache
def _sources(number: str) -> dict[str, str]:
    """Return the code of a chapter's answers and of what it stands on, the last first."""
    folder = NOTEBOOKS.parent / "ka_helpers" / "exercises" / answers.__name__.rpartition(".")[2]
    known: dict[str, str] = {}

    def carry(name: str) -> None:
        source = (folder / f"{name}.py").read_text(encoding="utf-8")
        for needed in re.findall(rf"{PACKAGE}(?:\.| import )(chapter_\w+)", source):
            if needed not in known and needed != name:
                carry(needed)
        known[name] = ast.unparse(ast.parse(source)).replace(PACKAGE, CARRIED)

    carry(f"chapter_{number}")
    return known


def _is_made(made, lesson: Lesson) -> bool:
    try:
        made(lesson)
    except NotGradableError:
        return False
    return True
