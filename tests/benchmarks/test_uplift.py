"""The promise about uplift, on the shipped case's planted promotions and on freshly drawn ones."""

import pytest

from benchmarks.uplift import planted_truth, report, rows_of, score
from ka_helpers.cases import load_case
from ka_helpers.cases.synthesis import SynthesisSpec, synthesise


@pytest.fixture(scope="module")
def shipped():
    case = load_case("beverage_china")
    return rows_of(case, planted_truth(case))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory):
    folder = tmp_path_factory.mktemp("fresh") / "seed_1"
    synthesise(SynthesisSpec(seed=1), folder)
    case = load_case(folder)
    return rows_of(case, planted_truth(case))


@pytest.fixture(params=["shipped", pytest.param("fresh", marks=pytest.mark.slow)])
def rows(request):
    return request.getfixturevalue(request.param)


def test_every_planted_promotion_is_told_or_refused_with_a_reason(rows):
    told = rows["reason"].isna()
    assert told.sum() > 300
    assert set(rows.loc[~told, "reason"]) <= {"sell_in_only"}


def test_the_interval_covers_the_truth_at_its_stated_rate(rows):
    found = score(rows)
    low, high = found.band
    assert low <= found.coverage <= high
    assert low <= found.net_coverage <= high


def test_the_error_is_well_below_the_naive_one(rows):
    assert score(rows).ratio <= 0.7


def test_the_report_names_both(rows):
    found = score(rows)
    lines = report("case", found)
    assert f"coverage {found.coverage:.1%}, stated 80%" in lines
    assert f"ratio {found.ratio:.2f}" in lines
