"""A ruleset written as the YAML that `ruleset_files` reads: to be kept with a case.

Bounds are written in the criterion's own unit. Not in here: reading, and any file.
"""

from collections.abc import Iterator
from decimal import Decimal

from ka_helpers.rulesets import GRADES, Band, Criterion, Ruleset

_DIGITS = 9


def ruleset_text(ruleset: Ruleset) -> str:
    """Return the text of `rulesets/<name>.yaml`; criteria without weight are left out."""
    factors = ", ".join(f"{grade}: {_plain(ruleset.grade_factors[grade])}" for grade in GRADES)
    lines = [
        f"name: {ruleset.name}",
        f"mode: {ruleset.mode}",
        f"cut: {_plain(ruleset.cut)}",
        f"borderline: {_plain(ruleset.borderline)}",
        f"grade_factors: {{{factors}}}",
        "",
        "criteria:",
    ]
    weighed = [criterion for criterion in ruleset.criteria if criterion.weight > 0]
    return "\n".join([*lines, *(line for each in weighed for line in _criterion(each))]) + "\n"


def _criterion(criterion: Criterion) -> Iterator[str]:
    yield f"  - name: {criterion.name}"
    yield f"    axis: {criterion.axis}"
    yield f"    weight: {_plain(criterion.weight)}"
    yield f"    direction: {criterion.direction}"
    yield f'    unit: "{criterion.unit}"'
    yield f"    scale: {_plain(criterion.scale)}"
    if criterion.bands:
        yield "    bands:"
        yield from (f"      - {{{_band(band, criterion)}}}" for band in criterion.bands)


def _band(band: Band, criterion: Criterion) -> str:
    if band.bound is None:
        return f"grade: {band.grade}"
    strict, inclusive = ("above", "from") if criterion.direction == "high" else ("below", "to")
    bound = Decimal(repr(round(band.bound, 12))) / Decimal(repr(criterion.scale))
    return f"grade: {band.grade}, {strict if band.strict else inclusive}: {_plain(bound)}"


def _plain(value: float | Decimal) -> str:
    """Return a number without exponent and without zeros at its end."""
    said = f"{value:.{_DIGITS}f}"
    return said.rstrip("0").rstrip(".") if "." in said else said
