"""What a check of a case found: remarks in groups, worst first, and how each part came out.

Words are in one language already. Not in here: looking, and how it is shown.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Literal

from ka_helpers.cases import Case

Weight = Literal["fault", "look", "note"]
Part = Literal["data", "rulesets", "questions", "stories", "reviews", "names"]
State = Literal["sound", "fault", "look", "left_out", "not_reached"]
PARTS: tuple[Part, ...] = ("data", "rulesets", "questions", "stories", "reviews", "names")
GROUPS: Mapping[str, Weight] = MappingProxyType(
    {
        "data": "fault",
        "rulesets": "fault",
        "ungradable": "fault",
        "lost": "fault",
        "unplanted": "fault",
        "unrendered": "fault",
        "broken_off": "fault",
        "odd": "look",
        "alike": "look",
        "names": "look",
        "stands_in": "note",
        "seen": "note",
    }
)
"""Worst first. A fault fails the check; at the others a trainer may look, or leave them so."""
_PART_OF: Mapping[str, Part] = {
    "data": "data", "odd": "data", "rulesets": "rulesets", "ungradable": "questions",
    "alike": "questions", "stands_in": "questions", "lost": "stories", "unplanted": "stories",
    "seen": "stories", "unrendered": "reviews", "names": "names",
}  # fmt: skip


@dataclass(frozen=True)
class Remark:
    """One thing found: its group, the place, what it is. What to do is the group's, or in it."""

    group: str
    place: str
    text: str


@dataclass(frozen=True)
class Looked:
    """How one part came out: what was looked at in words, or why it was not."""

    part: Part
    state: State
    text: str


@dataclass(frozen=True)
class CheckRequest:
    """What to check: a case by its name or folder, and which parts to leave out."""

    case: str | Path
    language: str
    questions: bool = True
    reviews: bool = True
    workers: int = 1


@dataclass(frozen=True)
class Checked:
    """A part of a check: its remarks, and what was looked at in words."""

    remarks: tuple[Remark, ...]
    text: str


@dataclass(frozen=True)
class CaseCheck:
    """The whole check, in one language; `quarter` is "" where the case could not be loaded."""

    case: str
    title: str
    quarter: str
    language: str
    remarks: tuple[Remark, ...]
    parts: tuple[Looked, ...]

    @property
    def passed(self) -> bool:
        """Whether no fault was found in what was checked."""
        return not self.count("fault")

    @property
    def whole(self) -> bool:
        """Whether every part was checked."""
        return all(each.state not in ("left_out", "not_reached") for each in self.parts)

    def count(self, weight: Weight) -> int:
        """Return how many remarks have this weight."""
        return sum(GROUPS[each.group] == weight for each in self.remarks)

    def grouped(self) -> tuple[tuple[str, tuple[Remark, ...]], ...]:
        """Return the groups that have remarks, worst first."""
        found = ((name, tuple(r for r in self.remarks if r.group == name)) for name in GROUPS)
        return tuple((name, remarks) for name, remarks in found if remarks)


OnStep = Callable[[Part, int, int, str], None]
"""Told how far a part is: how many of how many are done, and the one done last."""


@dataclass(frozen=True)
class Looking:
    """What the parts look at: the case, its review quarter, how to say it, whom to tell."""

    case: Case
    quarter: str
    request: CheckRequest
    on_step: OnStep

    @property
    def language(self) -> str:
        """The language to say it in."""
        return self.request.language

    @cached_property
    def _names(self) -> dict[str, str]:
        rows = self.case.accounts[["account_id", "account_name"]].itertuples(index=False)
        return {str(key): str(name) for key, name in rows}

    def called(self, account_id: str) -> str:
        """Return an account's id and name; "" for no account."""
        return f"{account_id} {self._names.get(account_id, '')}".strip()


def looked(part: Part, checked: Checked) -> Looked:
    """Return how a part came out, by the worst of its remarks."""
    return Looked(part, worst(part, checked.remarks), checked.text)


def worst(part: Part, remarks: Iterable[Remark]) -> State:
    """Return the state of a part by its remarks."""
    weights = {GROUPS[each.group] for each in remarks if _PART_OF.get(each.group) == part}
    return "fault" if "fault" in weights else "look" if "look" in weights else "sound"
