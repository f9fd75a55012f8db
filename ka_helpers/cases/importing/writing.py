"""Write the files of an imported case; an import never overwrites."""

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ka_helpers.cases.casefile import CASE_FILE
from ka_helpers.cases.importing.accounts import FILE, SOURCE_ROW
from ka_helpers.cases.importing.cell_numbers import is_blank
from ka_helpers.errors import RequestError

MOST_CSV_ROWS = 200_000


def free_folder(out: Path | str) -> Path:
    """Return `out` as a path if a case can be made there.

    Raises
    ------
    RequestError : there already is something; an import never overwrites
    """
    folder = Path(out).absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise RequestError("importing.out_exists", out=str(out))
    return folder


def write_case_file(folder: Path, values: Mapping[str, Any]) -> None:
    """Write case.yaml; figures and dates that are text stay text."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.allow_unicode = True
    yaml.width = 4096
    with (folder / CASE_FILE).open("w", encoding="utf-8", newline="\n") as file:
        yaml.dump(dict(values), file)


def write_table(folder: Path, name: str, rows: pd.DataFrame) -> None:
    """Write one table as csv, or as parquet above 200,000 rows."""
    frame = rows.drop(columns=[FILE, SOURCE_ROW])
    if len(frame) > MOST_CSV_ROWS:
        frame.to_parquet(folder / f"{name}.parquet", index=False)
        return
    flags = [str(column) for column in frame if frame[column].dtype == "boolean"]
    spelled = {c: frame[c].map({True: "true", False: "false"}, na_action="ignore") for c in flags}
    days = [str(column) for column in frame if frame[column].dtype.kind == "M"]
    dates = {c: frame[c].dt.strftime("%Y-%m-%d") for c in days}
    frame.assign(**spelled, **dates).to_csv(
        folder / f"{name}.csv", index=False, encoding="utf-8", lineterminator="\n"
    )


def write_problems(
    path: Path, said: Mapping[tuple[str, int | None], list[str]], cells: Mapping[str, pd.DataFrame]
) -> None:
    """Write the rows set aside: file, row, what is wrong with it, its cells as they stood."""
    import csv

    with path.open("w", encoding="utf-8-sig", errors="backslashreplace", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["file", "row", "problem", "cells"])
        for (name, row), messages in said.items():
            found = cells.get(name)
            known = found is not None and row is not None and row in found.index
            as_stood = json.dumps(_plain(found.loc[row]), ensure_ascii=False) if known else ""  # type: ignore[union-attr]
            writer.writerow([name, row or "", " | ".join(dict.fromkeys(messages)), as_stood])


def _plain(cells: Iterable[Any]) -> list[Any]:
    return [
        cell.isoformat() if isinstance(cell, dt.date | dt.time)
        else None if is_blank(cell)
        else cell if isinstance(cell, str | int | float | bool) else str(cell)
        for cell in cells
    ]  # fmt: skip
