"""Marks: equal for equal content, another for any difference that a report could show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import RequestError
from ka_helpers.rendering import fingerprints
from ka_helpers.rendering.fingerprints import differences, file_mark, kit_mark, mark_of
from ka_helpers.rendering.formats import FORMATS, chosen_formats

TEXTS = st.lists(st.text(max_size=5), max_size=4)


@given(TEXTS, TEXTS)
def test_marks_are_equal_for_equal_values_only(some, others):
    assert (mark_of(*some) == mark_of(*others)) == (some == others)


@given(st.dictionaries(st.text(max_size=3), st.integers(), max_size=4))
def test_the_order_of_names_does_not_matter(values):
    backwards = dict(reversed(values.items()))
    assert mark_of(values) == mark_of(backwards)


def test_a_file_s_mark_is_that_of_its_bytes(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_bytes(b"1")
    second.write_bytes(b"1")
    assert file_mark(first) == file_mark(second)
    second.write_bytes(b"2")
    assert file_mark(first) != file_mark(second)


@pytest.mark.parametrize("name", ["ka_helpers/terms.py", "reports/layout/page.css"])
def test_a_change_of_the_kit_changes_its_mark(tmp_path, monkeypatch, name):
    for folder in ("ka_helpers", "reports/layout"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / name).write_text("before", encoding="utf-8")
    monkeypatch.setattr(fingerprints, "ROOT", tmp_path)
    monkeypatch.setattr(fingerprints, "LAYOUT", tmp_path / "reports" / "layout")
    before = kit_mark.__wrapped__()
    assert kit_mark.__wrapped__() == before
    (tmp_path / name).write_text("after", encoding="utf-8")
    assert kit_mark.__wrapped__() != before


def test_differences_are_named_in_the_order_of_the_marks_now():
    now = {"kit": "1", "data": "2", "portfolio": "3"}
    assert differences(now, {"kit": "0", "data": "2"}) == ("kit", "portfolio")
    assert differences(now, now) == ()


@pytest.mark.parametrize("text", ["html,docx", "", " , ", "pdf;html"])
def test_formats_that_do_not_exist_are_refused_by_name(text):
    with pytest.raises(RequestError) as error:
        chosen_formats(text)
    for language in ("en", "zh"):
        assert "html, pdf, pptx, xlsx" in error.value.said_in(language)


def test_formats_are_taken_once_in_the_kit_s_order():
    assert chosen_formats("XLSX,html, html") == ("html", "xlsx")
    assert chosen_formats(",".join(reversed(FORMATS))) == FORMATS
