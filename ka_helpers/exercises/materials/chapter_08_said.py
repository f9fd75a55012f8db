"""The sentences and tables of chapter 8 with figures of the case. Not in here: answers."""

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.materials.chapter_08 import agenda_of, dispute, facts, package_of, steps
from ka_helpers.exercises.materials.chapter_08_offers import best_swap, near, offers
from ka_helpers.exercises.materials.together import Together
from ka_helpers.negotiation.concessions import Change
from ka_helpers.tables.negotiation import (
    lay_out_agenda,
    lay_out_packages,
    name_of_issue,
    write_term,
)
from ka_helpers.tables.table import Table, TableColumn


def dispute_said(chapter: Chapter) -> Together:
    """Say how much was lost in the dispute, and in how many months."""
    found = dispute(chapter.lesson)
    return _paragraph(chapter.say("dispute_said", lost=found.lost, months=found.months))


def agenda_table(chapter: Chapter) -> Table:
    """Return the issues on the table."""
    return lay_out_agenda(agenda_of(chapter.lesson), chapter.language)


def prices_table(chapter: Chapter) -> Table:
    """Return one step of each issue towards them: what it costs us and brings them."""
    agenda, language = agenda_of(chapter.lesson), chapter.language
    names = ("issue", "key", "step", "cost_us", "worth_them")
    forms = ("text", "text", "text", "money_exact", "money_exact")
    columns = tuple(
        TableColumn(chapter.say(f"column_{name}"), form)
        for name, form in zip(names, forms, strict=True)
    )
    rows = tuple(
        (name_of_issue(agenda.by_key[key], language), key, change_said(chapter, step), step.cost,
         step.them)
        for key, step in chapter.lesson.once(steps).items()
    )  # fmt: skip
    return Table(chapter.say("prices"), columns, rows, language, agenda.currency)


def facts_said(chapter: Chapter) -> Together:
    """Say the year's sales and what our money costs us."""
    known = chapter.lesson.once(facts)
    return _paragraph(chapter.say("facts_said", sales=known.year_sales, interest=known.interest))


def alternative_said(chapter: Chapter) -> Together:
    """Say what the account leaves us and what would happen without an agreement."""
    known = chapter.lesson.once(facts)
    return _paragraph(chapter.say(
        "alternative_said", contribution=known.contribution, profit=known.profit,
        months=known.months, loyal=known.loyal,
    ))  # fmt: skip


def bottoms_said(chapter: Chapter) -> Together:
    """Say both bottom lines."""
    known = chapter.lesson.once(facts)
    return _paragraph(chapter.say("bottoms_said", us=known.bottom_us, them=known.bottom_them))


def swap_said(chapter: Chapter) -> Together:
    """Say the best swap of two issues from today, or that there is none."""
    swap = best_swap(chapter.lesson)
    if swap is None:
        return _paragraph(chapter.say("no_swap"))
    (given,), (asked,) = swap.given, swap.asked
    agenda = agenda_of(chapter.lesson)
    names = {
        name: name_of_issue(agenda.by_key[change.issue], chapter.language)
        for name, change in (("given", given), ("asked", asked))
    }
    return _paragraph(chapter.say(
        "swap_said", **names, given_change=change_said(chapter, given),
        asked_change=change_said(chapter, asked), us=swap.us, them=swap.them,
    ))  # fmt: skip


def offers_table(chapter: Chapter) -> Table:
    """Return the six packages side by side, without what they are worth."""
    agenda = agenda_of(chapter.lesson)
    rows = chapter.lesson.once(offers)
    packages = {str(name): package_of(row, agenda) for name, row in rows.iterrows()}
    return lay_out_packages(agenda, packages, chapter.language, chapter.say("offers"), worth=())


def near_said(chapter: Chapter) -> Together:
    """Say how much packages may differ and still count as alike."""
    return _paragraph(chapter.say("near_said", near=chapter.lesson.once(near)))


def change_said(chapter: Chapter, change: Change) -> str:
    """Say from where to where an issue moves."""
    agenda = agenda_of(chapter.lesson)
    issue = agenda.by_key[change.issue]
    before, after = (
        write_term(issue, value, chapter.language, agenda.currency)
        for value in (change.before, change.after)
    )
    return chapter.say("from_to", before=before, after=after)


def _paragraph(text: str) -> Together:
    return Together((text,))
