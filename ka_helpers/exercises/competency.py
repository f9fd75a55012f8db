"""The competency model: what an account manager needs, what exercises show of it, one's own view.

Exercises show a skill by the points of answers given before the solution was looked at; a skill
with too few of them is not shown, which is no zero. The own view, a level from 1 to 5, is kept
beside the ledger and is never judged. Not in here: sentences, pictures, grades.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from ka_helpers.errors import RequestError
from ka_helpers.exercises.curriculum import SKILLS, chapter_numbers, plan_of
from ka_helpers.exercises.ledger import Entry, Ledger

ROLES: Mapping[str, tuple[str, ...]] = {
    "resources": ("planning", "finance"),
    "problems": ("execution", "finance"),
    "expertise": ("promotion", "analysis"),
    "information": ("evaluation", "analysis"),
    "communication": ("negotiation", "relationship"),
    "platform": ("selection", "objectives", "relationship"),
}
"""The six roles of source 004, from the foot of its pyramid up, and the skills each stands on."""
DUTIES = ("service", "management", "sales", "analysis")
"""The four duties of source 004's description of the post."""
ABILITIES = ("communication", "coordination", "composure", "learning")
"""What no exercise can show; others tell you (source 004)."""
QUESTIONS = (
    "know", "master", "use", "gaps", "team_knows", "team_judged", "worth", "service",
)  # fmt: skip
"""The eight self-check questions of source 001: four for oneself, four for whoever leads."""
LEVELS = (1, 2, 3, 4, 5)
FEWEST_ANSWERS = 3
"""Answers below which a skill is not shown."""
HIGH, HIGH_LEVEL = 0.7, 4
"""From here on a skill counts as high: shown (fraction of points) and in the own view."""
Verdict = Literal["strength", "blind_spot", "hidden", "gap", "not_shown", "not_judged"]


@dataclass(frozen=True)
class Evidence:
    """What exercises show of a skill: points of `answered` questions, of all there are.

    `looked_up` are questions whose solution was seen before an answer; they show nothing.
    """

    skill: str
    points: float
    answered: int
    questions: int
    looked_up: int

    @property
    def shown(self) -> float | None:
        """The fraction of the points, None where too little was answered."""
        return self.points / self.answered if self.answered >= FEWEST_ANSWERS else None


@dataclass(frozen=True)
class SelfView:
    """One's own levels by skill or ability, as given at one time (UTC)."""

    levels: Mapping[str, int] = field(default_factory=dict)
    at: str = ""


def evidence_of(entries: Iterable[Entry]) -> tuple[Evidence, ...]:
    """Return what the entries, oldest first, show of each skill, in the order of `SKILLS`."""
    best, looked_up = _alone(entries)
    asked: dict[str, list[str]] = {skill: [] for skill in SKILLS}
    for number in chapter_numbers():
        for exercise in plan_of(number).exercises:
            asked[exercise.skill].append(exercise.number)
    return tuple(
        Evidence(
            skill,
            points=sum(best.get(question, 0.0) for question in questions),
            answered=sum(question in best for question in questions),
            questions=len(questions),
            looked_up=sum(question in looked_up for question in questions),
        )
        for skill, questions in asked.items()
    )


def verdict(shown: float | None, level: int | None) -> Verdict:
    """Return how what is shown and the own view stand to each other.

    >>> verdict(0.5, 4), verdict(0.9, 2), verdict(None, 5)
    ('blind_spot', 'hidden', 'not_shown')
    """
    if shown is None:
        return "not_shown"
    if level is None:
        return "not_judged"
    if shown >= HIGH:
        return "strength" if level >= HIGH_LEVEL else "hidden"
    return "blind_spot" if level >= HIGH_LEVEL else "gap"


def weighted_gap(shown: float, target: float, weight: float) -> float:
    """Return how much a shortfall matters: weight times what is missing, 0 above the target.

    >>> round(weighted_gap(shown=0.5, target=0.8, weight=3), 2)
    0.9
    """
    return weight * max(0.0, target - shown)


def role_shown(role: str, evidence: Iterable[Evidence]) -> float | None:
    """Return the mean of what is shown of a role's skills; None unless all of them are shown."""
    known = [each.shown for each in evidence if each.skill in ROLES[role]]
    shown = [value for value in known if value is not None]
    return sum(shown) / len(shown) if len(shown) == len(ROLES[role]) else None


def record_view(ledger: Ledger, levels: Mapping[str, int]) -> bool:
    """Add one's own levels to the file beside the ledger, and tell whether they are on disk.

    Raises
    ------
    RequestError : a name that is no skill or ability, or a level that is none
    """
    known = (*SKILLS, *(f"ability_{each}" for each in ABILITIES))
    for name, level in levels.items():
        if name not in known:
            listed = ", ".join(known)
            raise RequestError("chapter_13.no_such_skill", found=name, known=listed)
        if isinstance(level, bool) or level not in LEVELS:
            raise RequestError("chapter_13.no_such_level", found=str(level), skill=name)
    path = view_path(ledger)
    if path is None:
        return False
    kept = {name: int(level) for name, level in levels.items()}
    view = SelfView(kept, datetime.now(UTC).isoformat(timespec="seconds"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write("\n" + json.dumps(asdict(view)) + "\n")  # a line cut short stays alone
    except OSError:
        return False
    return True


def recorded_view(ledger: Ledger) -> Mapping[str, int]:
    """Return the last level given to each skill and ability; {} where nothing is readable."""
    path = view_path(ledger)
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path else []
    except (OSError, UnicodeDecodeError):
        return {}
    levels: dict[str, int] = {}
    for line in lines:
        levels.update(_read(line))
    return levels


def view_path(ledger: Ledger) -> Path | None:
    """Return where the own view is kept, beside the ledger; None where the ledger has no file."""
    return ledger.path.with_suffix(".self.jsonl") if ledger.path else None


def _alone(entries: Iterable[Entry]) -> tuple[dict[str, float], set[str]]:
    """Return the best score of each question before its solution was seen, and those seen first."""
    best: dict[str, float] = {}
    seen: set[str] = set()
    for entry in entries:
        if entry.what == "solution":
            seen.add(entry.question)
        elif entry.what == "answer" and entry.question not in seen and entry.outcome in _TRIED:
            best[entry.question] = max(best.get(entry.question, 0.0), entry.score)
    return best, seen - set(best)


def _read(line: str) -> dict[str, int]:
    """Return the levels of a line; {} of one cut short."""
    try:
        given = json.loads(line)["levels"]
        return {str(name): level for name, level in given.items() if level in LEVELS}
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


_TRIED = ("correct", "partly", "incorrect")
