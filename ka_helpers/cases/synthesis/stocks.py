"""What an account buys from us: what it sells, smoothed, and what keeps its stock in step.

Identity: stock = stock of the week before + sell-in - sell-out, never below zero.
"""

from dataclasses import dataclass, replace

import numpy as np

from ka_helpers.cases.synthesis import stories, story_figures
from ka_helpers.cases.synthesis.calendar_weeks import Amounts, Weeks
from ka_helpers.cases.synthesis.specification import AccountDesign
from ka_helpers.cases.synthesis.trading import Units

SMOOTHING = np.array([0.5, 1, 1, 1, 1, 1, 0.5]) / 6
CORRECTION = 0.10
ORDER_NOISE = 0.04
STEP, MOST_STEPS = 1.12, 16
"""By how much loading is raised at a time, and how often."""


def draw_sell_in(
    design: AccountDesign, sell_out: Units, weeks: Weeks, chance: np.random.Generator
) -> tuple[Units, Units]:
    """Return sell-in and the stock at the end of each week, units, products x weeks."""
    wanted = _smooth(sell_out.astype(float)) * chance.lognormal(0, ORDER_NOISE, sell_out.shape)
    target = design.field.cover_weeks * _usual(sell_out)
    if story := stories.told_at(design, "phasing"):
        wanted = stories.phased(wanted, weeks.months, story_figures.last_week_share(story))
    elif story := stories.told_at(design, "quarter_end"):
        wanted = stories.at_quarter_end(wanted, weeks, story_figures.last_month_share(story))
    elif stories.tells(design, "loading"):
        return fill_up(design, sell_out, weeks, Plan(wanted, target))
    else:
        return buy(sell_out, Plan(wanted, target, CORRECTION))
    return buy(sell_out, Plan(wanted, target))


@dataclass(frozen=True)
class Plan:
    """What is ordered each week and the stock aimed at, products x weeks.

    `correction` is the part of the gap to that stock made good each week.
    """

    wanted: Amounts
    target: Amounts
    correction: float = 0.0


def buy(sell_out: Units, plan: Plan) -> tuple[Units, Units]:
    """Return sell-in and stock, products x weeks: what is sold is always there to be sold."""
    stock = np.round(plan.target[:, 0])
    bought, stocks = np.zeros_like(sell_out), np.zeros_like(sell_out)
    for week in range(sell_out.shape[1]):
        order = plan.wanted[:, week]
        if plan.correction:
            gap = plan.target[:, week] - stock
            order = order + plan.correction * gap * (sell_out[:, week] > 0)
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


def fill_up(
    design: AccountDesign, sell_out: Units, weeks: Weeks, plan: Plan
) -> tuple[Units, Units]:
    """Return sell-in and stock of an account whose targets are met by loading.

    The loaded months are even over their weeks; where the source's multiples do not fill this
    account for as long as the story tells, they are raised until they do.
    """
    story = stories.told_at(design, "loading")
    assert story is not None  # the caller has asked
    for step in range(MOST_STEPS):
        times = stories.loaded_months(story, weeks, STEP**step)
        wanted = plan.wanted.copy()
        for month, multiple in times.items():
            places = np.flatnonzero(weeks.months == month)
            if len(places):  # a short case begins after an early one of them
                wanted[:, places] = (sell_out[:, places].mean(axis=1) * multiple)[:, None]
        bought, stocks = buy(sell_out, replace(plan, wanted=wanted))
        opening = 0.0 if design.reports_execution else float(np.round(plan.target[:, 0]).sum())
        here = stories.in_quarter(story, weeks)
        sold = sell_out[:, here].sum()
        cover = (stocks[:, here][:, -1].sum() - opening) / max(sold / here.sum(), 1e-9)
        if story_figures.is_full(story, cover, bought[:, here].sum() / max(sold, 1)):
            break
    return bought, stocks
