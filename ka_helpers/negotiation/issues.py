"""What is negotiated: each issue, its unit, the values it can take, what holds today.

Not in here: what a value is worth (`sides`), how it is read from a case (`pricing`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ka_helpers.errors import RequestError

Floats = NDArray[np.float64]
Package = Mapping[str, float]
"""One value for every issue of an agenda, by the issue's key."""
KEYS = (
    "rebate", "payment_days", "displays", "promotion_slots", "listing_fee", "new_skus",
    "delivery_window", "price",
)  # fmt: skip
"""The issues the kit can price; each is the message `negotiation.issue_<key>`."""
STEPS = 20
"""Into how many steps an issue that can take any value is cut, unless someone says otherwise."""
_CLOSE = 1e-9
"""How far from a step a value may lie, as a fraction of the step: floats are not exact."""


@dataclass(frozen=True)
class Issue:
    """One issue of an agreement.

    Parameters
    ----------
    key : one of `KEYS`, or a key of the case's own (then `name` says what a reader sees)
    unit : a format of `i18n.formatting.FORMATS`: share (rebate 0.05), days, count, money, price
    low, high : the ends of what is negotiated at all
    step : values lie on low, low + step, ... up to high; None: any value between
    today : what the agreement in force says; None if there is none
    name, unit_name : the case's own words, "" where the catalogue has them
    """

    key: str
    unit: str
    low: float
    high: float
    step: float | None
    today: float | None = None
    name: str = ""
    unit_name: str = ""

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise RequestError(
                "negotiation.range_empty", issue=self.label, low=self.low, high=self.high
            )
        if self.step is not None and not 0 < self.step <= self.high - self.low:
            raise RequestError("negotiation.step_wrong", issue=self.label, step=self.step)

    @property
    def label(self) -> str:
        """The message that names the issue, or the case's own name."""
        return self.name or self.key

    @property
    def values(self) -> Floats:
        """The values it can take, ascending; of a continuous issue its two ends.

        >>> Issue("displays", "count", 0, 3, 1).values.tolist()
        [0.0, 1.0, 2.0, 3.0]
        """
        if self.step is None:
            return np.array([self.low, self.high], dtype=float)
        count = int(np.floor((self.high - self.low) / self.step + _CLOSE)) + 1
        return np.round(self.low + self.step * np.arange(count, dtype=float), 12)

    def allows(self, value: float) -> bool:
        """Tell whether `value` is one that the issue can take."""
        if not np.isfinite(value):
            return False
        if self.step is None:
            return bool(self.low <= value <= self.high)
        return bool(np.min(np.abs(self.values - value)) <= _CLOSE * max(self.step, abs(value)))

    def nearest(self, value: float) -> float:
        """Return the value of the issue that lies nearest to `value`.

        >>> Issue("payment_days", "days", 15, 90, 5).nearest(61.9)
        60.0
        """
        if self.step is None:
            return float(min(max(value, self.low), self.high))
        values = self.values
        return float(values[int(np.argmin(np.abs(values - value)))])


def steps_of(issue: Issue, steps: int = STEPS) -> tuple[float, ...]:
    """Return the values of an issue, one that can take any value cut into equal steps."""
    if issue.step is not None:
        return tuple(issue.values.tolist())
    return tuple(np.linspace(issue.low, issue.high, steps + 1).tolist())
