"""What a change of terms costs one side and is worth to the other, issue by issue.

Not in here: which changes to offer (`logrolling`), and who made them in a game (`debrief`).

References
----------
Shapley 1953: what two issues are worth together is shared evenly between them.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.issues import Package, steps_of

_NOTHING = 1e-9


@dataclass(frozen=True)
class Change:
    """One issue moved from one value to another.

    `us` and `them` are what that changes in each side's worth a year: below 0 is a loss.
    """

    issue: str
    before: float
    after: float
    us: float
    them: float

    @property
    def cost(self) -> float:
        """What the change costs us a year."""
        return 0.0 - self.us

    @property
    def ratio(self) -> float:
        """What it is worth to them for each unit that it costs us; infinite if it costs nothing."""
        return self.them / self.cost if self.cost > 0 else np.inf


def changes_between(agenda: Agenda, before: Package, after: Package) -> tuple[Change, ...]:
    """Return the issues that differ, in the agenda's order; their worths add up to the whole.

    >>> from ka_helpers.negotiation.issues import Issue
    >>> from ka_helpers.negotiation.sides import Curve, Link, Side
    >>> issues = (Issue("displays", "count", 0, 4, 1), Issue("promotion_slots", "count", 0, 6, 1))
    >>> flat = {issue.key: Curve((0, 1), (0, 0)) for issue in issues}
    >>> us = Side("us", flat, 0, (Link(("displays", "promotion_slots"), 10),))
    >>> agenda = Agenda(issues, us, Side("them", flat, 0))
    >>> zero, more = agenda.package(displays=0, promotion_slots=0), {"displays": 2}
    >>> after = agenda.package(zero, displays=2, promotion_slots=3)
    >>> [(change.issue, change.us) for change in changes_between(agenda, zero, after)]
    [('displays', 30.0), ('promotion_slots', 30.0)]
    """

    def alone(key: str, worth: Callable[[Package], float]) -> float:
        first = worth({**before, key: after[key]}) - worth(before)
        last = worth(after) - worth({**after, key: before[key]})
        return (first + last) / 2

    return tuple(
        Change(
            key, before[key], after[key], alone(key, agenda.us.worth), alone(key, agenda.them.worth)
        )
        for key in agenda.keys
        if abs(after[key] - before[key]) > _NOTHING
    )


def price_of_step(agenda: Agenda, key: str, base: Package | None = None) -> Change | None:
    """Return the next step of an issue towards them, from `base` (today, if none is named).

    Towards them is where they gain; where they do not care, where we lose. None if the issue
    cannot move that way any more, or if its next steps change nothing for either side.

    Raises
    ------
    RequestError : the agenda has no such issue
    """
    if key not in agenda.by_key:
        known = ", ".join(agenda.keys)
        raise RequestError("negotiation.no_such_issue", found=key, known=known)
    now = dict(agenda.today if base is None else base)
    values = steps_of(agenda.by_key[key])
    below = [value for value in values if value < now[key] - _NOTHING]
    above = [value for value in values if value > now[key] + _NOTHING]
    ways = [
        changes_between(agenda, now, {**now, key: value})[0] for value in (*below[-1:], *above[:1])
    ]
    toward = [way for way in ways if way.them > 0 or (way.them == 0 and way.cost > 0)]
    return max(toward, key=lambda way: (way.them, way.cost), default=None)
