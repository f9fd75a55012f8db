"""Tidy what authors wrote: ids and outputs of a source, order and gaps of its translation.

What is written by hand stays as it is written. Not in here: what is wrong (`building`).
"""

import re
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat

from ka_helpers.authoring.chapters import KERNEL, TRANSLATED, name_of, read_chapter, translation_of
from ka_helpers.authoring.translation import (
    Block,
    file_faults,
    hash_of,
    needs_translation,
    read_blocks,
    text_of,
)
from ka_helpers.rendering.execution import write_atomically

_ID = re.compile(r"([a-z]+(?:_[a-z]+)*)-(\d\d)")


def tidy(notebooks: Path, chapter: Path) -> list[Path]:
    """Tidy a source chapter and its translations; return the files that changed.

    A cell whose id is not like `key-04` gets the next free number; ids that are so stay. Outputs
    go. A translation's blocks are put in the order of the cells, with an empty one for a cell that
    has none; a file whose blocks cannot be told apart is left alone.
    """
    name, notebook = name_of(notebooks, chapter), read_chapter(chapter)
    _number(notebook.cells, name)
    without_outputs(notebook)
    texts = {chapter: nbformat.writes(notebook) + "\n"}
    for language in TRANSLATED:
        path = translation_of(notebooks, name, language)
        if not list(file_faults(name, text_of(path))):
            texts[path] = _in_order(notebook.cells, read_blocks(path))
    before = {path: path.read_bytes() if path.is_file() else b"" for path in texts}
    changed = [path for path, text in texts.items() if before[path] != text.encode()]
    for path in changed:
        write_atomically(path, texts[path])
    return changed


def without_outputs(notebook: Any) -> None:
    """Take from a notebook what running it and opening it left there."""
    for cell in notebook.cells:
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    notebook.metadata = nbformat.from_dict(
        {"kernelspec": KERNEL, "language_info": {"name": "python"}}
    )


def _number(cells: Iterable[Any], name: str) -> None:
    known = [found for cell in cells if (found := _ID.fullmatch(cell.id))]
    words = Counter(found[1] for found in known)
    word = (
        words.most_common(1)[0][0]
        if words
        else re.sub("[^a-z]", "", name.rsplit("_", maxsplit=1)[-1])
    )
    used = {int(found[2]) for found in known if found[1] == word}
    free = iter(number for number in range(1, 1000) if number not in used)
    for cell in cells:
        if not _ID.fullmatch(cell.id):
            cell.id = f"{word or 'cell'}-{next(free):02d}"


def _in_order(cells: Iterable[Any], blocks: dict[str, Block]) -> str:
    kept = {
        cell.id: blocks.get(cell.id, Block(hash_of(cell.source), ""))
        for cell in cells
        if cell.id in blocks or needs_translation(cell)
    }
    kept |= {cell: block for cell, block in blocks.items() if cell not in kept}
    return "\n".join(
        f"<!-- cell: {cell} source: {block.source} -->\n{block.text}\n"
        for cell, block in kept.items()
    )
