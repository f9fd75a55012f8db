"""The risks of one account at the end of a quarter: signs of leaving, people, promises, health.

Brings together `defection`, `relationships` and `health`. Needs sales; every other table adds
to it. Not in here: the money at risk in the whole portfolio (`portfolio`).
"""

from dataclasses import dataclass

import pandas as pd

from ka_helpers.metrics.assessment import Context, Measure, Tables, comparison_quarter
from ka_helpers.metrics.defection import (
    EarlyWarning,
    OpenSignal,
    growth_of,
    open_signals,
    outlook_of,
    revenue_of,
    warn,
)
from ka_helpers.metrics.health import Health, assess_health
from ka_helpers.metrics.receivables import open_amounts
from ka_helpers.metrics.relationships import (
    ContactCoverage,
    OverdueAction,
    cover_contacts,
    open_actions,
    overdue_actions,
)
from ka_helpers.metrics.rows import rows_of, total
from ka_helpers.metrics.sales_rows import of_quarter

NEEDS = ("sales",)
_UNRATED = 3.0


@dataclass(frozen=True)
class RisksAssessment:
    """What may be lost at one account, at the end of the quarter (`day`; `as_of` if earlier).

    `before` is the quarter sales are compared with; `outlook` is "leaving", "watch", "steady"
    or "unknown". A tuple is None where its table is absent, empty where there is nothing.
    """

    before: str | None
    day: str
    outlook: str
    sales: Measure
    growth: Measure
    company_growth: float | None
    warnings: tuple[EarlyWarning, ...]
    signals: tuple[OpenSignal, ...] | None
    contacts: ContactCoverage | None
    open_actions: int | None
    overdue_actions: tuple[OverdueAction, ...] | None
    relation_state: str | None
    relation_grade: float | None
    customer_type: str | None
    health: Health


def assess(tables: Tables, quarter: str, context: Context) -> RisksAssessment | None:
    """Return the risks of one account; None without sales up to the end of `quarter`."""
    day = min(context.calendar.bounds(quarter)[1], pd.Timestamp(context.as_of))
    if not (rows_of(tables, "sales").days("period_start") <= day.to_datetime64()).any():
        return None
    sold = revenue_of(tables)
    before = comparison_quarter(sold, quarter)
    growth, now = growth_of(sold, quarter, before), of_quarter(sold, quarter)
    signals, actions = tables.get("signal"), tables.get("action")
    contacts = cover_contacts(tables["contact"], day) if "contact" in tables else None
    warnings = warn(tables, quarter, context, day)
    return RisksAssessment(
        before=before,
        day=str(day.date()),
        outlook=outlook_of(warnings),
        sales=Measure(total(now.numbers("sales_value")), "money", len(now), "sales"),
        growth=Measure(growth, "change", len(now), "sales"),
        company_growth=context.company_growth,
        warnings=warnings,
        signals=None if signals is None else open_signals(signals, day),
        contacts=contacts,
        open_actions=None if actions is None else len(open_actions(actions)),
        overdue_actions=None if actions is None else overdue_actions(actions, day),
        relation_state=_account_text(tables, "relation_state"),
        relation_grade=_account_number(tables, "relation_grade"),
        customer_type=_account_text(tables, "customer_type"),
        health=assess_health(_components(tables, quarter, context, (growth, contacts))),
    )


def _components(
    tables: Tables, quarter: str, context: Context,
    told: tuple[float | None, ContactCoverage | None],
) -> dict[str, float | None]:  # fmt: skip
    """Return what health is made of; `told` is the growth and the contacts, known already."""
    day = min(context.calendar.bounds(quarter)[1], pd.Timestamp(context.as_of))
    growth, contacts = told
    return {
        "sales": None if growth is None else growth - (context.company_growth or 0.0),
        "execution": _mean_score(tables, quarter),
        "supply": _fill_gap(tables, quarter, context),
        "relationship": _relationship(tables, contacts),
        "signals": _severity(tables, day),
        "payment": _overdue_share(tables, day),
        "contacts": None if contacts is None else contacts.met / contacts.n,
        "actions": _overdue_part(tables, day),
    }


def _mean_score(tables: Tables, quarter: str) -> float | None:
    if "execution" not in tables or "exec_score" not in tables["execution"]:
        return None
    rows = of_quarter(rows_of(tables, "execution"), quarter)
    scores = rows.numbers("exec_score")[rows.known("exec_score")]
    return float(scores.mean()) if len(scores) else None


def _fill_gap(tables: Tables, quarter: str, context: Context) -> float | None:
    """Return the fill rate less its target (fractions)."""
    if "order_line" not in tables or "quarter" not in tables["order_line"]:
        return None
    lines = of_quarter(rows_of(tables, "order_line"), quarter)
    ordered, delivered = (total(lines.numbers(f"qty_{name}")) for name in ("ordered", "delivered"))
    return delivered / ordered - context.fill_rate if ordered > 0 else None


def _relationship(tables: Tables, contacts: ContactCoverage | None) -> float | None:
    """Return the grade of the relationship (1-5), our own and the contacts' support together."""
    own = _account_number(tables, "relation_grade")
    theirs = (
        None if contacts is None or contacts.mean_support is None else contacts.mean_support + 3
    )
    known = [grade for grade in (own, theirs) if grade is not None]
    return sum(known) / len(known) if known else None


def _severity(tables: Tables, day: pd.Timestamp) -> float | None:
    signals = tables.get("signal")
    if signals is None:
        return None
    return float(sum(s.severity or _UNRATED for s in open_signals(signals, day)))


def _overdue_share(tables: Tables, day: pd.Timestamp) -> float | None:
    """Return the part of what is owed at `day` that is past its due date."""
    if "receivable" not in tables or "due_date" not in tables["receivable"]:
        return None
    invoices, end = rows_of(tables, "receivable"), day.to_datetime64()
    owed = open_amounts(invoices, day)
    if not total(owed) > 0:
        return 0.0 if (invoices.days("invoice_date") <= end).any() else None
    return total(owed[invoices.days("due_date") < end]) / total(owed)


def _overdue_part(tables: Tables, day: pd.Timestamp) -> float | None:
    actions = tables.get("action")
    if actions is None or actions.empty:
        return None
    pending = len(open_actions(actions))
    return len(overdue_actions(actions, day)) / pending if pending else 0.0


def _account_number(tables: Tables, column: str) -> float | None:
    accounts = tables.get("account")
    if accounts is None or accounts.empty or column not in accounts:
        return None
    return _known(accounts[column].iloc[0])


def _account_text(tables: Tables, column: str) -> str | None:
    accounts = tables.get("account")
    if accounts is None or accounts.empty or column not in accounts:
        return None
    value = accounts[column].iloc[0]
    return None if pd.isna(value) else str(value)


def _known(value: float) -> float | None:
    return None if pd.isna(value) else float(value)
