"""A chapter's translation: a Markdown file of blocks, each for one cell of the source.

A block begins with `<!-- cell: ID source: HASH -->`; the hash is that of the English text it
translates, so that a changed original shows. Not in here: building notebooks.
"""

import ast
import hashlib
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_HEAD = re.compile(r"^<!-- cell: (\S+) source: (\S+) -->\n", re.MULTILINE)
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
_KEPT: Mapping[str, str] = {
    "code spans": r"`[^`]+`",
    "links": r"\]\(([^)]+)\)",
    "numbers": r"(?<![\w.])\d+(?:[.,]\d+)*",
    "headings": r"(?m)^#+(?= )",
    "formulas": r"\$[^$]+\$",
}
"""What a translation must have exactly as the original has it."""


@dataclass(frozen=True)
class Block:
    """The translation of one cell and the hash of the text it was made from."""

    source: str
    text: str


def hash_of(text: str) -> str:
    """Return the stamp of an English text."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:10]


def read_blocks(path: Path) -> dict[str, Block]:
    """Return the blocks of a translation by cell id; {} if there is no file."""
    if not path.is_file():
        return {}
    pieces = _HEAD.split(path.read_text(encoding="utf-8"))[1:]
    return {
        cell: Block(source, text.strip("\n"))
        for cell, source, text in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True)
    }


def faults(chapter: str, cells: list[Any], blocks: Mapping[str, Block]) -> Iterator[str]:
    """Yield what is wrong with a translation, a line each."""
    known = {cell.id: cell for cell in cells}
    for cell in cells:
        if cell.id not in blocks and needs_translation(cell):
            yield f"{chapter}#{cell.id}: not translated"
    for cell_id, block in blocks.items():
        if cell_id not in known:
            yield f"{chapter}#{cell_id}: no such cell in the source"
            continue
        source = known[cell_id].source
        if block.source != hash_of(source):
            yield f"{chapter}#{cell_id}: the English changed since it was translated"
        if known[cell_id].cell_type == "code":
            if ast.dump(ast.parse(source)) != ast.dump(ast.parse(block.text)):
                yield f"{chapter}#{cell_id}: code differs beyond comments"
        else:
            yield from _text_faults(f"{chapter}#{cell_id}", source, block.text)


def needs_translation(cell: Any) -> bool:
    """Tell whether a cell has words to translate: prose, or comments that are no markers."""
    if cell.cell_type == "markdown":
        return True
    comments = re.findall(r"(?m)^\s*#\s*(.+)$", cell.source)
    return any(comment not in ("ANSWER", "END ANSWER") for comment in comments)


def _text_faults(place: str, english: str, translated: str) -> Iterator[str]:
    for what, pattern in _KEPT.items():
        wanted, found = (Counter(re.findall(pattern, text)) for text in (english, translated))
        if wanted != found:
            lost, gained = sorted((wanted - found).elements()), sorted((found - wanted).elements())
            yield f"{place}: {what} differ: missing {lost}, added {gained}"
    if not _CHINESE.search(translated):
        yield f"{place}: not in Chinese"


def stamp(path: Path, cells: list[Any]) -> None:
    """Write the present hashes into a translation: say that it was read against the English."""
    hashes = {cell.id: hash_of(cell.source) for cell in cells}

    def head(found: re.Match[str]) -> str:
        return f"<!-- cell: {found[1]} source: {hashes.get(found[1], found[2])} -->\n"

    text = path.read_text(encoding="utf-8")
    path.write_text(_HEAD.sub(head, text), encoding="utf-8", newline="\n")
