"""Which of four states a relationship is in, the two paths up, what the account still expects.

A state has two sides: their people want us (trust), and their company does well with us
(business, read as the points of the supplier's rank). The record holds what we believe; the
figures may say otherwise. Not in here: who the people are (`relationships`), signs of leaving.

References
----------
Source 003: four relationships, two paths, five expectations, five stages of account marketing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.account_evidence import Evidence, evidence_of
from ka_helpers.metrics.assessment import Context, Measure, Tables
from ka_helpers.metrics.defection import COMPLAINT_DAYS
from ka_helpers.metrics.supplier_rank import rank_from

NEEDS = ("account",)
STATES = ("outsider", "friend", "supplier", "partner")
PATHS: Mapping[str, tuple[str, ...]] = {
    "people_first": ("outsider", "friend", "supplier", "partner"),
    "business_first": ("outsider", "supplier", "friend", "partner"),
}
"""The two paths. The third step adds the other side and keeps what the second gave."""
STEPS_OF_ONE_SIDE = 2
TRUSTED_ABOVE = 0.0
"""Mean support (-2 to 2, weighted by influence) above which their people are for us. Ours."""
VALUED_FROM = 70.0
"""Points of the supplier's rank from which their company does well with us. Ours."""
STAGES = ("aim", "attack", "hold", "guard", "grow")
"""The five stages of account marketing: whom to win, how to get in, how to keep, how to stand
the last attack, and oneself; the last is for every day and never an account's."""
EXPECTATIONS: Mapping[str, tuple[str, float]] = {
    "attitude": ("complaint_days", float(COMPLAINT_DAYS)),
    "standard": ("fill_rate", 0.95),
    "personal": ("own_promotions", 0.5),
    "initiative": ("promises_kept", 0.8),
    "strategy": ("growth_gap", 0.0),
}
"""Each expectation, the figure it is read from, and the limit; for `standard` the case's target.
A positive attitude shows in complaints dealt with, standards in orders filled, personal service
in promotions planned rather than forced, initiative in promises kept before anybody asks,
strategy in growing with their category. The choice of figures is ours."""


@dataclass(frozen=True)
class Expectation:
    """One of the five expectations: its figure, its limit, whether it is met (None: unknown)."""

    name: str
    figure: str
    measured: Measure
    limit: float
    is_met: bool | None


@dataclass(frozen=True)
class RelationshipAssessment:
    """Where the relationship with an account stands at a day.

    `recorded` is the state as the account table has it, `seen` the state the figures speak for
    (None if one side is not measured); `next_steps` are the next states from `seen`, else from
    `recorded`, by path. `stage` is of account marketing, without `grow`.
    """

    day: str
    recorded: str | None
    seen: str | None
    trust: Measure
    business: float | None
    next_steps: Mapping[str, str | None]
    stage: str
    expectations: tuple[Expectation, ...]


def state_of(trust: float, business: float) -> str:
    """Return the state that two sides make: trust (-2 to 2) and points of the rank (20-100).

    >>> state_of(0.4, 85), state_of(-0.4, 85), state_of(0.4, 55), state_of(0.0, 55)
    ('partner', 'supplier', 'friend', 'outsider')
    """
    if trust > TRUSTED_ABOVE:
        return "partner" if business >= VALUED_FROM else "friend"
    return "supplier" if business >= VALUED_FROM else "outsider"


def next_steps(state: str) -> dict[str, str | None]:
    """Return the next state on each path; None on a path that this state is not the way of.

    Whoever has one side alone has taken one step: a friend on the path that begins with people,
    a supplier on the one that begins with business.

    Raises
    ------
    MetricInputError : there is no such state

    >>> next_steps("supplier")
    {'people_first': None, 'business_first': 'friend'}
    """
    if state not in STATES:
        raise MetricInputError("relationship.no_state", found=state, known=", ".join(STATES))
    places = {path: steps.index(state) for path, steps in PATHS.items()}
    return {
        path: PATHS[path][place + 1] if place < STEPS_OF_ONE_SIDE else None
        for path, place in places.items()
    }


def stage_of(state: str | None, outlook: str) -> str:
    """Return the stage of account marketing of a state and an outlook (see `defection`).

    An account about to leave is guarded whatever the state; one that we have not placed is still
    to be aimed at; outsiders and friends are to be won, suppliers and partners to be held.

    >>> stage_of("partner", "leaving"), stage_of("friend", "steady"), stage_of(None, "unknown")
    ('guard', 'attack', 'aim')
    """
    if outlook == "leaving":
        return "guard"
    if state is None:
        return "aim"
    return "attack" if state in ("outsider", "friend") else "hold"


def expectations_of(evidence: Evidence, fill_rate: float = 0.95) -> tuple[Expectation, ...]:
    """Return the five expectations of an account; `fill_rate` is the target agreed."""
    found = []
    for name, (figure, usual) in EXPECTATIONS.items():
        limit = fill_rate if name == "standard" else usual
        measured = evidence[figure]
        value = measured.value
        is_met = None if value is None else value < limit if name == "attitude" else value >= limit
        found.append(Expectation(name, figure, measured, limit, is_met))
    return tuple(found)


def assess(
    tables: Tables, quarter: str, context: Context, outlook: str = "unknown"
) -> RelationshipAssessment:
    """Return where the relationship stands at the end of `quarter` (at `as_of` if earlier).

    Parameters
    ----------
    outlook : of the account's leaving, as `defection.outlook_of` says
    """
    return relationship_from(evidence_of(tables, quarter, context), tables, context, outlook)


def relationship_from(
    evidence: Evidence, tables: Tables, context: Context, outlook: str = "unknown"
) -> RelationshipAssessment:
    """Return where the relationship stands by what is known; parameters as for `assess`."""
    rank = rank_from(evidence)
    business = None if rank is None or evidence.share is None else rank.points
    trust, recorded = evidence["trust"], _recorded(tables)
    both = trust.value is not None and business is not None
    seen = state_of(trust.value or 0.0, business or 0.0) if both else None
    at = seen or recorded
    return RelationshipAssessment(
        day=evidence.day,
        recorded=recorded,
        seen=seen,
        trust=trust,
        business=business,
        next_steps=next_steps(at) if at else dict.fromkeys(PATHS),
        stage=stage_of(at, outlook),
        expectations=expectations_of(evidence, context.fill_rate),
    )


def _recorded(tables: Tables) -> str | None:
    accounts = tables.get("account")
    if accounts is None or accounts.empty or "relation_state" not in accounts:
        return None
    state = accounts["relation_state"].iloc[0]
    return str(state) if state in STATES else None
