"""Everything that is written of a graded class: gradebook, feedback, cohort report.

The first language has the plain names, each further one its own: `cohort.zh.html`,
`feedback/zh/`. Not in here: what is in the files.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from ka_helpers.classroom.reporting.cohort_page import cohort_page
from ka_helpers.classroom.reporting.feedback import feedback_page
from ka_helpers.classroom.reporting.gradebook import gradebook_csv
from ka_helpers.classroom.reporting.gradebook_book import gradebook_book
from ka_helpers.classroom.results import ClassResult
from ka_helpers.errors import RequestError
from ka_helpers.rendering.execution import write_atomically

_SAFE = re.compile(r"(?!\.)[^\x00-\x1f/\\:*?\"<>|]{1,120}(?<![. ])")


def write_all(result: ClassResult, out: Path, languages: tuple[str, ...]) -> tuple[Path, ...]:
    """Write a class's files below `out`, in each language, and return their paths.

    Raises
    ------
    RequestError : a trainee's id is no safe name of a file, or two trainees have the same
    OSError : a file could not be written; all the others are
    """
    refuse_unsafe(result)
    written: list[Path] = []
    refused: list[OSError] = []
    for language in languages:
        for path, content in _files(result, language, "" if language == languages[0] else language):
            try:
                write_atomically(out / path, content)
                written.append(out / path)
            except OSError as error:  # such as a gradebook that is open in Excel
                refused.append(error)
    if refused:
        raise refused[0]
    return tuple(written)


def refuse_unsafe(result: ClassResult) -> None:
    """Raise RequestError for an id that names no file of its own."""
    seen: set[str] = set()
    for trainee in result.trainees:
        key = trainee.trainee.casefold()
        if not _SAFE.fullmatch(trainee.trainee) or key in seen:
            raise RequestError("gradebook.unsafe_trainee", found=trainee.trainee)
        seen.add(key)


def _files(result: ClassResult, language: str, suffix: str) -> Iterator[tuple[str, str | bytes]]:
    end = f".{suffix}" if suffix else ""
    title = result.title.get(language, result.case)
    yield f"gradebook{end}.csv", gradebook_csv(result, language)
    yield f"gradebook{end}.xlsx", gradebook_book(result, language)
    yield f"cohort{end}.html", cohort_page(result, language)
    folder = f"feedback/{suffix}" if suffix else "feedback"
    for trainee in result.trainees:
        yield f"{folder}/{trainee.trainee}.html", feedback_page(trainee, title, language)
