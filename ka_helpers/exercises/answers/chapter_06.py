"""Chapter 6, what a promotion earns: its questions."""

from ka_helpers.exercises.answers import chapter_06_one as one
from ka_helpers.exercises.answers import chapter_06_several as several
from ka_helpers.exercises.answers.chapter_06_budget import BUDGET
from ka_helpers.exercises.exercise import ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Choice, Number, Numbers, Ranking
from ka_helpers.exercises.materials.chapter_06 import four_promotions, taught
from ka_helpers.exercises.materials.chapter_06_estimate import enough_promotions

MEASURES = ("return", "input_output", "uplift", "sales")

CHAPTER = ChapterPlan(
    slug="06_what_does_a_promotion_earn",
    needs=("sales", "product", "promotion"),
    suits=enough_promotions,
    exercises=(
        Exercise(
            "6.1",
            skill="promotion",
            parts=(
                Number("units", unit="count", decimals=0),
                Number("gifts", unit="count", decimals=1),
            ),
            answer=one.estimate,
            mistakes={
                "growth": one.without_growth,
                "strength": one.without_strength,
                "added_up": one.added_up,
                "reserve": one.gifts_without_reserve,
                "gift_a_unit": one.gift_a_unit,
                "not_rounded": one.gifts_not_rounded,
                "rounded_down": one.gifts_rounded_down,
            },
            figures=one.estimate,
        ),
        Exercise(
            "6.2",
            skill="promotion",
            parts=(
                Number("uplift_units", unit="count", decimals=0),
                Number("subsidised", unit="share", decimals=3),
            ),
            answer=one.uplift,
            mistakes={
                "whole_volume": one.whole_volume,
                "before_after": one.before_and_after,
                "other_part": one.incremental_share,
                "over_baseline": one.over_baseline,
            },
            figures=one.uplift,
        ),
        Exercise(
            "6.3",
            skill="promotion",
            parts=(Number("returned", unit="ratio", decimals=2),),
            answer=one.returned,
            mistakes={
                "whole_volume": one.return_of_all_units,
                "revenue": one.return_of_revenue,
                "less_one": one.return_less_one,
                "no_fee": one.return_without_fee,
                "weeks_after": one.return_without_after,
            },
            hints=3,
            figures=one.returned,
        ),
        Exercise(
            "6.4",
            skill="promotion",
            parts=(Choice("measure", MEASURES),),
            answer=lambda lesson: {"measure": "return"},
            mistakes={
                "input_output": lambda lesson: {"measure": "input_output"},
                "uplift": lambda lesson: {"measure": "uplift"},
                "sales": lambda lesson: {"measure": "sales"},
            },
        ),
        Exercise(
            "6.5",
            skill="promotion",
            parts=(Number("pays_at", unit="share", decimals=3),),
            answer=one.break_even,
            mistakes={
                "no_allowance": one.break_even_without_allowance,
                "full_margin": one.break_even_of_full_margin,
                "no_fee": one.break_even_without_fee,
            },
            figures=lambda lesson: {
                **one.break_even(lesson),
                "uplift": lesson.once(taught).net_units / lesson.once(taught).baseline_units,
            },
        ),
        Exercise(
            "6.6",
            skill="promotion",
            parts=(Numbers("ratios", unit="share", decimals=3),),
            answer=several.ratios,
            mistakes={"upside_down": several.upside_down, "over_margin": several.over_margin},
        ),
        Exercise(
            "6.7",
            skill="promotion",
            parts=(Ranking("ranking", lambda lesson: tuple(lesson.once(four_promotions).index)),),
            answer=several.ranking,
            mistakes={
                "worst_first": several.ranked_worst_first,
                "by_sales": several.ranked_by_sales,
                "by_margin": several.ranked_by_margin,
            },
        ),
        BUDGET,
    ),
)
