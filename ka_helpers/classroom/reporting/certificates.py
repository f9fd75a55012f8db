"""Who has earned a certificate: from graded results that are there, whole, unedited and pass.

A trainee whose notebook tried what no honest answer needs has none either, unless the trainer,
who has talked to the trainee, says so.

A folder that `grade` wrote is read and nothing else: each trainee's result must be the one that
the class's result has. The check code of a certificate is a digest of what the result says, so
one edited later no longer gives it. Whoever can write the folder can write both files alike: the
folder is the trainer's own. Not in here: the page (`certificates_page`).
"""

import json
from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from ka_helpers.classroom.reporting.cohort import acts_of, came, questions_of
from ka_helpers.classroom.reporting.outputs import refuse_unsafe
from ka_helpers.classroom.results import (
    ClassResult,
    TraineeResult,
    class_from_json,
    trainee_from_json,
)
from ka_helpers.errors import RequestError

PASS = 0.6
CODE_LETTERS, GROUP = 16, 4
_ROUNDING = 1e-9
Refusal = Literal["no_result", "unreadable", "edited", "not_whole", "not_passed", "acts"]


@dataclass(frozen=True)
class Certificate:
    """What a certificate says: whose, for which result, and its check code."""

    trainee: TraineeResult
    title: dict[str, str]
    code: str


@dataclass(frozen=True)
class Refused:
    """A trainee without a certificate, and why."""

    trainee: TraineeResult
    why: Refusal


def earned(
    folder: Path, passing: float = PASS, *, despite_acts: bool = False
) -> tuple[tuple[Certificate, ...], tuple[Refused, ...]]:
    """Return the certificates that a graded class has earned, and who has none and why.

    Parameters
    ----------
    passing : the least score, 0-1
    despite_acts : whether acts against the rules (`cohort.acts_of`) are passed over

    Raises
    ------
    RequestError : the folder holds no graded class, or its file cannot be read
    """
    result = graded_class(folder)
    whole = set(questions_of(result))
    given: list[Certificate] = []
    refused: list[Refused] = []
    for trainee in result.trainees:
        why = _refusal(folder, trainee, (result, whole), passing)
        if why is None and acts_of(trainee) and not despite_acts:
            why = "acts"
        if why is None:
            given.append(Certificate(trainee, result.title, code_of(result.case, trainee)))
        else:
            refused.append(Refused(trainee, why))
    return tuple(given), tuple(refused)


def graded_class(folder: Path) -> ClassResult:
    """Return the class that a folder holds the results of; raise RequestError where none is."""
    path = folder / "class.json"
    try:
        result = class_from_json(path.read_text(encoding="utf-8"))
    except OSError:
        raise RequestError("gradebook.no_class", path=path) from None
    except ValueError:
        raise RequestError("gradebook.unreadable_class", path=path) from None
    refuse_unsafe(result)
    return result


def code_of(case: str, trainee: TraineeResult) -> str:
    """Return the check code of a result: letters and digits in groups of four.

    It stands for the case, the name and what each answer earned; grading the same answers again
    gives it again, though seconds and sentences may differ.
    """
    earned_by = [
        [each.question, each.code, f"{each.score:.6f}"]
        for chapter in trainee.chapters
        for each in chapter.answers
    ]
    sealed = json.dumps([case, trainee.trainee, trainee.name, earned_by])
    letters = b32encode(sha256(sealed.encode()).digest()).decode()[:CODE_LETTERS]
    return "-".join(letters[at : at + GROUP] for at in range(0, CODE_LETTERS, GROUP))


def holders(folder: Path, code: str, passing: float = PASS) -> Iterator[Certificate]:
    """Yield the certificates of a folder that have a code, however it is typed.

    One given despite acts against the rules has its code, too.
    """
    wanted = _typed(code)
    given, _ = earned(folder, passing, despite_acts=True)
    yield from (each for each in given if _typed(each.code) == wanted)


def _typed(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _refusal(
    folder: Path, trainee: TraineeResult, class_: tuple[ClassResult, set[str]], passing: float
) -> Refusal | None:
    result, asked = class_
    try:
        text = (folder / "results" / f"{trainee.trainee}.json").read_text(encoding="utf-8")
        kept = trainee_from_json(text)
    except OSError:
        return "no_result"
    except ValueError:
        return "unreadable"
    if kept != trainee or not _sound(trainee):
        return "edited"
    answers = {each.question for chapter in trainee.chapters for each in chapter.answers}
    chapters = {each.chapter for each in trainee.chapters if came(each)}
    if answers != asked or chapters != set(result.chapters):
        return "not_whole"
    return None if trainee.score >= passing - _ROUNDING else "not_passed"


def _sound(trainee: TraineeResult) -> bool:
    """Tell whether each score is one that its outcome can have, and each question stands once."""
    answers = [each for chapter in trainee.chapters for each in chapter.answers]
    once = len({each.question for each in answers}) == len(answers)
    return once and all(
        0.0 <= each.score <= 1.0
        and (each.code != "correct" or each.score > 0)
        and (each.code not in ("missing", "not_attempted", "cannot_check") or each.score == 0)
        for each in answers
    )
