"""A chapter's translation: a Markdown file of blocks, each for one cell of the source.

A block begins with `<!-- cell: ID source: HASH -->`; the hash is that of the English text it
translates, so that a changed original shows. Not in here: building notebooks, and what a
translated text must keep (`keeping`).
"""

import ast
import hashlib
import io
import re
import tokenize
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ka_helpers.authoring.answers import has_marker
from ka_helpers.authoring.faults import Fault, shortened
from ka_helpers.authoring.keeping import text_faults

_HEAD = re.compile(r"^<!-- cell: (\S+) source: (\S+) -->\n", re.MULTILINE)
_MEANT_AS_HEAD = re.compile(r"^\s*<!--.*\b(?:cell|source)\b.*$", re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """The translation of one cell and the hash of the text it was made from."""

    source: str
    text: str


@dataclass(frozen=True)
class Stamped:
    """A block that now says that it translates the present English text."""

    cell: str
    english: str


def hash_of(text: str) -> str:
    """Return the stamp of an English text."""
    return hashlib.sha256(text.strip().encode()).hexdigest()[:10]


def read_blocks(path: Path) -> dict[str, Block]:
    """Return the blocks of a translation by cell id, a later one of the same id winning."""
    return dict(_blocks_in(text_of(path)))


def translation_faults(
    chapter: str, cells: list[Any], path: Path, language: str
) -> Iterator[Fault]:
    """Yield what is wrong with a chapter's translation into `language`."""
    if not path.is_file():
        yield Fault(chapter, "no_translation", values={"file": f"{chapter}.md", "spoken": language})
        return
    text = text_of(path)
    yield from file_faults(chapter, text)
    blocks, known = dict(_blocks_in(text)), {cell.id: cell for cell in cells}
    for cell in cells:
        if cell.id not in blocks and needs_translation(cell):
            yield Fault(chapter, "block_missing", cell.id, {"stamp": hash_of(cell.source)})
    for cell_id, block in blocks.items():
        if cell_id not in known:
            yield Fault(chapter, "block_orphan", cell_id)
        else:
            for key, values in _block_faults(known[cell_id], block, language):
                yield Fault(chapter, key, cell_id, values)


def needs_translation(cell: Any) -> bool:
    """Tell whether a cell has words to translate: prose, or comments that are no markers."""
    return cell.cell_type == "markdown" or bool(comments_in(cell.source))


def comments_in(code: str) -> list[str]:
    """Return the comments of a cell that are not markers of an answer; [] if it is not Python."""
    try:
        tokens = list(tokenize.generate_tokens(io.StringIO(code).readline))
    except (tokenize.TokenError, SyntaxError):
        return []
    said = [token.string for token in tokens if token.type == tokenize.COMMENT]
    return [comment for comment in said if not has_marker(comment)]


def stamp(path: Path, cells: list[Any]) -> list[Stamped]:
    """Write the present hashes into a translation: say that it was read against the English.

    Returns the blocks whose hash was another; look at each.
    """
    english = {cell.id: cell.source for cell in cells}
    stamped: list[Stamped] = []

    def head(found: re.Match[str]) -> str:
        cell, source = found.groups()
        if cell in english and source != hash_of(english[cell]):
            stamped.append(Stamped(cell, english[cell]))
            source = hash_of(english[cell])
        return f"<!-- cell: {cell} source: {source} -->\n"

    text = _HEAD.sub(head, text_of(path))
    if stamped:
        path.write_text(text, encoding="utf-8", newline="\n")
    return stamped


def text_of(path: Path) -> str:
    """Return the text of a translation's file, "" if there is none."""
    return path.read_text(encoding="utf-8-sig") if path.is_file() else ""


def _blocks_in(text: str) -> Iterator[tuple[str, Block]]:
    pieces = _HEAD.split(text)[1:]
    for cell, source, said in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        yield cell, Block(source, said.strip("\n"))


def file_faults(chapter: str, text: str) -> Iterator[Fault]:
    """Yield why the blocks of a translation's file cannot be told apart."""
    before, *pieces = _HEAD.split(text)
    if before.strip():
        yield Fault(chapter, "text_before_blocks", values={"found": shortened(before)})
    for cell, times in Counter(pieces[::3]).items():
        if times > 1:
            yield Fault(chapter, "block_twice", cell, {"n": times})
    for found in _MEANT_AS_HEAD.finditer(_HEAD.sub("", text)):
        yield Fault(chapter, "block_head_misspelt", values={"found": shortened(found[0])})


def _block_faults(cell: Any, block: Block, language: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if block.source != hash_of(cell.source):
        values = {"found": block.source, "stamp": hash_of(cell.source)}
        yield "block_stale", {**values, "english": shortened(cell.source)}
    if not block.text.strip():
        yield "block_empty", {}
    elif cell.cell_type != "code":
        yield from text_faults(cell.source, block.text, language)
    elif _bare(cell.source) != _bare(block.text):
        yield "code_differs", {}
    else:
        english, said = comments_in(cell.source), comments_in(block.text)
        if len(english) != len(said):
            yield "comments_differ", {"wanted": len(english), "found": len(said)}
        yield from text_faults(_words_of(english), _words_of(said), language)


def _words_of(comments: list[str]) -> str:
    return "\n".join(comment.lstrip("# ") for comment in comments)


def _bare(code: str) -> tuple[str, list[str]]:
    """Return what of a cell must stay: its code, and where an answer begins and ends."""
    try:
        tree = ast.dump(ast.parse(code))
    except SyntaxError:
        tree = code
    return tree, [line.strip() for line in code.splitlines() if has_marker(line)]
