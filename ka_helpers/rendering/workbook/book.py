"""A workbook being written: its sheets, looks and words; the same input gives the same bytes."""

import datetime as dt
import io
import re
from functools import cache
from typing import Any

from babel.numbers import get_currency_name
from xlsxwriter.format import Format

from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import LOCALES
from ka_helpers.rendering.workbook.looks import FONTS, INK, SIZE, properties
from ka_helpers.rendering.workbook.packing import Unpacked
from ka_helpers.rendering.workbook.sheet import Sheet

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f]")
_LONGEST = 90


class Book:
    """A workbook in one language and one currency.

    `as_of` is the day the data ends; it stands as the day the file was made, so that no clock
    is read.
    """

    def __init__(self, language: str, currency: str, as_of: str) -> None:
        self.language, self.currency = language, currency
        font = {"font_name": FONTS[language], "font_size": SIZE, "font_color": INK}
        self.workbook = Unpacked(
            io.BytesIO(),
            {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
             "strings_to_numbers": False, "default_format_properties": font},
        )  # fmt: skip
        self.made = dt.datetime.combine(dt.date.fromisoformat(as_of[:10]), dt.time())
        self.sheets: list[Sheet] = []
        self._looks: dict[tuple[str, str, str], Format] = {}
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def describe(self, title: str, company: str) -> None:
        """Set the document's properties."""
        self.workbook.set_properties(
            {"title": tidy(title), "author": tidy(company), "company": tidy(company),
             "created": self.made}
        )  # fmt: skip

    def sheet(self, key: str, title: str, question: str = "", name: str = "") -> Sheet:
        """Return a new sheet, named by the message `workbook.sheet_<key>` if not by `name`."""
        sheet = Sheet(self, key, name or words(f"sheet_{key}", self.language))
        sheet.head_with(tidy(title), question)
        self.sheets.append(sheet)
        return sheet

    def look(self, form: str = "text", role: str = "cell", tone: str = "") -> Format:
        """Return a look; each is made once a workbook."""
        key = (form, role, tone)
        found = self._looks.get(key)
        if found is None:
            found = self._looks[key] = self._format(properties(form, role, tone))
        return found

    def _format(self, wanted: dict[str, Any]) -> Format:
        """Return a format; looks that are alike share one."""
        key = tuple(sorted(wanted.items()))
        if key not in self._formats:
            self._formats[key] = self.workbook.add_format(wanted)
        return self._formats[key]

    def say(self, key: str, **values: Any) -> str:
        """Return a message in the book's language and currency."""
        return say(key, self.language, currency=self.currency, **values)

    def word(self, name: str) -> str:
        """Return a message of this folder's own catalogue that names no values."""
        return words(name, self.language)

    def unit(self, form: str) -> str:
        """Return the unit of a format in words, "" if it has none."""
        return unit_of(form, self.language, self.currency)

    def labelled(self, label: str, form: str) -> str:
        """Return a column's label with its unit."""
        return label + self.bracketed(label, form)

    def bracketed(self, label: str, form: str) -> str:
        """Return the unit in brackets, "" if there is none or the label says it already."""
        unit = self.unit(form) if form not in ("count", "number", "ratio", "date") else ""
        if not unit or unit in label:
            return ""
        return words("in_unit", self.language).replace("{unit}", unit)

    def written(self) -> bytes:
        """Return the file; nothing can be written to the book any more."""
        for sheet in self.sheets:
            sheet.finish()
        # a sheet holds the book that holds it: apart, both are gone without a search for them
        self.sheets.clear()
        return self.workbook.packed()


def tidy(text: str) -> str:
    """Return a text for a title: one line, nothing unseen, not endless."""
    seen = _UNSEEN.sub("", text.replace("\n", " "))
    return seen if len(seen) <= _LONGEST else f"{seen[: _LONGEST - 1]}…"


@cache
def words(name: str, language: str) -> str:
    """Return a message of the workbook's catalogue that names no values."""
    from ka_helpers.i18n import template

    return template(f"workbook.{name}", language)


@cache
def unit_of(form: str, language: str, currency: str) -> str:
    """Return the unit of a format in words: 元, %, days; "" for texts."""
    if form in ("money", "money_exact", "price"):
        name = currency
        if language == "zh":
            named = str(get_currency_name(currency, locale=LOCALES["zh"]))
            name = "元" if currency == "CNY" else named
        return name if form != "price" else words("unit_price", language).format(currency=name)
    known = ("count", "days", "number", "ratio", "share", "change", "points")
    form = "share" if form == "rate" else form
    return words(f"unit_{form}", language) if form in known else ""
