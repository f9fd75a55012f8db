"""The notebooks as the kit ships them, and what tells whether a copy is still as shipped.

A copy's mark is made of its words and code only: to have run a notebook, or looked at it, is not
to have written in it. Not in here: where copies lie.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ka_helpers.cases.places import case_names, folder_of
from ka_helpers.errors import RequestError

_CASE_LINE = re.compile(r"(?m)^case = .*$")


@dataclass(frozen=True)
class Original:
    """A notebook to be copied to `path`, a path with / below the workspace.

    `version` is the mark of what the kit ships; `text` is that naming the case in use, and
    `mark` its mark.
    """

    path: str
    version: str
    text: str
    mark: str


def originals(notebooks: Path, language: str, case: str = "") -> list[Original]:
    """Return the notebooks of a language in order, chapters first; `case` "" leaves them as is.

    Raises
    ------
    RequestError : the kit has no notebooks in this language
    """
    folder = notebooks / language
    paths = sorted(folder.rglob("*.ipynb"), key=lambda path: (path.parent != folder, path))
    seen = [path for path in paths if not path.relative_to(folder).as_posix().startswith(".")]
    if not seen:
        raise RequestError("lab.no_chapters", spoken=language)
    return [_original(path, f"{language}/{path.relative_to(folder).as_posix()}", case)
            for path in seen]  # fmt: skip


def _original(path: Path, name: str, case: str) -> Original:
    shipped = path.read_text(encoding="utf-8")
    text = naming_case(shipped, case) if case else shipped
    return Original(name, mark_of(shipped) or "", text, mark_of(text) or "")


def mark_of(text: str) -> str | None:
    """Return what changes with any word or code of a notebook, None if it is not a notebook."""
    cells = _cells(text)
    if cells is None:
        return None
    written = [[cell.get("cell_type"), _source(cell)] for cell in cells]
    return hashlib.sha256(json.dumps(written).encode()).hexdigest()


def naming_case(text: str, case: str) -> str:
    """Return a notebook whose parameters name `case`; without parameters it stays as it is.

    >>> notebook = '{"cells": [{"metadata": {"tags": ["parameters"]}, "source": "case = 1"}]}'
    >>> case_named(naming_case(notebook, "C:/a case"))
    'case = "C:/a case"'
    """
    notebook = json.loads(text)
    for cell in _parameters(notebook["cells"]):
        cell["source"] = _CASE_LINE.sub(lambda _: case_line(case), _source(cell))
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def case_named(text: str) -> str:
    """Return the line by which a notebook's parameters name the case, "" without one."""
    lines = (_CASE_LINE.search(_source(cell)) for cell in _parameters(_cells(text) or []))
    return next((line[0] for line in lines if line), "")


def case_line(case: str) -> str:
    """Return the line of the parameters that names a case."""
    return f"case = {json.dumps(case, ensure_ascii=False)}"


def case_to_name(name_or_path: str) -> str:
    """Return a case as a notebook in another folder can name it: a shipped name, or a whole path.

    Raises
    ------
    RequestError : there is no such case
    """
    folder = folder_of(name_or_path)
    return name_or_path if name_or_path in case_names() else folder.as_posix()


def _parameters(cells: list[Any]) -> Iterator[Any]:
    for cell in cells:
        if "parameters" in cell.get("metadata", {}).get("tags", []):
            yield cell


def _source(cell: Any) -> str:
    source = cell.get("source", "")
    return source if isinstance(source, str) else "".join(source)


def _cells(text: str) -> list[Any] | None:
    try:
        cells = json.loads(text)["cells"]
    except (ValueError, KeyError, TypeError):
        return None
    if isinstance(cells, list) and all(isinstance(cell, dict) for cell in cells):
        return cells
    return None
