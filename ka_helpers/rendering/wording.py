"""What one account's review says, whatever it is written in: page, print, deck or workbook.

Functions of the summary and the reader's language, so that every format says the same words and
numbers. Not in here: any format; what the portfolio says (`portfolio_wording`).
"""

from collections.abc import Sequence
from typing import Any

from ka_helpers.i18n import say
from ka_helpers.reviews.findings import Finding
from ka_helpers.reviews.section import Chart
from ka_helpers.reviews.summary import KpiRow, ReviewSummary, Skipped
from ka_helpers.tables.table import TEXT, Table, TableColumn

MOST_HEADLINES = 5
TOLD_BY = {
    "stories.order_gap": {"supply.fill_rate_low", "objectives.missed"},
    "stories.spend_cut": {"sales.behind_company", "objectives.missed"},
    "risks.leaving": {"sales.behind_company", "objectives.missed"},
}
"""Findings whose figures another finding tells already: the first page says them once."""


def review_kicker(summary: ReviewSummary, language: str) -> str:
    """Return whose review it is: the company and its case."""
    company = summary.our_company.in_language(language)
    return f"{company} · {summary.case_title.in_language(language)}"


def review_facts(summary: ReviewSummary, language: str) -> str:
    """Return the quarter and who the account is, in one line."""
    account = summary.account
    facts = [_say(summary, language, "quarter", quarter=summary.quarter)]
    facts += [_say(summary, language, f"channel_{account.channel}")] if account.channel else []
    facts += [fact for fact in (account.format, account.region) if fact]
    facts += [_say(summary, language, "stores", n=account.store_count)] * bool(account.store_count)
    facts += [_say(summary, language, "kam", kam=account.kam)] if account.kam else []
    return " · ".join(facts)


def review_opening(summary: ReviewSummary, language: str) -> str:
    """Return the whole review in one sentence."""
    rows, sales = summary.scorecard, summary.sales
    growth = sales.growth.value if sales else None
    judged = [row for row in rows if row.status != "unknown"]
    known = "opening" if growth is not None else "opening_no_growth"
    return _say(
        summary,
        language,
        known if judged else "opening_not_judged",
        sales=sales.sales.value if sales else None,
        growth=growth,
        before=summary.before or "",
        good=sum(row.status == "good" for row in judged),
        judged=len(judged),
        bad=sum(finding.tone == "bad" for finding in summary.findings),
    )


def headlines(findings: Sequence[Finding], most: int = MOST_HEADLINES) -> tuple[Finding, ...]:
    """Return the findings of the first page: the gravest, but also the best news if any.

    Parameters
    ----------
    findings : ranked
    """
    told: set[str] = set().union(*(TOLD_BY.get(finding.key, set()) for finding in findings))
    news = [finding for finding in findings if finding.key not in told]
    top = news[:most]
    good = next((finding for finding in news if finding.tone == "good"), None)
    if good is not None and good not in top:
        top[-1] = good
    return tuple(top)


def scorecard_table(summary: ReviewSummary, language: str) -> Table:
    """Return the five KPIs: actual, target, before, n, source and status."""
    names = ("kpi", "figure", "actual", "target", "before", "n", "source", "status")
    formats = (TEXT, TEXT, "each", "each", "each", "count", TEXT, TEXT)
    labels = [_say(summary, language, f"scorecard_{name}") for name in names]
    if summary.before:
        labels[4] = _say(summary, language, "scorecard_before_quarter", quarter=summary.before)
    rows = summary.scorecard
    return Table(
        title=_say(summary, language, "scorecard_caption", quarter=summary.quarter),
        columns=tuple(TableColumn(*pair) for pair in zip(labels, formats, strict=True)),
        rows=tuple(_scorecard_row(row, language) for row in rows),
        language=language,
        currency=summary.currency,
        note=_say(summary, language, "scorecard_note"),
        statuses=tuple("" if row.status == "unknown" else row.status for row in rows),
        formats=tuple(row.actual.unit for row in rows),
    )


def skipped_table(summary: ReviewSummary, language: str) -> Table:
    """Return a row a section that was skipped: its title and what would unlock it."""
    columns = (f"skipped_{name}" for name in ("section", "unlock"))
    return Table(
        _say(summary, language, "skipped_caption"),
        tuple(TableColumn(_say(summary, language, name)) for name in columns),
        tuple(
            (section_title(skipped.section, language), unlocks(skipped, language))
            for skipped in summary.skipped
        ),
        language,
    )


def unlocks(skipped: Skipped, language: str) -> str:
    """Return which tables would unlock a section, or that there are no rows."""
    if not skipped.tables:
        return say("review.no_rows", language)
    names = say("review.and", language).join(
        say(f"tables.{name}", language) for name in skipped.tables
    )
    return say("review.needs_tables", language, tables=names)


def section_title(key: str, language: str) -> str:
    """Return the name of a section."""
    return say(f"{key}.section_title", language)


def section_question(key: str, language: str) -> str:
    """Return the question a section answers."""
    return say(f"{key}.section_question", language)


def chart_texts(
    section: str, drawing: Chart, assessment: Any, language: str, currency: str
) -> tuple[str, str, str]:
    """Return a chart's title, its alternative text and its note: unit, n and source."""
    facts = {"currency": currency, **drawing.facts(assessment)}
    title, alt, note = (
        say(f"{section}.chart_{drawing.name}{part}", language, **facts)
        for part in ("", "_alt", "_note")
    )
    return title, alt, note


def _scorecard_row(row: KpiRow, language: str) -> tuple[Any, ...]:
    figure = say(f"review.figure_{row.figure.replace('.', '_')}", language) if row.figure else ""
    tables = row.actual.source.replace("+", " ").replace(",", " ").split()
    sources = say("review.and", language).join(say(f"tables.{name}", language) for name in tables)
    status = say(f"review.status_{row.status}_{row.judged_by}", language)
    name = say(f"scorecard.kpi_{row.kpi}", language)
    return (name, figure, row.actual.value, row.target, row.before.value, row.actual.n,
            sources, status)  # fmt: skip


def _say(summary: ReviewSummary, language: str, name: str, **values: Any) -> str:
    return say(f"review.{name}", language, currency=summary.currency, **values)
