"""Run a review notebook with papermill, and read back the summary it carries."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ka_helpers.errors import KaKitError, RequestError
from ka_helpers.rendering.layout import ROOT
from ka_helpers.reviews.summary import MIME, ReviewSummary, from_json

if TYPE_CHECKING:
    from nbformat import NotebookNode

KERNEL = "python3"
QUIET = ["--log-level=CRITICAL"]
"""Arguments of the kernel: its start-up warnings would stand among the progress."""


class RenderingError(KaKitError):
    """A notebook did not run to its end; carries what to tell a reader.

    `values` hold the cell's number, the exception's name and message, and the traceback.
    """


def execute(template: Path, output: Path, parameters: Mapping[str, Any]) -> "NotebookNode":
    """Run `template` with `parameters`, write it to `output` at once or not at all, return it.

    Raises
    ------
    RequestError : a parameter that the template does not declare (papermill alone only warns)
    RenderingError : a cell raised, or the kernel died
    """
    import nbformat
    import papermill
    from nbclient.exceptions import DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    from ka_helpers.rendering.engine import engine_here

    _refuse_unknown(template, parameters)
    try:
        notebook: NotebookNode = papermill.execute_notebook(
            template, None, parameters=dict(parameters), kernel_name=KERNEL,
            engine_name=engine_here(), progress_bar=False, cwd=ROOT, extra_arguments=QUIET,
            request_save_on_cell_execute=False,
        )  # fmt: skip
    except PapermillExecutionError as error:
        raise _failure(error.exec_count, error.ename, error.evalue, error.traceback) from error
    except DeadKernelError as error:
        raise _failure(None, "DeadKernelError", str(error), []) from error
    notebook.metadata.papermill["output_path"] = str(output)
    write_atomically(output, nbformat.v4.writes(notebook))
    return notebook


def read_notebook(path: Path) -> "NotebookNode":
    """Return the notebook at `path`."""
    import nbformat

    notebook: NotebookNode = nbformat.read(path, as_version=4)
    return notebook


def carried_summary(notebook: "NotebookNode") -> ReviewSummary:
    """Return the summary an executed review carries.

    Raises
    ------
    RenderingError : no output of the notebook has the summary's MIME type
    """
    return from_json(carried(notebook, MIME))


def carried(notebook: "NotebookNode", mime: str) -> str:
    """Return the text of the first output that has a part of the type `mime`.

    Raises
    ------
    RenderingError : there is none
    """
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if mime in output.get("data", {}):
                return _text(output["data"][mime])
    raise _failure(None, "NoSummary", mime, [])


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write a file so that a reader sees the old one or the whole new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    data = content.encode() if isinstance(content, str) else content
    with _arriving_whole(path) as partial:
        partial.write_bytes(data)


@contextmanager
def _arriving_whole(path: Path) -> Iterator[Path]:
    partial = path.with_name(f".{os.getpid()}.partial{path.suffix}")
    try:
        yield partial
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _refuse_unknown(template: Path, parameters: Mapping[str, Any]) -> None:
    declared = declared_parameters_of(template)
    unknown = sorted(set(parameters) - declared)
    if unknown:
        raise RequestError(
            "review.unknown_parameter",
            found=", ".join(unknown), known=", ".join(sorted(declared)), file=template.name,
        )  # fmt: skip


def declared_parameters_of(template: str | Path) -> frozenset[str]:
    """Return the names that a notebook's cell tagged `parameters` binds."""
    path = Path(template)
    return _declared(path, path.stat().st_mtime_ns)


@cache
def _declared(template: Path, changed: int) -> frozenset[str]:
    import papermill

    return frozenset(papermill.inspect_notebook(template))


def _failure(cell: int | None, name: str, message: str, trace: list[str]) -> RenderingError:
    return RenderingError(
        "review.not_rendered", cell=cell, name=name, message=message, trace="\n".join(trace)
    )


def _text(data: Any) -> str:
    if isinstance(data, str):
        return data
    import json

    return json.dumps(data)
