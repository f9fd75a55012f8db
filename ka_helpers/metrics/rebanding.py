"""What harder or easier bands would make of a ruleset. Not in here: scoring, weights."""

from dataclasses import replace

from ka_helpers.errors import MetricInputError
from ka_helpers.rulesets import Criterion, Ruleset


def rebanded(ruleset: Ruleset, name: str, harder: float) -> Ruleset:
    """Return a ruleset in which the bounds of one criterion are harder to reach.

    Parameters
    ----------
    name : of the criterion
    harder : fraction: 0.1 asks a tenth more where high is good, a tenth less where low is good;
        below zero it is easier

    Raises
    ------
    MetricInputError : no such criterion, or `harder` is not between -1 and 1
    """
    if name not in ruleset.by_name:
        known = ", ".join(ruleset.by_name)
        raise MetricInputError("reweighting.no_such_criterion", found=name, known=known)
    if not -1 < harder < 1:
        raise MetricInputError("widgets.harder_out_of_range", found=harder)
    criteria = tuple(
        _harder(each, harder) if each.name == name and harder else each for each in ruleset.criteria
    )
    return replace(ruleset, criteria=criteria)


def _harder(criterion: Criterion, by: float) -> Criterion:
    """Return a criterion with other bounds; what a source prints holds for its own only."""
    factor = 1 + by if criterion.direction == "high" else 1 - by
    bands = tuple(
        replace(band, bound=None if band.bound is None else band.bound * factor, printed=None)
        for band in criterion.bands
    )
    return replace(criterion, bands=bands)
