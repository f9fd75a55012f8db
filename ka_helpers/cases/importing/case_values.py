"""What case.yaml of an import says: as the reader said, else as the data shows, never both."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from ka_helpers.cases.casefile import CaseFile
from ka_helpers.cases.importing.accounts import safe_ids
from ka_helpers.cases.importing.report import Note
from ka_helpers.cases.yaml_faults import problems_in
from ka_helpers.cases.yaml_text import YamlText
from ka_helpers.errors import CaseError
from ka_helpers.i18n import LANGUAGES, say
from ka_helpers.periods import Calendar, anchors

_UNKNOWN_DAY = "2000-01-01"


def case_file_of(said: Mapping[str, Any], folder: Path, files: tuple[Path, ...]) -> CaseFile:
    """Return the case file that the reader's words make; `as_of` is not known yet.

    Raises
    ------
    CaseError : they say something that cannot be
    """
    names = ", ".join(path.name for path in files)
    values = {
        "case_id": safe_ids([folder.name])[folder.name],
        "title": folder.name,
        "our_company": in_both("importing.our_company"),
        "as_of": _UNKNOWN_DAY,
        "provenance": in_both("importing.provenance", files=names),
        **{key: value for key, value in said.items() if key != "year"},
    }
    try:
        return CaseFile.model_validate(values)
    except ValidationError as error:
        problems = problems_in(error, YamlText("case.yaml", values, {}), CaseFile)
        raise CaseError("cases.unreadable", problems, file="case.yaml") from None


def in_both(key: str, **values: Any) -> dict[str, str]:
    """Return a message in each language, as case.yaml holds names."""
    return {language: say(key, language, **values) for language in LANGUAGES}


def values_from(
    case_file: CaseFile, said: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]
) -> dict[str, Any]:
    """Return what to write to case.yaml; money has been turned into currency units on reading."""
    sales = tables["sales"]
    values = case_file.model_dump(exclude_none=True)
    values["unit"] = "元"
    start = case_file.calendar.fiscal_year_start_month
    values["calendar"] = {"fiscal_year_start_month": start}
    usual = sales["period_type"].mode().iloc[0] if "period_type" in sales else "week"
    values["period_type"] = said.get("period_type", usual)
    values["as_of"] = str(said.get("as_of", last_day(sales, values["period_type"])))
    if "parameters" not in said:
        values["parameters"] = _parameters(sales, values["as_of"], case_file.calendar)
    if "settings" not in said:
        del values["settings"]
    return values


def taken_for_granted(
    case_file: CaseFile, said: Mapping[str, Any], sales: pd.DataFrame | None
) -> Iterator[Note]:
    """Yield what nobody said and the case needs."""
    if "our_company" not in said:
        yield Note("importing.note_company")
    if sales is None or sales.empty:
        return
    if "basis" not in sales and "sales_basis" not in said:
        yield Note("importing.note_basis")
    if "as_of" not in said and sales["period_start"].notna().any():
        yield Note("importing.note_as_of", {"as_of": last_day(sales, case_file.period_type)})


def last_day(sales: pd.DataFrame, period_type: str) -> str:
    """Return the last day that sales cover, as ISO text."""
    starts = sales["period_start"]
    kinds = pd.Series(period_type, index=sales.index)
    if "period_type" in sales:
        kinds = sales["period_type"].fillna(period_type)
    months = {"month": 1, "quarter": 3, "year": 12}
    day = pd.Timedelta(days=1)
    ends = [
        last + (7 * day if kind == "week" else pd.DateOffset(months=months[str(kind)])) - day
        for kind, last in starts.groupby(kinds).max().dropna().items()
    ]
    return str(max(ends).date())


def _parameters(sales: pd.DataFrame, as_of: str, calendar: Calendar) -> dict[str, str]:
    """Return the last whole quarter with sales, and the account with most sales in it."""
    days = anchors(sales["period_start"], sales.get("period_type"))
    quarters = calendar.quarters_of(days)
    known = sorted(quarters.dropna().unique())
    whole = [quarter for quarter in known if str(calendar.bounds(quarter)[1].date()) <= as_of]
    quarter = whole[-1] if whole else known[-1]
    by_account = sales[quarters == quarter].groupby("account_id")["sales_value"].sum()
    return {"quarter": quarter, "account_id": str(by_account.idxmax())}
