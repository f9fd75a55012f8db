"""Which subjects a review's deck shows, and what each slide says: chosen by what was found."""

import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ka_helpers.figures.plot import Plot
from ka_helpers.i18n import has_message, say, template
from ka_helpers.rendering.wording import TOLD_BY, chart_texts, section_title
from ka_helpers.reviews.findings import Finding
from ka_helpers.reviews.section import Chart, Section
from ka_helpers.reviews.sections import SECTIONS
from ka_helpers.reviews.summary import ReviewSummary
from ka_helpers.tables.table import Table

MOST_SUBJECTS = 6
MOST_CHARTS = 9
MOST_POINTS = 3
USUAL = ("sales", "share", "profit", "promotions", "supply", "receivables", "execution",
         "objectives", "position", "phasing", "risks")  # fmt: skip
"""In this order the deck is filled up after the subjects that have findings."""
_STORIES = {"stories.order_gap": "supply", "stories.spend_cut": "profit"}
_CHARTS: Mapping[str, tuple[str, ...]] = {
    # which charts show a finding; others of its section only where these are not shown
    "stories.order_gap": ("service", "penalties"),
    "stories.spend_cut": ("quarters", "plan"),
    "supply.fill_rate_low": ("service", "penalties", "failures"),
    "supply.forecast_biased": ("forecast",),
    "phasing.loading": ("loading",),
    "phasing.overstocked": ("loading",),
    "phasing.diversion": ("regions",),
    "phasing.phasing": ("weeks",),
    "share.gained": ("trend", "categories"),
    "promotions.buyer_price_cuts": ("returns", "uplift_rates"),
}
_USUAL_CHARTS: Mapping[str, tuple[str, ...]] = {
    "sales": ("trend", "products"),
    "share": ("trend", "growth"),
    "execution": ("levels", "trend"),
    "supply": ("service", "penalties", "failures"),
    "profit": ("waterfall",),
}
_PAIRED = ("sales", "share", "execution", "supply", "profit")


@dataclass(frozen=True)
class ChartSaid:
    """A chart to show: its value and what is said with it."""

    name: str
    plot: Plot
    title: str
    alt: str
    note: str


@dataclass(frozen=True)
class Subject:
    """One slide: its message, charts, short points, and the evidence for the notes.

    `step` is what to do next; `table` is shown where there is no chart.
    """

    key: str
    message: str
    charts: tuple[ChartSaid, ...]
    points: tuple[str, ...]
    step: str
    notes: tuple[str, ...]
    table: Table | None = None


def subjects(summary: ReviewSummary, language: str) -> tuple[Subject, ...]:
    """Return the subjects worth a slide, those with the gravest findings first."""
    found: list[Subject] = []
    for key in _order(summary):
        if len(found) == MOST_SUBJECTS:
            break
        drawn = sum(len(subject.charts) for subject in found)
        others = MOST_SUBJECTS - len(found) - 1
        subject = _subject(summary, key, language, 2 if drawn + 2 + others <= MOST_CHARTS else 1)
        if subject is not None:
            found.append(subject)
    return tuple(found)


def section_of(finding: Finding, summary: ReviewSummary) -> str:
    """Return the section on whose slide a finding is told."""
    if finding.key == "scorecard.missed":
        named = dict(finding.values).get("kpi", "")
        figures = {f"scorecard.kpi_{row.kpi}": row.figure for row in summary.scorecard}
        return figures.get(str(named), "").partition(".")[0]
    return _STORIES.get(finding.key, finding.section)


def _order(summary: ReviewSummary) -> Iterable[str]:
    told = set().union(*(TOLD_BY.get(finding.key, set()) for finding in summary.findings))
    news = [f for f in summary.findings if f.key not in told]
    first = [section_of(finding, summary) for finding in news]
    keys = dict.fromkeys([*first, *USUAL])
    return [key for key in keys if key and getattr(summary, key, None) is not None]


def _subject(summary: ReviewSummary, key: str, language: str, most: int) -> Subject | None:
    assessment = getattr(summary, key)
    section = next(section for section in SECTIONS if section.key == key)
    findings = [f for f in summary.findings if section_of(f, summary) == key]
    findings.sort(key=lambda finding: finding.key == "scorecard.missed")
    drawings = _drawings(section, assessment, findings, most)
    charts = tuple(_said(key, d, assessment, language, summary.currency) for d in drawings)
    others = [c for c in section.charts if c not in drawings and c.shown(assessment)]
    stated = _statements(summary, key, (*drawings, *others), language)
    table = None
    if not drawings and (findings or stated):
        table = _table(section, assessment, language, summary.currency)
    if not drawings and table is None:
        return None
    return replace(_told(key, (findings, charts, stated), language), table=table)


def _told(
    key: str, told: tuple[list[Finding], tuple[ChartSaid, ...], list[str]], language: str
) -> Subject:
    findings, charts, stated = told
    lead = findings[0] if findings else None
    others = [finding.headline(language) for finding in findings[1:]]
    message = lead.headline(language) if lead else next(iter(stated), section_title(key, language))
    facts = _new(stated, f"{message} {lead.evidence(language)}" if lead else message)
    shown = [without_source(lead.evidence(language)), *others, *facts] if lead else facts
    step = lead.next_step(language) if lead else ""
    spoken = [
        " ".join((f.headline(language), f.evidence(language), f.next_step(language)))
        for f in findings
    ]
    said = [f"{chart.title}{_COLON[language]}{chart.note}" for chart in charts]
    sentences = [] if lead else [_sentence(one, language) for one in stated]
    most = MOST_POINTS - bool(step)
    return Subject(key, message, charts, tuple(shown[:most]), step, (*spoken, *sentences, *said))


def _new(stated: Iterable[str], known: str) -> list[str]:
    """Return statements that have a number which is not said yet."""
    numbers = set(_NUMBERS.findall(known))
    return [one for one in stated if one != known and set(_NUMBERS.findall(one)) - numbers]


_NUMBERS = re.compile(r"\d[\d.,]*\d|\d")
_COLON = {"en": ": ", "zh": "："}
_STOPS = {"en": ".", "zh": "。"}


def _sentence(text: str, language: str) -> str:
    return text if text.endswith((".", "。")) else text + _STOPS[language]


def without_source(evidence: str) -> str:
    """Return evidence without n and source: they stand in the notes and under the chart.

    >>> without_source("A of B (n = 3 rows; source: sales table). The most of C.")
    'A of B. The most of C.'
    """
    short = _BRACKETS.sub("", evidence)
    sentences = _SENTENCES.findall(short)
    kept = [one for one in sentences if not _SOURCES.search(one)]
    return "".join(kept or sentences).strip()


_SOURCES = re.compile(r"sources?:|来源：")
_BRACKETS = re.compile(r"\s*[(（](?=[^()（）]*(?:source|来源))[^()（）]*[)）]")
_SENTENCES = re.compile(r".+?(?:。|\.(?=\s|$)|$)\s*", re.DOTALL)


def _drawings(
    section: Section, assessment: Any, findings: list[Finding], most: int
) -> tuple[Chart, ...]:
    by_name = {chart.name: chart for chart in section.charts}
    wanted = [name for finding in findings[:1] for name in _CHARTS.get(finding.key, ())]
    wanted += [*_USUAL_CHARTS.get(section.key, ()), *by_name]
    shown = [
        by_name[name]
        for name in dict.fromkeys(wanted)
        if name in by_name and by_name[name].plot is not None and by_name[name].shown(assessment)
    ]
    pair = section.key in _PAIRED and most > 1
    if section.key == "profit" and shown[:1] == [by_name["waterfall"]]:
        pair = False
    return tuple(shown[: 2 if pair else 1])


def _table(section: Section, assessment: Any, language: str, currency: str) -> Table | None:
    """Return the first table of a section that has no chart to show."""
    shown = (layout for layout in section.layouts if layout.shown(assessment))
    tables = (layout.lay_out(assessment, language, currency) for layout in shown)
    return next((table for table in tables if table.rows), None)


def _said(key: str, drawing: Chart, assessment: Any, language: str, currency: str) -> ChartSaid:
    title, alt, note = chart_texts(key, drawing, assessment, language, currency)
    plot = drawing.plot(assessment, language, currency)
    return ChartSaid(f"{key}.{drawing.name}", plot, title, alt, note)


def _statements(
    summary: ReviewSummary, key: str, drawings: Iterable[Chart], language: str
) -> list[str]:
    """Return what the figures say where all of them are known."""
    assessment = getattr(summary, key)
    wanted = [*_figures(key, assessment)]
    wanted += [(f"{key}_{drawing.name}", drawing.facts(assessment)) for drawing in drawings]
    said = []
    for name, values in wanted:
        message = f"deck.state_{name}"
        if has_message(message, language) and _known(message, values, language):
            said.append(say(message, language, currency=summary.currency, **values))
    return said


def _figures(key: str, assessment: Any) -> Iterable[tuple[str, dict[str, Any]]]:
    if key == "sales" and assessment.growth.value is None:
        yield "sales_total", {"sales": assessment.sales.value}
    if key == "profit":
        yield "profit_account", {"profit": assessment.account_profit.value,
                                 "margin": assessment.profit_margin.value}  # fmt: skip
    if key == "execution":
        yield "execution_score", {"score": assessment.exec_score.value,
                                  "before": assessment.exec_score_before.value}  # fmt: skip


def _known(message: str, values: Mapping[str, Any], language: str) -> bool:
    names = [name for _, name, _, _ in string.Formatter().parse(template(message, language))]
    return all(values.get(name) is not None for name in names if name)
