"""The summary of an account plan: what four sentences must say, and the words that say it."""

from collections.abc import Callable

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson

POINTS = {
    "gap": (
        r"miss", r"below", r"behind", r"short", r"gap", r"fell", r"lost",
        "未达", "差距", "落后", "低于", "缺口", "下滑",
    ),
    "money": (
        r"budget", r"spend", r"cost", r"yuan", r"profit", r"break.?even",
        "预算", "费用", "投入", "利润", "元", "盈亏",
    ),
    "exchange": (
        r"\bif\b", r"in (return|exchange)", r"trade", r"condition", r"swap",
        "如果", "换", "条件", "前提",
    ),
    "who": (
        r"owner", r"responsib", r"\bwill\b.{0,60}\bby\b", r"\bby\b.{0,40}\d",
        "负责", "牵头", "之前", "前完成", "月底",
    ),
}  # fmt: skip
"""What four sentences about a plan must say, and the words that say it."""
_MODEL = {
    "gap": "We are below the aim in one KPI and start there.",
    "money": "Every promotion is within the budget and has paid before.",
    "exchange": "We give only in exchange for something.",
    "who": "Each action has an owner.",
}


def model(lesson: Lesson) -> Answer:
    """Return a summary that says everything."""
    return {"summary": " ".join(_MODEL.values())}


def without(point: str) -> Callable[[Lesson], Answer]:
    """Return a mistake: the summary without one of its points."""
    return lambda lesson: {
        "summary": " ".join(text for name, text in _MODEL.items() if name != point)
    }
