"""Findings of share: sharp thresholds, silence on thin samples, sentences in both languages."""

import pytest

from ka_helpers.i18n import say
from ka_helpers.metrics.share import assess
from ka_helpers.reviews.sections.share import SECTION, find
from tests.selling import BEFORE, CONTEXT, NOW, frame, market, together


def assessed(own, category, account_id="A1", **columns):
    """Return the share of an account whose sales and category were 100 and 500 before."""
    return assess({
        "sales": together(frame([own] * 3, grain="month"), frame([100.0] * 3, BEFORE, "month")),
        "market": together(
            market([category] * 3, grain="month", account_id=account_id, **columns),
            market([500.0] * 3, BEFORE, "month", account_id=account_id, **columns),
        ),
    }, NOW, CONTEXT)  # fmt: skip


def keys(share):
    found = list(find(share, CONTEXT))
    for finding in found:
        for language in ("en", "zh"):
            assert finding.headline(language) and finding.evidence(language)
            assert finding.next_step(language)
    return [finding.key for finding in found]


@pytest.mark.parametrize(
    ("own", "category", "expected"),
    [
        (150.0, 800.0, ["share.lost_while_growing"]),
        (110.0, 560.0, []),  # a gap of -1.8 %
        (95.0, 500.0, []),
        (90.0, 500.0, ["share.lost"]),
        (105.0, 500.0, []),
        (120.0, 500.0, ["share.gained"]),
        (95.0, 400.0, ["share.gained"]),  # we shrink less than the category
    ],
)
def test_a_share_that_moved(own, category, expected):
    assert keys(assessed(own, category)) == expected


def test_the_stake_is_the_lost_share_in_money():
    (finding,) = find(assessed(150.0, 800.0), CONTEXT)
    assert finding.stake == pytest.approx(0.0125 * 2400)
    assert finding.headline("en") == (
        "We grow by 50.0% and still lose share: the category grows by 60.0%."
    )


def test_a_thin_sample_claims_nothing():
    assert keys(assessed(150.0, 800.0, n_obs=10.0)) == []


def test_behind_the_whole_market_is_not_called_a_lost_share():
    assert keys(assessed(90.0, 500.0, account_id="ALL")) == ["share.behind_market"]


def test_displays_that_lag_sales():
    tables = {
        "sales": frame([20.0] * 3, grain="month"),
        "market": market([100.0] * 3, grain="month"),
        "execution": frame([1.0] * 13, column="display_own", display_category=10.0),
    }
    assert keys(assess(tables, NOW, CONTEXT)) == ["share.under_displayed"]


@pytest.mark.parametrize("language", ["en", "zh"])
def test_charts_say_what_they_show(language):
    share = assessed(150.0, 800.0)
    for chart in SECTION.charts:
        for part in ("", "_alt", "_note"):
            assert say(f"share.chart_{chart.name}{part}", language, **chart.facts(share))
    assert [chart.name for chart in SECTION.charts if chart.shown(share)] == ["trend", "growth"]
