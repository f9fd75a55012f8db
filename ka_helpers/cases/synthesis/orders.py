"""Orders, deliveries, refusals and penalties: one order a week, a line a product.

What is delivered is exactly sell-in. Orders are reconstructed from it and the fill rate.
"""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.cases.synthesis import stories
from ka_helpers.cases.synthesis.calendar_weeks import REVIEW_QUARTER, Amounts
from ka_helpers.cases.synthesis.trading import Trading, Units

Flags = NDArray[np.bool_]
WINDOW_DAYS = 2
PENALISED = ("driver_procedure", "shelf_life", "unexplained")
GAP_PENALTIES = {"driver_procedure": 60_000.0, "shelf_life": 45_000.0, "unexplained": 45_000.0}
"""Story order_gap: 150,000 yuan in the review quarter, split 40 / 30 / 30."""
GAP_PENALTY_WEEKS = (1, 3, 5, 7)
_REASONS = {
    "short_stock": 0.40, "forecast_error": 0.16, "late_delivery": 0.14, "shelf_life": 0.10,
    "driver_procedure": 0.08, "wrong_item": 0.05, "price_mismatch": 0.04, "unexplained": 0.03,
}  # fmt: skip
_GAP_REASONS = {"driver_procedure": 0.40, "shelf_life": 0.30, "unexplained": 0.30}


def order_rows(trading: Trading, chance: np.random.Generator) -> pd.DataFrame:
    """Return the rows of the table `order_line` of one account, by week and product."""
    product_places, week_places = np.nonzero(trading.sell_in.T)[::-1]
    delivered = trading.sell_in[product_places, week_places]
    fill = stories.fill_rates(trading.design, trading.weeks)[week_places]
    ordered, is_short = _ordered(delivered, fill, chance)
    days = trading.weeks.thursdays[week_places]
    lines = pd.DataFrame(
        {
            "order_id": trading.design.account_id + "-" + days.strftime("%Y%m%d"),
            "line": [trading.products[place].product_id for place in product_places],
            "account_id": trading.design.account_id,
            "qty_ordered": ordered,
            "qty_delivered": delivered,
            "product_id": [trading.products[place].product_id for place in product_places],
            "requested_at": days,
            "window_end": days + pd.Timedelta(days=WINDOW_DAYS),
        }
    )
    lines["reject_reason"] = _reasons(trading, week_places, is_short, chance)
    lines["delivered_at"] = _deliveries(trading, lines, chance)
    _add_shelf_life(trading, lines, chance)
    prices = trading.net_prices[product_places, 0]
    lines["penalty"] = _penalties(trading, lines, week_places, prices, chance)
    return lines


def _ordered(delivered: Units, fill: Amounts, chance: np.random.Generator) -> tuple[Units, Flags]:
    """Return ordered units and which lines fell short, so that the mean fill is as meant."""
    short_rate = np.where(fill < 0.8, 0.72, 0.16)
    cut = 1 - short_rate / (1 / fill - 1 + short_rate)
    is_short = chance.random(len(delivered)) < short_rate
    own_cut = np.clip(cut * chance.uniform(0.8, 1.2, len(delivered)), 0, 0.9)
    ordered = np.where(is_short, np.ceil(delivered / (1 - own_cut)), delivered)
    return ordered.astype(np.int64), is_short & (ordered > delivered)


def _reasons(
    trading: Trading, week_places: Units, is_short: Flags, chance: np.random.Generator
) -> pd.Series:
    usual = chance.choice(list(_REASONS), p=list(_REASONS.values()), size=len(is_short))
    reasons = usual.astype(object)
    if trading.design.story == "order_gap":
        gap = chance.choice(list(_GAP_REASONS), p=list(_GAP_REASONS.values()), size=len(is_short))
        late = trading.weeks.quarters[week_places] >= "2025Q4"
        reasons[late] = gap[late]
    reasons[~is_short] = None
    return pd.Series(reasons)


def _deliveries(trading: Trading, lines: pd.DataFrame, chance: np.random.Generator) -> pd.Series:
    """Return arrival days; late ones are past the window by one to three days."""
    on_time = lines["requested_at"] + pd.to_timedelta(
        chance.integers(0, WINDOW_DAYS + 1, len(lines)), unit="D"
    )
    late = lines["window_end"] + pd.to_timedelta(chance.integers(1, 4, len(lines)), unit="D")
    blamed = lines["reject_reason"].isin(["late_delivery", "driver_procedure"])
    is_late = blamed | (chance.random(len(lines)) < trading.design.field.late_rate)
    return on_time.where(~is_late, late)


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
    """Return penalties in yuan: 5 % of the missing value on some refused lines."""
    missing = (lines["qty_ordered"] - lines["qty_delivered"]).to_numpy() * prices
    charged = lines["reject_reason"].isin(["late_delivery", *PENALISED]).to_numpy()
    charged = charged & (chance.random(len(lines)) < 0.5)
    penalties = np.round(0.08 * missing * charged, 2)
    if trading.design.story == "order_gap":
        in_review = trading.weeks.quarters[week_places] == REVIEW_QUARTER
        penalties[in_review] = 0.0
        penalties += _gap_penalties(trading, lines, missing)
    return penalties


def _gap_penalties(trading: Trading, lines: pd.DataFrame, missing: Amounts) -> Amounts:
    """Return the story's penalties, spread by missing value over four weeks, exact in sum."""
    review = trading.weeks.thursdays[trading.weeks.quarters == REVIEW_QUARTER]
    days = [review[place] for place in GAP_PENALTY_WEEKS]
    in_weeks = lines["requested_at"].isin(days).to_numpy()
    penalties = np.zeros(len(lines))
    for reason, total in GAP_PENALTIES.items():
        places = np.flatnonzero(in_weeks & (lines["reject_reason"] == reason).to_numpy())
        shares = np.round(total * missing[places] / missing[places].sum(), 2)
        shares[-1] += total - shares.sum()
        penalties[places] = np.round(shares, 2)
    return penalties
