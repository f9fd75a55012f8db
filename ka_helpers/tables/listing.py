"""Tables of a new listing: the eight criteria, the four tests, the ten-part pitch sheet."""

from collections.abc import Sequence

from ka_helpers.i18n import say
from ka_helpers.negotiation.evidence import Line
from ka_helpers.negotiation.listing import Criterion, Scorecard
from ka_helpers.negotiation.pitch import PitchSheet
from ka_helpers.tables.table import Table, TableColumn

_VERDICTS = {True: ("met", "good"), False: ("not_met", "bad"), None: ("unknown", "warn")}


def lay_out_criteria(card: Scorecard, language: str) -> Table:
    """Return the retailer's eight criteria with verdict and evidence."""
    told = [each for each in card.criteria if each.met is not None]
    note = say(
        "listing.score_note", language, met=sum(bool(each.met) for each in told), told=len(told),
        untold=len(card.criteria) - len(told),
    )  # fmt: skip
    return _lay_out(card.criteria, "criterion", card.candidate.name, language, note)


def lay_out_tests(card: Scorecard, language: str) -> Table:
    """Return the buyer's four tests with verdict and evidence."""
    return _lay_out(card.tests, "test", card.candidate.name, language)


def lay_out_pitch(sheet: PitchSheet, language: str) -> Table:
    """Return the pitch sheet: ten parts, what the case says and what to bring."""
    product = sheet.scorecard.candidate.name
    return Table(
        title=say("pitch.title", language, product=product, account=sheet.account_name),
        columns=tuple(
            TableColumn(say(f"pitch.column_{name}", language)) for name in ("part", "said", "bring")
        ),
        rows=tuple(
            (say(f"pitch.part_{part.key}", language), joined(part.lines, language),
             joined(part.ours, language))
            for part in sheet.parts
        ),
        language=language,
        note=say("pitch.note", language),
    )  # fmt: skip


def _lay_out(
    judged: Sequence[Criterion], kind: str, product: str, language: str, note: str = ""
) -> Table:
    title = {"criterion": "criteria_title", "test": "tests_title"}[kind]
    columns = tuple(
        TableColumn(say(f"listing.column_{name}", language)) for name in (kind, "verdict", "why")
    )
    rows = tuple(
        (say(f"listing.{kind}_{each.key}", language),
         say(f"listing.verdict_{_VERDICTS[each.met][0]}", language), each.why.said(language))
        for each in judged
    )  # fmt: skip
    return Table(
        say(f"listing.{title}", language, product=product), columns, rows, language, note=note,
        statuses=tuple(_VERDICTS[each.met][1] for each in judged), marked=1,
    )  # fmt: skip


def joined(lines: Sequence[Line], language: str) -> str:
    """Return sentences one after the other."""
    between = {"en": " ", "zh": ""}[language]
    return between.join(line.said(language) for line in lines)
