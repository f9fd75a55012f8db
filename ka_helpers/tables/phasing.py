"""Tables of how sales came: the three signs at a glance, and month by month."""

from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import quarter
from ka_helpers.metrics.assessment import Measure
from ka_helpers.metrics.phasing import PhasingAssessment
from ka_helpers.tables.table import Table, TableColumn

_MONTH_COLUMNS = (
    ("sales", "money"),
    ("share", "share"),
    ("last_week_share", "share"),
    ("gini", "ratio"),
    ("evenness", "ratio"),
    ("variation", "ratio"),
    ("concentration", "ratio"),
)


def lay_out_figures(phasing: PhasingAssessment, language: str, currency: str = "CNY") -> Table:
    """Return evenness, loading and diversion now and before; unmeasured ones are left out."""
    loading, nothing = phasing.loading, Measure(None, "number", 0, "")
    even = Measure(phasing.even_last_week_share, "share", phasing.last_week_share.n, "sales")
    limit = Measure(phasing.cover_limit, "number", phasing.weeks_of_cover.n, "")
    pairs = (
        ("last_week_share", phasing.last_week_share, phasing.last_week_share_before),
        ("even_last_week_share", even, nothing),
        ("evenness", phasing.evenness, phasing.evenness_before),
        ("gini", phasing.gini, phasing.gini_before),
        ("variation", phasing.variation, phasing.variation_before),
        ("concentration", phasing.concentration, phasing.concentration_before),
        ("month_evenness", phasing.month_evenness, phasing.month_evenness_before),
        ("loading_ratio", phasing.loading_ratio, phasing.loading_ratio_before),
        ("stock_units", loading.stock_units, nothing),
        ("weekly_sell_out", loading.weekly_sell_out, nothing),
        ("weeks_of_cover", phasing.weeks_of_cover, phasing.weeks_of_cover_before),
        ("cover_limit", limit if phasing.weeks_of_cover.n else nothing, nothing),
        ("out_of_region_share", phasing.out_of_region_share, phasing.out_of_region_share_before),
    )
    shown = [(name, now, then) for name, now, then in pairs if now.value is not None]
    was = quarter(phasing.before, language) if phasing.before else say("phasing.before", language)
    return Table(
        title=say("phasing.table_figures", language),
        columns=(
            TableColumn(say("phasing.figure", language)),
            TableColumn(say("phasing.now", language), "each"),
            TableColumn(was, "each"),
            TableColumn(say("phasing.n", language), "count"),
        ),
        rows=tuple(
            (say(f"phasing.figure_{name}", language), now.value, then.value, now.n)
            for name, now, then in shown
        ),
        language=language,
        currency=currency,
        note=_note(phasing, language),
        formats=tuple(now.unit for _, now, _ in shown),
    )


def lay_out_months(phasing: PhasingAssessment, language: str, currency: str = "CNY") -> Table:
    """Return the months of the quarter: how much of it, and how evenly its weeks sold."""
    columns = _MONTH_COLUMNS if phasing.last_week_share.n else _MONTH_COLUMNS[:2]
    return Table(
        title=say("phasing.table_months", language),
        columns=(
            TableColumn(say("phasing.month", language)),
            *(TableColumn(say(f"phasing.{name}", language), form) for name, form in columns),
        ),
        rows=tuple(
            (say("phasing.month_name", language, month=month.month),
             *(getattr(month, name) for name, _ in columns))
            for month in phasing.months
        ),
        language=language,
        currency=currency,
        note=say("phasing.months_note", language, n=phasing.sell_in_sales.n,
                 weeks=phasing.last_week_share.n),
    )  # fmt: skip


def _note(phasing: PhasingAssessment, language: str) -> str:
    """Return unit, n and source, how the stock is known, and what was not measured."""
    loading = phasing.loading
    sentences = [say("phasing.figures_note", language)]
    if phasing.last_week_share.value is None:
        sentences.append(say("phasing.no_weeks_note", language))
    if loading.stock_method == "counted":
        sentences.append(say("phasing.counted_note", language, day=loading.stock_date))
    elif loading.stock_method:
        sentences.append(say("phasing.estimated_note", language))
    if phasing.loading_ratio.n:
        sentences.append(say(f"phasing.ratio_{loading.unit}_note", language))
    return ("" if language == "zh" else " ").join(sentences)
