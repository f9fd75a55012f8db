"""The shipped synthetic case as plain frames, with quarter and month of every row."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest

from ka_helpers.columns import TABLES

SHIPPED = Path(__file__).parents[3] / "datasets" / "beverage_china"


@dataclass(frozen=True)
class Shipped:
    """The case's tables by name, and sums by account."""

    tables: Mapping[str, pd.DataFrame]

    def __getitem__(self, name: str) -> pd.DataFrame:
        return self.tables[name]

    def of(self, name: str, quarter: str) -> pd.DataFrame:
        return self.tables[name][self.tables[name]["quarter"] == quarter]

    def sales_of(self, basis: str, quarter: str) -> pd.DataFrame:
        sales = self.of("sales", quarter)
        return sales[sales["basis"] == basis]


def read_tables(folder: Path) -> dict[str, pd.DataFrame]:
    tables = {}
    for name, table in TABLES.items():
        path = folder / f"{name}.csv"
        frame = pd.read_csv(path) if path.exists() else pd.read_parquet(folder / f"{name}.parquet")
        for column in table.columns:
            if column.kind == "date" and column.name in frame:
                frame[column.name] = pd.to_datetime(frame[column.name]).astype("datetime64[us]")
        if table.dated_by is not None:
            days = frame[table.dated_by]
            if "period_type" in frame:
                days = days.where(frame["period_type"] != "week", days + pd.Timedelta(days=3))
            frame["quarter"] = days.dt.to_period("Q").astype(str)
            frame["month"] = days.dt.to_period("M").astype(str)
        tables[name] = frame
    return tables


@pytest.fixture(scope="session")
def shipped() -> Shipped:
    return Shipped(read_tables(SHIPPED))
