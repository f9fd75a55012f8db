"""One fault of a chapter: where it is, what was found, what was expected, the next step.

Sentences stand in the catalogue `authoring`. Not in here: finding faults.
"""

from dataclasses import dataclass, field
from typing import Any

from ka_helpers.i18n import say


@dataclass(frozen=True)
class Fault:
    """A fault of a chapter, of one of its cells, or of a derived file.

    `key` is a message of the catalogue `authoring`, `cell` the id of a cell, "" for a whole file.
    """

    chapter: str
    key: str
    cell: str = ""
    values: dict[str, Any] = field(default_factory=dict)

    @property
    def place(self) -> str:
        """The chapter and, after a #, the cell."""
        return f"{self.chapter}#{self.cell}" if self.cell else self.chapter

    def said_in(self, language: str | None = None) -> str:
        """Return "place: message" in `language` (the language in force if None)."""
        message = say(f"authoring.{self.key}", language, **self.values)
        return say("authoring.said", language, place=self.place, message=message)

    def __str__(self) -> str:
        return self.said_in()


def listed(found: object) -> str:
    """Return texts as one readable list; a dash where there is none."""
    texts = [str(each) for each in found] if isinstance(found, list | tuple) else [str(found)]
    return ", ".join(texts) or "–"


def shortened(text: str, most: int = 60) -> str:
    """Return a text on one line, cut to `most` characters."""
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
