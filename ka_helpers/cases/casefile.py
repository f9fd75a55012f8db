"""`case.yaml`: what a case is called, its units, its calendar, its targets.

Not in here: the tables, and whether they agree with what is said here (`checking`).
"""

import datetime as dt
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)
from pydantic.dataclasses import dataclass
from pydantic_core import PydanticCustomError

from ka_helpers.cases.identifiers import fault_of_id
from ka_helpers.cases.yaml_faults import problems_in
from ka_helpers.cases.yaml_text import YamlText, read_yaml
from ka_helpers.errors import CaseError
from ka_helpers.periods import Calendar

CASE_FILE = "case.yaml"
MONEY_UNITS = {"元": 1.0, "万元": 10_000.0}
_STRICT = ConfigDict(frozen=True, extra="forbid")


def _day(written: Any) -> str:
    try:
        return dt.date.fromisoformat(str(written)).isoformat()
    except ValueError:
        raise PydanticCustomError("yaml_day", "not a day", {"found": str(written)}) from None


def _quarter(written: Any) -> str:
    if not re.fullmatch(r"\d{4}Q[1-4]", str(written)):
        raise PydanticCustomError("yaml_quarter", "not a quarter", {"found": str(written)})
    return str(written)


def _currency(written: Any) -> str:
    if not re.fullmatch(r"[A-Z]{3}", str(written)):
        raise PydanticCustomError("yaml_currency", "not a currency", {"found": str(written)})
    return str(written)


def _file_name(written: Any) -> str:
    if not isinstance(written, str) or fault_of_id(written):
        raise PydanticCustomError("yaml_case_id", "no file name", {"found": str(written)})
    return written


class Entry(BaseModel):
    """A part of a YAML file: frozen, and an unknown key is a fault."""

    model_config = _STRICT


class Bilingual(Entry):
    """A name in both languages; plain text, or one language alone, stands for both."""

    en: str
    zh: str

    @model_validator(mode="before")
    @classmethod
    def _one_for_both(cls, written: Any) -> Any:
        if isinstance(written, str):
            return {"en": written, "zh": written}
        if isinstance(written, dict):
            said = [text for text in (written.get("en"), written.get("zh")) if text]
            if said:
                return {"en": said[0], "zh": said[0]} | {k: v for k, v in written.items() if v}
        return written

    def said_in(self, language: str) -> str:
        """Return the name in `language`."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, config=ConfigDict(extra="forbid"))
class CaseCalendar(Calendar):
    """The case's calendar, its month judged."""

    fiscal_year_start_month: Annotated[int, Field(ge=1, le=12)] = 1


class Settings(Entry):
    """Targets and limits that findings use; shares are fractions."""

    lead_time_days: Annotated[float, Field(ge=0)] = 45.0
    fill_rate: Annotated[float, Field(ge=0, le=1)] = 0.95
    high_margin_share: Annotated[float, Field(ge=0, le=1)] = 0.40
    weeks_of_cover: Annotated[float, Field(gt=0)] = 8.0


class Parameters(Entry):
    """What notebooks start with; None leaves it to the notebook."""

    quarter: Annotated[str, BeforeValidator(_quarter)] | None = None
    account_id: str | None = None


class CaseFile(Entry):
    """Everything `case.yaml` says; money in the tables is in `unit`, after loading in currency."""

    case_id: Annotated[str, BeforeValidator(_file_name)]
    title: Bilingual
    our_company: Bilingual
    as_of: Annotated[str, BeforeValidator(_day)]
    currency: Annotated[str, BeforeValidator(_currency)] = "CNY"
    unit: Literal["元", "万元"] = "元"
    calendar: CaseCalendar = CaseCalendar()
    period_type: Literal["week", "month", "quarter", "year"] = "week"
    sales_basis: Literal["sell_in", "sell_out"] = "sell_in"
    ruleset: str = "textbook"
    provenance: Bilingual | None = None
    variant: Annotated[int, Field(ge=0, le=99)] = 0
    """Which figures the course's fixed stories take: 0 is what the sources print."""
    settings: Settings = Settings()
    parameters: Parameters = Parameters()

    @property
    def money_scale(self) -> float:
        """What a money figure in the files is multiplied by: 10,000 for 万元."""
        return MONEY_UNITS[self.unit]

    @property
    def defaults(self) -> Mapping[str, str]:
        """What stands in a table's column where the file leaves it out."""
        return {"basis": self.sales_basis, "period_type": self.period_type}


def read_case_file(folder: Path) -> tuple[CaseFile, YamlText]:
    """Return the case file of `folder`, and its text with line numbers for later faults.

    Raises
    ------
    CaseError : the file is missing, not YAML, or says something that cannot be; all at once
    """
    text = read_yaml(folder / CASE_FILE, CASE_FILE)
    try:
        return CaseFile.model_validate(_without_empty(text.values)), text
    except ValidationError as error:
        problems = problems_in(error, text, CaseFile)
        raise CaseError("cases.unreadable", problems, file=CASE_FILE) from None


def defaults_of_broken(folder: Path) -> Mapping[str, str]:
    """Return the defaults that a faulty case file gives all the same, so that tables are checked.

    What it does not give soundly is left out: no rule is then applied on a guess.
    """
    try:
        written = read_yaml(folder / CASE_FILE, CASE_FILE).values
    except CaseError:
        return {}
    sound = {}
    for default, key in (("basis", "sales_basis"), ("period_type", "period_type")):
        field = CaseFile.model_fields[key]
        value = written.get(key, field.default)
        if value in get_args(field.annotation):
            sound[default] = str(value)
    return sound


def _without_empty(values: Any) -> dict[str, Any]:
    """Drop keys left empty, so that `ruleset:` means the default as if it were not there."""
    return {
        key: _without_empty(value) if isinstance(value, dict) else value
        for key, value in values.items()
        if value is not None
    }
