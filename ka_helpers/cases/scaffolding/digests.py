"""Whether a made case's tables are still as they were made.

The digest is of the cells' values, not of the files' bytes: opening and saving in Excel changes
nothing, changing one number does. Not in here: the digests of caches (`cases.digests`).
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pandas as pd

from ka_helpers.cases.columns_check import parse_table
from ka_helpers.cases.inventory import take_inventory
from ka_helpers.cases.reading import read_table
from ka_helpers.cases.scaffolding.recipe import has_recipe, read_recipe
from ka_helpers.columns import NUMERIC, TABLES, Kind
from ka_helpers.errors import KaKitError

DECIMALS = 4
"""As many as made tables have: what Excel changes behind them is no edit."""


def is_as_made(folder: Path) -> bool:
    """Return whether the case in `folder` has a recipe and its tables are what that makes."""
    if not has_recipe(folder):
        return False
    try:
        digest = read_recipe(folder).digest
    except KaKitError:
        return False
    return digest is not None and digest == digest_of(read_frames(folder))


def read_frames(folder: Path) -> dict[str, pd.DataFrame]:
    """Return the tables of a case's folder, in the dtypes of the contract, cell faults empty.

    Raises
    ------
    CaseError : a file cannot be read at all
    """
    files = take_inventory(folder).files
    raws = {name: read_table(path, name) for name, path in files.items()}
    return {name: parse_table(raw, TABLES[name])[0].frame for name, raw in raws.items()}


def digest_of(frames: Mapping[str, pd.DataFrame]) -> str:
    """Return a digest of tables' values; the order of the tables does not matter."""
    seen = hashlib.sha256()
    for name in sorted(frames):
        frame = frames[name]
        seen.update(f"{name} {len(frame)}\n".encode())
        for column in TABLES[name].columns:
            if column.name in frame and frame[column.name].notna().any():
                seen.update(f"{column.name}\n".encode())
                seen.update(_bytes_of(frame[column.name], column.kind))
    return seen.hexdigest()


def _bytes_of(cells: pd.Series, kind: Kind) -> bytes:
    if kind in NUMERIC:
        rounded = np.round(cells.to_numpy(dtype="float64", na_value=np.nan), DECIMALS) + 0.0
        return np.where(np.isnan(rounded), np.nan, rounded).astype("<f8").tobytes()
    if kind == "date":
        return cells.to_numpy().astype("datetime64[D]").astype("<i8").tobytes()
    texts = cells.astype("object").where(cells.notna(), None).tolist()
    return "\x1f".join("" if text is None else f"={text}" for text in texts).encode()
