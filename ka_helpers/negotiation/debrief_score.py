"""The mark for a negotiation: 0 to 1, made of parts that can be argued about one by one.

Not in here: what to do better (`debrief_lessons`).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ka_helpers.negotiation.debrief_concessions import Step, shrinking, sizes
from ka_helpers.negotiation.debrief_deal import Result
from ka_helpers.negotiation.debrief_lines import Crossing

WEIGHTS = {"value": 0.35, "efficiency": 0.25, "lines": 0.15, "trading": 0.15, "pattern": 0.10}
"""What each part counts; `debrief.part_<key>` names it."""
OFFERED = 0.5
"""The mark for a line that was crossed by an offer, but not by the agreement."""


@dataclass(frozen=True)
class Part:
    """One part of the mark: 0 to 1, and what it counts."""

    key: str
    score: float
    weight: float


@dataclass(frozen=True)
class Score:
    """The mark and its parts; `total` is 0 to 1."""

    total: float
    parts: tuple[Part, ...]

    def part(self, key: str) -> float:
        """Return the mark of one part."""
        return next(part.score for part in self.parts if part.key == key)


def score_of(result: Result, steps: Sequence[Step], crossings: Sequence[Crossing]) -> Score:
    """Return the mark of a negotiation.

    Value is our gain against the fair one (Kalai and Smorodinsky's); efficiency how near the
    frontier; lines whether bottom line and limits held; trading which part of what we gave was
    given for something; pattern whether our concessions became smaller. To leave where nothing
    suits both earns full marks, to leave where something does none for value and efficiency.
    """
    scores = {
        "value": _value(result),
        "efficiency": _efficiency(result),
        "lines": _lines(crossings),
        "trading": _trading(result, steps),
        "pattern": _pattern(result, steps),
    }
    parts = tuple(Part(key, scores[key], weight) for key, weight in WEIGHTS.items())
    return Score(round(sum(part.score * part.weight for part in parts), 6), parts)


def _value(result: Result) -> float:
    if not result.has_zone:
        return 1.0 if result.deal is None else 0.0
    fair = result.fair.us - result.us.alternative if result.fair is not None else 0.0
    if fair <= 0:
        return 1.0 if result.deal is not None and result.us.gain >= 0 else 0.0
    return min(max(result.us.gain / fair, 0.0), 1.0)


def _efficiency(result: Result) -> float:
    if result.deal is None:
        return 0.0 if result.has_zone else 1.0
    return result.efficiency or 0.0


def _lines(crossings: Sequence[Crossing]) -> float:
    if any(each.in_deal for each in crossings):
        return 0.0
    return OFFERED if crossings else 1.0


def _trading(result: Result, steps: Sequence[Step]) -> float:
    ours = [step for step in steps if step.by == "us" and step.is_concession]
    whole = sum(step.cost for step in ours)
    if whole <= 0:
        return _moved_at_all(result)
    return 1.0 - sum(step.cost for step in ours if step.is_unconditional) / whole


def _pattern(result: Result, steps: Sequence[Step]) -> float:
    shrunk = shrinking(sizes(steps, "us"))
    return _moved_at_all(result) if shrunk is None else shrunk


def _moved_at_all(result: Result) -> float:
    """Who gave next to nothing did well, unless that is why there is no agreement."""
    return 1.0 if result.deal is not None or not result.has_zone else 0.0
