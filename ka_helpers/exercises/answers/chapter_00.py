"""Chapter 0, start here: its questions."""

from typing import Any

from ka_helpers.exercises.exercise import Answer, ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Number, Ranking, Several, Text
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_00 import (
    CASES_NOW,
    RANKED,
    SPEND_YUAN,
    account_quarters,
    cases_of_others,
    gap_parts,
    growth_of_four,
    is_mixed,
)
from ka_helpers.i18n import say

SITUATIONS = ("a", "b", "c", "d", "e", "f")
MANAGING = ("b", "d", "e")
POINTS = {
    "loss": (r"\bloss", r"\bprofit", r"\blos(e|es|ing)\b.*\b(money|less)", "亏", "利润", "止损"),
    "share": (r"\bshare", r"\brival", r"\bcompetit", "份额", "竞品", "竞争", "对手"),
    "efficiency": (
        r"\befficien", r"\bmore (cases|sales|volume|effect)", r"\beffective", r"\breturn\b",
        r"\bbetter (use|effect|result|plan)", "效率", "多卖", "效果", "产出", "花得好", "用得好",
        "更有效", r"更多的?(货|箱|销量|销售)",
    ),
}  # fmt: skip
"""What a reply to question 0.6 should say, as patterns of which one must be found."""


def enough_to_compare(lesson: Lesson) -> None:
    """Raise NotGradableError where few accounts, or not this one, sold in both quarters."""
    sold = lesson.once(account_quarters)
    if len(sold) < RANKED:
        raise NotGradableError("chapter_00.too_few_accounts", n=len(sold), fewest=RANKED)
    if lesson.account_id not in sold.index:
        raise NotGradableError("chapter_00.no_comparison", account=lesson.account.account_name)


def growth(lesson: Lesson) -> Answer:
    """Return the growth of the account's sales as a fraction."""
    now, before = _both(lesson)
    return {"growth": now / before - 1}


def ratio_for_growth(lesson: Lesson) -> Answer:
    """Return now over before."""
    now, before = _both(lesson)
    return {"growth": now / before}


def growth_on_now(lesson: Lesson) -> Answer:
    """Return the difference divided by the present instead of the past."""
    now, before = _both(lesson)
    return {"growth": 1 - before / now}


def difference_for_growth(lesson: Lesson) -> Answer:
    """Return the difference in money."""
    now, before = _both(lesson)
    return {"growth": now - before}


def fastest_first(lesson: Lesson) -> Answer:
    """Return the four accounts by growth, the fastest first."""
    four = lesson.once(growth_of_four)
    if not is_mixed(four):
        raise NotGradableError("chapter_00.no_ranking")
    return {"order": tuple(four.sort_values(ascending=False).index)}


def largest_first(lesson: Lesson) -> Answer:
    """Return them by size."""
    return {"order": four_accounts(lesson)}


def slowest_first(lesson: Lesson) -> Answer:
    """Return them the slowest first."""
    return {"order": tuple(reversed(fastest_first(lesson)["order"]))}


def four_accounts(lesson: Lesson) -> tuple[str, ...]:
    """Return the accounts that question 0.5 is about, the largest first."""
    return tuple(map(str, lesson.once(growth_of_four).index))


def _reply(name: str) -> Answer:
    return {"reply": say(f"chapter_00.{name}", "en")}


def _both(lesson: Lesson) -> tuple[float, float]:
    sold = lesson.once(account_quarters)
    return float(sold["now"][lesson.account_id]), float(sold["before"][lesson.account_id])


def _named(lesson: Lesson) -> dict[str, Any]:
    return {**growth(lesson), "account": lesson.account.account_name}


def penalty_share(lesson: Lesson) -> Answer:
    """Return the penalties' share of the gap."""
    parts = gap_parts(lesson)
    return {"penalty_share": parts["penalties"] / sum(parts.values())}


def largest_part(lesson: Lesson) -> Answer:
    """Return the share of the largest part."""
    parts = gap_parts(lesson)
    return {"penalty_share": max(parts.values()) / sum(parts.values())}


def penalties_of_the_rest(lesson: Lesson) -> Answer:
    """Return the penalties over the other two parts."""
    share = penalty_share(lesson)["penalty_share"]
    return {"penalty_share": share / (1 - share)}


CHAPTER = ChapterPlan(
    slug="00_start_here",
    needs=("sales",),
    suits=enough_to_compare,
    exercises=(
        Exercise(
            "0.1",
            skill="analysis",
            parts=(Number("yuan_a_case", unit="price", decimals=2),),
            answer=lambda lesson: {"yuan_a_case": SPEND_YUAN / cases_of_others(lesson)},
            mistakes={
                "old_cases": lambda lesson: {"yuan_a_case": SPEND_YUAN / CASES_NOW},
                "upside_down": lambda lesson: {"yuan_a_case": cases_of_others(lesson) / SPEND_YUAN},
            },
            figures=lambda lesson: {
                "now": SPEND_YUAN / CASES_NOW,
                "then": SPEND_YUAN / cases_of_others(lesson),
            },
        ),
        Exercise(
            "0.2",
            skill="relationship",
            parts=(Several("managing", SITUATIONS),),
            answer=lambda lesson: {"managing": MANAGING},
            mistakes={
                "selling": lambda lesson: {"managing": ("a", "c", "f")},
                "all_of_them": lambda lesson: {"managing": SITUATIONS},
                "month_end": lambda lesson: {"managing": ("a", *MANAGING)},
            },
        ),
        Exercise(
            "0.3",
            skill="analysis",
            parts=(Number("penalty_share", unit="share", decimals=3),),
            answer=penalty_share,
            mistakes={
                "largest_part": largest_part,
                "of_the_rest": penalties_of_the_rest,
                "upside_down": lambda lesson: {
                    "penalty_share": 1 / penalty_share(lesson)["penalty_share"]
                },
            },
            figures=lambda lesson: {"share": penalty_share(lesson)["penalty_share"]},
        ),
        Exercise(
            "0.4",
            skill="analysis",
            parts=(Number("growth", unit="change", decimals=3),),
            answer=growth,
            mistakes={
                "ratio": ratio_for_growth,
                "on_now": growth_on_now,
                "difference": difference_for_growth,
            },
            figures=_named,
        ),
        Exercise(
            "0.5",
            skill="analysis",
            parts=(Ranking("order", four_accounts),),
            answer=fastest_first,
            mistakes={"by_size": largest_first, "slowest_first": slowest_first},
        ),
        Exercise(
            "0.6",
            skill="planning",
            parts=(Text("reply", POINTS),),
            answer=lambda lesson: _reply("model_reply"),
            mistakes={
                "loss": lambda lesson: _reply("reply_without_loss"),
                "share": lambda lesson: _reply("reply_without_share"),
                "efficiency": lambda lesson: _reply("reply_without_efficiency"),
            },
        ),
    ),
)
