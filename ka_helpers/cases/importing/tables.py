"""All sheets to the tables of one case: joined, ids filled in, accounts derived, keys numbered."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pandas as pd

from ka_helpers.cases.importing.accounts import (
    FILE,
    SOURCE_ROW,
    changed_ids,
    ids_by_name,
    implied_accounts,
    safe_ids,
    with_ids,
)
from ka_helpers.cases.importing.faults import RowFault
from ka_helpers.cases.importing.headers import ACCOUNT_NAME, PRODUCT_NAME
from ka_helpers.cases.importing.report import Note
from ka_helpers.cases.importing.sheet_import import SheetImport
from ka_helpers.cases.importing.table_choice import NUMBERED
from ka_helpers.cases.importing.units import UNITS
from ka_helpers.columns import ANY_ACCOUNT, TABLES
from ka_helpers.errors import Problem

DERIVED = "(derived)"
Place = tuple[str, int]


@dataclass
class Draft:
    """Tables in the making: rows, faults and notes that come up while they are joined."""

    tables: dict[str, pd.DataFrame]
    faults: list[RowFault] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    ids: dict[str, str] = field(default_factory=dict)


def draft_tables(imports: Iterable[SheetImport], rejected: frozenset[Place]) -> Draft:
    """Return the tables that the sheets make without the rejected rows."""
    parts: dict[str, list[pd.DataFrame]] = {}
    for done in imports:
        if done.rows is not None and done.report.table:
            gone = {row for file, row in rejected if file == done.sheet.file}
            kept = done.rows[~done.rows[SOURCE_ROW].isin(gone)] if gone else done.rows
            parts.setdefault(done.report.table, []).append(kept)
    joined = {name: pd.concat(rows, ignore_index=True) for name, rows in parts.items()}
    draft = Draft({name: rows for name, rows in joined.items() if len(rows)})
    draft.notes += [
        Note("importing.note_no_rows", {"table": name})
        for name in joined.keys() - draft.tables.keys()
    ]
    _account_ids(draft)
    _product_ids(draft)
    if "account" not in draft.tables and "sales" in draft.tables:
        accounts, faults = implied_accounts(draft.tables["sales"])
        places = pd.RangeIndex(1, len(accounts) + 1)
        draft.tables["account"] = accounts.assign(**{FILE: DERIVED}).assign(**{SOURCE_ROW: places})
        draft.faults += faults
        draft.notes.append(Note("importing.note_accounts_derived", {"n": len(accounts)}))
    _safe_account_ids(draft)
    _numbered(draft)
    return draft


def with_one_unit(imports: Iterable[SheetImport]) -> list[SheetImport]:
    """Return the sheets, a problem on those that count a column in another unit than the first."""
    first: dict[tuple[str | None, str], str] = {}
    checked = []
    for done in imports:
        problems = list(done.problems)
        for header, column, label in done.report.columns:
            if label in UNITS and UNITS[label].measures == "count":
                known = first.setdefault((done.report.table, column), label)
                if known != label:
                    values = {"unit": label, "other": known}
                    problems.append(
                        Problem(done.sheet.file, "importing.mixed_units", None, header, values)
                    )
        checked.append(replace(done, problems=tuple(problems)))
    return checked


def _account_ids(draft: Draft) -> None:
    accounts = draft.tables.get("account")
    if accounts is not None and "account_id" not in accounts:
        ids = safe_ids(accounts[ACCOUNT_NAME].dropna())
        draft.tables["account"] = accounts.assign(account_id=accounts[ACCOUNT_NAME].map(ids))
        draft.notes.append(Note("importing.note_ids_derived", {"n": len(ids)}))
    nameless = [
        rows for name, rows in draft.tables.items()
        if name != "account" and ACCOUNT_NAME in rows and _lacks(rows, "account_id", ACCOUNT_NAME)
    ]  # fmt: skip
    if not nameless:
        return
    known = _names_known(draft)
    if accounts is None:
        names = pd.concat([rows[ACCOUNT_NAME] for rows in nameless]).dropna()
        fresh = safe_ids((n for n in names if n not in known), known.values())
        known |= fresh
        if fresh:
            draft.notes.append(Note("importing.note_ids_derived", {"n": len(fresh)}))
    _fill(draft, "account_id", ACCOUNT_NAME, known)


def _names_known(draft: Draft) -> dict[str, str]:
    pairs = [
        rows[["account_id", ACCOUNT_NAME]] for rows in draft.tables.values()
        if {"account_id", ACCOUNT_NAME} <= set(rows)
    ]  # fmt: skip
    if "account" in draft.tables:
        pairs = [draft.tables["account"][["account_id", ACCOUNT_NAME]]]
    return ids_by_name(pd.concat(pairs), "account_id", ACCOUNT_NAME) if pairs else {}


def _product_ids(draft: Draft) -> None:
    products = draft.tables.get("product")
    if products is not None and "product_id" not in products and PRODUCT_NAME in products:
        products = products.assign(product_id=products[PRODUCT_NAME])
        draft.tables["product"] = products
    lacking = [
        rows for name, rows in draft.tables.items()
        if name != "product" and PRODUCT_NAME in rows and _lacks(rows, "product_id", PRODUCT_NAME)
    ]  # fmt: skip
    if not lacking:
        return
    if products is not None and PRODUCT_NAME in products:
        known = ids_by_name(products, "product_id", PRODUCT_NAME)
    else:
        names = pd.concat([rows[PRODUCT_NAME] for rows in lacking]).dropna().unique()
        known = {name: name for name in names}
        draft.notes.append(Note("importing.note_products_by_name", {"n": len(known)}))
    _fill(draft, "product_id", PRODUCT_NAME, known)


def _lacks(rows: pd.DataFrame, identifier: str, name: str) -> bool:
    return identifier not in rows or bool((rows[identifier].isna() & rows[name].notna()).any())


def _fill(draft: Draft, identifier: str, name: str, known: dict[str, str]) -> None:
    owner = "account" if identifier == "account_id" else "product"
    for table, rows in draft.tables.items():
        if table != owner and name in rows and identifier in TABLES[table].by_name:
            draft.tables[table], faults = with_ids(rows, identifier, name, known)
            draft.faults += faults


def _safe_account_ids(draft: Draft) -> None:
    if "account" not in draft.tables or "account_id" not in draft.tables["account"]:
        return
    changes = changed_ids(draft.tables["account"]["account_id"].dropna())
    changes.pop(ANY_ACCOUNT, None)
    if not changes:
        return
    draft.ids |= changes
    for table, rows in draft.tables.items():
        for name in {"account_id", "parent_id"} & set(rows):
            draft.tables[table] = draft.tables[table].assign(**{name: rows[name].replace(changes)})
    examples = ", ".join(f"{old!r} → {new}" for old, new in list(changes.items())[:5])
    draft.notes.append(
        Note("importing.note_ids_changed", {"n": len(changes), "examples": examples})
    )


def _numbered(draft: Draft) -> None:
    for table in NUMBERED:
        key = TABLES[table].key[0]
        if table in draft.tables and key not in draft.tables[table]:
            rows = draft.tables[table]
            numbers = [f"{table}-{n}" for n in range(1, len(rows) + 1)]
            draft.tables[table] = rows.assign(**{key: numbers})
            draft.notes.append(Note("importing.note_numbered", {"table": table, "column": key}))
    lines = draft.tables.get("order_line")
    if lines is not None and "line" not in lines and "order_id" in lines:
        line = (lines.groupby("order_id", dropna=False).cumcount() + 1).astype("str")
        draft.tables["order_line"] = lines.assign(line=line)
        values = {"table": "order_line", "column": "line"}
        draft.notes.append(Note("importing.note_numbered", values))
