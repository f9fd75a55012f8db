"""What is written of a class: which files, in which languages, and none elsewhere."""

from dataclasses import replace

import pytest

from ka_helpers.classroom.reporting.outputs import write_all
from ka_helpers.errors import RequestError
from tests.classroom.made_classes import made_class


@pytest.fixture(scope="module")
def result():
    return made_class(4, ("01",), hostile=False)


def written(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.*"))


def test_one_language_has_the_plain_names(result, tmp_path):
    paths = write_all(result, tmp_path, ("zh",))
    names = ["cohort.html", *(f"feedback/t00{n}.html" for n in range(4)), "gradebook.csv",
             "gradebook.xlsx"]  # fmt: skip
    assert written(tmp_path) == names == sorted(p.relative_to(tmp_path).as_posix() for p in paths)


def test_a_second_language_stands_beside_it(result, tmp_path):
    write_all(result, tmp_path, ("zh", "en"))
    assert {"cohort.html", "cohort.en.html", "gradebook.en.csv", "feedback/t000.html",
            "feedback/en/t000.html"} <= set(written(tmp_path))  # fmt: skip
    assert 'lang="zh' in (tmp_path / "cohort.html").read_text("utf-8")
    assert 'lang="en' in (tmp_path / "feedback/en/t000.html").read_text("utf-8")


def test_writing_again_changes_nothing(result, tmp_path):
    first = {path: path.read_bytes() for path in write_all(result, tmp_path, ("en",))}
    assert {path: path.read_bytes() for path in write_all(result, tmp_path, ("en",))} == first


def test_a_file_that_cannot_be_written_does_not_keep_the_others_from_it(result, tmp_path):
    (tmp_path / "gradebook.xlsx" / "in the way").mkdir(parents=True)
    with pytest.raises(OSError):
        write_all(result, tmp_path, ("en",))
    assert {"cohort.html", "gradebook.csv", "feedback/t003.html"} <= set(written(tmp_path))


@pytest.mark.parametrize("name", ["../out", "a/b", "a\\b", "", ".hidden", "c:x", "a\x00b", "T001"])
def test_an_id_that_is_no_name_of_its_own_is_refused(result, tmp_path, name):
    first = replace(result.trainees[0], trainee=name)
    with pytest.raises(RequestError):
        write_all(replace(result, trainees=(first, *result.trainees[1:])), tmp_path, ("en",))
    assert written(tmp_path) == []
