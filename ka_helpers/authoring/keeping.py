"""What a translated text keeps of the English one: figures, code, links, headings, shape.

Not in here: numbers (`figures_quoted`), and what only Chinese asks for (`chinese`).
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ka_helpers.authoring.chinese import chinese_faults
from ka_helpers.authoring.faults import listed
from ka_helpers.authoring.figures_quoted import differing
from ka_helpers.i18n import say

Said = tuple[str, dict[str, Any]]
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"`[^`\n]+`")
_LINK = re.compile(r"(?<=\])\(([^)\s]+)[^)]*\)")
_ADDRESS = re.compile(r"https?://[^\s<>()\[\]，。；、：（）“”]*[\w/#=&%-]")
_FORMULA = re.compile(r"\$\$.+?\$\$|\$[^$\n]+\$", re.DOTALL)
_TAG = re.compile(r"</?[a-zA-Z][^>]*>")
_REMARK = re.compile(r"<!--.*?-->", re.DOTALL)
_WORDS_OF_A_TAG = re.compile(r'\b(alt|title|aria-label)="[^"]*"')
_HEADING = re.compile(r"^#+(?= )", re.MULTILINE)
_ITEM = re.compile(r"^\s*(?:[-*+]|\d+[.)]) ", re.MULTILINE)
_ROW = re.compile(r"^\s*\|.*\|\s*$", re.MULTILINE)
LEADS = ("question", "able", "need", "time")
"""Bold words that lead the paragraphs of a chapter's first cell: `authoring.lead_<name>`."""


def text_faults(english: str, translated: str, language: str) -> Iterator[Said]:
    """Yield (message, values) of what a translated text has otherwise than the English."""
    for what, found_in in _KEPT.items():
        wanted, found = Counter(found_in(english)), Counter(found_in(translated))
        if wanted != found:
            lost, added = sorted((wanted - found).elements()), sorted((found - wanted).elements())
            yield f"{what}_differ", {"lost": listed(lost), "added": listed(added)}
    levels = [_HEADING.findall(_without(_FENCE, text)) for text in (english, translated)]
    if levels[0] != levels[1]:
        yield "headings_differ", {"wanted": listed(levels[0]), "found": listed(levels[1])}
    lost, added = differing(bare(english), bare(translated))
    if lost or added:
        yield "numbers_differ", {"lost": listed(lost), "added": listed(added)}
    yield from _lead_faults(english, translated, language)
    if language == "zh":
        yield from chinese_faults(bare(translated))


def bare(text: str) -> str:
    """Return the words of a text: code, formulas, links' targets and HTML each as one □."""
    for pattern in (_REMARK, _FENCE, _SPAN, _FORMULA, _TAG):
        text = _without(pattern, text)
    return _ADDRESS.sub("□", _LINK.sub("", text))


def _without(pattern: re.Pattern[str], text: str) -> str:
    return pattern.sub("□", text)


def _lead_faults(english: str, translated: str, language: str) -> Iterator[Said]:
    for name in LEADS if english.startswith("# ") else ():
        lead, wanted = (
            f"**{say(f'authoring.lead_{name}', spoken)}**" for spoken in ("en", language)
        )
        if english.count(lead) != translated.count(wanted):
            yield "lead_differs", {"lead": lead, "wanted": wanted}


def _spans(text: str) -> list[str]:
    return _FENCE.findall(text) + _SPAN.findall(_without(_FENCE, text))


def _links(text: str) -> list[str]:
    plain = _without(_SPAN, _without(_FENCE, text))
    return _LINK.findall(plain) + _ADDRESS.findall(_LINK.sub("", plain))


def _formulas(text: str) -> list[str]:
    found = _FORMULA.findall(_without(_SPAN, _without(_FENCE, text)))
    return [re.sub(r"\\text\{[^}]*\}", r"\\text{}", formula) for formula in found]


def _tags(text: str) -> list[str]:
    found = _TAG.findall(_without(_SPAN, _without(_FENCE, text)))
    return [_WORDS_OF_A_TAG.sub(r"\1", tag) for tag in found]


def _items(text: str) -> list[str]:
    return ["-" for _ in _ITEM.findall(_without(_FENCE, text))]


def _rows(text: str) -> list[str]:
    return ["|" for _ in _ROW.findall(_without(_FENCE, text))]


_KEPT: Mapping[str, Callable[[str], list[str]]] = {
    "spans": _spans,
    "links": _links,
    "formulas": _formulas,
    "tags": _tags,
    "items": _items,
    "rows": _rows,
}
"""What a translation must have exactly as often as the original: `authoring.<name>_differ`."""
