"""Hand a company's target down to accounts and people, so that it adds up on every level.

Not in here: months (`breakdown`), and which rule is fair.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ka_helpers.errors import MetricInputError
from ka_helpers.i18n import say
from ka_helpers.planning.breakdown import share_out

Rule = Literal["base", "potential"]
"""How a target was handed down; each is the message `planning.rule_<name>`."""


@dataclass(frozen=True)
class Portion:
    """What one account was given: its base, its target, the person who answers for it."""

    account_id: str
    person: str
    base: float
    target: float


@dataclass(frozen=True)
class Cascade:
    """A target handed down; `portions` sum to `total`, and so do the people's."""

    total: float
    rule: Rule
    portions: tuple[Portion, ...]

    def by_person(self) -> dict[str, float]:
        """Return each person's target; what has no person is under ""."""
        people: dict[str, float] = {}
        for portion in self.portions:
            people[portion.person] = people.get(portion.person, 0.0) + portion.target
        return people

    def rule_said(self, language: str) -> str:
        """Return in a sentence how it was handed down."""
        return say(f"planning.rule_{self.rule}", language)


def cascade(
    total: float,
    bases: Mapping[str, float],
    potential: Mapping[str, float] | None = None,
    people: Mapping[str, str] | None = None,
    step: float = 1.0,
) -> Cascade:
    """Return a company's target handed down to accounts.

    In proportion to their bases; or, where `potential` is given, each keeps its base and the
    rise is given out in proportion to potential.

    Raises
    ------
    MetricInputError : an account without potential, or weights of no use

    >>> [part.target for part in cascade(264, {"A": 100, "B": 50, "C": 60, "D": 30}).portions]
    [110.0, 55.0, 66.0, 33.0]
    >>> grown = cascade(174, {"A": 100, "B": 50}, potential={"A": 1, "B": 2})
    >>> [part.target for part in grown.portions]
    [108.0, 66.0]
    """
    if potential is None:
        targets = share_out(total, bases, step)
    else:
        if missing := [name for name in bases if name not in potential]:
            raise MetricInputError("planning.no_potential", names=", ".join(missing))
        rise = share_out(total - sum(bases.values()), {n: potential[n] for n in bases}, step)
        targets = {name: base + rise[name] for name, base in bases.items()}
    portions = tuple(
        Portion(name, (people or {}).get(name, ""), float(base), targets[name])
        for name, base in bases.items()
    )
    return Cascade(total, "base" if potential is None else "potential", portions)
