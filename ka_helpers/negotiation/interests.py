"""What a buyer really wants: private weights from the account's record and the buyer's duties.

A buyer answers for seven things. How hard each presses is read from the account's record (its
margin, its growth, what we already hold); the seed adds the person. A duty on which nothing is
recorded presses as usual (1). Not in here: how that buyer negotiates (`styles`).

References
----------
Source 002: the seven duties of the purchasing department.
"""

import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from ka_helpers.cases.case import AccountSlice
from ka_helpers.metrics import share as share_of
from ka_helpers.metrics.account_finance import account_finance
from ka_helpers.metrics.assessment import Context
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.pricing_issues import recognised
from ka_helpers.negotiation.sides import Side
from ka_helpers.periods import Calendar

DUTIES = ("category", "price", "margin", "sales", "promotions", "display", "supplier")
"""The seven duties; each is the message `buyer.duty_<key>`."""
SERVES: Mapping[str, Mapping[str, float]] = {
    "rebate": {"margin": 0.7, "price": 0.3},
    "payment_days": {"margin": 0.4, "supplier": 0.6},
    "displays": {"display": 0.8, "category": 0.2},
    "promotion_slots": {"promotions": 0.7, "sales": 0.3},
    "listing_fee": {"margin": 0.6, "category": 0.4},
    "new_skus": {"category": 0.6, "sales": 0.4},
    "delivery_window": {"supplier": 0.7, "sales": 0.3},
    "price": {"price": 0.6, "margin": 0.4},
}
"""How much each issue serves each duty; an issue of the case's own serves all alike."""
USUAL_MARGIN, USUAL_NET, USUAL_STOCK_DAYS = 0.22, 0.01, 35.0
LEAST, MOST = 0.6, 1.7
FAR = 2.0
"""How far from money the table's points may move a weight: to twice, to half."""
PERSON = 0.22
"""How far one buyer differs from another in the same seat: standard deviation of the logarithm."""


@dataclass(frozen=True)
class Duty:
    """How hard one duty presses: 1 as usual, up to 1.7, down to 0.6.

    `because` is a message with `values`; `buyer.duty_usual` where the record says nothing.
    """

    key: str
    pressure: float
    because: str = "buyer.duty_usual"
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Interests:
    """A buyer's private interests: the duties, and the weight of each issue that follows.

    A weight of 1 values an issue as the account's money does; together the weights neither add
    to what the whole table is worth nor take from it.
    """

    duties: tuple[Duty, ...]
    weights: Mapping[str, float]

    def side(self, agenda: Agenda) -> Side:
        """Return the buyer's side of a table."""
        return agenda.them.weighed(self.weights)


def private_side(account: AccountSlice, agenda: Agenda, seed: int) -> Side:
    """Return the buyer's side with private weights; the alternative is worth what it was."""
    return private_interests(account, agenda, seed).side(agenda)


def private_interests(account: AccountSlice, agenda: Agenda, seed: int) -> Interests:
    """Return what this account's buyer wants, and why.

    The negotiation table's `weight_them` counts where it is given: it is then the middle between
    those points and money that the weights lie about.
    """
    duties = duties_of(account)
    chance = random.Random(f"{seed}:{account.account_id}:interests")
    pressure = {duty.key: duty.pressure for duty in duties}
    middle = _from_points(account, agenda)
    weights = {}
    for key in agenda.keys:
        serves = SERVES.get(key, dict.fromkeys(DUTIES, 1 / len(DUTIES)))
        pressed = sum(part * pressure[duty] for duty, part in serves.items())
        weights[key] = middle.get(key, 1.0) * pressed * float(np.exp(chance.gauss(0.0, PERSON)))
    return Interests(duties, _as_large(weights, agenda))


def duties_of(account: AccountSlice) -> tuple[Duty, ...]:
    """Return the seven duties of the account's buyer, each with what makes it press."""
    row = account.account
    finance = account_finance(row)
    known = _shares(account)
    found = [_margin(row), _price(finance.net_margin), *_selling(known), _supplier(row)]
    if finance.inventory_days is not None:
        found = [_stocked(duty, finance.inventory_days) for duty in found]
    pressing = {duty.key: duty for duty in found if duty is not None}
    return tuple(pressing.get(key, Duty(key, 1.0)) for key in DUTIES)


def boss_side(agenda: Agenda, seed: int) -> Side:
    """Return the side of the boss of the one across the table: half-way back to money.

    A boss looks at the whole account and less at one department's figures; the seed adds the
    person. The alternative stays what it is.
    """
    chance = random.Random(f"{seed}:boss")
    weights = {}
    for key in agenda.keys:
        mine = _span(agenda, key)
        money = mine
        if agenda.their_money is not None:
            money = float(np.ptp(agenda.their_money.curves[key].at(agenda.by_key[key].values)))
        weights[key] = (1 + (money / mine if mine > 0 else 1)) / 2
        weights[key] *= float(np.exp(chance.gauss(0.0, PERSON / 2)))
    return agenda.them.weighed(_as_large(weights, agenda))


def _margin(row: Mapping[str, Any]) -> Duty:
    sales, cost = row.get("annual_sales"), row.get("cost_of_sales")
    if not sales or cost is None:
        return Duty("margin", 1.0)
    margin = 1 - float(cost) / float(sales)
    pressure = _kept(1 + (USUAL_MARGIN - margin) / USUAL_MARGIN * 1.5)
    return Duty("margin", pressure, _side_of(pressure, "margin"), {"margin": margin})


def _price(net: float | None) -> Duty:
    if net is None:
        return Duty("price", 1.0)
    pressure = _kept(1 + (USUAL_NET - net) * 12)
    return Duty("price", pressure, _side_of(pressure, "price"), {"net": net})


def _selling(known: "_Shares") -> tuple[Duty, ...]:
    """Return the duties that the account's growth, our share and our displays press."""
    duties = []
    if known.growth is not None:
        pressure = _kept(1.1 - 2 * known.growth)
        for key in ("sales", "promotions"):
            duties.append(
                Duty(key, pressure, _side_of(pressure, "growth"), {"growth": known.growth})
            )
    if known.ours is not None:
        pressure = _kept(0.8 + 1.2 * known.ours)
        duties.append(
            Duty("category", pressure, _side_of(pressure, "category"), {"ours": known.ours})
        )
    if known.display is not None:
        pressure = _kept(known.display / 100)
        values = {"index": known.display}
        duties.append(Duty("display", pressure, _side_of(pressure, "display"), values))
    return tuple(duties)


def _supplier(row: Mapping[str, Any]) -> Duty:
    grade = row.get("relation_grade")
    if grade is None:
        return Duty("supplier", 1.0)
    pressure = _kept(1 + (3 - float(grade)) * 0.15)
    return Duty("supplier", pressure, _side_of(pressure, "supplier"), {"grade": float(grade)})


def _stocked(duty: Duty, days: float) -> Duty:
    """Return the duty, pressed further where the account's money is tied up in stock."""
    if duty.key != "supplier" or days <= USUAL_STOCK_DAYS:
        return duty
    pressure = _kept(duty.pressure + (days - USUAL_STOCK_DAYS) / 100)
    return Duty("supplier", pressure, "buyer.duty_stock", {"days": days})


@dataclass(frozen=True)
class _Shares:
    growth: float | None = None
    ours: float | None = None
    display: float | None = None


def _shares(account: AccountSlice) -> _Shares:
    """Return the account's growth, our share of its category, our displays against it."""
    if not {"sales", "market"} <= account.keys() or account["sales"].empty:
        return _Shares()
    context = Context(
        as_of=str(account.file.as_of or ""),
        calendar=Calendar(account.file.calendar.fiscal_year_start_month),
    )
    quarter = account.file.parameters.quarter or str(account["sales"]["quarter"].max())
    found = share_of.assess(account, quarter, context)
    if found is None:
        return _Shares()
    display = next((each.index for each in found.fair_shares if each.tactic == "display"), None)
    return _Shares(found.account_growth.value, found.share.value, display)


def _from_points(account: AccountSlice, agenda: Agenda) -> Mapping[str, float]:
    """Return the weights that lie half-way from money to the table's points, where it has any."""
    if "negotiation" not in account or account["negotiation"].empty:
        return {}
    table = account["negotiation"]
    latest = table[table["case_id"] == table["case_id"].max()]
    points: dict[str, float] = {}
    for text, unit, weight in zip(
        latest["issue"], latest["unit"], latest["weight_them"], strict=True
    ):
        named = (issue.key for issue in agenda.issues if issue.name == text)
        key = next(named, recognised(str(text), str(unit)))
        if key in agenda.keys and weight > 0:
            points[str(key)] = float(weight)
    spans = {key: _span(agenda, key) for key in points}
    if not points or not all(spans.values()):
        return {}
    share = {key: points[key] / sum(points.values()) for key in points}
    money = {key: spans[key] / sum(spans.values()) for key in points}
    halfway = {key: (share[key] / money[key]) ** 0.5 for key in points}
    return {key: min(max(weight, 1 / FAR), FAR) for key, weight in halfway.items()}


def _as_large(weights: Mapping[str, float], agenda: Agenda) -> dict[str, float]:
    """Return the weights, all times one factor, so that the whole table is worth what it was."""
    spans = {key: _span(agenda, key) for key in weights}
    weighed = sum(weights[key] * spans[key] for key in weights)
    factor = sum(spans.values()) / weighed if weighed > 0 else 1.0
    return {key: round(weight * factor, 6) for key, weight in weights.items()}


def _span(agenda: Agenda, key: str) -> float:
    worths = agenda.them.curves[key].at(agenda.by_key[key].values)
    return float(np.ptp(worths))


def _kept(pressure: float) -> float:
    return round(min(max(pressure, LEAST), MOST), 4)


def _side_of(pressure: float, subject: str) -> str:
    return f"buyer.duty_{subject}_{'presses' if pressure >= 1 else 'eases'}"
