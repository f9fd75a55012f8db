"""Chapter 12, whether we earn anything: its questions."""

from ka_helpers.exercises.answers import chapter_12_books as books
from ka_helpers.exercises.answers import chapter_12_selling as selling
from ka_helpers.exercises.answers.chapter_12_stock import UNLOADING
from ka_helpers.exercises.exercise import ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Choice, Number, Several
from ka_helpers.exercises.materials.chapter_12 import NEEDS, has_profit

COSTS = ("a", "b", "c", "d", "e", "f")
FIXED, MOVING = ("b", "d", "f"), ("a", "c", "e")

CHAPTER = ChapterPlan(
    slug="12_do_we_earn_anything",
    needs=(*NEEDS, "product"),
    suits=has_profit,
    exercises=(
        Exercise(
            "12.1",
            skill="finance",
            parts=(
                Number("pocket", unit="money_exact", decimals=0),
                Number("profit", unit="money_exact", decimals=0),
                Number("of_list", unit="share", decimals=3),
            ),
            answer=books.left_over,
            mistakes={
                "no_discount": books.without_discount,
                "no_service": books.without_service,
                "gross_margin": books.gross_margin,
                "of_net": books.of_net_sales,
            },
            figures=books.left_over,
        ),
        Exercise(
            "12.2",
            skill="finance",
            parts=(Several("fixed", COSTS),),
            answer=lambda lesson: {"fixed": FIXED},
            mistakes={
                "moving": lambda lesson: {"fixed": MOVING},
                "entry_alone": lambda lesson: {"fixed": FIXED[:1]},
            },
        ),
        Exercise(
            "12.3",
            skill="finance",
            parts=(
                Number("front", unit="share", decimals=3),
                Number("back", unit="share", decimals=3),
            ),
            answer=books.two_margins,
            mistakes={"markup": books.markup, "of_retail": books.back_of_retail},
            figures=books.margin_figures,
        ),
        Exercise(
            "12.4",
            skill="finance",
            parts=(
                Number("cases_now", unit="number", decimals=1),
                Number("cases_before", unit="number", decimals=1),
                Number("lost", unit="number", decimals=1),
            ),
            answer=books.efficiency,
            mistakes={
                "with_fixed": books.with_fixed,
                "yuan_a_case": books.yuan_a_case,
                "averages": books.averages_subtracted,
            },
            hints=3,
            figures=books.efficiency,
        ),
        Exercise(
            "12.5",
            skill="finance",
            parts=(
                Number("last_share", unit="share", decimals=3),
                Number("times", unit="ratio", decimals=2),
            ),
            answer=selling.last_week,
            mistakes={
                "over_others": selling.over_the_others,
                "if_even": selling.if_even,
                "against_others": selling.against_the_others,
            },
            figures=selling.last_week,
        ),
        UNLOADING,
        Exercise(
            "12.7",
            skill="finance",
            parts=(Number("inside_growth", unit="change", decimals=4),),
            answer=selling.inside_growth,
            mistakes={
                "everything": selling.growth_of_everything,
                "of_the_new": selling.of_the_new,
                "share_inside": selling.share_inside,
            },
            figures=selling.growths,
        ),
        Exercise(
            "12.8",
            skill="analysis",
            parts=tuple(
                Choice(name, selling.accounts_or_none) for name in ("phased", "loaded", "diverted")
            ),
            answer=selling.three_signs,
            mistakes={"swapped": selling.signs_swapped},
            figures=selling.signs_named,
        ),
    ),
)
