"""Visits: classes, frequencies, people, and routes that keep to what was promised."""

from collections import Counter

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.errors import MetricInputError
from ka_helpers.planning.visits import (
    DAYS,
    FREQUENCIES,
    WEEKS,
    minutes_of,
    people_needed,
    plan_visits,
    store_classes,
    visits_of,
)


def stores_of(*rows):
    """Return stores of (district, visit minutes, way minutes), named s0, s1, ..."""
    frame = pd.DataFrame(rows, columns=["district", "visit_minutes", "travel_minutes"])
    return frame.set_axis([f"s{number}" for number in range(len(rows))])


def test_classes_by_hand():
    sales = pd.Series({"a": 50.0, "b": 20.0, "c": 15.0, "d": 10.0, "e": 5.0, "f": 0.0})
    wanted = {"a": "A", "b": "B", "c": "B", "d": "C", "e": "C", "f": "C"}
    assert store_classes(sales).to_dict() == wanted


def test_a_month_by_hand():
    stores = stores_of(("N", 40, 20), ("N", 30, 10), ("S", 20, 20))
    visits = visits_of(pd.Series(["A", "B", "C"], index=stores.index))
    assert visits.tolist() == [4, 2, 1]
    assert minutes_of(stores, visits).tolist() == [240, 80, 40]
    plan = plan_visits(stores, visits, minutes_a_day=100)
    assert (plan.visits, plan.minutes, plan.fewest_people, plan.people) == (7, 360, 1, 1)
    monday = [route.stores for route in plan.week_of(1, 1)]
    assert monday[0] == ("s0", "s1")
    assert plan.load == pytest.approx(360 / (100 * 20))


def test_a_person_has_twenty_days_a_month():
    assert people_needed(0) == 0
    assert people_needed(420 * 20) == 1
    assert people_needed(420 * 20 + 1) == 2
    with pytest.raises(MetricInputError):
        people_needed(100, minutes_a_day=0)


def test_frequencies_are_whole_and_given_for_each_class():
    classes = pd.Series(["A", "D"], index=["s1", "s2"])
    with pytest.raises(MetricInputError) as lacking:
        visits_of(classes)
    assert "D" in lacking.value.said_in("en")
    for wrong in (5, -1, 1.5):
        with pytest.raises(MetricInputError):
            visits_of(classes, {"A": 4, "D": wrong})


def test_what_does_not_fit_is_told_and_not_squeezed_in():
    stores = stores_of(*[("N", 90, 10)] * 6)
    visits = pd.Series(4, index=stores.index)
    plan = plan_visits(stores, visits, minutes_a_day=100, people=1)
    assert plan.fewest_people == 2
    assert plan.unplaced == ("s5",)
    longer = plan_visits(stores_of(("N", 90, 20)), pd.Series({"s0": 1}), minutes_a_day=100)
    assert longer.unplaced == ("s0",)


STORES = st.lists(
    st.tuples(
        st.sampled_from(["N", "S", "W"]), st.integers(10, 120), st.integers(0, 60),
        st.integers(0, WEEKS),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


@settings(max_examples=60)
@given(rows=STORES, random=st.randoms(use_true_random=False))
def test_every_store_gets_its_visits_on_one_day_and_no_day_is_too_long(rows, random):
    stores = stores_of(*[row[:3] for row in rows])
    visits = pd.Series([row[3] for row in rows], index=stores.index)
    plan = plan_visits(stores, visits, minutes_a_day=180)
    told = Counter(store for route in plan.routes for store in route.stores)
    assert told == Counter({key: n for key, n in visits.items() if n})
    assert all(route.minutes <= 180 for route in plan.routes)
    assert plan.fewest_people <= plan.people
    assert sum(route.minutes for route in plan.routes) == pytest.approx(plan.minutes)
    for store in told:
        on = [route for route in plan.routes if store in route.stores]
        assert len({(route.person, route.day) for route in on}) == 1
        weeks = [route.week for route in on]
        assert len(set(weeks)) == len(weeks)
        if len(weeks) == 2:
            assert weeks[1] - weeks[0] == 2
    places = {(route.person, route.week, route.day) for route in plan.routes}
    assert len(places) == len(plan.routes)
    assert all(1 <= route.day <= DAYS and 1 <= route.week <= WEEKS for route in plan.routes)
    order = random.sample(list(stores.index), len(stores))
    assert plan_visits(stores.loc[order], visits.loc[order], 180) == plan


@settings(max_examples=40)
@given(rows=STORES, people=st.integers(0, 3))
def test_with_few_people_each_store_is_planned_whole_or_not_at_all(rows, people):
    stores = stores_of(*[row[:3] for row in rows])
    visits = pd.Series([row[3] for row in rows], index=stores.index)
    plan = plan_visits(stores, visits, 180, people)
    told = Counter(store for route in plan.routes for store in route.stores)
    assert {key: n for key, n in visits.items() if n and key not in plan.unplaced} == dict(told)
    assert {route.person for route in plan.routes} <= set(range(1, people + 1))


def test_a_district_that_fills_days_is_not_mixed_with_others():
    stores = stores_of(*[("N", 50, 10)] * 12, *[("S", 50, 10)] * 12)
    plan = plan_visits(stores, pd.Series(4, index=stores.index), minutes_a_day=360)
    assert all(len(route.districts) == 1 for route in plan.routes)
    assert (plan.people, plan.fewest_people, plan.load) == (1, 1, 0.8)


def test_the_usual_rule_visits_large_stores_more():
    assert FREQUENCIES["A"] > FREQUENCIES["B"] > FREQUENCIES["C"] > 0
