"""Supply in the review: do orders arrive in full and on time, and whose work is the rest."""

from collections.abc import Iterator

from ka_helpers.figures.supply import plot_failures, plot_forecast, plot_penalties, plot_service
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.supply import NEEDS, SupplyAssessment, assess
from ka_helpers.reviews.findings import Finding, found
from ka_helpers.reviews.section import Chart, Layout, Section
from ka_helpers.tables.supply import lay_out_causes, lay_out_service

FILL_BELOW_TARGET = 0.10
BIAS_BAD = 0.20
FEWEST_PAIRS = 10


def find(supply: SupplyAssessment, context: Context) -> Iterator[Finding]:
    """Yield what a manager should know of an account's supply."""
    fill = supply.fill_rate.value
    if fill is not None and fill < context.fill_rate - FILL_BELOW_TARGET:
        yield found(
            "supply.fill_rate_low", "bad", context.currency, stake=supply.penalty_amount.value,
            fill_rate=fill, target=context.fill_rate, n=supply.fill_rate.n,
            missing=sum(failure.missing_units for failure in supply.failures),
            failed=sum(failure.n for failure in supply.failures),
        )  # fmt: skip
    forecast = supply.forecast
    if forecast is None or forecast.bias.value is None or forecast.bias.n < FEWEST_PAIRS:
        return
    if abs(forecast.bias.value) >= BIAS_BAD:
        yield found(
            "supply.forecast_biased", "warn", context.currency,
            bias=forecast.bias.value, accuracy=forecast.accuracy.value, n=forecast.bias.n,
        )  # fmt: skip


SECTION = Section(
    key="supply",
    needs=NEEDS,
    assess=assess,
    find=find,
    charts=(
        Chart(
            "service", plot=plot_service, height=2.6,
            facts=lambda s: {"fill_rate": s.fill_rate.value, "target": s.target,
                             "first": s.months[0].month, "last": s.months[-1].month,
                             "n": sum(m.n for m in s.months)},
            shown=lambda s: len(s.months) > 1,
        ),
        Chart(
            "penalties", plot=plot_penalties, height=2.4,
            facts=lambda s: {"penalties": s.penalty_amount.value, "n": s.penalty_amount.n},
            shown=lambda s: bool(s.penalties),
        ),
        Chart(
            "failures", plot=plot_failures, height=2.4,
            facts=lambda s: {"missing": sum(f.missing_units for f in s.failures),
                             "n": sum(f.n for f in s.failures)},
            shown=lambda s: bool(s.failures) and not s.penalties,
        ),
        Chart(
            "forecast", plot=plot_forecast, height=2.4,
            facts=lambda s: {"accuracy": s.forecast.accuracy.value, "n": s.forecast.accuracy.n},
            shown=lambda s: s.forecast is not None,
        ),
    ),
    layouts=(Layout(lay_out_service), Layout(lay_out_causes, shown=lambda s: bool(s.failures))),
)  # fmt: skip
