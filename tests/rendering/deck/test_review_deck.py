"""The deck of an account: what it says, and that it says it in one language, twice the same."""

import io
import re
from dataclasses import replace

import pytest
from pptx import Presentation
from pptx.util import Pt

from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.rendering.deck import review_deck
from ka_helpers.rendering.deck.subjects import subjects, without_source
from ka_helpers.rendering.wording import headlines, review_opening, section_title, unlocks
from ka_helpers.reviews.summary import AccountCard, Skipped

ALLOWED = {"KA", "SKU", "DSO", "OTIF", "JBP", "ROI", "n", "A", "B", "C"}
HOSTILE = "A$B_{C}<b>&\"'\x0b" + "长名称Long" * 40 + "😀"


def _titles(slides):
    return [slide.shapes.title.text_frame.text for slide in slides.slides]


def _charts(slides):
    return {
        shape.name: shape.chart
        for slide in slides.slides
        for shape in slide.shapes
        if shape.has_chart
    }


def _tables(slide):
    return [shape.table for shape in slide.shapes if shape.has_table]


def _words(slides):
    """Yield every text of a deck: shapes, tables, notes."""
    for slide in slides.slides:
        for shape in slide.shapes:
            if shape.has_text_frame:
                yield shape.text_frame.text
            if shape.has_table:
                yield from (cell.text for row in shape.table.rows for cell in row.cells)
        if slide.has_notes_slide:
            yield slide.notes_slide.notes_text_frame.text


@pytest.mark.parametrize(("account", "language"), [("K02", "zh"), ("K03", "en"), ("K18", "zh")])
def test_about_ten_slides_with_native_charts(review, account, language):
    _, slides = review(account, language)
    assert 8 <= len(slides.slides) <= 11
    assert 4 <= len(_charts(slides)) <= 9
    assert not [s for slide in slides.slides for s in slide.shapes if s.shape_type == 13]
    assert (slides.slide_width, slides.slide_height) == (Pt(960), Pt(540))


def test_the_first_slide_says_who_when_and_the_whole_in_one_sentence(review):
    executed, slides = review("K02", "zh")
    first = "\n".join(s.text_frame.text for s in slides.slides[0].shapes if s.has_text_frame)
    assert executed.summary.account.name in first
    assert FORMATS["quarter"]("2026Q2", "zh", "") in first
    assert review_opening(executed.summary, "zh") in first


def test_what_to_know_is_a_table_of_findings_with_next_steps(review):
    executed, slides = review("K03", "en")
    top = headlines(executed.summary.findings)
    rows = list(_tables(slides.slides[1])[0].rows)[1:]
    assert [row.cells[1].text for row in rows] == [f.headline("en") for f in top]
    assert [row.cells[2].text for row in rows] == [f.next_step("en") for f in top]
    notes = slides.slides[1].notes_slide.notes_text_frame.text
    assert all(finding.evidence("en") in notes for finding in top)


def test_the_scorecard_shows_every_kpi_and_colours_its_status(review):
    executed, slides = review("K03", "en")
    table = _tables(slides.slides[2])[0]
    rows = executed.summary.scorecard
    assert len(table.rows) == len(rows) + 1
    for row, kpi in zip(list(table.rows)[1:], rows, strict=True):
        written = FORMATS[kpi.actual.unit](kpi.actual.value, "en", "CNY")
        assert written in [cell.text for cell in row.cells]
        painted = str(row.cells[len(table.columns) - 1].fill.fore_color.rgb)
        assert painted == {"good": "D3EBDC", "warn": "FBE3C6", "bad": "F7D2CD"}[kpi.status]


def test_a_subjects_title_is_its_gravest_finding(review):
    executed, slides = review("K02", "zh")
    lead = next(f for f in executed.summary.findings if f.key == "stories.order_gap")
    slide = next(s for s in slides.slides if s.shapes.title.text_frame.text == lead.headline("zh"))
    assert lead.evidence("zh") in slide.notes_slide.notes_text_frame.text
    assert {shape.name for shape in slide.shapes if shape.has_chart} == {
        "supply.service",
        "supply.penalties",
    }


def test_a_native_chart_holds_the_numbers_of_the_summary(review):
    executed, slides = review("K02", "zh")
    supply = executed.summary.supply
    charts = _charts(slides)
    drawn = {s.name: s.values for s in charts["supply.service"].plots[0].series}
    assert tuple(month.fill_rate for month in supply.months) in drawn.values()
    penalties = charts["supply.penalties"].plots[0].series[0].values
    assert sorted(penalties) == sorted(p.amount for p in supply.penalties)
    sales = charts["sales.trend"].plots[0].series
    assert tuple(p.sales for p in executed.summary.sales.periods) in {s.values for s in sales}
    steps = charts["profit.waterfall"].plots[0].series[1].values
    assert steps == tuple(abs(step.amount) for step in executed.summary.profit.waterfall)


def test_every_chart_has_an_alternative_text_and_its_source(review):
    _, slides = review("K18", "zh")
    for slide in slides.slides:
        charts = [shape for shape in slide.shapes if shape.has_chart]
        sources = [s for s in slide.shapes if s.name == "source" and "来源" in s.text_frame.text]
        assert len(sources) >= bool(charts)
        for chart in charts:
            assert len(chart._element.nvGraphicFramePr.cNvPr.get("descr")) > 10


def test_next_steps_leave_owner_and_date_to_be_filled_in(review):
    executed, slides = review("K02", "zh")
    rows = list(_tables(slides.slides[len(slides.slides) - 1])[0].rows)
    assert len(rows) == len(headlines(executed.summary.findings)) + 1
    assert [rows[1].cells[place].text for place in (2, 3, 4)] == ["¥60万", "", ""]


@pytest.mark.parametrize("account", ["K02", "K04", "K18"])
def test_a_chinese_deck_has_no_english_sentence(review, account):
    _, slides = review(account, "zh")
    words = " ".join(_words(slides))
    latin = {w for w in re.findall(r"[A-Za-z]{2,}", words) if not w[0].isupper()} - ALLOWED
    names = {"hypermarket", "cash", "and", "carry"}
    assert latin <= names


def test_chinese_runs_say_their_face_and_their_language(review):
    _, slides = review("K02", "zh")
    xml = slides.slides[3].part.blob.decode()
    assert 'lang="zh-CN"' in xml
    assert '<a:ea typeface="Microsoft YaHei"/>' in xml
    assert (slides.core_properties.language, slides.core_properties.title) == (
        "zh-CN",
        "惠庭购物 Huiting · 2026年第2季度",
    )


def test_the_same_review_gives_the_same_bytes(review):
    executed, slides = review("K02", "zh")
    assert review_deck(executed) == review_deck(executed)
    assert str(slides.core_properties.created.date()) == executed.summary.as_of


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_hostile_name_neither_breaks_nor_overflows(review, language):
    executed, _ = review("K02", "zh")
    card = replace(executed.summary.account, name=HOSTILE, format=HOSTILE, kam=HOSTILE)
    hostile = replace(executed, summary=replace(executed.summary, account=card), language=language)
    slides = Presentation(io.BytesIO(review_deck(hostile)))
    title = slides.slides[0].shapes.title.text_frame
    assert title.text.startswith("A$B_{C}<b>&")
    assert title.text.endswith("…")
    assert "长名称Long" * 30 in slides.slides[0].notes_slide.notes_text_frame.text


@pytest.mark.parametrize("account", ["A", "B", "C", "D"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_textbooks_few_numbers_make_a_short_deck(review, account, language):
    executed, slides = review(account, language, "textbook", "2026Q1")
    assert 3 <= len(slides.slides) <= 10
    last = slides.slides[len(slides.slides) - 1]
    said = last.notes_slide.notes_text_frame.text
    for skipped in executed.summary.skipped:
        assert section_title(skipped.section, language) in said
        assert unlocks(skipped, language) in said


def test_a_review_of_nothing_still_makes_a_deck(review):
    executed, _ = review("K02", "zh")
    keys = ("sales", "phasing", "share", "execution", "profit", "promotions", "supply",
            "receivables", "objectives", "position", "risks")  # fmt: skip
    nothing = dict.fromkeys(keys)
    card = AccountCard("X", "X", None, None, None, None, None)
    bare = replace(executed.summary, account=card, findings=(), before=None,
                   skipped=tuple(Skipped(key, ("sales",)) for key in keys), **nothing)  # fmt: skip
    assert subjects(bare, "zh") == ()
    assert review_deck(replace(executed, summary=bare))


def test_evidence_on_a_slide_leaves_n_and_source_to_the_notes():
    assert without_source("差异 ¥15万。占 40.0%（n = 13 张发票；来源：应收表）。") == (
        "差异 ¥15万。占 40.0%。"
    )
    assert without_source("A 2.51. Baseline from n = 98; source: sales table.") == "A 2.51."
    assert without_source("Only this, source: sales table.") == "Only this, source: sales table."


def test_text_stands_inside_its_slide_and_boxes_do_not_overlap(review):
    for account, language in (("K02", "zh"), ("K03", "en"), ("K18", "zh")):
        _, slides = review(account, language)
        for slide in list(slides.slides)[1:]:
            boxes = [s for s in slide.shapes if not s.is_placeholder]
            for shape in boxes:
                assert shape.left >= 0
                assert shape.left + shape.width <= slides.slide_width
                assert shape.top + shape.height <= slides.slide_height
            for place, one in enumerate(boxes):
                for other in boxes[place + 1 :]:
                    assert not _overlap(one, other), (slide.shapes.title.text_frame.text, one.name)


def _overlap(one, other):
    slack = Pt(1)
    return (
        one.left < other.left + other.width - slack
        and other.left < one.left + one.width - slack
        and one.top < other.top + other.height - slack
        and other.top < one.top + one.height - slack
    )
