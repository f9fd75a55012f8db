"""What the kit's player says: which message, and the message said with what is on the table."""

import random
from collections.abc import Mapping
from functools import cache

from ka_helpers.i18n import has_message, say
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.moves import Move, Role


def message_for(situation: str, style: str, role: Role, chance: random.Random) -> str:
    """Return the key of one of the messages for a situation: the style's own if it has some."""
    spoken = "" if role == "buyer" else "supplier_"
    for name in (f"{spoken}{style}_{situation}", f"{spoken}{situation}"):
        count = _variants(name)
        if count:
            return f"buyer.{name}_{chance.randrange(count) + 1}"
    raise KeyError(f"no message for {spoken}{situation}")


def line(move: Move, agenda: Agenda, language: str | None = None) -> str:
    """Return what a move says, in `language` (the language in force if None)."""
    parts = {
        name: listed(terms, agenda, language)
        for name, terms in (("terms", move.terms), ("wanted", move.wanted), ("given", move.given))
    }
    return say(move.said, language, currency=agenda.currency, **{**parts, **move.values})


def listed(terms: Mapping[str, float], agenda: Agenda, language: str | None = None) -> str:
    """Return terms as they are said across a table: a rebate of 7.5 % and 60 days."""
    said = [_term(key, value, agenda, language) for key, value in terms.items()]
    if len(said) < 2:
        return "".join(said)
    comma, last = (say(f"buyer.{name}", language) for name in ("list_comma", "list_last"))
    return comma.join(said[:-1]) + last + said[-1]


def _term(key: str, value: float, agenda: Agenda, language: str | None) -> str:
    issue = agenda.by_key[key]
    known = has_message(f"buyer.term_{key}")
    name = f"buyer.term_{key}" if known else "buyer.term_other"
    return say(
        name, language, value=value, name=issue.label, unit=issue.unit,
        unit_name=issue.unit_name, currency=agenda.currency,
    )  # fmt: skip


@cache
def _variants(name: str) -> int:
    count = 0
    while has_message(f"buyer.{name}_{count + 1}"):
        count += 1
    return count
