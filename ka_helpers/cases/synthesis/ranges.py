"""What a parameter of a synthetic case may be; outside it a request is refused by name.

`RANGES` is what prompts show; `require` is what everything that builds a case calls. The message
`synthesis.range_<parameter>` names the parameter and says why its limits stand where they do.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from ka_helpers.errors import RequestError


@dataclass(frozen=True)
class Range:
    """The least and the most that a parameter may be, both allowed."""

    low: float
    high: float
    whole: bool = False
    """Only whole numbers."""

    def holds(self, value: object) -> bool:
        """Return whether a value is a number of this range (nan and true are not).

        >>> [Range(3, 60, whole=True).holds(value) for value in (3, 60.0, 2, 3.5, "3", True)]
        [True, True, False, False, False, False]
        """
        if isinstance(value, bool) or not isinstance(value, int | float):
            return False
        return self.low <= value <= self.high and (not self.whole or value == int(value))


RANGES: Mapping[str, Range] = {
    "weeks": Range(65, 156, whole=True),
    "review_year": Range(2018, 2040, whole=True),
    "fiscal_year_start_month": Range(1, 12, whole=True),
    "accounts": Range(3, 60, whole=True),
    "products": Range(12, 30, whole=True),
    "annual_sales": Range(3e6, 1e10),
    "season_strength": Range(0.0, 2.0),
    "market_growth": Range(-0.15, 0.30),
    "seed": Range(0, 2**32 - 1, whole=True),
    "account_sales": Range(4e5, 2e9),
    "account_growth": Range(-0.30, 0.60),
}
"""By parameter: weeks of data, accounts, products, yearly net sales, factors and rates a year."""


def require(parameter: str, value: object) -> None:
    """Do nothing if a parameter is within its range.

    Raises
    ------
    RequestError : it is not; the message names what was found, what is allowed, and why
    """
    allowed = RANGES[parameter]
    if not allowed.holds(value):
        raise RequestError(
            f"synthesis.range_{parameter}",
            parameter=parameter,
            found=str(value)[:40],
            low=_written(allowed.low),
            high=_written(allowed.high),
        )


def _written(limit: float) -> str:
    if abs(limit) < 10_000:
        return f"{limit:g}"
    return f"{limit:,.0f}"
