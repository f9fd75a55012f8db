"""The map of an account's people: support across, influence up, whose meeting is overdue."""

from collections import Counter
from collections.abc import Sequence
from typing import Literal

from ka_helpers.figures.plot import Bubbles, Line, Mark, Note, Plot, Rule, Scale
from ka_helpers.figures.style import BLUE, GREY, MUTED, ORANGE, drawable
from ka_helpers.i18n import say
from ka_helpers.metrics.contacts import STRONG, Person

AREA = 150.0
APART = 0.32
"""How far people of one support and influence stand from each other along support."""
_EDGE = 2.6
_LOW, _HIGH = 0.4, 5.8
_CORNERS: tuple[tuple[str, float, Literal["start", "middle", "end"], bool], ...] = (
    ("win_over", 0.02, "start", True), ("convince", 0.5, "middle", True),
    ("keep", 0.98, "end", True), ("watch", 0.02, "start", False),
    ("inform", 0.5, "middle", False), ("guide", 0.98, "end", False),
)  # fmt: skip


def plot_contact_map(people: Sequence[Person], language: str, currency: str = "CNY") -> Plot:
    """Return everybody whose support is known; the others are named below the corner.

    Someone whose influence is not known stands at the least.
    """
    known = [person for person in people if person.support is not None]
    marks: list[Mark] = [
        Rule(STRONG - 0.5, GREY, dash=(4, 3)),
        *(Note(at, 0.96 if top else 0.04, say(f"contacts.map_{name}", language), MUTED,
               across=across, up="top" if top else "bottom", framed=(True, True))
          for name, at, across, top in _CORNERS),
    ]  # fmt: skip
    for in_rhythm, colour, label in ((True, BLUE, "in_rhythm"), (False, ORANGE, "overdue")):
        shown = [place for place in _places(known) if place[0].in_rhythm == in_rhythm]
        if shown:
            name = say(f"contacts.map_{label}", language)
            marks.append(Line((), (), colour, width=0, marker=8, label=name))
            marks.append(_bubbles(shown, colour, language))
    unknown = [drawable(person.name, 10) for person in people if person.support is None]
    if unknown:
        text = say("contacts.map_unknown", language, names=", ".join(unknown))
        marks.append(
            Note(0.02, 0.12, text, MUTED, across="start", up="bottom", framed=(True, True))
        )
    scales = (
        Scale(say("contacts.map_support", language), low=-_EDGE, high=_EDGE,
              ticks=(-2, -1, 0, 1, 2), grid=False),
        Scale(say("contacts.map_influence", language), low=_LOW, high=_HIGH, ticks=(1, 2, 3, 4, 5)),
    )  # fmt: skip
    return Plot(tuple(marks), *scales, language, currency)


def _bubbles(shown: Sequence[tuple[Person, float]], colour: str, language: str) -> Bubbles:
    return Bubbles(
        tuple(x for _, x in shown), tuple(person.weight for person, _ in shown),
        (AREA,) * len(shown), (colour,), opacity=0.85, edge="#ffffff",
        names=tuple((_name(person, language), "") for person, _ in shown),
    )  # fmt: skip


def _name(person: Person, language: str) -> str:
    name = drawable(person.name, 14)
    if person.role is None:
        return name
    return f"{name} ({say(f'contacts.role_{person.role}', language)})"


def _places(people: Sequence[Person]) -> list[tuple[Person, float]]:
    """Return each person's place along support, moved where several would stand on one point."""
    together = Counter((person.support, person.weight) for person in people)
    seen: Counter[tuple[float | None, float]] = Counter()
    places = []
    for person in people:
        at = (person.support, person.weight)
        middle = (together[at] - 1) / 2
        places.append((person, (person.support or 0.0) + APART * (seen[at] - middle)))
        seen[at] += 1
    return places
