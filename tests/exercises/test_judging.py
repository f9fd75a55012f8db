"""Answers judged: mistakes before slips, faults never called wrong."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import RequestError
from ka_helpers.exercises.exercise import Exercise
from ka_helpers.exercises.kinds import Choice, Number, Numbers, Plan, Ranking, Several, Text
from ka_helpers.exercises.lesson import NotGradableError
from ka_helpers.exercises.slips import slip_of
from ka_helpers.i18n import LANGUAGES, say


def asking(*parts, mistakes=None, **right):
    """Return a question 99.1 with these parts, right answers and mistakes."""
    made = {name: (lambda _, wrong=wrong: wrong) for name, wrong in (mistakes or {}).items()}
    return Exercise("99.1", "analysis", parts, lambda _: right, made)


SHARE = Number("x", unit="share", decimals=3)
MONEY = Number("x", unit="money", decimals=0)


@pytest.mark.parametrize(
    ("part", "right", "answer", "code", "mistakes"),
    [
        (SHARE, 0.333, 33.3, "partly", ("percent_for_fraction",)),
        (SHARE, 0.33333, 33, "partly", ("percent_for_fraction",)),
        (SHARE, 0.33333, 0.33, "partly", ("too_coarse",)),
        (SHARE, 0.33333, -0.333, "incorrect", ("sign",)),
        (SHARE, 0.33333, 0.4, "incorrect", ()),
        (SHARE, 0.0, 0.04, "incorrect", ()),
        (SHARE, 0.0, 0, "correct", ()),
        (SHARE, 0.0, -0.2, "incorrect", ()),
        (MONEY, 1_234_567.0, 123.4567, "partly", ("wan_for_yuan",)),
        (MONEY, 1_234_567.0, 123.5, "partly", ("wan_for_yuan",)),
        (MONEY, 1_234_567.0, 1234.567, "partly", ("thousands_for_yuan",)),
        (MONEY, 1_234_567.0, 1.234567, "partly", ("millions_for_yuan",)),
        (MONEY, -1_234_567.0, 1_234_567, "incorrect", ("sign",)),
        (Number("x", unit="points", decimals=3), 0.052, 5.2, "partly", ("percent_for_fraction",)),
        (Number("x", unit="count", decimals=0), 12.0, 0.12, "incorrect", ()),
    ],
)
def test_a_slip_is_named(toy, part, right, answer, code, mistakes):  # noqa: PLR0917
    outcome = toy(asking(part, x=right)).check("99.1", x=answer)
    assert (outcome.code, outcome.mistakes) == (code, mistakes)
    assert outcome.score == {"correct": 1, "partly": 0.5, "incorrect": 0}[code]


@pytest.mark.parametrize(
    ("wrong", "answer"), [(50.0, 50.0), (-0.5, -0.5), (0.54, 0.54), (50.0, 50)]
)
def test_a_slip_never_hides_a_mistake_of_the_questions_own(toy, wrong, answer):
    right = 0.5437 if wrong == 0.54 else 0.5
    outcome = toy(asking(SHARE, mistakes={"own": {"x": wrong}}, x=right)).check("99.1", x=answer)
    assert outcome.mistakes == ("own",)
    assert "you made own" in outcome.text


def test_slips_of_a_table_need_every_key(toy):
    part = Numbers("x", unit="share", decimals=3)
    chapter = toy(asking(part, x={"a": 0.25, "b": 0.5, "c": 0.0}))
    assert chapter.check("99.1", x={"c": 0, "a": 25, "b": 50}).mistakes == ("percent_for_fraction",)
    assert chapter.check("99.1", x={"c": 0, "a": 25, "b": 51}).mistakes == ()
    assert chapter.check("99.1", x={"a": 25, "b": 50}).mistakes == ()
    assert chapter.check("99.1", x={"c": 0, "a": 0.25, "b": -0.5}).mistakes == ("sign",)


def test_a_piece_missed_is_no_mistake_of_that_name(toy):
    part = Several("x", ("cut", "keep", "more"))
    exercise = asking(part, mistakes={"cut": {"x": ["keep", "more"]}}, x=["keep"])
    assert toy(exercise).check("99.1", x=["keep", "cut"]).mistakes == ()
    assert toy(exercise).check("99.1", x=["more", "keep"]).mistakes == ("cut",)


def test_a_point_missed_is_the_mistake_of_its_name(toy):
    part = Text("x", {"gap": ("gap",), "cost": ("cost",)})
    exercise = asking(part, mistakes={"cost": {"x": "the gap"}}, x="gap and cost")
    outcome = toy(exercise, messages={"q1_point_cost": "say the cost"}).check("99.1", x="the gap")
    assert (outcome.code, outcome.score, outcome.mistakes) == ("partly", 0.5, ("cost",))
    assert "say the cost" in outcome.text


def test_parts_are_judged_each_for_itself(toy):
    parts = SHARE, Number("y", decimals=0)
    chapter = toy(asking(*parts, x=0.5, y=10.0), messages={"q1_part_y": "the number of weeks"})
    half = chapter.check("99.1", x=0.5, y=11)
    assert (half.code, half.score) == ("partly", 0.5)
    assert "the number of weeks: " in half.text
    assert "1 of 2" in half.text
    assert "`x`: " in chapter.check("99.1", x=0.4, y=10).text
    assert chapter.check("99.1", x=..., y=10).code == "partly"
    assert chapter.check("99.1", x=..., y=11).code == "incorrect"
    assert chapter.check("99.1", x=..., y=...).code == "not_attempted"


def failing(*_):
    raise ZeroDivisionError("no sales")


def lacking(*_):
    raise NotGradableError("exercises.no_table", table="tables.forecast", case="mine")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "exercise",
    [
        Exercise("99.1", "analysis", (SHARE,), failing),
        Exercise("99.1", "analysis", (SHARE,), lambda _: {"x": 0.5}, {"m": failing}),
        Exercise("99.1", "analysis", (SHARE,), lambda _: {"x": 0.5}, figures=failing),
        Exercise("99.1", "analysis", (Plan("x", lambda g, _: g, {"p": failing}),), lambda _: {}),
        Exercise("99.1", "analysis", (Choice("x", failing),), lambda _: {"x": "a"}),
    ],
)
def test_a_fault_of_the_kit_is_never_called_wrong(toy, exercise, language):
    outcome = toy(exercise, language=language).check("99.1", x=0.7)
    assert (outcome.code, outcome.score, outcome.parts) == ("cannot_check", 0, ())
    assert "ZeroDivisionError: no sales (test_judging.py:" in outcome.text or "KeyError" in (
        outcome.text
    )


@pytest.mark.parametrize("right", [float("nan"), float("inf"), None])
def test_a_right_answer_that_is_no_number_cannot_be_checked(toy, right):
    assert toy(asking(SHARE, x=right)).check("99.1", x=0.5).code == "cannot_check"


def test_a_message_that_lacks_a_value_cannot_be_said(toy):
    chapter = toy(asking(SHARE, x=0.5), messages={"q1_why": "{nothing:share}"})
    assert chapter.check("99.1", x=0.5).code == "cannot_check"
    assert chapter.check("99.1", x=0.4).code == "incorrect"


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_case_lacks_is_said_as_the_cases_lack(toy, language):
    chapter = toy(Exercise("99.1", "analysis", (SHARE,), lacking), language=language)
    outcome = chapter.check("99.1", x=0.7)
    why = say("exercises.no_table", language, table="tables.forecast", case="mine")
    assert outcome.code == "cannot_check"
    assert say("exercises.case_lacks", language, why=why) in outcome.text
    assert "Error" not in outcome.text


def test_a_mistake_that_a_case_cannot_show_is_passed_over(toy):
    exercise = Exercise(
        "99.1",
        "analysis",
        (SHARE,),
        lambda _: {"x": 0.5},
        {"first": lacking, "second": lambda _: {"x": 0.7}, "third": lambda _: {"x": float("nan")}},
    )
    assert toy(exercise).check("99.1", x=0.7).mistakes == ("second",)
    assert toy(exercise).check("99.1", x=0.8).code == "incorrect"


def test_a_question_and_its_parts_must_be_named(toy):
    chapter = toy(asking(SHARE, Number("y"), x=0.5, y=1.0))
    for given_ in ({"x": 1}, {"x": 1, "y": 1, "z": 1}, {}):
        with pytest.raises(RequestError, match=r'check\("99.1", x=..., y=...\)'):
            chapter.check("99.1", **given_)
    with pytest.raises(RequestError, match=r"99\.1"):
        chapter.check("99.2", x=1)
    with pytest.raises(RequestError):
        chapter.check("99.1", 0.5, 1.0)
    assert list(chapter.ledger.entries()) == []


def test_one_value_needs_no_name(toy):
    chapter = toy(asking(SHARE, x=0.5))
    assert chapter.check("99.1", 0.5).code == "correct"
    assert chapter.check(" ９９.１ ", 0.5).code == "correct"


def test_a_wrong_request_is_one_sentence_in_a_notebook(toy):
    chapter = toy(asking(SHARE, x=0.5))
    with pytest.raises(RequestError) as refused:
        chapter.check("99.7", x=1)
    assert refused.value._render_traceback_() == [str(refused.value)]


def test_answers_are_neither_changed_nor_kept(toy):
    part = Numbers("x", decimals=0)
    chapter = toy(asking(part, x={"a": 1.0, "b": 2.0}))
    answer = pd.Series({"b": 2, "a": 1})
    outcome = chapter.check("99.1", x=answer)
    answer["a"] = 99
    assert outcome.code == "correct"
    assert chapter.check("99.1", x=pd.Series({"b": 2, "a": 1})).code == "correct"


def test_feedback_names_options_accounts_and_places(toy):
    several = Several("x", ("cut", "keep"))
    chapter = toy(asking(several, x=["keep"]), messages={"q1_option_cut": "cut the price"})
    assert "cut the price" in chapter.check("99.1", x=["cut", "keep"]).text
    by_account = toy(asking(Numbers("x"), x={"K01": 1.0, "K02": 2.0}))
    assert "K02 惠庭购物 Huiting" in by_account.check("99.1", x={"K01": 1, "K02": 3}).text
    ranking = toy(asking(Ranking("x", ("a", "b", "c")), x=["a", "b", "c"]))
    assert "Place 2 is the first" in ranking.check("99.1", x=["a", "c", "b"]).text
    many = toy(asking(Numbers("x"), x={str(n): float(n) for n in range(9)}))
    wrong = many.check("99.1", x={str(n): float(n + 5) for n in range(9)})
    assert "and 4 more" in wrong.text


def test_not_quite_all_is_not_written_as_all(toy):
    right = {str(n): float(n) for n in range(2000)}
    outcome = toy(asking(Numbers("x"), x=right)).check("99.1", x={**right, "7": 9.0})
    assert "99.9%" in outcome.text


@given(
    st.floats(min_value=-5, max_value=5).filter(lambda x: abs(x) > 0.01),
    st.integers(min_value=2, max_value=4),
)
def test_percent_is_found_for_every_share(right, decimals):
    part = Number("x", unit="share", decimals=decimals)
    assert slip_of(part, right * 100, right) == "percent_for_fraction"


@given(st.floats(min_value=1e5, max_value=1e9), st.sampled_from([1e-4, 1e-3, 1e-6]))
def test_a_unit_of_money_is_found(right, factor):
    names = {1e-4: "wan_for_yuan", 1e-3: "thousands_for_yuan", 1e-6: "millions_for_yuan"}
    assert slip_of(MONEY, right * factor, right) == names[factor]


@given(st.floats(min_value=-1e6, max_value=1e6), st.floats(min_value=-1e6, max_value=1e6))
def test_nothing_is_a_slip_of_nothing(given_, other):
    assert slip_of(SHARE, given_, 0.0) == ""
    assert slip_of(Numbers("x", unit="share"), {"a": given_}, {"b": other}) == ""


def test_numpy_values_of_any_width_are_judged(toy):
    chapter = toy(asking(SHARE, x=1 / 3))
    for width in (np.float16, np.float32, np.float64):
        assert chapter.check("99.1", x=width(1 / 3)).code == "correct"
