"""A small invented account whose uplifts are known: season, New Year, trend, noise, dips."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

NEW_YEARS = pd.DatetimeIndex(["2024-02-10", "2025-01-29", "2026-02-17"])


@dataclass(frozen=True)
class World:
    """Tables as a loaded case has them, and the truth by promotion."""

    sales: pd.DataFrame
    products: pd.DataFrame
    promotions: pd.DataFrame
    truth: pd.DataFrame


def invent(seed, *, products=16, categories=4, promotions=20, weeks=104, noise=0.10):
    """Return a world; the truth is what these very weeks would have sold without promotion."""
    chance = np.random.default_rng(seed)
    mondays = pd.date_range(end="2026-06-22", periods=weeks, freq="7D")
    category = np.arange(products) % categories
    ordinary = _ordinary(chance, mondays, category, noise)
    sold, rows = _promoted(chance, ordinary, promotions)
    ids = [f"S{place:02d}" for place in range(products)]
    sales = pd.DataFrame(
        {
            "product_id": np.repeat(ids, weeks),
            "period_start": np.tile(mondays, products),
            "units": sold.ravel(),
            "sales_value": sold.ravel() * 10.0,
            "basis": "sell_out",
            "period_type": "week",
        }
    )
    chosen = [place for place, *_ in rows]
    starts = mondays[[first for _, first, *_ in rows]]
    lengths = pd.to_timedelta([7 * length - 1 for _, _, length, *_ in rows], unit="D")
    table = pd.DataFrame(
        {
            "promo_id": [f"P{number}" for number in range(len(rows))],
            "start": starts,
            "end": starts + lengths,
            "product_id": [ids[place] for place in chosen],
        }
    )
    truth = pd.DataFrame([row[3:] for row in rows], columns=["baseline", "uplift", "dip"])
    kinds = pd.DataFrame({"product_id": ids, "category": [f"c{number}" for number in category]})
    return World(sales, kinds, table, truth)


def _ordinary(chance, mondays, category, noise):
    thursdays = mondays + pd.Timedelta(days=3)
    wave = np.cos(2 * np.pi * (thursdays.day_of_year.to_numpy() - 200) / 365.25)
    days = (thursdays.to_numpy()[:, None] - NEW_YEARS.to_numpy()) / np.timedelta64(1, "D")
    feast = np.exp(-0.5 * ((days + 11) / 8) ** 2).sum(axis=1)
    kinds = category.max() + 1
    summer, new_year = chance.uniform(0.1, 0.4, kinds), chance.uniform(0.1, 0.9, kinds)
    season = 1 + summer[:, None] * wave + new_year[:, None] * feast
    level = chance.lognormal(6, 0.7, len(category))
    growth = chance.normal(0.05, 0.1, len(category))
    years = np.arange(len(mondays)) / 52.18
    expected = level[:, None] * season[category] * np.exp(growth[:, None] * years)
    return expected * np.maximum(1 + noise * chance.normal(size=expected.shape), 0.1)


def _promoted(chance, ordinary, count):
    sold, busy, rows = ordinary.copy(), np.zeros(ordinary.shape, bool), []
    while len(rows) < count:
        place = int(chance.integers(len(ordinary)))
        length = int(chance.integers(1, 4))
        first = int(chance.integers(4, ordinary.shape[1] - length - 4))
        weeks, after = slice(first, first + length), slice(first + length, first + length + 2)
        if busy[place, first - 4 : first + length + 4].any():
            continue
        busy[place, weeks] = True
        extra = ordinary[place, weeks] * chance.uniform(0.2, 1.5)
        dip = np.minimum(0.2 * extra.sum() * np.array([0.6, 0.4]), 0.5 * ordinary[place, after])
        sold[place, weeks] += extra
        sold[place, after] -= dip
        baseline = float(ordinary[place, weeks].sum())
        rows.append((place, first, length, baseline, float(extra.sum()), float(dip.sum())))
    return np.round(sold), rows
