"""The blocks a printed report is made of: titles, findings, tables, charts.

A block is a small mapping that the typst template sets; its keys are the template's. Every text
goes through `printable`, so data cannot break the page.
"""

from typing import Any

from ka_helpers.i18n import say
from ka_helpers.rendering.pdf.pictures import layers, scaled
from ka_helpers.rendering.pdf.printing import Block, printable
from ka_helpers.rendering.pdf.widths import INSET, fit
from ka_helpers.rendering.wording import chart_texts
from ka_helpers.reviews.findings import Finding
from ka_helpers.reviews.section import Chart
from ka_helpers.tables.table import TEXT, Table

POINTS_AN_INCH = 72
WIDEST_CHART = 440.0
"""Points: a little less than the page, so that letters in charts are near those of the text."""
TITLE, SMALL_TITLE, LONG_NAME = 21, 12, 80
"""Points of a title, of one longer than so many letters."""
TONES, UNKNOWN = ("good", "warn", "bad"), "unknown"


def title(kicker: str, name: str, facts: str, opening: str) -> Block:
    """Return the head of the first page."""
    return {
        "kind": "title",
        "kicker": printable(kicker),
        "name": printable(name),
        "size": TITLE if len(name) <= LONG_NAME else SMALL_TITLE,
        "facts": printable(facts),
        "opening": printable(opening),
    }


def section(key: str, heading: str, question: str = "") -> Block:
    """Return a heading, which is a bookmark too."""
    return {
        "kind": "section",
        "key": key,
        "title": printable(heading),
        "question": printable(question),
    }


def text(said: str) -> Block:
    """Return a plain paragraph."""
    return {"kind": "text", "said": printable(said)}


def finding(found: Finding, language: str, refer: bool = False) -> Block:
    """Return a finding: what, on what evidence, what next; `refer` names its section's page."""
    block = {
        "kind": "finding",
        "tone": found.tone,
        "said": say(f"review.tone_{found.tone}", language),
        "headline": printable(found.headline(language)),
        "evidence": printable(found.evidence(language)),
        "next": printable(found.next_step(language)),
        "plain": False,
    }
    return {**block, "section": found.section} if refer else block


def account_finding(name: str, found: Finding, language: str) -> Block:
    """Return an account that needs action: its name, what was found, what next."""
    block = finding(found, language)
    return {**block, "headline": printable(name), "evidence": block["headline"], "plain": True}


def chart(drawing: Chart, svg: str, key: str, assessment: Any, words: tuple[str, str]) -> Block:
    """Return a chart with its title, alternative text and note.

    Parameters
    ----------
    words : language and currency
    """
    return drawn(svg, chart_texts(key, drawing, assessment, *words), drawing.width)


def drawn(svg: str, texts: tuple[str, str, str], inches: float) -> Block:
    """Return a picture so many inches wide with its title, alternative text and note."""
    title, alt, note = texts
    width = min(WIDEST_CHART, inches * POINTS_AN_INCH)
    picture = layers(svg)
    return {
        "kind": "chart",
        "svg": picture.shapes,
        "texts": scaled(picture, width),
        "title": printable(title),
        "alt": alt,
        "note": printable(note),
        "width": width,
    }


def table(laid_out: Table, chips: tuple[int, ...] = ()) -> Block:
    """Return a table, all columns fitted to the page; `chips` are columns of coloured chips."""
    shown = laid_out.shown()
    right = [laid_out.columns[place].format != TEXT for place in shown]
    labels = [printable(laid_out.columns[place].label) for place in shown]
    rows = [
        [printable(laid_out.written(row, place)) for place in shown]
        for row in range(len(laid_out.rows))
    ]
    columns = [[label, *texts] for label, *texts in zip(labels, *rows, strict=True)]
    fitted = fit(columns, right, [place in chips for place in shown])
    marked = _marked(laid_out, shown)
    chip_places = [shown.index(place) for place in chips if place in shown]
    return {
        "kind": "table",
        "title": printable(laid_out.title),
        "note": printable(laid_out.note),
        "labels": labels,
        "right": right,
        "widths": fitted.widths,
        "size": fitted.size,
        "inset": INSET,
        "one-line": fitted.one_line,
        "rows": [
            _row(cells, laid_out.status(row), chip_places, marked) for row, cells in enumerate(rows)
        ],
    }


def _row(cells: list[str], status: str, chips: list[int], marked: int) -> Block:
    """Return a row; a chip or a marked cell has the colour of the row's status."""
    chipped = [(place, status or UNKNOWN) for place in chips if cells[place]]
    coloured = status in TONES and marked not in chips and marked >= 0
    marks = [(marked, status)] if coloured else []
    total = status == "total"
    plain = not (chipped or marks or total)
    return {"cells": cells, "plain": plain, "marks": marks, "chips": chipped, "total": total}


def _marked(laid_out: Table, shown: tuple[int, ...]) -> int:
    """Return the place, among those shown, of the cell that shows a row's status."""
    marked = shown[-1] if laid_out.marked is None else laid_out.marked
    return shown.index(marked) if marked in shown else -1
