"""Why accounts change their class when they are scored otherwise: which axis, which criterion.

Not in here: scoring (`scoring`), and what other rules are tried (`reweighting`, `rebanding`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from ka_helpers.rulesets import AXES, Axis, Ruleset

_LEAST = 1e-6
"""Points; a smaller change is rounding."""


@dataclass(frozen=True, eq=False)
class Scored:
    """Accounts' scores (see `scoring.evaluate`) and the rules they were scored by."""

    scores: pd.DataFrame
    ruleset: Ruleset

    @cached_property
    def rows(self) -> Mapping[str, Mapping[str, Any]]:
        """The scores by account id."""
        records = self.scores.to_dict("records")
        return dict(zip(map(str, self.scores.index), records, strict=True))  # type: ignore[arg-type]

    def is_high(self, account_id: str, axis: Axis) -> bool:
        """Tell whether an account stands at or above the cut."""
        return bool(self.rows[account_id][axis] >= self.ruleset.cut)


@dataclass(frozen=True)
class AxisMove:
    """One axis on which an account came to stand on the other side of the cut.

    `before` and `now` are points of 100. `criterion` is the one whose part changed most in the
    direction of the move, by `by` points; None where only the cut moved.
    """

    axis: Axis
    before: float
    now: float
    criterion: str | None
    by: float


@dataclass(frozen=True)
class ClassMove:
    """An account whose class is another one, and the axes that brought it there."""

    account_id: str
    quadrant_before: str
    quadrant: str
    axes: tuple[AxisMove, ...]


def class_moves(before: Scored, now: Scored) -> tuple[ClassMove, ...]:
    """Return the accounts that have another class, in the order of `now`.

    Accounts without a class in either scoring are left out.
    """
    changed = [
        account_id
        for account_id, row in now.rows.items()
        if isinstance(row["quadrant"], str)
        and isinstance(was := before.rows.get(account_id, {}).get("quadrant"), str)
        and was != row["quadrant"]
    ]
    return tuple(_class_move(before, now, account_id) for account_id in changed)


def parts_of(scored: Scored, account_id: str, axis: Axis) -> dict[str, float]:
    """Return what each criterion adds to an account's points on an axis; they sum to them.

    A criterion that was not measured adds nothing: the others count in full.
    """
    row = scored.rows[account_id]
    coverage = float(row[f"{axis}_coverage"])
    points = {c.name: row[f"{c.name}_points"] for c in scored.ruleset.on_axis(axis)}
    return {
        name: float(value) / coverage if coverage > 0 and pd.notna(value) else 0.0
        for name, value in points.items()
    }


def _class_move(before: Scored, now: Scored, account_id: str) -> ClassMove:
    crossed = [axis for axis in AXES if _crossed(before, now, account_id, axis)]
    return ClassMove(
        account_id,
        before.rows[account_id]["quadrant"],
        now.rows[account_id]["quadrant"],
        tuple(_axis_move(before, now, account_id, axis) for axis in crossed),
    )


def _crossed(before: Scored, now: Scored, account_id: str, axis: Axis) -> bool:
    return before.is_high(account_id, axis) != now.is_high(account_id, axis)


def _axis_move(before: Scored, now: Scored, account_id: str, axis: Axis) -> AxisMove:
    was, stands = (float(each.rows[account_id][axis]) for each in (before, now))
    upward = 1.0 if now.is_high(account_id, axis) else -1.0
    then, since = (parts_of(each, account_id, axis) for each in (before, now))
    gained = {name: upward * (since[name] - then.get(name, 0.0)) for name in since}
    most = max(gained, key=lambda name: gained[name])
    if abs(stands - was) <= _LEAST or gained[most] <= _LEAST:
        return AxisMove(axis, was, stands, None, 0.0)
    return AxisMove(axis, was, stands, most, upward * gained[most])
