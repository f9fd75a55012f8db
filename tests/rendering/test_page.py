"""The page: what a reader sees, in one language only, and nothing that could break out."""

import re
from html.parser import HTMLParser

import pytest

from ka_helpers.cases import load_case
from ka_helpers.metrics.assessment import measures_in
from ka_helpers.rendering.page import NAVIGATION, ReviewPage, headlines
from ka_helpers.reviews.building import build_summary
from ka_helpers.reviews.findings import found
from ka_helpers.reviews.portfolio import build_portfolio

BLOCKS = {"headline", "scorecard", "skipped"}
SHARED_WORDS = {  # the trade's abbreviations, the same in both languages
    "ABC", "CNY", "CV", "DSO", "HHI", "JBP", "KA", "KPI", "OTIF", "ROI", "SKU", "WMAPE", "n",
}  # fmt: skip


class Visible(HTMLParser):
    """Collects what a reader sees or hears: text outside style and script, alternative texts."""

    def __init__(self, html):
        super().__init__()
        self.parts, self.hidden = [], 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("style", "script", "code")
        self.parts += [value for name, value in attrs if name in ("alt", "title") and value]

    def handle_endtag(self, tag):
        self.hidden -= tag in ("style", "script", "code")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def pages(case_name, quarter, accounts=None):
    case = load_case(case_name)
    portfolio = build_portfolio(case, quarter)
    for account_id in accounts or case.account_ids:
        yield case, build_summary(case.slice(account_id), quarter, portfolio)


def html_of(page):
    sections = [page.section(key) for key in NAVIGATION if key not in BLOCKS]
    blocks = [page.title(), page.headline(), page.scorecard(), *sections, page.skipped()]
    return "".join(block.html for block in blocks)


def names_in_data(case):
    """Return every text of the case's tables: a report may quote it in any language."""
    texts = set()
    for table in case.tables:
        frame = case.table(table)
        for column in frame.select_dtypes("str"):
            texts |= {str(text) for text in frame[column].dropna().unique()}
    return sorted(texts, key=len, reverse=True)


def without_names(text, case):
    for name in names_in_data(case):
        if len(name) > 1:
            text = text.replace(name, " ")
    return text


@pytest.mark.parametrize("case_name", ["beverage_china", "textbook"])
def test_each_language_keeps_to_itself(case_name):
    for case, summary in pages(case_name, "2026Q2" if case_name != "textbook" else "2026Q1"):
        english = without_names(" ".join(Visible(html_of(ReviewPage(summary, "en"))).parts), case)
        assert not re.search(r"[\u3400-\u9fff]", english.replace(summary.our_company.en, ""))
        chinese = without_names(" ".join(Visible(html_of(ReviewPage(summary, "zh"))).parts), case)
        words = set(re.findall(r"[A-Za-z]{2,}", chinese)) - SHARED_WORDS
        assert not words, words


def test_every_figure_names_its_unit_and_source():
    for _, summary in pages("beverage_china", "2026Q2"):
        for measure in measures_in(summary):
            assert measure.unit
            assert measure.value is None or (measure.source and measure.n >= 0), measure


def test_every_picture_has_an_alternative_text_and_lies_inside_the_page():
    for _, summary in pages("beverage_china", "2026Q2"):
        html = html_of(ReviewPage(summary, "zh"))
        pictures = re.findall(r"<img [^>]*>", html)
        assert pictures
        assert all(
            re.search(r'src="data:image/svg\+xml;base64,[^"]+" alt="[^"]+"', p) for p in pictures
        )
        assert not re.search(r'(src|href)="(https?:)?//', html)


def test_the_first_page_keeps_the_best_news():
    bad = [found(f"a.b{i}", "bad", "CNY") for i in range(9)]
    good = found("a.good", "good", "CNY")
    assert headlines([*bad, good])[-1] == good
    assert len(headlines([*bad, good])) == 5


def test_the_first_page_says_a_figure_once():
    gap, low, late = (
        found(key, "bad", "CNY")
        for key in ("stories.order_gap", "supply.fill_rate_low", "receivables.overdue")
    )
    assert headlines([gap, low, late]) == (gap, late)
    assert headlines([low, late]) == (low, late)
