"""Write a twin as a case folder: tables in the origin's form, its `case.yaml`, its truth.

Names, texts, rulesets and what a trainer edited stay. Not in here: the numbers (`scatter`).
"""

import csv
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from ka_helpers.cases import Case
from ka_helpers.cases.casefile import CASE_FILE
from ka_helpers.cases.inventory import take_inventory
from ka_helpers.cases.scaffolding.workbooks import write_table
from ka_helpers.classroom.twins.chance import Chance
from ka_helpers.columns import TABLES

TRUTH, TWIN_FILE = "truth", "twin.yaml"
_VARIANT = re.compile(r"^variant:[^\n#]*", re.MULTILINE)
_UNITS = ("true_baseline_units", "true_uplift_units", "dip_units")


@dataclass(frozen=True)
class Drawn:
    """How a twin was drawn: all that is needed to draw it again."""

    origin: str
    seed: int
    variant: int
    spread: float
    attempt: int

    @property
    def chance(self) -> Chance:
        """What everything of it is drawn from."""
        return Chance(self.seed * 100 + self.attempt, self.spread)


def write_twin(
    case: Case, tables: Mapping[str, pd.DataFrame], drawn: Drawn, folder: Path
) -> None:  # fmt: skip
    """Write the case folder of a twin of `case` with these tables."""
    folder.mkdir(parents=True)
    for name, path in take_inventory(case.path).files.items():
        rows = _as_in_files(tables[name], name, case.file.money_scale)
        if path.suffix == ".parquet":
            _write_parquet(folder / f"{name}.parquet", rows)
        else:
            write_table(folder, name, rows, path.suffix.removeprefix("."))
    text = (case.path / CASE_FILE).read_text(encoding="utf-8-sig")
    (folder / CASE_FILE).write_text(
        with_variant(text, drawn.variant), encoding="utf-8", newline="\n")  # fmt: skip
    for path in sorted(case.path.glob("rulesets/*.yaml")):
        (folder / "rulesets").mkdir(exist_ok=True)
        shutil.copyfile(path, folder / "rulesets" / path.name)
    _write_truth(case, tables, drawn, folder)


def with_variant(text: str, variant: int) -> str:
    r"""Return the text of a `case.yaml` with another variant; all else, comments too, stays.

    >>> with_variant("case_id: tea\nvariant: 0  # figures\n", 7)
    'case_id: tea\nvariant: 7  # figures\n'
    """
    line = f"variant: {variant}"
    if _VARIANT.search(text):
        return _VARIANT.sub(lambda found: line + _spaces_after(found[0]), text, count=1)
    return text.rstrip("\n") + f"\n{line}\n"


def _spaces_after(text: str) -> str:
    return text[len(text.rstrip()) :]


def _as_in_files(rows: pd.DataFrame, name: str, money_scale: float) -> pd.DataFrame:
    """Return loaded rows as a file holds them: its own columns, money in the case's unit."""
    columns = [column for column in TABLES[name].columns if column.name in rows]
    written = rows[[column.name for column in columns]].copy()
    for column in columns:
        if column.kind == "money" and money_scale != 1:
            written[column.name] = np.round(written[column.name] / money_scale, 8)
    return written


def _write_parquet(path: Path, rows: pd.DataFrame) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    table = pa.Table.from_pandas(rows, preserve_index=False).replace_schema_metadata(None)
    parquet.write_table(table, path, compression="zstd")


def _write_truth(
    case: Case, tables: Mapping[str, pd.DataFrame], drawn: Drawn, folder: Path
) -> None:  # fmt: skip
    truth, here = case.path / TRUTH, folder / TRUTH
    here.mkdir()
    if (truth / "stories.csv").is_file():
        shutil.copyfile(truth / "stories.csv", here / "stories.csv")
    if (truth / "promotions.csv").is_file() and "promotion" in tables:
        _write_effects(case, tables["promotion"], truth / "promotions.csv", here)
    lines = [f"{name}: {value}" for name, value in vars(drawn).items()]
    (here / TWIN_FILE).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def _write_effects(case: Case, promotions: pd.DataFrame, path: Path, here: Path) -> None:
    """Write the planted effects of promotions, as much larger or smaller as the promotions are."""
    before = case.table("promotion").set_index("promo_id")
    if "planned_units" not in before:
        return
    after = promotions.set_index("promo_id")["planned_units"]
    grown = (after / before["planned_units"].where(before["planned_units"] > 0)).to_dict()
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        factor = grown.get(row.get("promo_id", ""), 1.0)
        for name in _UNITS:
            if row.get(name) and not pd.isna(factor):
                row[name] = str(round(float(row[name]) * factor))
    with (here / "promotions.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]) if rows else ["promo_id"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
