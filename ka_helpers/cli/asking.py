"""Questions in the terminal: a default in brackets, numbered choices, and asked again if need be.

What is typed may come from a Chinese keyboard: full-width digits, commas and percent signs count.
Not in here: what is asked (`questions`), and any formula.
"""

import math
import sys
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import typer

from ka_helpers.errors import RequestError

Answer = TypeVar("Answer")
_SCALES = {"亿": 1e8, "万": 1e4, "m": 1e6, "k": 1e3}


@dataclass(frozen=True)
class Choice:
    """One of several answers, and the line that shows it."""

    value: str
    label: str


def is_interactive() -> bool:
    """Return whether someone sits at the terminal who can answer."""
    return sys.stdin is not None and sys.stdin.isatty()


def tell(text: str = "") -> None:
    """Show a line."""
    typer.echo(text)


def ask(question: str, default: str, read: Callable[[str], Answer]) -> Answer:
    """Return what `read` makes of the answer; the default if nothing is typed.

    What `read` refuses is said, and the question asked again.

    Raises
    ------
    RequestError : nobody answers: the input has ended
    """
    shown = f"{question} [{default}]: " if default else f"{question}: "
    while True:
        typer.echo(shown, nl=False)
        try:
            typed = _clean(input())
        except EOFError:
            tell()
            raise RequestError("scaffolding.no_answer") from None
        try:
            return read(typed or default)
        except RequestError as refused:
            tell(f"  {refused}")


def choose(question: str, choices: Sequence[Choice], default: str) -> str:
    """Return the value of the chosen choice; its number or the value itself may be typed."""
    _show(choices)
    return ask(question, _number_of(default, choices), lambda typed: _chosen(typed, choices))


def choose_several(
    question: str, choices: Sequence[Choice], default: Sequence[str]
) -> tuple[str, ...]:
    """Return the values of the choices typed with commas or spaces between; 0 is none."""
    _show(choices)
    numbers = ",".join(_number_of(value, choices) for value in default) or "0"
    return ask(question, numbers, lambda typed: _several(typed, choices))


def plain(typed: str) -> str:
    """Return what was typed with full-width digits and marks as their plain ones.

    >>> plain("１，３　5％")
    '1,3 5%'
    """
    return unicodedata.normalize("NFKC", typed).replace("、", ",").replace("。", ".").strip()


def number(typed: str) -> float:
    """Return a number as it was meant.

    Raises
    ------
    RequestError : it is none
    """
    try:
        value = float(plain(typed).replace(",", ""))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise RequestError("scaffolding.not_a_number", found=typed[:40])
    return value


def amount(typed: str) -> float:
    """Return a sum of money as it was meant: "2.8亿", "28000万", "280m" and "280,000,000".

    Raises
    ------
    RequestError : it is none
    """
    text = plain(typed).removesuffix("元").casefold()
    scale = next((size for sign, size in _SCALES.items() if text.endswith(sign)), 1.0)
    return round(number(text.rstrip("".join(_SCALES))) * scale, 2)


def percentage(typed: str) -> float:
    """Return the fraction that a percentage is: "6" and "6%" are 0.06.

    Raises
    ------
    RequestError : it is no number, or a fraction was typed (0.06), which would be 0.06 %
    """
    text = plain(typed)
    value = number(text.removesuffix("%"))
    if 0 < abs(value) < 1 and not text.endswith("%"):
        raise RequestError("scaffolding.not_a_percentage", found=typed[:40])
    return round(value / 100, 6)


def _clean(typed: str) -> str:
    """Return what was typed without what no terminal shows."""
    return "".join(sign for sign in typed if sign.isprintable()).strip()


def _show(choices: Sequence[Choice]) -> None:
    width = len(str(len(choices)))
    for position, choice in enumerate(choices, start=1):
        tell(f"  {position:>{width}}  {choice.label}")


def _number_of(value: str, choices: Sequence[Choice]) -> str:
    return next((str(n) for n, c in enumerate(choices, start=1) if c.value == value), "")


def _chosen(typed: str, choices: Sequence[Choice]) -> str:
    text = plain(typed)
    if text.isdecimal() and 1 <= int(text[:9]) <= len(choices):
        return choices[int(text) - 1].value
    for choice in choices:
        if text.casefold() == choice.value.casefold():
            return choice.value
    raise RequestError("scaffolding.not_a_choice", found=typed[:40], n=len(choices))


def _several(typed: str, choices: Sequence[Choice]) -> tuple[str, ...]:
    parts = plain(typed).replace(",", " ").split()
    if parts == ["0"]:
        return ()
    return tuple(dict.fromkeys(_chosen(part, choices) for part in parts))
