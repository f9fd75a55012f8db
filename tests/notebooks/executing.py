"""Execute a chapter as papermill does and tell what came of it; called in other processes."""

import html
import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

OUTCOME = re.compile(r'class="ka-outcome ka-(\w+)"')
UNREAD = re.compile(
    r"<style.*?</style>|<script.*?</script>|<code.*?</code>|<pre.*?</pre>|<[^>]+>"
    r"|```.*?```|`[^`]*`|check\(.*?\)|hint\(.*?\)|solution\(.*?\)",
    re.DOTALL,
)
BARE_SCALAR = re.compile(r"\bnp\.\w+\(")
WORD = re.compile(r"[A-Za-z]{2,}(?:['’][A-Za-z]+)*")


def executed(path: str, parameters: Mapping[str, str], ledger: str) -> dict[str, Any]:
    """Return what a notebook says when it is executed with these parameters.

    The outcome of each exercise by the cell's id, what stands on stderr, the Latin words of each
    output, and the cells that show a number as `np.float64(...)`. A cell that raises is raised
    from here.
    """
    os.environ["KA_KIT_PROGRESS"] = ledger
    from ka_helpers.rendering.execution import execute

    notebook = execute(Path(path), Path(ledger).with_suffix(".ipynb"), parameters)
    outcomes, errors, words, scalars = {}, [], {}, []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            errors += [output["text"]] if output.get("name") == "stderr" else []
            read = text_of(output)
            if found := OUTCOME.search(read):
                outcomes[cell.id] = found[1]
            scalars += [cell.id] if BARE_SCALAR.search(read) else []
            words[cell.id] = sorted({*words.get(cell.id, ()), *WORD.findall(words_in(read))})
    return {"outcomes": outcomes, "stderr": errors, "words": words, "scalars": scalars}


def values_of(path: str, parameters: Mapping[str, str], names: list[str]) -> dict[str, float]:
    """Return the numbers that a notebook binds to these names, its cells run as plain Python."""
    import nbformat

    os.environ["KA_KIT_PROGRESS"] = os.devnull
    bound: dict[str, Any] = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if cell.cell_type == "code":
            exec(compile(cell.source, cell.id, "exec"), bound)
            if "parameters" in cell.metadata.get("tags", []):
                bound.update(parameters)
    return {name: float(bound[name]) for name in names}


def text_of(output: Mapping[str, Any]) -> str:
    """Return what a reader sees of an output; widgets are drawn by the browser."""
    data = output.get("data", {})
    if "application/vnd.jupyter.widget-view+json" in data:
        return ""
    kinds = ("text/html", "image/svg+xml", "text/markdown", "text/plain")
    return str(next((data[kind] for kind in kinds if kind in data), output.get("text", "")))


def words_in(shown: str) -> str:
    """Return the words of an output without markup and code."""
    return html.unescape(UNREAD.sub(" ", shown))


@cache
def names_of(case: str) -> set[str]:
    """Return the words of the texts that a case's tables and file hold: ids and names."""
    from ka_helpers.cases import load_case
    from ka_helpers.columns import TABLES

    loaded = load_case(case)
    texts = {loaded.file.model_dump_json()}
    for table in loaded.tables:
        known = [c.name for c in TABLES[table].columns if c.kind in ("id", "text")]
        rows = loaded.table(table)
        for column in rows.columns.intersection(known):
            texts |= set(rows[column].dropna().astype(str).unique())
    return set(WORD.findall(" ".join(texts)))
