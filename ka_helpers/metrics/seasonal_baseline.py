"""What an account's products would sell without promotion, the season borrowed from the rest.

The logarithm of a product's units in a week is its own level and trend, the season of its
category, what that week did to the whole account and to the category, and noise. All of it
is estimated from clean weeks only, so that the weeks of a promotion are judged by the
products that were not in it: a holiday lifts them too. Assumed: a promotion of one product
does not move the others' sales much, and products of a category share their season.
Week effects have heavy tails, so that a holiday is followed and not averaged away.
Not in here: promotions' uplift (see `uplift`).

References
----------
Baselines from weekly store sales: Abraham & Lodish, Marketing Science 12(3), 1993, 248-269;
the multiplicative form: Wittink et al. 1988 (SCAN*PRO).
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.metrics.season import season_features, years_from_middle
from ka_helpers.metrics.weekly_units import Grid, Mask

METHOD = "shared_season"
FEWEST_CLEAN_WEEKS = 8
ROUNDS = 8
TREND_SPREAD, SEASON_SPREAD = 0.5, 0.5
"""Prior standard deviations on the log scale: of a trend a year, of a season's feature."""
NEIGHBOURS = 3
TAIL = 4.0
"""Degrees of freedom of the week effects' tails."""
Array = NDArray[np.floating[Any]]


@dataclass(frozen=True, eq=False)
class Spreads:
    """Variances on the log scale: of each product's noise, of week effects.

    `usual` is the usual variance of an effect, `effects` that of each week's: a holiday's is
    many times the usual one.
    """

    noise: Array
    usual: Array
    effects: Array

    @classmethod
    def to_begin_with(cls, products: int, effects: int, weeks: int) -> "Spreads":
        """Return round figures to start the search from."""
        return cls(
            np.full(products, 0.02), np.full((effects, 1), 0.05), np.full((effects, weeks), 0.05)
        )


@dataclass(frozen=True, eq=False)
class SeasonalBaseline:
    """Expected clean units, products x weeks, and how sure they are.

    `noise` is the variance of a product's weekly sales about the baseline, on the log scale;
    `degrees` its degrees of freedom; `persistence` is how much a week's noise is like that of
    the weeks next to it (correlation, 0-1). Products with too few clean weeks are NaN.
    """

    expected: Grid
    noise: Array
    degrees: Array
    persistence: float
    solution: "_Solution"

    def variance(self, cells: Mask) -> float:
        """Return the variance of what `cells` would have sold less the baseline's estimate.

        It holds the error of the estimate and the chance of the weeks. Both hang together
        from week to week: adding week variances up would make sums look surer than they are.
        """
        expected = np.where(cells, self.expected, 0.0)
        apart, together = (expected**2).sum(axis=1), expected.sum(axis=1) ** 2
        chance = self.noise * (apart + self.persistence * (together - apart))
        return float(chance.sum()) + self.solution.variance(expected)


def fit_seasonal_baseline(
    units: Grid, clean: Mask, category_of: Any, weeks: pd.DatetimeIndex
) -> SeasonalBaseline:
    """Return the baseline of all products of an account in all weeks.

    Parameters
    ----------
    units : products x weeks
    clean : products x weeks, True where `units` shows the ordinary pace
    category_of : the number of each product's category
    weeks : the Monday of each week
    """
    enough = clean.sum(axis=1) >= FEWEST_CLEAN_WEEKS
    used = clean & enough[:, None]
    logs = np.log(np.where(used, units, 1.0))
    system = _System(logs, used.astype(float), np.asarray(category_of), weeks)
    solution = _Solution(system, Spreads.to_begin_with(len(units), system.effects, units.shape[1]))
    for _ in range(ROUNDS):
        solution = _Solution(system, solution.better_spreads())
    expected = np.exp(solution.fitted) * solution.mean_of_noise[:, None]
    expected[~enough] = np.nan
    return SeasonalBaseline(
        expected, solution.spreads.noise, solution.degrees, solution.persistence, solution
    )


class _System:
    """The design: what of it does not change while the spreads are found.

    A product has its own level and trend (`own` features x weeks); a category shares its
    season. Parameters stand in that order, feature by feature.
    """

    def __init__(self, logs: Grid, used: Grid, category_of: Any, weeks: pd.DatetimeIndex) -> None:
        self.logs, self.used = logs, used
        self.own = np.array([np.ones(len(weeks)), years_from_middle(weeks)])
        self.season = season_features(weeks)
        self.in_category = np.eye(int(category_of.max()) + 1)[category_of]
        self.effect_of = np.column_stack([np.ones(len(logs)), self.in_category])
        self.effects = self.effect_of.shape[1]
        sharing = self.in_category @ self.in_category.sum(axis=0)
        self.features_spent = len(self.own) + len(self.season) / sharing
        seasons = len(self.season) * self.in_category.shape[1]
        spreads = np.repeat([1e3, TREND_SPREAD], len(logs)), np.full(seasons, SEASON_SPREAD)
        self.prior = np.concatenate(spreads) ** -2

    def transposed(self, cells: Array) -> Array:
        """Return, for products x weeks, the sums that each parameter takes part in."""
        shared = self.season @ cells.T @ self.in_category
        return np.concatenate([(self.own @ cells.T).ravel(), shared.ravel()])

    def fixed(self, parameters: Array) -> Array:
        """Return level, trend and season, products x weeks."""
        own, shared = np.split(parameters, [self.own.shape[0] * len(self.logs)])
        season = shared.reshape(len(self.season), -1).T @ self.season
        return np.asarray(own.reshape(len(self.own), -1).T @ self.own + self.in_category @ season)

    def normal_matrix(self, cell_weight: Array) -> Array:
        """Return the matrix of the normal equations for weeks x products x products."""
        half = cell_weight @ self.in_category
        corner = _crossed(self.own, self.season, half)
        shared = _crossed(self.season, self.season, self.in_category.T @ half)
        alone = _crossed(self.own, self.own, cell_weight)
        return np.block([[alone, corner], [corner.T, shared]]) + np.diag(self.prior)


class _Solution:
    """Levels, trends, season and week effects for given spreads, by least squares.

    Week effects are integrated out week by week, which leaves one small system.
    """

    def __init__(self, system: _System, spreads: Spreads) -> None:
        self.system, self.spreads = system, spreads
        effect_of, used = system.effect_of, system.used
        weight = (used / spreads.noise[:, None]).T
        weighted = weight[:, :, None] * effect_of
        precision = effect_of.T @ weighted + _diagonals(1 / spreads.effects.T)
        self.effect_variance = np.linalg.inv(precision)
        self.to_effects = self.effect_variance @ weighted.transpose(0, 2, 1)
        self.borrowed = weighted @ self.effect_variance @ effect_of.T
        self.cell_weight = _diagonals(weight) - weighted @ self.to_effects
        self.normal = system.normal_matrix(self.cell_weight)
        seen = np.einsum("tpq,qt->pt", self.cell_weight, system.logs * used)
        fixed = system.fixed(np.linalg.solve(self.normal, system.transposed(seen)))
        self.week_effects = np.einsum("trp,pt->rt", self.to_effects, (system.logs - fixed) * used)
        self.fitted = fixed + effect_of @ self.week_effects

    @cached_property
    def parameter_variance(self) -> Array:
        """The variance of levels, trends and seasons."""
        return np.linalg.inv(self.normal)

    @cached_property
    def degrees(self) -> Array:
        """Degrees of freedom left to each product's noise, at least one."""
        leverage = np.einsum("tpp->p", self.borrowed)
        spent = leverage + self.system.features_spent
        return np.asarray(np.maximum(self.system.used.sum(axis=1) - spent, 1.0))

    @cached_property
    def rest(self) -> Array:
        """What clean weeks sold beside the baseline, on the log scale; zero elsewhere."""
        return np.asarray((self.system.logs - self.fitted) * self.system.used)

    @property
    def mean_of_noise(self) -> Array:
        """The mean factor of each product's noise: a typical week is a little below the mean."""
        weeks = np.maximum(self.system.used.sum(axis=1), 1.0)
        widened = self.rest * np.sqrt(weeks / self.degrees)[:, None]
        return np.asarray((np.exp(widened) * self.system.used).sum(axis=1) / weeks)

    @property
    def persistence(self) -> float:
        """The mean correlation of the rest with that of the next `NEIGHBOURS` weeks, 0-1."""
        scaled, used = self.rest / np.sqrt(self.spreads.noise)[:, None], self.system.used
        lags = range(1, min(NEIGHBOURS, used.shape[1] - 1) + 1)
        products = sum(float((scaled[:, lag:] * scaled[:, :-lag]).sum()) for lag in lags)
        pairs = sum(float((used[:, lag:] * used[:, :-lag]).sum()) for lag in lags)
        return min(max(products / pairs, 0.0), 1.0) if pairs else 0.0

    def better_spreads(self) -> Spreads:
        """Return the spreads that these residuals and effects speak for."""
        squares = (self.rest**2).sum(axis=1)
        pooled = squares.sum() / self.degrees.sum()
        noise = (squares + FEWEST_CLEAN_WEEKS * pooled) / (self.degrees + FEWEST_CLEAN_WEEKS)
        unsure = np.einsum("trr->rt", self.effect_variance)
        settled = np.maximum(1 - unsure / self.spreads.effects, 0).sum(axis=1, keepdims=True)
        pull = self.spreads.usual / self.spreads.effects
        squares = (pull * self.week_effects**2).sum(axis=1, keepdims=True)
        usual = np.clip(squares / np.maximum(settled, 1e-3), 1e-6, 1.0)
        each = np.maximum((TAIL * usual + self.week_effects**2 + unsure) / (TAIL + 1), usual)
        return Spreads(np.maximum(noise, 1e-8), usual, each)

    def variance(self, weights: Grid) -> float:
        """Return the variance of sum(weights x fitted) over products x weeks."""
        weeks = np.flatnonzero(weights.any(axis=0))
        asked = weights[:, weeks].T[:, :, None]
        apart = np.zeros_like(weights)
        apart[:, weeks] = (asked - self.borrowed[weeks] @ asked)[:, :, 0].T
        fixed = self.system.transposed(apart)
        effects = (self.system.effect_of.T @ asked)[:, :, 0]
        week_part = np.einsum("tr,trs,ts->", effects, self.effect_variance[weeks], effects)
        return float(fixed @ self.parameter_variance @ fixed + week_part)


def _crossed(left: Array, right: Array, weight: Array) -> Array:
    """Return sums over weeks of left feature x right feature x weight, as one matrix."""
    pairs = np.einsum("ft,gt->fgt", left, right)
    blocks = np.tensordot(pairs, weight, axes=1).transpose(0, 2, 1, 3)
    return np.asarray(blocks.reshape(len(left) * weight.shape[1], len(right) * weight.shape[2]))


def _diagonals(rows: Array) -> Array:
    return rows[:, :, None] * np.eye(rows.shape[1])
