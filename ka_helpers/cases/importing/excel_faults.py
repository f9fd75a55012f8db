"""Cells that a spreadsheet shows and a fast reader takes for empty.

Error values (#REF!) and formulas saved without a result come out blank; a blank would read
as "not measured", so they are looked up in the sheet's XML. #N/A does mean missing.
"""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from ka_helpers.cases.importing.faults import RowFault

_SHEET = re.compile(rb'<sheet\b[^>]*?\bname="(?P<name>[^"]*)"[^>]*?\br:id="(?P<id>[^"]*)"')
_RELATION = re.compile(rb"<Relationship\b[^>]*>")
_ATTRIBUTE = re.compile(rb'\b(Id|Target)="([^"]*)"')
_CELL = re.compile(
    rb'<c r="(?P<column>[A-Z]+)(?P<row>[0-9]+)"(?P<kind>[^>]*)>(?P<inside>(?:(?!</c>).)*)</c>',
    re.DOTALL,
)
_ERROR = re.compile(rb"<v>(#[^<]*)</v>")
_RESULT = re.compile(rb"<v>[^<]")


def unread_cells(path: Path, sheet: str, file: str) -> tuple[RowFault, ...]:
    """Return the error values and formulas without a result in one sheet of an xlsx file."""
    try:
        with zipfile.ZipFile(path) as book:
            part = _part_of(book, sheet)
            return tuple(_faults(book.read(part), file)) if part else ()
    except (zipfile.BadZipFile, KeyError, OSError):
        return ()


def _part_of(book: zipfile.ZipFile, sheet: str) -> str | None:
    from html import unescape

    relations = {}
    for tag in _RELATION.findall(book.read("xl/_rels/workbook.xml.rels")):
        named = dict(_ATTRIBUTE.findall(tag))
        relations[named[b"Id"]] = named[b"Target"].decode()
    for match in _SHEET.finditer(book.read("xl/workbook.xml")):
        if unescape(match["name"].decode()) == sheet and match["id"] in relations:
            target = relations[match["id"]]
            absolute = target.removeprefix("/")
            return absolute if target.startswith("/") else str(PurePosixPath("xl") / target)
    return None


def _faults(xml: bytes, file: str) -> Iterator[RowFault]:
    if b't="e"' not in xml and b"<f" not in xml:
        return
    for cell in _CELL.finditer(xml):
        place = file, int(cell["row"]), cell["column"].decode()
        error = _ERROR.search(cell["inside"]) if b't="e"' in cell["kind"] else None
        if error and error[1] != b"#N/A":
            yield RowFault(*place, "importing.excel_error", error[1].decode())
        elif b"<f" in cell["inside"] and not _has_result(cell):
            yield RowFault(*place, "importing.formula_without_result")


def _has_result(cell: re.Match[bytes]) -> bool:
    """Tell whether a formula's result was saved; empty text (t="str") is a result too."""
    return bool(_RESULT.search(cell["inside"])) or b't="str"' in cell["kind"]
