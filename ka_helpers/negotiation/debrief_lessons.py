"""What to learn from a negotiation: each thing done wrong or well, with the money it is about.

Not in here: the mark (`debrief_score`), the words (`debrief_words`).
"""

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from ka_helpers.negotiation.concessions import Change
from ka_helpers.negotiation.debrief_concessions import Step, sizes
from ka_helpers.negotiation.debrief_played import Lesson, Played
from ka_helpers.negotiation.moves import Move

FAIR = 0.7
"""Below this part of the fair gain, our share is small."""
_WHOLE = 1.0
"""Stakes below one currency unit are not worth a lesson."""


def lessons_of(played: Played) -> tuple[Lesson, ...]:
    """Return what to learn, the most expensive mistake first, what was done well last."""
    found = [lesson for rule in RULES for lesson in rule(played)]
    return tuple(sorted(found, key=lambda lesson: (lesson.tone == "good", -lesson.stake)))


def _lines(played: Played) -> Iterator[Lesson]:
    """Yield the bottom line crossed, and all limits together, agreed or only offered."""
    for how in ("agreed", "offered"):
        crossed = [each for each in played.crossings if each.in_deal == (how == "agreed")]
        for each in crossed:
            if each.kind == "bottom_line":
                yield Lesson(f"bottom_line_{how}", "bad", each.cost, each.move)
        limits = [each for each in crossed if each.kind == "limit"]
        beyond = tuple(
            Change(each.issue, each.line, each.value, -each.cost, 0.0)
            for each in limits
            if each.value is not None
        )
        if beyond:
            first = min(each.move for each in limits)
            stake = sum(each.cost for each in limits)
            yield Lesson(f"limit_{how}", "bad", stake, first, beyond=beyond)


def _without_deal(played: Played) -> Iterator[Lesson]:
    if played.result.deal is not None or played.is_lost_by_rudeness:
        return
    least = played.table.us.reservation
    offers = [move for move in played.transcript.moves if move.by == "them" and move.terms]
    standing = played.table.us.worth(offers[-1].terms) - least if offers else 0.0
    if not played.result.has_zone:
        yield Lesson("right_to_leave", "good", max(0.0 - standing, 0.0))
    elif standing > _WHOLE:
        yield Lesson("left_good_offer", "bad", standing)
    else:
        yield Lesson(played.transcript.outcome, "bad", played.lost)


def _rude(played: Played) -> Iterator[Lesson]:
    n = sum(move.tone == "rude" for move in played.ours)
    if played.is_lost_by_rudeness:
        yield Lesson("rude_lost", "bad", played.lost, n)
    elif n:
        yield Lesson("rude", "bad", n=n)


def _missed(played: Played) -> Iterator[Lesson]:
    whole, swap = played.result.missed, played.result.swap
    if whole is None or whole.us <= _WHOLE:
        return
    simple = swap is not None and swap.us >= 0.7 * whole.us and swap.them >= 0.5 * whole.them
    trade = swap if simple and swap is not None else whole
    yield Lesson(
        "missed_trade" if trade.given else "missed_present", "bad", trade.us, them=trade.them,
        given=trade.given, asked=trade.asked,
    )  # fmt: skip


def _gifts(played: Played) -> Iterator[Lesson]:
    """Yield what was given for nothing; what nobody could have agreed to was not worth anything."""
    gifts = [step for step in played.steps if step.by == "us" and step.is_unconditional]
    if not gifts:
        return
    largest = max(gifts, key=lambda step: step.cost)
    if played.result.deal is None:
        yield Lesson("gifts_in_vain", "bad", n=len(gifts), given=largest.given)
        return
    worths = [played.table.us.worth(played.transcript.moves[step.move - 1].terms) for step in gifts]
    stake = sum(
        max(played.reachable(worth + step.cost) - worth, 0.0)
        for worth, step in zip(worths, gifts, strict=True)
    )
    yield Lesson("gifts", "bad", stake, len(gifts), given=largest.given)


def _threats(played: Played) -> Iterator[Lesson]:
    """Yield what was given to a threat, and each bluff that was let pass."""
    called = 0
    for threat, after in _threats_answered(played):
        if after is not None and after.is_concession:
            key = "gave_to_bluff" if threat.style == "bluff" else "gave_to_threat"
            yield Lesson(key, "bad", after.cost, after.move, given=after.given)
        elif threat.style == "bluff":
            called += 1
    if called:
        yield Lesson("called_bluff", "good", n=called)


def _threats_answered(played: Played) -> Iterator[tuple[Move, Step | None]]:
    moves = played.transcript.moves
    for number, move in enumerate(moves):
        if move.by == "them" and move.kind == "threat":
            answer = next((at for at in range(number + 1, len(moves)) if moves[at].by == "us"), -1)
            yield move, next((s for s in played.steps if s.move == answer + 1), None)


def _growing(played: Played) -> Iterator[Lesson]:
    costs = sizes(played.steps, "us")
    grown = [now - before for before, now in pairwise(costs) if now > before + _WHOLE]
    if grown and played.result.deal is not None:
        yield Lesson("growing_steps", "bad", sum(grown), len(grown))


def _last_jump(played: Played) -> Iterator[Lesson]:
    """Yield an acceptance that gave more than all the offers before it together."""
    last = played.steps[-1] if played.steps else None
    if last is None or (last.by, last.kind) != ("us", "accept"):
        return
    before = sizes(played.steps, "us")
    if before and last.cost > sum(before) + _WHOLE:
        yield Lesson("last_jump", "bad", last.cost, given=last.given)


def _opening(played: Played) -> Iterator[Lesson]:
    """Yield how much more could have been asked for first, where we got less than a fair share."""
    result = played.result
    first = next((move for move in played.ours if move.kind == "offer"), None)
    if first is None or result.deal is None or result.us.best is None or result.fair is None:
        return
    best = result.us.best + result.us.alternative
    short = best - played.table.us.worth(first.terms)
    if short > _WHOLE and result.us.worth < result.fair.us - _WHOLE:
        yield Lesson("opened_low", "bad", short)


def _first_offer_taken(played: Played) -> Iterator[Lesson]:
    made = any(move.kind in ("offer", "conditional") for move in played.ours)
    if made or played.result.deal is None or played.result.nash is None:
        return
    stake = played.result.nash.us - played.result.us.worth
    if stake > _WHOLE:
        yield Lesson("took_first", "bad", stake)


def _share(played: Played) -> Iterator[Lesson]:
    result = played.result
    if result.deal is None or result.fair is None:
        return
    fair = result.fair.us - result.us.alternative
    if result.us.gain < FAIR * fair:
        yield Lesson("small_share", "bad", fair - result.us.gain)
    elif result.us.gain >= fair:
        yield Lesson("good_share", "good", result.us.gain)


def _nibbled(played: Played) -> Iterator[Lesson]:
    """Yield what the last little thing cost that the other asked for before it signed."""
    mine: Move | None = None
    for before, move in pairwise(played.transcript.moves):
        if before.by == "us" and before.terms:
            mine = before
        is_taken = before.style == "nibble" and move.by == "us" and move.kind == "accept"
        if is_taken and mine is not None:
            cost = played.table.us.worth(mine.terms) - played.table.us.worth(move.terms)
            if cost > _WHOLE:
                yield Lesson("nibbled", "bad", cost)


def _traded(played: Played) -> Iterator[Lesson]:
    """Yield what was got for concessions with a condition that were agreed to."""
    trades = [
        step
        for step in played.steps
        if step.by == "us" and step.given and step.asked
        if (step.kind == "conditional" and step.taken) or _took_condition(played, step)
    ]
    got = sum(change.us for step in trades for change in step.asked)
    if got > _WHOLE:
        yield Lesson("traded", "good", got, len(trades), given=trades[-1].given,
                     asked=trades[-1].asked)  # fmt: skip


def _took_condition(played: Played, step: Step) -> bool:
    """Tell whether a step took the other's offer of "if you ..., we ..."."""
    before = played.transcript.moves[: step.move - 1]
    offer = next((move for move in reversed(before) if move.by == "them" and move.terms), None)
    return step.kind == "accept" and offer is not None and offer.kind == "conditional"


def _on_frontier(played: Played) -> Iterator[Lesson]:
    result = played.result
    if result.deal is not None and result.has_zone and result.missed is None:
        yield Lesson("on_frontier", "good")


RULES: Sequence[Callable[[Played], Iterator[Lesson]]] = (
    _lines, _without_deal, _rude, _missed, _gifts, _threats, _growing, _last_jump, _opening,
    _first_offer_taken, _share, _nibbled, _traded, _on_frontier,
)  # fmt: skip
"""Each looks for one thing; the order does not matter."""
