"""A loaded case: whole tables, SQL over them, and one account's rows.

Tables are read from the case's cache through DuckDB, with a new connection for each call, so
that nothing is held open when a process forks. Not in here: any calculation.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any

import duckdb
import pandas as pd
import pyarrow as pa

from ka_helpers.cases.casefile import CaseFile
from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.cases.yaml_faults import closest
from ka_helpers.columns import ANY_ACCOUNT, TABLES
from ka_helpers.errors import RequestError
from ka_helpers.rulesets import Ruleset

_GLOB = str.maketrans({mark: f"[{mark}]" for mark in "[*?"})


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
        found = self.query(
            "select distinct quarter from sales "
            "where quarter is not null and period_type <> 'year' order by 1"
        )
        return tuple(found["quarter"])

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
        with duckdb.connect() as database:
            return _frame(database.read_parquet(self._files(name)))

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> pd.DataFrame:
        """Return what a SQL query finds; the tables are views under their names.

        Raises
        ------
        RequestError : DuckDB cannot run the query
        """
        with duckdb.connect() as database:
            for name in self.tables:
                database.read_parquet(self._files(name)).create_view(name)
            try:
                return _frame(database.sql(sql, params=list(parameters)))
            except duckdb.Error as error:
                reason = str(error).partition("\n")[0]
                known = ", ".join(self.tables)
                raise RequestError("cases.query_failed", reason=reason, known=known) from error

    def slice(self, account_id: str) -> AccountSlice:
        """Return one account's rows; it costs what the account has, not what the case has.

        Raises
        ------
        RequestError : the case has no such account
        """
        with duckdb.connect(config={"threads": 1}) as database:
            tables = {name: self._rows_of(account_id, name, database) for name in self.tables}
        if tables["account"].empty:
            raise self._no_such_account(account_id)
        return AccountSlice(account_id, self.file, MappingProxyType(tables))

    def _rows_of(
        self, account_id: str, name: str, database: duckdb.DuckDBPyConnection
    ) -> pd.DataFrame:
        whole = "select * from read_parquet(?)"
        if not TABLES[name].of_accounts:
            return _frame(database.sql(whole, params=[self._files(name)]))
        ids = [account_id, ANY_ACCOUNT] if name == "market" else [account_id]
        places = " or ".join(["account_id = ?"] * len(ids))
        query = f"{whole} where {places}"
        return _frame(database.sql(query, params=[self._files(name), *ids]))

    def _no_such_account(self, account_id: str) -> RequestError:
        meant = closest(str(account_id), self.account_ids)
        known = ", ".join(self.account_ids[:10]) + (" …" if len(self.account_ids) > 10 else "")
        if meant is None:
            return RequestError("cases.no_such_account", found=account_id, known=known)
        return RequestError("cases.misspelt_account", found=account_id, meant=meant)

    def _files(self, name: str) -> str:
        """Return a table's file as DuckDB takes it: `[`, `*` and `?` of a folder are escaped."""
        path = self.stored / f"{name}.parquet"
        if not path.is_file():
            raise RequestError("cases.cache_gone", case=self.file.case_id)
        return str(path).translate(_GLOB)


def _frame(rows: duckdb.DuckDBPyRelation) -> pd.DataFrame:
    flags = {pa.bool_(): pd.BooleanDtype()}
    frame: pd.DataFrame = rows.to_arrow_table().to_pandas(types_mapper=flags.get)
    return frame
