"""Write notebooks for tests, run them, and make two runs comparable."""

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
import papermill
from nbformat import v4
from papermill.exceptions import PapermillExecutionError

KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}

SAYS_WHICH_RUN = [
    (r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b", "<id>"),
    (r"(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])", "<id>"),
    (r"\b0x[0-9a-f]{6,}\b", "<address>"),
    (r"ipykernel_\d+", "ipykernel_<process>"),
    (r"\d+(\.\d+)? (ns|μs|µs|us|ms|s)\b", "<duration>"),
]
"""What differs between any two runs of one notebook, even by papermill itself."""


def write_notebook(path: Path, cells: Iterable[Any]) -> Path:
    """Write a notebook of code cells; a cell is a source or a pair of source and tag."""
    pairs = [cell if isinstance(cell, tuple) else (cell, None) for cell in cells]
    built = [
        v4.new_code_cell(source, id=f"cell-{n}", metadata={"tags": [tag] if tag else []})
        for n, (source, tag) in enumerate(pairs)
    ]
    nbformat.write(v4.new_notebook(cells=built, metadata={"kernelspec": KERNEL}), path)
    return path


def run(path: Path, output: Path, engine: str | None, **options: Any) -> str | None:
    """Run a notebook with an engine; return the error papermill raised, as text."""
    quiet = {"progress_bar": False, "kernel_name": "python3"} | options
    os.environ.pop("PYTEST_CURRENT_TEST", None)  # a kernel that sees it captures no descriptors
    try:
        papermill.execute_notebook(path, output, engine_name=engine, **quiet)
    except PapermillExecutionError as error:
        return neutral(str(error))
    return None


def neutral(text: str) -> str:
    """Return `text` without what says in which run it arose."""
    for pattern, instead in SAYS_WHICH_RUN:
        text = re.sub(pattern, instead, text)
    return text


def comparable(path: Path) -> list[str]:
    """Return the notebook at `path` as lines: a cell or piece of metadata each, without times."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    papermill_says = notebook["metadata"].get("papermill", {})
    for key in ("start_time", "end_time", "duration", "output_path", "input_path"):
        papermill_says[key] = papermill_says.get(key) is not None
    for cell in notebook["cells"]:
        _without_times(cell)
    widgets = notebook["metadata"].pop("widgets", None)
    return [neutral(_line(part)) for part in (*notebook["cells"], notebook["metadata"])] + sorted(
        neutral(_line(state)) for state in _states(widgets)
    )


def _without_times(cell: dict[str, Any]) -> None:
    if not cell["id"].startswith("cell-"):
        cell["id"] = "made by papermill"
    for key in ("start_time", "end_time", "duration"):
        own = cell["metadata"].get("papermill", {})
        if key in own:
            own[key] = own[key] is not None
    if "execution" in cell["metadata"]:
        cell["metadata"]["execution"] = sorted(cell["metadata"]["execution"])


def _states(widgets: Any) -> list[Any]:
    if widgets is None:
        return []
    (kept,) = widgets.values()
    return [*kept["state"].values(), {key: kept[key] for key in kept if key != "state"}]


def _line(part: Any) -> str:
    return json.dumps(part, ensure_ascii=False, indent=0)
