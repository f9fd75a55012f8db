import openpyxl
import pytest


@pytest.fixture
def book(tmp_path):
    """Write rows to an xlsx file, merge some ranges, return its path."""

    def write(name, sheets, merged=()):
        made = openpyxl.Workbook()
        made.remove(made.active)
        for title, rows in sheets.items():
            sheet = made.create_sheet(title)
            for row in rows:
                sheet.append(list(row))
            for cells in merged:
                sheet.merge_cells(cells)
        made.save(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def text(tmp_path):
    """Write text in an encoding, return its path."""

    def write(name, content, encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(content.encode(encoding))
        return path

    return write
