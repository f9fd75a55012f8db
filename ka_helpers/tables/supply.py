"""Tables of how an account is supplied: service figures, and the causes of failure."""

from ka_helpers.i18n import say
from ka_helpers.metrics.assessment import Measure
from ka_helpers.metrics.supply import SupplyAssessment
from ka_helpers.tables.table import Table, TableColumn

FIGURES = (
    "fill_rate", "otif", "otif_lines", "in_full", "on_time", "lead_days", "below_life_limit",
    "penalty_amount",
)  # fmt: skip


def lay_out_service(supply: SupplyAssessment, language: str, currency: str = "CNY") -> Table:
    """Return the measured figures of service and forecast, now and before."""
    rows = [(name, getattr(supply, name), getattr(supply, f"{name}_before")) for name in FIGURES]
    rows += _forecast_rows(supply)
    rows = [row for row in rows if row[1].value is not None]
    absent = [name for name in FIGURES if getattr(supply, name).value is None]
    before = (
        say("supply.compared_quarter", language, before=supply.before)
        if supply.before
        else say("supply.no_comparison", language)
    )
    return Table(
        title=say("supply.table_service", language),
        columns=(
            TableColumn(say("supply.figure", language)),
            TableColumn(say("supply.this_quarter", language), "each"),
            TableColumn(before, "each"),
            TableColumn(say("supply.n", language), "count"),
        ),
        rows=tuple(
            (say(f"supply.{name}", language), now.value, past.value, now.n)
            for name, now, past in rows
        ),
        language=language,
        currency=currency,
        note=_service_note(supply, absent, language),
        formats=tuple(now.unit for _, now, _ in rows),
    )


def lay_out_causes(supply: SupplyAssessment, language: str, currency: str = "CNY") -> Table:
    """Return the causes of failure, a row a reason, with who can repair it, and their sum."""
    failures = {failure.reason: failure for failure in supply.failures}
    penalties = {penalty.reason: penalty for penalty in supply.penalties}
    measured = supply.penalty_amount.value is not None
    rows = []
    for reason in dict.fromkeys((*penalties, *failures)):
        failure, penalty = failures.get(reason), penalties.get(reason)
        department = failure.department if failure else penalties[reason].department
        charged = (penalty.amount if penalty else 0.0) if measured else None
        rows.append(
            (say(f"supply.reason_{reason}", language),
             say(f"supply.department_{department}", language),
             failure.n if failure else 0, failure.missing_units if failure else 0.0, charged)
        )  # fmt: skip
    rows.append(
        (say("supply.total", language), "", sum(f.n for f in supply.failures),
         sum(f.missing_units for f in supply.failures), supply.penalty_amount.value)
    )  # fmt: skip
    heads = (
        ("reason", "text"), ("department", "text"), ("failed_lines", "count"),
        ("missing_units", "count"), ("penalty_amount", "money"),
    )  # fmt: skip
    return Table(
        title=say("supply.table_causes", language),
        columns=tuple(TableColumn(say(f"supply.{name}", language), form) for name, form in heads),
        rows=tuple(rows),
        language=language,
        currency=currency,
        note=say("supply.causes_note", language, n=supply.fill_rate.n),
        statuses=(*[""] * (len(rows) - 1), "total"),
    )


def _forecast_rows(supply: SupplyAssessment) -> list[tuple[str, Measure, Measure]]:
    forecast = supply.forecast
    if forecast is None:
        return []
    unknown = Measure(None, "share", 0, "forecast")
    return [
        ("forecast_accuracy", forecast.accuracy, forecast.accuracy_before),
        ("forecast_bias", forecast.bias, forecast.bias_before),
        ("forecast_promoted", forecast.promoted, unknown),
        ("forecast_unpromoted", forecast.unpromoted, unknown),
    ]


def _service_note(supply: SupplyAssessment, absent: list[str], language: str) -> str:
    note = say("supply.service_note", language, lines=supply.fill_rate.n, orders=supply.in_full.n)
    if supply.forecast is not None:
        note += say(f"supply.forecast_note_{supply.forecast.basis}", language,
                    n=supply.forecast.accuracy.n)  # fmt: skip
    if absent:
        names = say("supply.list_comma", language).join(
            say(f"supply.{name}", language) for name in absent
        )
        note += say("supply.not_measured_note", language, names=names)
    return note
