"""What every assessment of an account shares: its figures, its input and its context.

Not in here: any formula. Each subject has its own module, with `NEEDS`, the tables it
cannot do without, and `assess(tables, quarter, context)`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass

import pandas as pd

from ka_helpers.metrics.rows import Rows, Tables
from ka_helpers.periods import Calendar, shift_quarter, year_before

__all__ = ["Context", "Measure", "Tables", "comparison_quarter", "measures_in"]


@dataclass(frozen=True)
class Measure:
    """One figure with what a reader needs to trust it.

    `unit` is a format of `i18n.formatting.FORMATS` (money, share, days, count, ...); `n` counts
    the observations behind the value; `source` names the tables; `value` None is "cannot tell".
    """

    value: float | None
    unit: str
    n: int
    source: str


@dataclass(frozen=True)
class Context:
    """What an account is judged against, besides its own past.

    `company_growth` is the growth of all accounts together over the same quarters (fraction);
    the rest are the case's targets and limits.
    """

    as_of: str
    calendar: Calendar = field(default_factory=Calendar)
    currency: str = "CNY"
    company_growth: float | None = None
    lead_time_days: float = 45
    fill_rate: float = 0.95
    high_margin_share: float = 0.40
    weeks_of_cover: float = 8


def comparison_quarter(rows: pd.DataFrame | Rows, quarter: str) -> str | None:
    """Return the quarter to compare with: the year before, else the quarter before, else None.

    Parameters
    ----------
    rows : with a column `quarter`; a quarter counts as known if it has any row
    """
    known = Rows.of(rows).present("quarter")
    candidates = (year_before(quarter), shift_quarter(quarter, -1))
    return next((candidate for candidate in candidates if candidate in known), None)


def measures_in(result: object) -> Iterator[Measure]:
    """Yield every `Measure` inside an assessment, however deep."""
    if isinstance(result, Measure):
        yield result
    elif isinstance(result, tuple):
        for item in result:
            yield from measures_in(item)
    elif is_dataclass(result):
        for part in fields(result):
            yield from measures_in(getattr(result, part.name))
