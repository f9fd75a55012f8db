"""What was planted in a synthetic case, as its `truth/stories.csv` says.

The loader never reads the truth: only who checks a case does, and asks here. Not in here:
whether the stories are found again (`ka_helpers.reviews.planted`).
"""

from collections.abc import Hashable
from dataclasses import dataclass
from math import isfinite
from pathlib import Path
from typing import Any

import pandas as pd

from ka_helpers.cases.case import Case
from ka_helpers.cases.reading import read_table
from ka_helpers.errors import CaseError, Problem

TRUTH = Path("truth") / "stories.csv"
LARGEST, MOST_STORIES = 1_000_000, 1_000
"""Bytes and rows that a file of stories may have; a real one has some 60 rows."""
REQUIRED = ("story", "account_id")


@dataclass(frozen=True)
class Planted:
    """One planted story: `quarter` is the one in which it must show, "" the review quarter.

    `story` is an id of the catalogue, or whatever else the file says.
    """

    story: str
    account_id: str
    quarter: str = ""
    strength: float = 1.0


def planted_in(case: Path | Case) -> tuple[Planted, ...]:
    """Return the stories that the truth of a case, or of its folder, names; none without truth.

    Raises
    ------
    CaseError : the file is too large, no table, or lacks a column; or a row lacks a value
    """
    path = (case if isinstance(case, Path) else case.path) / TRUTH
    if not path.is_file():
        return ()
    if path.stat().st_size > LARGEST:
        raise _faulty(Problem(path.name, "planted.too_large", values={"most": LARGEST}))
    raw = read_table(path, "stories")
    missing = [name for name in REQUIRED if name not in raw.frame]
    problems = [Problem(path.name, "planted.no_column", column=name) for name in missing]
    if len(raw.frame) > MOST_STORIES:
        problems.append(Problem(path.name, "planted.too_large", values={"most": MOST_STORIES}))
    if not problems:
        problems = [*raw.problems, *_faults_in(raw.frame, path.name)]
    if problems:
        raise _faulty(*problems)
    return tuple(_planted(row) for row in raw.frame.to_dict("records"))


def _faults_in(rows: pd.DataFrame, file: str) -> list[Problem]:
    faults = []
    for number, row in zip(rows.index, rows.to_dict("records"), strict=True):
        faults += [
            Problem(file, "planted.no_value", row=int(number), column=name)
            for name in REQUIRED
            if not str(row[name]).strip()
        ]
        if _number(row.get("strength")) is None:
            values = {"found": str(row["strength"])[:20]}
            faults.append(
                Problem(file, "planted.no_number", int(number), "strength", values=values)
            )
    return faults


def _planted(row: dict[Hashable, Any]) -> Planted:
    return Planted(
        story=str(row["story"]).strip(),
        account_id=str(row["account_id"]).strip(),
        quarter=str(row.get("quarter") or "").strip(),
        strength=_number(row.get("strength")) or 1.0,
    )


def _number(text: object) -> float | None:
    """Return a cell's number, 1 where it is empty, None where it is no number."""
    if text is None or not str(text).strip():
        return 1.0
    try:
        number = float(str(text))
    except ValueError:
        return None
    return number if isfinite(number) else None


def _faulty(*problems: Problem) -> CaseError:
    return CaseError("cases.unreadable", problems, file=TRUTH.as_posix())
