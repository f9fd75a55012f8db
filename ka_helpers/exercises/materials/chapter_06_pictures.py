"""The pictures of chapter 6. Not in here: answers, and sentences with figures."""

from dataclasses import dataclass

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_06 import Taught, judged, taught
from ka_helpers.exercises.materials.chapter_06_budget import compared
from ka_helpers.exercises.materials.together import Together
from ka_helpers.figures.budget import plot_break_even, plot_plans
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.promotions import plot_weeks
from ka_helpers.metrics.promotion_economics import (
    break_even_uplift,
    incremental_margin,
    promotion_spend,
)
from ka_helpers.metrics.promotion_weeks import PromotionWeeks, weeks_about
from ka_helpers.metrics.uplift import RATE

HIGHEST_UPLIFT = 2.5
STEPS = 50


@dataclass(frozen=True)
class Offer:
    """A price cut at some uplift: what it costs, earns, and needs to earn its cost."""

    spend: float
    margin: float
    pays_at: float | None

    @property
    def gain(self) -> float:
        """Incremental margin less spend."""
        return self.margin - self.spend


def weeks_picture(chapter: Chapter) -> Picture:
    """Return the promotion worked out in its weeks, beside the baseline."""
    lesson = chapter.lesson
    shown = lesson.once(_weeks_shown)
    plot = plot_weeks(shown.weeks, RATE, chapter.language, lesson.case.file.currency)
    return Picture(plot, chapter.say("weeks_alt", name=shown.name))


def draw_break_even(chapter: Chapter, *, uplift: float, cut: float) -> Together:
    """Return whether the promotion would earn at an uplift and a price cut (fractions)."""
    lesson = chapter.lesson
    given = lesson.once(taught)
    line = [HIGHEST_UPLIFT * step / STEPS for step in range(STEPS + 1)]
    points = [(each, offer_at(given, each, cut).gain) for each in line]
    offer = offer_at(given, uplift, cut)
    currency = lesson.case.file.currency
    plot = plot_break_even(points, (uplift, offer.gain), offer.pays_at, chapter.language, currency)
    name = "never_earns" if offer.pays_at is None else "earns" if offer.gain >= 0 else "loses"
    said = chapter.say(
        f"offer_{name}", uplift=uplift, cut=cut, gain=abs(offer.gain), pays_at=offer.pays_at,
        allowance=cut * given.unit_price, currency=currency,
    )  # fmt: skip
    return Together((Picture(plot, said), said))


def offer_at(given: Taught, uplift: float, cut: float) -> Offer:
    """Return what the promotion would bring at another uplift and price cut, weeks after apart."""
    allowance = cut * given.unit_price
    units = given.baseline_units * (1 + uplift)
    return Offer(
        spend=promotion_spend(given.fixed_fee, allowance, units),
        margin=incremental_margin(uplift * given.baseline_units, given.unit_margin),
        pays_at=break_even_uplift(
            given.fixed_fee, given.baseline_units, allowance, given.unit_margin
        ),
    )


def plans_picture(chapter: Chapter) -> Picture:
    """Return what the three plans give each account."""
    lesson = chapter.lesson
    plans = lesson.once(compared).plans
    names = {share.account_id: lesson.name_of(share.account_id) for share in plans[0].shares}
    plot = plot_plans(plans, names, chapter.language, lesson.case.file.currency)
    return Picture(plot, chapter.say("plans_alt", n=len(names)))


def _weeks_shown(lesson: Lesson) -> PromotionWeeks:
    found, chosen = lesson.once(judged), lesson.once(taught).result
    assert found.study is not None, "a promotion that is taught has been estimated"
    return weeks_about(found.study, found.results.index(chosen), chosen)
