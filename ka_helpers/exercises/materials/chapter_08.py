"""What chapter 8 shows: the table, the prices of concessions, both bottom lines, six packages.

Not in here: answers, pictures, and the negotiation itself.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_08_table import frontier, mandate_of
from ka_helpers.exercises.variants import varied
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.blocks import worths_of
from ka_helpers.negotiation.concessions import Change, changes_between
from ka_helpers.negotiation.issues import Floats, Issue, Package, steps_of
from ka_helpers.negotiation.sides import Side
from ka_helpers.tables.negotiation import form_of

ALIKE = 0.01
_CLOSE = 1e-9
SAMPLED, SEED = 20_000, 8
LOST, MONTHS = 50_000_000, 7
"""Source 004: lost over 0.1 % of rebate; the months are ours, for "more than half a year"."""
OTHER_LOSSES = (
    (40_000_000, 8), (60_000_000, 9), (30_000_000, 5), (80_000_000, 10), (45_000_000, 6),
    (70_000_000, 8), (36_000_000, 9),
)  # fmt: skip
Aim = tuple[float, float]
AIMS: Mapping[str, tuple[Aim, ...]] = {
    "P1": ((-0.25, 0.85), (0.03, 0.9)),
    "P2": ((0.3, 0.3),),
    "P3": ((0.85, -0.25), (0.9, 0.03)),
    "P4": ((0.12, 0.75),),
    "P5": ((0.5, 0.6),),
    "P6": ((0.75, 0.12),),
}
"""Where the six packages lie: gains over both alternatives, as parts of the largest gain each.

Where nothing lies there, the next one is taken: not every table is wide enough to say no to."""


@dataclass(frozen=True)
class Facts:
    """The figures that the exercises are reckoned from; money a year.

    `bottom_us` and `bottom_them` are the worth of both sides' best alternative.
    """

    year_sales: float
    interest: float
    contribution: float
    profit: float
    months: float
    loyal: float
    bottom_us: float
    bottom_them: float


@dataclass(frozen=True)
class Dispute:
    """What a few words cost: sales lost, in yuan, and the months in which nothing was sold."""

    lost: float
    months: int


def dispute(lesson: Lesson) -> Dispute:
    """Return the story's figures, as printed or in this case's variant."""
    return Dispute(*varied(lesson, (LOST, MONTHS), OTHER_LOSSES))


def agenda_of(lesson: Lesson) -> Agenda:
    """Return the table, the buyer's worth in money."""
    return lesson.once(mandate_of).agenda


def facts(lesson: Lesson) -> Facts:
    """Return the account's figures."""
    mandate = lesson.once(mandate_of)
    year, assumed = mandate.year, mandate.assumptions
    return Facts(
        year.sales, year.interest, year.contribution, year.profit, assumed.months_without,
        assumed.loyal_share, mandate.agenda.us.reservation, mandate.agenda.them.reservation,
    )  # fmt: skip


def steps(lesson: Lesson) -> Mapping[str, Change]:
    """Return a step of each issue towards the buyer, where it costs us and is worth something.

    Steps are those that people speak of: 0.1 % of rebate, ten days. Of issues that are worth
    the same for what they cost, such as two that only move money, the first stands for all.
    """
    agenda = agenda_of(lesson)
    found: dict[str, Change] = {}
    for price in lesson.once(mandate_of).prices:
        for way in (price.step, -price.step):
            step = _change(agenda, price.issue, way)
            told = [abs(step.ratio / each.ratio - 1) > ALIKE for each in found.values()]
            if step.cost > 0 and step.them > 0 and all(told):
                found[price.issue] = step
    return found


def concession_prices(lesson: Lesson) -> pd.DataFrame:
    """Return a row an issue: one step towards them, what it costs us and is worth to them."""
    rows = {
        key: {"cost_us": step.cost, "worth_them": step.them}
        for key, step in lesson.once(steps).items()
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis("issue")


def six_packages(lesson: Lesson) -> pd.DataFrame:
    """Return six packages, `P1` to `P6`, and what each is worth to us and to them.

    One only they, one only we could sign; of those both could, one wastes money, one lies on the
    frontier, and one each is dear to us and to them.

    Raises
    ------
    NotGradableError : there is nothing that both could sign, or too little of it
    """
    agenda = agenda_of(lesson)
    terms = _sampled(agenda, lesson.once(frontier).terms)
    worths = np.column_stack([worths_of(side, agenda.keys, terms) for side in _sides(agenda)])
    gains = worths - [side.reservation for side in _sides(agenda)]
    open_ = np.asarray((gains >= 0).all(axis=1))
    if not open_.any() or (gains[open_].max(axis=0) <= 0).any():
        raise NotGradableError("chapter_08.no_zone", account=lesson.account.account_name)
    shares = gains / gains[open_].max(axis=0)
    chosen = [_nearest(shares, aims) for aims in AIMS.values()]
    if len(set(chosen)) < len(AIMS) or open_[chosen].all():
        raise NotGradableError("chapter_08.all_can", account=lesson.account.account_name)
    found = pd.DataFrame(terms[chosen], columns=list(agenda.keys))
    found["worth_us"], found["worth_them"] = worths[chosen].T
    return found.set_index(pd.Index(list(AIMS), name="package"))


def package_of(row: "pd.Series[float]", agenda: Agenda) -> Package:
    """Return the package in a row of a table."""
    return agenda.package(**{key: row[key] for key in agenda.keys})


def levers(lesson: Lesson) -> dict[str, tuple[float | str, ...]]:
    """Return for each issue a slider: low, high, step, today, format."""
    agenda = agenda_of(lesson)
    return {issue.key: _lever(issue, agenda.today[issue.key]) for issue in agenda.issues}


def formats(lesson: Lesson) -> dict[str, str]:
    """Return how each issue's values, and both worths, are written."""
    units = {issue.key: form_of(issue) for issue in agenda_of(lesson).issues}
    return {**units, "worth_us": "money", "worth_them": "money"}


def two_ways(wait: float, leave: float) -> pd.DataFrame:
    """Return both ways without an agreement, the better one first."""
    rows = pd.DataFrame({"way": ["wait", "leave"], "worth": [wait, leave]})
    return rows.sort_values("worth", ascending=False, ignore_index=True)


def _sides(agenda: Agenda) -> tuple[Side, Side]:
    return agenda.us, agenda.them


def _change(agenda: Agenda, key: str, way: float) -> Change:
    """Return a step from today, one that costs and brings nothing where the range ends."""
    today, issue = agenda.today, agenda.by_key[key]
    after = today[key] + way
    if not issue.low - _CLOSE <= after <= issue.high + _CLOSE:
        return Change(key, today[key], today[key], 0.0, 0.0)
    return changes_between(agenda, today, {**today, key: after})[0]


def _sampled(agenda: Agenda, efficient: Floats) -> Floats:
    """Return packages drawn from all there are, and the efficient ones below them."""
    chance = np.random.default_rng(SEED)
    drawn = [
        chance.choice(np.array(steps_of(issue)), SAMPLED) for issue in agenda.issues
    ]  # fmt: skip
    return np.vstack([np.column_stack(drawn), efficient])


def _nearest(shares: Floats, aims: Sequence[Aim]) -> int:
    """Return the place nearest to the first aim that has something on its side of the lines."""
    for aim in aims:
        there = np.flatnonzero(((shares >= 0) == (np.array(aim) >= 0)).all(axis=1))
        if len(there):
            return int(there[np.argmin(np.hypot(*(shares[there] - aim).T))])
    return -1


def _lever(issue: Issue, today: float) -> tuple[float | str, ...]:
    values = steps_of(issue)
    ends = (values[0], values[-1], round(values[1] - values[0], 12), today)
    if issue.unit != "share" and all(each == round(each) for each in ends):
        return (*(round(each) for each in ends), form_of(issue))
    return (*ends, form_of(issue))
