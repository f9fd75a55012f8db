"""Where one account stands among all of them: its scores, its class, its move, its rank.

Not in here: the rules of scoring (`scoring`), gathering the inputs of all accounts, and what
to do with an account of a class (the messages `position.response_<class>`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from ka_helpers.metrics.grading import measured, mode_of
from ka_helpers.metrics.portfolio import ranking_sales
from ka_helpers.metrics.scoring import evaluate
from ka_helpers.rulesets import AXES, Criterion, Ruleset

NEEDS = ("sales",)
MOST_SPOTS = 60
"""Other accounts kept for the picture: the largest, so that a review of thousands stays small."""


@dataclass(frozen=True)
class CriterionScore:
    """One criterion of one account; `value` is in the unit of calculation.

    `unit` and `scale` are the ruleset's: `value / scale` is the figure to show. `grade` is
    None where the mode gives none; `flag` is "gap" or "overlap" where the source leaves the
    value without a band or between two; `mode` is how it was read.
    """

    name: str
    axis: str
    weight: float
    mode: str
    unit: str
    scale: float
    value: float | None
    grade: int | None
    points: float | None
    flag: str | None
    value_before: float | None
    points_before: float | None


@dataclass(frozen=True)
class Placing:
    """Where an account stands; coverage is the fraction of an axis' weight that was measured."""

    attractiveness: float | None
    support: float | None
    attractiveness_coverage: float
    support_coverage: float
    quadrant: str | None
    borderline: bool


@dataclass(frozen=True)
class Spot:
    """Another account of the portfolio, for the picture."""

    attractiveness: float
    support: float


@dataclass(frozen=True)
class PositionAssessment:
    """One account's place in the matrix, and where it was in the quarter compared with.

    `before` is that quarter, if it was named; `then` is None if the account was not placed in
    it. `rank` is by sales (of the year, see `portfolio.ranking_sales`) among `ranked` accounts.
    `trade_cost_ratio` (fraction of sales) is an overlay, never a criterion.
    """

    before: str | None
    mode: str
    ruleset: str
    cut: float
    borderline: float
    now: Placing
    then: Placing | None
    criteria: tuple[CriterionScore, ...]
    ranked_sales: float | None
    rank: int | None
    ranked: int
    accounts: int
    trade_cost_ratio: float | None
    trade_cost_ratio_median: float | None
    others: tuple[Spot, ...]


def assess_position(
    inputs_now: pd.DataFrame,
    inputs_before: pd.DataFrame | None,
    account_id: str,
    ruleset: Ruleset,
    before: str | None = None,
) -> PositionAssessment | None:
    """Return one account's place among all; None if nothing of it was measured.

    Parameters
    ----------
    inputs_now, inputs_before : as for `scoring.evaluate`, all accounts; `annual_sales` or
        `sales` ranks them, an optional `trade_cost_ratio` (fraction) is shown as an overlay
    before : the quarter of `inputs_before`, to be named to the reader
    """
    now = _Moment(inputs_now, evaluate(inputs_now, ruleset), account_id)
    if not now.placed:
        return None
    earlier = inputs_now.iloc[:0] if inputs_before is None else inputs_before
    then = _Moment(earlier, evaluate(earlier, ruleset), account_id)
    sales, costs = ranking_sales(inputs_now)[0], _numbers(inputs_now, "trade_cost_ratio")
    own_sales = sales[account_id]
    return PositionAssessment(
        before=before,
        mode=ruleset.mode,
        ruleset=ruleset.name,
        cut=ruleset.cut,
        borderline=ruleset.borderline,
        now=now.placing(),
        then=then.placing() if then.placed else None,
        criteria=tuple(_criterion(c, ruleset, now, then) for c in ruleset.criteria),
        ranked_sales=_number(own_sales),
        rank=int((sales > own_sales).sum()) + 1 if pd.notna(own_sales) else None,
        ranked=int(sales.notna().sum()),
        accounts=len(inputs_now),
        trade_cost_ratio=_number(costs[account_id]),
        trade_cost_ratio_median=_number(costs.median()),
        others=_others(now.scores, sales, account_id),
    )


@dataclass(frozen=True)
class _Moment:
    """Inputs and scores of all accounts at one time, read for one account."""

    inputs: pd.DataFrame
    scores: pd.DataFrame
    account_id: str

    @cached_property
    def own(self) -> Mapping[str, Any]:
        """The account's scores; none where it was not among the others."""
        if self.account_id not in self.scores.index:
            return {}
        return {str(name): value for name, value in self.scores.loc[self.account_id].items()}

    @cached_property
    def own_inputs(self) -> pd.DataFrame:
        return self.inputs.loc[[self.account_id]]

    @property
    def placed(self) -> bool:
        return any(pd.notna(self.own.get(axis)) for axis in AXES)

    def number(self, column: str) -> float | None:
        return _number(self.own[column]) if self.placed else None

    def text(self, column: str) -> str | None:
        value = self.own[column]
        return value if isinstance(value, str) else None

    def value(self, criterion: Criterion, ruleset: Ruleset) -> float | None:
        if not self.placed:
            return None
        values = measured(self.own_inputs, criterion, mode_of(criterion, ruleset))
        return _number(values.iloc[0])

    def placing(self) -> Placing:
        return Placing(
            attractiveness=self.number("attractiveness"),
            support=self.number("support"),
            attractiveness_coverage=self.number("attractiveness_coverage") or 0.0,
            support_coverage=self.number("support_coverage") or 0.0,
            quadrant=self.text("quadrant"),
            borderline=bool(self.own["borderline"]),
        )


def _criterion(
    criterion: Criterion, ruleset: Ruleset, now: _Moment, then: _Moment
) -> CriterionScore:
    grade = now.number(f"{criterion.name}_grade")
    return CriterionScore(
        name=criterion.name,
        axis=criterion.axis,
        weight=criterion.weight,
        mode=mode_of(criterion, ruleset),
        unit=criterion.unit,
        scale=criterion.scale,
        value=now.value(criterion, ruleset),
        grade=None if grade is None else int(grade),
        points=now.number(f"{criterion.name}_points"),
        flag=now.text(f"{criterion.name}_flag"),
        value_before=then.value(criterion, ruleset),
        points_before=then.number(f"{criterion.name}_points"),
    )


def _others(scores: pd.DataFrame, sales: pd.Series, account_id: str) -> tuple[Spot, ...]:
    placed = scores[scores["quadrant"].notna()].drop(index=account_id, errors="ignore")
    by_size = sales.reindex(placed.index).sort_values(ascending=False, kind="stable")
    largest = placed.loc[by_size.index[:MOST_SPOTS], list(AXES)]
    return tuple(Spot(float(a), float(s)) for a, s in largest.itertuples(index=False))


def _numbers(inputs: pd.DataFrame, column: str) -> pd.Series:
    if column not in inputs:
        return pd.Series(float("nan"), index=inputs.index)
    return inputs[column].astype(float)


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
