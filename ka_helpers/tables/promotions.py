"""Tables of promotions: each one's result, and how the quarter's came about."""

from collections.abc import Iterator

from ka_helpers.i18n import say
from ka_helpers.metrics.promotion_results import PromotionResult
from ka_helpers.metrics.promotions import PromotionsAssessment
from ka_helpers.tables.table import Table, TableColumn, Value

MOST_ROWS = 12
_COLUMNS = (
    ("promotion", "text"),
    ("mechanic", "text"),
    ("start", "date"),
    ("lead_time", "days"),
    ("uplift_rate", "share"),
    ("spend", "money"),
    ("incremental_margin", "money"),
    ("return", "ratio"),
    ("return_from", "ratio"),
    ("return_to", "ratio"),
    ("verdict", "text"),
)


def lay_out_results(
    promotions: PromotionsAssessment, language: str, currency: str = "CNY"
) -> Table:
    """Return the promotions ranked by return, the best and the worst if they are many."""
    ranked = promotions.results
    half = MOST_ROWS // 2
    shown = ranked if len(ranked) <= MOST_ROWS else (*ranked[:half], *ranked[-half:])
    rows = [_result_row(result, language) for result in shown]
    whole = promotions.return_interval
    rows.append((
        say("promotions.all", language, n=promotions.n), None, None,
        promotions.median_lead_days.value, None, promotions.spend.value,
        promotions.incremental_margin.value, whole.value if whole else None,
        whole.low if whole else None, whole.high if whole else None, None,
    ))  # fmt: skip
    return Table(
        title=say("promotions.table_results", language),
        columns=tuple(
            TableColumn(say(f"promotions.column_{name}", language), form) for name, form in _COLUMNS
        ),
        rows=tuple(rows),
        language=language,
        currency=currency,
        note=_results_note(promotions, len(shown), language),
        statuses=(*(_status(result) for result in shown), "total"),
    )


def lay_out_process(
    promotions: PromotionsAssessment, language: str, currency: str = "CNY"
) -> Table:
    """Return how the quarter's promotions came about and what they cost, beside before."""
    lines = list(_process(promotions))
    return Table(
        title=say("promotions.table_process", language),
        columns=(
            TableColumn(say("promotions.column_measure", language)),
            TableColumn(say("promotions.column_now", language), "each"),
            TableColumn(say("promotions.column_before", language), "each"),
            TableColumn(say("promotions.column_n", language), "count"),
        ),
        rows=tuple(
            (say(f"promotions.measure_{name}", language), now, before, n)
            for name, _, now, before, n in lines
        ),
        formats=tuple(form for _, form, *_ in lines),
        language=language,
        currency=currency,
        note=say("promotions.process_note", language, n=promotions.n,
                 cancelled=promotions.n_cancelled, before=_before(promotions, language)),
    )  # fmt: skip


def verdict(result: PromotionResult) -> str:
    """Return the message of what the return's interval says, or why it says nothing."""
    if result.reason is not None:
        return f"promotions.reason_{result.reason}"
    returned = result.return_on_spend
    if returned is None:
        return "promotions.verdict_no_money"
    if returned.low > 1:
        return "promotions.verdict_earned"
    return "promotions.verdict_lost" if returned.high < 1 else "promotions.verdict_unclear"


def mechanic_name(mechanic: str | None, language: str) -> str | None:
    """Return the kind of promotion in the reader's language."""
    return None if mechanic is None else say(f"promotions.mechanic_{mechanic}", language)


def _result_row(result: PromotionResult, language: str) -> tuple[Value, ...]:
    returned, margin = result.return_on_spend, result.incremental_margin
    return (
        result.name, mechanic_name(result.mechanic, language), result.start, result.lead_days,
        result.uplift_rate.value if result.uplift_rate else None, result.spend,
        margin.value if margin else None, returned.value if returned else None,
        returned.low if returned else None, returned.high if returned else None,
        say(verdict(result), language),
    )  # fmt: skip


def _status(result: PromotionResult) -> str:
    return {"promotions.verdict_earned": "good", "promotions.verdict_lost": "bad"}.get(
        verdict(result), ""
    )


def _results_note(promotions: PromotionsAssessment, shown: int, language: str) -> str:
    return say(
        "promotions.results_note", language, rate=100 * promotions.rate, shown=shown,
        n=promotions.n, estimated=promotions.n_estimated,
    )  # fmt: skip


def _process(
    promotions: PromotionsAssessment,
) -> Iterator[tuple[str, str, float | None, float | None, int | None]]:
    """Yield name, format, value now, value before and n of each line."""
    p = promotions
    pairs = (
        ("lead_time", p.median_lead_days, p.median_lead_days_before.value),
        ("forced_price_cuts", p.share_forced_price_cuts, p.share_forced_price_cuts_before.value),
        ("price_cuts", p.share_price_cuts, None),
        ("buyer_forced", p.share_buyer_forced, None),
        ("spend", p.spend, p.spend_before.value),
        ("incremental_margin", p.incremental_margin, p.incremental_margin_before.value),
        ("return", p.return_on_spend, p.return_on_spend_before.value),
        ("input_output_ratio", p.input_output_ratio, None),
        ("subsidised_share", p.subsidised_share, None),
    )
    for name, measure, before in pairs:
        if measure.n:
            yield name, measure.unit, measure.value, before, measure.n
    if p.n_not_approved is not None:
        yield "not_approved", "count", p.n_not_approved, None, p.n
    yield "overlaps", "count", len(p.overlaps), None, p.n


def _before(promotions: PromotionsAssessment, language: str) -> str:
    if promotions.before is None:
        return say("promotions.nothing_before", language)
    return say("promotions.before_quarter", language, quarter=promotions.before)
