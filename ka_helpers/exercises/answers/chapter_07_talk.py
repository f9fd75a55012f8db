"""Chapter 7's answers about talking: the order of questions, an argument, a new listing."""

import re
from dataclasses import dataclass
from statistics import median
from typing import Any

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials import chapter_07 as account
from ka_helpers.exercises.open_kinds import Pieces, Text
from ka_helpers.exercises.plain import narrow
from ka_helpers.i18n import say
from ka_helpers.negotiation.listing import CRITERIA, TESTS
from ka_helpers.negotiation.questions import KINDS

JUDGED = (*CRITERIA, *TESTS)
POINTS = {
    "feature": (r"\d",),
    "advantage": (
        r"\bthan\b", r"\bmore\b", r"\bbetter\b", r"\bfaster\b", r"\bahead\b", r"\babove\b",
        r"\bfirst\b", r"\bonly\b", r"\bless\b", r"\bagainst\b",
        "比", "更", "高于", "快于", "优于", "超过", "领先", "多于", "第一", "走在前", "唯一",
        "低于",
    ),
    "benefit": (r"\byou\b", r"\byour", "您", "你", "贵司", "贵公司", "贵店"),
    "worth": (
        r"¥", r"\byuan\b", r"\bmargin", r"\bprofit", r"\bearn", r"\bsales\b", r"\btill",
        r"\bshopper", r"\bcash\b", r"\bhours?\b", r"\bsav(?:e|es|ing)\b", r"\btraffic",
        "元", "万", "毛利", "利润", "赚", "销售", "销量", "收银", "顾客", "客流", "周转", "工时",
        "省",
    ),
}  # fmt: skip
"""What makes an argument whole, and the words that show it."""
SCALES = {
    "%": 0.01, "percent": 0.01, "per cent": 0.01, "万": 1e4, "亿": 1e8, "k": 1e3,
    "thousand": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6,
}  # fmt: skip
"""What a number is multiplied by for the word that stands behind it."""
WRITTEN = re.compile(
    r"(\d[\d,]*(?:\.\d+)?)\s*(%|per ?cent|万|亿|thousand|million|(?:k|mn|m)(?![a-z]))?",
    re.IGNORECASE,
)
ROUNDED = 0.02
"""How far a figure may be rounded and still be the case's own."""


@dataclass(frozen=True)
class Argued(Text):
    """An argument: as a text, but its figure must be one of those the case bears out."""

    def pieces(self, given: Any, right: Any, lesson: Lesson) -> Pieces:
        """Return point by point whether the text makes it."""
        made = super().pieces(given, right, lesson)
        return {**made, "feature": quotes_the_case(given, lesson)}


def quotes_the_case(text: str, lesson: Lesson) -> bool:
    """Tell whether a number of the text is a figure of the table of arguments, rounded or not."""
    known = lesson.once(account.figures_to_quote)
    return any(_is_written(found, figure) for found in WRITTEN.findall(narrow(text))
               for figure in known)  # fmt: skip


def _is_written(found: tuple[str, str], figure: float) -> bool:
    digits, word = found
    if not word and "." not in digits and figure <= 1:
        return False  # a bare 1 is no share
    scale = SCALES.get(word.lower().replace("per cent", "percent"), 1.0)
    decimals = len(digits.partition(".")[2])
    half = 0.5 * 10.0**-decimals * scale
    off = abs(float(digits.replace(",", "")) * scale - figure)
    return off <= max(half, ROUNDED * figure) * (1 + 1e-9)


def asked_in_order(lesson: Lesson) -> Answer:
    """Return situation, problem, implication, need-payoff, by their letters."""
    return _letters(KINDS)


def solution_first(lesson: Lesson) -> Answer:
    """Return the order of somebody who cannot wait to offer the solution."""
    return _letters(("need_payoff", "situation", "problem", "implication"))


def no_implication(lesson: Lesson) -> Answer:
    """Return the order in which the solution comes before its price is felt."""
    return _letters(("situation", "problem", "need_payoff", "implication"))


def problem_first(lesson: Lesson) -> Answer:
    """Return the order that begins with what is wrong."""
    return _letters(("problem", "situation", "implication", "need_payoff"))


def as_listed(lesson: Lesson) -> Answer:
    """Return the letters as they stand."""
    return {"order": account.LETTERS}


def argued(lesson: Lesson) -> Answer:
    """Return an argument that makes every point."""
    return {"argument": account.argument(lesson, 1)}


def left_out(point: str, lesson: Lesson, language: str = "en") -> Answer:
    """Return an argument that does not make one point."""
    key, figure = f"chapter_07.argument_without_{point}", lesson.once(account.figures_to_quote)[0]
    return {"argument": say(key, language, figure=figure)}


def listed(lesson: Lesson) -> Answer:
    """Return what the product would sell, and what to bring proof for."""
    card = lesson.once(account.scorecard)
    return {"expected": card.candidate.expected, "press": account.open_points(lesson)}


def sum_of_sales(lesson: Lesson) -> Answer:
    """Return what all those accounts sell together."""
    return {"expected": float(lesson.once(account.peers)["sales"].sum())}


def middle_of_sales(lesson: Lesson) -> Answer:
    """Return the middle of the peers' sales, whatever their size."""
    return {"expected": float(median(lesson.once(account.peers)["sales"]))}


def a_store_only(lesson: Lesson) -> Answer:
    """Return what one store would sell."""
    rows = lesson.once(account.peers)
    return {"expected": float(median(rows["sales"] / rows["stores"]))}


def untold_is_fine(lesson: Lesson) -> Answer:
    """Return only what is not met, as if what cannot be told were met."""
    card = lesson.once(account.scorecard)
    judged = (*card.criteria, *card.tests)
    return {"press": tuple(each.key for each in judged if each.met is False)}


def tests_forgotten(lesson: Lesson) -> Answer:
    """Return what is open of the retailer's criteria, without the buyer's own tests."""
    card = lesson.once(account.scorecard)
    return {"press": tuple(each.key for each in card.criteria if not each.met)}


def _letters(kinds: tuple[str, ...]) -> Answer:
    return {"order": tuple(account.LETTERS[account.SHUFFLED.index(kind)] for kind in kinds)}
