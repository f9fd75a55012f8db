"""A check as one self-contained HTML page, in the look of the reviews."""

from html import escape

from ka_helpers.classroom.checking.remarks import GROUPS, CaseCheck, Remark
from ka_helpers.classroom.checking.said import (
    MOST_SAID,
    group_title,
    more_than_said,
    part_words,
    verdict,
)
from ka_helpers.i18n import say
from ka_helpers.rendering.fragments import Html, block, paragraph
from ka_helpers.rendering.html import plain_page
from ka_helpers.tables.table import Table, TableColumn

_TONES = {"fault": "bad", "look": "warn", "note": ""}
_STATUSES = {"fault": "bad", "look": "warn", "sound": "good"}


def check_page(check: CaseCheck) -> str:
    """Return the page of a check."""
    groups = "".join(_group(name, remarks, check) for name, remarks in check.grouped())
    parts = block("parts", say("casecheck.parts_title", check.language), _parts(check))
    end = block("verdict", say("casecheck.verdict_title", check.language),
                paragraph(verdict(check), "opening"))  # fmt: skip
    title = say("casecheck.page_title", check.language, title=check.title)
    return plain_page(title, _head(check) + groups + parts.html + end.html, check.language)


def _head(check: CaseCheck) -> Html:
    language = check.language
    links = "".join(
        f'<a href="#{name}">{escape(group_title(name, len(remarks), language))}</a>'
        for name, remarks in check.grouped()
    )
    kicker = say("casecheck.kicker", language)
    facts = f"casecheck.facts{'' if check.quarter else '_unread'}"
    about = say(facts, language, case=check.case, quarter=check.quarter)
    return (
        '<header class="ka-fragment ka-title">'
        f"{paragraph(kicker, 'kicker')}<h1>{escape(check.title)}</h1>{paragraph(about, 'facts')}"
        f"{paragraph(verdict(check), 'opening')}"
        f'<nav class="ka-nav">{links}</nav></header>'
    )


def _group(name: str, remarks: tuple[Remark, ...], check: CaseCheck) -> Html:
    tone = _TONES[GROUPS[name]]
    items = "".join(
        f'<li class="ka-{tone}"><h3>{escape(each.place)}</h3><p>{escape(each.text)}</p></li>'
        for each in remarks[:MOST_SAID]
    )
    rest = "".join(paragraph(line, "note") for line in more_than_said(remarks, check.language))
    step = paragraph(say(f"casecheck.step_{name}", check.language), "next")
    title = group_title(name, len(remarks), check.language)
    return block(name, title, step, f'<ol class="ka-findings">{items}</ol>', rest).html


def _parts(check: CaseCheck) -> Html:
    language = check.language
    labels = ("column_part", "column_state", "column_looked")
    rows = tuple((*part_words(each.part, each.state, language), each.text) for each in check.parts)
    table = Table(
        title="",
        columns=tuple(TableColumn(say(f"casecheck.{each}", language)) for each in labels),
        rows=rows,
        language=language,
        statuses=tuple(_STATUSES.get(each.state, "") for each in check.parts),
        marked=1,
    )
    return table._repr_html_()
