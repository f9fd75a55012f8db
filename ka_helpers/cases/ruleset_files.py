"""Scoring rulesets from YAML: a case's own `rulesets/<name>.yaml`, or one that comes with the kit.

Bounds are scaled in decimal, so that 35 % is the number 0.35 and not a neighbour of it.
What bands mean, and the proof that they are sound, is in `ka_helpers.rulesets`.
"""

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, ValidationError

from ka_helpers.cases.casefile import Entry
from ka_helpers.cases.identifiers import fault_of_id
from ka_helpers.cases.yaml_faults import problems_in
from ka_helpers.cases.yaml_text import Where, YamlText, read_yaml
from ka_helpers.errors import CaseError, Problem, RequestError
from ka_helpers.rulesets import (
    TEXTBOOK_FACTORS,
    Band,
    Criterion,
    Printed,
    Ruleset,
    faults_in,
)

BUILT_IN = Path(__file__).parent / "rulesets"
FOLDER = "rulesets"


class _Range(Entry):
    above: Decimal | None = None
    from_: Annotated[Decimal | None, Field(alias="from")] = None
    below: Decimal | None = None
    to: Decimal | None = None


class _BandEntry(_Range):
    grade: Annotated[int, Field(ge=1, le=5)]
    printed: _Range | None = None


class _CriterionEntry(Entry):
    name: str
    axis: Literal["attractiveness", "support"]
    weight: Annotated[float, Field(gt=0, le=100)]
    direction: Literal["high", "low"] = "high"
    unit: str = ""
    scale: Annotated[Decimal, Field(gt=0)] = Decimal(1)
    bands: tuple[_BandEntry, ...] = ()


class _RulesetEntry(Entry):
    name: str
    mode: Literal["absolute", "relative", "fair_share"] = "absolute"
    cut: Annotated[float, Field(ge=0, le=100)] = 50.0
    borderline: Annotated[float, Field(ge=0, le=50)] = 5.0
    grade_factors: Annotated[
        dict[int, float], Field(default_factory=lambda: dict(TEXTBOOK_FACTORS))
    ]
    criteria: tuple[_CriterionEntry, ...]


def read_ruleset(name: str, folder: Path | None = None) -> Ruleset:
    """Return the ruleset `name` of the case in `folder`, else the built-in of that name.

    Raises
    ------
    RequestError : there is no such ruleset
    CaseError : its file is not sound; all faults at once, with their lines
    """
    path = _path_of(name, folder)
    file = f"{FOLDER}/{path.name}"
    text = read_yaml(path, file)
    try:
        entry = _RulesetEntry.model_validate(text.values)
    except ValidationError as error:
        problems = problems_in(error, text, _RulesetEntry)
        raise CaseError("cases.unreadable", problems, file=file) from None
    ruleset = _ruleset(entry)
    faults = [text.problem(f.where, f.key, **f.values) for f in faults_in(ruleset)]
    problems = tuple(_side_problems(entry, text)) or tuple(faults)
    if problems:
        raise CaseError("cases.unreadable", problems, file=file)
    return ruleset


def _path_of(name: str, folder: Path | None) -> Path:
    places = [BUILT_IN] if folder is None else [folder / FOLDER, BUILT_IN]
    if fault_of_id(name) is None:
        for place in places:
            if (path := place / f"{name}.yaml").is_file():
                return path
    known = sorted({path.stem for place in places for path in place.glob("*.yaml")})
    raise RequestError("cases.no_such_ruleset", found=name, known=", ".join(known))


def _side_problems(entry: _RulesetEntry, text: YamlText) -> Iterator[Problem]:
    """Yield bands whose bound does not fit the direction, or that have two bounds."""
    for position, criterion in enumerate(entry.criteria):
        high = criterion.direction == "high"
        for place, band in enumerate(criterion.bands):
            at: Where = ("criteria", position, "bands", place)
            wrong = (band.below, band.to) if high else (band.above, band.from_)
            right = (band.above, band.from_) if high else (band.below, band.to)
            if any(bound is not None for bound in wrong):
                key = f"cases.ruleset_side_{criterion.direction}"
                yield text.problem(at, key, name=criterion.name, grade=band.grade)
            elif all(bound is not None for bound in right):
                values = {"name": criterion.name, "grade": band.grade}
                yield text.problem(at, "cases.ruleset_two_bounds", **values)


def _ruleset(entry: _RulesetEntry) -> Ruleset:
    return Ruleset(
        name=entry.name,
        mode=entry.mode,
        cut=entry.cut,
        borderline=entry.borderline,
        grade_factors=entry.grade_factors,
        criteria=tuple(_criterion(criterion) for criterion in entry.criteria),
    )


def _criterion(entry: _CriterionEntry) -> Criterion:
    return Criterion(
        name=entry.name,
        axis=entry.axis,
        weight=entry.weight,
        direction=entry.direction,
        unit=entry.unit,
        scale=float(entry.scale),
        bands=tuple(_band(band, entry) for band in entry.bands),
    )


def _band(entry: _BandEntry, criterion: _CriterionEntry) -> Band:
    high = criterion.direction == "high"
    strict, inclusive = (entry.above, entry.from_) if high else (entry.below, entry.to)
    return Band(
        grade=entry.grade,
        bound=_scaled(inclusive if strict is None else strict, criterion.scale),
        strict=strict is not None,
        printed=_printed(entry.printed, criterion.scale) if entry.printed else None,
    )


def _printed(entry: _Range, scale: Decimal) -> Printed:
    return Printed(
        low=_scaled(entry.from_ if entry.above is None else entry.above, scale),
        high=_scaled(entry.to if entry.below is None else entry.below, scale),
        strict_low=entry.above is not None,
        strict_high=entry.below is not None,
    )


def _scaled(bound: Decimal | None, scale: Decimal) -> float | None:
    return None if bound is None else float(bound * scale)
