"""A chart's <svg> in two layers: its shapes, and its texts with where each stands.

typst sets text several times faster than it reads text inside an SVG, in the same font and
searchable either way. Only plain text is taken out, as `figures.svg` writes it; anything else
stays in the picture. Where a text had a halo, a patch of its colour stays: an outline of letters
costs more than all other shapes together. Not in here: drawing.
"""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

from ka_helpers.rendering.pdf.widths import letters_wide

_PIECE = re.compile(r"<(svg|g)\b([^>]*?)(/?)>|</(?:svg|g)>|<text\b([^>]*)>([^<]*)</text>")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_TURNED = re.compile(r"\s*translate\(([-\d.]+)[ ,]([-\d.]+)\)\s*rotate\(-90\)\s*")
_HALO = {"stroke", "stroke-width", "stroke-linejoin", "paint-order"}
_LOOK = {"x", "y", "fill", "font-size", "font-weight", "font-family", "text-anchor"} | _HALO
_OWN, _OUTER = _LOOK | {"transform"}, _LOOK | {"xmlns", "width", "height", "viewBox"}
_ACROSS = {"start": "left", "middle": "center", "end": "right"}
_BEFORE = {"left": 0.0, "center": 0.5, "right": 1.0}
_RISES, _FALLS = 0.78, 0.14
"""What a patch covers above and below a baseline, in ems."""

Look = dict[str, str]


@dataclass(frozen=True)
class Layers:
    """The two layers of a picture: `shapes` as <svg>, `texts` for the template.

    A text is where its baseline starts, is centred or ends (`across`), in units of `width`.
    """

    shapes: str
    texts: tuple[dict[str, Any], ...]
    width: float


def layers(svg: str) -> Layers:
    """Return the layers of a picture."""
    looks: list[Look | None] = []
    shapes, texts, kept_to = [], [], 0
    for piece in _PIECE.finditer(svg):
        tag, attributes, alone, own, said = piece.groups()
        if tag:
            looks += [] if alone else [_inherited(looks, attributes)]
        elif said is None:
            looks.pop()
        elif (look := _look(looks[-1] if looks else None, own)) is not None:
            text = _text(look, unescape(said))
            shapes += [svg[kept_to : piece.start()], _patch(look, text)]
            texts.append(text)
            kept_to = piece.end()
    return Layers("".join([*shapes, svg[kept_to:]]), tuple(texts), _width(svg))


def scaled(picture: Layers, width: float) -> list[dict[str, Any]]:
    """Return the texts of a picture that is shown `width` points wide."""
    factor = width / picture.width
    return [
        {**text, **{name: round(text[name] * factor, 2) for name in ("x", "y", "size")}}
        for text in picture.texts
    ]


def _inherited(looks: list[Look | None], attributes: str) -> Look | None:
    """Return what a group's texts look like, None if they cannot be taken out of it."""
    own = dict(_ATTRIBUTE.findall(attributes))
    outer = looks[-1] if looks else {}
    if outer is None or not own.keys() <= _OUTER:
        return None
    return {**outer, **{name: own[name] for name in own.keys() & _LOOK}}


def _look(inherited: Look | None, attributes: str) -> Look | None:
    """Return what a text looks like, None if it stays in the picture."""
    own = dict(_ATTRIBUTE.findall(attributes))
    if inherited is None or not own.keys() <= _OWN:
        return None
    look = {**inherited, **own}
    stroked, turned = "stroke" in look, "transform" in own
    if stroked and (turned or look.get("paint-order") != "stroke"):
        return None
    return None if turned and not _TURNED.fullmatch(own["transform"]) else look


def _text(look: Look, said: str) -> dict[str, Any]:
    turned = _TURNED.fullmatch(look["transform"]) if "transform" in look else None
    left, down = turned.groups() if turned else (look.get("x", 0), look.get("y", 0))
    return {
        "x": float(left),
        "y": float(down),
        "across": _ACROSS[look.get("text-anchor", "start")],
        "size": float(look.get("font-size", 16)),
        "fill": look.get("fill", "#000000"),
        "bold": look.get("font-weight", "") in ("bold", "600", "700"),
        "turned": bool(turned),
        "said": said,
    }


def _patch(look: Look, text: dict[str, Any]) -> str:
    """Return what stands behind a text that had a halo."""
    if "stroke" not in look:
        return ""
    size, halo = text["size"], float(look.get("stroke-width", 1))
    wide = letters_wide(text["said"]) * size
    left = text["x"] - wide * _BEFORE[text["across"]] - halo / 2
    return (
        f'<rect x="{left:.1f}" y="{text["y"] - _RISES * size:.1f}" width="{wide + halo:.1f}" '
        f'height="{(_RISES + _FALLS) * size:.1f}" fill="{look["stroke"]}"/>'
    )


def _width(svg: str) -> float:
    box = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ', svg)
    return float(box[1]) if box else 1.0
