"""Uplift: simple readings by hand, the estimate against a known truth, and refusals."""

import numpy as np
import pandas as pd
import pytest

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.uplift import (
    Interval,
    estimate_uplifts,
    interval_about,
    local_baseline,
    naive_uplift,
    sum_intervals,
    uplift_rate,
)
from ka_helpers.metrics.weekly_units import lay_out_weeks
from tests.metrics.promotion_world import invent


def study_of(world, **options):
    return estimate_uplifts(lay_out_weeks(world.sales, world.products), world.promotions, **options)


@pytest.fixture(scope="module")
def recovered():
    """Estimates and truths of fifteen worlds."""
    rows = []
    for seed in range(15):
        world = invent(seed)
        study = study_of(world)
        for number, found in enumerate(study.uplifts):
            product = world.promotions["product_id"][number]
            units = pd.Series(study.weekly.units[study.weekly.products.index(product)])
            naive = naive_uplift(units, pd.Series(study.promoted.during[number]))
            truth = world.truth.loc[number]
            rows.append((found.uplift, found.net, naive, truth["uplift"], truth["dip"]))
    return pd.DataFrame(rows, columns=["uplift", "net", "naive", "truth", "dip"])


def coverage(intervals, truths):
    return np.mean([i.low <= t <= i.high for i, t in zip(intervals, truths, strict=True)])


def test_intervals_hold_the_truth_at_their_rate(recovered):
    band = 2.58 * np.sqrt(0.8 * 0.2 / len(recovered))
    assert coverage(recovered["uplift"], recovered["truth"]) == pytest.approx(0.8, abs=band)


def test_net_intervals_hold_the_truth_less_the_dip(recovered):
    band = 2.58 * np.sqrt(0.8 * 0.2 / len(recovered))
    net = recovered["truth"] - recovered["dip"]
    assert coverage(recovered["net"], net) == pytest.approx(0.8, abs=band)


def test_errors_are_well_below_the_naive_ones(recovered):
    ours = (recovered["uplift"].map(lambda i: i.value) - recovered["truth"]).abs().median()
    naive = (recovered["naive"] - recovered["truth"]).abs().median()
    assert ours <= 0.7 * naive


def test_a_higher_rate_has_a_wider_interval():
    world = invent(3, promotions=4)
    narrow, wide = study_of(world, rate=0.5).uplifts, study_of(world, rate=0.95).uplifts
    for one, other in zip(narrow, wide, strict=True):
        assert other.uplift.low < one.uplift.low < one.uplift.high < other.uplift.high
        assert one.uplift.value == other.uplift.value


def test_parts_sum_to_the_whole():
    for found in study_of(invent(4)).uplifts:
        assert found.baseline_units + found.uplift.value == pytest.approx(found.actual_units)
        assert found.net.value + found.pull_forward_units == pytest.approx(found.uplift.value)


def test_refusals_name_their_reason():
    world = invent(5, promotions=3)
    last = world.sales["period_start"].max()
    few = world.sales[
        (world.sales["product_id"] != "S00")
        | (world.sales["period_start"] > last - pd.Timedelta("70D"))
    ]
    asked = pd.DataFrame(
        [
            ("future", last - pd.Timedelta("7D"), last + pd.Timedelta("20D"), "S02"),
            ("few", last - pd.Timedelta("42D"), last - pd.Timedelta("29D"), "S00"),
            ("unsold", last - pd.Timedelta("400D"), last - pd.Timedelta("390D"), "S00"),
            ("one", last - pd.Timedelta("56D"), last - pd.Timedelta("43D"), "S01"),
            ("two", last - pd.Timedelta("45D"), last - pd.Timedelta("36D"), "S01"),
            ("other", last - pd.Timedelta("45D"), last - pd.Timedelta("36D"), "S03"),
        ],
        columns=["promo_id", "start", "end", "product_id"],
    )
    found = estimate_uplifts(lay_out_weeks(few, world.products), asked).uplifts
    assert [uplift.reason for uplift in found] == [
        "not_finished", "few_clean_weeks", "no_sales", "overlap", "overlap", None
    ]  # fmt: skip
    assert all(uplift.uplift is None for uplift in found[:-1])


def test_a_promotion_of_a_category_adds_its_products_up():
    world = invent(6, promotions=2)
    asked = world.promotions.assign(product_id=None, category="c1").iloc[:1]
    found = estimate_uplifts(lay_out_weeks(world.sales, world.products), asked).uplifts[0]
    ids = world.products.loc[world.products["category"] == "c1", "product_id"]
    start, end = asked["start"].iloc[0], asked["end"].iloc[0]
    rows = world.sales[
        world.sales["product_id"].isin(ids) & world.sales["period_start"].between(start, end)
    ]
    assert found.actual_units == rows["units"].sum()
    assert found.n_weeks == rows["period_start"].nunique()


def test_an_account_with_a_single_product_is_told_with_less_certainty():
    alone = study_of(invent(7, products=1, categories=1, promotions=2)).uplifts[0]
    assert alone.reason is None
    assert (alone.uplift.high - alone.uplift.low) / alone.baseline_units > 0.1


def test_the_local_baseline_is_the_median_of_near_clean_weeks():
    units = pd.Series([10.0, 12, 50, 11, 13, 90])
    clean = pd.Series([True, True, False, True, True, False])
    assert local_baseline(units, clean, around=1).tolist() == [11, 11, 11.5, 12, 12, 13]
    assert np.isnan(local_baseline(units, clean & False).iloc[0])


def test_the_naive_reading_needs_another_week():
    with pytest.raises(MetricInputError):
        naive_uplift(pd.Series([1.0]), pd.Series([True]))


def test_rates_need_a_baseline():
    assert uplift_rate(1_500, 1_000) == 0.5
    with pytest.raises(MetricInputError):
        uplift_rate(1_500, 0)


def test_intervals_are_symmetric_and_sums_are_surer_than_their_parts():
    assert interval_about(10, 4, 1e9, 0.95) == Interval(
        10, pytest.approx(6.08, abs=0.01), pytest.approx(13.92, abs=0.01)
    )
    both = sum_intervals([Interval(10, 7, 13), Interval(20, 16, 24)])
    assert both == Interval(30, 25, 35)
    assert sum_intervals([]) is None
