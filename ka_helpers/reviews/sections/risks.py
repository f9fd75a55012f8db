"""Risks in the review: may we lose the account, why, and what have we not done."""

from collections.abc import Iterator
from typing import Any

from ka_helpers.figures.risks import plot_health
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.defection import COMPLAINT_DAYS, OpenSignal
from ka_helpers.metrics.risks import NEEDS, RisksAssessment, assess
from ka_helpers.reviews.findings import Finding, found
from ka_helpers.reviews.section import Chart, Layout, Section
from ka_helpers.tables.risks import (
    lay_out_actions,
    lay_out_overview,
    lay_out_signals,
    lay_out_warnings,
)

MANY_OVERDUE = 3
COMPLAINT = "complaint_unresolved"


def find(risks: RisksAssessment, context: Context) -> Iterator[Finding]:
    """Yield what a manager should know of an account's risks; most accounts have nothing."""
    signals = risks.signals or ()
    if risks.outlook == "leaving":
        yield _find_leaving(risks, context)
    else:
        yield from _find_complaint(signals, context)
        if risks.health.colour == "red":
            yield found(
                "risks.unhealthy", "bad", context.currency, stake=risks.sales.value,
                score=risks.health.score, drag=f"risks.component_{risks.health.drag or 'none'}",
                coverage=risks.health.coverage, n=_measured(risks),
            )  # fmt: skip
    people = risks.contacts
    if people is not None and not people.deciders_met:
        yield found(
            "risks.no_decider", "warn", context.currency, n=people.n, met=people.met,
            deciders=people.deciders,
        )  # fmt: skip
    late = risks.overdue_actions or ()
    if len(late) >= MANY_OVERDUE:
        yield found(
            "risks.actions_overdue", "warn", context.currency, overdue=len(late),
            days=max(action.days_late for action in late), n=risks.open_actions,
        )  # fmt: skip


def _find_leaving(risks: RisksAssessment, context: Context) -> Finding:
    signals = risks.signals or ()
    cause = next((signal.cause for signal in signals if signal.cause), None) or "none"
    return found(
        "risks.leaving", "bad", context.currency, stake=risks.sales.value,
        growth=risks.growth.value, company=risks.company_growth, signals=len(signals),
        cause=f"risks.cause_{cause}", counter=f"risks.counter_{cause}",
        fired=sum(warning.fired for warning in risks.warnings),
        n=sum(warning.value is not None for warning in risks.warnings),
    )  # fmt: skip


def _find_complaint(signals: tuple[OpenSignal, ...], context: Context) -> Iterator[Finding]:
    complaints = [signal for signal in signals if signal.cause == COMPLAINT]
    oldest = max((signal.days_open for signal in complaints), default=0)
    if oldest >= COMPLAINT_DAYS:
        yield found(
            "risks.complaint", "warn", context.currency, days=oldest, signals=len(complaints),
            severity=max(signal.severity or 0.0 for signal in complaints) or None,
            counter=f"risks.counter_{COMPLAINT}", n=len(signals),
        )  # fmt: skip


def _measured(risks: RisksAssessment) -> int:
    return sum(part.score is not None for part in risks.health.components)


def _facts(risks: RisksAssessment) -> dict[str, Any]:
    return {
        "score": risks.health.score, "coverage": risks.health.coverage, "n": _measured(risks),
        "colour": f"risks.colour_{risks.health.colour or 'none'}",
        "drag": f"risks.component_{risks.health.drag or 'none'}",
    }  # fmt: skip


SECTION = Section(
    key="risks",
    needs=NEEDS,
    assess=assess,
    find=find,
    charts=(
        Chart("health", plot=plot_health, facts=_facts, height=2.8,
              shown=lambda r: r.health.colour is not None),
    ),
    layouts=(
        Layout(lay_out_overview),
        Layout(lay_out_warnings),
        Layout(lay_out_signals, shown=lambda r: bool(r.signals)),
        Layout(lay_out_actions, shown=lambda r: bool(r.overdue_actions)),
    ),
)  # fmt: skip
