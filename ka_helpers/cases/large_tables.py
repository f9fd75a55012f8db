"""Parquet tables too large to be held as a whole: read again and again, block by block."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ka_helpers.cases.columns_check import ParsedTable, parse_table
from ka_helpers.cases.normalising import with_defaults
from ka_helpers.cases.reading import read_blocks, rows_in_parquet
from ka_helpers.columns import TABLES
from ka_helpers.errors import Problem

LARGE = 400_000
"""Rows from which on a Parquet table is read in blocks."""
KEPT_WHOLE = ("account", "product", "promotion")
"""Tables that others refer to; they stay in memory."""


@dataclass(frozen=True)
class LargeTable:
    """One large table's file; the check tells its rows and whether they are sorted by account."""

    path: Path
    name: str
    defaults: Mapping[str, str]
    row_count: int = 0
    is_sorted: bool = False

    @property
    def file(self) -> str:
        """The name of the file."""
        return self.path.name

    def blocks(self) -> Iterator[ParsedTable]:
        """Yield the rows, parsed and with their defaults."""
        return (parsed for parsed, _ in self.blocks_and_faults())

    def blocks_and_faults(self) -> Iterator[tuple[ParsedTable, list[Problem]]]:
        """Yield the rows with the faults of the header and of single cells.

        Raises
        ------
        CaseError : the file turns out to be damaged
        """
        for raw in read_blocks(self.path):
            parsed, problems = parse_table(raw, TABLES[self.name])
            yield with_defaults(parsed, self.defaults), problems


def is_large(path: Path, name: str) -> bool:
    """Return whether a table file is to be read in blocks; a damaged one is not."""
    if path.suffix != ".parquet" or name in KEPT_WHOLE:
        return False
    return rows_in_parquet(path) >= LARGE
