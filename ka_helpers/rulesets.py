"""Scoring rulesets as data: criteria, weights, bands, and the proof that they are sound.

How bands are meant. A criterion's bands stand best grade first and a value takes the first
band that admits it, so bands can neither overlap nor leave a gap once their bounds run one
way. "High is good" bands have lower bounds: the top grade is strict (> 50), the others are
inclusive (>= 40), the last one takes the rest. "Low is good" bands have upper bounds:
< 30, <= 40, <= 50, <= 60, the rest. `printed` is what the source prints for the band; a value
that the source puts in no band, or in two, is *unsettled* and is to be flagged.

Bounds are in the unit of calculation (currency, fractions, days): `scale` has been applied,
so scoring compares yuan with yuan; `bound / scale` is the figure to show, in `unit`.
Not in here: reading YAML (`ka_helpers.cases.rulesets`), points and axes (`metrics.scoring`).
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

from ka_helpers.errors import MetricInputError

Axis = Literal["attractiveness", "support"]
Direction = Literal["high", "low"]
Mode = Literal["absolute", "relative", "fair_share"]
Unsettled = Literal["gap", "overlap"]

AXES: tuple[Axis, ...] = ("attractiveness", "support")
GRADES = (5, 4, 3, 2, 1)
"""Outstanding to poor."""
AXIS_POINTS = 100.0
TEXTBOOK_FACTORS: Mapping[int, float] = {5: 1.0, 4: 0.8, 3: 0.6, 2: 0.4, 1: 0.2}
_DIGITS = 9  # a growth of 115 / 100 - 1 is 0.1499...9 and means 15 %


@dataclass(frozen=True)
class Printed:
    """What a source prints for a band; None is an open end, `strict_*` leaves the end out.

    >>> Printed(low=40, high=50).admits(50), Printed(low=50, strict_low=True).admits(50)
    (True, False)
    """

    low: float | None = None
    high: float | None = None
    strict_low: bool = False
    strict_high: bool = False

    def admits(self, value: float) -> bool:
        """Tell whether the printed range takes `value`."""
        above = self.low is None or value > self.low or (value == self.low and not self.strict_low)
        below = (
            self.high is None or value < self.high or (value == self.high and not self.strict_high)
        )
        return above and below


@dataclass(frozen=True)
class Band:
    """One grade (5 outstanding to 1 poor) and the bound that a value must reach for it.

    `bound` None takes every value left. `strict` leaves the bound itself out.
    """

    grade: int
    bound: float | None = None
    strict: bool = False
    printed: Printed | None = None

    def admits(self, value: float, direction: Direction) -> bool:
        """Tell whether `value` reaches this band's bound."""
        if self.bound is None:
            return True
        if value == self.bound:
            return not self.strict
        return value > self.bound if direction == "high" else value < self.bound


@dataclass(frozen=True)
class Criterion:
    """One criterion of an axis: its weight in points and the bands that grade a value.

    `direction` is "high" or "low": which is good. `unit` is the unit its figures are shown in
    (万元, %, days, sku, grade) and `scale` the size of one such unit in the calculation.
    A criterion of a `relative` ruleset has no bands.
    """

    name: str
    axis: Axis
    weight: float
    direction: Direction = "high"
    unit: str = ""
    scale: float = 1.0
    bands: tuple[Band, ...] = ()

    def grade(self, value: float) -> int:
        """Return the grade (5-1) of `value`, given in the unit of calculation.

        Raises
        ------
        MetricInputError : `value` is missing: not measured is not poor

        >>> over, rest = Band(5, 0.15, strict=True), Band(1)
        >>> Criterion("growth", "attractiveness", 40, bands=(over, rest)).grade(0.16)
        5
        """
        if math.isnan(value):
            raise MetricInputError("cases.ruleset_value_missing", name=self.name)
        held = _rounded(value)
        return next(band.grade for band in self.bands if band.admits(held, self.direction))

    def unsettled(self, value: float) -> Unsettled | None:
        """Return "gap" or "overlap" if the source puts `value` in no band or in two."""
        printed = [band.printed for band in self.bands if band.printed is not None]
        if not printed:
            return None
        homes = sum(prints.admits(_rounded(value)) for prints in printed)
        return "gap" if homes == 0 else "overlap" if homes > 1 else None


@dataclass(frozen=True)
class Ruleset:
    """A named set of criteria and how they are read.

    `absolute` grades a value by bands; `fair_share` grades, by bands, its ratio to the fair
    share (1 = its fair share); `relative` gives points in proportion to the portfolio's best
    and needs no bands. An axis at or above `cut` is high; an account within `borderline`
    points of a cut is borderline. `grade_factors` gives a grade's part of the weight.
    """

    name: str
    mode: Mode = "absolute"
    cut: float = 50.0
    borderline: float = 5.0
    grade_factors: Mapping[int, float] = field(default_factory=lambda: dict(TEXTBOOK_FACTORS))
    criteria: tuple[Criterion, ...] = ()

    def __getitem__(self, name: str) -> Criterion:
        return self.by_name[name]

    @property
    def by_name(self) -> Mapping[str, Criterion]:
        """The criteria by name."""
        return {criterion.name: criterion for criterion in self.criteria}

    def on_axis(self, axis: Axis) -> tuple[Criterion, ...]:
        """Return the criteria of one axis, in order."""
        return tuple(criterion for criterion in self.criteria if criterion.axis == axis)


@dataclass(frozen=True)
class RulesetFault:
    """Why a ruleset is not sound: where (keys and positions) and the message that says it."""

    where: tuple[str | int, ...]
    key: str
    values: Mapping[str, Any] = field(default_factory=dict)


def faults_in(ruleset: Ruleset) -> Iterator[RulesetFault]:
    """Yield every reason why `ruleset` cannot grade every value exactly once.

    None means: each axis' weights sum to 100, names are unique, each grade has its factor,
    bands are total and disjoint (grades 5-1 once each, bounds strictly one way, one rest).
    """
    yield from _factor_faults(ruleset.grade_factors)
    yield from _weight_faults(ruleset)
    seen: set[str] = set()
    for position, criterion in enumerate(ruleset.criteria):
        at = ("criteria", position)
        if criterion.name in seen:
            values = {"name": criterion.name}
            yield RulesetFault((*at, "name"), "cases.ruleset_same_name", values)
        seen.add(criterion.name)
        if ruleset.mode != "relative":
            yield from _band_faults(criterion, (*at, "bands"))
        elif criterion.bands:
            values = {"name": criterion.name}
            yield RulesetFault((*at, "bands"), "cases.ruleset_bands_unused", values)


def _factor_faults(factors: Mapping[int, float]) -> Iterator[RulesetFault]:
    in_order = [factors.get(grade, math.nan) for grade in GRADES]
    falling = all(better > worse for better, worse in pairwise(in_order))
    if not falling or set(factors) != set(GRADES) or not 0 <= in_order[-1] <= in_order[0] <= 1:
        yield RulesetFault(("grade_factors",), "cases.ruleset_factors")


def _weight_faults(ruleset: Ruleset) -> Iterator[RulesetFault]:
    for axis in AXES:
        total = sum(criterion.weight for criterion in ruleset.on_axis(axis))
        if not math.isclose(total, AXIS_POINTS, abs_tol=1e-6):
            values = {"axis": axis, "found": f"{total:g}"}
            yield RulesetFault(("criteria",), "cases.ruleset_weights", values)


def _band_faults(criterion: Criterion, at: tuple[str | int, ...]) -> Iterator[RulesetFault]:
    grades = tuple(band.grade for band in criterion.bands)
    if grades != GRADES:
        found = ", ".join(map(str, grades)) or "-"
        yield RulesetFault(at, "cases.ruleset_grades", {"name": criterion.name, "found": found})
        return
    if criterion.bands[-1].bound is not None:
        yield RulesetFault((*at, 4), "cases.ruleset_no_rest", {"name": criterion.name})
    for position, band in enumerate(criterion.bands[:-1]):
        if band.bound is None:
            values = {"name": criterion.name, "grade": band.grade}
            yield RulesetFault((*at, position), "cases.ruleset_no_bound", values)
    yield from _order_faults(criterion, at)


def _order_faults(criterion: Criterion, at: tuple[str | int, ...]) -> Iterator[RulesetFault]:
    bounds = [band.bound for band in criterion.bands]
    for position, (better, worse) in enumerate(pairwise(bounds), start=1):
        if better is None or worse is None:
            continue
        if better <= worse if criterion.direction == "high" else better >= worse:
            values = {
                "name": criterion.name,
                "grade": criterion.bands[position].grade,
                "found": f"{worse / criterion.scale:g}",
                "better": f"{better / criterion.scale:g}",
            }
            key = f"cases.ruleset_order_{criterion.direction}"
            yield RulesetFault((*at, position), key, values)


def _rounded(value: float) -> float:
    return round(float(value), _DIGITS)
