"""The kit without answers: what a class may be handed, and what submissions are run in.

No right answer, known mistake, printed solution, explanation or planted truth is in it; its
`check` notes an answer and judges nothing. Not in here: the zip of a handout, grading.
"""

import re
from pathlib import Path

from ka_helpers.cases import load_case
from ka_helpers.cases.places import DATASETS, case_names, folder_of
from ka_helpers.classroom.answer_free.code import without_unused
from ka_helpers.classroom.answer_free.messages import (
    is_chapter,
    said_by_answers_only,
    without_answers,
)
from ka_helpers.classroom.answer_free.questions import questions_json
from ka_helpers.classroom.handout.files import (
    Contents,
    case_contents,
    kit_contents,
    shipped_contents,
)
from ka_helpers.exercises.curriculum import chapter_numbers
from ka_helpers.exercises.lesson import (
    SAMPLE,
    Lesson,
    NotGradableError,
    lesson_on,
    stand_in_of,
)
from ka_helpers.i18n import LANGUAGES

ANSWERS = "ka_helpers/exercises/answers/"
SOLUTIONS = "notebooks/solutions/"
QUESTIONS = "ka_helpers/exercises/questions.json"
CATALOGUES = "ka_helpers/i18n/catalogues/"
LONGEST_NAME = 40
NAMES_OF_WINDOWS = (
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
)
"""A folder cannot have them there."""


def write_kit(
    target: Path, case: str | Path | None = None, chapters: tuple[str, ...] = ()
) -> Path | None:
    """Write a kit without answers into a folder, with a case in it if one is given.

    It asks the questions of `chapters` only, of all if there are none: fewer are sooner written.

    Returns where the case is in it. `ka_helpers` stands in `target` itself: put that on
    `sys.path`. The cases that come with the kit are there too, none with its truth.

    Raises
    ------
    CaseError, RequestError : there is no such case, or its files have faults
    """
    contents = answer_free_contents(case, chapters) | shipped_contents()
    place = None
    if case is not None:
        place = place_of(folder_of(case))
        contents |= case_contents(folder_of(case), place)
    for path, content in contents.items():
        file = target / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return target / place if place else None


def answer_free_contents(
    case: str | Path | None = None,
    chapters: tuple[str, ...] = (),
    languages: tuple[str, ...] = LANGUAGES,
) -> Contents:
    """Return the kit without answers, ready for a case; no case is in it."""
    contents = kit_contents(languages)
    answers = [text.decode() for path, text in contents.items() if _is_code(path, ANSWERS)]
    asked = {
        path: content
        for path, content in contents.items()
        if not path.startswith((ANSWERS, SOLUTIONS))
    }
    solutions = [text.decode() for path, text in contents.items() if path.startswith(SOLUTIONS)]
    asked |= without_unused(asked, solutions)
    texts = [text.decode() for path, text in asked.items() if path.endswith((".py", ".ipynb"))]
    names = said_by_answers_only(answers, texts)
    for path, content in asked.items():
        if path.startswith(CATALOGUES) and is_chapter(path):
            asked[path] = without_answers(content.decode(), names).encode()
    asked[QUESTIONS] = questions_json(chapters or chapter_numbers(), _lessons(case)).encode()
    return asked


def place_of(folder: Path) -> str:
    """Return where a case lies in a kit: below `datasets`, by a name that every system bears."""
    if folder.parent.resolve() == DATASETS.resolve():
        return f"datasets/{folder.name}"
    name = re.sub(r"[^\w-]+", "-", folder.name).strip("-")[:LONGEST_NAME] or "class"
    taken = name in case_names() or name.casefold() in NAMES_OF_WINDOWS
    return f"datasets/{name}" + ("_class" if taken else "")


def _lessons(case: str | Path | None) -> list[Lesson]:
    """Return the lessons that the kit is made for: those that the cases themselves name."""
    lessons = []
    asked = [case, stand_in_of(load_case(case))] if case is not None else []
    for name in dict.fromkeys([*asked, SAMPLE]):
        try:
            lessons.append(lesson_on(load_case(name)))
        except NotGradableError:
            continue
    return lessons


def _is_code(path: str, folder: str) -> bool:
    return path.startswith(folder) and path.endswith(".py")
