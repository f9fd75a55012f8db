"""Where one account stands among all of them: its scores, its class, its move, its rank.

Not in here: the rules of scoring (`scoring`), gathering the inputs of all accounts, and what
to do with an account of a class (the messages `position.response_<class>`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True)
class SpotOf:
    """The spot of one of the largest accounts; its id, so that its own review leaves it out."""

    account_id: str
    attractiveness: float
    support: float


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
    positions = Positions.of(inputs_now, inputs_before, ruleset, before)
    place = positions.place(account_id)
    if place is None:
        return None
    return replace(place, others=others_of(positions.spots, account_id))


def others_of(spots: Sequence[SpotOf], account_id: str) -> tuple[Spot, ...]:
    """Return the spots to draw beside one account: of the largest other accounts."""
    others = [spot for spot in spots if spot.account_id != account_id][:MOST_SPOTS]
    return tuple(Spot(spot.attractiveness, spot.support) for spot in others)


_Record = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Positions:
    """All accounts scored once, now and before; each account's place is then only read."""

    ruleset: Ruleset
    before: str | None
    now: Mapping[str, _Record]
    then: Mapping[str, _Record]
    ranked: int
    median_cost: float | None
    spots: tuple[SpotOf, ...]

    @classmethod
    def of(
        cls, inputs_now: pd.DataFrame, inputs_before: pd.DataFrame | None, ruleset: Ruleset,
        before: str | None = None,
    ) -> "Positions":  # fmt: skip
        """Return the accounts' positions; parameters as for `assess_position`."""
        earlier = inputs_now.iloc[:0] if inputs_before is None else inputs_before
        scores, sales = evaluate(inputs_now, ruleset), ranking_sales(inputs_now)[0]
        costs = inputs_now.get("trade_cost_ratio", sales * float("nan")).astype(float)
        rank = sales.rank(method="min", ascending=False)
        told = scores.assign(_sales=sales, _rank=rank, _cost=costs)
        return cls(
            ruleset=ruleset,
            before=before,
            now=_records(told, inputs_now, ruleset),
            then=_records(evaluate(earlier, ruleset), earlier, ruleset),
            ranked=int(sales.notna().sum()),
            median_cost=_number(costs.median()),
            spots=_spots(scores, sales),
        )

    def place(self, account_id: str) -> PositionAssessment | None:
        """Return one account's place, without the others; None if nothing of it was measured."""
        now, then = (_placed(records.get(account_id)) for records in (self.now, self.then))
        if now is None:
            return None
        rank, ruleset = _number(now["_rank"]), self.ruleset
        return PositionAssessment(
            before=self.before,
            mode=ruleset.mode,
            ruleset=ruleset.name,
            cut=ruleset.cut,
            borderline=ruleset.borderline,
            now=_placing(now),
            then=None if then is None else _placing(then),
            criteria=tuple(_criterion(c, ruleset, now, then or {}) for c in ruleset.criteria),
            ranked_sales=_number(now["_sales"]),
            rank=None if rank is None else int(rank),
            ranked=self.ranked,
            accounts=len(self.now),
            trade_cost_ratio=_number(now["_cost"]),
            trade_cost_ratio_median=self.median_cost,
            others=(),
        )


def _records(scores: pd.DataFrame, inputs: pd.DataFrame, ruleset: Ruleset) -> dict[str, _Record]:
    """Return each account's scores, and as `<criterion>_value` what they were given for."""
    values = {
        f"{criterion.name}_value": measured(inputs, criterion, mode_of(criterion, ruleset))
        for criterion in ruleset.criteria
    }
    rows = scores.assign(**values).to_dict("records")
    return dict(zip(scores.index.astype(str), rows, strict=True))


def _placed(record: _Record | None) -> _Record | None:
    placed = record is not None and any(pd.notna(record[axis]) for axis in AXES)
    return record if placed else None


def _placing(record: _Record) -> Placing:
    return Placing(
        attractiveness=_number(record["attractiveness"]),
        support=_number(record["support"]),
        attractiveness_coverage=_number(record["attractiveness_coverage"]) or 0.0,
        support_coverage=_number(record["support_coverage"]) or 0.0,
        quadrant=_text(record["quadrant"]),
        borderline=bool(record["borderline"]),
    )


def _criterion(
    criterion: Criterion, ruleset: Ruleset, now: _Record, then: _Record
) -> CriterionScore:
    name = criterion.name
    grade = _number(now[f"{name}_grade"])
    return CriterionScore(
        name=name,
        axis=criterion.axis,
        weight=criterion.weight,
        mode=mode_of(criterion, ruleset),
        unit=criterion.unit,
        scale=criterion.scale,
        value=_number(now[f"{name}_value"]),
        grade=None if grade is None else int(grade),
        points=_number(now[f"{name}_points"]),
        flag=_text(now[f"{name}_flag"]),
        value_before=_number(then.get(f"{name}_value")),
        points_before=_number(then.get(f"{name}_points")),
    )


def _spots(scores: pd.DataFrame, sales: pd.Series) -> tuple[SpotOf, ...]:
    """Return the spots of the largest accounts that have a class, one more than are drawn."""
    placed = scores.loc[scores["quadrant"].notna(), list(AXES)]
    by_size = sales.reindex(placed.index).sort_values(ascending=False, kind="stable")
    largest = placed.loc[by_size.index[: MOST_SPOTS + 1]]
    return tuple(SpotOf(str(i), float(a), float(s)) for i, a, s in largest.itertuples())


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: Any) -> float | None:
    return None if pd.isna(value) else float(value)
