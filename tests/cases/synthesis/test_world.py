"""A world: what follows from it, which weeks it has, and what it refuses."""

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.cases.synthesis import RANGES, SynthesisSpec, World, require, world_of_trade
from ka_helpers.cases.synthesis.calendar_weeks import LOWEST_SEASON, weeks_of
from ka_helpers.cases.synthesis.case_file import as_scalar, case_text
from ka_helpers.cases.synthesis.designs import designed_accounts
from ka_helpers.cases.synthesis.trades import TRADES
from ka_helpers.errors import RequestError
from ka_helpers.periods import shift_quarter

FEW = settings(max_examples=25)
YEARS = st.integers(int(RANGES["review_year"].low), int(RANGES["review_year"].high))
QUARTERS = st.builds("{}Q{}".format, YEARS, st.integers(1, 4))
WORLDS = st.builds(
    World,
    review_quarter=QUARTERS,
    fiscal_year_start_month=st.integers(1, 12),
    weeks=st.integers(65, 156),
)


def test_the_shipped_worlds_days_by_hand():
    world = World()
    weeks = weeks_of(world)
    assert (world.as_of, world.last_monday, world.next_quarter) == (
        pd.Timestamp("2026-06-30"), pd.Timestamp("2026-06-22"), "2026Q3",
    )  # fmt: skip
    assert (weeks.mondays[0], len(weeks)) == (pd.Timestamp("2024-07-01"), 104)


def test_a_fiscal_years_days_by_hand():
    """A year from April: 2027Q3 is October to December 2026, 31 December a Thursday."""
    world = World(review_quarter="2027Q3", fiscal_year_start_month=4, weeks=65)
    weeks = weeks_of(world)
    assert world.as_of == pd.Timestamp("2026-12-31")
    assert world.last_monday == pd.Timestamp("2026-12-28")
    assert weeks.mondays[0] == pd.Timestamp("2025-09-29")
    assert weeks.quarters[0] == "2026Q3"


@FEW
@given(WORLDS)
def test_weeks_are_whole_quarters_that_end_with_the_review(world):
    weeks = weeks_of(world)
    counts = pd.Series(weeks.quarters).value_counts(sort=False)
    assert set(counts) <= {12, 13, 14}
    assert list(counts.index) == [
        shift_quarter(world.review_quarter, back) for back in range(1 - len(counts), 1)
    ]
    assert world.weeks <= len(weeks) < world.weeks + 14
    assert set(np.diff(weeks.mondays)) == {np.timedelta64(7, "D")}
    assert weeks.thursdays[-1] <= weeks.as_of < weeks.thursdays[-1] + pd.Timedelta(days=7)


@FEW
@given(WORLDS, st.floats(0, 2), st.sampled_from(sorted(TRADES)))
def test_seasons_are_positive_and_none_where_none_is_asked(world, strength, trade):
    world = replace(
        world, season_strength=strength, trade=trade, categories=TRADES[trade].categories
    )
    weeks = weeks_of(world)
    for category in world.categories:
        season = weeks.season(category.name)
        assert season.min() >= LOWEST_SEASON
        if strength == 0:
            assert (season == 1).all()
    assert 0.8 < np.mean([weeks.season(name).mean() for name in world.category_names]) < 1.2


@pytest.mark.parametrize("trade", sorted(TRADES))
@pytest.mark.parametrize("asked", [-0.15, 0.0, 0.3])
def test_the_market_grows_as_asked_and_categories_keep_their_distance(trade, asked):
    world, usual = (world_of_trade(trade, market_growth=growth) for growth in (asked, None))
    assert world.usual_growth == pytest.approx(asked)
    apart = [world.growth_of(each) - usual.growth_of(each) for each in world.categories]
    assert apart == pytest.approx([apart[0]] * len(apart))


@pytest.mark.parametrize("parameter", sorted(RANGES))
def test_a_parameter_out_of_range_is_refused_by_name(parameter):
    allowed = RANGES[parameter]
    for inside in (allowed.low, allowed.high):
        require(parameter, inside)
    step = 1 if allowed.whole else 1e-6 * max(abs(allowed.high), 1)
    wrong = [allowed.low - step, allowed.high + step, float("nan"), float("inf"), "3", None, True]
    for found in [*wrong, *([allowed.low + 0.5] if allowed.whole else [])]:
        with pytest.raises(RequestError) as refused:
            require(parameter, found)
        for language in ("en", "zh"):
            assert str(found)[:40] in refused.value.said_in(language)


@pytest.mark.parametrize(
    "wrong",
    [
        {"weeks": 64}, {"weeks": 157}, {"review_quarter": "2041Q1"}, {"review_quarter": "Q2 2026"},
        {"fiscal_year_start_month": 0}, {"season_strength": 2.1}, {"market_growth": 0.31},
        {"products": 11}, {"annual_sales": 1e6}, {"currency": "yuan"}, {"unit": "千元"},
        {"trade": "cars"}, {"case_id": "../etc"}, {"case_id": "con"}, {"company_zh": ""},
        {"company_en": " Qingyu"}, {"brand_zh": "清\n屿"}, {"title_en": "x" * 61},
    ],
)  # fmt: skip
def test_a_world_that_cannot_be_is_refused(wrong):
    with pytest.raises(RequestError) as refused:
        World(**wrong)
    ((parameter, found),) = wrong.items()
    for language in ("en", "zh"):
        said = refused.value.said_in(language)
        assert parameter in said or str(found)[:4] in said
    with pytest.raises(RequestError):
        world_of_trade("cars")


def test_a_quarter_that_is_none_is_said_so():
    with pytest.raises(RequestError, match="review_quarter is soon; write a quarter as 2026Q2"):
        World(review_quarter="soon")


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), min_size=1))
def test_any_name_stays_itself_in_yaml(name):
    assert yaml.safe_load(f"name: {as_scalar(name)}") == {"name": name}


def test_a_case_file_with_names_that_mean_something_in_yaml():
    world = World("7", company_en='A: "b" #1', company_zh="null", title_en="- yes", title_zh="{}")
    values = yaml.safe_load(case_text(SynthesisSpec(world, accounts=designed_accounts()[:1])))
    assert values["case_id"] == "7"
    assert values["our_company"] == {"en": 'A: "b" #1', "zh": "null"}
    assert values["title"] == {"en": "- yes", "zh": "{}"}
