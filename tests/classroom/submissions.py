"""Submissions made by script from the notebooks that trainees get, and what each must earn.

`ordinary` are a class's usual ones, `hostile` (in `hostile.py`) attack; `write` puts them into
folders as a trainer collects them, `expected_on` says what the real kit makes of each on a case.
"""

import json
import zipfile
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from pathlib import Path

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.curriculum import NOTEBOOKS, plan_of
from ka_helpers.exercises.ledger import Ledger
from ka_helpers.exercises.lesson import NotGradableError
from ka_helpers.exercises.solving import with_solution
from tests.classroom.answering import (
    lesson_on,
    mistake_code,
    mistakes_of,
    number_of,
    questions_of,
    right_code,
    typed_code,
)

RIGHT, OPEN, MISSING, TYPED, MISTAKE = "right", "open", "missing", "typed_in", "mistake:"
NOT_RIGHT, RIGHT_OR_LOST = "not right", "right or lost"
"""How a question was answered; the last two bind attackers: nothing gained, and no more asked."""
WHOLE = frozenset({"graded"})
LAME = frozenset({"graded", "broken"})
"""Some cell failed on its first run; whether that is worth a word is the grader's to say."""
Notebook = dict
Codes = Mapping[str, str]


@dataclass(frozen=True)
class Submission:
    """One trainee's folder.

    Parameters
    ----------
    trainee : the folder's name
    files : bytes by path in the folder
    answers : how each question of the chapters that were set was answered
    states : by chapter, what its state may be
    links : symbolic links, their target by their path
    loose : whether the files are handed in as they are, not in a folder
    """

    trainee: str
    files: Mapping[str, bytes]
    answers: Mapping[str, str]
    states: Mapping[str, frozenset[str]]
    links: Mapping[str, str] = field(default_factory=dict)
    hostile: bool = False
    loose: bool = False


@dataclass(frozen=True)
class Expected:
    """What an answer must earn: one of `codes`, and score and mistakes where they are known."""

    codes: frozenset[str]
    score: float | None = None
    mistakes: tuple[str, ...] | None = None


def handed_out(number: str, language: str = "en", folder: Path = NOTEBOOKS) -> Notebook:
    """Return a chapter's notebook as trainees get it."""
    path = folder / language / f"{plan_of(number).slug}.ipynb"
    return json.loads(path.read_text(encoding="utf-8"))


def answered(number: str, codes: Codes, language: str = "en", folder=NOTEBOOKS) -> Notebook:
    """Return a chapter's notebook with code by question in its exercises' cells."""
    notebook = handed_out(number, language, folder)
    for cell in exercise_cells(notebook):
        code = with_solution("".join(cell["source"]), codes)
        cell["source"] = code.splitlines(keepends=True)
    return notebook


def perfect(number: str, language: str = "en", folder: Path = NOTEBOOKS) -> Notebook:
    """Return a chapter's notebook with every printed solution."""
    return answered(number, {q: right_code(q) for q in questions_of([number])}, language, folder)


def typed_in(number: str, case: str, language: str = "en", folder=NOTEBOOKS) -> Notebook:
    """Return a chapter's notebook with the right values of `case` typed in."""
    codes = {each: typed_code(each, case) for each in questions_of([number])}
    return answered(number, codes, language, folder)


def with_mistakes(number: str, mistakes: Mapping[str, str], language="en") -> Notebook:
    """Return a chapter's notebook with a known mistake by question, the others right."""
    codes = {each: right_code(each) for each in questions_of([number])}
    codes |= {each: mistake_code(each, name) for each, name in mistakes.items()}
    return answered(number, codes, language)


def exercise_cells(notebook: Notebook) -> list[dict]:
    """Return the cells of a notebook in which a question is answered."""
    return [each for each in notebook["cells"] if "exercise" in each["metadata"].get("tags", ())]


def code_cell(code: str, name: str, *tags: str) -> dict:
    """Return a cell of code."""
    return {
        "cell_type": "code", "execution_count": None, "id": name, "outputs": [],
        "metadata": {"tags": list(tags)} if tags else {}, "source": code.splitlines(keepends=True),
    }  # fmt: skip


def written(notebook: Notebook) -> bytes:
    """Return a notebook's file."""
    return json.dumps(notebook, ensure_ascii=False, indent=1).encode()


def submission(trainee: str, notebooks: Mapping[str, Notebook], answers, **more) -> Submission:
    """Return a submission of notebooks by chapter, each under the name it was handed out by."""
    files = {f"{plan_of(number).slug}.ipynb": written(each) for number, each in notebooks.items()}
    states = dict.fromkeys(notebooks, more.pop("states", WHOLE))
    return Submission(trainee, files, answers, states, **more)


def all_of(numbers: Iterable[str], how: str) -> dict[str, str]:
    """Return every question of chapters as answered alike."""
    return dict.fromkeys(questions_of(numbers), how)


def of_each(numbers, make: Callable[..., Notebook], *arguments) -> dict[str, Notebook]:
    """Return a notebook a chapter."""
    return {number: make(number, *arguments) for number in numbers}


def each_mistake(numbers: Iterable[str], case: str = "", languages=("en", "zh")):
    """Return as few submissions as have every known mistake (that `case` allows) once.

    The first makes the first mistake of each question, and so on; a question that has no more
    is right.
    """
    numbers = list(numbers)
    known = {each: mistakes_of(each, case) for each in questions_of(numbers)}
    made = []
    for place in range(max(map(len, known.values()), default=0)):
        chosen = {each: names[place] for each, names in known.items() if place < len(names)}
        answers = all_of(numbers, RIGHT) | {q: MISTAKE + name for q, name in chosen.items()}
        language = languages[place % len(languages)]
        notebooks = {
            number: with_mistakes(
                number, {q: n for q, n in chosen.items() if number_of(q) == number}, language
            )
            for number in numbers
        }
        trainee = f"mistake {place + 1} 错误{place + 1}"
        made.append(submission(trainee, notebooks, answers, states=LAME))
    return made


def write(submissions: Iterable[Submission], folder: Path) -> None:
    """Write submissions as a trainer collects them: a folder a trainee, or loose files."""
    for each in submissions:
        own = folder if each.loose else folder / each.trainee
        own.mkdir(parents=True, exist_ok=True)
        for name, content in each.files.items():
            (own / name).parent.mkdir(parents=True, exist_ok=True)
            (own / name).write_bytes(content)
        for name, target in each.links.items():
            (own / name).symlink_to(target)


def zipped(each: Submission) -> Submission:
    """Return a submission whose files are in one zip."""
    from io import BytesIO

    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in each.files.items():
            archive.writestr(f"{each.trainee}/{name}", content)
    return replace(each, files={f"{each.trainee}.zip": packed.getvalue()})


def copied(notebook: Notebook) -> Notebook:
    """Return a notebook that may be changed."""
    return deepcopy(notebook)


def expected_on(each: Submission, hidden: str, class_case: str) -> dict[str, Expected]:
    """Return what each question of a submission must earn, as the real kit judges on `hidden`."""
    return {
        question: _expected(question, how, hidden, class_case)
        for question, how in each.answers.items()
    }


def _expected(question: str, how: str, hidden: str, class_case: str) -> Expected:
    if how == MISSING:
        return Expected(frozenset({"missing"}), 0.0, ())
    lesson = lesson_on(number_of(question), hidden)
    plan = plan_of(number_of(question))
    chapter = Chapter(number_of(question), plan, lesson, "en", Ledger(None))
    exercise = plan[question]
    try:
        given = dict(exercise.right(lesson))
    except NotGradableError:
        return Expected(frozenset({"cannot_check", "missing"}), 0.0)
    if how == NOT_RIGHT:
        return Expected(
            frozenset({"incorrect", "partly", "not_attempted", "cannot_check", "missing"})
        )
    if how == RIGHT_OR_LOST:
        return Expected(frozenset({"correct", "missing"}))
    if how.startswith(MISTAKE):
        try:
            given |= exercise.mistakes[how.removeprefix(MISTAKE)](lesson)
        except NotGradableError:  # nobody can make it there: the cell that tries to fails
            return Expected(frozenset({"missing"}), 0.0, ())
    if how == TYPED:
        given = dict(exercise.right(lesson_on(number_of(question), class_case)))
    if how == OPEN:
        given = dict.fromkeys(given, ...)
    outcome = chapter.judged(exercise, given)
    mistakes = None if how == TYPED and outcome.code != "correct" else outcome.mistakes
    return Expected(frozenset({outcome.code}), outcome.score, mistakes)
