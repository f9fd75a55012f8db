"""Tables of what to say to a buyer: questions by SPIN, arguments by feature, advantage, benefit."""

from collections.abc import Sequence

from ka_helpers.i18n import say
from ka_helpers.negotiation.arguments import STEPS, Argument
from ka_helpers.negotiation.questions import KINDS, Thread
from ka_helpers.tables.table import Table, TableColumn


def lay_out_threads(threads: Sequence[Thread], language: str) -> Table:
    """Return four questions a topic, in the order to ask them; pressing topics are marked."""
    names = ("topic", "duty", "asked_of", "kind", "question")
    rows = tuple(
        (*(_headed(thread, language) if kind == KINDS[0] else ("", "", "")),
         say(f"questions.kind_{kind}", language), thread.question(kind).said(language))
        for thread in threads
        for kind in KINDS
    )  # fmt: skip
    return Table(
        title=say("questions.table_title", language),
        columns=tuple(TableColumn(say(f"questions.column_{name}", language)) for name in names),
        rows=rows,
        language=language,
        statuses=tuple("warn" if thread.pressing else "" for thread in threads for _ in KINDS),
        marked=0,
    )


def lay_out_arguments(arguments: Sequence[Argument], language: str) -> Table:
    """Return an argument a row: feature, advantage and benefit, and who cares."""
    rows = tuple(
        (say(f"arguments.topic_{each.topic}", language), _roles(each.for_roles, language),
         *(step.said(language) for step in each.steps))
        for each in arguments
    )  # fmt: skip
    steps = tuple(say(f"arguments.step_{step}", language) for step in STEPS)
    labels = (
        say("questions.column_topic", language), say("arguments.column_for", language), *steps
    )  # fmt: skip
    return Table(
        title=say("arguments.table_title", language),
        columns=tuple(TableColumn(label) for label in labels),
        rows=rows,
        language=language,
    )


def _headed(thread: Thread, language: str) -> tuple[str, str, str]:
    topic = say(f"questions.topic_{thread.topic}", language)
    duty = say(f"contacts.duty_{thread.duty}", language)
    return topic, duty, _roles(thread.asked_of, language)


def _roles(roles: Sequence[str], language: str) -> str:
    comma = say("exercises.comma", language)
    return comma.join(say(f"contacts.role_{role}", language) for role in roles)
