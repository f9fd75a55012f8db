"""Loading: worked stock, cover and ratios; what is unknown stays unknown."""

import pandas as pd
import pytest

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.loading import assess_loading, loading_ratio, weeks_of_cover
from ka_helpers.periods import Calendar
from tests.selling import NOW, frame, together

CALENDAR = Calendar()


def books(bought, sold, grain="week"):
    return {"sales": together(
        frame([b * 10.0 for b in bought], grain=grain).assign(units=[float(b) for b in bought]),
        frame([s * 15.0 for s in sold], grain=grain, basis="sell_out").assign(
            units=[float(s) for s in sold]
        ),
    )}  # fmt: skip


def counts(*rows):
    visits = pd.DataFrame(rows, columns=["period_start", "store_id", "stock_units"])
    dates = pd.to_datetime(visits["period_start"])
    return visits.assign(period_start=dates, quarter=CALENDAR.quarters_of(dates))


def test_half_a_year_of_stock():
    assert weeks_of_cover(2_600, 100) == 26
    with pytest.raises(MetricInputError):
        weeks_of_cover(2_600, 0)
    with pytest.raises(MetricInputError):
        loading_ratio(100, 0)


def test_stock_is_summed_over_stores_at_the_last_count():
    tables = books([150] * 13, [100] * 13)
    tables["execution"] = counts(
        ("2026-05-04", "s1", 900.0), ("2026-06-22", "s1", 400.0), ("2026-06-22", "s2", 300.0)
    )
    loading = assess_loading(tables, NOW, CALENDAR)
    assert (loading.stock_units.value, loading.stock_units.n) == (700.0, 2)
    assert (loading.stock_method, loading.stock_date) == ("counted", "2026-06-22")
    assert loading.weeks_of_cover.value == pytest.approx(7.0)
    assert (loading.unit, loading.ratio.value, loading.ratio.n) == ("count", 1.5, 13)


def test_without_counts_stock_is_what_came_and_did_not_go():
    loading = assess_loading(books([150] * 13, [100] * 13), NOW, CALENDAR)
    assert (loading.stock_units.value, loading.stock_method) == (650.0, "estimated")
    assert loading.weeks_of_cover.value == pytest.approx(6.5)


def test_more_sold_than_delivered_is_no_stock_at_all():
    loading = assess_loading(books([90] * 13, [100] * 13), NOW, CALENDAR)
    assert loading.stock_units.value is None
    assert loading.weeks_of_cover.value is None
    assert loading.ratio.value == pytest.approx(0.9)


def test_only_periods_in_both_books_are_compared():
    loading = assess_loading(books([100] * 13, [100] * 9), NOW, CALENDAR)
    assert (loading.sell_in.value, loading.sell_out.value, loading.ratio.n) == (900.0, 900.0, 9)


def test_weeks_against_months_are_compared_by_month():
    sales = together(
        frame([100.0] * 13), frame([400.0, 400.0, 500.0], grain="month", basis="sell_out")
    )
    loading = assess_loading({"sales": sales}, NOW, CALENDAR)
    assert [flow.sell_in for flow in loading.flows] == [500.0, 400.0, 400.0]
    assert (loading.unit, loading.ratio.value) == ("money", 1.0)


def test_monthly_sell_out_gives_a_weekly_pace():
    pace = assess_loading(books([91] * 3, [91] * 3, "month"), NOW, CALENDAR).weekly_sell_out
    assert pace.value == pytest.approx(3 * 91 / (91 / 7))


def test_one_book_alone_tells_nothing():
    loading = assess_loading({"sales": frame([1.0] * 13)}, NOW, CALENDAR)
    assert (loading.ratio.value, loading.weeks_of_cover.value, loading.flows) == (None, None, ())
