"""The pictures of chapter 6, and its sentences with figures.

Not in here: answers.
"""

from dataclasses import dataclass

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.chapter_06 import Taught, judged, taught
from ka_helpers.exercises.materials.chapter_06_budget import compared, task
from ka_helpers.exercises.materials.chapter_06_estimate import planning_figures
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


def planning_said(chapter: Chapter) -> str:
    """Say what is known before the promotion is run again."""
    given = chapter.lesson.once(taught).result
    name = {"name": given.name, "mechanic": f"promotions.mechanic_{given.mechanic}"}
    return chapter.say("planning_said", **chapter.lesson.once(planning_figures), **name)


def terms_said(chapter: Chapter) -> str:
    """Say what the promotion cost: its fee, its allowance, our margin a unit."""
    given = chapter.lesson.once(taught)
    return chapter.say(
        "terms_said", fee=given.fixed_fee, allowance=given.unit_allowance,
        margin=given.unit_margin, price=given.unit_price,
        currency=chapter.lesson.case.file.currency,
    )  # fmt: skip


def taught_said(chapter: Chapter) -> str:
    """Say which promotion is worked out."""
    given = chapter.lesson.once(taught).result
    return chapter.say(
        "taught_said", name=given.name, mechanic=f"promotions.mechanic_{given.mechanic}",
        start=given.start, weeks=given.n_weeks, promo_id=given.promo_id,
    )  # fmt: skip


def sure_said(chapter: Chapter) -> str:
    """Say the uplift before and after, beside the baseline, and how sure that is."""
    given = chapter.lesson.once(taught)
    uplift = given.result.uplift
    assert uplift is not None, "a promotion that is taught has been estimated"
    return chapter.say(
        "sure_said", naive=given.naive_units, uplift=uplift.value, low=uplift.low,
        high=uplift.high, rate=RATE, clean=given.result.n_clean_weeks,
    )  # fmt: skip


def task_said(chapter: Chapter) -> str:
    """Say the budget, the fixed fees, the pool and what was promised."""
    given = chapter.lesson.once(task)
    promised = chapter.lesson.name_of(given.promised)
    return chapter.say(
        "task_said", budget=given.budget, fees=given.fees, pool=given.pool, account=promised,
        account_id=given.promised, n=len(given.responses),
        currency=chapter.lesson.case.file.currency,
    )  # fmt: skip


def more_said(chapter: Chapter) -> str:
    """Say what one more 10,000 would bring, and the least that brings anything."""
    found, currency = chapter.lesson.once(compared), chapter.lesson.case.file.currency
    more = chapter.say(
        "more_said", extra=found.more.extra, worth=found.more.worth,
        ratio=(found.more.worth or 0.0) / found.more.extra, currency=currency,
    )  # fmt: skip
    step = found.next_step
    if step is None:
        return f"{more} {chapter.say('nothing_better')}"
    told = {"extra": step.extra, "worth": step.worth, "accounts": ", ".join(step.accounts)}
    return f"{more} {chapter.say('step_said', **told, currency=currency)}"


def _weeks_shown(lesson: Lesson) -> PromotionWeeks:
    found, chosen = lesson.once(judged), lesson.once(taught).result
    assert found.study is not None, "a promotion that is taught has been estimated"
    return weeks_about(found.study, found.results.index(chosen), chosen)
