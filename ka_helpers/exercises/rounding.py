"""When a number is right, and when it was only rounded too soon. Not in here: units."""

import math

COARSEST = 0.05
"""A figure further from the right one than this is not the right one rounded."""
_SLACK = 1e-7


def half_unit(decimals: int) -> float:
    """Return half a unit of the last decimal; -3: half a thousand."""
    return 0.5 * 10.0**-decimals


def is_close(given: float, right: float, decimals: int, rel: float) -> bool:
    """Tell whether a number is within half a unit of the last decimal, or within `rel`.

    >>> is_close(0.545, 0.54467, 3, 1e-9), is_close(0.54, 0.54467, 3, 1e-9)
    (True, False)
    """
    return math.isclose(given, right, rel_tol=rel, abs_tol=half_unit(decimals) * (1 + _SLACK))


def is_too_coarse(given: float, right: float, decimals: int) -> bool:
    """Tell whether a number is the right one rounded to fewer decimals, or cut off.

    Two figures must be left of it: 0.5 may be many things besides 0.54467.

    >>> is_too_coarse(0.54, 0.54467, 3), is_too_coarse(0.5, 0.54467, 3)
    (True, False)
    >>> is_too_coarse(0.544, 0.54467, 3), is_too_coarse(1_200_000, 1_234_567, 0)
    (True, True)
    """
    if not given or not math.isclose(given, right, rel_tol=COARSEST):
        return False
    figures = math.floor(math.log10(abs(right))) + 1
    for kept in range(decimals, 2 - figures - 1, -1):
        unit = 10.0**-kept
        nearest, cut = round(right / unit) * unit, math.trunc(right / unit) * unit
        if math.isclose(given, nearest, rel_tol=1e-9) or math.isclose(given, cut, rel_tol=1e-9):
            return True
    return False
