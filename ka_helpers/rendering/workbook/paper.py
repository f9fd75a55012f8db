"""What a sheet is written on, and blocks of its cells as charts take them.

A workbook has some 2,500 cells, and each went through a dozen calls of XlsxWriter that ask what
it might be. Ours are always of five kinds and always have a look, so that `Paper` notes and
writes these itself, and leaves whatever else there is to XlsxWriter.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import (
    CellBlankTuple,
    CellFormulaTuple,
    CellNumberTuple,
    CellStringTuple,
    Worksheet,
)


class Paper(Worksheet):  # type: ignore[misc]
    """A worksheet whose cells are given by row and column, with a look.

    Formulas are taken as they are: ours use no function newer than Excel 2007.
    """

    def put_text(self, row: int, column: int, text: str, look: Format) -> None:
        """Note a text that Excel can hold."""
        place = self.str_table._get_shared_string_index(text)
        self.table[row][column] = CellStringTuple(place, look)

    def put_number(self, row: int, column: int, number: float, look: Format) -> None:
        """Note a finite number."""
        self.table[row][column] = CellNumberTuple(number, look)

    def put_nothing(self, row: int, column: int, look: Format) -> None:
        """Note an empty cell."""
        self.table[row][column] = CellBlankTuple(look)

    def put_formula(
        self, row: int, column: int, formula: str, value: str | float, look: Format
    ) -> None:
        """Note a formula and what it comes to."""
        self.table[row][column] = CellFormulaTuple(formula.removeprefix("="), look, value)

    def _prepare_formula(self, formula: str, expand_future_functions: bool = False) -> str:
        return formula.removeprefix("=")

    def join(self, row: int, last: int) -> None:
        """Let the first cell of a row reach to the column `last`; the others are not written."""
        self._check_dimensions(row, last)
        self.merge.append([row, 0, row, last])

    def _write_dimension(self) -> None:
        self._check_dimensions(min(self.table), 0)
        self._check_dimensions(max(self.table), max(map(max, filter(None, self.table.values()))))
        super()._write_dimension()

    def _write_rows(self) -> None:
        """Write rows without their spans, which nobody needs to read them."""
        for row in sorted(self.table.keys() | self.row_info.keys()):
            cells, info = self.table.get(row, {}), self.row_info.get(row)
            if info is None:
                self.fh.write(f'<row r="{row + 1}">')
            else:
                self._write_row(row, None, info)
            self._write_cells(row, sorted(cells.items()))
            self.fh.write("</row>")

    def _write_cells(self, row: int, cells: list[tuple[int, Any]]) -> None:
        write = self.fh.write
        for column, cell in cells:
            kind, style = type(cell), cell.format._get_xf_index()
            at = f'<c r="{_letters(column)}{row + 1}" s="{style}"'
            if kind is CellStringTuple:
                write(f'{at} t="s"><v>{cell.string}</v></c>')
            elif kind is CellNumberTuple:
                write(f"{at}><v>{cell.number:.16G}</v></c>")
            elif kind is CellBlankTuple:
                write(f"{at}/>")
            elif kind is CellFormulaTuple and not isinstance(cell.value, bool):
                value = self._escape_data(cell.value)
                text = ' t="str"' if value and isinstance(value, str) else ""
                write(f"{at}{text}><f>{self._escape_data(cell.formula)}</f><v>{value}</v></c>")
            else:
                self._write_cell(row, column, cell)


_letters = cache(xl_col_to_name)


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
