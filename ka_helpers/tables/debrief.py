"""Tables that look back on a negotiation: result, concessions, lessons, mark.

Not in here: what is in them (`negotiation.debrief`).
"""

from ka_helpers.i18n import say
from ka_helpers.negotiation.debrief import Debrief
from ka_helpers.negotiation.debrief_concessions import Step
from ka_helpers.negotiation.debrief_words import advice_said, changes_said, lesson_said
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value

_MARKS = {"gift": "bad", "traded": "good"}


def lay_out_result(debrief: Debrief, language: str) -> Table:
    """Return what both sides have at the end, against their alternatives and the best there was."""
    us, them = debrief.result.us, debrief.result.them
    figures: dict[str, tuple[Value, Value, str]] = {
        "worth": (us.worth, them.worth, "money"),
        "money": (us.money, them.money, "money"),
        "alternative": (us.alternative, them.alternative, "money"),
        "gain": (us.gain, them.gain, "money"),
        "best": (us.best, them.best, "money"),
        "left": (debrief.result.left_us, debrief.result.left_them, "money"),
        "pie": (debrief.result.pie_share, _rest(debrief.result.pie_share), "share"),
    }
    if debrief.result.deal is None:
        figures = {name: figures[name] for name in ("alternative", "best")}
    elif (us.money, them.money) == (us.worth, them.worth):
        del figures["money"]
    columns = (
        TableColumn(say("desk.column_figure", language)),
        TableColumn(say("desk.column_you", language), "each"),
        TableColumn(say("desk.column_other", language), "each"),
    )
    rows = tuple(
        (say(f"desk.result_{name}", language), ours, theirs)
        for name, (ours, theirs, _) in figures.items()
    )
    title = say("desk.result_title", language)
    forms = tuple(form for *_, form in figures.values())
    return Table(title, columns, rows, language, debrief.currency, formats=forms)


def lay_out_concessions(debrief: Debrief, language: str) -> Table:
    """Return each concession in order: whose, what for what, its price, with a condition or not."""
    names = ("move", "who", "given", "asked", "cost", "worth", "how")
    forms = ("count", TEXT, TEXT, TEXT, "money", "money", TEXT)
    columns = tuple(
        TableColumn(say(f"desk.column_{name}", language), form)
        for name, form in zip(names, forms, strict=True)
    )
    rows = tuple(
        (
            step.move, say(f"desk.by_{step.by}", language),
            changes_said(debrief, step.given, language),
            changes_said(debrief, step.asked, language) if step.asked else "",
            step.cost, step.worth, say(f"desk.how_{_how(step)}", language),
        )
        for step in debrief.concessions
    )  # fmt: skip
    marks = tuple(
        _MARKS.get(_how(step), "") if step.by == "us" else "" for step in debrief.concessions
    )
    title = say("desk.concessions_title", language)
    return Table(title, columns, rows, language, debrief.currency, statuses=marks)


def lay_out_lessons(debrief: Debrief, language: str) -> Table:
    """Return what to learn: what happened, the money it is about, what to do next time."""
    columns = (
        TableColumn(say("desk.column_lesson", language)),
        TableColumn(say("desk.column_stake", language), "money"),
        TableColumn(say("desk.column_next", language)),
    )
    rows = tuple(
        (
            lesson_said(debrief, lesson, language), lesson.stake or None,
            advice_said(debrief, lesson, language),
        )
        for lesson in debrief.lessons
    )  # fmt: skip
    tones = tuple(lesson.tone for lesson in debrief.lessons)
    title = say("desk.lessons_title", language)
    return Table(title, columns, rows, language, debrief.currency, statuses=tones, marked=0)


def lay_out_score(debrief: Debrief, language: str) -> Table:
    """Return the mark's parts: what each is, the mark, what it counts."""
    columns = (
        TableColumn(say("desk.column_part", language)),
        TableColumn(say("desk.column_score", language), "share"),
        TableColumn(say("desk.column_weight", language), "share"),
        TableColumn(say("desk.column_meaning", language)),
    )
    rows = tuple(
        (
            say(f"debrief.part_{part.key}", language), part.score, part.weight,
            say(f"debrief.part_{part.key}_note", language),
        )
        for part in debrief.score.parts
    )  # fmt: skip
    whole = (say("desk.score_total", language), debrief.score.total, 1.0, "")
    title = say("desk.score_title", language)
    statuses = (*("",) * len(rows), "total")
    return Table(title, columns, (*rows, whole), language, debrief.currency, statuses=statuses)


def _how(step: Step) -> str:
    """Return how a concession was made: agreed, as a gift, traded, or on the way."""
    if step.kind == "accept":
        return "accepted"
    return "gift" if step.is_unconditional else "traded"


def _rest(share: float | None) -> float | None:
    return None if share is None else 1 - share
