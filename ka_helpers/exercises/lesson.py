"""What a chapter is read on: a case, one of its accounts, a quarter.

A chapter says which tables it needs; where the case in use cannot carry it, it is read on the
kit's own sample case instead, and says so. Not in here: questions.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from ka_helpers.cases import AccountSlice, Case, load_case
from ka_helpers.errors import KaKitError, RequestError

SAMPLE = "beverage_china"
Made = TypeVar("Made")


class NotGradableError(KaKitError):
    """A case lacks what a chapter or question needs; says which table or figure."""


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

    def table(self, name: str) -> pd.DataFrame:
        """Return a whole table of the case.

        Raises
        ------
        NotGradableError : the case has no such table
        """
        if name not in self.case.tables:
            raise NotGradableError("exercises.no_table", table=name, case=self.case.file.case_id)
        return self.case.table(name)

    def once(self, work_out: Callable[["Lesson"], Made]) -> Made:
        """Return `work_out(self)`, worked out only once; do not change what it returns."""
        if work_out not in self.kept:
            self.kept[work_out] = work_out(self)
        made: Made = self.kept[work_out]
        return made


def lesson_on(case: Case, account_id: str = "", quarter: str = "") -> Lesson:
    """Return the lesson on a case; what is not named is what the case itself names.

    Raises
    ------
    RequestError : the case has no such account, or no such quarter
    """
    account_id = account_id or case.file.parameters.account_id or case.account_ids[0]
    quarter = quarter or case.file.parameters.quarter or case.quarters[-1]
    if account_id not in case.account_ids:
        known = ", ".join(case.account_ids[:20])
        raise RequestError("exercises.no_such_account", found=account_id, known=known)
    return Lesson(case, account_id, quarter)


def lesson_for(
    suits: Callable[[Lesson], None], case: str | Path, account_id: str = "", quarter: str = ""
) -> Lesson:
    """Return the lesson on `case`, or on the sample case where `suits` raises NotGradableError."""
    asked = lesson_on(load_case(case), account_id, quarter)
    try:
        suits(asked)
    except NotGradableError as lacking:
        sample = lesson_on(load_case(SAMPLE))
        return Lesson(sample.case, sample.account_id, sample.quarter, stands_in=lacking)
    return asked
