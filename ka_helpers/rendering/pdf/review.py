"""One account's review as a printed document: a first page to hand over, then the sections."""

from collections.abc import Iterator

from ka_helpers.i18n import say
from ka_helpers.rendering.executed import ExecutedReview
from ka_helpers.rendering.pdf import blocks
from ka_helpers.rendering.pdf.printing import Block, Document, printed
from ka_helpers.rendering.wording import (
    headlines,
    review_facts,
    review_kicker,
    review_opening,
    scorecard_table,
    section_question,
    section_title,
    skipped_table,
)
from ka_helpers.reviews.section import Section
from ka_helpers.reviews.sections import SECTIONS

STATUS_COLUMN = 7


def review_pdf(review: ExecutedReview) -> bytes:
    """Return the PDF of one account's review: the same review gives the same bytes."""
    return printed(review_document(review))


def review_document(review: ExecutedReview) -> Document:
    """Return what the review prints."""
    summary, language = review.summary, review.language
    quarter = say("review.quarter", language, quarter=summary.quarter)
    name, kicker = summary.account.name, review_kicker(summary, language)
    return Document(
        title=say("review.page_title", language, name=name, quarter=summary.quarter),
        author=summary.our_company.in_language(language),
        description=review_opening(summary, language),
        as_of=summary.as_of,
        language=language,
        left=name,
        right=quarter,
        foot=say("pdf.foot", language, kicker=kicker, as_of=summary.as_of),
        first=tuple(_first_page(review)),
        rest=(*_sections(review), *_skipped(review)),
    )


def _first_page(review: ExecutedReview) -> Iterator[Block]:
    summary, language = review.summary, review.language
    yield blocks.title(
        review_kicker(summary, language),
        summary.account.name,
        review_facts(summary, language),
        review_opening(summary, language),
    )
    yield blocks.section("headline", say("review.headline_title", language))
    printed_sections = {section.key for section in SECTIONS}
    top = headlines(summary.findings)
    if not top:
        yield blocks.text(say("review.no_findings", language))
    for found in top:
        yield blocks.finding(found, language, refer=found.section in printed_sections)
    rest = len(summary.findings) - len(top)
    if rest:
        yield blocks.text(say("review.more_findings", language, n=rest))
    yield blocks.section(
        "scorecard",
        say("review.scorecard_title", language),
        say("review.scorecard_question", language),
    )
    yield blocks.table(scorecard_table(summary, language), chips=(STATUS_COLUMN,))


def _sections(review: ExecutedReview) -> Iterator[Block]:
    for section in SECTIONS:
        if getattr(review.summary, section.key) is not None:
            yield from _section(section, review)


def _section(section: Section, review: ExecutedReview) -> Iterator[Block]:
    key, language, currency = section.key, review.language, review.summary.currency
    assessment = getattr(review.summary, key)
    yield blocks.section(key, section_title(key, language), section_question(key, language))
    for found in review.summary.findings:
        if found.section == key:
            yield blocks.finding(found, language)
    for drawing in section.charts:
        svg = review.pictures.get(f"{key}.{drawing.name}")
        if svg is not None:
            yield blocks.chart(drawing, svg, key, assessment, (language, currency))
    for layout in section.layouts:
        if layout.shown(assessment):
            yield blocks.table(layout.lay_out(assessment, language, currency))


def _skipped(review: ExecutedReview) -> Iterator[Block]:
    if review.summary.skipped:
        yield blocks.section("skipped", say("review.skipped_title", review.language))
        yield blocks.table(skipped_table(review.summary, review.language))
