"""What is wrong with a text as Chinese: not Chinese, English left over, English marks.

Not in here: style, which a test cannot read.
"""

import re
from collections.abc import Iterator
from typing import Any

from ka_helpers.authoring.faults import listed, shortened

HAN = r"[\u4e00-\u9fff]"
MOST_ENGLISH_WORDS = 3
"""So many English words may stand together, as a name or the original of a term."""
_ENGLISH = re.compile(r"[A-Za-z][A-Za-z'’-]*(?:[ ,;:]+[A-Za-z][A-Za-z'’-]*)*")
_EMPHASIS = re.compile(r"[*_]+")
_MARKS = re.compile(
    rf'{HAN}[,;:?!("]|{HAN}\.(?=\s|$|{HAN})|[,;:?!)"]{HAN}|□[,;:?!] ?{HAN}', re.MULTILINE
)
_FULL_WIDTH = re.compile(r"[０-９Ａ-Ｚａ-ｚ％]+")


def chinese_faults(text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield (message, values) of what is wrong with a text that should be Chinese.

    `text` has a □ in place of code, formulas and HTML.
    """
    words = re.sub(r"[\W\d_]", "", text)
    if words and not re.search(HAN, text):
        yield "not_chinese", {"found": shortened(text)}
        return
    for run in _ENGLISH.findall(text):
        small = [word for word in re.findall(r"[A-Za-z'’-]+", run) if not word.isupper()]
        if len(small) > MOST_ENGLISH_WORDS:
            yield "english_left", {"found": shortened(run)}
    plain = _EMPHASIS.sub("", text)
    if marks := _MARKS.findall(plain):
        yield "english_marks", {"found": listed([shortened(mark, 20) for mark in marks])}
    if wide := _FULL_WIDTH.findall(plain):
        yield "full_width", {"found": listed(wide)}
