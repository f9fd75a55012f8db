"""The player of the kit: what it opens with, and how it answers each move of the trainee.

It agrees to nothing worth less than its alternative, in its own eyes or its boss's, and names no
value outside the issues. All chance comes from the seed and the number of the move. Not in here:
whose turn it is (`game`), how fast it gives way (`styles`), the words (`voice`).
"""

import random
from dataclasses import dataclass, replace

from ka_helpers.negotiation.bidding import Bidding
from ka_helpers.negotiation.buyer_mind import Mind, hear
from ka_helpers.negotiation.issues import Package
from ka_helpers.negotiation.moves import Kind, Move, Outcome, Role
from ka_helpers.negotiation.sides import Side
from ka_helpers.negotiation.styles import Style, Talks
from ka_helpers.negotiation.voice import message_for

REFUSAL, ESCALATION, WARMTH = 0.1, 0.2, 0.08
"""Patience lost by a bare no and by going over the buyer's head; won by a kind word."""


@dataclass(frozen=True)
class Clock:
    """When an answer is given: after how many moves in all, at which share of the time."""

    moves: int
    time: float
    is_last: bool


@dataclass(frozen=True)
class Answer:
    """What the player says, what it then has in mind, how the talks stand."""

    mind: Mind
    moves: tuple[Move, ...]
    outcome: Outcome = "open"


@dataclass(frozen=True)
class Player:
    """The kit's player: its packages, its style, its seed; `signers` must all find a deal good."""

    bidding: Bidding
    style: Style
    seed: int
    role: Role
    signers: tuple[Side, ...]

    def opens(self) -> Answer:
        """Return the player's opening offer."""
        bid = self._opening()
        top, bottom = self.bidding.side.worth(bid), self.bidding.bottom
        floor = bottom + self.style.least * max(top - bottom, 0.0)
        mind = Mind(bid, top, floor, floor, Talks(time=0.0))
        clock = Clock(0, 0.0, is_last=False)
        return Answer(mind, (self._line(mind, clock, "opening", "offer", terms=bid),))

    def answers(self, mind: Mind, move: Move, clock: Clock) -> Answer:
        """Return the answer to a move of the trainee."""
        if move.kind == "say":
            return self._hears_word(mind, move, clock)
        if move.kind in ("offer", "conditional"):
            return self.hears_terms(mind, move, clock)
        if move.kind in ("accept", "walk_away"):
            outcome: Outcome = "agreed" if move.kind == "accept" else "walked_away"
            return Answer(mind, (self._line(mind, clock, outcome),), outcome)
        return self._hears_no(mind, move, clock)

    def hears_terms(self, mind: Mind, move: Move, clock: Clock) -> Answer:
        """Answer an offer or a conditional offer."""
        mind = hear(mind, move, self.bidding, self.style)
        if mind.patience <= 0:
            return self.breaks_off(mind, clock, "lost_patience")
        mind = mind.at(clock.time, self.style)
        if self._would_sign(mind, move.terms, clock):
            signed = self._line(mind, clock, "accept", "accept", terms=move.terms)
            return Answer(mind, (signed,), "agreed")
        if clock.is_last:
            return self.breaks_off(mind, clock, "no_time")
        return self._counters(mind, move, clock)

    def _hears_no(self, mind: Mind, move: Move, clock: Clock) -> Answer:
        mind = mind.tried(REFUSAL if move.kind == "refuse" else ESCALATION)
        if mind.patience <= 0:
            return self.breaks_off(mind, clock, "lost_patience")
        if clock.is_last:
            return self.breaks_off(mind, clock, "no_time")
        return Answer(mind, (self._line(mind, clock, "your_turn", "refuse"),))

    def _hears_word(self, mind: Mind, move: Move, clock: Clock) -> Answer:
        warmth = {"warm": 1, "plain": 0, "rude": -1}[move.tone]
        talks = replace(mind.talks, warmth=mind.talks.warmth + warmth)
        loss = {"warm": -WARMTH, "plain": 0.0, "rude": self.style.thin_skin}[move.tone]
        mind = replace(mind, talks=talks).tried(loss)
        if mind.patience <= 0:
            return self.breaks_off(mind, clock, "insulted")
        return Answer(mind, (self._line(mind, clock, f"{move.tone}_word"),))

    def breaks_off(self, mind: Mind, clock: Clock, reason: str) -> Answer:
        """Leave the table."""
        outcome: Outcome = "ran_out" if reason == "no_time" else "broken_off"
        return Answer(mind, (self._line(mind, clock, reason, "walk_away"),), outcome)

    def signs(self, package: Package) -> bool:
        """Tell whether all who must sign find a package as good as no agreement."""
        return all(side.accepts(package) for side in self.signers)

    def _would_sign(self, mind: Mind, terms: Package, clock: Clock) -> bool:
        worth = self.bidding.side.worth(terms)
        wanted = min(mind.target, self.bidding.side.worth(mind.bid))
        if clock.is_last:
            wanted = min(wanted, mind.first_floor)
        return self.signs(terms) and worth >= wanted - 1e-6

    def _counters(self, mind: Mind, move: Move, clock: Clock) -> Answer:
        base = self.bidding.pooled(mind.bid, mind.heard) if mind.heard else mind.bid
        bid = self.bidding.given_way(base, move.terms, mind.target, mind.matters)
        given = {key: value for key, value in bid.items() if value != base[key]}
        mind = replace(mind, bid=bid)
        reason = "concede" if given else "hold"
        return Answer(mind, (self._line(mind, clock, reason, "offer", terms=bid, given=given),))

    def _opening(self) -> Package:
        """Return the opening: from today toward what is asked first, as far as the style goes."""
        today, best = self.bidding.agenda.today, self.bidding.best
        asked = {**best, **self.bidding.agenda.their_openings}
        opening = dict(today)
        for key, issue in self.bidding.agenda.by_key.items():
            first = today[key] + self.style.opening * (asked[key] - today[key])
            value = issue.nearest(min(max(first, issue.low), issue.high))
            if self.bidding.better(key, value, today[key], opening):
                opening[key] = value
        return opening

    def _line(
        self, mind: Mind, clock: Clock, reason: str, kind: Kind = "say", **terms: Package
    ) -> Move:
        """Return a move with one of the messages for its reason; `terms` are fields of a move."""
        chance = random.Random(f"{self.seed}:{clock.moves}:{reason}")
        said = message_for(reason, self.style.key, self.role, chance)
        kept = {name: dict(package) for name, package in terms.items()}
        return Move("them", kind, said=said, style=reason, patience=mind.patience, **kept)  # type: ignore[arg-type]
