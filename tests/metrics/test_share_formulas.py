"""Formulas of share: the source's example, then what they refuse and the law that joins them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.share import (
    fair_share_index,
    market_share,
    share_growth_gap,
    share_opportunity,
)

SALES = st.integers(1, 10**6).map(float)


def test_fifty_percent_growth_that_loses_share():
    assert share_growth_gap(0.50, 0.60) == pytest.approx(-0.0625)


def test_thirty_percent_of_displays_for_twenty_of_sales():
    assert fair_share_index(0.30, 0.20) == pytest.approx(150)
    assert share_opportunity(0.30, 0.20, 1_000_000) == pytest.approx(100_000)


@given(SALES, SALES, SALES, SALES)
def test_the_gap_is_the_ratio_of_shares(own, category, own_before, category_before):
    gap = share_growth_gap(own / own_before - 1, category / category_before - 1)
    ratio = market_share(own, category) / market_share(own_before, category_before)
    assert gap == pytest.approx(ratio - 1, rel=1e-6, abs=1e-6)


@given(SALES, SALES)
def test_the_opportunity_closes_the_gap(own, category):
    share = market_share(own, category)
    more = share_opportunity(0.5, share, category)
    assert (own + more) / category == pytest.approx(0.5)


@pytest.mark.parametrize(
    "asked",
    [
        lambda: market_share(1.0, 0.0),
        lambda: share_growth_gap(0.1, -1.0),
        lambda: fair_share_index(0.3, 0.0),
    ],
)
def test_nothing_to_compare_with_is_refused(asked):
    with pytest.raises(MetricInputError) as error:
        asked()
    assert error.value.said_in("zh") != error.value.said_in("en")
