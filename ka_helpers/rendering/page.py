"""The account review as a notebook shows it: one fragment a cell, all from one summary."""

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
from ka_helpers.rendering.wording import (
    headlines,
    review_facts,
    review_kicker,
    review_opening,
    scorecard_table,
    section_question,
    section_title,
    skipped_table,
    unlocks,
)
from ka_helpers.reviews.section import Section
from ka_helpers.reviews.sections import SECTIONS
from ka_helpers.reviews.summary import MIME, ReviewSummary, Skipped, to_json


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
        summary, language = self.summary, self.language
        html = (
            '<header class="ka-fragment ka-title">'
            f"{paragraph(review_kicker(summary, language), 'kicker')}"
            f"<h1>{escape(summary.account.name)}</h1>"
            f"{paragraph(review_facts(summary, language), 'facts')}"
            f"{paragraph(review_opening(summary, language), 'opening')}"
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
            scorecard_table(self.summary, self.language)._repr_html_(),
            question=self._say("scorecard_question"),
        )

    def section(self, key: str) -> Fragment:
        """Return one section: its findings, charts and tables, or why it was skipped."""
        assessment = getattr(self.summary, key)
        title = section_title(key, self.language)
        question = section_question(key, self.language)
        if assessment is None:
            return block(key, title, paragraph(self._why_skipped(key), "facts"), question=question)
        findings = [f for f in self.summary.findings if f.section == key]
        body = section_html(self._sections[key], assessment, self.language, self.summary.currency)
        return block(key, title, finding_list(findings, self.language), body, question=question)

    def skipped(self) -> Fragment:
        """Return what was skipped and which table would unlock it."""
        if not self.summary.skipped:
            return block("skipped", self._say("skipped_title"), self._p("nothing_skipped"))
        table = skipped_table(self.summary, self.language)
        return block("skipped", self._say("skipped_title"), table._repr_html_())

    def carried(self) -> Carried:
        """Return the summary for the notebook to carry."""
        text = self._say("carried", n=len(self.summary.findings))
        return Carried(MIME, to_json(self.summary), text)

    def _navigation(self) -> Html:
        links = "".join(
            f'<a href="#{key}">{escape(self._section_name(key))}</a>' for key in NAVIGATION
        )
        index = f'<a href="../index.html">{escape(self._say("to_index"))}</a>'
        return f'<nav class="ka-nav">{index}{links}</nav>'

    def _section_name(self, key: str) -> str:
        if key in ("headline", "scorecard", "skipped"):
            return self._say(f"{key}_title")
        return section_title(key, self.language)

    def _why_skipped(self, key: str) -> str:
        skipped = next((s for s in self.summary.skipped if s.section == key), Skipped(key, ()))
        return self._say("skipped_here", why=unlocks(skipped, self.language))

    def _p(self, name: str) -> Html:
        return paragraph(self._say(name), "facts")

    def _say(self, name: str, **values: Any) -> str:
        return say(f"review.{name}", self.language, currency=self.summary.currency, **values)


NAVIGATION = ("headline", "scorecard", *(section.key for section in SECTIONS), "skipped")
"""The order of the blocks in the review."""
