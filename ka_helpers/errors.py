"""The exceptions this kit raises on purpose, and the one record of a fault in data.

An error carries a message key and values, never a sentence, so that it can be said in the
reader's language: `str(error)` uses the language in force, `error.said_in("zh")` names one.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from ka_helpers.i18n import say


class KaKitError(Exception):
    """Anything the kit raises on purpose; `key` is a message of the catalogues."""

    def __init__(self, key: str, /, **values: Any) -> None:
        super().__init__(key)
        self.key = key
        self.values = values

    def said_in(self, language: str | None = None) -> str:
        """Return the message in `language` (the language in force if None)."""
        return say(self.key, language, **self.values)

    def __str__(self) -> str:
        return self.said_in()

    def __reduce__(self) -> Any:
        return (_rebuild, (type(self), self.key, self.values))


class MetricInputError(KaKitError, ValueError):
    """A calculation was asked of figures that it is not defined for."""


class PeriodError(KaKitError, ValueError):
    """Something is not a week, month or quarter."""


class RequestError(KaKitError, ValueError):
    """What was asked for does not exist or does not fit together (exit code 2)."""

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows in place of a page of traceback: the message."""
        return [str(self)]


@dataclass(frozen=True)
class Problem:
    """One fault in a case's or extract's files, where it is and what to do.

    `row` is the row as a spreadsheet counts it (the header is row 1); None for a whole
    file or column. `key` is a message: what was found, what was expected, the next step.
    """

    file: str
    key: str
    row: int | None = None
    column: str | None = None
    values: dict[str, Any] = field(default_factory=dict)

    def said_in(self, language: str | None = None) -> str:
        """Return "file: row 3, column units: message" in `language`."""
        place, message = self.place_in(language), self.message_in(language)
        return say("problems.said", language, place=place, message=message)

    def place_in(self, language: str | None = None) -> str:
        """Return "file: row 3, column units" in `language`."""
        row, column = ("line", "key") if self.file.endswith(".yaml") else ("row", "column")
        known = [name for name, at in ((row, self.row), (column, self.column)) if at is not None]
        key = "problems.at_" + ("_".join(known) or "file")
        return say(key, language, file=self.file, row=self.row, column=self.column)

    def message_in(self, language: str | None = None) -> str:
        """Return what was found, what was expected and the next step, in `language`."""
        return say(self.key, language, **self.values)


class CaseError(KaKitError):
    """A case's files have faults; `problems` holds all of them."""

    def __init__(self, key: str, /, problems: Iterable[Problem] = (), **values: Any) -> None:
        super().__init__(key, **values)
        self.problems = tuple(problems)

    def said_in(self, language: str | None = None) -> str:
        """Return the message and the problems, a line each, at most five of a kind."""
        return "\n".join([super().said_in(language), *report(self.problems, language)])

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows in place of a page of traceback: the message."""
        return [str(self)]

    def __reduce__(self) -> Any:
        return (_rebuild_case_error, (self.key, self.problems, self.values))


MOST_EXAMPLES = 5


def report(problems: Iterable[Problem], language: str | None = None) -> list[str]:
    """Return problems as lines: five of a kind in a column are said, the others counted."""
    alike: defaultdict[tuple[str, str | None, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        alike[problem.file, problem.column, problem.key].append(problem)
    lines = []
    for kind in alike.values():
        lines += [f"  {problem.said_in(language)}" for problem in kind[:MOST_EXAMPLES]]
        if len(kind) > MOST_EXAMPLES:
            more = say("problems.more", language, n=len(kind) - MOST_EXAMPLES)
            lines.append(f"    {more}")
    return lines


def _rebuild(kind: type[KaKitError], key: str, values: dict[str, Any]) -> KaKitError:
    return kind(key, **values)


def _rebuild_case_error(
    key: str, problems: tuple[Problem, ...], values: dict[str, Any]
) -> CaseError:
    return CaseError(key, problems, **values)
