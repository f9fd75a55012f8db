"""Whom we know at the account, when we last met, and what we promised and did not do.

Not in here: signals of leaving (`defection`), and the score they all make (`health`).
"""

from dataclasses import dataclass

import pandas as pd

STALE_DAYS = 90
_SETTLED = ("done", "cancelled")


@dataclass(frozen=True)
class ContactCoverage:
    """The account's people: how many, how many met in the last 90 days, and who decides.

    A decider is a contact whose buying role or level says so. `opposed` are deciders whose
    support is below zero. `mean_support` (-2 to 2) is weighted by influence.
    """

    n: int
    met: int
    deciders: int
    deciders_met: int
    opposed: int
    mean_support: float | None
    last_touch: str | None
    days_since: int | None


@dataclass(frozen=True)
class OverdueAction:
    """Something promised for a day that has passed."""

    text: str
    owner: str | None
    due: str
    days_late: int


def cover_contacts(contacts: pd.DataFrame, day: pd.Timestamp) -> ContactCoverage | None:
    """Return how well the account's people are covered at `day`; None if none are recorded."""
    if contacts.empty:
        return None
    deciders = _is(contacts, "buying_role", "decider") | _is(contacts, "level", "decision")
    touches = (
        contacts["last_touch"] if "last_touch" in contacts else pd.Series(pd.NaT, contacts.index)
    )
    met = (day - pd.to_datetime(touches)).dt.days <= STALE_DAYS
    support = (
        contacts["support"] if "support" in contacts else pd.Series(float("nan"), contacts.index)
    )
    influence = contacts["influence"].fillna(1.0) if "influence" in contacts else support * 0 + 1.0
    known = support.notna() & influence.notna()
    last = pd.to_datetime(touches).max()
    return ContactCoverage(
        n=len(contacts),
        met=int(met.sum()),
        deciders=int(deciders.sum()),
        deciders_met=int((deciders & met).sum()),
        opposed=int((deciders & (support < 0)).sum()),
        mean_support=float((support * influence)[known].sum() / influence[known].sum())
        if known.any()
        else None,
        last_touch=None if pd.isna(last) else str(last.date()),
        days_since=None if pd.isna(last) else max(int((day - last).days), 0),
    )


def open_actions(actions: pd.DataFrame) -> pd.DataFrame:
    """Return the actions that are neither done nor cancelled."""
    if "status" not in actions:
        return actions
    return actions[~actions["status"].isin(_SETTLED)]


def overdue_actions(actions: pd.DataFrame, day: pd.Timestamp) -> tuple[OverdueAction, ...]:
    """Return the open actions that were due before `day`, the latest first."""
    late = open_actions(actions)
    late = late[late["due"] < day].sort_values(["due", "action_id"])
    return tuple(
        OverdueAction(
            text=str(row["text"]),
            owner=None if pd.isna(row.get("owner")) else str(row["owner"]),
            due=str(row["due"].date()),
            days_late=int((day - row["due"]).days),
        )
        for row in late.to_dict("records")
    )


def _is(contacts: pd.DataFrame, column: str, value: str) -> pd.Series:
    if column not in contacts:
        return pd.Series(False, contacts.index)
    return (contacts[column] == value).fillna(False).astype(bool)
