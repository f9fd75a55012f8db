"""The health of an account: one score of 0-100 from what was measured, and what pulls it down.

Each component is a line between a worst value (0 points) and a best (100). Components that
were not measured are left out and the rest counts in full; the coverage says how much that was.
The lines and weights are the kit's own judgement; change `WEIGHTS` and `LINES` for another.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ka_helpers.errors import MetricInputError

WEIGHTS: Mapping[str, float] = {
    "sales": 25, "execution": 15, "supply": 15, "relationship": 15, "signals": 10, "payment": 10,
    "contacts": 5, "actions": 5,
}  # fmt: skip
LINES: Mapping[str, tuple[float, float]] = {
    # worst, best: growth ahead of the company; execution score; fill rate less its target;
    # grade 1-5; severities of open signals added up; share of what is owed that is overdue;
    # share of contacts met; share of open actions overdue
    "sales": (-0.20, 0.10), "execution": (50.0, 90.0), "supply": (-0.30, 0.0),
    "relationship": (1.0, 5.0), "signals": (10.0, 0.0), "payment": (0.5, 0.0),
    "contacts": (0.0, 1.0), "actions": (1.0, 0.0),
}  # fmt: skip
GREEN_FROM, RED_TO = 67, 33
LEAST_COVERAGE = 0.40
"""Below this part of the weight a colour would rest on too little."""


@dataclass(frozen=True)
class HealthComponent:
    """One component: `score` 0-100 (None: not measured), `value` as measured, `weight` of 100."""

    name: str
    value: float | None
    score: float | None
    weight: float


@dataclass(frozen=True)
class Health:
    """The score (0-100), its colour ("green", "amber", "red"), and what pulls it down most.

    `coverage` is the fraction of the weight that was measured; `score` is None if nothing was,
    `colour` None below `LEAST_COVERAGE`; `drag` names the component that costs most points.
    """

    score: float | None
    colour: str | None
    coverage: float
    drag: str | None
    components: tuple[HealthComponent, ...]


def score_between(value: float, worst: float, best: float) -> float:
    """Return 0 at `worst` and beyond, 100 at `best` and beyond, a line between.

    Raises
    ------
    MetricInputError : `worst` equals `best`

    >>> score_between(0.45, worst=0.30, best=0.60), score_between(7, worst=10, best=0)
    (50.0, 30.0)
    """
    if worst == best:
        raise MetricInputError("risks.no_line", found=worst)
    part = (value - worst) / (best - worst)
    return round(100.0 * min(max(part, 0.0), 1.0), 9)


def assess_health(
    values: Mapping[str, float | None], weights: Mapping[str, float] = WEIGHTS
) -> Health:
    """Return the health from the measured values of the components of `LINES`.

    >>> health = assess_health({"sales": -0.05, "supply": 0.01, "execution": 70})
    >>> health.score, health.colour, health.drag, round(health.coverage, 2)
    (63.6, 'amber', 'sales', 0.55)
    """
    components = tuple(
        HealthComponent(
            name=name,
            value=(value := values.get(name)),
            score=None if value is None else score_between(value, *LINES[name]),
            weight=weight,
        )
        for name, weight in weights.items()
    )
    known = [(c.name, c.weight, c.score) for c in components if c.score is not None]
    measured = sum(weight for _, weight, _ in known)
    coverage = measured / sum(weights.values())
    if not measured:
        return Health(None, None, 0.0, None, components)
    score = round(sum(weight * points for _, weight, points in known) / measured, 1)
    name, _, points = max(known, key=lambda one: one[1] * (100 - one[2]))
    drag = name if points < 100 else None
    colour = colour_of(score) if coverage >= LEAST_COVERAGE else None
    return Health(score, colour, coverage, drag, components)


def colour_of(score: float) -> str:
    """Return "green" from 67, "red" up to 33, "amber" between (whole points)."""
    points = round(score)
    return "green" if points >= GREEN_FROM else "red" if points <= RED_TO else "amber"
