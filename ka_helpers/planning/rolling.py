"""The rolling three-month plan: which promotions start in time, collide, or must be decided now.

`as_of` is the day the plan is looked at; there is no clock. Not in here: what promotions earn
(`metrics.promotions`) and what they may cost (`planning.budget`).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal

import pandas as pd

from ka_helpers.metrics.lead_time import lead_days, overlapping_pairs
from ka_helpers.planning.festivals import Festival, festivals_between

LEAD_DAYS = 45
"""Days from request to start where a case does not say (source 001: 45 to 60)."""
MONTHS = 3
FESTIVAL_REACH = pd.Timedelta(days=14)
"""A promotion belongs to a festival that falls into it or at most two weeks after it."""
DECIDE_WITHIN = pd.Timedelta(days=30)
State = Literal["closed", "closing", "open"]
_DAY = pd.Timedelta(days=1)


@dataclass(frozen=True)
class PlannedPromotion:
    """One promotion of the plan; days are ISO, None where not known.

    `week` is the Monday it starts in. `latest_request` is the last day to ask for it in time,
    `late` whether it was asked for later than that; `to_decide` that it has not been approved
    and that the last day to ask for it is within the next `DECIDE_WITHIN`.
    `overlaps` are the others of its account and category that it shares a day with.
    """

    promo_id: str
    account_id: str
    product_id: str
    category: str
    mechanic: str
    start: str
    end: str
    week: str
    requested_at: str | None
    lead_days: float | None
    latest_request: str
    late: bool | None
    approved: bool | None
    to_decide: bool
    overlaps: tuple[str, ...]
    festivals: tuple[str, ...]


@dataclass(frozen=True)
class PlanMonth:
    """One month of the plan.

    `state` is "open" while everything in it can still be asked for in time, "closing" while
    its later part can, "closed" once nothing can. `decide_by` is the last day on which all of
    it is open, `n` and `n_late` count the promotions that start in it.
    """

    month: str
    state: State
    decide_by: str
    n: int
    n_late: int


@dataclass(frozen=True)
class RollingPlan:
    """Three months of promotions, seen on a day."""

    as_of: str
    lead_days: int
    earliest_start: str
    months: tuple[PlanMonth, ...]
    promotions: tuple[PlannedPromotion, ...]
    pairs: tuple[tuple[str, str], ...]
    festivals: tuple[Festival, ...]

    @property
    def to_decide(self) -> tuple[PlannedPromotion, ...]:
        """The promotions that must be decided within the next thirty days."""
        return tuple(each for each in self.promotions if each.to_decide)

    def rows(self) -> pd.DataFrame:
        """Return a row a promotion, in order of start."""
        names = [field.name for field in fields(PlannedPromotion)]
        rows = [[getattr(each, name) for name in names] for each in self.promotions]
        return pd.DataFrame(rows, columns=names)


def rolling_plan(
    promotions: pd.DataFrame, as_of: pd.Timestamp, lead: int = LEAD_DAYS,
    months: Iterable[str] = (),
) -> RollingPlan:  # fmt: skip
    """Return the plan of the three months after the one of `as_of`, cancelled promotions left out.

    Parameters
    ----------
    promotions : rows of the promotion table, of one or several accounts
    lead : days that a promotion must be asked for before its start
    months : other months than those three, such as ("2026-08", "2026-09")
    """
    planned = tuple(months) or months_after(as_of)
    running = _not_cancelled(promotions)
    chosen = running[running["start"].dt.strftime("%Y-%m").isin(planned)]
    chosen = chosen.sort_values(["start", "promo_id"])
    chosen = chosen.assign(lead_days=lead_days(chosen))
    first = pd.Timestamp(f"{planned[0]}-01")
    last = _month_end(planned[-1])
    festivals = festivals_between(first, last + FESTIVAL_REACH)
    pairs = overlaps_of(chosen)
    rows = tuple(
        _planned(row, (as_of, lead), pairs, festivals) for row in chosen.to_dict("records")
    )
    return RollingPlan(
        as_of=_iso(as_of),
        lead_days=lead,
        earliest_start=_iso(earliest_start(as_of, lead)),
        months=tuple(_month(month, as_of, lead, rows) for month in planned),
        promotions=rows,
        pairs=pairs,
        festivals=tuple(each for each in festivals if each.day <= _iso(last)),
    )


def months_after(day: pd.Timestamp, count: int = MONTHS) -> tuple[str, ...]:
    """Return the months after the one of a day.

    >>> months_after(pd.Timestamp("2026-06-30"))
    ('2026-07', '2026-08', '2026-09')
    """
    first = day.to_period("M") + 1
    return tuple(str(month) for month in pd.period_range(first, periods=count, freq="M"))


def latest_request(start: pd.Timestamp, lead: int = LEAD_DAYS) -> pd.Timestamp:
    """Return the last day to ask for a promotion in time.

    >>> str(latest_request(pd.Timestamp("2026-09-25"), 45).date())
    '2026-08-11'
    """
    return start - lead * _DAY


def earliest_start(as_of: pd.Timestamp, lead: int = LEAD_DAYS) -> pd.Timestamp:
    """Return the first day on which a promotion asked for today can start in time."""
    return as_of + lead * _DAY


def share_late(promotions: pd.DataFrame, lead: int = LEAD_DAYS) -> tuple[float | None, int]:
    """Return the share of promotions asked for too late, and of how many it is known.

    >>> share_late(pd.DataFrame({"start": pd.to_datetime(["2026-05-18", "2026-09-01"]),
    ...                          "requested_at": pd.to_datetime(["2026-05-08", "2026-06-01"])}))
    (0.5, 2)
    """
    known = lead_days(promotions).dropna()
    return (float((known < lead).mean()), len(known)) if len(known) else (None, 0)


def overlaps_of(promotions: pd.DataFrame) -> tuple[tuple[str, str], ...]:
    """Return the pairs of promotions of one account and category that share a day.

    Where the category is not known, the product counts; where neither is, nothing overlaps.
    """
    absent = pd.Series(None, promotions.index, dtype=object)
    category, product = (promotions.get(name, absent) for name in ("category", "product_id"))
    subject = category.where(category.notna(), product)
    known = promotions.assign(product_id=subject)
    return tuple(
        pair for _, rows in known.groupby("account_id") for pair in overlapping_pairs(rows)
    )


def _planned(
    row: Mapping[Any, Any], seen: tuple[pd.Timestamp, int],
    pairs: tuple[tuple[str, str], ...], festivals: tuple[Festival, ...],
) -> PlannedPromotion:  # fmt: skip
    as_of, lead = seen
    start, end, name = row["start"], row["end"], str(row["promo_id"])
    days = None if pd.isna(row["lead_days"]) else float(row["lead_days"])
    latest = latest_request(start, lead)
    approved = _known_day(row, "approved_at") is not None if "approved_at" in row else None
    near = [each.name for each in festivals
            if start <= pd.Timestamp(each.day) <= end + FESTIVAL_REACH]  # fmt: skip
    others = [b if a == name else a for a, b in pairs if name in (a, b)]
    return PlannedPromotion(
        promo_id=name,
        account_id=str(row["account_id"]),
        product_id=_text(row, "product_id"),
        category=_text(row, "category"),
        mechanic=_text(row, "mechanic"),
        start=_iso(start),
        end=_iso(end),
        week=_iso(start - start.weekday() * _DAY),
        requested_at=_known_day(row, "requested_at"),
        lead_days=days,
        latest_request=_iso(latest),
        late=None if days is None else days < lead,
        approved=approved,
        to_decide=not approved and as_of <= latest <= as_of + DECIDE_WITHIN,
        overlaps=tuple(others),
        festivals=tuple(dict.fromkeys(near)),
    )


def _month(
    month: str, as_of: pd.Timestamp, lead: int, rows: tuple[PlannedPromotion, ...]
) -> PlanMonth:
    inside = [each for each in rows if each.start[:7] == month]
    all_open = latest_request(pd.Timestamp(f"{month}-01"), lead)
    last_open = latest_request(_month_end(month), lead)
    state: State = "open" if as_of <= all_open else "closing" if as_of <= last_open else "closed"
    late = sum(each.late is True for each in inside)
    return PlanMonth(month, state, _iso(all_open), len(inside), late)


def _not_cancelled(promotions: pd.DataFrame) -> pd.DataFrame:
    if "status" not in promotions:
        return promotions
    return promotions[(promotions["status"] != "cancelled").fillna(True).astype(bool)]


def _month_end(month: str) -> pd.Timestamp:
    return pd.Timestamp(f"{month}-01") + pd.DateOffset(months=1) - _DAY


def _text(row: Mapping[Any, Any], name: str) -> str:
    value = row.get(name)
    return "" if value is None or pd.isna(value) else str(value)


def _known_day(row: Mapping[Any, Any], name: str) -> str | None:
    value = row.get(name)
    return None if value is None or pd.isna(value) else _iso(value)


def _iso(day: Any) -> str:
    return str(pd.Timestamp(day).date())
