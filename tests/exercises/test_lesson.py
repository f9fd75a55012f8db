"""What a chapter is read on: named, not named, misnamed; frames that trainees may change."""

import pandas as pd
import pytest

from ka_helpers.cases import load_case
from ka_helpers.errors import RequestError
from ka_helpers.exercises import open_chapter
from ka_helpers.exercises.lesson import Lesson, NotGradableError, lesson_for, lesson_on
from ka_helpers.i18n import LANGUAGES


def anything_goes(lesson):
    return None


def test_what_is_not_named_is_what_the_case_names():
    lesson = lesson_on(load_case("textbook"))
    assert (lesson.account_id, lesson.quarter) == ("A", "2026Q2")


@pytest.mark.parametrize(
    ("account", "quarter"),
    [("K02", "2026Q1"), ("k02", "2026q1"), ("惠庭购物", " 2026Q1 "), ("Ｋ０２", "2026Q1")],
)
def test_account_and_quarter_are_read_kindly(lesson, account, quarter):
    named = lesson_on(lesson.case, account, quarter)
    assert (named.account_id, named.quarter) == ("K02", "2026Q1")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("account", "quarter", "named"),
    [("K99", "", "K99"), ("", "2019Q1", "2019Q1"), ("", "soon", "SOON")],
)
def test_what_the_case_does_not_have_is_named(lesson, account, quarter, named, language):
    with pytest.raises(RequestError) as refused:
        lesson_on(lesson.case, account, quarter)
    assert named in refused.value.said_in(language)


@pytest.mark.parametrize("arguments", [("9x", "textbook"), ("01", "nowhere")])
def test_chapters_and_cases_that_are_not_there_are_named(arguments):
    with pytest.raises(RequestError, match=arguments[0] if arguments[0] == "9x" else "nowhere"):
        open_chapter(*arguments)


def test_a_language_that_is_not_there_is_named():
    with pytest.raises(RequestError, match="fr"):
        open_chapter("01", "textbook", language="fr")


def test_the_sample_case_stands_in_where_a_case_does_not_suit():
    def refusing(lesson):
        raise NotGradableError("exercises.no_table", table="tables.cost", case="textbook")

    lesson = lesson_for(refusing, "textbook", "B")
    assert (lesson.case.file.case_id, lesson.account_id) == ("beverage_china", "K01")
    assert lesson.stands_in.key == "exercises.no_table"
    assert lesson_for(anything_goes, "textbook", "B").stands_in is None


def test_a_table_that_a_case_lacks_is_named():
    with pytest.raises(NotGradableError, match="textbook has no cost table"):
        lesson_on(load_case("textbook")).table("cost")


def frame(lesson):
    return pd.DataFrame({"x": [1.0, 2.0]}, index=["a", "b"])


def series(lesson):
    return pd.Series([1.0, 2.0], index=["a", "b"])


def answer(lesson):
    return {"a": 1.0}


def test_what_is_worked_out_once_cannot_be_spoilt(lesson):
    on = Lesson(lesson.case, "K01", "2026Q2")
    handed = on.once(frame)
    handed.loc["a", "x"] = 99
    handed["y"] = 3
    assert on.once(frame).equals(frame(on))
    spoilt = on.once(series)
    spoilt["a"] = 99
    spoilt.iloc[1:] = 99
    assert on.once(series).equals(series(on))
    on.once(answer)["a"] = 99
    assert on.once(answer) == {"a": 1.0}


def test_it_is_worked_out_once(lesson):
    on, calls = Lesson(lesson.case, "K01", "2026Q2"), []
    for _ in range(3):
        on.once(calls.append)
    assert len(calls) == 1


def test_a_name_that_two_accounts_have_names_none(lesson, monkeypatch):
    on = Lesson(lesson.case, "K01", "2026Q2")
    names = {"K01": "华润 Huarun", "K02": "华润 Vanguard", "K03": "Tesco"}
    monkeypatch.setattr(Lesson, "_names", names)
    called = [on.account_called(name) for name in ("华润", "Huarun", "vanguard", "Tesco", "K02")]
    assert called == [None, "K01", "K02", "K03", "K02"]
    assert on.name_of("K03") == "Tesco"
    assert on.name_of("gone") == "gone"
