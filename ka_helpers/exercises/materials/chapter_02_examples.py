"""Which accounts and figures chapter 2 asks about: found so that each mistake gives another answer.

A question is only worth asking where the mistakes it is about do not give the right answer by
chance; each function looks for the first account, the lesson's own before the largest, where they
do not. Not in here: the right answers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import TypeVar

import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_02 import (
    account_measures,
    account_scores,
    owed_by,
    placed_accounts,
    rules_of,
    score_card,
)
from ka_helpers.exercises.variants import varied
from ka_helpers.metrics.account_finance import DAYS_OF_YEAR, account_finance
from ka_helpers.metrics.reweighting import reweighted
from ka_helpers.metrics.scoring import evaluate

GROWTH_FIRST = {"annual_sales": 20.0, "growth": 70.0, "payment_days": 10.0}
"""Weights of a head office that wants growth before anything else."""
SHORTLIST = 4
Example = TypeVar("Example")
_AMONG = 12
_APART = 0.2


@dataclass(frozen=True)
class Offer:
    """What an account that is not in the case says of itself: yuan a year, days to pay."""

    annual_sales: float
    payment_days: float


@dataclass(frozen=True)
class Partly:
    """An account of which not all of the support axis was measured, or is read as such."""

    account_id: str
    struck: tuple[str, ...]
    card: pd.DataFrame


@dataclass(frozen=True)
class Uncertain:
    """A few accounts: the one nearest to a cut, and the one nearest on the other axis."""

    shortlist: tuple[str, ...]
    nearest: str
    nearest_on_other: str


def retailers_offer(lesson: Lesson) -> Offer:
    """Return sales exactly on the edge of two bands, and days inside the last band but one.

    A variant asks at the next edge, and of days inside the second band.
    """
    sales, days = (rules_of(lesson)[name] for name in ("annual_sales", "payment_days"))
    place, around = varied(lesson, (1, (2, 3)), ((2, (0, 1)),))
    edge, bounds = sales.bands[place].bound, [days.bands[each].bound for each in around]
    between = sum(bound or 0.0 for bound in bounds) / len(bounds)
    return Offer(float(edge or 0.0), float(round(between)))


def scored_example(lesson: Lesson) -> str:
    """Return an account whose attractiveness comes out otherwise by each known mistake.

    Raises
    ------
    NotGradableError : there is none
    """
    return _asked_of(lesson, _scored(lesson))


def _scored(lesson: Lesson) -> Iterator[tuple[float, str]]:
    """Yield points and account where each known mistake comes out otherwise."""
    for account_id in _accounts(lesson):
        card = score_card(lesson, account_id, "attractiveness")
        if card["part"].isna().any():
            continue
        right = float((card["part"] * card["weight"]).sum())
        level = float(card["part"].mean() * 100)
        from_zero = float(((card["grade"] - 1) / 4 * card["weight"]).sum())
        if _apart([right, level, from_zero, right / 100]):
            yield right, account_id


def partly_measured(lesson: Lesson) -> Partly:
    """Return an account not wholly measured, or one with its displays read as not measured.

    Raises
    ------
    NotGradableError : there is none
    """
    return _asked_of(lesson, _partly_known(lesson))


def _partly_known(lesson: Lesson) -> Iterator[tuple[float, Partly]]:
    """Yield points and account where what is missing counts, and each mistake gives another."""
    for struck in ((), ("display_share",)):
        for account_id in _accounts(lesson):
            card = score_card(lesson, account_id, "support", struck)
            known = card[card["part"].notna()]
            if not 0 < len(known) < len(card):
                continue
            earned, weighed = float((known["part"] * known["weight"]).sum()), known["weight"].sum()
            missing = 100 - weighed
            scores = [100 * earned / weighed, earned, earned + 0.2 * missing]
            if _apart(scores) and _apart([weighed, 100 * len(known) / len(card)]):
                yield scores[0] + weighed / 1000, Partly(account_id, struck, card)


def one_sided_account(lesson: Lesson) -> str:
    """Return an account high on one axis only, well measured and not borderline if there is one.

    Raises
    ------
    NotGradableError : every account is high, or low, on both
    """
    placed = lesson.once(placed_accounts)
    mixed = placed[placed["quadrant"].isin(["cash_cow", "question_mark"])]
    if mixed.empty:
        raise NotGradableError("chapter_02.no_one_sided")
    whole = mixed["support_coverage"] >= 1
    order = mixed.assign(thin=~whole, cow=mixed["quadrant"] != "cash_cow")
    return str(order.sort_values(["borderline", "thin", "cow"], kind="stable").index[0])


def uncertain_accounts(lesson: Lesson) -> Uncertain:
    """Return accounts of which another is nearest to a cut if one looks at one axis only.

    Raises
    ------
    NotGradableError : there are none
    """
    placed = lesson.once(placed_accounts)
    away = (placed[["support", "attractiveness"]] - rules_of(lesson).cut).abs()
    least = away.min(axis=1)
    for nearest in least.sort_values(kind="stable").index:
        for axis in away.columns[away.loc[nearest] > least[nearest]]:
            farther = least > least[nearest] + _APART
            tempting = away.loc[farther & (away[axis] < away.loc[nearest, axis]), axis]
            if tempting.empty:
                continue
            other = str(tempting.idxmin())
            rest = away.index[farther & (away[axis] > away.loc[other, axis])][: SHORTLIST - 2]
            shortlist = tuple(sorted({str(nearest), other, *map(str, rest)}))
            return Uncertain(shortlist, str(nearest), other)
    raise NotGradableError("chapter_02.no_example")


def fair_share_example(lesson: Lesson) -> str:
    """Return an account whose displays and share of sales are known and not equal.

    Raises
    ------
    NotGradableError : no account has both
    """
    measures = lesson.once(account_measures)
    for account_id in _accounts(lesson):
        display, share = (
            float(measures[name][account_id]) for name in ("display_share", "market_share")
        )
        if share > 0 and display > 0:
            index = 100 * display / share
            if _apart([index, 100 * share / display, 100 * (display - share)], by=1.5):
                return account_id
    raise NotGradableError("chapter_02.no_fair_share")


def finance_example(lesson: Lesson) -> str:
    """Return an account whose books and invoices are known, each mistake giving another figure.

    Raises
    ------
    NotGradableError : no account has them
    """
    accounts = lesson.case.accounts.set_index("account_id")
    for account_id in _accounts(lesson):
        books = {str(name): value for name, value in accounts.loc[account_id].items()}
        found, owed = account_finance(books), owed_by(lesson, account_id)
        if (
            owed is None
            or owed.balance <= 0
            or None in vars(found).values()
            or not books["inventory"]
        ):
            continue
        wrong_days = [
            float(books["inventory"] * DAYS_OF_YEAR / books["annual_sales"]),
            float(books["cost_of_sales"] / books["inventory"]),
        ]
        returns = [found.return_on_assets or 0.0, found.net_margin or 0.0]
        if _apart([found.inventory_days or 0.0, *wrong_days]) and _apart(returns, by=0.0003):
            return account_id
    raise NotGradableError("chapter_02.no_books")


def ranking_example(lesson: Lesson) -> tuple[str, ...]:
    """Return a few accounts, by size, that growth first puts into an order of its own.

    Raises
    ------
    NotGradableError : there are none
    """
    measures, scores = lesson.once(account_measures), lesson.once(account_scores)
    rules = reweighted(rules_of(lesson), GROWTH_FIRST)
    now = evaluate(measures, rules)["attractiveness"]
    old = scores["attractiveness"]
    whole = scores.index[scores["attractiveness_coverage"] >= 1][:_AMONG]
    for few in combinations(map(str, whole), SHORTLIST):
        ids = list(few)
        order = tuple(now[ids].sort_values(ascending=False, kind="stable").index)
        was = tuple(old[ids].sort_values(ascending=False, kind="stable").index)
        if _apart(now[ids]) and _apart(old[ids]) and len({order, order[::-1], was, few}) == 4:
            return few
    raise NotGradableError("chapter_02.no_example")


def _asked_of(lesson: Lesson, found: Iterator[tuple[float, Example]]) -> Example:
    """Return the first example; in a variant one of those that have other points than it."""
    first = next(found, None)
    if first is None:
        raise NotGradableError("chapter_02.no_example")
    if not lesson.variant:
        return first[1]
    others = [example for points, example in found if abs(points - first[0]) > _APART]
    return varied(lesson, first[1], others)


def _accounts(lesson: Lesson) -> Iterator[str]:
    """Yield the lesson's account, then the others, the largest first."""
    others = (str(each) for each in lesson.once(account_measures).index)
    yield lesson.account_id
    yield from (each for each in others if each != lesson.account_id)


def _apart(values: Iterable[float], by: float = _APART) -> bool:
    return all(high - low > by for low, high in pairwise(sorted(values)))
