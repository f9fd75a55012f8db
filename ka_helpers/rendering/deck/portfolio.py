"""All accounts as slides: who needs us first, where they stand, how much hangs on how few."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ka_helpers.figures.style import MUTED
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.metrics.portfolio import PortfolioAssessment
from ka_helpers.rendering.deck.building import Card, Deck
from ka_helpers.rendering.deck.grid import Cell, Grid
from ka_helpers.rendering.deck.markup import Box, Look, said
from ka_helpers.rendering.deck.slides import (
    GAP,
    SIZES,
    grid_of,
    put_chart,
    put_cover,
    put_source,
)
from ka_helpers.rendering.deck.subjects import ChartSaid
from ka_helpers.rendering.executed import ExecutedPortfolio
from ka_helpers.rendering.portfolio_wording import (
    first_findings,
    portfolio_heading,
    portfolio_kicker,
    portfolio_opening,
)
from ka_helpers.rendering.wording import chart_texts
from ka_helpers.reviews.digest import Digest
from ka_helpers.reviews.findings import Finding
from ka_helpers.reviews.portfolio_section import CONCENTRATION, MATRIX
from ka_helpers.reviews.portfolio_summary import PortfolioSummary
from ka_helpers.reviews.section import Chart
from ka_helpers.tables.portfolio import lay_out_accounts, lay_out_classes, lay_out_concentration
from ka_helpers.tables.table import Table

MOST_FIRST, MOST_ACCOUNTS = 8, 12
_ACCOUNT_SHARES = (0.5, 2.6, 1.2, 0.9, 0.9, 0.6, 0.9, 1.7, 1.1, 1.1)
Told = list[tuple[Digest, Finding]]


def portfolio_deck(portfolio: ExecutedPortfolio, template: Path | None = None) -> bytes:
    """Return the review of all accounts as a .pptx file: charts and tables native.

    Parameters
    ----------
    template : a company's own .pptx or .potx; the kit's own look if None

    Raises
    ------
    RequestError : the template is no presentation that slides can be made from
    """
    summary, language = portfolio.summary, portfolio.language
    deck = Deck(template, language)
    opening = portfolio_opening(summary, language)
    cover = deck.slide(portfolio_heading(summary, language), (opening,), cover=True)
    put_cover(cover, (portfolio_kicker(summary, language),), opening)
    cover.done()
    first = first_findings(summary.digests)
    _first_slide(deck, summary, first, language)
    if summary.assessment is not None:
        _chart_slides(deck, summary.assessment, summary.currency, language)
        _table_slides(deck, summary.assessment, summary.currency, language)
    _next_slide(deck, summary, first, language)
    title, subject = portfolio_heading(summary, language), _say(language, "document_subject")
    return deck.saved(Card(title, subject, summary.as_of, language))


def _first_slide(deck: Deck, summary: PortfolioSummary, first: Told, language: str) -> None:
    title = _say(language, "portfolio_first_title", act=len(first), n=len(summary.digests))
    notes = [
        f"{digest.name}{_COLON[language]}{finding.headline(language)} {finding.evidence(language)}"
        for digest, finding in first[:MOST_FIRST]
    ]
    sheet = deck.slide(title if first else _say(language, "portfolio_first_quiet"), notes)
    area, rest = sheet.content, len(first) - MOST_FIRST
    if first:
        box = Box(area.left, area.top, area.width, area.height - (22.0 if rest > 0 else 0.0))
        sheet.put_grid(_first_grid(first, summary.currency, title, language), box)
    else:
        text = said(say("review.no_findings", language), Look(18.0))
        sheet.put_text("message", area, (text,))
    if rest > 0:
        foot = Box(area.left, area.bottom - 16.0, area.width, 16.0)
        more = said(_say(language, "portfolio_more", n=rest), Look(11.0, colour=MUTED))
        sheet.put_text("more", foot, (more,), "b")
    sheet.done()


def _first_grid(first: Told, currency: str, title: str, language: str) -> Grid:
    rows = tuple(
        (Cell(digest.name, finding.tone, bold=True), Cell(finding.headline(language)),
         Cell(FORMATS["money"](finding.stake, language, currency)))
        for digest, finding in first[:MOST_FIRST]
    )  # fmt: skip
    names = ("portfolio_account", "know_what", "next_stake")
    head = tuple(_say(language, name) for name in names)
    return Grid("first", title, head, rows, (3.0, 6.3, 1.2), frozenset({2}), SIZES, roomy=1.5)


def _chart_slides(deck: Deck, portfolio: PortfolioAssessment, currency: str, language: str) -> None:
    if MATRIX.shown(portfolio):
        matrix = _said(MATRIX, portfolio, currency, language)
        facts = MATRIX.facts(portfolio)
        _chart_slide(deck, _say(language, "portfolio_matrix_title", **facts), matrix, None)
    concentration = _said(CONCENTRATION, portfolio, currency, language)
    alone = "portfolio_concentration_one" if portfolio.top_n == 1 else (
        "portfolio_concentration_title"
    )  # fmt: skip
    title = _say(language, alone, **CONCENTRATION.facts(portfolio))
    _chart_slide(deck, title, concentration, lay_out_concentration(portfolio, language, currency))


def _chart_slide(deck: Deck, title: str, chart: ChartSaid, beside: Table | None) -> None:
    sheet = deck.slide(title, (chart.alt, chart.note, beside.note if beside else ""))
    area = sheet.content
    source = put_source(sheet, (chart.note,))
    area = Box(area.left, area.top, area.width, area.height - source - 6)
    if beside is None:
        put_chart(sheet, chart, area)
    else:
        left = Box(area.left, area.top, area.width * 0.6, area.height)
        right = Box(left.right + 2 * GAP, area.top, area.width * 0.4 - 2 * GAP, area.height)
        put_chart(sheet, chart, left)
        sheet.put_grid(grid_of(beside, (3.0, 1.0), "concentration", bold=-1), right)
    sheet.done()


def _table_slides(deck: Deck, portfolio: PortfolioAssessment, currency: str, language: str) -> None:
    shown = portfolio.rows[:MOST_ACCOUNTS]
    laid_out = lay_out_accounts(portfolio, language, currency)
    note = say("portfolio.accounts_note", language, shown=len(shown), n=len(portfolio.rows))
    accounts = replace(laid_out, rows=laid_out.rows[: len(shown)], note=note)
    title = _say(language, "portfolio_accounts_title", shown=len(shown), n=len(portfolio.rows),
                 part=shown[-1].cumulative_share if shown else None)  # fmt: skip
    _table_slide(deck, title, accounts, (_ACCOUNT_SHARES, 1))
    if MATRIX.shown(portfolio):
        classes = lay_out_classes(portfolio, language, currency)
        title = _say(language, "portfolio_classes_title")
        _table_slide(deck, title, classes, ((1.4, 0.8, 1.0, 6.0), 0))


def _table_slide(deck: Deck, title: str, table: Table, shape: tuple[Sequence[float], int]) -> None:
    sheet = deck.slide(title, (table.title, table.note))
    area = sheet.content
    source = put_source(sheet, (table.note,))
    box = Box(area.left, area.top, area.width, area.height - source - GAP)
    sheet.put_grid(grid_of(table, shape[0], table.title, bold=shape[1]), box)
    sheet.done()


def _next_slide(deck: Deck, summary: PortfolioSummary, first: Told, language: str) -> None:
    shown = first[:MOST_FIRST]
    title = _say(language, "next_title" if shown else "next_quiet", n=len(shown))
    notes = [
        f"{digest.name}{_COLON[language]}{finding.next_step(language)}"
        for digest, finding in first[: 2 * MOST_FIRST]
    ]
    sheet = deck.slide(title, notes)
    rows = tuple(
        (Cell(digest.name, bold=True), Cell(finding.next_step(language)),
         Cell(FORMATS["money"](finding.stake, language, summary.currency)), Cell(""), Cell(""))
        for digest, finding in shown
    )  # fmt: skip
    names = ("next_what", "next_stake", "next_who", "next_when")
    head = (_say(language, "portfolio_account"), *(_say(language, name) for name in names))
    if rows:
        grid = Grid("next steps", title, head, rows, (2.3, 5.2, 1.15, 1.1, 1.1), frozenset({2}),
                    sizes=SIZES, roomy=1.3)  # fmt: skip
        sheet.put_grid(grid, sheet.content)
    else:
        text = said(say("review.no_findings", language), Look(18.0))
        sheet.put_text("message", sheet.content, (text,))
    sheet.done()


_COLON = {"en": ": ", "zh": "："}


def _said(
    drawing: Chart, portfolio: PortfolioAssessment, currency: str, language: str
) -> ChartSaid:
    title, alt, note = chart_texts("portfolio", drawing, portfolio, language, currency)
    plot = drawing.plot(portfolio, language, currency)
    return ChartSaid(f"portfolio.{drawing.name}", plot, title, alt, note)


def _say(language: str, name: str, **values: Any) -> str:
    return say(f"deck.{name}", language, **values)
