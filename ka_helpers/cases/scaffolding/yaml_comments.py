"""YAML for people: a comment on every line in both languages, all comments in one column.

Only what a case file and a recipe need: nested keys, lists, plain values. Not in here: what keys
mean to the loader (`casefile`), the words themselves (catalogue `scaffolding`).
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any
from unicodedata import east_asian_width

from ka_helpers.cases.scaffolding.words import both
from ka_helpers.i18n import has_message, say

_WIDEST = 50
"""Cells after which a line's comment follows directly: it would push all others out of sight."""
_PLAIN = re.compile(r"[A-Za-z\u4e00-\u9fff][\w\u4e00-\u9fff .()+%/&-]*(?<! )")
_NUMBER = re.compile(r"-?\d+(\.\d+)?")
_QUARTER = re.compile(r"\d{4}Q[1-4]")
_WORDS_OF_YAML = {"yes", "no", "true", "false", "on", "off", "null", "y", "n"}

Line = tuple[str, str]
"""What a line says, and the path of its key, parts joined by "_"."""


def commented(values: Mapping[str, Any], head: str) -> str:
    """Return `values` as YAML, each line with its comment, under a comment of its own.

    The comment of the key `calendar: fiscal_year_start_month` is the message
    `scaffolding.yaml_calendar_fiscal_year_start_month`, or else the one of its last part.
    """
    lines = list(_lines(values, "", ""))
    column = max((width for text, _ in lines if (width := _cells(text)) <= _WIDEST), default=0)
    written = [f"{_padded(text, column)}  # {comment_of(path)}" for text, path in lines]
    heads = [f"# {say(head, language)}" for language in ("zh", "en")]
    return "\n".join([*heads, *written]) + "\n"


def comment_of(path: str) -> str:
    """Return the comment of a key, named by its path, in both languages."""
    parts = path.split(".")
    keys = [f"scaffolding.yaml_{'_'.join(parts[first:])}" for first in range(len(parts))]
    known = next((key for key in keys if has_message(key)), keys[-1])
    return both(known)


def _lines(values: Mapping[str, Any], path: str, indent: str) -> Iterator[Line]:
    for key, value in values.items():
        at = f"{path}.{key}" if path else key
        if isinstance(value, Mapping) and value:
            yield f"{indent}{key}:", at
            yield from _lines(value, at, f"{indent}  ")
        elif isinstance(value, Sequence) and not isinstance(value, str) and value:
            yield f"{indent}{key}:", at
            yield from chain.from_iterable(_item(item, f"{at}.item", indent) for item in value)
        else:
            yield f"{indent}{key}: {_scalar(value)}".rstrip(), at


def _item(item: Any, path: str, indent: str) -> Iterator[Line]:
    if not isinstance(item, Mapping):
        yield f"{indent}  - {_scalar(item)}", path
        return
    for number, (text, at) in enumerate(_lines(item, path, f"{indent}    ")):
        yield (f"{indent}  - {text.strip()}" if number == 0 else text), at


def _scalar(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:.12g}"
    if isinstance(value, Mapping | Sequence) and not isinstance(value, str):
        return "[]" if isinstance(value, Sequence) else "{}"
    return _text(str(value))


def _text(text: str) -> str:
    """Return text as it can stand in YAML: plain where that is safe, else quoted."""
    is_plain = _PLAIN.fullmatch(text) and text.casefold() not in _WORDS_OF_YAML
    if is_plain or _NUMBER.fullmatch(text) or _QUARTER.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)


def _padded(text: str, column: int) -> str:
    return text + " " * max(0, column - _cells(text))


def _cells(text: str) -> int:
    """Return how many cells of a terminal a text takes: a Chinese character takes two."""
    return sum(2 if east_asian_width(sign) in "WF" else 1 for sign in text)
