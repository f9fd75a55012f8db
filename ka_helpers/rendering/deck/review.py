"""One account's review as slides."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ka_helpers.figures.style import MUTED
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.rendering.deck.building import Card, Deck, Sheet
from ka_helpers.rendering.deck.grid import Cell, Grid
from ka_helpers.rendering.deck.markup import Box, Look, said
from ka_helpers.rendering.deck.measuring import LINE, cut, height_of
from ka_helpers.rendering.deck.slides import (
    GAP,
    SIZES,
    findings_grid,
    grid_of,
    put_cover,
    put_source,
    source_height,
    subject_slide,
)
from ka_helpers.rendering.deck.subjects import subjects
from ka_helpers.rendering.executed import ExecutedReview
from ka_helpers.rendering.wording import (
    headlines,
    review_facts,
    review_kicker,
    review_opening,
    scorecard_table,
    section_title,
    unlocks,
)
from ka_helpers.reviews.findings import Finding
from ka_helpers.reviews.summary import ReviewSummary
from ka_helpers.tables.table import Table

_SCORECARD_SHARES = (1.3, 1.8, 1.05, 1.05, 1.45, 0.65, 1.7, 1.3)


def review_deck(review: ExecutedReview, template: Path | None = None) -> bytes:
    """Return an account's review as a .pptx file: about ten slides, charts and tables native.

    Parameters
    ----------
    template : a company's own .pptx or .potx; the kit's own look if None

    Raises
    ------
    RequestError : the template is no presentation that slides can be made from
    """
    summary, language = review.summary, review.language
    deck = Deck(template, language)
    _title_slide(deck, summary, language)
    _know_slide(deck, summary, language)
    _scorecard_slide(deck, summary, language)
    for subject in subjects(summary, language):
        subject_slide(deck, subject, language)
    _next_slide(deck, summary, language)
    title = f"{summary.account.name} · {FORMATS['quarter'](summary.quarter, language, '')}"
    return deck.saved(Card(title, _say(language, "document_subject"), summary.as_of, language))


def _title_slide(deck: Deck, summary: ReviewSummary, language: str) -> None:
    opening = review_opening(summary, language)
    facts = review_facts(summary, language)
    sheet = deck.slide(summary.account.name, (opening,), cover=True)
    put_cover(sheet, (review_kicker(summary, language), facts), opening)
    sheet.done()


def _know_slide(deck: Deck, summary: ReviewSummary, language: str) -> None:
    top = headlines(summary.findings)
    tones = [finding.tone for finding in summary.findings]
    if not top:
        sheet = deck.slide(_say(language, "know_quiet"))
        text = _say(language, "know_quiet_body")
        sheet.put_text("message", sheet.content, (said(text, Look(18.0)),))
        sheet.done()
        return
    bad, warn = tones.count("bad"), tones.count("warn")
    name = "know_title" if bad else "know_title_watch" if warn else "know_title_keep"
    title = _say(language, name, bad=bad, warn=warn)
    notes = [f"{f.headline(language)} {f.evidence(language)}" for f in top]
    rest = len(summary.findings) - len(top)
    notes += [say("review.more_findings", language, n=rest)] if rest else []
    sheet = deck.slide(title, notes)
    sheet.put_grid(findings_grid("headlines", title, top, language), sheet.content)
    sheet.done()


def _scorecard_slide(deck: Deck, summary: ReviewSummary, language: str) -> None:
    table = scorecard_table(summary, language)
    judged = [row for row in summary.scorecard if row.status != "unknown"]
    good = sum(row.status == "good" for row in judged)
    behind = [say(f"scorecard.kpi_{r.kpi}", language) for r in judged if r.status == "bad"]
    name = "scorecard_title_behind" if behind else "scorecard_title"
    values = {"good": good, "judged": len(judged),
              "behind": _say(language, "list_comma").join(behind)}  # fmt: skip
    title = _say(language, name if judged else "scorecard_title_unknown", **values)
    figures = [_figures_said(table, row) for row in range(len(table.rows))]
    sheet = deck.slide(title, [say("review.scorecard_question", language), *figures, table.note])
    source = source_height((table.note,), sheet.content.width)
    box = Box(sheet.content.left, sheet.content.top, sheet.content.width,
              sheet.content.height - source - GAP)  # fmt: skip
    sheet.put_grid(grid_of(table, _SCORECARD_SHARES, "scorecard"), box)
    put_source(sheet, (table.note,))
    sheet.done()


def _figures_said(table: Table, row: int) -> str:
    """Return a row of a table as one line: each heading with its value."""
    said_ = [table.written(row, place) for place in range(len(table.columns))]
    colon, comma = (": ", "; ") if table.language == "en" else ("：", "；")
    pairs = zip(table.columns[1:], said_[1:], strict=True)
    rest = comma.join(f"{column.label} {value}" for column, value in pairs if value)
    return f"{said_[0]}{colon}{rest}"


def _next_slide(deck: Deck, summary: ReviewSummary, language: str) -> None:
    top = headlines(summary.findings)
    title = _say(language, "next_title" if top else "next_quiet", n=len(top))
    gaps = [
        _say(language, "skipped_line", section=section_title(s.section, language),
             unlock=unlocks(s, language))
        for s in summary.skipped
    ]  # fmt: skip
    heading = _say(language, "skipped")
    notes = [f"{f.next_step(language)} {f.evidence(language)}" for f in top]
    sheet = deck.slide(title, [*notes, *([heading, *gaps] if gaps else [])])
    area = sheet.content
    if not top and not gaps:
        text = say("review.no_findings", language)
        sheet.put_text("message", area, (said(text, Look(18.0)),))
    tall = _gaps_height(gaps, area, 0.42) if top else area.height
    if top:
        rest = area.height - tall - (GAP if gaps else 0)
        table = Box(area.left, area.top, area.width, rest)
        sheet.put_grid(action_grid(top, language, summary.currency), table)
    if gaps:
        box = Box(area.left, area.bottom - tall, area.width, tall)
        _put_gaps(sheet, (heading, gaps), box, 11.0 if top else 14.0)
    sheet.done()


def _gaps_height(gaps: Sequence[str], area: Box, most: float) -> float:
    if not gaps:
        return 0.0
    return min(area.height * most, height_of(("", *gaps), 11.0, area.width))


def _put_gaps(sheet: Sheet, told: tuple[str, list[str]], box: Box, size: float) -> None:
    heading, gaps = told
    lines = int(box.height / (size * LINE)) - 1
    body = [said(heading, Look(size, bold=True, colour=MUTED))]
    body += [said(cut(gap, size, box.width, 1), Look(size, colour=MUTED)) for gap in gaps[:lines]]
    sheet.put_text("skipped", box, body)


def action_grid(findings: Sequence[Finding], language: str, currency: str) -> Grid:
    """Return next steps as a table whose owner and date are to be filled in."""
    rows = tuple(
        (Cell(f.next_step(language), bold=True), Cell(f.headline(language)),
         Cell(_stake(f, language, currency)), Cell(""), Cell(""))
        for f in findings
    )  # fmt: skip
    head = tuple(_say(language, f"next_{name}") for name in ("what", "why", "stake", "who", "when"))
    return Grid("next steps", head[0], head, rows, (4.6, 3.6, 1.15, 1.1, 1.1), frozenset({2}),
                sizes=SIZES, roomy=1.5)  # fmt: skip


def _stake(finding: Finding, language: str, currency: str) -> str:
    return FORMATS["money"](finding.stake, language, currency)


def _say(language: str, name: str, **values: Any) -> str:
    return say(f"deck.{name}", language, **values)
