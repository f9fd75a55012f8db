"""Why order lines fail and who can repair it: reasons, their departments, penalties in money.

A reason is the customer's; the department is ours. What carries no reason is "unexplained" and
belongs to nobody, which is the first thing to change. Not in here: rates (see `supply`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from ka_helpers.metrics.rows import Mask, Numbers, Rows, Texts, counts_by, sums_by

UNEXPLAINED = "unexplained"
DEPARTMENTS: Mapping[str, str] = {
    "late_delivery": "logistics",
    "driver_procedure": "logistics",
    "shelf_life": "logistics_production",
    "short_stock": "planning",
    "forecast_error": "planning",
    "price_mismatch": "sales_finance",
    "wrong_item": "warehouse",
    UNEXPLAINED: "nobody",
}
"""The department that can repair each reason of `order_line.reject_reason`."""


@dataclass(frozen=True)
class Penalty:
    """Money charged for one reason, and the `n` order lines charged."""

    reason: str
    department: str
    amount: float
    n: int


@dataclass(frozen=True)
class Failure:
    """Order lines short or refused for one reason: the units missing, and the `n` lines."""

    reason: str
    department: str
    missing_units: float
    n: int


def penalties_by_reason(lines: pd.DataFrame | Rows) -> tuple[Penalty, ...]:
    """Return the penalties of these order lines by reason, largest first; they sum to all.

    Empty where the table has no `penalty` column: not measured.
    """
    rows = Rows.of(lines)
    if "penalty" not in rows:
        return ()
    amounts = rows.numbers("penalty")
    sums = _by_reason(rows, amounts, amounts > 0)
    return tuple(Penalty(reason, DEPARTMENTS[reason], amount, n) for reason, amount, n in sums)


def failures_by_reason(lines: pd.DataFrame | Rows) -> tuple[Failure, ...]:
    """Return short and refused lines by reason, most units missing first.

    Together they miss every unit that was ordered and not delivered; a line delivered in full
    but refused misses none.
    """
    rows = Rows.of(lines)
    missing = np.maximum(rows.numbers("qty_ordered") - rows.numbers("qty_delivered"), 0.0)
    failed = missing > 0
    if "reject_reason" in rows:
        failed = failed | (rows.texts("reject_reason").codes >= 0)
    sums = _by_reason(rows, missing, failed)
    return tuple(Failure(reason, DEPARTMENTS[reason], units, n) for reason, units, n in sums)


def _by_reason(lines: Rows, amounts: Numbers, chosen: Mask) -> list[tuple[str, float, int]]:
    """Return reason, amount and number of the chosen lines, the largest amount first."""
    told = lines.where(chosen)
    nothing = Texts(np.zeros(len(told), dtype=np.intp), (UNEXPLAINED,))
    reasons = nothing
    if "reject_reason" in lines:
        reasons = told.texts("reject_reason").filled(nothing)
    size = len(reasons.names)
    sums, counts = sums_by(reasons.codes, amounts[chosen], size), counts_by(reasons.codes, size)
    found = [
        (name, float(amount), int(n))
        for name, amount, n in zip(reasons.names, sums, counts, strict=True)
        if n
    ]
    return sorted(found, key=lambda row: (-round(row[1], 2), row[0]))  # summing order is no rank
