"""The ten-part pitch sheet for a new product: what the case can say, and what to bring.

The case fills in figures; selling points, research and samples are the account manager's own
and are named as such. Not in here: whether it will be listed (`listing`), the page (`tables`).

References
----------
Source 002: the ten parts of presenting a new listing. Facings, set of material, weeks to the
shelf and first order are ours.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

import pandas as pd

from ka_helpers.cases import Case
from ka_helpers.metrics.promotion_economics import gifts_needed
from ka_helpers.negotiation.evidence import Line
from ka_helpers.negotiation.listing import ListingFacts, Scorecard, listing_facts, scorecard_of

PARTS = (
    "features", "positioning", "market_data", "forecast", "launch", "promotions", "terms",
    "samples", "shelf", "material",
)  # fmt: skip
WEEKS_OF_QUARTER = 13
WEEKS_TO_SHELF = 2
FIRST_ORDER_WEEKS = 4
USUAL_FACINGS = 2
MATERIAL_RESERVE = 0.1


@dataclass(frozen=True)
class Part:
    """One part of the sheet: what the buyer is told, and what we bring or keep to ourselves."""

    key: str
    lines: tuple[Line, ...]
    ours: tuple[Line, ...]


@dataclass(frozen=True)
class PitchSheet:
    """The ten parts in their order, and how the product stands with the buyer."""

    account_name: str
    quarter: str
    currency: str
    scorecard: Scorecard
    parts: tuple[Part, ...]


def pitch_sheet(case: Case, account_id: str, quarter: str, product_id: str = "") -> PitchSheet:
    """Return the pitch sheet of a product for an account; none named: what would sell most.

    Raises
    ------
    RequestError : there is nothing to list, or not this product
    """
    facts = listing_facts(case, account_id, quarter, product_id)
    parts = tuple(
        Part(key, tuple(make(facts)), tuple(_ours(facts, key))) for key, make in _PARTS.items()
    )
    name, currency = facts.evidence.account.account_name, facts.evidence.context.currency
    return PitchSheet(name, quarter, currency, scorecard_of(facts), parts)


def _ours(facts: ListingFacts, key: str) -> Iterator[Line]:
    """Yield what to bring, and what the buyer is not told: what listing fees were before."""
    yield facts.evidence.line(f"pitch.bring_{key}")
    fee = _usual_fee(facts.range.case) if key == "terms" else None
    if fee is not None:
        yield _line(facts, "terms_fee", fee=fee[0], n=fee[1])


def _line(facts: ListingFacts, name: str, **values: Any) -> Line:
    return facts.evidence.line(f"pitch.{name}", product=facts.candidate.name, **values)


def _features(facts: ListingFacts) -> list[Line]:
    each = facts.candidate
    lines = [_line(facts, "features_named", category=each.category)]
    if each.pack is not None:
        lines.append(_line(facts, "features_pack", pack=each.pack))
    if each.shelf_life_days is not None:
        lines.append(_line(facts, "features_life", days=each.shelf_life_days))
    return lines


def _positioning(facts: ListingFacts) -> list[Line]:
    index, price = facts.price_index, facts.candidate.retail_price
    if index is None or price is None:
        return []
    return [_line(facts, "positioning_price", price=price, index=index)]


def _market_data(facts: ListingFacts) -> list[Line]:
    known = facts.evidence.categories
    at = next((each for each in known if each.category == facts.candidate.category), None)
    lines = []
    if at is not None:
        lines.append(
            _line(facts, "market_category", category=at.category, growth=at.growth,
                  market=at.market_growth)
        )  # fmt: skip
    if facts.candidate.growth is not None:
        lines.append(_line(facts, "market_product", growth=facts.candidate.growth))
    return lines


def _forecast(facts: ListingFacts) -> list[Line]:
    each, stores = facts.candidate, _stores(facts)
    week = each.expected / stores / WEEKS_OF_QUARTER if stores else None
    return [
        _line(facts, "forecast_quarter", expected=each.expected, low=each.low, high=each.high,
              peers=each.peers),
        _line(facts, "forecast_week", week=week, stores=stores),
        *_first_order(facts),
    ]  # fmt: skip


def _first_order(facts: ListingFacts) -> list[Line]:
    """Four weeks of what is expected, in units."""
    price = facts.net_price
    if price is None or price <= 0:
        return []
    units = ceil(facts.candidate.expected / WEEKS_OF_QUARTER * FIRST_ORDER_WEEKS / price)
    return [_line(facts, "forecast_order", units=units, weeks=FIRST_ORDER_WEEKS)]


def _launch(facts: ListingFacts) -> list[Line]:
    context = facts.evidence.context
    first = pd.Timestamp(context.as_of) + pd.Timedelta(days=context.lead_time_days)
    first += pd.Timedelta(days=-first.weekday() % 7)  # deliveries begin on a Monday
    shelf = first + pd.Timedelta(weeks=WEEKS_TO_SHELF)
    judged = shelf + pd.Timedelta(weeks=WEEKS_OF_QUARTER)
    days = {name: str(day.date()) for name, day in
            (("first", first), ("shelf", shelf), ("judged", judged))}  # fmt: skip
    return [_line(facts, "launch_days", **days, lead=context.lead_time_days)]


def _promotions(facts: ListingFacts) -> list[Line]:
    lines = []
    if facts.support is not None:
        lines.append(
            _line(facts, "promotions_money", rate=facts.support[0], amount=facts.support[1])
        )
    if facts.promotions_elsewhere:
        lines.append(_line(facts, "promotions_elsewhere", n=facts.promotions_elsewhere))
    return lines


def _terms(facts: ListingFacts) -> list[Line]:
    each, account = facts.candidate, facts.evidence.account.account
    lines = []
    if facts.net_price is not None and each.list_price is not None:
        lines.append(_line(facts, "terms_price", price=each.list_price, net=facts.net_price))
    if facts.front_margin is not None and facts.earned is not None:
        lines.append(
            _line(facts, "terms_margin", margin=facts.front_margin, earned=facts.earned,
                  shelf=each.retail_price)
        )  # fmt: skip
    if account.get("payment_term_days") is not None:
        lines.append(_line(facts, "terms_days", days=float(account["payment_term_days"])))
    if each.barcode is not None:
        lines.append(_line(facts, "terms_barcode", barcode=each.barcode))
    return lines


def _samples(facts: ListingFacts) -> list[Line]:
    people = facts.evidence.people
    return [] if people is None else [_line(facts, "samples_people", n=len(people.people))]


def _shelf(facts: ListingFacts) -> list[Line]:
    listed = [each for each in facts.range.listed if each.category == facts.candidate.category]
    if not listed or facts.goes is None:
        return []
    usual = sum(each.sales for each in listed) / len(listed)
    facings = max(1, round(USUAL_FACINGS * facts.candidate.expected / usual))
    beside = max(listed, key=lambda each: each.sales)
    return [
        _line(facts, "shelf_facings", facings=facings, beside=beside.name),
        _line(facts, "shelf_room", goes=facts.goes.name, sales=facts.goes.sales),
    ]


def _material(facts: ListingFacts) -> list[Line]:
    stores = _stores(facts)
    if not stores:
        return []
    sets = gifts_needed(stores, 1, MATERIAL_RESERVE)
    return [_line(facts, "material_sets", stores=stores, sets=sets, reserve=MATERIAL_RESERVE)]


def _stores(facts: ListingFacts) -> float | None:
    stores = facts.evidence.account.account.get("store_count")
    return float(stores) if stores else None


def _usual_fee(case: Case) -> tuple[float, int] | None:
    """Return the middle listing fee booked at any account, and how many there were."""
    if "cost" not in case.tables:
        return None
    costs = case.table("cost")
    fees = costs[(costs["cost_type"] == "listing_fee") & (costs["amount"] > 0)]
    if "scenario" in fees:
        fees = fees[fees["scenario"] == "actual"]
    return (float(fees["amount"].median()), len(fees)) if len(fees) else None


_PARTS: Mapping[str, Callable[[ListingFacts], list[Line]]] = {
    "features": _features,
    "positioning": _positioning,
    "market_data": _market_data,
    "forecast": _forecast,
    "launch": _launch,
    "promotions": _promotions,
    "terms": _terms,
    "samples": _samples,
    "shelf": _shelf,
    "material": _material,
}
