"""From an account's year to a mandate: what can be agreed, what it is worth, what else there is.

All in money a year against today: what each step costs us and is worth to them, and what both
sides have without an agreement.

Not in here: how to use it at the table (`brief`), and the buyer's private weights (`interests`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ka_helpers.cases.case import AccountSlice
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.alternatives import Alternative, our_alternative, their_alternative
from ka_helpers.negotiation.assumptions import USUAL, Assumptions
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.pricing_issues import Row, rows_of_table, usual_rows
from ka_helpers.negotiation.pricing_worth import (
    Pricing,
    Worth,
    links_between,
    step_of,
    weighed_worth,
    worth_of,
)
from ka_helpers.negotiation.pricing_year import AccountYear, year_of
from ka_helpers.negotiation.sides import Curve, Side

_CLOSE = 1e-6


@dataclass(frozen=True)
class PricedStep:
    """One step of one issue from today, all else as today, and what it is worth a year.

    `us` below zero is what it costs us. `us_key` and `them_key` are messages that reckon both,
    with `values`; `step` is above zero unless today is the end of the range.
    """

    issue: str
    start: float
    step: float
    us: float
    them: float
    us_key: str
    them_key: str
    values: Mapping[str, Any]

    @property
    def end(self) -> float:
        """Where the step leads."""
        return round(self.start + self.step, 12)


@dataclass(frozen=True)
class Mandate:
    """What we may agree to with an account, and what it is worth.

    `weights_us` and `weights_them` are the negotiation table's points; empty where the usual
    issues stand in for a table (`from_table` False). `assumed` names the assumptions used.
    """

    account_id: str
    account_name: str
    quarter: str
    agenda: Agenda
    prices: tuple[PricedStep, ...]
    alternative_us: Alternative
    alternative_them: Alternative
    year: AccountYear
    assumptions: Assumptions
    assumed: tuple[str, ...]
    weights_us: Mapping[str, float]
    weights_them: Mapping[str, float]
    their_limits: Mapping[str, float]
    from_table: bool

    def price(self, issue: str) -> PricedStep:
        """Return the priced step of an issue."""
        return next(each for each in self.prices if each.issue == issue)


def prepare(account: AccountSlice, quarter: str, assumptions: Assumptions = USUAL) -> Mandate:
    """Return the mandate of the year's agreement with an account.

    The year is the four quarters that end in `quarter`. Issues, limits, targets and what the
    account asks for first are those of its negotiation table; without one, the usual issues.

    Raises
    ------
    RequestError : a table, a quarter or the cost of goods is lacking; says which
    """
    year = year_of(account, quarter, assumptions)
    rows = rows_of_table(account, year)
    from_table = bool(rows)
    rows = rows or usual_rows(account, year)
    issues = {row.issue.key: row.issue for row in rows}
    pricing = _pricing(issues, year, assumptions)
    worths = _worths(rows, pricing)
    currency = account.file.currency
    alternatives = [of(year, assumptions, currency) for of in (our_alternative, their_alternative)]
    agenda = _agenda(rows, worths, pricing, [each.worth for each in alternatives], currency)
    return Mandate(
        account_id=account.account_id,
        account_name=account.account_name,
        quarter=quarter,
        agenda=agenda,
        prices=tuple(_price(issue, worths[issue.key], pricing, agenda) for issue in agenda.issues),
        alternative_us=alternatives[0],
        alternative_them=alternatives[1],
        year=year,
        assumptions=assumptions,
        assumed=_assumed(worths, year),
        weights_us={row.issue.key: row.weight_us for row in rows} if from_table else {},
        weights_them={row.issue.key: row.weight_them for row in rows} if from_table else {},
        their_limits=_said(rows, "their_limit"),
        from_table=from_table,
    )


def _agenda(
    rows: tuple[Row, ...], worths: Mapping[str, Worth], pricing: Pricing,
    reservations: list[float], currency: str,
) -> Agenda:  # fmt: skip
    issues = {row.issue.key: row.issue for row in rows}
    our_links, their_links = links_between(issues, pricing)
    us = Side("us", {key: worth.us for key, worth in worths.items()}, reservations[0], our_links)
    them = Side(
        "them", {key: worth.them for key, worth in worths.items()}, reservations[1], their_links
    )
    return Agenda(
        tuple(issues.values()), us, them,
        limits=_said(rows, "limit"), targets=_said(rows, "target"),
        their_openings=_said(rows, "their_opening"), currency=currency,
    )  # fmt: skip


def _worths(rows: tuple[Row, ...], pricing: Pricing) -> dict[str, Worth]:
    """Return the worth of each issue; one without a price has that of its weight among the rest."""
    priced = {row.issue.key: worth_of(row.issue, pricing) for row in rows}
    known = {key: worth for key, worth in priced.items() if worth is not None}
    us = {row.issue.key: row.weight_us for row in rows}
    them = {row.issue.key: row.weight_them for row in rows}
    ours = _a_point(us, {key: worth.us for key, worth in known.items()})
    theirs = _a_point(them, {key: worth.them for key, worth in known.items()})
    weighed = {
        row.issue.key: weighed_worth(
            row.issue, (ours * row.weight_us, theirs * row.weight_them), _upwards(row)
        )
        for row in rows
        if row.issue.key not in known
    }
    return {row.issue.key: {**known, **weighed}[row.issue.key] for row in rows}


def _a_point(weights: Mapping[str, float], curves: Mapping[str, Curve]) -> float:
    """Return the money that one point of weight stands for, by the issues that have a price."""
    total = sum(weights[key] for key in curves)
    spans = sum(max(curve.worths) - min(curve.worths) for curve in curves.values())
    return spans / total if total > 0 else 0.0


def _upwards(row: Row) -> bool:
    """Tell whether more is better for us: our target is above our limit, or theirs below."""
    if row.target is not None and row.limit is not None and row.target != row.limit:
        return row.target > row.limit
    if row.target is not None and row.their_opening is not None:
        return row.target > row.their_opening
    return False


def _price(issue: Issue, worth: Worth, pricing: Pricing, agenda: Agenda) -> PricedStep:
    """Return a step from today; a fee is priced where the planned SKUs are listed."""
    start, step = step_of(issue)
    base = dict(agenda.today)
    if issue.key == "listing_fee" and "new_skus" in base:
        base["new_skus"] = pricing.skus_planned
    ends = base | {issue.key: start}, base | {issue.key: start + step}
    us, them = (side.worth(ends[1]) - side.worth(ends[0]) for side in (agenda.us, agenda.them))
    alone = [float(curve.at(start + step) - curve.at(start)) for curve in (worth.us, worth.them)]
    suffix = "_linked" if issue.key == "displays" and _differ(us, alone[0]) else ""
    shared = {
        "issue": issue.key, "unit": issue.unit, "currency": agenda.currency, "step": abs(step),
        "us": us, "them": them, "us_size": abs(us), "them_size": abs(them),
        "linked": abs(us - alone[0]), "linked_them": abs(them - alone[1]),
    }  # fmt: skip
    return PricedStep(
        issue.key, start, round(step, 12), us, them, f"negotiation.us_{worth.name}{suffix}",
        f"negotiation.them_{worth.name}{suffix}", {**worth.reckoned, **shared},
    )  # fmt: skip


def _differ(linked: float, alone: float) -> bool:
    return abs(linked - alone) > _CLOSE * abs(linked)


def _pricing(issues: Mapping[str, Issue], year: AccountYear, assumptions: Assumptions) -> Pricing:
    skus, fee = issues.get("new_skus"), issues.get("listing_fee")
    planned = assumptions.new_skus
    planned = planned if skus is None else min(max(planned, skus.low), skus.high)
    today = year.listing_fee if fee is None or fee.today is None else fee.today
    return Pricing(year, assumptions, planned, today)


def _said(rows: tuple[Row, ...], name: str) -> dict[str, float]:
    """Return the value of each issue that the table says, as the nearest the issue can take."""
    return {
        row.issue.key: row.issue.nearest(getattr(row, name))
        for row in rows
        if getattr(row, name) is not None
    }


def _assumed(worths: Mapping[str, Worth], year: AccountYear) -> tuple[str, ...]:
    used = ["loyal_share", "months_without"]
    used += [] if year.measured_retail else ["front_margin"]
    used += [name for worth in worths.values() for name in worth.assumed]
    return tuple(dict.fromkeys(used))
