"""Chapter 7's answers about talking: the order of questions, an argument, a new listing."""

from statistics import median

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials import chapter_07 as account
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
LEFT_OUT = {point: f"argument_without_{point}" for point in POINTS}


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
    return {"argument": say("chapter_07.argument_whole", "en")}


def left_out(point: str, lesson: Lesson) -> Answer:
    """Return an argument that does not make one point."""
    return {"argument": say(f"chapter_07.{LEFT_OUT[point]}", "en")}


def listed(lesson: Lesson) -> Answer:
    """Return what the product would sell, and what to bring proof for."""
    card = lesson.once(account.scorecard)
    open_to = tuple(each.key for each in (*card.criteria, *card.tests) if not each.met)
    return {"expected": card.candidate.expected, "press": open_to}


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
