"""What came of running a notebook, read from files that a submission may have written itself.

All of it is bounded, and none of it is believed: answers are judged elsewhere, the trail only
makes notes. Not in here: running.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeGuard

How = Literal["finished", "time", "memory", "disk", "died"]
LONGEST_ANSWERS = 8 * 2**20
LONGEST_LINE = 2 * 2**20
LONGEST_TRAIL = 400_000
MOST_TIMES = 50


@dataclass(frozen=True)
class Given:
    """The last answer to a question, as `encoding.encode` writes it, and how often it came."""

    parts: Mapping[str, Any]
    times: int


@dataclass(frozen=True)
class Ran:
    """How a run ended, the answers it noted, and what is known of its cells.

    `failed` are cells' ids with the error that each ended in; `stuck` is the cell in which the
    run ended, "" if it came to its end; `forged` counts lines of answers that no check wrote.
    """

    how: How
    answers: Mapping[str, Given]
    failed: Mapping[str, str]
    forbidden: tuple[str, ...] = ()
    stuck: str = ""
    forged: int = 0
    seconds: float = 0.0
    peak_mb: float = 0.0
    layers: Mapping[str, bool] = field(default_factory=dict)


def read_answers(path: Path) -> tuple[dict[str, Given], int]:
    """Return the last answer to each question, and how many lines were no answers at all."""
    answers: dict[str, Given] = {}
    forged = 0
    for line in _lines(path, LONGEST_ANSWERS):
        noted = _json_of(line) if len(line) <= LONGEST_LINE else None
        if not _is_answer(noted):
            forged += 1
            continue
        question = noted["question"]
        times = answers[question].times if question in answers else 0
        answers[question] = Given(noted["given"], min(times + 1, MOST_TIMES))
    return answers, forged


def read_trail(path: Path) -> tuple[dict[str, str], tuple[str, ...], str, bool]:
    """Return failed cells, what was forbidden, the last cell begun, and whether all were run."""
    failed: dict[str, str] = {}
    forbidden: dict[str, None] = {}
    cell, ended = "", False
    for line in _lines(path, LONGEST_TRAIL):
        step = _json_of(line)
        if not (isinstance(step, list) and len(step) == 2 and all(map(_is_text, step))):
            continue
        what, of = step
        if what == "begun":
            cell = of[:80]
        elif what == "failed":
            failed[cell] = of[:400]
        elif what == "forbidden" and len(forbidden) < 20:
            forbidden[of[:200]] = None
        ended = what == "ended"
    return failed, tuple(forbidden), cell, ended


def _lines(path: Path, most: int) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            whole = file.read(most)
    except OSError:
        return
    yield from (line for line in whole.split(b"\n") if line.strip())


def _json_of(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _is_answer(noted: Any) -> TypeGuard[dict[str, Any]]:
    return (
        isinstance(noted, dict)
        and set(noted) == {"question", "given"}
        and _is_text(noted["question"])
        and len(noted["question"]) <= 10
        and isinstance(noted["given"], dict)
        and len(noted["given"]) <= 40
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
