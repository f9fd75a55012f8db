"""Our own code run once in the fork server, so that no forked process pays for it again.

What is paid once: schemas compiled, defaults computed, caches filled, and the byte code that
Python 3.11 rewrites in place as it learns, page by page a copy in every forked process.
"""

import asyncio
import contextlib
import logging
from contextvars import copy_context
from typing import Any

from ka_helpers.rendering.engine import here

CELLS = (
    "a = 1",
    "import sys\nprint(a, file=sys.stderr)\nprint('text')",
    "a + 1",
    "def twice(x):\n    return 2 * x\n\n{name: twice(name) for name in 'ab'}",
    "from IPython.display import display\ndisplay({'text/html': '<b>1</b>'}, raw=True)",
)
TIMES = 4
"""After so many runs nothing is learnt any more."""


def run_a_notebook(kernel: Any) -> None:
    """Parameterise, run and check a small notebook in `kernel`, and make it as good as new."""
    copy_context().run(_run, kernel)


def _run(kernel: Any) -> None:
    from jupyter_core.utils import ensure_event_loop

    logging.getLogger("papermill").addFilter(_nothing)
    try:
        for _ in range(TIMES):
            _run_once(kernel)
    finally:
        logging.getLogger("papermill").removeFilter(_nothing)
        ensure_event_loop().close()
        asyncio.set_event_loop(None)
        kernel.shell.reset()


def _run_once(kernel: Any) -> None:
    import nbformat
    import papermill
    from nbformat import v4

    tags = {"tags": ["parameters"]}
    cells = [v4.new_code_cell(cell, metadata=tags if cell == CELLS[0] else {}) for cell in CELLS]
    notebook = v4.new_notebook(cells=[v4.new_markdown_cell("text"), *cells])
    notebook.metadata["kernelspec"] = {"name": "python3", "display_name": "", "language": "python"}
    here.stay_inside(kernel)
    executed = papermill.execute_notebook(
        nbformat.reads(nbformat.writes(notebook), as_version=4), None, parameters={"a": 2},
        engine_name="ka-inside", kernel_name="python3", progress_bar=False,
    )  # fmt: skip
    nbformat.writes(executed)


def _nothing(_: logging.LogRecord) -> bool:
    return False


def recognise_ordinary_outputs() -> None:
    """Spare nbformat the check of outputs that cannot be wrong.

    Each output is checked alone, by a slow validator, and again with the whole notebook by a fast
    one. Text in known places needs no check; anything else still gets it.
    """
    from nbformat.v4 import nbbase

    check = nbbase.validate

    def check_unless_ordinary(node: Any, ref: str | None = None) -> Any:
        with contextlib.suppress(KeyError, TypeError):
            if _is_ordinary(node, ref):
                return None
        return check(node, ref)

    nbbase.validate = check_unless_ordinary


def _is_ordinary(node: Any, ref: str | None) -> bool:
    if ref == "stream":
        return set(node) == {"output_type", "name", "text"} and all(map(_is_text, node.values()))
    known = {
        "display_data": {"output_type", "data", "metadata"},
        "execute_result": {"output_type", "data", "metadata", "execution_count"},
    }
    return (
        set(node) == known.get(ref or "")
        and isinstance(node["metadata"], dict)
        and isinstance(node.get("execution_count", 0), int)
        and all(_is_text(key) and _is_text(value) for key, value in node["data"].items())
    )


def _is_text(value: Any) -> bool:
    return isinstance(value, str)
