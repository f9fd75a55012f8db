"""What a chapter is read on: a case, one of its accounts, a quarter.

A chapter says which tables it needs; where the case in use cannot carry it, it is read on the
kit's own sample case instead, and says so. Not in here: questions.
"""

import re
from collections import defaultdict
from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from ka_helpers.cases import AccountSlice, Case, load_case
from ka_helpers.cases.casefile import CASE_FILE
from ka_helpers.errors import KaKitError, RequestError
from ka_helpers.exercises.plain import narrow

SAMPLE = "beverage_china"
STAND_IN = "stand_in"
Made = TypeVar("Made")


class NotGradableError(KaKitError):
    """A case lacks what a chapter or question needs; says which table or figure."""


def lacking_table(name: str, case: Case) -> NotGradableError:
    """Return the error that says in the reader's words which table a case lacks."""
    return NotGradableError("exercises.no_table", table=f"tables.{name}", case=case.file.case_id)


@dataclass(frozen=True, eq=False)
class Lesson:
    """A case, the account and the quarter that a chapter is read on.

    `stands_in` is the reason why the sample case is read instead of the case asked for, None
    where that is read itself.
    """

    case: Case
    account_id: str
    quarter: str
    stands_in: NotGradableError | None = None
    kept: dict[Any, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def account(self) -> AccountSlice:
        """The account's rows of every table."""
        return self.case.slice(self.account_id)

    @property
    def variant(self) -> int:
        """Which figures the fixed stories take; 0 is what the sources print."""
        return self.case.file.variant

    def table(self, name: str) -> pd.DataFrame:
        """Return a whole table of the case.

        Raises
        ------
        NotGradableError : the case has no such table
        """
        if name not in self.case.tables:
            raise lacking_table(name, self.case)
        return self.case.table(name)

    def once(self, work_out: Callable[["Lesson"], Made]) -> Made:
        """Return `work_out(self)`, worked out only once.

        A frame, Series, dict or list is handed out as a copy, so that changing it changes nothing.
        """
        if work_out not in self.kept:
            self.kept[work_out] = work_out(self)
        made: Made = self.kept[work_out]
        if isinstance(made, pd.DataFrame | pd.Series):
            return made.copy(deep=False)  # type: ignore[return-value]  # copied when written to
        return copy(made) if isinstance(made, dict | list) else made

    def account_called(self, said: str) -> str | None:
        """Return the id of the account with this id or name, None if there is none, or several.

        Upper and lower case are the same; of a name in two scripts, either is enough.
        """
        return self._called.get(said.casefold())

    def name_of(self, account_id: str) -> str:
        """Return the name of an account, its id if it has none."""
        return self._names.get(account_id, account_id)

    @cached_property
    def _names(self) -> dict[str, str]:
        accounts = self.case.accounts
        names = zip(accounts["account_id"], accounts["account_name"], strict=True)
        return {key: str(name) for key, name in names if not pd.isna(name)}

    @cached_property
    def _called(self) -> dict[str, str]:
        """Each account's id by what it may be called; what two are called is left out."""
        called: defaultdict[str, set[str]] = defaultdict(set)
        for account_id, name in self._names.items():
            scripts = _TWO_SCRIPTS.fullmatch(name.strip())
            for each in (name.strip(), *(scripts.groups() if scripts else ())):
                called[narrow(each).casefold()].add(account_id)
        known = {name: min(ids) for name, ids in called.items() if len(ids) == 1}
        return known | {key.casefold(): key for key in self.case.account_ids}


def lesson_on(case: Case, account_id: str = "", quarter: str = "") -> Lesson:
    """Return the lesson on a case; what is not named is what the case itself names.

    An account may be named by its name.

    Raises
    ------
    RequestError : the case has no such account, or nothing in such a quarter
    NotGradableError : the case names no quarter and has no sales in one
    """
    named = case.file.parameters
    known = tuple(dict.fromkeys(filter(None, [*case.quarters, named.quarter])))
    if not known:
        raise NotGradableError("exercises.no_quarters", case=case.file.case_id)
    quarter = quarter.strip().upper() or named.quarter or known[-1]
    if quarter not in known:
        raise RequestError("exercises.no_such_quarter", found=quarter, known=", ".join(known))
    account_id = narrow(account_id).strip() or named.account_id or case.account_ids[0]
    meant = Lesson(case, account_id, quarter).account_called(account_id)
    if meant is None:
        listed = ", ".join(case.account_ids[:20])
        raise RequestError("exercises.no_such_account", found=account_id, known=listed)
    return Lesson(case, meant, quarter)


def lesson_for(
    suits: Callable[[Lesson], None], case: str | Path, account_id: str = "", quarter: str = ""
) -> Lesson:
    """Return the lesson on `case`, or on the sample case where `suits` raises NotGradableError."""
    loaded = load_case(case)
    try:
        asked = lesson_on(loaded, account_id, quarter)
        suits(asked)
    except NotGradableError as lacking:
        sample = lesson_on(load_case(stand_in_of(loaded)))
        return Lesson(sample.case, sample.account_id, sample.quarter, stands_in=lacking)
    return asked


def stand_in_of(case: Case) -> str | Path:
    """Return where the case is that stands in for one that cannot carry a chapter.

    A case may bring its own, in its folder `stand_in`: a twin of the sample, so that what is
    graded on a twin is nowhere the sample that trainees know.
    """
    own = case.path / STAND_IN
    return own if (own / CASE_FILE).is_file() else SAMPLE


_TWO_SCRIPTS = re.compile(r"(.*[^\x00-\x7f])\s+([\x00-\x7f]+)")
"""A name as the kit's cases write it: 客户A Account A."""
