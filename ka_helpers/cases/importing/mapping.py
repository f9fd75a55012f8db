"""`mapping.yaml`: what only the reader of an extract knows, said once and checked.

    about: {our_company: 清屿, currency: CNY, unit: 元, sales_basis: sell_out, year: 2026}
    sources:
      - file: 销售*.xlsx            # which files; `sheet` narrows it
        table: sales
        header_rows: [3, 4]         # as the spreadsheet counts
        columns: {门店: account_name, 今年 / 销售额: sales_value}
        constants: {basis: sell_out}
        units: {sales_value: 万元}
        units_scale: {units: 24}    # cases to bottles
        words: {channel: {百货: modern}}
        drop: [备注]
        fill_down: [account_name]
        pivot: {value: sales_value, year: 2026}
        sum_to: week                # daily rows are added up to weeks or months

`about` takes the keys of case.yaml and `year`. Nothing here reads an extract.
"""

import fnmatch
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from ka_helpers.cases.casefile import Entry
from ka_helpers.cases.importing.headers import NAMES_OF_IDS
from ka_helpers.cases.importing.units import UNITS, Unit
from ka_helpers.cases.yaml_faults import problems_in
from ka_helpers.cases.yaml_text import YamlText, read_yaml
from ka_helpers.columns import TABLES
from ka_helpers.errors import CaseError, Problem

ANY_COLUMN = frozenset(
    {column.name for table in TABLES.values() for column in table.columns}
    | {*NAMES_OF_IDS.values()}
)


def _among(key: str, known: Any) -> BeforeValidator:
    def check(written: Any) -> Any:
        if str(written) not in known:
            raise PydanticCustomError(key, "unknown", {"found": str(written)})
        return written

    return BeforeValidator(check)


TableName = Annotated[str, _among("mapping_table", TABLES)]
ColumnName = Annotated[str, _among("mapping_column", ANY_COLUMN)]
UnitLabel = Annotated[str, _among("mapping_unit", UNITS)]
Year = Annotated[int, Field(ge=1990, le=2099)]


class Pivot(Entry):
    """Month or week columns that become rows: the column they measure, the year they lack."""

    value: ColumnName | None = None
    year: Year | None = None


class Source(Entry):
    """What is said of the sheets whose file (and sheet) name fits."""

    file: str = "*"
    sheet: str | None = None
    table: TableName | None = None
    encoding: str | None = None
    delimiter: str | None = None
    header_rows: tuple[int, ...] = ()
    columns: dict[str, ColumnName] = Field(default_factory=dict)
    constants: dict[ColumnName, str] = Field(default_factory=dict)
    units: dict[ColumnName, UnitLabel] = Field(default_factory=dict)
    units_scale: dict[ColumnName, Annotated[float, Field(gt=0)]] = Field(default_factory=dict)
    words: dict[ColumnName, dict[str, str]] = Field(default_factory=dict)
    drop: tuple[str, ...] = ()
    fill_down: tuple[ColumnName, ...] = ()
    keep_totals: bool = False
    skip: bool = False
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    pivot: Pivot = Pivot()
    sum_to: Literal["week", "month"] | None = None

    def fits(self, file: str, sheet: str | None) -> bool:
        """Tell whether this speaks of a file, and of a sheet of it if one is named."""
        named = fnmatch.fnmatch(file.casefold(), self.file.casefold())
        return named and (self.sheet is None or sheet is None or self.sheet == sheet)

    def unit(self, column: str) -> Unit | None:
        """Return the unit that is said of a column."""
        label = self.units.get(column)
        return UNITS[label] if label else None


class Instructions(Entry):
    """A whole mapping file."""

    about: dict[str, Any] = Field(default_factory=dict)
    sources: tuple[Source, ...] = ()

    def source(self, file: str, sheet: str | None = None) -> Source:
        """Return what is said of a file or sheet; the first entry that fits."""
        for source in self.sources:
            if source.fits(file, sheet):
                return source
        return Source()


def read_mapping(mapping: Path | str | Mapping[str, Any] | None) -> Instructions:
    """Return the mapping in a YAML file, or in a mapping of the same shape.

    Raises
    ------
    CaseError : it says something that cannot be, all of it at once
    """
    if mapping is None:
        return Instructions()
    if isinstance(mapping, Path | str):
        text = read_yaml(Path(mapping), Path(mapping).name)
    else:
        text = YamlText("mapping.yaml", dict(mapping), {})
    try:
        return Instructions.model_validate(text.values)
    except ValidationError as error:
        raise CaseError("cases.unreadable", _problems(error, text), file=text.file) from None


def _problems(error: ValidationError, text: YamlText) -> tuple[Problem, ...]:
    own = [
        text.problem(tuple(said["loc"]), f"importing.{said['type']}", **said["ctx"])
        for said in error.errors(include_url=False)
        if said["type"].startswith("mapping_")
    ]
    others = problems_in(error, text, Instructions)
    return (*own, *(p for p in others if not (own and p.key == "cases.yaml_invalid")))
