"""How cells look: number formats, colours, roles.

A look is named by three words: the format of the value (of `i18n.formatting.FORMATS`), the
cell's role, and its tone. Not in here: what is written, and where.
"""

from collections.abc import Mapping
from typing import Any

CHANGE = "+0.0%;-0.0%;0.0%"
NUMBER_FORMATS: Mapping[str, str] = {
    "count": "#,##0", "days": "#,##0", "number": "#,##0.0", "ratio": "0.00",
    "money": "#,##0", "money_exact": "#,##0", "price": "#,##0.00",
    "share": "0.0%", "rate": "0.0#%", "change": CHANGE, "points": CHANGE, "date": "yyyy-mm-dd",
}  # fmt: skip
"""Excel's formats of raw values; formats that are not here are texts."""
DIFFERENCES = {"share": "points", "change": "points"}
"""What the difference of two values is, where it is not a value of the same kind."""

INK, MUTED, LINE, ACCENT = "#1F2933", "#5B6773", "#D5DCE4", "#2463A8"
HEAD, INPUT = "#E6EDF5", "#FFF8DB"
TONES = {
    "good": ("#2F7D57", "#E6F4EC"),
    "warn": ("#A8620F", "#FDF1E0"),
    "bad": ("#B3362A", "#FCEBE9"),
}
FONTS = {"en": "Calibri", "zh": "Microsoft YaHei"}
SIZE = 10
LEFT: Mapping[str, Any] = {"align": "left", "indent": 1}
RIGHT: Mapping[str, Any] = {"align": "right"}
"""A text keeps off the number to its left."""
CENTRE = {"align": "center"}
TABLED = {"cell", "strong", "indented", "wrapped", "total", "input", "link"}
HEADS: Mapping[str, Mapping[str, Any]] = {"text": LEFT, "date": LEFT, "centred": CENTRE}

_RULED = {"bottom": 1, "bottom_color": LINE}
ROLES: Mapping[str, Mapping[str, Any]] = {
    "cell": _RULED,
    "tint": {},
    "strong": {**_RULED, "bold": True},
    "indented": _RULED,
    "wrapped": {**_RULED, "text_wrap": True},
    "total": {"bold": True, "top": 1, "top_color": INK, "bottom": 1, "bottom_color": INK},
    "input": {"border": 1, "border_color": "#B7A76A", "bg_color": INPUT, "locked": False},
    "head": {"bold": True, "bg_color": HEAD, "text_wrap": True, "bottom": 1,
             "bottom_color": ACCENT},
    "title": {"bold": True, "font_size": 15, "font_color": INK},
    "kicker": {"font_color": MUTED},
    "question": {"italic": True, "font_color": MUTED},
    "caption": {"bold": True, "font_size": 11, "font_color": ACCENT},
    "opening": {"font_size": 11, "text_wrap": True},
    "note": {"font_color": MUTED, "font_size": 9, "text_wrap": True, "valign": "top"},
    "link": {**_RULED, "font_color": ACCENT, "underline": 1},
    "back": {"font_color": ACCENT, "underline": 1, "font_size": 9},
}  # fmt: skip


def properties(form: str, role: str, tone: str) -> dict[str, Any]:
    """Return the properties of a look as XlsxWriter takes them."""
    look: dict[str, Any] = {"valign": "vcenter", **ROLES[role]} if role != "tint" else {}
    if role == "head":
        look.update(HEADS.get(form, RIGHT))
    elif form == "date":
        look |= {"num_format": NUMBER_FORMATS[form], **LEFT}
    elif form in NUMBER_FORMATS:
        look |= {"num_format": NUMBER_FORMATS[form], **RIGHT}
    elif form == "text" and role in TABLED:
        look |= {"align": "left", "indent": 2 if role == "indented" else 1}
    elif form == "right":
        look.update(RIGHT)
    elif form == "centred":
        look |= CENTRE
    if tone:
        ink, ground = TONES[tone]
        look |= {"font_color": ink, "bg_color": ground, "bold": True}
    return look


def text_width(text: str) -> float:
    """Return about how wide a text is in digits' widths: Chinese characters count double.

    >>> text_width("SKU"), text_width("销售额")
    (3.0, 6.0)
    """
    return float(len(text)) if text.isascii() else (len(text) + len(text.encode())) / 2
