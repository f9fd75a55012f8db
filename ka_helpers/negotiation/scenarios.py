"""Negotiations with a story: a fixed table, a fixed buyer, one thing to learn.

The table is the scenario's own, so that it can be played without a case. Not in here: texts;
`buyer.scenario_<key>` is the title, `_story` what has happened, `_task` what to do.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.game import About, Game, open_with
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.sides import Curve, Side
from ka_helpers.negotiation.styles import Style, Talks, style_named

LOST_SALES, LOST_MONTHS, POINT = 50_000_000.0, 7, 0.001
"""Source 004: a tenth of a point of rebate, then half a year and more without any sales."""
YEAR_SALES = LOST_SALES / LOST_MONTHS * 12
OUR_CONTRIBUTION, THEIR_MARGIN, NOT_RECOVERED = 0.20, 0.15, 0.5
"""Assumed, the source is silent: what we earn of a sale; what the account earns; which part of
our sales its shoppers do not spend on another brand instead."""


@dataclass(frozen=True)
class Scenario:
    """A story to be played.

    `style` is the buyer of this story; `meets` the style that it comes nearest to, kept in the
    transcript, so that the debrief knows how to meet it.
    """

    key: str
    agenda: Agenda
    style: Style
    meets: str
    rounds: int


def melting(talks: Talks) -> float:
    """Insist; a fair swap gives half a way out, a kind word the whole."""
    if talks.warmth > 0:
        return 0.0
    return 0.5 if talks.traded > 0 else 1.0


def _line(issue: Issue, a_unit: float) -> Curve:
    today = issue.low if issue.today is None else issue.today
    ends = (issue.low, issue.high)
    return Curve(ends, tuple(round((end - today) * a_unit, 6) for end in ends))


def _table(
    *rows: tuple[Issue, float, float], reservations: tuple[float, float],
    openings: Mapping[str, float], targets: Mapping[str, float],
) -> Agenda:  # fmt: skip
    """Return a table whose issues are worth so much a unit to us and to them."""
    us = {issue.key: _line(issue, a_unit) for issue, a_unit, _ in rows}
    them = {issue.key: _line(issue, a_unit) for issue, _, a_unit in rows}
    return Agenda(
        tuple(issue for issue, _, _ in rows), Side("us", us, reservations[0]),
        Side("them", them, reservations[1]), targets=targets, their_openings=openings,
    )  # fmt: skip


def _deadlock() -> Scenario:
    """Return the last tenth of a point: 8.6万 a year against a year of 8,571万."""
    rebate = Issue("rebate", "share", 0.03, 0.05, 0.0005, 0.04)
    slots = Issue("promotion_slots", "count", 10, 12, 1, 10)
    agenda = _table(
        (rebate, -YEAR_SALES, YEAR_SALES), (slots, 60_000, -20_000),
        reservations=(
            -LOST_SALES * OUR_CONTRIBUTION, -LOST_SALES * THEIR_MARGIN * NOT_RECOVERED,
        ),
        openings={"rebate": 0.04 + POINT, "promotion_slots": 10},
        targets={"rebate": 0.04},
    )  # fmt: skip
    style = Style(
        "deadlock", melting, least=0.905, pockets=0.0, impatience=0.1, thin_skin=0.5, swaps=0.0,
        patience=0.3,
    )  # fmt: skip
    return Scenario("deadlock", agenda, style, "relationship", rounds=4)


def _delisting() -> Scenario:
    """Return the buyer who threatens to delist in the second sentence."""
    agenda = _table(
        (Issue("rebate", "share", 0.03, 0.09, 0.005, 0.05), -30e6, 30e6),
        (Issue("payment_days", "days", 30, 90, 5, 60), -5_000, 9_000),
        (Issue("displays", "count", 0, 4, 1, 1), 150_000, -60_000),
        reservations=(-500_000, -450_000),
        openings={"rebate": 0.075, "payment_days": 75, "displays": 0},
        targets={"rebate": 0.045, "payment_days": 55, "displays": 3},
    )
    return Scenario("delisting", agenda, style_named("bluffer"), "bluffer", rounds=8)


def _last_day() -> Scenario:
    """Return the last five sentences before the contracts close."""
    agenda = _table(
        (Issue("rebate", "share", 0.04, 0.08, 0.005, 0.055), -20e6, 20e6),
        (Issue("promotion_slots", "count", 6, 16, 1, 8), 70_000, -25_000),
        (Issue("new_skus", "count", 0, 5, 1, 0), 120_000, -30_000),
        reservations=(-250_000, -300_000),
        openings={"rebate": 0.075, "promotion_slots": 6, "new_skus": 0},
        targets={"rebate": 0.05, "promotion_slots": 12, "new_skus": 3},
    )
    return Scenario("last_day", agenda, style_named("deadline"), "deadline", rounds=5)


_MADE = {"deadlock": _deadlock, "delisting": _delisting, "last_day": _last_day}
SCENARIOS = tuple(_MADE)


def scenario_named(key: str) -> Scenario:
    """Return a scenario.

    Raises
    ------
    RequestError : there is no such scenario; says which there are
    """
    if key not in _MADE:
        raise RequestError("buyer.no_such_scenario", found=key, known=", ".join(SCENARIOS))
    return _MADE[key]()


def open_scenario(key: str, seed: int = 1) -> Game:
    """Return the game of a scenario, the buyer's first sentence said; the trainee is the supplier.

    Raises
    ------
    RequestError : there is no such scenario
    """
    scenario = scenario_named(key)
    about: About = {"rounds": scenario.rounds, "scenario": key, "table": key}
    return open_with(scenario.agenda, scenario.style, seed, about, meets=scenario.meets)
