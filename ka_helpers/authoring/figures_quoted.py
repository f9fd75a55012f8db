"""The numbers that a text quotes, read the same from English and Chinese.

33.3 % is 33.3%, 600,000 is 60 万, 30 June 2026 is 2026年6月30日, full-width digits are digits.
Numbers written as words (five, 五) are words. Not in here: comparing texts.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_MONTH = "|".join(MONTHS)
_SPACES = re.compile("[\u00a0\u2009\u202f]")
_NUMBER = r"\d+(?:\.\d+)?"
_TEN_THOUSANDS = {"万": 10**4, "亿": 10**8}
_WORDS = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
_PER_CENT = r"(?:%|per ?cent\b)"


@dataclass
class Quoted:
    """The numbers of a text; `lenient` are those that the other language may have as words."""

    numbers: Counter[str]
    lenient: Counter[str] = field(default_factory=Counter)


def quoted_in(text: str) -> Quoted:
    """Return the numbers of a text in one spelling: "33.3%", "600000", "2026-06-30", "-5".

    >>> sorted(quoted_in("33.3 % of 600,000, on 30 June 2026").numbers)
    ['2026-06-30', '33.3%', '600000']
    >>> sorted(quoted_in("2026年6月30日，60 万的 33.3%").numbers)
    ['2026-06-30', '33.3%', '600000']
    """
    plain = unicodedata.normalize("NFKC", _SPACES.sub("", text)).replace("−", "-")
    found: Counter[str] = Counter()
    lenient: Counter[str] = Counter()
    for pattern, spelt in _DATES:
        plain = _taken(plain, pattern, spelt, found)
    lenient.update(f"{MONTHS.index(name) + 1}" for name in re.findall(rf"\b({_MONTH})\b", plain))
    lenient.update(re.findall(r"\bQ([1-4])\b", plain))
    plain = re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)
    plain = re.sub(rf"({_NUMBER}) ?(?:-|–|~|to|and|到|至|和) ?(?={_NUMBER} ?{_PER_CENT})",
                   r"\1% ~ ", plain)  # fmt: skip
    plain = _taken(plain, rf"(?<![\w.])({_NUMBER}) ?(万|亿)", _in_units(_TEN_THOUSANDS), found)
    plain = _taken(plain, rf"(?<![\w.])({_NUMBER}) (thousand|million|billion)\b",
                   _in_units(_WORDS), found)  # fmt: skip
    lenient.update("10000" for _ in re.findall("万", plain))
    signed = re.compile(rf"((?<![A-Za-z0-9_.)%-])-)?(?<![A-Za-z_\d.])({_NUMBER})( ?{_PER_CENT})?")
    found.update(
        f"{sign}{number}{'%' if percent else ''}" for sign, number, percent in signed.findall(plain)
    )
    return Quoted(found, lenient)


def differing(english: str, translated: str) -> tuple[list[str], list[str]]:
    """Return the numbers that a translation lacks, and those that it adds."""
    wanted, found = quoted_in(english), quoted_in(translated)
    lost = wanted.numbers - found.numbers - found.lenient
    added = found.numbers - wanted.numbers - wanted.lenient
    return sorted(lost.elements()), sorted(added.elements())


def _taken(
    text: str, pattern: str, spelt: Callable[[re.Match[str]], str], found: Counter[str]
) -> str:
    """Count each match in its one spelling, and return the text without them."""

    def count(match: re.Match[str]) -> str:
        found[spelt(match)] += 1
        return " "

    return re.sub(pattern, count, text)


def _in_units(units: dict[str, int]) -> Callable[[re.Match[str]], str]:
    return lambda match: f"{(Decimal(match[1]) * units[match[2]]).normalize():f}"


def _date(*places: int) -> Callable[[re.Match[str]], str]:
    """Return how a match is spelt as a date from the groups of year, month and day."""

    def spelt(match: re.Match[str]) -> str:
        pieces = [match[place] for place in places]
        numbers = [MONTHS.index(piece) + 1 if piece in MONTHS else int(piece) for piece in pieces]
        return "-".join(f"{number:02d}" for number in numbers)

    return spelt


_DATES: tuple[tuple[str, Callable[[re.Match[str]], str]], ...] = (
    (r"(\d{4}) ?年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]", _date(1, 2, 3)),
    (r"(\d{4})-(\d{2})-(\d{2})", _date(1, 2, 3)),
    (rf"(\d{{1,2}}) ({_MONTH}),? (\d{{4}})", _date(3, 2, 1)),
    (rf"({_MONTH}) (\d{{1,2}}), (\d{{4}})", _date(3, 1, 2)),
    (r"(\d{4}) ?年 ?(\d{1,2}) ?月", _date(1, 2)),
    (r"\b(\d{4})-(\d{2})\b", _date(1, 2)),
    (rf"\b({_MONTH}) (\d{{4}})", _date(2, 1)),
    (r"(?<!\d)(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]", _date(1, 2)),
    (rf"\b(\d{{1,2}}) ({_MONTH})\b", _date(2, 1)),
    (rf"\b({_MONTH}) (\d{{1,2}})\b", _date(1, 2)),
)
"""Dates as they are written, longest first, with the order of their groups."""
