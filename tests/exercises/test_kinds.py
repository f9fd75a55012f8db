"""The kinds of answer: how each is read and what its pieces are worth."""

import copy

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.exercises.kinds import Choice, Number, Numbers, Plan, Ranking, Several, Text, one_of
from ka_helpers.exercises.plain import UnreadableError

FOUR = ("a", "b", "c", "d")


def test_a_number_for_each_account_goes_by_id_or_by_name(lesson):
    part = Numbers("sales", unit="money", decimals=0)
    read = part.read({"沃邻大卖场": 1, "Huiting": 2, "恒穗超市 Hengsui": 3, "k04": 4}, lesson)
    assert read == {"K01": 1, "K02": 2, "K03": 3, "K04": 4}
    with pytest.raises(UnreadableError, match="K01"):
        part.read({"K01": 1, "Wolin": 2}, lesson)


def test_a_number_left_open_is_not_there(lesson):
    part = Numbers("sales")
    given, right = part.read({"x": 1, "y": ...}, lesson), {"x": 1.0, "y": 2.0}
    assert part.pieces(given, right, lesson) == {"x": True, "y": False}


def test_a_bad_number_is_named_by_its_key(lesson):
    with pytest.raises(UnreadableError) as refused:
        Numbers("sales").read({"x": 1, "y": float("nan")}, lesson)
    assert refused.value.values["found"] == "y: nan"


def test_other_keys_are_said_once_for_all(lesson):
    with pytest.raises(UnreadableError) as refused:
        Numbers("sales").pieces({"0": 1.0, "1": 2.0}, {"x": 1.0, "y": 2.0}, lesson)
    assert refused.value.values == {"found": "0, 1", "wanted": "x, y"}


def test_a_key_too_many_is_wrong(lesson):
    pieces = Numbers("n").pieces({"x": 1.0, "z": 1.0}, {"x": 1.0}, lesson)
    assert pieces == {"x": True, "z": False}


@pytest.mark.parametrize(
    "answer", ["K02", "k02", " Ｋ０２ ", "惠庭购物 Huiting", "huiting", "惠庭购物"]
)
def test_an_account_is_chosen_by_id_or_name(lesson, answer):
    part = Choice("account", lambda lesson: lesson.case.account_ids)
    assert part.read(answer, lesson) == "K02"


def test_an_account_that_is_no_option_is_not_taken_by_its_name(lesson):
    with pytest.raises(UnreadableError, match="Huiting"):
        Choice("account", ("K01", "K03")).read("Huiting", lesson)


def test_a_number_chooses_an_option_that_is_one(lesson):
    part = Choice("step", ("1", "2"))
    assert [part.read(each, lesson) for each in (2, "2", "２", [2])] == ["2"] * 4
    with pytest.raises(UnreadableError):
        part.read(True, lesson)


def test_options_that_differ_in_case_only_are_told_apart():
    assert [one_of(each, ("a", "A", "b")) for each in ("a", "A", "B")] == ["a", "A", "b"]


def test_a_list_of_many_options_is_not_said_whole(lesson):
    with pytest.raises(UnreadableError) as refused:
        one_of("z", tuple(f"K{n}" for n in range(500)))
    assert refused.value.values["known"].endswith("K23, …")


@pytest.mark.parametrize(
    ("answer", "credit"),
    [
        (["a", "b"], 1.0),
        (["b", "a", "a"], 1.0),
        (["a"], 0.5),
        ([], 0.0),
        (["a", "c"], 0.0),
        (["a", "b", "c"], 0.5),
        (list(FOUR), 0.0),
        (["c", "d"], 0.0),
    ],
)
def test_wrong_options_cost_what_right_ones_earn(lesson, answer, credit):
    part, right = Several("options", FOUR), frozenset("ab")
    read = part.read(answer, lesson)
    pieces = part.pieces(read, right, lesson)
    assert part.credit(read, right, pieces) == credit
    assert all(pieces.values()) == (credit == 1)


@pytest.mark.parametrize(
    ("answer", "credit"),
    [
        ("abcd", 1.0),
        ("abdc", 5 / 6),
        ("bcda", 3 / 6),  # no place is rightly filled, yet b before c before d
        ("dcba", 0.0),
        ("abc", 3 / 6),
        ("a", 0.0),
        ("", 0.0),
    ],
)
def test_a_ranking_is_worth_its_pairs_in_order(lesson, answer, credit):
    part, right = Ranking("order", FOUR), FOUR
    read = part.read(list(answer), lesson)
    assert part.credit(read, right, part.pieces(read, right, lesson)) == pytest.approx(credit)


def test_a_ranking_of_too_many_is_not_quite_right(lesson):
    part, right = Ranking("order", FOUR), ("a", "b")
    read = part.read(["a", "b", "c"], lesson)
    pieces = part.pieces(read, right, lesson)
    assert pieces == {"a": True, "b": True, "…": False}
    assert part.credit(read, right, pieces) == pytest.approx(2 / 3)


def test_a_ranking_names_nothing_twice(lesson):
    with pytest.raises(UnreadableError) as refused:
        Ranking("order", FOUR).read(["a", "b", "a"], lesson)
    assert refused.value.key == "exercises.key_twice"


@given(st.permutations(FOUR))
def test_credit_is_whole_only_for_the_right_order(order):
    part = Ranking("order", FOUR)
    credit = part.credit(tuple(order), FOUR, {})
    assert (credit == 1) == (tuple(order) == FOUR)
    assert credit + part.credit(tuple(reversed(order)), FOUR, {}) == pytest.approx(1)


@pytest.mark.parametrize(
    "answer",
    [
        "The Gap is 12% (list price).",
        "ＧＡＰ：１２％（list price）",
        "差距为 12%（list price）。",
    ],
)
def test_a_text_makes_its_points_in_either_language_and_width(lesson, answer):
    points = {"gap": (r"\bgap\b", "差距"), "size": (r"\d+％",), "where": (r"（list price）",)}
    part = Text("why", points)
    assert part.pieces(part.read(answer, lesson), ..., lesson) == dict.fromkeys(points, True)


def test_a_text_without_a_point_misses_it(lesson):
    part = Text("why", {"gap": ("gap", "差距"), "cost": ("cost", "成本")})
    assert part.pieces(part.read("差距\n很大", lesson), ..., lesson) == {"gap": True, "cost": False}


def changing(given, lesson):
    given["total"] = given.pop("a") + 1
    return given


@pytest.mark.parametrize("answer", [{"a": 1}, pd.DataFrame({"a": [1, 2]})])
def test_what_a_plan_is_understood_from_is_not_changed(lesson, answer):
    before = copy.deepcopy(answer)
    part = Plan("plan", changing, {"one": lambda plan, _: "total" in plan})
    assert part.pieces(part.read(answer, lesson), ..., lesson) == {"one": True}
    assert list(answer) == list(before)


def test_a_plan_that_cannot_be_copied_is_read_all_the_same(lesson):
    part = Plan("plan", lambda given, _: list(given), {"some": lambda plan, _: bool(plan)})
    assert part.read((each for each in "ab"), lesson) == ["a", "b"]


def test_a_part_is_a_value():
    assert Number("x", decimals=3) == Number("x", decimals=3)
