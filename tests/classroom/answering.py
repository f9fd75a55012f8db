"""What trainees write into a question's cell: right code, typed-in values, a known mistake as code.

A mistake's code is that of the exercise itself, carried in the cell, so that it gives the mistake
on whatever case it is run, also where the kit has no answers.
"""

import ast
import base64
import dataclasses
import json
import re
import zlib
from functools import cache

import numpy as np
import pandas as pd

from ka_helpers.exercises.curriculum import NOTEBOOKS, cells_of, plan_of, solutions_of
from ka_helpers.exercises.lesson import Lesson, NotGradableError, lesson_for
from ka_helpers.i18n import LANGUAGES, has_message, messages, template

KIT = "ka_helpers.exercises"
OWN = "own_notes"
CARRY = f"""\
import base64, json, sys, types, zlib
import ka_helpers.i18n as spoken
def carried(packed):
    notes = json.loads(zlib.decompress(base64.b64decode(packed)))
    def say(key, /, language=None, **values):
        known = notes["messages"].get(language or spoken.current_language(), {{}})
        if key in known:
            return spoken._Speaker(language or spoken.current_language()).filled(known[key], values)
        return spoken.say(key, language, **values)
    for name in ("{OWN}", "{OWN}.answers", "{OWN}.materials"):
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__path__ = []
    for name, source in notes["sources"].items():
        module = sys.modules[name] = types.ModuleType(name)
        setattr(sys.modules[name.rpartition(".")[0]], name.rpartition(".")[2], module)
        exec(compile(source, name, "exec"), module.__dict__)
        if "say" in module.__dict__:
            module.say = say
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
    lines = [CARRY, f"made = dict(carried({_packed(number)!r}){call})"]
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
def _packed(number: str) -> str:
    """Return a chapter's answers, what they stand on and their messages, packed as text."""
    sources = _sources(number)
    keys = {key for text in sources.values() for key in re.findall(r"chapter_\d\d\.\w+", text)}
    keys |= {f"chapter_{number}.{name}" for name in messages(f"chapter_{number}", "en")}
    known = {
        language: {key: template(key, language) for key in keys if has_message(key, language)}
        for language in LANGUAGES
    }
    notes = json.dumps({"sources": sources, "messages": known}, ensure_ascii=False)
    return base64.b64encode(zlib.compress(notes.encode(), 9)).decode()


def _sources(number: str) -> dict[str, str]:
    """Return the code of a chapter's answers and of what it stands on, the last first.

    Materials are among it: a kit without answers has not all of what answers use.
    """
    folder = NOTEBOOKS.parent / "ka_helpers" / "exercises"
    known: dict[str, str] = {}

    def carry(name: str) -> None:
        source = (folder / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8")
        for needed in _imported(source):
            if f"{OWN}.{needed}" not in known and needed != name:
                carry(needed)
        code = re.sub(rf"{KIT}\.(answers|materials)", rf"{OWN}.\1", ast.unparse(ast.parse(source)))
        known[f"{OWN}.{name}"] = code

    carry(f"answers.chapter_{number}")
    return known


def _imported(source: str) -> list[str]:
    """Return the modules of answers and materials that code imports: "answers.chapter_01"."""
    named = []
    for node in ast.walk(ast.parse(source)):
        path = getattr(node, "module", None) or ""
        package, _, module = path.removeprefix(f"{KIT}.").partition(".")
        if isinstance(node, ast.ImportFrom) and package in ("answers", "materials"):
            modules = [module] if module else [each.name for each in node.names]
            named += [f"{package}.{each}" for each in modules]
    return named


def _is_made(made, lesson: Lesson) -> bool:
    try:
        made(lesson)
    except NotGradableError:
        return False
    return True
