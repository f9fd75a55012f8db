"""What the kit's player says: which message, and the message said with what is on the table."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from ka_helpers.i18n import has_message, say
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.moves import Move, Role

_BEGINNING = re.compile(r"(?:^|(?<=[.?!] ))[a-z]")
"""A sentence may begin with a term: "no end-caps"."""
_SPECIAL: Mapping[float, str] = {0.0: "none", 1.0: "one"}


@dataclass(frozen=True)
class Speaker:
    """Who speaks: a style, on a chair, in the order of words that a seed gives."""

    style: str
    role: Role
    seed: int

    def message(self, situation: str, spoken: tuple[str, ...]) -> str:
        """Return the key of a message for a situation, one that was said least so far."""
        keys = list(_variants(self.style, self.role, situation))
        if not keys:
            raise KeyError(f"no message for {self.role}: {situation}")
        random.Random(f"{self.seed}:{situation}").shuffle(keys)
        return min(keys, key=spoken.count)

    def can_still_say(self, situation: str, spoken: tuple[str, ...]) -> bool:
        """Tell whether there are messages for a situation, none of them said yet."""
        keys = _variants(self.style, self.role, situation)
        return bool(keys) and not set(keys) & set(spoken)


def line(move: Move, agenda: Agenda, language: str | None = None) -> str:
    """Return what a move says, the trainee's own included, in `language` (the one in force)."""
    parts = {
        name: listed(terms, agenda, language)
        for name, terms in (("terms", move.terms), ("wanted", move.wanted), ("given", move.given))
    }
    own = f"buyer.you_{move.kind}_{move.tone}" if move.kind == "say" else f"buyer.you_{move.kind}"
    said = say(move.said or own, language, currency=agenda.currency, **{**parts, **move.values})
    return _BEGINNING.sub(lambda found: found[0].upper(), said)


def listed(terms: Mapping[str, float], agenda: Agenda, language: str | None = None) -> str:
    """Return terms as they are said across a table: a rebate of 7.5 % and 60 days."""
    said = [_term(key, value, agenda, language) for key, value in terms.items()]
    if len(said) < 2:
        return "".join(said)
    comma, last = (say(f"buyer.{name}", language) for name in ("list_comma", "list_last"))
    return comma.join(said[:-1]) + last + said[-1]


def _term(key: str, value: float, agenda: Agenda, language: str | None) -> str:
    issue = agenda.by_key[key]
    said = {
        "value": value, "number": f"{value:g}", "percent": f"{round(value * 100, 4):g}",
        "currency": agenda.currency,
    }  # fmt: skip
    if has_message(f"buyer.term_{key}"):
        special = f"buyer.term_{key}_{_SPECIAL.get(value, '')}"
        name = special if has_message(special) else f"buyer.term_{key}"
        return say(name, language, **said)
    amount = say(f"buyer.amount_{issue.unit}", language, **said)
    return say("buyer.term_other", language, name=issue.label, amount=amount)


@cache
def _variants(style: str, role: Role, situation: str) -> tuple[str, ...]:
    """Return the messages for a situation: the style's own, the usual ones where it has none.

    A style without words of its own for giving back has those for giving way.
    """
    chair = "" if role == "buyer" else "supplier_"
    own = _numbered(f"{chair}{style}_{situation}")
    if situation == "give_back" and not own:
        own = _numbered(f"{chair}{style}_concede")
    return own or _numbered(f"{chair}{situation}")


def _numbered(name: str) -> tuple[str, ...]:
    count = 0
    while has_message(f"buyer.{name}_{count + 1}"):
        count += 1
    return tuple(f"buyer.{name}_{number + 1}" for number in range(count))
