"""Findings of phasing: the three signs fire at their thresholds, and an even account is quiet."""

import pandas as pd
import pytest

from ka_helpers.i18n import say
from ka_helpers.metrics.phasing import assess
from ka_helpers.periods import Calendar
from ka_helpers.reviews.sections.phasing import SECTION, find
from tests.selling import CONTEXT, NOW, frame, together


def weeks(last):
    """Return weeks of months whose last one holds `last` of the month."""
    rest = [(1 - last) / 3] * 3
    return [(1 - last) / 4] * 4 + [last] + [*rest, last] * 2


def found_in(tables):
    phasing = assess(tables, NOW, CONTEXT)
    found = list(find(phasing, CONTEXT))
    for finding in found:
        for language in ("en", "zh"):
            assert finding.headline(language) and finding.evidence(language)
            assert finding.next_step(language)
    return found


def keys(tables):
    return [finding.key for finding in found_in(tables)]


def loaded(bought, sold, stock):
    tables = {
        "sales": together(
            frame([bought] * 13, units=bought), frame([sold] * 13, basis="sell_out", units=sold)
        )
    }
    day = pd.to_datetime(["2026-06-22"])
    visits = pd.DataFrame({"period_start": day, "stock_units": [stock]})
    tables["execution"] = visits.assign(quarter=Calendar().quarters_of(visits["period_start"]))
    return tables


@pytest.mark.parametrize(
    ("last", "expected"), [(0.32, []), (0.49, []), (0.51, ["phasing.phasing"])]
)
def test_a_month_made_in_its_last_week(last, expected):
    assert keys({"sales": frame(weeks(last))}) == expected


def test_the_stake_is_what_came_above_an_even_pace():
    (finding,) = found_in({"sales": frame(weeks(0.7))})
    assert finding.stake == pytest.approx((0.7 - 0.2) + 2 * (0.7 - 0.25))
    assert finding.headline("zh") == "当月进货有 70.0% 集中在最后一周，均衡时应为 23.3%。"


@pytest.mark.parametrize(
    ("bought", "stock", "expected"),
    [
        (10.0, 40.0, []),
        (15.0, 260.0, ["phasing.loading"]),
        (13.0, 260.0, ["phasing.overstocked"]),  # full, but not this quarter's doing
        (15.0, 110.0, []),
    ],
)
def test_an_account_is_loaded_if_it_is_full_and_was_filled(bought, stock, expected):
    assert keys(loaded(bought, 10.0, stock)) == expected


def test_loading_can_be_told_without_counting_stock():
    tables = loaded(30.0, 10.0, 0.0)
    del tables["execution"]
    (finding,) = found_in(tables)
    assert finding.key == "phasing.loading"
    assert dict(finding.values)["how"] == "phasing.stock_estimated"
    assert finding.stake == pytest.approx(390 * 2 / 3)


@pytest.mark.parametrize(("outside", "expected"), [(0.03, []), (0.31, ["phasing.diversion"])])
def test_sales_that_left_the_region(outside, expected):
    rows = together(
        frame([1 - outside] * 13, in_region=True), frame([outside] * 13, in_region=False)
    )
    rows["in_region"] = rows["in_region"].astype("boolean")
    assert keys({"sales": rows}) == expected


@pytest.mark.parametrize("language", ["en", "zh"])
def test_charts_say_what_they_show(language):
    tables = loaded(15.0, 10.0, 260.0)
    tables["sales"] = tables["sales"].assign(in_region=pd.array([False] * 26, "boolean"))
    phasing = assess(tables, NOW, CONTEXT)
    for chart in SECTION.charts:
        assert chart.shown(phasing)
        for part in ("", "_alt", "_note"):
            assert say(f"phasing.chart_{chart.name}{part}", language, **chart.facts(phasing))
