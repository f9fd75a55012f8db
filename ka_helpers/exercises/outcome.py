"""What came of an answer: one of six outcomes, a score, and which mistake it was.

Not in here: how an answer is judged, and any sentence.
"""

import re
from dataclasses import dataclass, field
from html import escape
from typing import Any, Literal

Code = Literal["correct", "partly", "incorrect", "not_attempted", "cannot_check", "kept"]
CODES: tuple[Code, ...] = (
    "correct", "partly", "incorrect", "not_attempted", "cannot_check", "kept",
)  # fmt: skip


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
    paragraph a line. "cannot_check" is the kit's or the case's fault, never the trainee's;
    "kept": this kit has no right answers, the trainer judges.
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
        body = "".join(f'<p style="margin:6px 0">{_with_code(line)}</p>' for line in rest)
        return (
            f'<div class="ka-outcome ka-{self.code}" style="{_LOOK}{_EDGES[self.code]}">'
            f'<p style="margin:6px 0"><strong>{_with_code(head)}</strong></p>{body}</div>'
        )

    def _repr_markdown_(self) -> str:
        head, *rest = self.text.splitlines() or [""]
        return "\n\n".join([f"**{plain_markdown(head)}**", *map(plain_markdown, rest)])


class Said(str):
    """A sentence that a notebook shows as one, without quotation marks."""

    __slots__ = ()

    def __repr__(self) -> str:
        return str(self)

    def _repr_html_(self) -> str:
        return f"<p>{escape(self)}</p>"


@dataclass(frozen=True, eq=False)
class Remark:
    """A sentence or code that shows itself in a notebook."""

    text: str
    code: str = ""

    def __repr__(self) -> str:
        return "\n".join(filter(None, (self.text, self.code)))

    def _repr_markdown_(self) -> str:
        said = self.text.replace("$", r"\$")
        return said + (f"\n\n```python\n{self.code}\n```" if self.code else "")


def plain_markdown(text: str) -> str:
    """Return text that Markdown shows as it is; spans between backticks stay code."""
    spans = text.split("`")
    closed = len(spans) % 2 == 1
    return "`".join(
        span if closed and place % 2 else _MARKS.sub(r"\\\g<0>", span)
        for place, span in enumerate(spans)
    )


def _with_code(text: str) -> str:
    return re.sub(r"`([^`]+)`", r"<code>\1</code>", escape(text))


_MARKS = re.compile(r"[\\*_<>#\[\]$|~]")
_LOOK = "padding:2px 14px;max-width:46em;border-left:5px solid "
"""No colour of text or ground: a light and a dark page each keep their own."""
_EDGES = {
    "correct": "#2e9e4f",
    "partly": "#e08a00",
    "incorrect": "#d64545",
    "not_attempted": "#9e9e9e",
    "cannot_check": "#8e6bc0",
    "kept": "#3b78c2",
}
