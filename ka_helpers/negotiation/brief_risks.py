"""What can go wrong in a negotiation, from the account's own figures, the gravest first.

Each risk is a key and values; its sentences are the messages `brief.finding_<name>`,
`..._evidence` and `..._next`. Not in here: findings of a review.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from ka_helpers.metrics.buying_centre import BuyingCentre
from ka_helpers.negotiation.alternatives import our_alternative
from ka_helpers.negotiation.brief_offers import Offer, Zone
from ka_helpers.negotiation.pricing import Mandate

LOYAL_STEP = 0.1
"""By how much the share of loyal shoppers is moved to see what hangs on it."""
Fact = str | float | int | None
_ORDER = {"bad": 0, "warn": 1, "good": 2}


@dataclass(frozen=True)
class Risk:
    """One thing to be ready for: `tone` is bad, warn or good; `stake` money a year."""

    name: str
    tone: str
    stake: float | None
    values: tuple[tuple[str, Fact], ...]


def risks_of(
    mandate: Mandate, zone: Zone, offers: tuple[Offer, ...], people: BuyingCentre | None
) -> tuple[Risk, ...]:
    """Return the risks, the gravest first, then by money."""
    found = [
        *_of_zone(mandate, zone),
        *_of_power(mandate),
        *_of_offers(mandate, {offer.name: offer for offer in offers}),
        *_of_issues(mandate),
        *_of_people(people),
        _of_assumptions(mandate),
    ]
    return tuple(sorted(found, key=lambda risk: (_ORDER[risk.tone], -abs(risk.stake or 0.0))))


def _risk(name: str, tone: str, stake: float | None, **values: Fact) -> Risk:
    return Risk(name, tone, stake, tuple(values.items()))


def _of_zone(mandate: Mandate, zone: Zone) -> Iterator[Risk]:
    bottoms = {"us": mandate.alternative_us.worth, "them": mandate.alternative_them.worth}
    if not zone.exists:
        yield _risk("no_zone", "bad", abs(zone.room), room=abs(zone.room), **bottoms)
    elif not zone.inside_limits:
        yield _risk("limits_close_zone", "bad", zone.room, room=zone.room, **bottoms)
    if mandate.alternative_us.worth > 0:
        yield _risk(
            "worth_leaving", "bad", mandate.alternative_us.worth,
            worth=mandate.alternative_us.worth, profit=mandate.year.profit,
        )  # fmt: skip


def _of_power(mandate: Mandate) -> Iterator[Risk]:
    us, them = -mandate.alternative_us.worth, -mandate.alternative_them.worth
    if us <= 0 or them <= 0:
        return
    name, tone = ("we_need_it_more", "warn") if us > them else ("they_need_it_more", "good")
    months = mandate.assumptions.months_without
    yield _risk(name, tone, abs(us - them), us=us, them=them, months=months)


def _of_offers(mandate: Mandate, offers: dict[str, Offer]) -> Iterator[Risk]:
    bottom, agenda = mandate.agenda.us.reservation, mandate.agenda
    ask = offers.get("first_ask")
    if ask is not None and ask.us < bottom:
        yield _risk("ask_below_bottom", "warn", bottom - ask.us, worth=ask.us, bottom=bottom)
    at_limits = agenda.us.worth({**agenda.today, **agenda.limits})
    if agenda.limits and at_limits < bottom:
        yield _risk("limits_add_up", "warn", bottom - at_limits, worth=at_limits, bottom=bottom)
    target = offers["target"]
    if target.us < bottom:
        yield _risk(
            "target_below_bottom", "bad", bottom - target.us, worth=target.us, bottom=bottom
        )
    if target.them < agenda.them.reservation:
        yield _risk(
            "target_too_far", "warn", agenda.them.reservation - target.them,
            worth=target.them, bottom=agenda.them.reservation,
        )  # fmt: skip


def _of_issues(mandate: Mandate) -> Iterator[Risk]:
    if "promotion_slots" in mandate.agenda.by_key:
        ran = mandate.year.promotions
        slot = mandate.price("promotion_slots")
        lost = slot.us if slot.step > 0 else -slot.us
        if ran is not None and lost < 0:
            yield _risk(
                "slots_lose", "warn", -lost * ran.slots,
                lost=-lost, n=ran.n, margin=ran.margin, spend=ran.spend,
            )  # fmt: skip


def _of_people(people: BuyingCentre | None) -> Iterator[Risk]:
    if people is None:
        yield _risk("nobody_known", "bad", None)
        return
    for person in people.people:
        if person.decides and (person.support or 0.0) < 0:
            yield _risk("decider_against", "bad", None, person=person.name)
    if not any(person.decides for person in people.people):
        yield _risk("no_decider", "bad", None)


def _of_assumptions(mandate: Mandate) -> Risk:
    """Say how far our bottom line moves with the assumption that it hangs on most."""
    loyal = mandate.assumptions.loyal_share
    worths = [
        our_alternative(
            mandate.year, replace(mandate.assumptions, loyal_share=share), mandate.agenda.currency
        ).worth
        for share in (max(loyal - LOYAL_STEP, 0.0), min(loyal + LOYAL_STEP, 1.0))
    ]
    return _risk(
        "hangs_on_loyalty", "warn", abs(worths[1] - worths[0]) / 2,
        loyal=loyal, now=mandate.alternative_us.worth, points=round(LOYAL_STEP * 100),
        low=worths[0], high=worths[1],
    )  # fmt: skip
