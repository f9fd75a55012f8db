"""The PDF: what a reader finds on paper, in one language, whatever the data are called."""

import io
import re
import subprocess
import sys
from dataclasses import replace
from functools import cache

import pytest
from pypdf import PdfReader

from ka_helpers.cases import load_case
from ka_helpers.figures.svg import svg_of
from ka_helpers.i18n import say
from ka_helpers.rendering.executed import ExecutedPortfolio, ExecutedReview
from ka_helpers.rendering.pdf import portfolio_pdf, review_pdf
from ka_helpers.rendering.pdf.pictures import layers
from ka_helpers.rendering.pdf.printing import LONGEST_WORD, printable
from ka_helpers.rendering.pdf.widths import INSET, PAGE, SIZES, fit, letters_wide
from ka_helpers.rendering.portfolio_page import portfolio_summary
from ka_helpers.rendering.portfolio_wording import accounts_table, portfolio_opening
from ka_helpers.rendering.wording import headlines, review_opening, scorecard_table
from ka_helpers.reviews.building import build_summary
from ka_helpers.reviews.digest import digest_of
from ka_helpers.reviews.portfolio import build_portfolio
from ka_helpers.reviews.portfolio_section import CONCENTRATION, MATRIX
from ka_helpers.reviews.sections import SECTIONS

A4 = (595, 842)
LANGUAGES = ("en", "zh")
ACCOUNTS = ("K02", "K18")
SHARED_WORDS = {
    "ABC", "CNY", "CV", "DSO", "HHI", "JBP", "KA", "KPI", "OTIF", "ROI", "SKU", "WMAPE", "n",
}  # fmt: skip
HOSTILE = "#evil[ *x* _y_ $z$ <b>&\"' A$B_{C} \\ @ref `code` // = - + / 😀 堃 " + "W" * 300


@pytest.fixture(scope="module")
def case():
    return load_case("beverage_china")


@pytest.fixture(scope="module")
def place(case):
    return build_portfolio(case, "2026Q2")


@pytest.fixture(scope="module")
def summaries(case, place):
    return {key: build_summary(case.slice(key), "2026Q2", place) for key in ACCOUNTS}


@pytest.fixture(scope="module")
def textbook():
    case = load_case("textbook")
    account_id = case.account_ids[0]
    return build_summary(case.slice(account_id), "2026Q1", build_portfolio(case, "2026Q1"))


@pytest.fixture(scope="module")
def portfolio(place, summaries):
    return portfolio_summary(place, [digest_of(summary) for summary in summaries.values()])


def executed(summary, language):
    pictures = {
        f"{section.key}.{chart.name}": svg_of(
            chart.plot(assessment, language, summary.currency), chart.width, chart.height
        )
        for section in SECTIONS
        if (assessment := getattr(summary, section.key)) is not None
        for chart in section.charts
        if chart.shown(assessment)
    }
    return ExecutedReview(summary, language, pictures)


def executed_portfolio(summary, language):
    pictures = {
        f"portfolio.{chart.name}": svg_of(
            chart.plot(summary.assessment, language, summary.currency), chart.width, chart.height
        )
        for chart in (MATRIX, CONCENTRATION)
    }
    return ExecutedPortfolio(summary, language, pictures)


@pytest.fixture(scope="module")
def printed(summaries):
    """Return each review's PDF, opened: by account and language."""
    return {
        (key, language): opened(review_pdf(executed(summary, language)))
        for key, summary in summaries.items()
        for language in LANGUAGES
    }


def opened(pdf):
    return PdfReader(io.BytesIO(pdf))


def tight(text):
    """Return text without any space: where a line breaks is the page's business."""
    return re.sub(r"[\s\u200b]+", "", text)


@cache
def text_of(reader):
    return tight("".join(page.extract_text() for page in reader.pages))


def fonts_of(reader):
    names = set()
    for page in reader.pages:
        fonts = page["/Resources"]["/Font"].values()
        names |= {font.get_object()["/BaseFont"].split("+")[-1] for font in fonts}
    return names


def embedded(reader):
    """Return whether every font of every page carries its letters."""
    descriptors = [
        font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        for page in reader.pages
        for font in page["/Resources"]["/Font"].values()
    ]
    return all({"/FontFile", "/FontFile2", "/FontFile3"} & descriptor.keys()
               for descriptor in descriptors)  # fmt: skip


def bookmarks(reader):
    return [entry.title for entry in reader.outline]


def sections_of(summary, language):
    kept = [s.key for s in SECTIONS if getattr(summary, s.key) is not None]
    titles = [say(f"review.{name}_title", language) for name in ("headline", "scorecard")]
    titles += [say(f"{key}.section_title", language) for key in kept]
    return titles + [say("review.skipped_title", language)] * bool(summary.skipped)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("account_id", ACCOUNTS)
def test_pages_are_a4_with_a_bookmark_a_section(printed, summaries, account_id, language):
    reader = printed[account_id, language]
    assert {tuple(round(side) for side in page.mediabox[2:]) for page in reader.pages} == {A4}
    assert bookmarks(reader) == sections_of(summaries[account_id], language)
    assert 8 <= len(reader.pages) <= 20


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("account_id", ACCOUNTS)
def test_the_first_page_is_the_whole_review_in_short(printed, summaries, account_id, language):
    first = tight(printed[account_id, language].pages[0].extract_text())
    summary = summaries[account_id]
    table = scorecard_table(summary, language)
    said = [summary.account.name, review_opening(summary, language)]
    said += [table.written(row, place) for row in range(5) for place in range(len(table.columns))]
    for found in headlines(summary.findings):
        said += [found.headline(language), found.evidence(language), found.next_step(language)]
    assert [text for text in said if tight(text) not in first] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_finding_and_every_table_is_printed_as_the_page_writes_it(
    printed, summaries, language
):
    text = text_of(printed["K02", language])
    missing = []
    for section in SECTIONS:
        assessment = getattr(summaries["K02"], section.key)
        for layout in section.layouts if assessment is not None else ():
            if layout.shown(assessment):
                table = layout.lay_out(assessment, language, "CNY")
                cells = [
                    table.written(row, place)
                    for row in range(len(table.rows))
                    for place in table.shown()
                ]
                said = [table.title, table.note, *cells]
                missing += [cell for cell in said if tight(cell) not in text]
    findings = summaries["K02"].findings
    missing += [f.key for f in findings if tight(f.headline(language)) not in text]
    assert missing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_says_whose_it_is_and_which(printed, summaries, language):
    reader = printed["K02", language]
    count = len(reader.pages)
    for number, page in enumerate(reader.pages, 1):
        text = tight(page.extract_text())
        assert tight(say("pdf.page_of", language, page=number, pages=count)) in text
        assert tight(summaries["K02"].account.name) in text


def test_language_title_and_date_are_in_the_file(printed):
    reader = printed["K02", "zh"]
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"
    assert printed["K02", "en"].trailer["/Root"]["/Lang"] == "en-GB"
    assert reader.metadata.title.endswith("2026年第2季度回顾")
    assert reader.metadata.creation_date.date().isoformat() == "2026-06-30"


def test_letters_are_the_kit_s_own_in_two_weights_and_in_the_file(printed):
    for reader in printed.values():
        names = {re.sub("-Identity-H$", "", name) for name in fonts_of(reader)}
        assert names == {"KASansSC-Regular", "KASansSC-Bold"}
        assert embedded(reader)


def test_charts_are_pictures_with_searchable_words(printed, summaries):
    text = text_of(printed["K02", "zh"])
    trend = svg_of(
        next(c for s in SECTIONS if s.key == "sales" for c in s.charts if c.name == "trend").plot(
            summaries["K02"].sales, "zh", "CNY"
        )
    )
    words = [tight(said["said"]) for said in layers(trend).texts]
    assert len(words) > 10
    assert [word for word in words if word not in text] == []


def test_the_same_review_gives_the_same_bytes(summaries):
    first = review_pdf(executed(summaries["K02"], "zh"))
    review_pdf(executed(summaries["K18"], "en"))
    assert review_pdf(executed(summaries["K02"], "zh")) == first


def names_in(case):
    texts = set()
    for table in case.tables:
        frame = case.table(table)
        for column in frame.select_dtypes("str"):
            texts |= {tight(str(text)) for text in frame[column].dropna().unique()}
    return sorted((text for text in texts if len(text) > 1), key=len, reverse=True)


def without(text, names):
    for name in names:
        text = text.replace(name, "，")
    return text


@pytest.mark.parametrize("account_id", ACCOUNTS)
def test_each_language_keeps_to_itself(summaries, case, account_id):
    summary = summaries[account_id]
    own = [*names_in(case), *(tight(summary.our_company.in_language(one)) for one in LANGUAGES)]
    english, chinese = (
        without(text_of(opened(review_pdf(ExecutedReview(summary, language, {})))), own)
        for language in LANGUAGES
    )
    assert not re.search(r"[\u3400-\u9fff]", english)
    assert set(re.findall(r"[A-Za-z]{2,}", chinese)) <= SHARED_WORDS


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_skipped_is_listed_with_what_unlocks_it(textbook, language):
    reader = opened(review_pdf(executed(textbook, language)))
    text = text_of(reader)
    assert bookmarks(reader) == sections_of(textbook, language)
    assert len(textbook.skipped) > 5
    for skipped in textbook.skipped:
        assert tight(say(f"{skipped.section}.section_title", language)) in text
    assert tight(say("tables.receivable", language)) in text
    assert len(reader.pages) <= 4


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_names_print_as_they_are(summaries, language):
    summary = summaries["K02"]
    account = replace(summary.account, name=HOSTILE, region="$x", kam="`a` #b[")
    products = tuple(replace(row, name=HOSTILE) for row in summary.sales.products)
    hostile = replace(summary, account=account, sales=replace(summary.sales, products=products))
    reader = opened(review_pdf(executed(hostile, language)))
    text = text_of(reader)
    expected = tight(HOSTILE).replace("😀", "□")
    assert expected in tight(reader.pages[0].extract_text())
    assert text.count("#evil[*x*_y_$z$<b>&\"'A$B_{C}") > 8
    assert reader.metadata.title.startswith("#evil[ *x*")
    assert "W" * 300 in text
    assert len(reader.pages) <= 25


def test_the_portfolio_says_what_to_do_first_and_lists_the_accounts(portfolio):
    for language in LANGUAGES:
        reader = opened(portfolio_pdf(executed_portfolio(portfolio, language)))
        text = text_of(reader)
        names = ("portfolio_headline", "matrix", "accounts", "concentration")
        assert bookmarks(reader) == [say(f"review.{name}_title", language) for name in names]
        assert tight(portfolio_opening(portfolio, language)) in text
        table = accounts_table(portfolio, language)
        cells = [table.written(row, place) for row in (0, 1) for place in range(8)]
        assert [cell for cell in cells if tight(cell) not in text] == []
        assert tight(portfolio.digests[0].findings[0].next_step(language)) in text


def test_thousands_of_accounts_end_after_the_largest_and_say_so(portfolio):
    many = tuple(
        replace(digest, account_id=f"A{number}", name=f"Account {number}", sales=1e6 - number)
        for number in range(2500)
        for digest in portfolio.digests
    )
    reader = opened(portfolio_pdf(executed_portfolio(replace(portfolio, digests=many), "en")))
    text = text_of(reader)
    assert "Account99M" in text
    assert "Account100M" not in text
    assert tight(say("pdf.largest_accounts", "en", shown=200, n=5000)) in text
    assert len(reader.pages) < 25


def test_no_accounts_and_no_findings_still_print(portfolio):
    empty = ExecutedPortfolio(replace(portfolio, digests=(), assessment=None), "zh", {})
    assert tight(say("review.no_findings", "zh")) in text_of(opened(portfolio_pdf(empty)))


FORKED = """
import os
from ka_helpers.rendering import pdf
from ka_helpers.rendering.pdf.printing import Document, printed
before = len(os.listdir("/proc/self/task"))
pdf.prepare()
assert len(os.listdir("/proc/self/task")) == before, "preparing started a thread"
child = os.fork()
if child == 0:
    page = Document("t", "a", "d", "2026-06-30", "zh", "l", "r", "f", (), ())
    os._exit(0 if printed(page).startswith(b"%PDF") else 3)
assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
"""


@pytest.mark.skipif(sys.platform != "linux", reason="threads are counted in /proc")
def test_a_forked_process_prints_and_preparing_starts_no_thread():
    subprocess.run([sys.executable, "-c", FORKED], check=True, timeout=60)


def test_words_too_long_for_a_line_can_break_and_nothing_else_changes():
    assert printable("sales 2026") == "sales 2026"
    long = printable("x" * (LONGEST_WORD + 1))
    assert long == "x" * LONGEST_WORD + "\u200b" + "x"
    assert printable("销" * 80) == "销" * 80
    assert printable("a😀") == "a□"


def test_columns_fill_at_most_the_page_and_numbers_keep_their_line():
    names = ["Account", *["a rather long name of an account " * 3] * 3]
    money = ["Sales", "¥1,234.5万", "-¥85", "–"]
    fitted = fit([names, *[money] * 5], [False, *[True] * 5], [False] * 6)
    assert sum(fitted.widths) <= PAGE + 1
    assert fitted.size == SIZES[0]
    assert all(
        width - 2 * INSET >= letters_wide("¥1,234.5万") * fitted.size for width in fitted.widths[1:]
    )
    assert fitted.one_line == (True, False, False, False)


def test_many_columns_are_set_smaller_before_numbers_break():
    money = ["Sales", "¥1,234.5万"]
    wide = fit([money] * 12, [True] * 12, [False] * 12)
    assert wide.size < SIZES[0]
    assert sum(wide.widths) <= PAGE + 1


def test_a_picture_s_texts_are_taken_out_with_their_look():
    svg = (
        '<svg viewBox="0 0 200 100" font-size="8" fill="#111111">'
        '<rect x="1"/><g fill="#222222"><text x="5" y="6" text-anchor="end">a &lt; b</text></g>'
        '<text x="0" y="0" transform="translate(3 4)rotate(-90)">up</text>'
        '<g opacity="0.5"><text x="1" y="1">pale</text></g></svg>'
    )
    taken = layers(svg)
    assert [(t["said"], t["x"], t["y"], t["across"], t["fill"]) for t in taken.texts] == [
        ("a < b", 5.0, 6.0, "right", "#222222"),
        ("up", 3.0, 4.0, "left", "#111111"),
    ]
    assert taken.texts[1]["turned"]
    assert "pale" in taken.shapes
    assert taken.shapes.count("<text") == 1
    assert taken.width == 200.0


def test_a_text_with_a_halo_leaves_a_patch_of_its_colour_where_it_stood():
    svg = (
        '<svg viewBox="0 0 200 100" font-size="10"><rect x="1"/>'
        '<g stroke="#fff" stroke-width="2" paint-order="stroke">'
        '<text x="50" y="40" text-anchor="middle">销售</text></g>'
        '<text x="1" y="1" stroke="#000">outlined</text></svg>'
    )
    taken = layers(svg)
    assert [said["said"] for said in taken.texts] == ["销售"]
    patch = re.search(
        r'<rect x="([\d.]+)" y="([\d.]+)" width="([\d.]+)" height="([\d.]+)" fill="#fff"/>',
        taken.shapes,
    )
    left, top, wide, tall = map(float, patch.groups())
    assert left + wide / 2 == pytest.approx(50, abs=0.1)
    assert wide >= letters_wide("销售") * 10
    assert top < 40 - 7 and 40 < top + tall < 43
    assert taken.shapes.index('x="1"/>') < patch.start()
    assert "outlined" in taken.shapes


def test_no_chart_of_a_review_keeps_a_text_as_outlines(summaries):
    pictures = executed(summaries["K18"], "zh").pictures
    assert len(pictures) > 15
    assert [name for name, svg in pictures.items() if "<text" in layers(svg).shapes] == []
