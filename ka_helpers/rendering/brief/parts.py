"""The parts that a brief is made of in every format: a heading, a question, what answers it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ka_helpers.figures.negotiation import Space, plot_space
from ka_helpers.figures.plot import Plot
from ka_helpers.i18n import say
from ka_helpers.negotiation.brief import Brief
from ka_helpers.reviews.findings import Finding, Tone
from ka_helpers.reviews.section import Chart
from ka_helpers.tables import brief as tables
from ka_helpers.tables.table import Table

DOMAIN = "brief"
SHARES = {
    "issues": (2.4, 1, 1, 1, 1, 1),
    "prices": (2.4, 2.0, 1.1, 1.1, 1.2, 2.4),
    "ways": (0.7, 5.6, 1.0),
    "swaps": (3.0, 3.0, 1.1, 1.1),
    "people": (1.6, 1.8, 1.1, 1.0, 0.7, 1.2, 3.0),
    "interests": (1.6, 1.6, 1.2, 1.2, 3.0),
    "questions": (1.0, 1.0, 6.0),
    "arguments": (1.1, 2.6, 2.6, 2.6),
    "assumptions": (5.0, 1.0, 1.0),
}
"""How wide a part's columns are on a slide, against each other."""


@dataclass(frozen=True)
class Part:
    """A part of a brief in one language; `key` names its messages, sheet and anchor.

    `points` are short sentences under the table, such as trades to say or gaps to close.
    """

    key: str
    title: str
    question: str
    texts: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    charts: tuple[Chart, ...] = ()
    tables: tuple[Table, ...] = ()
    points: tuple[str, ...] = ()
    points_title: str = ""


def parts_of(brief: Brief, language: str) -> tuple[Part, ...]:
    """Return the parts in the order to read them; one that has nothing to show is left out."""
    made = (
        _summary(brief, language),
        _laid_out(brief, language, "issues", tables.lay_out_issues),
        _laid_out(brief, language, "prices", tables.lay_out_prices, tables.lay_out_reckoning),
        _laid_out(brief, language, "ways", tables.lay_out_ways, charts=(SPACE,)),
        _laid_out(brief, language, "offers", tables.lay_out_offers),
        _laid_out(brief, language, "swaps", tables.lay_out_swaps, points=_swaps_said),
        _laid_out(brief, language, "people", tables.lay_out_people, points=_gaps_said),
        _laid_out(brief, language, "interests", tables.lay_out_interests),
        _laid_out(brief, language, "questions", tables.lay_out_questions),
        _laid_out(brief, language, "arguments", tables.lay_out_arguments),
        _laid_out(brief, language, "assumptions", tables.lay_out_assumptions),
    )
    return tuple(part for part in made if part.texts or part.tables)


def title_of(brief: Brief, language: str) -> str:
    """Return what the document is called."""
    return say("brief.title", language, name=brief.account_name)


def kicker_of(brief: Brief, language: str) -> str:
    """Return whose brief it is."""
    return say("brief.kicker", language, company=company_of(brief, language))


def company_of(brief: Brief, language: str) -> str:
    """Return our company's name."""
    return dict(brief.our_company)[language]


def facts_of(brief: Brief, language: str) -> str:
    """Return the quarter, the year it looks at and the account manager, in one line."""
    first, last = brief.quarters[0], brief.quarters[-1]
    facts = [say("brief.facts_year", language, first=first, last=last)]
    facts += [say("brief.facts_kam", language, kam=brief.kam)] if brief.kam else []
    return " · ".join(facts)


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


def findings_of(brief: Brief) -> tuple[Finding, ...]:
    """Return the risks as findings of a review."""
    tones: dict[str, Tone] = {"bad": "bad", "warn": "warn", "good": "good"}
    return tuple(
        Finding(f"{DOMAIN}.{risk.name}", tones[risk.tone], risk.stake, risk.values, brief.currency)
        for risk in brief.risks
    )


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


def _plot(brief: Brief, language: str, currency: str) -> Plot:
    return plot_space(space_of(brief, language), language, currency)


def _chart_facts(brief: Brief) -> dict[str, Any]:
    return {"n": len(brief.frontier)}


SPACE = Chart("space", _plot, _chart_facts, height=3.6)


def _summary(brief: Brief, language: str) -> Part:
    said = [zone_of(brief, language)]
    said += [] if brief.from_table else [say("brief.no_table", language)]
    title, question = _headed("summary", language)
    return Part("summary", title, question, tuple(said), findings_of(brief))


def _laid_out(
    brief: Brief, language: str, key: str, *lay_outs: Callable[[Brief, str], Table],
    charts: tuple[Chart, ...] = (),
    points: Callable[[Brief, str], tuple[str, tuple[str, ...]]] | None = None,
) -> Part:  # fmt: skip
    title, question = _headed(key, language)
    laid_out = tuple(lay_out(brief, language) for lay_out in lay_outs)
    heading, said = points(brief, language) if points else ("", ())
    return Part(
        key, title, question, charts=charts, tables=tuple(t for t in laid_out if t.rows),
        points=said, points_title=heading if said else "",
    )  # fmt: skip


def _headed(key: str, language: str) -> tuple[str, str]:
    return say(f"brief.part_{key}", language), say(f"brief.part_{key}_question", language)


def _swaps_said(brief: Brief, language: str) -> tuple[str, tuple[str, ...]]:
    said = tuple(tables.swap_said(swap, brief, language) for swap in brief.swaps[:3])
    return say("brief.swaps_said_title", language), said


def _gaps_said(brief: Brief, language: str) -> tuple[str, tuple[str, ...]]:
    return say("brief.gaps_title", language), tuple(line.said(language) for line in brief.gaps[:5])
