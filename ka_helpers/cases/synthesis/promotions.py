"""Promotions: which, when and how they were agreed, and what they really did (planted truth).

A promotion is of one product and runs whole weeks, Monday to Sunday. In its weeks sell-out is
baseline times a lift; part of the extra units is missing in the three weeks after.
"""

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from ka_helpers.cases.synthesis import stories
from ka_helpers.cases.synthesis.calendar_weeks import Amounts, Weeks
from ka_helpers.cases.synthesis.demand import Demand
from ka_helpers.cases.synthesis.specification import AccountDesign

LAST_START_WEEK = 9
REST_WEEKS = 9
"""A product is not promoted again within so many weeks, so that its baseline shows."""
PLANNED_BESIDE = 2
"""Promotions a quarter that our own people plan beside those that the buyer forces."""
PLANNED_WEEKS = 10
PULL_FORWARD = (0.5, 0.3, 0.2)
CANCELLED_RATE = 0.03

MECHANICS = {
    "price_cut": (0.34, "consumer"),
    "gift": (0.14, "consumer"),
    "bonus_pack": (0.12, "consumer"),
    "discount": (0.12, "trade"),
    "display_fee": (0.12, "trade"),
    "sampling": (0.06, "consumer"),
    "contest": (0.03, "consumer"),
    "sales_reward": (0.04, "trade"),
    "store_contest": (0.03, "trade"),
}
LIFT_OF_MECHANIC = {
    "gift": 0.42, "bonus_pack": 0.55, "display_fee": 0.30, "sampling": 0.25,
    "contest": 0.18, "sales_reward": 0.22, "store_contest": 0.20,
}  # fmt: skip
PRICE_ELASTICITY = 2.6
DISPLAY_LIFT, FEATURE_LIFT = 0.22, 0.16


@dataclass(frozen=True)
class Promotion:
    """One promotion as chance and the account's habits made it."""

    place: int
    """Of the product in the account's range."""
    first_week: int
    week_count: int
    mechanic: str
    discount: float
    display: bool
    feature: bool
    buyer_forced: bool
    lead_days: int
    lift: float
    """Extra units as a fraction of baseline."""
    pull_forward: float
    cancelled: bool

    @property
    def weeks(self) -> slice:
        """The weeks it runs."""
        return slice(self.first_week, self.first_week + self.week_count)


def draw_promotions(
    design: AccountDesign, demand: Demand, weeks: Weeks, chance: np.random.Generator
) -> list[Promotion]:
    """Return an account's promotions of every quarter that has data, by first week."""
    promotions: list[Promotion] = []
    quarters = weeks.quarters.tolist()
    forced_in = stories.forced_promotions(design, weeks)
    rested = np.zeros(len(demand.products))
    for quarter in dict.fromkeys(quarters):
        first = quarters.index(quarter)
        count, forced = _how_many(design, forced_in.get(quarter, 0), chance)
        starts = np.sort(chance.integers(1, LAST_START_WEEK + 1, count)) + first
        for number, start in enumerate(starts.tolist()):
            place = _choose_product(demand, start, rested, chance)
            promotion = _draw_promotion(place, start, number < forced, chance)
            if forced and not promotion.buyer_forced:
                promotion = _prefer_gifts(promotion)
            rested[place] = start + promotion.week_count + REST_WEEKS
            promotions.append(promotion)
    return promotions


def _how_many(design: AccountDesign, forced: int, chance: np.random.Generator) -> tuple[int, int]:
    """Return the number of promotions of a quarter and how many the buyer forces as price cuts."""
    fewest, most = design.promotion_rhythm
    count = int(chance.integers(fewest, most + 1))
    return (forced + PLANNED_BESIDE if forced else count), forced


def _choose_product(
    demand: Demand, start: int, rested: Amounts, chance: np.random.Generator
) -> int:
    """Return a rested product that has sold for 12 weeks, bigger sellers more often."""
    settled = demand.listed[:, max(start - 12, 0)] & (rested <= start)
    sales = demand.expected.mean(axis=1) * settled
    if sales.sum() == 0:
        return int(np.argmin(rested))
    return int(chance.choice(len(sales), p=sales**0.7 / (sales**0.7).sum()))


def _draw_promotion(place: int, start: int, forced: bool, chance: np.random.Generator) -> Promotion:
    names, rates = list(MECHANICS), np.array([rate for rate, _ in MECHANICS.values()])
    mechanic = "price_cut" if forced else str(chance.choice(names, p=rates / rates.sum()))
    by_price = mechanic in ("price_cut", "discount")
    discount = float(chance.choice([0.25, 0.3, 0.35] if forced else [0.1, 0.15, 0.2, 0.25]))
    promotion = Promotion(
        place=place,
        first_week=start,
        week_count=int(chance.choice([2, 3])),
        mechanic=mechanic,
        discount=discount if by_price else 0.0,
        display=bool(chance.random() < 0.5),
        feature=bool(chance.random() < 0.45),
        buyer_forced=forced or (mechanic != "price_cut" and bool(chance.random() < 0.12)),
        lead_days=int(chance.integers(7, 15) if forced else chance.integers(32, 74)),
        lift=0.0,
        pull_forward=float(chance.uniform(0.12, 0.32)),
        cancelled=not forced and bool(chance.random() < CANCELLED_RATE),
    )
    return replace(promotion, lift=_lift(promotion) * float(chance.lognormal(0, 0.18)))


def _lift(promotion: Promotion) -> float:
    lift = LIFT_OF_MECHANIC.get(promotion.mechanic, 0.0)
    if promotion.discount:
        lift = (1 - promotion.discount) ** -PRICE_ELASTICITY - 1
    return lift + DISPLAY_LIFT * promotion.display + FEATURE_LIFT * promotion.feature


def _prefer_gifts(promotion: Promotion) -> Promotion:
    """Return what the brand team plans itself where the buyer asks for price cuts."""
    if promotion.mechanic != "price_cut":
        return promotion
    planned = replace(promotion, mechanic="gift", discount=0.0)
    return replace(planned, lift=_lift(planned))


@dataclass(frozen=True)
class Effects:
    """What promotions did, products x weeks: extra and missing units, price cuts."""

    extra: Amounts
    missing: Amounts
    price_cut: Amounts


def effects_of(promotions: list[Promotion], baseline: Amounts) -> Effects:
    """Return the units that promotions added and took away, each at least zero."""
    extra, missing, cut = (np.zeros_like(baseline) for _ in range(3))
    for promotion in promotions:
        if promotion.cancelled:
            continue
        row, weeks = promotion.place, promotion.weeks
        gained = np.round(baseline[row, weeks] * promotion.lift)
        extra[row, weeks] += gained
        cut[row, weeks] = promotion.discount
        for week, lost in enumerate(_dip(promotion, float(gained.sum())), weeks.stop):
            if week < baseline.shape[1]:
                missing[row, week] += min(lost, np.floor(0.5 * baseline[row, week]))
    return Effects(extra, missing, cut)


def _dip(promotion: Promotion, gained: float) -> list[float]:
    return [round(gained * promotion.pull_forward * part) for part in PULL_FORWARD]


def draw_planned(
    demand: Demand, weeks: Weeks, chance: np.random.Generator
) -> list[tuple[Promotion, pd.Timestamp]]:
    """Return two or three promotions planned for the next quarter, and their first days."""
    second_week = weeks.mondays[-1] + pd.Timedelta(days=14)
    mondays = pd.date_range(second_week, periods=PLANNED_WEEKS, freq="7D")
    chosen = chance.choice(len(mondays), size=int(chance.integers(2, 4)), replace=False)
    sales = demand.expected[:, -12:].mean(axis=1)
    places = chance.choice(len(sales), size=len(chosen), replace=False, p=sales / sales.sum())
    week_after_last = demand.expected.shape[1]
    return [
        (_draw_promotion(place, week_after_last, False, chance), mondays[monday])
        for place, monday in zip(places.tolist(), sorted(chosen.tolist()), strict=True)
    ]


def status_of(days: tuple[pd.Timestamp, pd.Timestamp], cancelled: bool, as_of: pd.Timestamp) -> str:
    """Return where a promotion of these first and last days stands on the data's last one."""
    start, end = days
    if cancelled:
        return "cancelled"
    if end <= as_of:
        return "done"
    return "running" if start <= as_of else "planned"
