"""Ids from names, safe ids from unsafe ones, and the account table that sales imply.

Names stay as they are, however hostile; only what names a file is made safe, and every id
that changes is reported. An id with two names is a fault, never a choice.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from difflib import get_close_matches

import pandas as pd

from ka_helpers.cases.identifiers import LONGEST, fault_of_id
from ka_helpers.cases.importing.faults import RowFault, shown
from ka_helpers.cases.importing.headers import ACCOUNT_NAME
from ka_helpers.columns import ANY_ACCOUNT

FILE, SOURCE_ROW = "(file)", "(row)"
_NOT_IN_NAMES = re.compile(r"[^\w]+")
_ROOM_FOR_NUMBER = 8


def safe_ids(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """Return an id for each name that can name a file and is unique, whatever the case.

    >>> safe_ids(["Metro/北京", "metro 北京", "CON"])
    {'Metro/北京': 'Metro-北京', 'metro 北京': 'metro-北京-2', 'CON': 'account-CON'}
    """
    used = {identifier.casefold() for identifier in taken}
    ids: dict[str, str] = {}
    for name in dict.fromkeys(names):
        stem = _stem(name)
        candidate, number = stem, 1
        while candidate.casefold() in used:
            number += 1
            candidate = f"{stem}-{number}"
        used.add(candidate.casefold())
        ids[name] = candidate
    return ids


def _stem(name: str) -> str:
    composed = unicodedata.normalize("NFC", name)
    stem = _NOT_IN_NAMES.sub("-", composed).strip("-_")[: LONGEST - _ROOM_FOR_NUMBER].strip("-_")
    if not stem or fault_of_id(stem):
        stem = f"account-{stem}".strip("-")
    return stem


def changed_ids(found: Iterable[str]) -> dict[str, str]:
    """Return new ids for those that cannot name a file or differ from another in case only."""
    kept: dict[str, str] = {}
    changing = []
    for identifier in dict.fromkeys(found):
        if fault_of_id(identifier) or identifier.casefold() in kept:
            changing.append(identifier)
        else:
            kept[identifier.casefold()] = identifier
    return safe_ids(changing, kept.values())


def with_ids(
    rows: pd.DataFrame, identifier: str, name: str, id_of_name: Mapping[str, str]
) -> tuple[pd.DataFrame, list[RowFault]]:
    """Return rows with ids looked up by exact name; names that are unknown are faults."""
    names = rows[name]
    found = names.map(id_of_name)
    ids = rows[identifier].where(rows[identifier].notna(), found) if identifier in rows else found
    lost = names.notna() & ids.isna()
    near = {said: get_close_matches(said, list(id_of_name), n=3) for said in names[lost].unique()}
    places = zip(rows.loc[lost, FILE], rows.loc[lost, SOURCE_ROW], names[lost], strict=True)
    faults = [
        RowFault(
            file,
            int(row),
            name,
            "importing.unknown_name",
            shown(said),
            _listed(near[said]),
            name=identifier,
        )
        for file, row, said in places
    ]
    return rows.assign(**{identifier: ids}), faults


def _listed(names: list[str]) -> str:
    return ", ".join(map(shown, names)) or "–"


def ids_by_name(accounts: pd.DataFrame, identifier: str, name: str) -> dict[str, str]:
    """Return the id of each name that only one id has."""
    pairs = accounts[[identifier, name]].dropna().drop_duplicates()
    single = pairs[~pairs.duplicated(name, keep=False)]
    return dict(zip(single[name], single[identifier], strict=True))


def implied_accounts(sales: pd.DataFrame) -> tuple[pd.DataFrame, list[RowFault]]:
    """Return the account table that sales imply, with the row each account first appears in."""
    columns = ["account_id", FILE, SOURCE_ROW]
    named = ACCOUNT_NAME in sales
    accounts = sales[[*columns, *([ACCOUNT_NAME] if named else [])]]
    accounts = accounts[accounts["account_id"].notna() & (accounts["account_id"] != ANY_ACCOUNT)]
    if not named:
        accounts = accounts.assign(**{ACCOUNT_NAME: accounts["account_id"]})
    pairs = accounts.dropna(subset=[ACCOUNT_NAME]).drop_duplicates(["account_id", ACCOUNT_NAME])
    several = pairs[pairs.duplicated("account_id", keep="first")]
    first_names = pairs.drop_duplicates("account_id").set_index("account_id")[ACCOUNT_NAME]
    faults = [
        RowFault(
            row[FILE], int(row[SOURCE_ROW]), ACCOUNT_NAME, "importing.two_names",
            shown(row[ACCOUNT_NAME]), shown(first_names[row["account_id"]]),
            {"account_id": row["account_id"]},
        )
        for row in several.to_dict("records")
    ]  # fmt: skip
    return pairs.drop_duplicates("account_id").reset_index(drop=True), faults
