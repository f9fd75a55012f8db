"""Score all accounts on two axes, attractiveness and support, and class them.

The criteria, weights and bands are the ruleset's (source 002: 40 + 40 + 20 and
40 + 25 + 25 + 10 points). What an account did not have measured is left out and the rest
counts in full: the coverage says how much of the weight that was. The cash cow here is low
attractiveness with high support; it is not the cash cow of the growth-share matrix.
Not in here: grading a value (`grading`), one account among the others (`position`).
"""

import numpy as np
import pandas as pd

from ka_helpers.metrics.grading import (
    flag_unsettled,
    grade_values,
    measured,
    mode_of,
    relative_factors,
)
from ka_helpers.rulesets import AXES, AXIS_POINTS, Axis, Criterion, Ruleset

QUADRANTS = ("star", "question_mark", "cash_cow", "dog")
_DIGITS = 9


def evaluate(inputs: pd.DataFrame, ruleset: Ruleset) -> pd.DataFrame:
    """Return every account's grades, points, axes and class.

    Parameters
    ----------
    inputs : a row an account, a column a criterion, in units of calculation (money, fractions,
        days); NaN or an absent column is not measured. Mode `fair_share` also reads
        `market_share`, without which display and activity are not measured.
    ruleset : how the criteria are read

    Returns
    -------
    frame with the same index and, for each criterion c, `c_grade` (5-1, NaN if none), `c_points`,
    `c_flag` ("gap", "overlap" or None) and `c_mode`; for each axis a, `a` (points of 100) and
    `a_coverage` (fraction); `quadrant` (one of `QUADRANTS` or None) and `borderline`.

    In `absolute` mode an axis runs from 20 to 100, in the others from 0 or 20 to 100.
    """
    columns: dict[str, pd.Series] = {}
    for criterion in ruleset.criteria:
        columns |= _scored(inputs, criterion, ruleset)
    for axis in AXES:
        columns |= _axis(columns, axis, ruleset, inputs.index)
    scores = pd.DataFrame(columns, index=inputs.index)
    scores["quadrant"] = place(scores["attractiveness"], scores["support"], ruleset)
    scores["borderline"] = (
        (scores[list(AXES)] - ruleset.cut).abs() <= ruleset.borderline + 10**-_DIGITS
    ).any(axis=1) & scores["quadrant"].notna()
    return scores


def place(attractiveness: pd.Series, support: pd.Series, ruleset: Ruleset) -> pd.Series:
    """Return the class of each account, None where an axis is unknown; the cut itself is high."""
    attractive, supportive = attractiveness >= ruleset.cut, support >= ruleset.cut
    names = np.select(
        [attractive & supportive, attractive, supportive], QUADRANTS[:3], default=QUADRANTS[3]
    )
    quadrants = pd.Series(names, index=attractiveness.index, dtype=object)
    return quadrants.where(attractiveness.notna() & support.notna(), None)


def _scored(inputs: pd.DataFrame, criterion: Criterion, ruleset: Ruleset) -> dict[str, pd.Series]:
    mode, name = mode_of(criterion, ruleset), criterion.name
    values = measured(inputs, criterion, mode)
    grades = pd.Series(np.nan, index=inputs.index)
    flags = pd.Series([None] * len(inputs), index=inputs.index, dtype=object)
    if mode == "relative":
        factors = relative_factors(values, criterion)
    else:
        grades, flags = grade_values(values, criterion), flag_unsettled(values, criterion)
        factors = grades.map(dict(ruleset.grade_factors)).astype(float)
    return {
        f"{name}_grade": grades,
        f"{name}_points": factors * criterion.weight,
        f"{name}_flag": flags,
        f"{name}_mode": pd.Series(mode, index=inputs.index, dtype=object),
    }


def _axis(
    columns: dict[str, pd.Series], axis: Axis, ruleset: Ruleset, index: pd.Index
) -> dict[str, pd.Series]:
    earned, weighed = pd.Series(0.0, index=index), pd.Series(0.0, index=index)
    for criterion in ruleset.on_axis(axis):
        points = columns[f"{criterion.name}_points"]
        earned += points.fillna(0.0)
        weighed += points.notna() * criterion.weight
    score = (AXIS_POINTS * earned / weighed.where(weighed > 0)).round(_DIGITS)
    return {axis: score, f"{axis}_coverage": weighed / AXIS_POINTS}
