"""The negotiation brief as a memo: a heading, a question and what answers it, part by part.

Not in here: what the brief says (`negotiation.brief`), how its tables are laid out
(`tables.brief`), any format (`rendering.memo`).
"""

from collections.abc import Callable
from typing import Any

from ka_helpers.figures.negotiation import Space, plot_space
from ka_helpers.i18n import say
from ka_helpers.negotiation.brief import Brief
from ka_helpers.reviews.findings import Finding, Tone
from ka_helpers.reviews.memo import Drawing, Memo, Part
from ka_helpers.tables import brief as tables
from ka_helpers.tables.table import Table

LayOut = Callable[[Brief, str], Table]
ON_FIRST_PAGE = 2


def brief_memo(brief: Brief, language: str) -> Memo:
    """Return a brief as a memo in one language; a part that has nothing to show is left out."""
    company = dict(brief.our_company)[language]
    parts = (
        _summary(brief, language),
        _laid_out(brief, language, "issues", tables.lay_out_issues),
        _laid_out(brief, language, "prices", tables.lay_out_prices,
                  details=(tables.lay_out_reckoning(brief, language),)),
        _laid_out(brief, language, "ways", tables.lay_out_ways,
                  drawings=(_drawing(brief, language),)),
        _laid_out(brief, language, "offers", tables.lay_out_offers),
        _laid_out(brief, language, "swaps", tables.lay_out_swaps, **_swaps_said(brief, language)),
        _laid_out(brief, language, "people", tables.lay_out_people, **_gaps_said(brief, language)),
        _laid_out(brief, language, "interests", tables.lay_out_interests),
        _laid_out(brief, language, "questions", tables.lay_out_questions),
        _laid_out(brief, language, "arguments", tables.lay_out_arguments),
        _laid_out(brief, language, "assumptions", tables.lay_out_assumptions),
    )  # fmt: skip
    return Memo(
        title=say("brief.title", language, name=brief.account_name),
        kicker=company,
        facts=_facts(brief, language),
        opening=opening_of(brief, language),
        company=company,
        as_of=brief.as_of,
        language=language,
        currency=brief.currency,
        parts=tuple(part for part in parts if part.points or part.tables),
        first_page=ON_FIRST_PAGE,
    )


def opening_of(brief: Brief, language: str) -> str:
    """Return the whole brief in a sentence."""
    return say(
        f"brief.opening_{'loss' if brief.bottom_us <= 0 else 'gain'}", language,
        currency=brief.currency, name=brief.account_name, sales=brief.sales,
        contribution=brief.contribution, earned=brief.their_earnings, bottom=abs(brief.bottom_us),
    )  # fmt: skip


def zone_of(brief: Brief, language: str) -> str:
    """Return whether both can agree, and to what, in a sentence."""
    zone = brief.zone
    return say(
        f"brief.zone_{'there' if zone.exists else 'none'}", language, currency=brief.currency,
        room=abs(zone.room), low=zone.us_low, high=zone.us_high,
    )  # fmt: skip


def space_of(brief: Brief, language: str) -> Space:
    """Return what is drawn of the space: today, our opening and target, what they ask first."""
    at = {offer.name: (offer.us, offer.them) for offer in brief.offers}
    return Space(
        brief.frontier,
        (brief.bottom_us, brief.bottom_them),
        ours=(at["opening"], at["target"]),
        theirs=(at["first_ask"],) if "first_ask" in at else (),
        named=((tables.name_of_offer("today", language), at["today"]),),
    )


def findings_of(brief: Brief) -> tuple[Finding, ...]:
    """Return the risks as findings of a review."""
    tones: dict[str, Tone] = {"bad": "bad", "warn": "warn", "good": "good"}
    return tuple(
        Finding(f"brief.{risk.name}", tones[risk.tone], risk.stake, risk.values, brief.currency)
        for risk in brief.risks
    )


def _facts(brief: Brief, language: str) -> str:
    """Return the year it looks at and the account manager, in one line."""
    first, last = brief.quarters[0], brief.quarters[-1]
    facts = [say("brief.facts_year", language, first=first, last=last)]
    facts += [say("brief.facts_kam", language, kam=brief.kam)] if brief.kam else []
    return " · ".join(facts)


def _summary(brief: Brief, language: str) -> Part:
    said = [zone_of(brief, language)]
    said += [] if brief.from_table else [say("brief.no_table", language)]
    title, question = _headed("summary", language)
    return Part("summary", title, question, tuple(said), findings=findings_of(brief))


def _laid_out(brief: Brief, language: str, key: str, lay_out: LayOut, **more: Any) -> Part:
    title, question = _headed(key, language)
    table = lay_out(brief, language)
    return Part(key, title, question, tables=(table,) if table.rows else (), **more)


def _headed(key: str, language: str) -> tuple[str, str]:
    return say(f"brief.part_{key}", language), say(f"brief.part_{key}_question", language)


def _drawing(brief: Brief, language: str) -> Drawing:
    return Drawing(
        "space", plot_space(space_of(brief, language), language, brief.currency),
        say("brief.chart_space", language), say("brief.chart_space_alt", language),
        say("brief.chart_space_note", language, n=len(brief.frontier)),
        height=3.6, message=zone_of(brief, language),
    )  # fmt: skip


def _swaps_said(brief: Brief, language: str) -> dict[str, Any]:
    said = tuple(tables.swap_said(swap, brief, language) for swap in brief.swaps[:3])
    return {"points": said, "points_title": say("brief.swaps_said_title", language)}


def _gaps_said(brief: Brief, language: str) -> dict[str, Any]:
    said = tuple(line.said(language) for line in brief.gaps[:5])
    return {"points": said, "points_title": say("brief.gaps_title", language)}
