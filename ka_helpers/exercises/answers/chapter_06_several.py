"""Chapter 6's answers about several promotions: the two ratios, and an order by return."""

import pandas as pd

from ka_helpers.exercises.exercise import Answer
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_06 import four_promotions
from ka_helpers.metrics.promotion_economics import input_output_ratio


def ratios(lesson: Lesson) -> Answer:
    """Return spend / sales of the four promotions."""
    four = lesson.once(four_promotions)
    pairs = zip(four["spend"], four["sales"], strict=True)
    found = [input_output_ratio(spend, sales) for spend, sales in pairs]
    return {"ratios": pd.Series(found, index=four.index)}


def upside_down(lesson: Lesson) -> Answer:
    """Return sales / spend."""
    return {"ratios": 1 / ratios(lesson)["ratios"]}


def over_margin(lesson: Lesson) -> Answer:
    """Return spend / incremental margin."""
    four = lesson.once(four_promotions)
    return {"ratios": four["spend"] / four["margin"]}


def ranking(lesson: Lesson) -> Answer:
    """Return the four promotions by return, best first."""
    four = lesson.once(four_promotions)
    return {"ranking": _ranked(four["margin"] / four["spend"])}


def ranked_by_sales(lesson: Lesson) -> Answer:
    """Return them by what was sold."""
    return _other_order(lesson, lesson.once(four_promotions)["sales"])


def ranked_by_margin(lesson: Lesson) -> Answer:
    """Return them by margin in money, whatever it cost."""
    return _other_order(lesson, lesson.once(four_promotions)["margin"])


def ranked_worst_first(lesson: Lesson) -> Answer:
    """Return them the wrong way round."""
    return {"ranking": ranking(lesson)["ranking"][::-1]}


def _other_order(lesson: Lesson, figures: pd.Series) -> Answer:
    order = _ranked(figures)
    if order in (ranking(lesson)["ranking"], ranked_worst_first(lesson)["ranking"]):
        raise NotGradableError("chapter_06.same_order")
    return {"ranking": order}


def _ranked(figures: pd.Series) -> list[str]:
    return list(figures.sort_values(ascending=False, kind="stable").index)
