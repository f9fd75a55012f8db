"""Say a message in the reader's language.

Messages live in `catalogues/<language>/<domain>.po`; a key is `domain.name`. Placeholders
name the format their value is read in, so that every language writes numbers its own way:
`{gap:share}`, `{amount:money}`, `{n:count}` (see `formatting.FORMATS`). The format may itself be
a value, `{actual:{unit}}`, and `{metric:message}` says the message that the value is the key of.
Not in here: any sentence. A message that a language lacks is an error, never English.
"""

import string
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po

from ka_helpers.i18n.formatting import FORMATS

LANGUAGES = ("en", "zh")
CATALOGUES = Path(__file__).parent / "catalogues"
_language: ContextVar[str] = ContextVar("language", default="en")


def current_language() -> str:
    """Return the language messages are said in unless one is named: "en" or "zh"."""
    return _language.get()


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say everything in `language` inside the `with` block."""
    token = _language.set(_known(language))
    try:
        yield
    finally:
        _language.reset(token)


def speak(language: str) -> None:
    """Say everything in `language` from here on; for notebooks and the command line."""
    _language.set(_known(language))


def say(key: str, /, language: str | None = None, **values: Any) -> str:
    """Return the message `key` in `language`, its values written that language's way.

    Raises
    ------
    KeyError : no such message, or the message names a value that was not given

    >>> say("periods.quarter_label", "en", quarter="2026Q2")
    'Q2 2026'
    """
    spoken = _known(language) if language else current_language()
    return _Speaker(spoken).vformat(template(key, spoken), (), values)


def template(key: str, language: str) -> str:
    """Return the message `key` as the catalogue has it, placeholders unfilled."""
    domain, _, name = key.partition(".")
    try:
        return messages(domain, language)[name]
    except KeyError:
        raise KeyError(f"no message {key!r} in catalogues/{language}/{domain}.po") from None


def has_message(key: str, language: str = "en") -> bool:
    """Tell whether the catalogue of `language` has `key`."""
    domain, _, name = key.partition(".")
    return name in messages(domain, language)


@cache
def messages(domain: str, language: str) -> Mapping[str, str]:
    """Return all messages of one domain in one language, by name."""
    path = CATALOGUES / language / f"{domain}.po"
    if not path.exists():
        return {}
    with path.open("rb") as catalogue:
        return {str(m.id): str(m.string) for m in read_po(catalogue) if m.id}


def _known(language: str) -> str:
    if language not in LANGUAGES:
        raise ValueError(f"language must be one of {', '.join(LANGUAGES)}, got {language!r}")
    return language


class _Speaker(string.Formatter):
    """Fills placeholders; `{value:format}` names a format of `formatting.FORMATS`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.currency = "CNY"

    def vformat(self, format_string: str, args: Any, kwargs: Mapping[str, Any]) -> str:
        self.currency = str(kwargs.get("currency", "CNY"))
        return super().vformat(format_string, args, kwargs)

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec in FORMATS:
            return FORMATS[format_spec](value, self.language, self.currency)
        return str(super().format_field(value, format_spec))
