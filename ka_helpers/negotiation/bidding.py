"""The packages that the kit's player puts on the table: give way, swap, or ask for the best.

A player gives way from its own last offer, never back; it swaps starting from the other's offer
and asks for as much as its target needs, where it asks the other for least. What matters to the
other it knows only from how the other has moved. Not in here: how high the target is (`styles`).

References
----------
Faratin, Sierra and Jennings 1998 (time-dependent and behaviour-dependent tactics); the swap is
in the spirit of their trade-off: the package of the target's worth nearest to the other's offer.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.issues import Package, steps_of
from ka_helpers.negotiation.sides import Side

LEAST_OPENING = 0.2
"""How much of the way from its least to its best a first offer must be worth to who makes it."""
_NOTHING = 1e-9


@dataclass(frozen=True, eq=False)
class Bidding:
    """The packages open to one player: the issues, and what they are worth to that side."""

    agenda: Agenda
    side: Side

    @cached_property
    def values(self) -> Mapping[str, tuple[float, ...]]:
        """The values that the player itself names, ascending, by issue."""
        return {issue.key: steps_of(issue) for issue in self.agenda.issues}

    @cached_property
    def best(self) -> Package:
        """The best package there is for the player, issue by issue."""
        return self._reached(1)

    @cached_property
    def bottom(self) -> float:
        """The least that any agreement may be worth: the reservation, or all the table holds."""
        return max(self.side.reservation, self.worth(self._reached(-1)))

    @cached_property
    def _known(self) -> dict[tuple[str, float], float]:
        return {}

    def worth(self, package: Package) -> float:
        """Return what `Side.worth` says, in a hundredth of the time for values met before."""
        alone = sum(self._alone(key, package[key]) for key in self.side.curves)
        linked = 0.0
        for link in self.side.links:
            (first, second), (at_first, at_second) = link.issues, link.at
            moved = package[first] - at_first
            linked += link.worth * moved * (package[second] - at_second)
        return alone + linked

    def accepts(self, package: Package) -> bool:
        """Tell whether a package is worth at least the alternative."""
        return self.side.accepts(package)

    def _alone(self, key: str, value: float) -> float:
        if (key, value) not in self._known:
            self._known[key, value] = float(self.side.curves[key].at(value))
        return self._known[key, value]

    def better(self, key: str, first: float, second: float, base: Package) -> bool:
        """Tell whether the player likes `first` more than `second` on an issue of `base`."""
        here = {**base, key: first}
        return self.worth(here) > self.worth({**base, key: second}) + _NOTHING

    def pooled(self, bid: Package, offered: Package, before: Package | None) -> Package:
        """Return the bid with what the other has now given beyond it.

        Only what differs from the other's offer `before` is taken: a value that it never moved
        to is no present, and what the bid has granted is not asked back for it.
        """
        return {
            key: offered[key]
            if (before is None or offered[key] != before[key])
            and self.better(key, offered[key], value, bid)
            else value
            for key, value in bid.items()
        }

    def given_way(
        self, bid: Package, toward: Package, target: float, matters: Mapping[str, float]
    ) -> Package:
        """Return the bid moved toward the other's offer, still worth at least `target`.

        Each step is the one that gives the other most for what it costs; in one answer at most
        two issues move, as at a real table.
        """
        now, moved = dict(bid), set[str]()
        while True:
            steps = [
                (self._price(now, key, value, matters) * self._apart(now, toward, key), key, value)
                for key, value in self._steps(now, toward)
                if len(moved) < 2 or key in moved
                if not self.better(key, value, now[key], now)
                if self.worth({**now, key: value}) >= target - _NOTHING
            ]
            if not steps:
                return now
            _, key, value = max(steps)
            now[key] = value
            moved.add(key)

    def swapped(
        self, offered: Package, bid: Package, target: float, matters: Mapping[str, float]
    ) -> Package | None:
        """Return the other's offer with one or two issues asked up until it is worth `target`.

        Never asks more on an issue than the player's own bid does; None where that is not enough.
        """
        now, moved = dict(offered), set[str]()
        while self.worth(now) < target:
            steps = [
                (self._price(now, key, value, matters), key, value)
                for key, value in self._steps(now, bid)
                if len(moved) < 2 or key in moved
                if self.better(key, value, now[key], now)
            ]
            if not steps:
                return None
            _, key, value = min(steps)
            now[key] = value
            moved.add(key)
        return now

    def opening(self, reach: float) -> Package:
        """Return the first offer: from today toward what this side is known to ask for first.

        Where that is hardly worth its alternative to this side, its best: nobody opens with
        what it would not sign.

        Parameters
        ----------
        reach : how far: 1 asks just that, more asks beyond it; today where today is better
        """
        today = self.agenda.today
        asked = {**self.best, **self.agenda.their_openings}
        opening = dict(today)
        for key, issue in self.agenda.by_key.items():
            first = today[key] + reach * (asked[key] - today[key])
            value = min(self.values[key], key=lambda each: abs(each - first))
            if self.better(key, issue.nearest(value), today[key], opening):
                opening[key] = issue.nearest(value)
        least = self.bottom + LEAST_OPENING * (self.worth(self.best) - self.bottom)
        return opening if self.worth(opening) >= least else dict(self.best)

    def nibbled(self, terms: Package, bid: Package) -> Package | None:
        """Return the other's offer with one step more on the issue where that is least."""
        steps = [
            (self._apart(terms, {key: value}, key), key, value)
            for key, value in self._steps(terms, bid)
            if self.better(key, value, terms[key], terms)
        ]
        if not steps:
            return None
        _, key, value = min(steps)
        return {**terms, key: value}

    def dearest(self, bid: Package, terms: Package) -> tuple[str, ...]:
        """Return the issues still apart, the one first where the other's value costs most."""
        lost = {
            key: self.worth(bid) - self.worth({**bid, key: terms[key]})
            for key in bid
            if bid[key] != terms[key]
        }
        return tuple(sorted(lost, key=lambda key: (-lost[key], key)))

    def wants_more(self, key: str) -> bool:
        """Tell whether the player likes the high end of an issue better than the low one."""
        issue = self.agenda.by_key[key]
        return self.better(key, issue.high, issue.low, self.agenda.today)

    def _steps(self, now: Package, toward: Package) -> Iterator[tuple[str, float]]:
        """Yield, for every issue that differs, its next value on the way."""
        for key, value in now.items():
            goal = toward[key]
            if abs(goal - value) <= _NOTHING:
                continue
            between = [
                each for each in self.values[key] if min(value, goal) < each < max(value, goal)
                if abs(each - value) > _NOTHING
            ]  # fmt: skip
            yield key, (min(between) if goal > value else max(between)) if between else goal

    def _price(self, now: Package, key: str, value: float, matters: Mapping[str, float]) -> float:
        """Return what a step is to the other, for each unit of worth that it is to the player."""
        worth = abs(self.worth({**now, key: value}) - self.worth(now))
        step = self._apart(now, {key: value}, key)
        return matters.get(key, 1.0) * step / max(worth, _NOTHING)

    def _apart(self, now: Package, toward: Package, key: str) -> float:
        """Return how far apart two values of an issue are, as a share of its range."""
        issue = self.agenda.by_key[key]
        return abs(toward[key] - now[key]) / (issue.high - issue.low)

    def _reached(self, sign: float) -> Package:
        """Return the best (1) or the worst (-1) package: issue by issue, until none moves."""
        now, before = dict(self.agenda.today), dict[str, float]()
        while now != before:
            before = dict(now)
            for key, values in self.values.items():
                worths = [sign * self.worth({**now, key: value}) for value in values]
                if max(worths) > sign * self.worth(now) + _NOTHING:
                    now[key] = values[worths.index(max(worths))]
        return now
