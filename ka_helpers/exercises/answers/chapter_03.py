"""Chapter 3, whether we are winning: its questions."""

from ka_helpers.exercises.answers.chapter_03_growing import GROWING
from ka_helpers.exercises.answers.chapter_03_serving import SERVING
from ka_helpers.exercises.exercise import Answer, ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Choice, Ranking, Text
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_03 import (
    KPI_NAMES,
    MODULE_OF,
    NEEDS,
    account_name,
    scorecard,
)
from ka_helpers.exercises.materials.chapter_03_examples import scorecard_example
from ka_helpers.exercises.materials.chapter_03_stories import story_of
from ka_helpers.terms import MODULES

POINTS = {
    "share": (
        r"share", r"account.{0,40}gr[eo]w", r"market.{0,40}gr[eo]w", r"categor", r"competit",
        "份额", "大盘", "品类", "竞争", "竞品", "对手", "客户.{0,12}(增|涨)", "市场.{0,12}(增|涨)",
    ),
    "profit": (
        r"profit", r"margin", r"cost", r"spen[dt]", r"\bloss", "利润", "毛利", "费用", "亏", "盈利",
    ),
    "shoppers": (
        r"sell[- _]?out", r"stock", r"inventor", r"load", r"shopper", r"shel[fv]", r"warehouse",
        "库存", "动销", "压货", "实销", "终端", "消费者", "出货", "卖出",
    ),
}  # fmt: skip
"""What to ask of a growth in sales before it is called good news, and the words that ask it."""
_MODEL = {
    "share": "Did the account grow faster than we did, so that our share fell?",
    "profit": "What did it cost: is there a profit left?",
    "shoppers": "Did shoppers buy it, or does it lie in stock at the account?",
}


def kpis_measured(lesson: Lesson) -> None:
    """Raise NotGradableError where not all five KPIs of the account have a figure and an aim."""
    attained = scorecard(lesson, lesson.account_id)["attained"]
    if attained.isna().any():
        account = account_name(lesson, lesson.account_id)
        raise NotGradableError(
            "chapter_03.kpis_missing", account=account, n=int(attained.notna().sum())
        )


def worst_first(lesson: Lesson) -> Answer:
    """Return the KPIs by how much of the aim they reached, and the module of the worst."""
    attained = scorecard(lesson, lesson.once(scorecard_example))["attained"]
    order = tuple(map(str, attained.sort_values(kind="stable").index))
    return {"order": order, "module": MODULE_OF[order[0]]}


def best_first(lesson: Lesson) -> Answer:
    """Return the order from its end."""
    return {"order": worst_first(lesson)["order"][::-1]}


def as_listed(lesson: Lesson) -> Answer:
    """Return the KPIs as the scorecard lists them."""
    return {"order": KPI_NAMES}


def more_visits(lesson: Lesson) -> Answer:
    """Return the module that one thinks of first when anything goes wrong."""
    return {"module": "execution"}


def all_points(lesson: Lesson) -> Answer:
    """Return a text that asks everything."""
    return {"text": " ".join(_MODEL.values())}


def share_not_asked(lesson: Lesson) -> Answer:
    """Return a text that does not ask about the account's growth."""
    return {"text": f"{_MODEL['profit']} {_MODEL['shoppers'].replace(' at the account', '')}"}


def profit_not_asked(lesson: Lesson) -> Answer:
    """Return a text that does not ask what it cost."""
    return {"text": f"{_MODEL['share']} {_MODEL['shoppers']}"}


def shoppers_not_asked(lesson: Lesson) -> Answer:
    """Return a text that does not ask where the goods are."""
    return {"text": f"{_MODEL['share']} {_MODEL['profit']}"}


CHAPTER = ChapterPlan(
    slug="03_are_we_winning",
    needs=NEEDS,
    suits=kpis_measured,
    exercises=(
        *GROWING,
        *SERVING,
        Exercise(
            "3.7",
            skill="analysis",
            parts=(Ranking("order", KPI_NAMES), Choice("module", MODULES)),
            answer=worst_first,
            mistakes={
                "best_first": best_first,
                "as_listed": as_listed,
                "more_visits": more_visits,
            },
            figures=lambda lesson: {
                "account": account_name(lesson, lesson.once(scorecard_example)),
                "kpi": f"scorecard.kpi_{worst_first(lesson)['order'][0]}",
                "module": f"scorecard.module_{worst_first(lesson)['module']}",
            },
        ),
        Exercise(
            "3.8",
            skill="analysis",
            parts=(Text("text", POINTS),),
            answer=all_points,
            mistakes={
                "share": share_not_asked,
                "profit": profit_not_asked,
                "shoppers": shoppers_not_asked,
            },
            figures=lambda lesson: {
                "own": story_of(lesson).own_growth,
                "account": story_of(lesson).account_growth,
            },
        ),
    ),
)
