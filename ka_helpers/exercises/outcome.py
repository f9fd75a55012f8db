"""What came of an answer: one of five outcomes, a score, and which mistake it was.

Not in here: how an answer is judged, and any sentence.
"""

from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

Code = Literal["correct", "partly", "incorrect", "not_attempted", "cannot_check"]
CODES: tuple[Code, ...] = ("correct", "partly", "incorrect", "not_attempted", "cannot_check")


@dataclass(frozen=True)
class PartOutcome:
    """What came of one part of an answer.

    `score` is 0-1; `mistake` names a known mistake or a slip of unit, "" if none was
    recognised; `missed` are the pieces that are not right: keys of a table, places of a ranking,
    points of a text or plan. `values` fill the placeholders of the message for `mistake`.
    """

    name: str
    code: Code
    score: float
    mistake: str = ""
    missed: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Outcome:
    """What came of an answer to a question; shows itself in a notebook.

    `score` is the mean of the parts' scores, 0-1. `text` is what the trainee reads, a
    paragraph a line. "cannot_check" is the kit's or the case's fault, never the trainee's.
    """

    question: str
    code: Code
    score: float
    parts: tuple[PartOutcome, ...] = ()
    text: str = ""

    @property
    def mistakes(self) -> tuple[str, ...]:
        """The known mistakes and slips that were recognised, in the order of the parts."""
        return tuple(dict.fromkeys(part.mistake for part in self.parts if part.mistake))

    def __repr__(self) -> str:
        return self.text

    def _repr_html_(self) -> str:
        head, *rest = self.text.splitlines() or [""]
        body = "".join(f"<p>{escape(line)}</p>" for line in rest)
        return (
            f'<div class="ka-outcome ka-{self.code}" style="{_LOOK}{_EDGES[self.code]}">'
            f"<p><strong>{escape(head)}</strong></p>{body}</div>"
        )


_LOOK = "padding:2px 14px;max-width:46em;border-left:5px solid "
_EDGES = {
    "correct": "#2e7d32",
    "partly": "#e08a00",
    "incorrect": "#c62828",
    "not_attempted": "#9e9e9e",
    "cannot_check": "#6a4c93",
}
