"""Decide which encoding a text file is in, by strict tests; a doubtful one is not guessed.

A byte order mark, then UTF-8, then UTF-16 by its zero bytes, then GB18030 if what comes out
are the characters that Chinese text is made of. A few broken bytes do not change the answer:
they become lone surrogates, and the rows that hold them are listed.
"""

import codecs
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ENOUGH = 0.8
_SAMPLE = 200_000
_LAST_LATIN = "\u017f"


@dataclass(frozen=True)
class Decoded:
    """A file's text, the encoding it was in, and whether some bytes did not decode."""

    text: str
    encoding: str
    damaged: bool = False


def decode(written: bytes, encoding: str | None = None) -> Decoded | None:
    """Return the text; None if no encoding passes the tests (then `suggested` may help).

    >>> decode("客户".encode("gb18030")).encoding
    'gb18030'
    """
    found = encoding or _by_mark(written) or _by_zeros(written) or _by_lines(written)
    return None if found is None else _decoded(written, found)


def suggested(written: bytes) -> str:
    """Return the encoding a statistical guess comes to, for the reader to confirm."""
    from charset_normalizer import from_bytes

    best = from_bytes(written[:_SAMPLE]).best()
    return best.encoding if best else "?"


def _decoded(written: bytes, encoding: str) -> Decoded:
    try:
        return Decoded(written.decode(encoding), encoding)
    except UnicodeDecodeError:
        handler = "replace" if encoding.startswith("utf-16") else "surrogateescape"
        text = written.decode(encoding, handler).replace("\ufffd", "\udcff")
        return Decoded(text, encoding, damaged=True)


def _by_mark(written: bytes) -> str | None:
    return next((name for mark, name in _MARKS if written.startswith(mark)), None)


def _by_zeros(written: bytes) -> str | None:
    sample = written[:_SAMPLE]
    if len(sample) < 4 or b"\0" not in sample:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = sample[: len(sample) // 2 * 2].decode(name, errors="strict")
    except UnicodeDecodeError:
        return None
    return name if "\0" not in text and "\n" in text else None


def _by_lines(written: bytes) -> str | None:
    if _decodes(written, "utf-8"):
        return None if _may_be_both(written) else "utf-8"
    lines = [line for line in written.splitlines() if not line.isascii()]
    if sum(_decodes(line, "utf-8") for line in lines) > len(lines) / 2:
        return "utf-8"
    fits = sum(_decodes(line, "gb18030") for line in lines) / len(lines)
    return "gb18030" if fits >= _ENOUGH and _is_chinese(b"".join(lines)) else None


def _may_be_both(written: bytes) -> bool:
    """Tell whether UTF-8 may be an accident: 一 in GBK reads as the Cyrillic һ."""
    foreign = {letter for letter in written.decode("utf-8") if not letter.isascii()}
    if not foreign or any(letter > "\u07ff" for letter in foreign):
        return False
    return _is_chinese(written) and not all(letter <= _LAST_LATIN for letter in foreign)


def _decodes(written: bytes, encoding: str) -> bool:
    try:
        written.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _is_chinese(written: bytes) -> bool:
    """Tell whether bytes decode to what Chinese text is made of: GB 2312's common rows."""
    text = written[:_SAMPLE].decode("gb18030", "ignore")
    encoded = [letter.encode("gb18030") for letter in text if not letter.isascii()]
    common = sum(
        len(pair) == 2 and pair[1] >= 0xA1 and (pair[0] <= 0xA9 or 0xB0 <= pair[0] <= 0xD7)
        for pair in encoded
    )
    return bool(encoded) and common >= _ENOUGH * len(encoded)
