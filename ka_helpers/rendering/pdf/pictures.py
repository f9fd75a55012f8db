"""A chart's <svg> in two layers: its shapes, and its texts with where each stands.

typst sets text several times faster than it reads text inside an SVG, in the same font and
searchable either way. Only plain text is taken out, as `figures.svg` writes it; anything else
stays in the picture. Not in here: drawing.
"""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

_PIECE = re.compile(r"<(svg|g)\b([^>]*?)(/?)>|</(?:svg|g)>|<text\b([^>]*)>([^<]*)</text>")
_ATTRIBUTE = re.compile(r'([\w:-]+)="([^"]*)"')
_TURNED = re.compile(r"translate\(([-\d.]+)[ ,]([-\d.]+)\)\s*rotate\(-90\)")
_SET_BY_US = {"x", "y", "fill", "font-size", "font-weight", "font-family", "text-anchor"}
_HARMLESS = {"xmlns", "width", "height", "viewBox", "stroke", "stroke-width", "fill-opacity"}
_ACROSS = {"start": "left", "middle": "center", "end": "right"}


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
    looks: list[dict[str, str] | None] = []
    shapes, texts, kept_to = [], [], 0
    for piece in _PIECE.finditer(svg):
        tag, attributes, alone, look, said = piece.groups()
        if tag:
            looks += [] if alone else [_inherited(looks, attributes)]
        elif said is None:
            looks.pop()
        elif (text := _text(looks[-1] if looks else None, look, said)) is not None:
            texts.append(text)
            shapes.append(svg[kept_to : piece.start()])
            kept_to = piece.end()
    return Layers("".join([*shapes, svg[kept_to:]]), tuple(texts), _width(svg))


def scaled(picture: Layers, width: float) -> list[dict[str, Any]]:
    """Return the texts of a picture that is shown `width` points wide."""
    factor = width / picture.width
    return [
        {**text, **{name: round(text[name] * factor, 2) for name in ("x", "y", "size")}}
        for text in picture.texts
    ]


def _inherited(looks: list[dict[str, str] | None], attributes: str) -> dict[str, str] | None:
    """Return what a group's texts look like, None if they cannot be taken out of it."""
    own = dict(_ATTRIBUTE.findall(attributes))
    outer = looks[-1] if looks else {}
    if outer is None or own.keys() - _SET_BY_US - _HARMLESS:
        return None
    return {**outer, **{name: own[name] for name in own.keys() & _SET_BY_US}}


def _text(inherited: dict[str, str] | None, attributes: str, said: str) -> dict[str, Any] | None:
    own = dict(_ATTRIBUTE.findall(attributes))
    turned = _TURNED.fullmatch(own.pop("transform", "").strip())
    if inherited is None or own.keys() - _SET_BY_US or (not turned and "transform" in attributes):
        return None
    look = {**inherited, **own}
    left, down = float(look.get("x", 0)), float(look.get("y", 0))
    if turned:
        left, down = float(turned[1]), float(turned[2])
    return {
        "x": left,
        "y": down,
        "across": _ACROSS[look.get("text-anchor", "start")],
        "size": float(look.get("font-size", 16)),
        "fill": look.get("fill", "#000000"),
        "bold": look.get("font-weight", "") in ("bold", "600", "700"),
        "turned": bool(turned),
        "said": unescape(said),
    }


def _width(svg: str) -> float:
    box = re.search(r'viewBox="[-\d.]+ [-\d.]+ ([\d.]+) ', svg)
    return float(box[1]) if box else 1.0
