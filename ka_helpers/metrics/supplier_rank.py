"""The supplier as the retailer grades it, and what the rank buys: a self-assessment.

A retailer ranks its suppliers by last year's sales, the profit they bring, how they work
together, and what both have built; the rank decides what support each gets. Nobody shows the
supplier that list, so it grades itself with what it knows. Bands and weights are the kit's own
judgement; hand over others. Not in here: how we grade the retailer (`scoring`).

References
----------
Source 004: four grounds of the ranking; display, SKUs, promotion and settlement follow from it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.account_evidence import Evidence, evidence_of
from ka_helpers.metrics.assessment import Context, Measure, Tables

NEEDS = ("sales",)
WEIGHTS: Mapping[str, float] = {
    "sales": 40, "profit": 30, "cooperation": 15, "common_value": 15,
}  # fmt: skip
FIGURES: Mapping[str, tuple[str, ...]] = {
    "sales": ("against_leader",),
    "profit": ("retailer_earns",),
    "cooperation": ("fill_rate", "promises_kept"),
    "common_value": ("growth_gap", "agreement_completion"),
}
"""What each ground of the ranking is read from; the mean of their grades is its grade."""
BANDS: Mapping[str, tuple[float, float, float, float]] = {
    "against_leader": (1.0, 0.75, 0.5, 0.25),
    "retailer_earns": (0.65, 0.60, 0.55, 0.50),
    "fill_rate": (0.95, 0.90, 0.85, 0.80),
    "promises_kept": (0.95, 0.80, 0.65, 0.50),
    "growth_gap": (0.05, 0.0, -0.05, -0.10),
    "agreement_completion": (0.95, 0.90, 0.85, 0.80),
}
"""From which value on a figure is graded 5, 4, 3, 2; below the last it is a 1."""
BEST = 5
CLASSES: tuple[tuple[float, str], ...] = ((80, "A"), (60, "B"), (40, "C"), (0, "D"))
"""From how many points on we would be that class of supplier."""
SUPPORTS = ("display", "sku", "promotion", "settlement")


@dataclass(frozen=True)
class Rival:
    """A supplier of the same categories at the account; `share` is of the category."""

    name: str
    sales: float
    share: float | None


@dataclass(frozen=True)
class Standing:
    """Our place by sales among the suppliers that the market table names.

    `above` is the next supplier above us and `to_next` the sales a quarter that part us from it;
    None if we lead.
    """

    rank: int
    suppliers: int
    own_sales: float
    share: float | None
    above: str | None
    to_next: float | None
    rivals: tuple[Rival, ...]


@dataclass(frozen=True)
class RankFigure:
    """One figure behind a ground of the ranking, and its grade 1-5 (None: not measured)."""

    name: str
    measured: Measure
    grade: int | None


@dataclass(frozen=True)
class Ground:
    """One ground of the ranking: its grade (1-5, the mean of its figures') and its points."""

    name: str
    weight: float
    grade: float | None
    points: float | None
    figures: tuple[RankFigure, ...]


@dataclass(frozen=True)
class Support:
    """What the account gives us of one kind, against what our rank should buy.

    Display and promotion: our part of the category's points against our share of its sales. SKU:
    what is listed of what was agreed. Settlement: the agreed days against the days they really
    take. `index` is 100 where it is fair, below that we get less.
    """

    name: str
    given: float
    fair: float
    unit: str
    index: float


@dataclass(frozen=True)
class SupplierRank:
    """How an account would rank us. `points` are 20-100 of what was measured.

    `coverage` is the fraction of the weight that was measured, `supplier_class` A to D.
    """

    points: float
    supplier_class: str
    coverage: float
    standing: Standing | None
    grounds: tuple[Ground, ...]
    supports: tuple[Support, ...]


def grade_of(value: float | None, bounds: Sequence[float]) -> int | None:
    """Return 5 from the first bound on, 4 from the second, ..., 1 below the last.

    >>> [grade_of(value, (0.9, 0.8, 0.7, 0.6)) for value in (0.95, 0.9, 0.65, 0.2)]
    [5, 5, 2, 1]
    """
    if value is None:
        return None
    return BEST - sum(value < bound for bound in bounds)


def rank_points(
    grades: Mapping[str, float | None], weights: Mapping[str, float] = WEIGHTS
) -> float | None:
    """Return the points (20-100) of grades 1-5; grounds without a grade are left out.

    None if no ground has a grade.

    Raises
    ------
    MetricInputError : a grade is not between 1 and 5

    >>> rank_points({"sales": 4, "profit": 3, "cooperation": 5, "common_value": 2})
    71.0
    """
    for found in grades.values():
        if found is not None and not 1 <= found <= BEST:
            raise MetricInputError("relationship.no_grade", found=found)
    known = [(w, grades.get(name)) for name, w in weights.items() if grades.get(name) is not None]
    measured = sum(weight for weight, _ in known)
    if not measured:
        return None
    return sum(weight * (grade or 0.0) / BEST for weight, grade in known) * 100 / measured


def class_of(points: float) -> str:
    """Return the class of supplier that these points make: A from 80, B from 60, C from 40."""
    return next(name for least, name in CLASSES if points >= least)


def standing_among(own_sales: float, rivals: Sequence[Rival], share: float | None) -> Standing:
    """Return our place by sales; one that sells as much as we do does not stand above us.

    >>> standing = standing_among(22.0, [Rival("R", 25.0, None), Rival("S", 10.0, None)], None)
    >>> standing.rank, standing.above, standing.to_next
    (2, 'R', 3.0)
    """
    better = sorted((each for each in rivals if each.sales > own_sales), key=lambda r: r.sales)
    return Standing(
        rank=len(better) + 1,
        suppliers=len(rivals) + 1,
        own_sales=own_sales,
        share=share,
        above=better[0].name if better else None,
        to_next=better[0].sales - own_sales if better else None,
        rivals=tuple(rivals),
    )


def assess(tables: Tables, quarter: str, context: Context) -> SupplierRank | None:
    """Return how the account would rank us in `quarter`; None if nothing of it was measured."""
    return rank_from(evidence_of(tables, quarter, context))


def rank_from(evidence: Evidence) -> SupplierRank | None:
    """Return how the account would rank us by what is known; None if nothing was measured."""
    grounds = tuple(_ground(name, evidence) for name in WEIGHTS)
    points = rank_points({ground.name: ground.grade for ground in grounds})
    if points is None:
        return None
    measured = sum(ground.weight for ground in grounds if ground.grade is not None)
    return SupplierRank(
        points=points,
        supplier_class=class_of(points),
        coverage=measured / sum(WEIGHTS.values()),
        standing=_standing(evidence),
        grounds=grounds,
        supports=tuple(_supports(evidence)),
    )


def _ground(name: str, evidence: Evidence) -> Ground:
    graded = tuple(
        RankFigure(figure, evidence[figure], grade_of(evidence[figure].value, BANDS[figure]))
        for figure in FIGURES[name]
    )
    grades = [each.grade for each in graded if each.grade is not None]
    grade = sum(grades) / len(grades) if grades else None
    weight = WEIGHTS[name]
    return Ground(name, weight, grade, None if grade is None else weight * grade / BEST, graded)


def _standing(evidence: Evidence) -> Standing | None:
    sold = evidence.share
    if sold is None or sold.own_sales.value is None or not sold.rivals:
        return None
    rivals = [Rival(each.name, each.sales, each.share) for each in sold.rivals]
    return standing_among(sold.own_sales.value, rivals, sold.share.value)


def _supports(evidence: Evidence) -> Iterator[Support]:
    """Yield display, SKU, promotion and settlement, those that were measured."""
    for name, (given, fair, unit) in _given_and_fair(evidence).items():
        if given and fair:
            index = fair / given if name == "settlement" else given / fair
            yield Support(name, given, fair, unit, index * 100)


def _given_and_fair(evidence: Evidence) -> dict[str, tuple[float | None, float | None, str]]:
    found: dict[str, tuple[float | None, float | None, str]] = {}
    if evidence.share is not None:
        ours, kinds = evidence.share.share.value, {"display": "display", "activity": "promotion"}
        for held in evidence.share.fair_shares:
            found[kinds[held.tactic]] = (held.tactic_share, ours, "share")
    if (done := evidence.execution) is not None:
        found["sku"] = (done.sku_listed.value, done.sku_target.value, "number")
    if (paid := evidence.receivables) is not None:
        found["settlement"] = (paid.dso.value, paid.term_days, "days")
    return {name: found[name] for name in SUPPORTS if name in found}
