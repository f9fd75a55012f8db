"""The sentences of chapter 6 with figures of the case. Not in here: answers, pictures."""

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.materials.chapter_06 import taught
from ka_helpers.exercises.materials.chapter_06_budget import compared, task
from ka_helpers.exercises.materials.chapter_06_estimate import planning_figures
from ka_helpers.exercises.materials.together import Together
from ka_helpers.metrics.uplift import RATE


def planning_said(chapter: Chapter) -> Together:
    """Say what is known before the promotion is run again."""
    given = chapter.lesson.once(taught).result
    name = {"name": given.name, "mechanic": f"promotions.mechanic_{given.mechanic}"}
    return _paragraph(chapter.say("planning_said", **chapter.lesson.once(planning_figures), **name))


def terms_said(chapter: Chapter) -> Together:
    """Say what the promotion cost: its fee, its allowance, our margin a unit."""
    given = chapter.lesson.once(taught)
    return _paragraph(chapter.say(
        "terms_said", fee=given.fixed_fee, allowance=given.unit_allowance,
        margin=given.unit_margin, price=given.unit_price,
        currency=chapter.lesson.case.file.currency,
    ))  # fmt: skip


def taught_said(chapter: Chapter) -> Together:
    """Say which promotion is worked out."""
    given = chapter.lesson.once(taught).result
    return _paragraph(chapter.say(
        "taught_said", name=given.name, mechanic=f"promotions.mechanic_{given.mechanic}",
        start=given.start, weeks=given.n_weeks, promo_id=given.promo_id,
    ))  # fmt: skip


def sure_said(chapter: Chapter) -> Together:
    """Say the uplift before and after, beside the baseline, and how sure that is."""
    given = chapter.lesson.once(taught)
    uplift = given.result.uplift
    assert uplift is not None, "a promotion that is taught has been estimated"
    return _paragraph(chapter.say(
        "sure_said", naive=given.naive_units, uplift=uplift.value, low=uplift.low,
        high=uplift.high, rate=RATE, clean=given.result.n_clean_weeks,
    ))  # fmt: skip


def task_said(chapter: Chapter) -> Together:
    """Say the budget, the fixed fees, the pool and what was promised."""
    given = chapter.lesson.once(task)
    promised = chapter.lesson.name_of(given.promised)
    return _paragraph(chapter.say(
        "task_said", budget=given.budget, fees=given.fees, pool=given.pool, account=promised,
        account_id=given.promised, n=len(given.responses),
        currency=chapter.lesson.case.file.currency,
    ))  # fmt: skip


def more_said(chapter: Chapter) -> Together:
    """Say what one more 10,000 would bring, and the least that brings anything."""
    found, currency = chapter.lesson.once(compared), chapter.lesson.case.file.currency
    more = chapter.say(
        "more_said", extra=found.more.extra, worth=found.more.worth,
        ratio=(found.more.worth or 0.0) / found.more.extra, currency=currency,
    )  # fmt: skip
    step = found.next_step
    if step is None:
        return _paragraph(f"{more} {chapter.say('nothing_better')}")
    told = {"extra": step.extra, "worth": step.worth, "accounts": ", ".join(step.accounts)}
    return _paragraph(f"{more} {chapter.say('step_said', **told)}")


def missed_said(chapter: Chapter, units: float) -> Together:
    """Say what the weeks after sold too little."""
    return _paragraph(chapter.say("missed_said", units=units))


def _paragraph(text: str) -> Together:
    return Together((text,))
