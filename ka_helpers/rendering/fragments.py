"""Pieces of a page: HTML that a notebook shows and a report is made of.

Every text from data is escaped here. Not in here: numbers, sentences, the page around.
"""

import base64
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from typing import Any

from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.reviews.findings import Finding
from ka_helpers.reviews.section import Chart, Layout, Section

Html = str


@dataclass(frozen=True)
class Fragment:
    """One block of a report; shows itself in a notebook."""

    name: str
    html: Html

    def _repr_html_(self) -> Html:
        return self.html

    def __repr__(self) -> str:
        return f"<{self.name}>"


@dataclass(frozen=True)
class Carried:
    """Shows as a line of text and carries a whole summary in its own MIME type."""

    mime: str
    json: str
    text: str

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        return {self.mime: self.json, "text/plain": self.text}


def block(name: str, title: str, *parts: Html, question: str = "") -> Fragment:
    """Return a titled block with the anchor `name`."""
    asked = f'<p class="ka-question">{escape(question)}</p>' if question else ""
    head = f'<section class="ka-fragment" id="{name}"><h2>{escape(title)}</h2>{asked}'
    return Fragment(name, head + "".join(parts) + "</section>")


def paragraph(text: str, kind: str) -> Html:
    """Return an escaped paragraph of a class of the stylesheet."""
    return f'<p class="ka-{kind}">{escape(text)}</p>'


def finding_list(findings: Iterable[Finding], language: str) -> Html:
    """Return findings as a list: what, on what evidence, what next."""
    items = "".join(
        f'<li class="ka-{finding.tone}"><span class="ka-tone">'
        f"{escape(say(f'review.tone_{finding.tone}', language))}</span>"
        f"<h3>{escape(finding.headline(language))}</h3>"
        f"{paragraph(finding.evidence(language), 'evidence')}"
        f"{paragraph(finding.next_step(language), 'next')}</li>"
        for finding in findings
    )
    return f'<ol class="ka-findings">{items}</ol>' if items else ""


def chart_html(section: str, drawing: Chart, assessment: Any, language: str, currency: str) -> Html:
    """Return a chart as a picture with its title, alternative text and note."""
    svg = svg_of(drawing.plot(assessment, language, currency), drawing.width, drawing.height)
    facts = {"currency": currency, **drawing.facts(assessment)}
    title, alt, note = (
        say(f"{section}.chart_{drawing.name}{part}", language, **facts)
        for part in ("", "_alt", "_note")
    )
    return picture(svg, f"{section}.{drawing.name}", (title, alt, note))


def picture(svg: str, name: str, texts: tuple[str, str, str]) -> Html:
    """Return an <svg> as a self-contained image, so that its ids cannot clash with others.

    Parameters
    ----------
    texts : title, alternative text and note
    """
    title, alt, note = texts
    data = base64.b64encode(svg.encode()).decode()
    return (
        f'<figure class="ka-chart" data-chart="{name}"><figcaption>{escape(title)}</figcaption>'
        '<div class="ka-scroll">'
        f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(alt)}"></div>'
        f"{paragraph(note, 'note')}</figure>"
    )


def section_html(section: Section, assessment: Any, language: str, currency: str) -> Html:
    """Return the charts and tables of a section."""
    charts = [
        chart_html(section.key, drawing, assessment, language, currency)
        for drawing in section.charts
        if drawing.shown(assessment)
    ]
    tables = [_table_html(layout, assessment, language, currency) for layout in section.layouts]
    return "".join(charts + tables)


def _table_html(layout: Layout, assessment: Any, language: str, currency: str) -> Html:
    if not layout.shown(assessment):
        return ""
    return layout.lay_out(assessment, language, currency)._repr_html_()
