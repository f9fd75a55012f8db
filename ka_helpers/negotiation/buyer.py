"""The player of the kit: what it opens with, and how it answers each move of the trainee.

It agrees to nothing worth less than its alternative, in its own eyes or its boss's, and names no
value outside the issues. All chance comes from the seed and the number of the move. Not in here:
whose turn it is (`game`), how fast it gives way (`styles`), the words (`voice`).
"""

import random
from dataclasses import dataclass, replace
from typing import Any

from ka_helpers.negotiation.bidding import Bidding
from ka_helpers.negotiation.buyer_answers import Answer, Clock, reason_of, situation_of
from ka_helpers.negotiation.buyer_mind import (
    KIND_WORDS,
    Mind,
    hear,
    hear_word,
    opening_mind,
    under_boss,
)
from ka_helpers.negotiation.buyer_threats import after_threat, gives_in, threat_due, threatening
from ka_helpers.negotiation.issues import Package
from ka_helpers.negotiation.moves import Kind, Move, Outcome, Role
from ka_helpers.negotiation.styles import Style
from ka_helpers.negotiation.voice import Speaker

REFUSAL, ESCALATION = 0.1, 0.2
"""Patience lost by a bare no, and by going over the player's head."""
IMPATIENT = 0.3
"""Below this much patience it says so, once."""


@dataclass(frozen=True)
class Player:
    """The kit's player.

    Parameters
    ----------
    own, boss : the packages in its own eyes, and in those of its boss once called in; both must
        find a deal as good as no agreement
    role : the chair it sits on
    """

    own: Bidding
    boss: Bidding
    style: Style
    seed: int
    role: Role

    def opens(self) -> Answer:
        """Return the opening offer."""
        mind = opening_mind(self.own, self.style)
        return Answer(mind, (self._line(mind, "opening", "offer", terms=mind.bid),)).kept

    def answers(self, mind: Mind, move: Move, clock: Clock) -> Answer:
        """Return the answer to a move of the trainee."""
        if move.kind == "say":
            return self._hears_word(mind, move).kept
        if move.kind in ("accept", "walk_away"):
            return self._hears_end(mind, move).kept
        hears = self._hears_terms if move.kind in ("offer", "conditional") else self._hears_no
        return self._with_mood(mind, hears(mind, move, clock)).kept

    def _hears_end(self, mind: Mind, move: Move) -> Answer:
        if move.kind == "accept" and not self.signs(move.terms):
            return self._breaks_off(mind, "no_authority")
        outcome: Outcome = "agreed" if move.kind == "accept" else "walked_away"
        return Answer(mind, (self._line(mind, outcome),), outcome)

    def signs(self, package: Package) -> bool:
        """Tell whether the player and its boss find a package as good as no agreement."""
        return all(eyes.accepts(package) for eyes in (self.own, self.boss))

    def _eyes(self, mind: Mind) -> Bidding:
        return self.boss if mind.escalated else self.own

    def _hears_terms(self, mind: Mind, move: Move, clock: Clock) -> Answer:
        eyes = self._eyes(mind)
        heard, worth = mind.heard, eyes.worth(move.terms)
        before = eyes.worth(heard) if heard else None
        mind = hear(mind, move, eyes, self.style)
        if mind.patience <= 0:
            return self._breaks_off(mind, "lost_patience")
        came = ""
        if mind.threatened:
            yielded = gives_in(before, worth, move, mind.top - eyes.bottom)
            mind, came = after_threat(mind, yielded, self._chance(clock, "threat"))
        mind = mind.at(clock.time, self.style)
        if self._would_sign(mind, move.terms, clock):
            return self._signs(mind, move.terms, clock)
        if came == "carried_out" or clock.is_last:
            return self._breaks_off(mind, came if came == "carried_out" else "no_time")
        if move.kind == "offer":
            mind = replace(mind, bid=eyes.pooled(mind.bid, move.terms, heard))
        if not came and clock.left > 1 and threat_due(mind, self.style, self._chance(clock, "due")):
            return self._threatens(mind, move, clock)
        return self._counters(mind, move, clock, came)

    def _would_sign(self, mind: Mind, terms: Package, clock: Clock) -> bool:
        worth = self._eyes(mind).worth(terms)
        wanted = min(mind.target, self._eyes(mind).worth(mind.bid))
        if clock.is_last and wanted > mind.first_floor:
            wanted = (wanted + mind.first_floor) / 2
        return self.signs(terms) and worth >= wanted - 1e-6

    def _signs(self, mind: Mind, terms: Package, clock: Clock) -> Answer:
        if self.style.nibbles and not mind.nibbled and not clock.is_last:
            asked = self._eyes(mind).nibbled(terms, mind.bid)
            if asked is not None:
                wanted = {key: value for key, value in asked.items() if value != terms[key]}
                mind = replace(mind, nibbled=True)
                nibble = self._line(mind, "nibble", "conditional", terms=asked, wanted=wanted)
                return Answer(mind, (nibble,))
        return Answer(mind, (self._line(mind, "accept", "accept", terms=terms),), "agreed")

    def _threatens(self, mind: Mind, move: Move, clock: Clock) -> Answer:
        eyes = self._eyes(mind)
        mind = threatening(mind, can_sign=self.signs(move.terms))
        cost = max(eyes.worth(move.terms) - eyes.side.reservation, 0.0)
        said = self._line(
            mind, "threat", "threat", reason=mind.threatened, terms=mind.bid,
            values={"cost": cost},
        )  # fmt: skip
        return Answer(mind, (said,))

    def _counters(self, mind: Mind, move: Move, clock: Clock, came: str) -> Answer:
        """Answer with a swap, or with the own bid, given way on or not."""
        eyes = self._eyes(mind)
        base = mind.bid
        readiness = self.style.swaps + (0.35 if move.kind == "conditional" else 0.0)
        if not came and clock.left > 1 and self._chance(clock, "swap") < readiness:
            swap = self._swap(mind, move)
            if swap is not None:
                return Answer(mind, (swap,))
        bid = eyes.given_way(base, move.terms, mind.target, mind.matters)
        if came == "held" or not self.signs(bid):
            bid = base
        given = {key: value for key, value in bid.items() if value != base[key]}
        situation = situation_of(mind, move, clock, came, gave=bool(given))
        mind = replace(mind, bid=bid)
        wanted = {key: bid[key] for key in eyes.dearest(bid, move.terms)[:1]}
        said = self._line(mind, situation, "offer", terms=bid, given=given, wanted=wanted)
        return Answer(mind, (said,))

    def _swap(self, mind: Mind, move: Move) -> Move | None:
        """Return "if you ..., we ...", made of the trainee's offer; None where nothing fits."""
        swap = self._eyes(mind).swapped(move.terms, mind.bid, mind.target, mind.matters)
        if swap is None or not self.signs(swap):
            return None
        wanted = {key: value for key, value in swap.items() if value != move.terms[key]}
        given = {
            key: value
            for key, value in swap.items()
            if key not in wanted and value != mind.bid[key]
        }
        if not given:
            return None
        return self._line(mind, "trade", "conditional", terms=swap, wanted=wanted, given=given)

    def _hears_no(self, mind: Mind, move: Move, clock: Clock) -> Answer:
        """Answer a bare no, or a wish to speak to the boss."""
        mind = mind.tried(REFUSAL if move.kind == "refuse" else ESCALATION)
        if mind.patience <= 0:
            return self._breaks_off(mind, "lost_patience")
        if clock.is_last:
            return self._breaks_off(mind, "no_time")
        if move.kind == "refuse":
            return Answer(mind, (self._line(mind, "your_turn", "refuse"),))
        if mind.escalated:
            return Answer(mind, (self._line(mind, "boss_again", "refuse"),))
        return self._calls_boss(mind)

    def _calls_boss(self, mind: Mind) -> Answer:
        """Answer with the boss's offer: other weights, and a wish to be done with it."""
        mind = under_boss(mind, self.own, self.boss)
        bid = mind.bid
        if mind.heard is not None:
            bid = self.boss.given_way(bid, mind.heard, mind.target, mind.matters)
            bid = bid if self.signs(bid) else mind.bid
        given = {key: value for key, value in bid.items() if value != mind.bid[key]}
        mind = replace(mind, bid=bid)
        situation = "boss" if given else "boss_stands"
        said = self._line(mind, situation, "offer", reason="boss", terms=bid, given=given)
        return Answer(mind, (said,))

    def _hears_word(self, mind: Mind, move: Move) -> Answer:
        mind = hear_word(mind, move.tone, self.style)
        if mind.patience <= 0:
            return self._breaks_off(mind, "insulted")
        again = move.tone == "warm" and mind.kind_words > KIND_WORDS
        situation = "warm_again" if again else f"{move.tone}_word"
        if move.tone == "plain":
            situation = self._reason_to_tell(mind) or situation
        return Answer(mind, (self._line(mind, situation),))

    def _reason_to_tell(self, mind: Mind) -> str:
        """Return why the player holds on to what is dearest to it, once for each of two issues.

        A calm question is the only way to hear what it is after.
        """
        eyes = self._eyes(mind)
        apart = eyes.dearest(mind.bid, mind.heard or self.own.agenda.today)
        whys = [f"why_{key}_{'up' if eyes.wants_more(key) else 'down'}" for key in apart[:2]]
        speaker = Speaker(self.style.key, self.role, self.seed)
        return next((why for why in whys if speaker.can_still_say(why, mind.spoken)), "")

    def _breaks_off(self, mind: Mind, reason: str) -> Answer:
        outcome: Outcome = "ran_out" if reason == "no_time" else "broken_off"
        return Answer(mind, (self._line(mind, reason, "walk_away"),), outcome)

    def _with_mood(self, before: Mind, answer: Answer) -> Answer:
        """Return the answer with a word of warning before it, the first time patience is short."""
        short = answer.mind.patience < IMPATIENT <= before.patience
        if not short or answer.outcome != "open":
            return answer
        warning = self._line(answer.mind, "impatient")
        return replace(answer, moves=(warning, *answer.moves))

    def _chance(self, clock: Clock, purpose: str) -> float:
        return random.Random(f"{self.seed}:{clock.moves}:{purpose}").random()

    def _line(self, mind: Mind, situation: str, kind: Kind = "say", **fields: Any) -> Move:
        """Return a move with one of the messages for a situation; `fields` are fields of `Move`."""
        speaker = Speaker(self.style.key, self.role, self.seed)
        said = speaker.message(situation, mind.spoken)
        reason = fields.pop("reason", reason_of(situation))
        return Move("them", kind, said=said, style=reason, patience=mind.patience, **fields)
