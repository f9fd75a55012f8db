"""Formulas and what they come to, side by side: the cell recomputes, the value is there at once.

Addresses are of Excel: columns are letters, rows count from one.
"""

from collections.abc import Sequence

from xlsxwriter.utility import xl_col_to_name

from ka_helpers.metrics.roll_up import ROUNDING

Number = float | int | None
_NOTHING = 1e-14


def cell(row: int, column: int) -> str:
    """Return the address of a cell counted from zero.

    >>> cell(0, 2)
    'C1'
    """
    return f"{xl_col_to_name(column)}{row + 1}"


def span(first: int, last: int, column: int) -> str:
    """Return the address of a column's cells.

    >>> span(4, 9, 1)
    'B5:B10'
    """
    letter = xl_col_to_name(column)
    return f"{letter}{first + 1}:{letter}{last + 1}"


def total(values: Sequence[Number]) -> float:
    """Return the sum of the values that are known, as SUM does."""
    return float(sum(value for value in values if value is not None))


def ratio(part: Number, whole: Number) -> float | None:
    """Return part / whole, None where either is missing or the whole is zero."""
    return part / whole if part is not None and whole else None


def ratio_formula(part: str, whole: str) -> str:
    """Return the formula of `ratio`: the empty text instead of an error."""
    return f'=IF(OR({part}="",N({whole})=0),"",{part}/{whole})'


def difference(first: Number, second: Number) -> float | None:
    """Return first - second, None where either is missing.

    What is left of equal values by rounding is zero, as in a spreadsheet.
    """
    if first is None or second is None:
        return None
    left = first - second
    return 0.0 if abs(left) <= _NOTHING * max(abs(first), abs(second)) else left


def difference_formula(first: str, second: str) -> str:
    """Return the formula of `difference`."""
    return f'=IF(OR({first}="",{second}=""),"",{first}-{second})'


def agrees(first: Number, second: Number, tolerance: float = 0.005) -> bool:
    """Tell whether two sums are the same to half a cent."""
    return abs((first or 0.0) - (second or 0.0)) < tolerance


def agrees_formula(first: str, second: str, yes: str, no: str, tolerance: float = 0.005) -> str:
    """Return the formula of `agrees`, in words."""
    return f'=IF(ABS({first}-{second})<{tolerance},"{yes}","{no}")'


def rolls_up_formula(whole: str, made: str, yes: str, no: str) -> str:
    """Return the formula of a roll-up check: parts within the rounding of targets agree."""
    within = f"ABS({whole}-{made})<=MAX({ROUNDING}*ABS({whole}),0.000000001)"
    return f'=IF(OR({whole}="",{made}=""),"",IF({within},"{yes}","{no}"))'
