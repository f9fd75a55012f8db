"""What is remembered of a table once its rows have been looked at, in one piece or in many."""

from dataclasses import dataclass

import pandas as pd

from ka_helpers.cases.columns_check import ParsedTable


@dataclass(frozen=True)
class Seen:
    """A table's accounts, and its rows after the case's last day: how many, and the first."""

    file: str
    account_ids: frozenset[str] = frozenset()
    late: int = 0
    first_late: int | None = None

    def __add__(self, more: "Seen") -> "Seen":
        first = self.first_late if self.first_late is not None else more.first_late
        ids = self.account_ids | more.account_ids
        return Seen(self.file, ids, self.late + more.late, first)


def seen_in(parsed: ParsedTable, as_of: str) -> Seen:
    """Return what is to be remembered of these rows."""
    frame = parsed.frame
    ids = frozenset(frame["account_id"].dropna().unique()) if "account_id" in frame else frozenset()
    if "period_start" not in frame:
        return Seen(parsed.file, ids)
    late = frame.index[frame["period_start"] > pd.Timestamp(as_of)]
    return Seen(parsed.file, ids, len(late), int(late[0]) if len(late) else None)
