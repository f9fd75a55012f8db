"""The pitch sheet as a memo for the buyer: the ten parts on two pages, nothing that is ours.

Not in here: any format (`rendering.memo`), any figure (`negotiation.pitch`).
"""

from collections.abc import Mapping

from ka_helpers.cases.casefile import CaseFile
from ka_helpers.figures.listing import plot_expected_sales
from ka_helpers.i18n import say
from ka_helpers.negotiation.pitch import PitchSheet
from ka_helpers.reviews.memo import Drawing, Memo, Part
from ka_helpers.tables.listing import joined

PAGES: Mapping[str, tuple[str, ...]] = {
    "product": ("features", "positioning", "market_data", "forecast", "launch"),
    "terms": ("promotions", "terms", "shelf", "material", "samples"),
}
"""Which parts stand on which page; each is the message `pitch.page_<name>`."""


def pitch_memo(sheet: PitchSheet, file: CaseFile, language: str) -> Memo:
    """Return the memo; what the case says nothing about is left out."""
    product = sheet.scorecard.candidate
    parts = (_page(name, sheet, language) for name in PAGES)
    company = file.our_company.model_dump()[language]
    return Memo(
        title=say("pitch.offer_title", language, product=product.name, account=sheet.account_name),
        kicker=say("pitch.kicker", language, company=company),
        facts=say("pitch.facts", language, account=sheet.account_name, quarter=sheet.quarter),
        opening=say(
            "pitch.opening", language, product=product.name, expected=product.expected,
            peers=product.peers, alike=product.alike, currency=file.currency,
        ),
        company=company,
        as_of=str(file.as_of),
        language=language,
        currency=file.currency,
        parts=tuple(part for part in parts if part.points),
    )  # fmt: skip


def _page(name: str, sheet: PitchSheet, language: str) -> Part:
    of_page = [part for key in PAGES[name] for part in sheet.parts if part.key == key]
    told = [part for part in of_page if part.lines]
    return Part(
        key=name,
        title=say(f"pitch.page_{name}", language),
        message=say(f"pitch.message_{name}", language),
        points=tuple(
            say("pitch.point", language, part=say(f"pitch.name_{part.key}", language),
                said=joined(part.lines, language))
            for part in told
        ),
        drawings=(_drawing(sheet, language),) if name == "product" else (),
    )  # fmt: skip


def _drawing(sheet: PitchSheet, language: str) -> Drawing:
    card, currency = sheet.scorecard, sheet.currency
    new = card.candidate
    told = {"expected": new.expected, "low": new.low, "high": new.high, "currency": currency}
    return Drawing(
        "expected", plot_expected_sales(card, language, currency),
        say("listing.chart_title", language),
        say("listing.chart_alt", language, product=new.name, **told),
        say("listing.chart_note", language, peers=new.peers),
    )  # fmt: skip
