"""What the questions of chapter 2 are about, ready for the notebook's cells.

Where a case cannot carry a question, what is asked about is the lesson's own account and figures
that are not known are NaN: the cell still runs, and `check` says why it cannot be judged.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_02 import (
    Owed,
    account_measures,
    account_scores,
    owed_by,
    placed_accounts,
    rules_of,
    score_card,
)
from ka_helpers.exercises.materials.chapter_02_examples import (
    Offer,
    Partly,
    fair_share_example,
    finance_example,
    one_sided_account,
    partly_measured,
    ranking_example,
    retailers_offer,
    scored_example,
    uncertain_accounts,
)
from ka_helpers.exercises.outcome import Remark
from ka_helpers.rulesets import AXES, Ruleset

Found = TypeVar("Found")
BOOKS = (
    "total_assets",
    "current_assets",
    "annual_sales",
    "net_profit",
    "cost_of_sales",
    "inventory",
)
_UNKNOWN = float("nan")


@dataclass(frozen=True)
class Asked:
    """The accounts, by id, and the offer that the chapter asks about."""

    offer: Offer
    scored: str
    partly: Partly
    one_sided: str
    shortlist: tuple[str, ...]
    ranked: tuple[str, ...]
    shared: str
    financed: str


def asked_of(lesson: Lesson) -> Asked:
    """Return what the chapter asks about on this case."""
    own = lesson.account_id
    nothing = Partly(own, (), score_card(lesson, own, "support"))
    try:
        shortlist = lesson.once(uncertain_accounts).shortlist
    except NotGradableError:
        shortlist = (own,)
    return Asked(
        offer=lesson.once(retailers_offer),
        scored=_found(lesson, scored_example, own),
        partly=_found(lesson, partly_measured, nothing),
        one_sided=_found(lesson, one_sided_account, own),
        shortlist=shortlist,
        ranked=_found(lesson, ranking_example, (own,)),
        shared=_found(lesson, fair_share_example, own),
        financed=_found(lesson, finance_example, own),
    )


def parts_of(lesson: Lesson, accounts: Sequence[str]) -> pd.DataFrame:
    """Return what part of its weight each criterion of attractiveness earns, an account a row."""
    rules, scores = rules_of(lesson), lesson.once(account_scores).loc[list(accounts)]
    parts = {
        each.name: scores[f"{each.name}_grade"].map(dict(rules.grade_factors)).astype(float)
        for each in rules.on_axis("attractiveness")
    }
    names = lesson.once(account_measures)["account_name"]
    return pd.DataFrame({"account_name": names.reindex(scores.index), **parts})


def distances_of(lesson: Lesson, accounts: Sequence[str]) -> pd.DataFrame:
    """Return how many points each account stands from the cut, a column an axis."""
    placed = lesson.once(placed_accounts)
    wanted = placed.index.intersection(list(accounts))
    return (placed.loc[wanted, list(AXES)] - rules_of(lesson).cut).abs()


def two_shares(lesson: Lesson, account_id: str) -> pd.Series:
    """Return an account's `display_share` and `market_share` of us (fractions)."""
    measures = lesson.once(account_measures)
    names = ("display_share", "market_share")
    return pd.Series({name: float(measures[name][account_id]) for name in names})


def books_of(lesson: Lesson, account_id: str) -> pd.Series:
    """Return the figures of an account's own yearly accounts (money), NaN where not given."""
    accounts = lesson.case.accounts.set_index("account_id").reindex(columns=list(BOOKS))
    return pd.Series({name: float(accounts[name][account_id]) for name in BOOKS})


def invoices_of(lesson: Lesson, account_id: str) -> Owed:
    """Return what an account owes us and what we invoiced it in the quarter, NaN if not known."""
    return owed_by(lesson, account_id) or Owed(_UNKNOWN, _UNKNOWN, 0)


def weights_of(rules: Ruleset) -> dict[str, int]:
    """Return the weights of a ruleset, and its cut, as whole points: where sliders begin."""
    weights = {each.name: round(each.weight) for each in rules.criteria}
    return {**weights, "cut": round(rules.cut)}


def tell_offer(chapter: Chapter) -> Remark:
    """Say what the retailer of the first question buys, and when it pays."""
    return Remark(chapter.say("offer", **vars(chapter.lesson.once(retailers_offer))))


def tell_one_sided(chapter: Chapter) -> Remark:
    """Say the two figures of the account whose class is asked for."""
    account_id = asked_of(chapter.lesson).one_sided
    scores = chapter.lesson.once(account_scores).loc[account_id]
    said = {axis: float(scores.to_dict()[axis]) for axis in AXES}
    name = chapter.lesson.once(account_measures)["account_name"][account_id]
    cut = rules_of(chapter.lesson).cut
    return Remark(chapter.say("one_sided", account=name, cut=cut, **said))


def _found(lesson: Lesson, look: Callable[[Lesson], Found], otherwise: Found) -> Found:
    try:
        return lesson.once(look)
    except NotGradableError:
        return otherwise
