"""What an account buys from us: what it sells, smoothed, and what keeps its stock in step.

Identity: stock = stock of the week before + sell-in - sell-out, never below zero.
"""

import numpy as np

from ka_helpers.cases.synthesis import stories
from ka_helpers.cases.synthesis.calendar_weeks import Amounts, Weeks
from ka_helpers.cases.synthesis.specification import AccountDesign
from ka_helpers.cases.synthesis.trading import Units

SMOOTHING = np.array([0.5, 1, 1, 1, 1, 1, 0.5]) / 6
CORRECTION = 0.10
ORDER_NOISE = 0.04


def draw_sell_in(
    design: AccountDesign, sell_out: Units, weeks: Weeks, chance: np.random.Generator
) -> tuple[Units, Units]:
    """Return sell-in and the stock at the end of each week, units, products x weeks."""
    wanted = _smooth(sell_out.astype(float)) * chance.lognormal(0, ORDER_NOISE, sell_out.shape)
    if design.story == "phasing":
        wanted = stories.phased(wanted, weeks.months)
    loaded = _loading(sell_out, weeks) if design.story == "loading" else {}
    target = design.field.cover_weeks * _usual(sell_out)
    stock = np.round(target[:, 0])
    bought, stocks = np.zeros_like(sell_out), np.zeros_like(sell_out)
    for week in range(sell_out.shape[1]):
        order = loaded.get(week, wanted[:, week])
        if design.story not in ("loading", "phasing"):
            order = order + CORRECTION * (target[:, week] - stock) * (sell_out[:, week] > 0)
        needed = sell_out[:, week] - stock
        bought[:, week] = np.maximum(np.round(order), np.maximum(needed, 0))
        stock = stock + bought[:, week] - sell_out[:, week]
        stocks[:, week] = stock
    return bought, stocks


def _smooth(sell_out: Amounts) -> Amounts:
    """Return a centred seven-week mean: buyers order a few weeks ahead of what they expect."""
    padded = np.pad(sell_out, ((0, 0), (3, 3)), mode="edge")
    return np.array([np.convolve(row, SMOOTHING, mode="valid") for row in padded])


def _usual(sell_out: Units) -> Amounts:
    """Return mean weekly sell-out of the year around each week, so that stock has no season."""
    half = 26
    padded = np.pad(sell_out.astype(float), ((0, 0), (half, half)), mode="reflect")
    window = np.ones(2 * half + 1) / (2 * half + 1)
    return np.array([np.convolve(row, window, mode="valid") for row in padded])


def _loading(sell_out: Units, weeks: Weeks) -> dict[int, Amounts]:
    """Return the orders of loaded months, even over each month's weeks."""
    orders = {}
    for month, multiple in stories.LOADED_MONTHS.items():
        places = np.flatnonzero(weeks.months == month)
        if len(places):
            even = sell_out[:, places].mean(axis=1) * multiple
            orders.update({int(place): even for place in places})
    return orders
