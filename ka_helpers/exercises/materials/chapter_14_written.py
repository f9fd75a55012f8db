"""A plan as a trainee writes it, and the small words to write one with.

Not in here: how what was written is read (`chapter_14_reading`).
"""

from collections.abc import Mapping
from typing import Any

from ka_helpers.exercises.plain import left_open
from ka_helpers.reviews.account_plan import AccountPlan


def run_again(like: str, start: Any) -> dict[str, Any]:
    """Return a promotion for a plan: a past one, by its id, to begin on a day again."""
    return {"like": like, "start": start}


def trade(given: Mapping[str, float], wanted: Mapping[str, float]) -> dict[str, Any]:
    """Return a conditional concession: we give `given` if they give `wanted`."""
    return {"given": given, "wanted": wanted}


def action(text: str, owner: str, due: Any, kpi: str) -> dict[str, Any]:
    """Return an action: what is done, by whom, until which day, for which KPI."""
    return {"text": text, "owner": owner, "due": due, "kpi": kpi}


def put_together(**parts: Any) -> Any:
    """Return the whole plan; `...` as long as a part of it is not answered."""
    return ... if any(left_open(part) for part in parts.values()) else parts


def as_given(plan: AccountPlan) -> dict[str, Any]:
    """Return a plan in the words that a trainee writes it with."""
    return {
        "kpi": plan.kpi,
        "module": plan.module,
        "objectives": {each.metric: list(each.months) for each in plan.objectives},
        "promotions": [run_again(each.like.promo_id, each.start) for each in plan.promotions],
        "people": list(plan.people),
        "talks": {
            "opening": dict(plan.talks.opening),
            "target": dict(plan.talks.target),
            "limit": dict(plan.talks.limit),
            "trades": [trade(dict(each.given), dict(each.wanted)) for each in plan.talks.trades],
        },
        "actions": [action(each.text, each.owner, each.due, each.kpi) for each in plan.actions],
        "summary": plan.summary or "-",
    }
