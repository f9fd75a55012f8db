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
    text = template(key, spoken)
    names_no_value = "{" not in text and "}" not in text
    return text if names_no_value else _Speaker(spoken).filled(text, values)


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


_Part = tuple[str, str | None, str | None, str | None]
"""What stands before a placeholder, its name, its format and its conversion."""


@cache
def _parts(text: str) -> tuple[_Part, ...]:
    """Return a template taken apart, once for all the times it is said."""
    return tuple(string.Formatter().parse(text))


class _Speaker(string.Formatter):
    """Fills placeholders; `{value:format}` names a format of `formatting.FORMATS`."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.currency = "CNY"

    def filled(self, text: str, values: Mapping[str, Any]) -> str:
        """Return a template with its placeholders filled."""
        self.currency = str(values.get("currency", "CNY"))
        return self._filled(_parts(text), values)

    def _filled(self, parts: tuple[_Part, ...], values: Mapping[str, Any]) -> str:
        said = []
        for before, name, form, conversion in parts:
            said.append(before)
            if name is None:
                continue
            value = values[name] if name.isidentifier() else self.get_field(name, (), values)[0]
            if conversion:
                value = self.convert_field(value, conversion)
            spec = form or ""
            if "{" in spec:
                spec = self._filled(_parts(spec), values)
            said.append(self.format_field(value, spec))
        return "".join(said)

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec in FORMATS:
            return FORMATS[format_spec](value, self.language, self.currency)
        return format(value, format_spec)
