"""What a sheet is written on, and blocks of its cells as charts take them."""

from dataclasses import dataclass
from typing import Any

from xlsxwriter.worksheet import Worksheet


class Paper(Worksheet):  # type: ignore[misc]
    """A worksheet that takes formulas as they are.

    Ours use no function newer than Excel 2007, so the search for fifty newer ones in every
    formula, a quarter of the time of a workbook, is left out.
    """

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")


@dataclass(frozen=True)
class Cells:
    """A block of cells, first and last row and column, counted from zero."""

    sheet: str
    first_row: int
    first_column: int
    last_row: int
    last_column: int

    def series(self, column: int) -> list[Any]:
        """Return one column of the block as charts take it."""
        return [self.sheet, self.first_row, column, self.last_row, column]
