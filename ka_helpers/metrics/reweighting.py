"""What other weights or another cut would make of the accounts' classes.

Not in here: scoring itself (`scoring`), and where weights come from.
"""

from collections.abc import Mapping
from dataclasses import replace

import pandas as pd

from ka_helpers.errors import MetricInputError
from ka_helpers.rulesets import AXES, AXIS_POINTS, Ruleset


def reweighted(ruleset: Ruleset, weights: Mapping[str, float], cut: float | None = None) -> Ruleset:
    """Return a ruleset with other weights, each axis brought back to 100 points, and another cut.

    Parameters
    ----------
    weights : of criteria by name, in any unit: they count against each other on their axis; a
        criterion that is not named keeps its weight
    cut : where an axis counts as high (points); None keeps it

    Raises
    ------
    MetricInputError : no such criterion, a weight below zero, or nothing left to weigh on an axis
    """
    if unknown := [name for name in weights if name not in ruleset.by_name]:
        known = ", ".join(ruleset.by_name)
        raise MetricInputError("reweighting.no_such_criterion", found=unknown[0], known=known)
    if any(not weight >= 0 for weight in weights.values()):
        raise MetricInputError("reweighting.below_zero")
    wanted = {c.name: float(weights.get(c.name, c.weight)) for c in ruleset.criteria}
    totals = {axis: sum(wanted[c.name] for c in ruleset.on_axis(axis)) for axis in AXES}
    for axis in AXES:
        if ruleset.on_axis(axis) and not totals[axis] > 0:
            raise MetricInputError("reweighting.nothing_weighs", axis=f"position.{axis}")
    criteria = tuple(
        replace(c, weight=AXIS_POINTS * wanted[c.name] / totals[c.axis]) for c in ruleset.criteria
    )
    return replace(ruleset, criteria=criteria, cut=ruleset.cut if cut is None else float(cut))


def moves(before: pd.DataFrame, now: pd.DataFrame) -> pd.DataFrame:
    """Return where each account stood and stands, in the order of `now`.

    Parameters
    ----------
    before, now : of the same accounts, see `scoring.evaluate`

    Returns
    -------
    frame with `support`, `attractiveness`, `quadrant`, the same three with `_before`, and
    `changed`: whether its class is another one; accounts without a class now are left out
    """
    columns = ["support", "attractiveness", "quadrant"]
    both = now[columns].join(before[columns].add_suffix("_before"))
    placed = both[both["quadrant"].notna()]
    return placed.assign(changed=placed["quadrant"] != placed["quadrant_before"])
