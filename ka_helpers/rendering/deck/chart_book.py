"""The workbook inside a native chart: the numbers that "Edit data" opens.

As small as a workbook can be; the same numbers give the same bytes.
"""

from collections.abc import Sequence
from functools import cache

from ka_helpers.rendering.deck.archive import SMALL, Packed, archive, packed
from ka_helpers.rendering.deck.markup import XML, clean

Value = str | float | None
_SPREADSHEET = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_FRAME = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
    f'Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'<workbook xmlns="{_SPREADSHEET}" xmlns:r="{_RELATIONS}"><sheets>'
    '<sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}


def book_of(columns: Sequence[Sequence[Value]]) -> bytes:
    """Return a workbook of one sheet; each column begins with its heading."""
    named = [(letters(place), column) for place, column in enumerate(columns)]
    deepest = max(map(len, columns), default=0)
    rows = "".join(
        f'<row r="{row + 1}">'
        + "".join(
            _cell(column[row], f"{name}{row + 1}") for name, column in named if row < len(column)
        )
        + "</row>"
        for row in range(deepest)
    )
    sheet = f'<worksheet xmlns="{_SPREADSHEET}"><sheetData>{rows}</sheetData></worksheet>'
    return archive((*_frame(), packed("xl/worksheets/sheet1.xml", f"{XML}{sheet}".encode())))


@cache
def _frame() -> tuple[Packed, ...]:
    """Return what every workbook of one sheet has, packed once."""
    return tuple(packed(name, f"{XML}{text}".encode(), SMALL) for name, text in _FRAME.items())


def letters(place: int) -> str:
    """Return the name of a column.

    >>> letters(0), letters(27)
    ('A', 'AB')
    """
    said, place = "", place + 1
    while place:
        place, rest = divmod(place - 1, 26)
        said = chr(65 + rest) + said
    return said


def _cell(value: Value, at: str) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, str):
        return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{clean(value)}</t></is></c>'
    return f'<c r="{at}"><v>{float(value)!r}</v></c>'
