"""How a company's sales are shared out among its accounts: a few are large, many are small."""

from collections.abc import Sequence
from math import ceil, floor, fsum, log10

from ka_helpers.cases.synthesis.chance import generator_for
from ka_helpers.cases.synthesis.ranges import RANGES
from ka_helpers.cases.synthesis.world import World
from ka_helpers.errors import RequestError

SIZE_FALLS, FALLS_STEEPER = 0.75, 0.05
"""The n-th account is about 1 / n to this power as large as the first, or to a higher one."""
SMALLEST_SHARE = 0.03
"""The smallest account has at most so much of all sales, so that there is a class C."""


def account_id(number: int) -> str:
    """Return the id of an invented account.

    >>> account_id(7)
    'K07'
    """
    return f"K{number:02d}"


def yearly_sales(world: World, wished: Sequence[float | None], seed: int) -> list[float]:
    """Return each account's net sales a year: as wished (not None); the others share what is left.

    Raises
    ------
    RequestError : too little is left
    """
    power = _steepness(len(wished))
    weights = [
        number**-power * float(generator_for(seed, account_id(number), "size").uniform(0.85, 1.15))
        for number in range(1, len(wished) + 1)
    ]
    open_ = [place for place, sales in enumerate(wished) if sales is None]
    said = fsum(sales or 0.0 for sales in wished)
    left, whole = world.annual_sales - said, fsum(weights[place] for place in open_)
    least = RANGES["account_sales"].low
    if open_ and left * min(weights[place] for place in open_) < least * whole:
        needed = said + least * whole / min(weights[place] for place in open_)
        step = 10.0 ** (floor(log10(needed)) - 1)
        raise RequestError(
            "synthesis.too_small_to_share",
            found=world.annual_sales, n=len(wished), needed=ceil(needed / step) * step,
        )  # fmt: skip
    return [
        float(sales or round(left * weights[place] / whole, -3))
        for place, sales in enumerate(wished)
    ]


def _steepness(count: int) -> float:
    """Return how fast sizes fall, so that the smallest of so many accounts is small.

    >>> [round(_steepness(count), 2) for count in (3, 8, 24)]
    [3.1, 1.35, 0.75]
    """
    power = SIZE_FALLS
    while count**-power / fsum(number**-power for number in range(1, count + 1)) > SMALLEST_SHARE:
        power += FALLS_STEEPER
    return power
