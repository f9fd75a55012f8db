"""Whether the tables of a case agree with each other and with `case.yaml`."""

from collections.abc import Iterator, Mapping

from ka_helpers.cases.casefile import CaseFile
from ka_helpers.cases.columns_check import ParsedTable
from ka_helpers.cases.seen import Seen
from ka_helpers.cases.yaml_text import YamlText
from ka_helpers.columns import ANY_ACCOUNT, Column
from ka_helpers.errors import Problem

Parsed = Mapping[str, ParsedTable]
PAST = ("sales", "market", "execution")
"""Tables of what has happened: nothing in them is later than `as_of`."""


def reference_problems(tables: Parsed) -> Iterator[Problem]:
    """Yield every id that the table it refers to does not have, and accounts above themselves."""
    for parsed in tables.values():
        yield from problems_of_references(parsed, tables)
    if "account" in tables:
        yield from _loops(tables["account"])


def problems_of_references(parsed: ParsedTable, tables: Parsed) -> Iterator[Problem]:
    """Yield every id of one table that the table it refers to does not have."""
    for name in parsed.frame:
        column = parsed.table[str(name)]
        if column.refers_to is not None and column.refers_to in tables:
            yield from _unknown(parsed, column, tables[column.refers_to])


def case_problems(case_file: CaseFile, text: YamlText, tables: Parsed) -> Iterator[Problem]:
    """Yield what `case.yaml` names and the tables do not have."""
    account = case_file.parameters.account_id
    known = _ids_of(tables["account"]) if "account" in tables else set()
    if account is not None and known and account not in known:
        where = ("parameters", "account_id")
        yield text.problem(where, "cases.unknown_id", found=account, file=tables["account"].file)


def warnings_of(case_file: CaseFile, seen: Mapping[str, Seen]) -> Iterator[Problem]:
    """Yield what is odd and does no harm: rows after the last day, accounts without sales."""
    for name in PAST:
        if name in seen and seen[name].late:
            values = {"n": seen[name].late, "as_of": case_file.as_of}
            row = seen[name].first_late
            yield Problem(seen[name].file, "cases.after_as_of", row, "period_start", values=values)
    if {"account", "sales"} <= set(seen):
        selling = seen["sales"].account_ids
        quiet = sorted(seen["account"].account_ids - selling)
        if selling and quiet:
            values = {"n": len(quiet), "examples": ", ".join(quiet[:5])}
            yield Problem(seen["account"].file, "cases.no_sales", values=values)


def _ids_of(parsed: ParsedTable) -> set[str]:
    key = parsed.table.key[0]
    return set(parsed.frame[key].dropna().unique()) if key in parsed.frame else set()


def _unknown(parsed: ParsedTable, column: Column, target: ParsedTable) -> Iterator[Problem]:
    known = _ids_of(target)
    if not known:
        return
    found = parsed.frame[column.name]
    if parsed.table.name == "market" and column.name == "account_id":
        known = known | {ANY_ACCOUNT}
    unknown = found.notna() & ~found.isin(list(known))
    if not unknown.any():
        return
    by_core = {_core(identifier): identifier for identifier in sorted(known)}
    meant = found[unknown].map(lambda identifier: by_core.get(_core(identifier)))
    similar = unknown & meant.reindex(found.index).notna()
    yield from parsed.problems(
        similar, "cases.similar_id", column.name, found=found, file=target.file, meant=meant
    )
    yield from parsed.problems(
        unknown & ~similar, "cases.unknown_id", column.name, found=found, file=target.file
    )


def _core(identifier: str) -> str:
    """What is left of an id when a spreadsheet has dropped its zeros or changed its case."""
    return identifier.casefold().lstrip("0").replace(" ", "")


def _loops(accounts: ParsedTable) -> Iterator[Problem]:
    if not {"account_id", "parent_id"} <= set(accounts.frame):
        return
    pairs = accounts.frame[["account_id", "parent_id"]].dropna()
    above = dict(zip(pairs["account_id"], pairs["parent_id"], strict=True))
    looped = pairs["account_id"].map(lambda account: _is_above_itself(account, above))
    yield from accounts.problems(
        looped.astype(bool), "cases.own_parent", "parent_id", found=pairs["account_id"]
    )


def _is_above_itself(account: str, above: Mapping[str, str]) -> bool:
    seen: set[str] = set()
    parent = above.get(account)
    while parent is not None and parent not in seen:
        if parent == account:
            return True
        seen.add(parent)
        parent = above.get(parent)
    return False
