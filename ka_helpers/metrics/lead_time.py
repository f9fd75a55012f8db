"""How promotions come about: lead time, who asked, price cuts, approval, overlaps.

Promotions that were cancelled are left out by the caller. Not in here: what promotions sold.
"""

import numpy as np
import pandas as pd

PRICE_CUT = "price_cut"


def lead_days(promotions: pd.DataFrame) -> pd.Series:
    """Return days from request to start of each promotion; NaN where the request is unknown.

    References
    ----------
    Requests 7-14 days ahead, against 45-60 with a rolling plan: source 001, case 3.

    >>> lead_days(pd.DataFrame({"start": pd.to_datetime(["2026-05-18"]),
    ...                         "requested_at": pd.to_datetime(["2026-05-08"])})).tolist()
    [10.0]
    """
    if "requested_at" not in promotions:
        return pd.Series(np.nan, promotions.index, dtype=float)
    return (promotions["start"] - promotions["requested_at"]).dt.days.astype(float)


def forced_price_cuts(promotions: pd.DataFrame) -> pd.Series:
    """Tell which promotions are price cuts that the buyer forced; NA where unknown."""
    if not {"mechanic", "buyer_forced"} <= set(promotions):
        return pd.Series(pd.NA, promotions.index, dtype="boolean")
    cut = (promotions["mechanic"] == PRICE_CUT).astype("boolean")
    known = promotions["mechanic"].notna() & promotions["buyer_forced"].notna()
    return (cut & promotions["buyer_forced"].astype("boolean")).where(known)


def flag_share(flags: pd.Series) -> tuple[float | None, int]:
    """Return the share of True among the known flags and how many are known.

    >>> flag_share(pd.Series([True, False, pd.NA, True], dtype="boolean"))[1]
    3
    """
    known = flags.dropna()
    return (float(known.astype(float).mean()), len(known)) if len(known) else (None, 0)


def not_approved_in_time(promotions: pd.DataFrame) -> pd.Series:
    """Tell which promotions started without approval, or before it came."""
    if "approved_at" not in promotions:
        return pd.Series(pd.NA, promotions.index, dtype="boolean")
    late = promotions["approved_at"].isna() | (promotions["approved_at"] > promotions["start"])
    return late.astype("boolean")


def overlapping_pairs(promotions: pd.DataFrame) -> list[tuple[str, str]]:
    """Return the pairs of promotions of one product that share a day, earlier one first."""
    if "product_id" not in promotions:
        return []
    pairs = []
    dated = promotions.dropna(subset=["product_id"]).sort_values(["start", "promo_id"])
    for _, rows in dated.groupby("product_id"):
        ids = rows["promo_id"].astype(str).tolist()
        start, end = rows["start"].to_numpy(), rows["end"].to_numpy()
        first, second = np.nonzero(np.triu(start[None, :] <= end[:, None], 1))
        pairs += [(ids[a], ids[b]) for a, b in zip(first.tolist(), second.tolist(), strict=True)]
    return sorted(pairs)
