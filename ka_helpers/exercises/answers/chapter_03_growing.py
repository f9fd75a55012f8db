"""Chapter 3, sales and share: growth, share lost while growing, share on the case."""

from ka_helpers.exercises.exercise import Answer, Exercise
from ka_helpers.exercises.kinds import Number
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_03 import account_name
from ka_helpers.exercises.materials.chapter_03_examples import (
    sales_example,
    share_example,
)
from ka_helpers.exercises.materials.chapter_03_stories import story_of
from ka_helpers.metrics.sales import growth
from ka_helpers.metrics.share_formulas import market_share, share_growth_gap


def own_growth(lesson: Lesson) -> Answer:
    """Return the growth of our sales at the account."""
    sales = lesson.once(sales_example)
    return {"own_growth": growth(sales.now, sales.before)}


def of_the_new(lesson: Lesson) -> Answer:
    """Return the difference over the new figure."""
    sales = lesson.once(sales_example)
    return {"own_growth": 1 - sales.before / sales.now}


def how_many_times(lesson: Lesson) -> Answer:
    """Return now over before."""
    sales = lesson.once(sales_example)
    return {"own_growth": sales.now / sales.before}


def story_change(lesson: Lesson) -> Answer:
    """Return what the best growth of the team does to the share, where the account grew faster."""
    story = story_of(lesson)
    return {"share_change": share_growth_gap(story.own_growth, story.account_growth)}


def growths_subtracted(lesson: Lesson) -> Answer:
    """Return the difference of the two growths."""
    story = story_of(lesson)
    return {"share_change": story.own_growth - story.account_growth}


def growths_swapped(lesson: Lesson) -> Answer:
    """Return the change if the account's growth were ours."""
    story = story_of(lesson)
    return {"share_change": share_growth_gap(story.account_growth, story.own_growth)}


def share_and_move(lesson: Lesson) -> Answer:
    """Return our share of the category at the account, and its move in points (fraction)."""
    market = lesson.once(share_example)
    now = market_share(market.sold, market.category)
    return {
        "share": now,
        "share_move": now - market_share(market.sold_before, market.category_before),
    }


def category_over_own(lesson: Lesson) -> Answer:
    """Return the category's sales per yuan of ours."""
    market = lesson.once(share_example)
    return {"share": market.category / market.sold}


def purchases_for_sales(lesson: Lesson) -> Answer:
    """Return what the account bought of us, over what its shoppers bought."""
    market = lesson.once(share_example)
    return {"share": market_share(market.bought, market.category)}


def percent_for_points(lesson: Lesson) -> Answer:
    """Return the move as part of the share before."""
    right = share_and_move(lesson)
    return {"share_move": right["share_move"] / (right["share"] - right["share_move"])}


def before_less_now(lesson: Lesson) -> Answer:
    """Return the move the wrong way round."""
    return {"share_move": -share_and_move(lesson)["share_move"]}


GROWING = (
    Exercise(
        "3.1",
        skill="analysis",
        parts=(Number("own_growth", unit="change", decimals=3),),
        answer=own_growth,
        mistakes={"of_the_new": of_the_new, "how_many_times": how_many_times},
        figures=lambda lesson: {
            **own_growth(lesson),
            "account": account_name(lesson, lesson.once(sales_example).account_id),
        },
    ),
    Exercise(
        "3.2",
        skill="analysis",
        parts=(Number("share_change", unit="change", decimals=4),),
        answer=story_change,
        mistakes={
            "growths_subtracted": growths_subtracted,
            "growths_swapped": growths_swapped,
        },
        figures=lambda lesson: {
            "percent": 100 * story_change(lesson)["share_change"],
            "own": story_of(lesson).own_growth,
            "account": story_of(lesson).account_growth,
        },
    ),
    Exercise(
        "3.3",
        skill="analysis",
        parts=(
            Number("share", unit="share", decimals=3),
            Number("share_move", unit="share", decimals=4),
        ),
        answer=share_and_move,
        mistakes={
            "category_over_own": category_over_own,
            "purchases_for_sales": purchases_for_sales,
            "percent_for_points": percent_for_points,
            "before_less_now": before_less_now,
        },
        figures=lambda lesson: {
            **share_and_move(lesson),
            "account": account_name(lesson, lesson.once(share_example).account_id),
        },
    ),
)
