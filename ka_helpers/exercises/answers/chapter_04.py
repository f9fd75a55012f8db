"""Chapter 4, what do we want: its questions. The open task is in `chapter_04_plan`."""

from ka_helpers.exercises.answers.chapter_04_plan import MISSED, POINTS, read_plan, right_plan
from ka_helpers.exercises.exercise import Answer, ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Number, Numbers, Plan, Several
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_04 import (
    account_targets,
    base_sales,
    month_shares,
    planned_quarter,
    points_to_give,
    target_of,
)
from ka_helpers.exercises.materials.chapter_04_textbook import (
    METRICS,
    textbook_faults,
    textbook_months,
    textbook_quarter,
)
from ka_helpers.metrics.roll_up import AGGREGATIONS, roll_up
from ka_helpers.planning.breakdown import share_out

KINDS = ("sales_value", "account_profit", *METRICS[1:])
OBJECTIVES = ("sell", "better_display", "thirty_points", "double_by_friday", "cost")


def flows(lesson: Lesson) -> Answer:
    """Return the metrics that are summed."""
    return {"flows": [name for name in KINDS if AGGREGATIONS[name] == "flow"]}


def rolled_up(lesson: Lesson) -> Answer:
    """Return what the textbook's months make of three metrics."""
    months = textbook_months(lesson)
    sales, ratios = months["sales_value"].tolist(), months["trade_cost_ratio"].tolist()
    return {
        "sales_sum": roll_up(sales, "flow"),
        "display_end": roll_up(months["display_points"].tolist(), "level"),
        "cost_ratio": roll_up(ratios, "ratio", sales),
    }


def mean_of_ratios(lesson: Lesson) -> Answer:
    """Return the plain mean of the months' ratios."""
    return {"cost_ratio": float(textbook_months(lesson)["trade_cost_ratio"].mean())}


def faults(lesson: Lesson) -> Answer:
    """Return what the roll-up check finds in the textbook's own tables."""
    found = textbook_faults(lesson)
    (money,) = [fault.money for fault in found if fault.metric == "trade_cost_ratio"]
    return {"faulty": sorted({fault.metric for fault in found}), "unallocated": money}


def by_the_mean(lesson: Lesson) -> Answer:
    """Return the money that a plain mean of the ratios would leave over."""
    quarter = textbook_quarter(lesson).loc["A"]
    gap = quarter["trade_cost_ratio"] - float(mean_of_ratios(lesson)["cost_ratio"])
    return {"unallocated": gap * quarter["sales_value"]}


def growth(lesson: Lesson) -> Answer:
    """Return what growth the target asks for."""
    return {"growth_asked": target_of(lesson) / base_sales(lesson) - 1}


def growth_on_target(lesson: Lesson) -> Answer:
    """Return the rise as a share of the target instead of the base."""
    return {"growth_asked": 1 - base_sales(lesson) / target_of(lesson)}


def ratio_to_base(lesson: Lesson) -> Answer:
    """Return the target as a multiple of the base."""
    return {"growth_asked": target_of(lesson) / base_sales(lesson)}


def month_targets(lesson: Lesson) -> Answer:
    """Return the target of each month by its share."""
    return {"month_targets": (target_of(lesson) * lesson.once(month_shares)).to_dict()}


def even_months(lesson: Lesson) -> Answer:
    """Return a third for each month."""
    shares = lesson.once(month_shares)
    return {"month_targets": dict.fromkeys(shares.index, target_of(lesson) / len(shares))}


def shares_alone(lesson: Lesson) -> Answer:
    """Return the shares instead of what they make of the target."""
    return {"month_targets": lesson.once(month_shares).to_dict()}


def points_given(lesson: Lesson) -> Answer:
    """Return whole points in proportion to the sales targets."""
    return {"points": share_out(lesson.once(points_to_give), lesson.once(account_targets))}


def each_rounded(lesson: Lesson) -> Answer:
    """Return each account's points rounded by itself."""
    targets = lesson.once(account_targets)
    exact = lesson.once(points_to_give) * targets / targets.sum()
    return {"points": exact.round().to_dict()}


def same_for_all(lesson: Lesson) -> Answer:
    """Return the same points for every account."""
    targets = lesson.once(account_targets)
    return {"points": dict.fromkeys(targets.index, lesson.once(points_to_give) / len(targets))}


def suits(lesson: Lesson) -> None:
    """Raise NotGradableError where the account has too few targets to plan a quarter."""
    lesson.once(planned_quarter)
    base_sales(lesson)
    lesson.once(points_to_give)


CHAPTER = ChapterPlan(
    slug="04_what_do_we_want",
    needs=("sales", "objective"),
    suits=suits,
    exercises=(
        Exercise(
            "4.1",
            skill="objectives",
            parts=(Several("good_objectives", OBJECTIVES),),
            answer=lambda lesson: {"good_objectives": ["sell", "cost"]},
            mistakes={
                "no_number": lambda lesson: {"good_objectives": ["sell", "better_display", "cost"]},
                "no_date": lambda lesson: {"good_objectives": ["sell", "thirty_points", "cost"]},
                "not_doable": lambda lesson: {
                    "good_objectives": ["sell", "double_by_friday", "cost"]
                },
            },
        ),
        Exercise(
            "4.2",
            skill="objectives",
            parts=(Several("flows", KINDS),),
            answer=flows,
            mistakes={
                "stock_added": lambda lesson: {
                    "flows": ["sales_value", "account_profit", "activity_points", "display_points"]
                },
                "money_only": lambda lesson: {"flows": ["sales_value", "account_profit"]},
            },
        ),
        Exercise(
            "4.3",
            skill="objectives",
            parts=(
                Number("sales_sum", unit="money", decimals=0),
                Number("display_end", unit="count", decimals=0),
                Number("cost_ratio", unit="share", decimals=4),
            ),
            answer=rolled_up,
            mistakes={
                "last_of_flow": lambda lesson: {
                    "sales_sum": float(textbook_months(lesson)["sales_value"].iloc[-1])
                },
                "sum_of_level": lambda lesson: {
                    "display_end": float(textbook_months(lesson)["display_points"].sum())
                },
                "mean_of_ratios": mean_of_ratios,
                "sum_of_ratios": lambda lesson: {
                    "cost_ratio": float(textbook_months(lesson)["trade_cost_ratio"].sum())
                },
            },
            figures=rolled_up,
        ),
        Exercise(
            "4.4",
            skill="objectives",
            parts=(Several("faulty", METRICS), Number("unallocated", unit="money", decimals=0)),
            answer=faults,
            mistakes={
                "level_not_summed": lambda lesson: {
                    "faulty": ["display_points", "trade_cost_ratio", "activity_points"]
                },
                "one_table_only": lambda lesson: {"faulty": ["trade_cost_ratio"]},
                "plain_mean": by_the_mean,
            },
            figures=faults,
        ),
        Exercise(
            "4.5",
            skill="objectives",
            parts=(Number("growth_asked", unit="change", decimals=3),),
            answer=growth,
            mistakes={"wrong_base": growth_on_target, "not_growth": ratio_to_base},
            figures=growth,
        ),
        Exercise(
            "4.6",
            skill="objectives",
            parts=(Numbers("month_targets", unit="money", decimals=-3, rel=1e-3),),
            answer=month_targets,
            mistakes={"even_months": even_months, "shares_alone": shares_alone},
        ),
        Exercise(
            "4.7",
            skill="objectives",
            parts=(Numbers("points", unit="count", decimals=0),),
            answer=points_given,
            mistakes={"each_rounded": each_rounded, "same_for_all": same_for_all},
            figures=lambda lesson: {
                "total": lesson.once(points_to_give),
                "rounded": sum(each_rounded(lesson)["points"].values()),
            },
        ),
        Exercise(
            "4.8",
            skill="planning",
            parts=(Plan("plan", read_plan, POINTS),),
            answer=right_plan,
            mistakes=MISSED,
            hints=3,
        ),
    ),
)
