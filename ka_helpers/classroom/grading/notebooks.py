"""A notebook's code, out of a file that anyone may have written.

A file is read whole only if it is not too large; what is no notebook is told apart from what is
none of ours. Not in here: which chapter it is.
"""

import json
from dataclasses import dataclass
from typing import Any, Literal

MOST_BYTES = 30 * 2**20
MOST_CODE = 2 * 2**20
MOST_CELLS = 2_000
Fault = Literal["too_large", "unreadable"]


class NotebookError(Exception):
    """A file cannot be graded; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


@dataclass(frozen=True)
class Cell:
    """One cell of code; `id` is unique within its notebook."""

    id: str
    code: str


def code_cells(content: bytes) -> tuple[Cell, ...]:
    """Return the cells of code of a notebook's file, in order.

    Raises
    ------
    NotebookError : the file is too large, or no notebook
    """
    if len(content) > MOST_BYTES:
        raise NotebookError("too_large")
    try:
        notebook = json.loads(content.decode("utf-8-sig"))
        cells = _cells(notebook)
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        raise NotebookError("unreadable") from None
    if len(cells) > MOST_CELLS or sum(len(cell.code) for cell in cells) > MOST_CODE:
        raise NotebookError("too_large")
    return cells


def _cells(notebook: Any) -> tuple[Cell, ...]:
    cells = notebook["cells"]
    if not isinstance(cells, list):
        raise TypeError
    found: dict[str, Cell] = {}
    for place, cell in enumerate(cells):
        if not isinstance(cell, dict) or cell.get("cell_type") != "code":
            continue
        own = cell.get("id")
        name = own if isinstance(own, str) and 0 < len(own) <= 64 and own not in found else ""
        name = name or f"cell-{place + 1}"
        found[name] = Cell(name, _source(cell.get("source", "")))
    return tuple(found.values())


def _source(source: Any) -> str:
    text = source if isinstance(source, str) else "".join(source)
    return text.encode("utf-8", "replace").decode()
