"""Why order lines fail and who can repair it: reasons, their departments, penalties in money.

A reason is the customer's; the department is ours. What carries no reason is "unexplained" and
belongs to nobody, which is the first thing to change. Not in here: rates (see `supply`).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

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


def penalties_by_reason(lines: pd.DataFrame) -> tuple[Penalty, ...]:
    """Return the penalties of these order lines by reason, largest first; they sum to all.

    Empty where the table has no `penalty` column: not measured.
    """
    if "penalty" not in lines:
        return ()
    charged = lines[lines["penalty"] > 0]
    sums = _by_reason(charged, charged["penalty"])
    return tuple(Penalty(reason, DEPARTMENTS[reason], amount, n) for reason, amount, n in sums)


def failures_by_reason(lines: pd.DataFrame) -> tuple[Failure, ...]:
    """Return short and refused lines by reason, most units missing first.

    Together they miss every unit that was ordered and not delivered; a line delivered in full
    but refused misses none.
    """
    missing = (lines["qty_ordered"] - lines["qty_delivered"]).clip(lower=0.0)
    refused = lines["reject_reason"].notna() if "reject_reason" in lines else False
    failed = lines[(missing > 0) | refused]
    sums = _by_reason(failed, missing[failed.index])
    return tuple(Failure(reason, DEPARTMENTS[reason], units, n) for reason, units, n in sums)


def _by_reason(lines: pd.DataFrame, amounts: pd.Series) -> list[tuple[str, float, int]]:
    reasons = (
        lines["reject_reason"].fillna(UNEXPLAINED)
        if "reject_reason" in lines
        else pd.Series(UNEXPLAINED, lines.index)
    )
    sums = amounts.groupby(reasons).agg(["sum", "size"])
    found = [(str(reason), float(row["sum"]), int(row["size"])) for reason, row in sums.iterrows()]
    return sorted(found, key=lambda row: (-row[1], row[0]))
