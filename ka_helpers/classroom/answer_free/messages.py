"""The catalogues of a kit without answers: what gives an answer away is taken out.

That is each question's explanation, known mistakes and points, and every other message of a
chapter that only its answers say. Questions, options and hints stay. Not in here: which files.
"""

import ast
import re
from collections.abc import Iterable
from functools import cache

GIVES_AWAY = re.compile(r"q\d+_(why|mistake|point|part)_?.*")
_CHAPTER = re.compile(r"(?:.*/)?chapter_\d\d")


def without_answers(catalogue: str, names: frozenset[str]) -> str:
    """Return a chapter's catalogue (the text of its .po) without what gives answers away.

    `names` are the messages that only answers say. Entries stay as they are written, in order.
    """
    entries = re.split(r"\n{2,}", catalogue.strip("\n"))
    kept = [entry for entry in entries if not _gives_away(_name_of(entry), names)]
    return "\n\n".join(kept) + "\n"


def said_by_answers_only(answers: Iterable[str], others: Iterable[str]) -> frozenset[str]:
    """Return the names in the code of answers that no other code (or notebook) has in it."""
    said = frozenset().union(*map(_texts, answers))
    known = frozenset().union(*(re.findall(r"\w+", text) for text in others))
    return said - known


def is_chapter(path: str) -> bool:
    """Tell whether a catalogue is that of a chapter."""
    return bool(_CHAPTER.fullmatch(path.removesuffix(".po")))


def _gives_away(name: str, names: frozenset[str]) -> bool:
    return bool(GIVES_AWAY.fullmatch(name)) or name in names


def _name_of(entry: str) -> str:
    found = re.search(r'^msgid "(\w+)"$', entry, re.MULTILINE)
    return found[1] if found else ""


@cache
def _texts(code: str) -> frozenset[str]:
    """Return the texts in code that can name a message, `chapter_07.` in front taken off."""
    texts = (
        node.value
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    )
    return frozenset(
        text.rpartition(".")[2] for text in texts if re.fullmatch(r"(chapter_\d\d\.)?\w+", text)
    )
