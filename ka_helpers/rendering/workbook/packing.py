"""The parts of a workbook put into one file.

XlsxWriter packs every part as tightly as it can be. Here the larger parts are packed faster, for
a file a tenth larger, and those that packing hardly makes smaller are laid in as they are.
"""

import io
import re
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from xlsxwriter import Workbook
from xlsxwriter.packager import Packager
from xlsxwriter.sharedstrings import SharedStrings

DAY = (1980, 1, 1, 0, 0, 0)
"""The day every part was made, so that no clock is read."""
LEVEL, SMALL = 3, 700
_ESCAPED = re.compile("[<>&]|_x")


class Texts(SharedStrings):  # type: ignore[misc]
    """The texts of all sheets; most are written as they stand."""

    def _write_si(self, text: str) -> None:
        if not text.isprintable() or text != text.strip() or _ESCAPED.search(text):
            super()._write_si(text)
        else:
            self.fh.write(f"<si><t>{text}</t></si>")


class Parts(Packager):  # type: ignore[misc]
    """Makes the parts and keeps them."""

    def _create_package(self) -> list[tuple[io.StringIO, str, bool]]:
        self.made = super()._create_package()
        return []

    def _write_shared_strings_file(self) -> None:
        texts = Texts()
        texts.string_table = self.workbook.str_table
        texts._set_xml_writer(self._filename("xl/sharedStrings.xml"))
        texts._assemble_xml_file()


class Unpacked(Workbook):  # type: ignore[misc]
    """A workbook that is packed by `packed` when it is whole."""

    def packed(self) -> bytes:
        """Return the workbook as a file and forget it, for its sheets and it hold one another."""
        parts, file = Parts(), io.BytesIO()
        self._get_packager = lambda: parts
        self.close()
        with ZipFile(file, "w") as archive:
            for part, name, _ in parts.made:
                data = part.getvalue().encode()
                how = ZIP_STORED if len(data) < SMALL else ZIP_DEFLATED
                archive.writestr(ZipInfo(name, DAY), data, how, LEVEL)
        self.__dict__.clear()
        return file.getvalue()
