"""The account review as a notebook shows it: one fragment a cell, all from one summary."""

from collections.abc import Sequence
from html import escape
from typing import Any

from ka_helpers.i18n import say
from ka_helpers.rendering.fragments import (
    Carried,
    Fragment,
    Html,
    block,
    finding_list,
    paragraph,
    section_html,
)
from ka_helpers.rendering.layout import stylesheet
from ka_helpers.reviews.findings import Finding
from ka_helpers.reviews.section import Section
from ka_helpers.reviews.sections import SECTIONS
from ka_helpers.reviews.summary import MIME, ReviewSummary, to_json
from ka_helpers.tables.table import TEXT, Table, TableColumn

MOST_HEADLINES = 5


class ReviewPage:
    """One summary in one language, fragment by fragment."""

    def __init__(self, summary: ReviewSummary, language: str) -> None:
        self.summary = summary
        self.language = language
        self._sections: dict[str, Section] = {s.key: s for s in SECTIONS}

    def _repr_html_(self) -> Html:
        """Give the notebook the report's look."""
        return f"<style>{stylesheet()}</style>"

    def title(self) -> Fragment:
        """Return who the account is, the quarter, and the whole review in one sentence."""
        summary, account = self.summary, self.summary.account
        company = summary.our_company.in_language(self.language)
        case_title = summary.case_title.in_language(self.language)
        html = (
            '<header class="ka-fragment ka-title">'
            f"{paragraph(f'{company} · {case_title}', 'kicker')}<h1>{escape(account.name)}</h1>"
            f"{paragraph(self._facts(), 'facts')}{paragraph(self._opening(), 'opening')}"
            f"{self._navigation()}</header>"
        )
        return Fragment("title", html)

    def headline(self) -> Fragment:
        """Return what a manager must know and do next."""
        top = headlines(self.summary.findings)
        rest = len(self.summary.findings) - len(top)
        more = paragraph(self._say("more_findings", n=rest), "note") if rest else ""
        quiet = "" if top else paragraph(self._say("no_findings"), "facts")
        body = finding_list(top, self.language)
        return block("headline", self._say("headline_title"), body, quiet, more)

    def scorecard(self) -> Fragment:
        """Return the five KPIs: actual, target, before, status."""
        return block(
            "scorecard",
            self._say("scorecard_title"),
            self._scorecard_table()._repr_html_(),
            question=self._say("scorecard_question"),
        )

    def section(self, key: str) -> Fragment:
        """Return one section: its findings, charts and tables, or why it was skipped."""
        assessment = getattr(self.summary, key)
        title = say(f"{key}.section_title", self.language)
        question = say(f"{key}.section_question", self.language)
        if assessment is None:
            return block(key, title, paragraph(self._why_skipped(key), "facts"), question=question)
        findings = [f for f in self.summary.findings if f.section == key]
        body = section_html(self._sections[key], assessment, self.language, self.summary.currency)
        return block(key, title, finding_list(findings, self.language), body, question=question)

    def skipped(self) -> Fragment:
        """Return what was skipped and which table would unlock it."""
        if not self.summary.skipped:
            return block("skipped", self._say("skipped_title"), self._p("nothing_skipped"))
        rows = tuple(
            (say(f"{skipped.section}.section_title", self.language), self._unlocks(skipped.tables))
            for skipped in self.summary.skipped
        )
        columns = tuple(TableColumn(self._say(f"skipped_{name}")) for name in ("section", "unlock"))
        table = Table(self._say("skipped_caption"), columns, rows, self.language)
        return block("skipped", self._say("skipped_title"), table._repr_html_())

    def carried(self) -> Carried:
        """Return the summary for the notebook to carry."""
        text = self._say("carried", n=len(self.summary.findings))
        return Carried(MIME, to_json(self.summary), text)

    def _scorecard_table(self) -> Table:
        names = ("kpi", "figure", "actual", "target", "before", "n", "source", "status")
        formats = (TEXT, TEXT, "each", "each", "each", "count", TEXT, TEXT)
        before = self.summary.before
        labels = [self._say(f"scorecard_{name}") for name in names]
        labels[4] = self._say("scorecard_before_quarter", quarter=before) if before else labels[4]
        return Table(
            title=self._say("scorecard_caption", quarter=self.summary.quarter),
            columns=tuple(TableColumn(*pair) for pair in zip(labels, formats, strict=True)),
            rows=tuple(self._scorecard_row(row) for row in self.summary.scorecard),
            language=self.language,
            currency=self.summary.currency,
            note=self._say("scorecard_note"),
            statuses=tuple(
                "" if r.status == "unknown" else r.status for r in self.summary.scorecard
            ),
            formats=tuple(row.actual.unit for row in self.summary.scorecard),
        )

    def _scorecard_row(self, row: Any) -> tuple[Any, ...]:
        figure = self._say(f"figure_{row.figure.replace('.', '_')}") if row.figure else ""
        tables = row.actual.source.replace("+", " ").replace(",", " ").split()
        sources = self._say("and").join(say(f"tables.{name}", self.language) for name in tables)
        status = self._say(f"status_{row.status}_{row.judged_by}")
        name = say(f"scorecard.kpi_{row.kpi}", self.language)
        numbers = (row.actual.value, row.target, row.before.value, row.actual.n)
        return (name, figure, *numbers, sources, status)

    def _facts(self) -> str:
        account = self.summary.account
        facts = [self._say("quarter", quarter=self.summary.quarter)]
        facts += [self._say(f"channel_{account.channel}")] if account.channel else []
        facts += [fact for fact in (account.format, account.region) if fact]
        facts += [self._say("stores", n=account.store_count)] if account.store_count else []
        facts += [self._say("kam", kam=account.kam)] if account.kam else []
        return " · ".join(facts)

    def _opening(self) -> str:
        rows = self.summary.scorecard
        sales = self.summary.sales
        growth = sales.growth.value if sales else None
        judged = [row for row in rows if row.status != "unknown"]
        known = "opening" if growth is not None else "opening_no_growth"
        return self._say(
            known if judged else "opening_not_judged",
            sales=sales.sales.value if sales else None,
            growth=growth,
            before=self.summary.before or "",
            good=sum(row.status == "good" for row in judged),
            judged=len(judged),
            bad=sum(finding.tone == "bad" for finding in self.summary.findings),
        )

    def _navigation(self) -> Html:
        links = "".join(
            f'<a href="#{key}">{escape(self._section_name(key))}</a>' for key in NAVIGATION
        )
        index = f'<a href="../index.html">{escape(self._say("to_index"))}</a>'
        return f'<nav class="ka-nav">{index}{links}</nav>'

    def _section_name(self, key: str) -> str:
        if key in ("headline", "scorecard", "skipped"):
            return self._say(f"{key}_title")
        return say(f"{key}.section_title", self.language)

    def _why_skipped(self, key: str) -> str:
        tables = next((s.tables for s in self.summary.skipped if s.section == key), ())
        return self._say("skipped_here", why=self._unlocks(tables))

    def _unlocks(self, tables: Sequence[str]) -> str:
        if not tables:
            return self._say("no_rows")
        names = self._say("and").join(say(f"tables.{name}", self.language) for name in tables)
        return self._say("needs_tables", tables=names)

    def _p(self, name: str) -> Html:
        return paragraph(self._say(name), "facts")

    def _say(self, name: str, **values: Any) -> str:
        return say(f"review.{name}", self.language, currency=self.summary.currency, **values)


NAVIGATION = ("headline", "scorecard", *(section.key for section in SECTIONS), "skipped")
"""The order of the blocks in the review."""


TOLD_BY = {
    "stories.order_gap": {"supply.fill_rate_low", "objectives.missed"},
    "stories.spend_cut": {"sales.behind_company", "objectives.missed"},
    "risks.leaving": {"sales.behind_company", "objectives.missed"},
}
"""Findings whose figures another finding tells already: the first page says them once."""


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
