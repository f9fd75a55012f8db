"""A loaded case: whole tables, SQL over them, and one account's rows.

Tables and accounts are read from the case's cache with pyarrow, SQL runs in a new DuckDB
connection each time, so that nothing is held open when a process forks. Not in here: any
calculation.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pandas as pd
from pyarrow import parquet

from ka_helpers.cases.account_frames import FLAGS, AccountRows
from ka_helpers.cases.account_rows import NO_ACCOUNT
from ka_helpers.cases.casefile import CaseFile
from ka_helpers.cases.digests import DIGEST_BYTES
from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.cases.sorting import GLOB
from ka_helpers.cases.storing import Facts, read_facts
from ka_helpers.cases.yaml_faults import closest
from ka_helpers.columns import ANY_ACCOUNT
from ka_helpers.errors import RequestError
from ka_helpers.rulesets import Ruleset


@dataclass(frozen=True, eq=False)
class AccountSlice(Mapping[str, pd.DataFrame]):
    """One account's rows of every table the case has.

    `product` is whole, `market` has the account's rows and those of every account ("ALL"),
    `account` has its one row.
    """

    account_id: str
    file: CaseFile
    tables: Mapping[str, pd.DataFrame]

    def __getitem__(self, table: str) -> pd.DataFrame:
        return self.tables[table]

    def __iter__(self) -> Iterator[str]:
        return iter(self.tables)

    def __len__(self) -> int:
        return len(self.tables)

    @cached_property
    def account(self) -> Mapping[str, Any]:
        """The account's row of `account`; what is missing is None."""
        row = self.tables["account"].iloc[0]
        return MappingProxyType(
            {str(name): None if pd.isna(value) else value for name, value in row.items()}
        )

    @property
    def account_name(self) -> str:
        """The account's name."""
        return str(self.account["account_name"])


@dataclass(frozen=True)
class Case:
    """A case that has passed every check; `stored` is the folder of its normalised tables."""

    file: CaseFile
    path: Path
    stored: Path
    tables: tuple[str, ...]

    @cached_property
    def accounts(self) -> pd.DataFrame:
        """The `account` table, sorted by id."""
        return self.table("account")

    @cached_property
    def account_ids(self) -> tuple[str, ...]:
        """The ids of all accounts, sorted."""
        return tuple(self.accounts["account_id"])

    @cached_property
    def quarters(self) -> tuple[str, ...]:
        """The quarters with sales, oldest first; sales by year belong to no quarter."""
        return self._facts.quarters

    @cached_property
    def ruleset(self) -> Ruleset:
        """The scoring ruleset the case names: its own, or one that comes with the kit."""
        return read_ruleset(self.file.ruleset, self.path)

    def table(self, name: str) -> pd.DataFrame:
        """Return a whole table, sorted by account; a new frame at each call.

        Raises
        ------
        RequestError : the case has no such table
        """
        if name not in self.tables:
            raise RequestError("cases.no_such_table", found=name, known=", ".join(self.tables))
        path = self._path(name)
        rows = parquet.ParquetFile(path).read(use_threads=False)
        frame: pd.DataFrame = rows.to_pandas(types_mapper=FLAGS.get, use_threads=False)
        return frame

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pd.DataFrame:
        """Return what a SQL query finds; the tables are views under their names.

        Raises
        ------
        RequestError : DuckDB cannot run the query
        """
        import duckdb

        asked = sql.casefold()
        named = [name for name in self.tables if name in asked] or self.tables
        # more threads than one would make sums of floats differ in their last digits between runs
        with duckdb.connect(config={"threads": 1}) as database:
            for name in named:
                path = str(self._path(name)).translate(GLOB)
                database.read_parquet(path).create_view(name)
            try:
                found = database.sql(sql, params=list(parameters)).to_arrow_table()
            except duckdb.Error as error:
                reason = str(error).partition("\n")[0]
                known = ", ".join(self.tables)
                raise RequestError("cases.query_failed", reason=reason, known=known) from error
        frame: pd.DataFrame = found.to_pandas(types_mapper=FLAGS.get)
        return frame

    def slice(self, account_id: str) -> AccountSlice:
        """Return one account's rows; it costs what the account has, not what the case has.

        Nothing stays open, no thread is started: it may be called before and after a fork.

        Raises
        ------
        RequestError : the case has no such account
        """
        try:
            tables = self._rows.frames_of(account_id)
        except KeyError:
            raise self._no_such_account(account_id) from None
        except OSError:
            raise self._cache_gone() from None
        return AccountSlice(account_id, self.file, tables)

    def mark(self, account_id: str) -> str:
        """Return a text that changes when anything that a review of the account reads changes.

        That is the account's rows of every table, the tables and market rows of every account,
        what `case.yaml` says (its parameters apart) and the ruleset it names. Equal data have
        equal marks, whatever the files' formats and times, and whatever other accounts do.

        Raises
        ------
        RequestError : the case has no such account
        """
        if account_id not in self._known_ids:
            raise self._no_such_account(account_id)
        seen = blake2b(self._shared, digest_size=DIGEST_BYTES)
        seen.update(self._digests[account_id])
        return seen.hexdigest()

    @cached_property
    def _rows(self) -> AccountRows:
        return AccountRows(self.stored, self.tables)

    @cached_property
    def _digests(self) -> Mapping[str, bytes]:
        try:
            return self._rows.digests
        except OSError:
            raise self._cache_gone() from None

    @cached_property
    def _known_ids(self) -> frozenset[str]:
        return frozenset(self.account_ids)

    @cached_property
    def _shared(self) -> bytes:
        """What all reviews of the case read: its file, its ruleset, rows of no single account."""
        file = self.file.model_dump_json(exclude={"parameters"})
        seen = blake2b(f"{file}\0{self._facts.ruleset}".encode(), digest_size=DIGEST_BYTES)
        for key in (NO_ACCOUNT, ANY_ACCOUNT):
            seen.update(self._digests.get(key, b""))
        return seen.digest()

    @cached_property
    def _facts(self) -> Facts:
        try:
            return read_facts(self.stored)
        except OSError:
            raise self._cache_gone() from None

    def _no_such_account(self, account_id: str) -> RequestError:
        meant = closest(str(account_id), self.account_ids)
        known = ", ".join(self.account_ids[:10]) + (" …" if len(self.account_ids) > 10 else "")
        if meant is None:
            return RequestError("cases.no_such_account", found=account_id, known=known)
        return RequestError("cases.misspelt_account", found=account_id, meant=meant)

    def _path(self, name: str) -> Path:
        path = self.stored / f"{name}.parquet"
        if not path.is_file():
            raise self._cache_gone()
        return path

    def _cache_gone(self) -> RequestError:
        return RequestError("cases.cache_gone", case=self.file.case_id)
