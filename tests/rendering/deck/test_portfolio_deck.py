"""The deck of all accounts, of a few and of thousands."""

import io
from dataclasses import replace

import pandas as pd
import pytest
from pptx import Presentation

from ka_helpers.metrics.portfolio import PortfolioRow, abc_classes
from ka_helpers.rendering.deck import portfolio_deck
from ka_helpers.rendering.portfolio_wording import first_findings


def _charts(slides):
    return {s.name: s.chart for slide in slides.slides for s in slide.shapes if s.has_chart}


def _tables(slide):
    return [shape.table for shape in slide.shapes if shape.has_table]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_slides_of_a_portfolio(portfolio, language):
    executed, slides = portfolio(language)
    assert len(slides.slides) == 7
    assert set(_charts(slides)) == {"portfolio.matrix", "portfolio.concentration"}
    first = first_findings(executed.summary.digests)
    names = [row.cells[0].text for row in list(_tables(slides.slides[1])[0].rows)[1:]]
    assert names == [digest.name for digest, _ in first]


def test_the_matrix_and_the_concentration_hold_the_portfolios_numbers(portfolio):
    executed, slides = portfolio("zh")
    rows = executed.summary.assessment.rows
    charts = _charts(slides)
    drawn = [
        value for series in charts["portfolio.matrix"].plots[0].series for value in series.values
    ]
    assert sorted(drawn) == sorted(row.attractiveness for row in rows)
    bars, *lines = charts["portfolio.concentration"].plots
    assert bars.series[0].values == tuple(row.share for row in rows)
    together = tuple(row.cumulative_share for row in rows)
    assert together in [series.values for plot in lines for series in plot.series]


def test_five_thousand_accounts_fit_as_well(portfolio):
    executed, _ = portfolio("zh")
    many = _with_accounts(executed.summary.assessment, 5000)
    summary = replace(executed.summary, assessment=many, accounts=5000)
    data = portfolio_deck(replace(executed, summary=summary))
    slides = Presentation(io.BytesIO(data))
    charts = _charts(slides)
    matrix = charts["portfolio.matrix"].plots[0].series
    assert 20 < sum(len(series.values) for series in matrix) < 600
    lines = [s.values for plot in charts["portfolio.concentration"].plots for s in plot.series]
    assert any(line[-1] == pytest.approx(1.0) for line in lines)
    assert len(data) < 1_000_000


def test_a_portfolio_without_sales_or_findings_is_still_a_deck(portfolio):
    executed, _ = portfolio("en")
    bare = replace(executed.summary, assessment=None, digests=(), growth=None, sales=0.0)
    slides = Presentation(io.BytesIO(portfolio_deck(replace(executed, summary=bare))))
    assert len(slides.slides) == 3


def _with_accounts(assessment, n):
    """Return a portfolio of `n` accounts, ever smaller ones."""
    sales = pd.Series({f"A{place:05}": 1e7 / (place + 1) for place in range(n)})
    classes, shares = abc_classes(sales), sales / sales.sum()
    together = shares.cumsum()
    template = assessment.rows[0]
    rows: list[PortfolioRow] = [
        replace(
            template, rank=place + 1, account_id=name, name=f"客户 {place}",
            sales=float(sales[name]), share=float(shares[name]), abc=str(classes[name]),
            cumulative_share=float(together[name]), attractiveness=float(place * 7 % 101),
            support=float(place * 13 % 101),
        )
        for place, name in enumerate(sales.index)
    ]  # fmt: skip
    return replace(assessment, rows=tuple(rows))
