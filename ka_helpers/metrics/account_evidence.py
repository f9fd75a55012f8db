"""What a case shows of how an account and we treat each other: one figure for each question.

Brings together figures of other assessments, so that relationship, retention and the supplier's
rank read the same ones. Not in here: any judgement of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ka_helpers.metrics import execution, profit, receivables, share, supply
from ka_helpers.metrics.assessment import Context, Measure, Tables
from ka_helpers.metrics.defection import OpenSignal, open_signals
from ka_helpers.metrics.relationships import ContactCoverage, cover_contacts
from ka_helpers.periods import shift_quarter

UNITS: Mapping[str, tuple[str, str]] = {
    "trust": ("ratio", "contact"), "deciders_met": ("share", "contact"),
    "touch_days": ("days", "contact"), "complaint_days": ("days", "signal"),
    "promises_kept": ("share", "action"), "own_promotions": ("share", "promotion"),
    "promotions_run": ("count", "promotion"), "rebate": ("money", "cost"),
    "against_leader": ("ratio", "sales, market"), "growth_gap": ("change", "sales, market"),
    "fill_rate": ("share", "order_line"), "agreement_completion": ("share", "execution"),
    "retailer_earns": ("share", "sales, product, cost"),
}  # fmt: skip
"""Every figure, the format it is written in and the tables it is read from."""
YEAR = 4
"""Quarters looked at for what does not happen every quarter: rebates, promotions."""
_AT_ACCOUNT = "account"


@dataclass(frozen=True)
class Evidence:
    """The figures of one account at the end of a quarter (`day`), by the names of `UNITS`.

    A figure whose value is None is not measured. Assessments are None where tables lack; `share`
    also where the market is not that of this account. `signals` is None without that table.
    """

    day: str
    figures: Mapping[str, Measure]
    contacts: ContactCoverage | None
    signals: tuple[OpenSignal, ...] | None
    share: share.ShareAssessment | None
    execution: execution.ExecutionAssessment | None
    receivables: receivables.ReceivablesAssessment | None

    def __getitem__(self, name: str) -> Measure:
        return self.figures[name]


def evidence_of(tables: Tables, quarter: str, context: Context) -> Evidence:
    """Return what an account's tables show at the end of `quarter` (at `as_of` if earlier)."""
    day = min(context.calendar.bounds(quarter)[1], pd.Timestamp(context.as_of))
    sold = _assessed(share, tables, quarter, context)
    sold = sold if sold is not None and sold.scope == _AT_ACCOUNT else None
    executed = _assessed(execution, tables, quarter, context)
    contacts = cover_contacts(tables["contact"], day) if "contact" in tables else None
    signals = open_signals(tables["signal"], day) if "signal" in tables else None
    known: dict[str, tuple[float | None, int]] = {
        **_of_people(contacts),
        **_of_signals(signals),
        **_of_promotions(tables, quarter, day),
        "promises_kept": promises_kept(tables.get("action"), day),
        "rebate": _rebate(tables, quarter),
        "against_leader": against_leader(sold),
        "growth_gap": _told(sold, "growth_gap"),
        "agreement_completion": _told(executed, "agreement_completion"),
        "fill_rate": _told(_assessed(supply, tables, quarter, context), "fill_rate"),
        "retailer_earns": retailer_earns(_assessed(profit, tables, quarter, context)),
    }
    return Evidence(
        day=str(day.date()),
        figures={
            name: Measure(
                known.get(name, (None, 0))[0], unit, known.get(name, (None, 0))[1], source
            )
            for name, (unit, source) in UNITS.items()
        },
        contacts=contacts,
        signals=signals,
        share=sold,
        execution=executed,
        receivables=_assessed(receivables, tables, quarter, context),
    )


def promises_kept(actions: pd.DataFrame | None, day: pd.Timestamp) -> tuple[float | None, int]:
    """Return the share of what was due by `day` that is done, and how much was due.

    What was cancelled with the customer does not count.
    """
    if actions is None or "status" not in actions:
        return None, 0
    due = actions[(actions["due"] <= day) & (actions["status"] != "cancelled")]
    return (None, 0) if due.empty else (float((due["status"] == "done").mean()), len(due))


def against_leader(sold: share.ShareAssessment | None) -> tuple[float | None, int]:
    """Return our sales over those of the largest other supplier named, and the periods compared."""
    if sold is None or sold.own_sales.value is None:
        return None, 0
    largest = max((rival.sales for rival in sold.rivals), default=0.0)
    return (sold.own_sales.value / largest, sold.own_sales.n) if largest > 0 else (None, 0)


def retailer_earns(earned: profit.ProfitAssessment | None) -> tuple[float | None, int]:
    """Return what the account earns on each yuan that it buys from us: front and back margin.

    The front margin is of retail value; over purchases it is margin / (1 - margin).
    """
    if earned is None or earned.front_margin.value is None or earned.front_margin.value >= 1:
        return None, 0
    front = earned.front_margin.value / (1 - earned.front_margin.value)
    return front + (earned.back_margin.value or 0.0), earned.front_margin.n


def last_quarters(quarter: str, count: int = YEAR) -> tuple[str, ...]:
    """Return a quarter and those before it, `count` in all, newest first."""
    return tuple(shift_quarter(quarter, -back) for back in range(count))


def _of_people(contacts: ContactCoverage | None) -> dict[str, tuple[float | None, int]]:
    if contacts is None:
        return {}
    met = contacts.deciders_met / contacts.deciders if contacts.deciders else None
    return {
        "trust": (contacts.mean_support, contacts.n),
        "deciders_met": (met, contacts.deciders),
        "touch_days": (contacts.days_since, contacts.n),
    }


def _of_signals(signals: tuple[OpenSignal, ...] | None) -> dict[str, tuple[float | None, int]]:
    if signals is None:
        return {}
    days = [each.days_open for each in signals if each.cause == "complaint_unresolved"]
    return {"complaint_days": (float(max(days, default=0)), len(days))}


def _of_promotions(
    tables: Tables, quarter: str, day: pd.Timestamp
) -> dict[str, tuple[float | None, int]]:
    """Return how many promotions ran in the quarter, and the share of a year's that we planned."""
    if "promotion" not in tables:
        return {}
    rows = tables["promotion"]
    ran = rows[rows["start"] <= day]
    if "status" in ran:
        ran = ran[ran["status"] != "cancelled"]
    in_quarter = int((ran["quarter"] == quarter).sum())
    found: dict[str, tuple[float | None, int]] = {"promotions_run": (float(in_quarter), in_quarter)}
    if "buyer_forced" in ran:
        forced = ran.loc[ran["quarter"].isin(last_quarters(quarter)), "buyer_forced"].dropna()
        if len(forced):
            found["own_promotions"] = (float(1 - forced.astype(float).mean()), len(forced))
    return found


def _rebate(tables: Tables, quarter: str) -> tuple[float | None, int]:
    if "cost" not in tables:
        return None, 0
    rows = tables["cost"]
    paid = rows[(rows["cost_type"] == "rebate") & rows["quarter"].isin(last_quarters(quarter))]
    if "scenario" in paid:
        paid = paid[paid["scenario"] != "plan"]
    return float(paid["amount"].sum()), len(paid)


def _assessed(module: Any, tables: Tables, quarter: str, context: Context) -> Any:
    if not all(name in tables for name in module.NEEDS):
        return None
    return module.assess(tables, quarter, context)


def _told(assessment: Any, name: str) -> tuple[float | None, int]:
    if assessment is None:
        return None, 0
    measure: Measure = getattr(assessment, name)
    return measure.value, measure.n
