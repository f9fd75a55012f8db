"""YAML read as plain text with line numbers, so that nothing is guessed and faults have a place.

Every scalar stays the text that was written (`0123` stays "0123", a date stays a date's text);
pydantic judges it afterwards. Not in here: what keys mean.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ka_helpers.errors import CaseError, Problem

Where = tuple[str | int, ...]
_EMPTY = {"", "~", "null"}


@dataclass(frozen=True)
class YamlText:
    """A YAML file's mapping, all scalars text or None, and the line of every key."""

    file: str
    values: Mapping[str, Any]
    lines: Mapping[Where, int] = field(default_factory=dict)

    def problem(self, where: Where, key: str, **values: Any) -> Problem:
        """Return a problem at the line of `where`, or of the nearest part above it."""
        row = next(
            (self.lines[where[:depth]] for depth in range(len(where), -1, -1)
             if where[:depth] in self.lines), 1,
        )  # fmt: skip
        parts = [str(part + 1) if isinstance(part, int) else part for part in where]
        dotted = ".".join(parts) or None
        return Problem(self.file, key, row=row, column=dotted, values=values)


def read_yaml(path: Path, file: str) -> YamlText:
    """Return the mapping of the YAML file at `path`, called `file` in messages.

    Raises
    ------
    CaseError : it is not UTF-8, not YAML, not a mapping, or has a key twice
    """
    node = _composed(path, file)
    lines: dict[Where, int] = {(): 1}
    text = YamlText(file, {}, lines)
    problems: list[Problem] = []
    if node is None or not _is_mapping(node):
        raise _fault(text.problem((), "cases.yaml_no_mapping"))
    values = _plain(node, (), _Reading(text, lines, problems))
    if problems:
        raise _fault(*problems)
    return YamlText(file, values, lines)


def _composed(path: Path, file: str) -> Any:
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        written = path.read_text(encoding="utf-8-sig")
        return YAML(typ="rt", pure=True).compose(written)
    except UnicodeDecodeError:
        raise _fault(Problem(file, "cases.yaml_not_utf8")) from None
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _fault(_broken(file, written, mark.line if mark else 0)) from None
    except YAMLError:
        raise _fault(_broken(file, written, 0)) from None


def _broken(file: str, written: str, line: int) -> Problem:
    lines = written.splitlines() or [""]
    found = lines[min(line, len(lines) - 1)].strip()[:60]
    return Problem(file, "cases.yaml_broken", row=line + 1, values={"found": found})


@dataclass(frozen=True)
class _Reading:
    text: YamlText
    lines: dict[Where, int]
    problems: list[Problem]
    open_nodes: set[int] = field(default_factory=set)


def _plain(node: Any, where: Where, reading: _Reading) -> Any:
    if id(node) in reading.open_nodes:
        raise _fault(reading.text.problem(where, "cases.yaml_recursive"))
    if _is_mapping(node):
        reading.open_nodes.add(id(node))
        values = _plain_mapping(node, where, reading)
        reading.open_nodes.discard(id(node))
        return values
    if isinstance(node.value, list):
        reading.open_nodes.add(id(node))
        items = []
        for position, item in enumerate(node.value):
            reading.lines[(*where, position)] = item.start_mark.line + 1
            items.append(_plain(item, (*where, position), reading))
        reading.open_nodes.discard(id(node))
        return items
    return None if node.style is None and node.value in _EMPTY else str(node.value)


def _plain_mapping(node: Any, where: Where, reading: _Reading) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        at = (*where, key)
        if key in values:
            first = reading.lines[at]
            reading.lines[at] = key_node.start_mark.line + 1
            reading.problems.append(reading.text.problem(at, "cases.yaml_key_twice", first=first))
            continue
        reading.lines[at] = key_node.start_mark.line + 1
        values[key] = _plain(value_node, at, reading)
    return values


def _is_mapping(node: Any) -> bool:
    from ruamel.yaml.nodes import MappingNode

    return isinstance(node, MappingNode)


def _fault(*problems: Problem) -> CaseError:
    return CaseError("cases.unreadable", problems, file=problems[0].file)
