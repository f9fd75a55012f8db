"""Slips that any question knows: the right figure in another unit, with the other sign, too coarse.

Looked for only where no mistake of the question's own was recognised. Not in here: sentences
(`exercises.slip_<name>`).
"""

from collections.abc import Callable
from typing import Any

from ka_helpers.exercises.kinds import Number
from ka_helpers.exercises.rounding import half_unit, is_too_coarse

_PERCENT = {"percent_for_fraction": 100.0}
_MONEY = {"wan_for_yuan": 1e-4, "thousands_for_yuan": 1e-3, "millions_for_yuan": 1e-6}
_FACTORS = {
    "share": _PERCENT,
    "change": _PERCENT,
    "points": _PERCENT,
    "money": _MONEY,
    "money_exact": _MONEY,
}
"""Slips of unit: the right figure times this is what was given."""
COARSE = "too_coarse"
SIGN = "sign"
HALF_RIGHT = frozenset({*_PERCENT, *_MONEY, COARSE})
"""Slips that leave the figure right."""


def slip_of(part: Number, value: Any, right: Any) -> str:
    """Return the slip that makes a wrong value of the right one, "" if none does."""
    tests: dict[str, Callable[[float, float], bool]] = {
        name: _in_unit(part, factor) for name, factor in _FACTORS.get(part.unit, {}).items()
    }
    tests[SIGN] = lambda given, wanted: part.close(-given, wanted)
    tests[COARSE] = lambda given, wanted: is_too_coarse(given, wanted, part.decimals)
    for name, slipped in tests.items():
        if _explains(part, value, right, slipped):
            return name
    return ""


def _in_unit(part: Number, factor: float) -> Callable[[float, float], bool]:
    def slipped(given: float, wanted: float) -> bool:
        meant = given / factor
        return part.close(meant, wanted) or is_too_coarse(meant, wanted, part.decimals)

    return slipped


def _explains(
    part: Number, value: Any, right: Any, slipped: Callable[[float, float], bool]
) -> bool:
    """Tell whether each number is right or slipped, and one that is more than rounding slipped."""
    if not isinstance(value, dict):
        value, right = {"": value}, {"": right}
    if set(value) != set(right):
        return False
    wrong = [key for key in right if not part.close(value[key], right[key])]
    return bool(wrong) and all(
        abs(right[key]) > half_unit(part.decimals) and slipped(value[key], right[key])
        for key in wrong
    )
