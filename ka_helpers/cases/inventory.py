"""Which files of a case folder are which tables; nothing is opened here."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ka_helpers.cases.casefile import CASE_FILE
from ka_helpers.cases.yaml_faults import closest
from ka_helpers.columns import REQUIRED_TABLES, TABLES
from ka_helpers.errors import Problem

SUFFIXES = (".csv", ".xlsx", ".parquet")
_OTHER_FORMATS = (".xls", ".xlsm", ".xlsb", ".ods", ".tsv", ".txt", ".json", ".feather", ".pq")


@dataclass(frozen=True)
class Inventory:
    """The table files of a case folder by table, and what is wrong with the others."""

    files: Mapping[str, Path]
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


def take_inventory(folder: Path) -> Inventory:
    """Return the table files in `folder`: two for one table, misspelt and missing are problems."""
    by_table: dict[str, list[Path]] = defaultdict(list)
    strangers = []
    for path in sorted(folder.iterdir()):
        if not path.is_file() or path.name.startswith((".", "~$")) or path.name == CASE_FILE:
            continue
        if path.stem in TABLES and path.suffix in SUFFIXES:
            by_table[path.stem].append(path)
        elif path.suffix.lower() in SUFFIXES or _is_other_format(path):
            strangers.append(path)
    problems = list(_twice(by_table))
    warnings: list[Problem] = []
    meant = {path: _meant_table(path) for path in strangers}
    for path, table in meant.items():
        problem = _stranger(path, table, table in by_table)
        (warnings if problem.key == "cases.file_ignored" else problems).append(problem)
    present = {*by_table, *meant.values()}
    problems += [
        Problem(f"{table}.csv", "cases.table_missing", values={"table": table})
        for table in REQUIRED_TABLES
        if table not in present
    ]
    files = {table: paths[0] for table, paths in by_table.items()}
    return Inventory(files, tuple(problems), tuple(warnings))


def _is_other_format(path: Path) -> bool:
    return path.suffix.lower() in _OTHER_FORMATS and path.stem.casefold() in TABLES


def _twice(by_table: Mapping[str, list[Path]]) -> Iterator[Problem]:
    for table, paths in by_table.items():
        for other in paths[1:]:
            values = {"table": table, "first": paths[0].name}
            yield Problem(other.name, "cases.table_twice", values=values)


def _meant_table(path: Path) -> str | None:
    return closest(path.stem, TABLES)


def _stranger(path: Path, meant: str | None, is_there: bool) -> Problem:
    if _is_other_format(path):
        values = {"found": path.suffix, "table": meant}
        return Problem(path.name, "cases.file_format", values=values)
    if meant is None or is_there:
        values = {"known": ", ".join(TABLES)}
        return Problem(path.name, "cases.file_ignored", values=values)
    values = {"meant": meant + path.suffix.lower()}
    return Problem(path.name, "cases.file_misspelt", values=values)
