"""Rulesets: the textbook's table graded by hand, and the proof that bands are sound."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.cases import read_ruleset
from ka_helpers.errors import MetricInputError, RequestError
from ka_helpers.rulesets import AXES, Band, Criterion, Ruleset, faults_in

TEXTBOOK = read_ruleset("textbook")
NAMES = [criterion.name for criterion in TEXTBOOK.criteria]

# Worked from worked_tables section 1, "bands made total": value, grade, what the source says.
WORKED = [
    ("annual_sales", 500_001, 5, None),
    ("annual_sales", 500_000, 4, None),
    ("annual_sales", 400_000, 4, "overlap"),
    ("annual_sales", 300_000, 3, "overlap"),
    ("annual_sales", 200_000, 2, None),
    ("annual_sales", 199_999, 1, None),
    ("growth", 0.201, 5, None),
    ("growth", 0.20, 4, "gap"),
    ("growth", 0.195, 4, "gap"),
    ("growth", 0.19, 4, None),
    ("growth", 0.145, 3, "gap"),
    ("growth", 0.05, 2, None),
    ("growth", -0.30, 1, None),
    ("payment_days", 29.9, 5, None),
    ("payment_days", 30, 4, "gap"),
    ("payment_days", 31, 4, None),
    ("payment_days", 40, 4, "overlap"),
    ("payment_days", 50, 3, "overlap"),
    ("payment_days", 60, 2, None),
    ("payment_days", 61, 1, None),
    ("display_share", 0.23, 5, None),
    ("display_share", 0.215, 4, "gap"),
    ("display_share", 0.16, 3, None),
    ("display_share", 0.1299, 1, None),
    ("activity_share", 0.40, 4, "gap"),
    ("activity_share", 0.35, 4, None),
    ("activity_share", 0.295, 2, "gap"),
    ("sku_listed", 21, 5, None),
    ("sku_listed", 20, 4, "gap"),
    ("sku_listed", 10, 1, None),
    ("relationship", 5, 5, None),
    ("relationship", 1, 1, None),
]


@pytest.mark.parametrize(("name", "value", "grade", "unsettled"), WORKED)
def test_textbook_grades(name, value, grade, unsettled):
    assert TEXTBOOK[name].grade(value) == grade
    assert TEXTBOOK[name].unsettled(value) == unsettled


def test_textbook_weights_and_settings():
    assert {c.name: (c.axis, c.weight, c.direction) for c in TEXTBOOK.criteria} == {
        "annual_sales": ("attractiveness", 40, "high"),
        "growth": ("attractiveness", 40, "high"),
        "payment_days": ("attractiveness", 20, "low"),
        "display_share": ("support", 40, "high"),
        "activity_share": ("support", 25, "high"),
        "sku_listed": ("support", 25, "high"),
        "relationship": ("support", 10, "high"),
    }
    assert (TEXTBOOK.mode, TEXTBOOK.cut, TEXTBOOK.borderline) == ("absolute", 50, 5)
    assert TEXTBOOK.grade_factors == {5: 1.0, 4: 0.8, 3: 0.6, 2: 0.4, 1: 0.2}
    assert list(faults_in(TEXTBOOK)) == []


def test_bounds_are_in_the_unit_of_calculation():
    sales = TEXTBOOK["annual_sales"]
    assert (sales.unit, sales.scale, sales.bands[0].bound) == ("万元", 10_000, 500_000)
    assert TEXTBOOK["activity_share"].bands[1].bound == 0.35


def test_growth_of_fifteen_percent_is_fifteen_percent_however_it_was_worked_out():
    assert 115 / 100 - 1 < 0.15
    assert TEXTBOOK["growth"].grade(115 / 100 - 1) == 4


@given(st.sampled_from(NAMES), st.floats(-1e9, 1e9), st.floats(-1e9, 1e9))
def test_every_value_has_a_grade_and_better_is_never_worse(name, one, other):
    criterion = TEXTBOOK[name]
    worse, better = sorted([one, other], reverse=criterion.direction == "low")
    assert 1 <= criterion.grade(worse) <= criterion.grade(better) <= 5


def test_what_was_not_measured_is_not_poor():
    with pytest.raises(MetricInputError) as error:
        TEXTBOOK["growth"].grade(float("nan"))
    assert str(error.value) == (
        "growth was not measured, so it has no grade; leave the criterion out for this account"
    )


def criterion(*bounds, direction="high"):
    bands = tuple(Band(5 - at, bound, at == 0) for at, bound in enumerate(bounds))
    return Criterion("growth", "support", 100, direction, bands=bands)


def ruleset(*criteria, **changes):
    other = replace(criterion(4, 3, 2, 1, None), name="other", axis="attractiveness")
    return replace(Ruleset("ours", criteria=(*criteria, other)), **changes)


SOUND = criterion(4, 3, 2, 1, None)
HALF = replace(SOUND, weight=50)


@pytest.mark.parametrize(
    ("unsound", "keys"),
    [
        (ruleset(SOUND), []),
        (ruleset(criterion(30, 40, 50, 60, None, direction="low")), []),
        (ruleset(criterion(1, 2, 3, 4, None)), ["cases.ruleset_order_high"] * 3),
        (ruleset(criterion(4, 4, 2, 1, None)), ["cases.ruleset_order_high"]),
        (ruleset(criterion(60, 50, 70, 80, None, direction="low")), ["cases.ruleset_order_low"]),
        (ruleset(criterion(4, 3, 2, 1, 0)), ["cases.ruleset_no_rest"]),
        (ruleset(criterion(4, None, 2, 1, None)), ["cases.ruleset_no_bound"]),
        (ruleset(criterion(4, 3, 2, None)), ["cases.ruleset_grades"]),
        (ruleset(replace(SOUND, bands=())), ["cases.ruleset_grades"]),
        (ruleset(replace(SOUND, weight=99)), ["cases.ruleset_weights"]),
        (ruleset(), ["cases.ruleset_weights"]),
        (ruleset(HALF, HALF), ["cases.ruleset_same_name"]),
        (ruleset(SOUND, grade_factors={5: 1.0, 4: 0.5}), ["cases.ruleset_factors"]),
        (ruleset(SOUND, grade_factors=dict.fromkeys(range(1, 6), 0.5)), ["cases.ruleset_factors"]),
        (ruleset(SOUND, mode="relative"), ["cases.ruleset_bands_unused"] * 2),
    ],
)  # fmt: skip
def test_why_a_ruleset_is_not_sound(unsound, keys):
    assert [fault.key for fault in faults_in(unsound)] == keys


@given(st.lists(st.floats(-1e6, 1e6), min_size=4, max_size=4), st.floats(-1e6, 1e6))
def test_sound_bands_admit_every_value_into_one_grade_only(bounds, value):
    graded = criterion(*bounds, None)
    if list(faults_in(ruleset(graded))):
        return
    floors = [*(b.bound for b in graded.bands[:-1]), float("-inf")]
    held = round(value, 9)
    homes = [
        grade
        for grade, floor, ceiling in zip(
            (5, 4, 3, 2, 1), floors, [float("inf"), *floors], strict=False
        )
        if (held > floor if grade == 5 else held >= floor)
        and (held <= ceiling if grade == 4 else held < ceiling or grade == 5)
    ]
    assert homes == [graded.grade(value)]


def test_axes_hold_all_criteria():
    assert sum(len(TEXTBOOK.on_axis(axis)) for axis in AXES) == len(TEXTBOOK.criteria)


@pytest.mark.parametrize("name", ["none", "../textbook", "", "textbook.yaml"])
def test_a_ruleset_that_is_not_there(name):
    with pytest.raises(RequestError) as error:
        read_ruleset(name)
    assert error.value.key == "cases.no_such_ruleset"


def test_a_case_may_bring_its_own_of_the_same_name(tmp_path):
    own = tmp_path / "rulesets" / "textbook.yaml"
    own.parent.mkdir()
    own.write_text(
        "name: textbook\nmode: relative\ncriteria:\n"
        "  - {name: a, axis: support, weight: 100}\n"
        "  - {name: b, axis: attractiveness, weight: 100}\n"
    )
    assert read_ruleset("textbook", tmp_path).mode == "relative"
    assert read_ruleset("textbook").mode == "absolute"
