"""Orders, deliveries, refusals and penalties: one order a week and category, a line a product.

An order arrives as a whole, and what falls short in it has one reason.

What is delivered is exactly sell-in. Orders are reconstructed from it and the fill rate.
"""

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.cases.synthesis import stories, story_figures
from ka_helpers.cases.synthesis.calendar_weeks import Amounts
from ka_helpers.cases.synthesis.story import Story
from ka_helpers.cases.synthesis.trading import Trading, Units

Flags = NDArray[np.bool_]
WINDOW_DAYS = 2
PENALISED = ("driver_procedure", "shelf_life", "unexplained")
GAP_PENALTIES = {"driver_procedure": 60_000.0, "shelf_life": 45_000.0, "unexplained": 45_000.0}
"""Story order_gap: 150,000 yuan in its quarter, split 40 / 30 / 30, at an account of that size."""
GAP_PENALTY_WEEKS = (1, 3, 5, 7)
_REASONS = {
    "short_stock": 0.40, "forecast_error": 0.16, "late_delivery": 0.14, "shelf_life": 0.10,
    "driver_procedure": 0.08, "wrong_item": 0.05, "price_mismatch": 0.04, "unexplained": 0.03,
}  # fmt: skip
_GAP_REASONS = ("driver_procedure",) * 4 + ("shelf_life",) * 3 + ("unexplained",) * 3


def order_rows(trading: Trading, chance: np.random.Generator) -> pd.DataFrame:
    """Return the rows of the table `order_line` of one account, by week, category, product."""
    product_places, week_places = np.nonzero(trading.sell_in.T)[::-1]
    lines = _lines(trading, product_places, week_places)
    order_of_line, _ = pd.factorize(lines["order_id"])
    fill = stories.fill_rates(trading.design, trading.weeks)[week_places]
    lines["qty_ordered"] = _ordered(lines, order_of_line, fill, chance)
    reasons = _reasons_of_orders(trading, order_of_line, week_places, chance)
    is_short = lines["qty_ordered"] > lines["qty_delivered"]
    lines["reject_reason"] = pd.Series(reasons[order_of_line]).where(is_short, None)
    lines["delivered_at"] = _deliveries(trading, lines, order_of_line, chance)
    _add_shelf_life(trading, lines, chance)
    prices = trading.net_prices[product_places, 0]
    lines["penalty"] = _penalties(trading, lines, week_places, prices, chance)
    return lines


def _lines(trading: Trading, product_places: Units, week_places: Units) -> pd.DataFrame:
    """Return who asked for what and when, and what was delivered."""
    product_ids = [trading.products[place].product_id for place in product_places]
    days = trading.weeks.thursdays[week_places]
    letters = [product_id[0] for product_id in product_ids]
    id_of_week = trading.design.account_id + "-" + trading.weeks.thursdays.strftime("%y%m%d")
    ids = id_of_week.to_numpy()[week_places].tolist()
    return pd.DataFrame(
        {
            "order_id": [day + letter for day, letter in zip(ids, letters, strict=True)],
            "line": product_ids,
            "account_id": trading.design.account_id,
            "qty_delivered": trading.sell_in[product_places, week_places],
            "product_id": product_ids,
            "requested_at": days,
            "window_end": days + pd.Timedelta(days=WINDOW_DAYS),
        }
    )


def _ordered(
    lines: pd.DataFrame, order_of_line: Units, fill: Amounts, chance: np.random.Generator
) -> Units:
    """Return ordered units: some orders fall short in some lines, so that the fill is as meant."""
    delivered = lines["qty_delivered"].to_numpy()
    order_rate = np.where(fill < 0.8, 1.0, 0.14)
    line_rate = np.where(fill < 0.8, 0.92, 0.6)
    short_rate = order_rate * line_rate
    cut = 1 - short_rate / (1 / fill - 1 + short_rate)
    in_trouble = chance.random(int(order_of_line.max()) + 1)[order_of_line] < order_rate
    is_short = in_trouble & (chance.random(len(lines)) < line_rate)
    own_cut = np.clip(cut * chance.uniform(0.8, 1.2, len(lines)), 0, 0.9)
    ordered = np.where(is_short, np.ceil(delivered / (1 - own_cut)), delivered)
    return np.asarray(ordered, dtype=np.int64)


def _reasons_of_orders(
    trading: Trading, order_of_line: Units, week_places: Units, chance: np.random.Generator
) -> Any:
    """Return the reason that each order would fall short for, if it does."""
    names, rates = list(_REASONS), list(_REASONS.values())
    count = int(order_of_line.max()) + 1
    reasons = chance.choice(names, p=rates, size=count).astype(object)
    story = stories.told_at(trading.design, "order_gap")
    if story is not None:
        since = stories.quarters_from(story, trading.weeks)[week_places]
        planted = np.unique(order_of_line[(since >= -2) & (since <= 0)])
        reasons[planted] = [_GAP_REASONS[number % len(_GAP_REASONS)] for number in planted]
    return reasons


def _deliveries(
    trading: Trading, lines: pd.DataFrame, order_of_line: Units, chance: np.random.Generator
) -> pd.Series:
    """Return arrival days, one an order; late ones are past the window by one to three days.

    What is asked for on the very last days is taken as there when the data end.
    """
    count = int(order_of_line.max()) + 1
    blamed = lines["reject_reason"].isin(["late_delivery", "driver_procedure"])
    is_blamed = blamed.groupby(order_of_line).any().to_numpy()
    is_late = is_blamed | (chance.random(count) < trading.design.field.late_rate)
    days = np.where(
        is_late,
        WINDOW_DAYS + chance.integers(1, 4, count),
        chance.integers(0, WINDOW_DAYS + 1, count),
    )
    arrivals = lines["requested_at"] + pd.to_timedelta(days[order_of_line], unit="D")
    last = trading.weeks.as_of
    return arrivals.where(arrivals <= last, last)


def _add_shelf_life(trading: Trading, lines: pd.DataFrame, chance: np.random.Generator) -> None:
    """Add remaining and least shelf life; what was refused for it is below the limit."""
    least = 0.60 if trading.design.channel in ("modern", "convenience") else 0.50
    fresh = chance.uniform(least + 0.04, 0.95, len(lines))
    old = least - chance.uniform(0.02, 0.15, len(lines))
    refused = (lines["reject_reason"] == "shelf_life").to_numpy()
    lines["remaining_life_pct"] = np.round(np.where(refused, old, fresh), 3)
    lines["min_life_pct"] = least


def _penalties(
    trading: Trading,
    lines: pd.DataFrame,
    week_places: Units,
    prices: Amounts,
    chance: np.random.Generator,
) -> Amounts:
    """Return penalties in yuan: 8 % of the missing value on some refused lines."""
    missing = (lines["qty_ordered"] - lines["qty_delivered"]).to_numpy() * prices
    charged = lines["reject_reason"].isin(["late_delivery", *PENALISED]).to_numpy()
    charged = charged & (chance.random(len(lines)) < 0.5)
    penalties = np.round(0.08 * missing * charged, 2)
    if story := stories.told_at(trading.design, "order_gap"):
        penalties[stories.in_quarter(story, trading.weeks)[week_places]] = 0.0
        penalties += _gap_penalties(trading, story, lines, missing)
    return penalties


def _gap_penalties(
    trading: Trading, story: Story, lines: pd.DataFrame, missing: Amounts
) -> Amounts:
    """Return the story's penalties, spread by missing value over four weeks, exact in sum.

    A small account may have no line of a reason in those weeks: then any week of the quarter.
    """
    review = trading.weeks.thursdays[stories.in_quarter(story, trading.weeks)]
    days = [review[place] for place in GAP_PENALTY_WEEKS]
    penalties = np.zeros(len(lines))
    for reason, told in GAP_PENALTIES.items():
        total = round(told * story_figures.size_of_gap(trading.design, story), 2)
        blamed = (lines["reject_reason"] == reason).to_numpy() & (missing > 0)
        for among in (days, review):
            places = np.flatnonzero(blamed & lines["requested_at"].isin(among).to_numpy())
            if len(places):
                break
        else:
            continue
        shares = np.round(total * missing[places] / missing[places].sum(), 2)
        shares[-1] += total - shares.sum()
        penalties[places] = np.round(shares, 2)
    return penalties
