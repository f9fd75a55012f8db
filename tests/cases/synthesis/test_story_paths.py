"""What stories do over weeks: exactly as told at strength 1, more with more strength, in time."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.cases.synthesis import World, designed_accounts, stories, story_figures
from ka_helpers.cases.synthesis.calendar_weeks import weeks_of
from ka_helpers.cases.synthesis.story import Story

WEEKS = weeks_of(World())
ACCOUNT = designed_accounts()[0]
STRENGTHS = st.floats(0.6, 1.5)
TOLD = tuple(
    value
    for name, value in vars(story_figures).items()
    if name.isupper()
    and isinstance(value, tuple)
    and len(value) == 3
    and all(isinstance(each, float) for each in value)
)


def of(story_id, quarter=None, strength=1.0):
    return replace(ACCOUNT, story=Story(story_id, "K01", quarter, strength))


@given(STRENGTHS, STRENGTHS)
def test_more_strength_never_tells_less(one, other):
    weak, strong = sorted((one, other))
    for told in TOLD:
        low, high = (
            story_figures.at(Story("phasing", "K01", None, each), told) for each in (weak, strong)
        )
        assert (low <= high) == (told[0] <= told[2]) or low == high


def test_strength_one_is_what_the_source_tells():
    for told in TOLD:
        assert story_figures.at(Story("phasing", "K01"), told) == told[1]


@pytest.mark.parametrize("quarter", ["2025Q3", "2025Q4", "2026Q1", "2026Q2"])
def test_a_story_shows_in_its_quarter(quarter):
    here = WEEKS.quarters == quarter
    fill = stories.fill_rates(of("order_gap", quarter), WEEKS)
    assert set(fill[here]) == {0.65}
    assert fill[~here].min() > 0.65
    score, done = stories.execution_path(of("execution_gap", quarter), WEEKS)
    assert (set(score[here]), set(done[here])) == ({59.0}, {0.51})
    late = stories.late_days(of("overdue", quarter), WEEKS)
    assert set(late[here]) == {25.0}


def test_accounts_without_the_story_keep_their_level():
    quiet = replace(ACCOUNT, story=None)
    assert set(stories.fill_rates(quiet, WEEKS)) == {quiet.field.fill_rate}
    assert set(stories.late_days(quiet, WEEKS)) == {float(quiet.terms.late_days)}
    assert set(stories.spend_factor(quiet, WEEKS)) == {1.0}
    assert set(stories.demand_factor(quiet, WEEKS, np.ones(len(WEEKS)))) == {1.0}


@given(st.lists(st.floats(0, 1e6), min_size=len(WEEKS), max_size=len(WEEKS)), st.floats(0.5, 0.9))
def test_moving_deliveries_within_a_quarter_or_month_keeps_their_sum(sold, share):
    weekly = np.array([sold])
    for moved, periods in (
        (stories.at_quarter_end(weekly, WEEKS, share), WEEKS.quarters),
        (stories.phased(weekly, WEEKS.months, share), WEEKS.months),
    ):
        for period in np.unique(periods):
            here = periods == period
            assert moved[0, here].sum() == pytest.approx(weekly[0, here].sum(), abs=1e-3)


@given(STRENGTHS, st.sampled_from(["2025Q3", "2025Q4", "2026Q1", "2026Q2"]), st.floats(0.7, 1.6))
def test_a_leaving_account_falls_as_told_whatever_it_would_have_grown(strength, quarter, growth):
    design = of("leaving", quarter, strength)
    usual = np.where(np.arange(len(WEEKS)) < 52, 100.0, 100.0 * growth)
    sold = usual * stories.demand_factor(design, WEEKS, usual)
    here = stories.quarters_from(design.story, WEEKS)
    fell = sold[here == 0].sum() / sold[here == -4].sum()
    assert fell <= min(0.62, growth) + 1e-9


def test_loading_follows_the_companys_own_year():
    weeks = weeks_of(World(fiscal_year_start_month=2, review_quarter="2026Q4"))
    months = stories.loaded_months(Story("loading", "K01"), weeks, 1.0)
    assert months == {"2025-07": 2.6, "2025-10": 2.9, "2026-01": 3.0}
