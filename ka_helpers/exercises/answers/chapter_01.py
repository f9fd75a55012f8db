"""Chapter 1, which accounts are key: its questions."""

from typing import Any

from ka_helpers.exercises.answers import chapter_01_choosing as choosing
from ka_helpers.exercises.answers import chapter_01_losing as losing
from ka_helpers.exercises.exercise import Answer, ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Number, Plan, Ranking, Several
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_01 import (
    account_groups,
    account_names,
    account_sales,
    largest_group,
    uneven_account,
)
from ka_helpers.exercises.materials.chapter_01_selection import selection_rules
from ka_helpers.metrics.portfolio import (
    ABC_CUTS,
    abc_classes,
    concentration,
    sales_shares,
    share_of_top,
    top_count,
)

FEWEST_ACCOUNTS = 5
CRITERIA = ("a", "b", "c", "d", "e", "f", "g")
RIGHT_CRITERIA = ("a", "c", "d", "f")
LOYALTY = ("x", "y", "z")


def enough_accounts(lesson: Lesson) -> None:
    """Raise NotGradableError where there are too few accounts to speak of concentration."""
    selling = int((lesson.once(account_sales) > 0).sum())
    if selling < FEWEST_ACCOUNTS:
        raise NotGradableError("chapter_01.too_few_accounts", n=selling, fewest=FEWEST_ACCOUNTS)


def top_share(lesson: Lesson) -> Answer:
    """Return the share of sales of the largest fifth of the accounts."""
    return {"top_share": share_of_top(lesson.once(account_sales))}


def share_of_accounts(lesson: Lesson) -> Answer:
    """Return the share of accounts taken for the share of sales."""
    sales = lesson.once(account_sales)
    return {"top_share": top_count(len(sales)) / len(sales)}


def largest_alone(lesson: Lesson) -> Answer:
    """Return the share of the largest account instead of the largest fifth."""
    return {"top_share": float(sales_shares(lesson.once(account_sales)).iloc[0])}


def against_the_rule(lesson: Lesson) -> dict[str, Any]:
    """Return figures of question 1.1: the share, and how it stands to the 80 % of the rule."""
    share = share_of_top(lesson.once(account_sales))
    stands = "more" if share > ABC_CUTS[0] else "less"
    return {"top_share": share, "against": f"chapter_01.{stands}_concentrated", **_first(lesson)}


def small_class(lesson: Lesson) -> Answer:
    """Return how many accounts are in class C and what share of sales they make."""
    return _class_size(lesson, "C")


def class_a(lesson: Lesson) -> Answer:
    """Return the same of class A, as in the cell before."""
    return _class_size(lesson, "A")


def class_c_counted(lesson: Lesson) -> Answer:
    """Return class C's share of accounts instead of sales."""
    classes = abc_classes(lesson.once(account_sales))
    return {"small_share": float((classes == "C").mean())}


def grouped(lesson: Lesson) -> Answer:
    """Return the share of the largest group, and as how many equal groups sales hang together."""
    sales, members = lesson.once(account_sales), lesson.once(largest_group)
    together = sales.groupby(lesson.once(account_groups)).sum()
    share = float(members["sales"].sum() / sales.sum())
    return {"group_share": share, "effective_groups": 1 / concentration(together)}


def group_by_its_first(lesson: Lesson) -> Answer:
    """Return the share of the group's first account only."""
    members = lesson.once(largest_group)["sales"]
    return {"group_share": float(members.iloc[0] / lesson.once(account_sales).sum())}


def accounts_not_grouped(lesson: Lesson) -> Answer:
    """Return the effective number of accounts, not of groups."""
    return {"effective_groups": 1 / concentration(lesson.once(account_sales))}


def index_not_inverted(lesson: Lesson) -> Answer:
    """Return the index itself."""
    together = lesson.once(account_sales).groupby(lesson.once(account_groups)).sum()
    return {"effective_groups": concentration(together)}


def _class_size(lesson: Lesson, name: str) -> Answer:
    sales = lesson.once(account_sales)
    inside = abc_classes(sales) == name
    if not inside.any():
        raise NotGradableError("chapter_01.no_class_c")
    share = float(sales[inside].sum() / sales.sum())
    return {"small_accounts": int(inside.sum()), "small_share": share}


def _first(lesson: Lesson) -> dict[str, Any]:
    sales = lesson.once(account_sales)
    return {"account": account_names(lesson)[sales.index[0]], "n": len(sales)}


def _watched(lesson: Lesson) -> dict[str, Any]:
    account = uneven_account(lesson)
    share = float(sales_shares(lesson.once(account_sales))[account])
    return {"account": account_names(lesson)[account], "sales_share": share}


CHAPTER = ChapterPlan(
    slug="01_which_accounts_are_key",
    needs=("sales",),
    suits=enough_accounts,
    exercises=(
        Exercise(
            "1.1",
            skill="selection",
            parts=(Number("top_share", unit="share", decimals=3),),
            answer=top_share,
            mistakes={"counted_accounts": share_of_accounts, "largest_alone": largest_alone},
            figures=against_the_rule,
        ),
        Exercise(
            "1.2",
            skill="selection",
            parts=(
                Number("small_accounts", unit="count", decimals=0),
                Number("small_share", unit="share", decimals=3),
            ),
            answer=small_class,
            mistakes={"class_a": class_a, "counted_accounts": class_c_counted},
            figures=lambda lesson: {**small_class(lesson), **_first(lesson)},
        ),
        Exercise(
            "1.3",
            skill="selection",
            parts=(
                Number("group_share", unit="share", decimals=3),
                Number("effective_groups", decimals=1),
            ),
            answer=grouped,
            mistakes={
                "first_only": group_by_its_first,
                "not_grouped": accounts_not_grouped,
                "not_inverted": index_not_inverted,
            },
            figures=lambda lesson: {
                **grouped(lesson),
                "effective": accounts_not_grouped(lesson)["effective_groups"],
            },
        ),
        Exercise(
            "1.4",
            skill="analysis",
            parts=(
                Number("lost_sales", unit="money", decimals=-3),
                Number("replacements", decimals=1),
            ),
            answer=losing.replacement,
            mistakes={
                "quarter": losing.quarter_for_year,
                "both_books": losing.both_books,
                "sold_on": losing.sold_on_for_bought,
                "all_accounts": losing.replaced_by_average,
            },
            figures=lambda lesson: {**losing.replacement(lesson), **_first(lesson)},
        ),
        Exercise(
            "1.5",
            skill="analysis",
            parts=(Number("profit_share", unit="share", decimals=3),),
            answer=losing.profit_share,
            mistakes={
                "sales_for_profit": losing.sales_for_profit,
                "own_margin": losing.margin_for_share,
            },
            figures=lambda lesson: {**losing.profit_share(lesson), **_watched(lesson)},
        ),
        Exercise(
            "1.6",
            skill="selection",
            parts=(Several("criteria", CRITERIA),),
            answer=lambda lesson: {"criteria": RIGHT_CRITERIA},
            mistakes={
                "all_of_them": lambda lesson: {"criteria": CRITERIA},
                "size_only": lambda lesson: {"criteria": ("a",)},
                "friends": lambda lesson: {"criteria": (*RIGHT_CRITERIA, "b")},
                "one_order": lambda lesson: {"criteria": (*RIGHT_CRITERIA, "e")},
            },
        ),
        Exercise(
            "1.7",
            skill="relationship",
            parts=(Ranking("loyalty", LOYALTY),),
            answer=lambda lesson: {"loyalty": ("y", "x", "z")},
            mistakes={
                "by_size": lambda lesson: {"loyalty": ("z", "x", "y")},
                "came_back": lambda lesson: {"loyalty": ("x", "y", "z")},
            },
        ),
        Exercise(
            "1.8",
            skill="selection",
            parts=(
                Plan(
                    "key_accounts",
                    understood=choosing.chosen_accounts,
                    points={
                        "channels": choosing.in_enough_channels,
                        "cover": choosing.covers_enough,
                        "places": choosing.keeps_to_places,
                        "profit": choosing.earns_enough,
                    },
                ),
            ),
            answer=choosing.right_choice,
            mistakes={
                "channels": choosing.one_channel,
                "cover": choosing.small_ones,
                "places": choosing.everyone,
            },
            figures=lambda lesson: vars(lesson.once(selection_rules)),
        ),
    ),
)
