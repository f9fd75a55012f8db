"""Whatever way a class hands in its notebooks, each is found, told apart, and never trusted."""

import json
import os
import stat
import zipfile
from io import BytesIO

import pytest

from ka_helpers.classroom.grading.archives import ArchiveError, notebooks_in
from ka_helpers.classroom.grading.chapters import without_notebook
from ka_helpers.classroom.grading.handed_in import file_names, name_in, name_in_file
from ka_helpers.classroom.grading.kept import Kept
from ka_helpers.classroom.grading.notebooks import MOST_BYTES, Cell, NotebookError, code_cells
from ka_helpers.classroom.grading.ran import LONGEST_LINE, read_answers, read_trail
from ka_helpers.classroom.grading.recognise import chapter_of
from ka_helpers.classroom.grading.roster import called_by, read_roster
from ka_helpers.classroom.grading.second_run import edited, second_run
from ka_helpers.classroom.grading.submissions import find_submissions
from ka_helpers.classroom.grading.trainees import sorted_out
from ka_helpers.classroom.results import ClassResult, TraineeResult
from ka_helpers.cli.grading import chapter_list
from ka_helpers.errors import RequestError
from tests.classroom.submissions import handed_out, perfect, written

SLUG = "00_start_here"


@pytest.fixture(scope="module")
def whole():
    return written(perfect("00"))


def zip_of(files, flag=None):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def handed(folder):
    return {
        each.name: sorted(file.path for file in each.files) for each in find_submissions(folder)
    }


def test_folders_zips_and_single_files_are_trainees(tmp_path, whole):
    (tmp_path / "王芳" / "deep" / ".ipynb_checkpoints").mkdir(parents=True)
    (tmp_path / "王芳" / "deep" / "a.ipynb").write_bytes(whole)
    (tmp_path / "王芳" / "deep" / ".ipynb_checkpoints" / "a.ipynb").write_bytes(whole)
    (tmp_path / "Li Mei.zip").write_bytes(zip_of({"x/b.ipynb": whole, "x/notes.txt": "no"}))
    (tmp_path / f"Tom_{SLUG}.ipynb").write_bytes(whole)
    (tmp_path / "readme.txt").write_text("nobody", encoding="utf-8")
    assert handed(tmp_path) == {
        "王芳": ["deep/a.ipynb"],
        "Li Mei": ["Li Mei.zip/x/b.ipynb"],
        "Tom": [f"Tom_{SLUG}.ipynb"],
    }


def test_a_zip_of_a_class_is_a_class(tmp_path, whole):
    inner = zip_of({f"{SLUG}.ipynb": whole})
    files = {"class 3/Anna/a.ipynb": whole, "class 3/Ben/b.ipynb": whole, "class 3/Cai.zip": inner}
    (tmp_path / "all.zip").write_bytes(zip_of(files))
    assert set(handed(tmp_path / "all.zip")) == {"Anna", "Ben", "Cai"}


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Li Mei_4711_assignsubmission_file_", "Li Mei"),
        ("王芳", "王芳"),
        ("Task 1_limei_attempt_2026-03-01-10-11-12", "limei"),
        ("a\u202eb\n c", "ab c"),
    ],
)
def test_what_a_platform_adds_is_no_name(said, name):
    assert name_in(said) == name


def test_names_of_single_files():
    assert name_in_file("wangfang_LATE_123_456_00_start_here") == "wangfang"
    assert name_in_file("02_how_good_is_this_account_for_us-王芳") == "王芳"
    assert name_in_file("第3章 李梅") == "李梅"


def test_file_names_are_safe_and_unique():
    names = ["Anna", "anna", "CON", "../../etc", "=1+1", "王 芳", "a/b", "", "x" * 300]
    safe = file_names(names)
    assert len({each.casefold() for each in safe.values()}) == len(names)
    for each in safe.values():
        assert not set(each) & set('/\\:*?"<>|=.') and 0 < len(each) <= 70
    assert safe["CON"] == "CON_"


@pytest.mark.skipif(os.name == "nt", reason="links need a right on Windows")
def test_links_are_never_followed(tmp_path, whole):
    (tmp_path / "secret.ipynb").write_bytes(whole)
    own = tmp_path / "class" / "eve"
    own.mkdir(parents=True)
    (own / "work.ipynb").symlink_to(tmp_path / "secret.ipynb")
    (own / "round").symlink_to(own)
    (tmp_path / "class" / "linked").symlink_to(tmp_path)
    found = {each.name: each for each in find_submissions(tmp_path / "class")}
    assert all(not each.files for each in found.values())
    assert [note.key for note in found["eve"].notes] == ["grading.note_link"] * 2


def test_a_pipe_is_no_notebook(tmp_path):
    own = tmp_path / "eve"
    own.mkdir()
    if not hasattr(os, "mkfifo"):
        pytest.skip("no pipes in folders here")
    os.mkfifo(own / "work.ipynb")
    assert handed(tmp_path) == {"eve": []}


def test_a_zip_leads_nowhere_out(whole):
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in ("../../up.ipynb", "/root.ipynb", "C:\\c.ipynb", "a/../../b.ipynb"):
            archive.writestr(name, whole)
        link = zipfile.ZipInfo("link.ipynb")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")
    parts = [each.parts for each in notebooks_in(packed, "eve.zip")]
    assert parts == [("up.ipynb",), ("root.ipynb",), ("c.ipynb",), ("a", "b.ipynb")]


def test_chinese_names_of_old_zips(whole):
    packed = bytearray(zip_of({"AAAA.ipynb": whole}))
    raw = bytes(packed).replace(b"AAAA", "王芳".encode("gb18030"))
    assert notebooks_in(BytesIO(raw), "old.zip")[0].parts == ("王芳.ipynb",)


@pytest.mark.parametrize(
    ("content", "key"),
    [
        (b"PK\x03\x04 cut", "grading.note_archive_unreadable"),
        (zip_of({"a.ipynb": b"0" * 30_000_000}), "grading.note_archive_too_large"),
        (zip_of({f"{n}.txt": b"" for n in range(2_100)}), "grading.note_archive_too_large"),
    ],
)
def test_zips_that_are_not_opened(content, key):
    with pytest.raises(ArchiveError) as refused:
        notebooks_in(BytesIO(content), "eve.zip")
    assert refused.value.key == key


DEEP = b"[" * 200_000
SHAPES = [b"", b"{", b"[]", b"null", b'{"cells": 3}', b"\xff\xfe", DEEP, b'{"cells": [' + DEEP,
          b'{"cells": [{"cell_type": "code", "source": 7}]}']  # fmt: skip


@pytest.mark.parametrize("content", SHAPES)
def test_what_is_no_notebook(content):
    with pytest.raises(NotebookError) as refused:
        code_cells(content)
    assert refused.value.fault == "unreadable"


def test_a_notebook_too_large():
    with pytest.raises(NotebookError) as refused:
        code_cells(b" " * (MOST_BYTES + 1))
    assert refused.value.fault == "too_large"


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("number", ["00", "07", "14"])
def test_a_chapter_is_told_by_its_content(number, language):
    cells = code_cells(written(handed_out(number, language)))
    assert chapter_of(cells) == number
    nameless = [Cell(str(place), cell.code) for place, cell in enumerate(cells)]
    assert chapter_of(nameless[::-1]) == number
    assert chapter_of([Cell("a", "print('chapter 7')")]) == ""


def test_the_latest_of_two_counts(tmp_path, whole):
    own = tmp_path / "Anna"
    own.mkdir()
    for name, when in (("new.ipynb", 2e9), ("old.ipynb", 1e9), ("other.ipynb", 5e8)):
        content = whole if name != "other.ipynb" else b'{"cells": []}'
        (own / name).write_bytes(content)
        os.utime(own / name, (when, when))
    trainee = sorted_out(find_submissions(tmp_path)[0])
    assert trainee.works["00"].file == "new.ipynb"
    assert [note.kind for note in trainee.works["00"].notes] == ["duplicate"]
    assert [note.key for note in trainee.notes] == ["grading.note_unknown"]


def test_a_roster_names_trainees_and_tells_who_is_absent(tmp_path, whole):
    for folder in ("s01", "Ben Hur", "stranger"):
        (tmp_path / "class" / folder).mkdir(parents=True)
        (tmp_path / "class" / folder / "a.ipynb").write_bytes(whole)
    roster = tmp_path / "names.csv"
    roster.write_bytes("学号,姓名\ns01,王芳\ns02,Ben Hur\ns03,缺席\n".encode("gb18030"))
    found = called_by(read_roster(roster), find_submissions(tmp_path / "class"))
    assert {each.name: len(each.files) for each in found} == {
        "王芳": 1, "Ben Hur": 1, "stranger": 1, "缺席": 0,
    }  # fmt: skip


def test_nothing_to_grade_is_said(tmp_path):
    with pytest.raises(RequestError):
        find_submissions(tmp_path / "nowhere")


def test_answers_are_read_and_never_believed(tmp_path):
    path = tmp_path / "answers.jsonl"
    sound = [json.dumps({"question": "0.1", "given": {"x": n}}) for n in range(70)]
    forged = ['{"question": "0.1", "given": {"x": 9}, "score": 1}', "[" * 50_000, "null", "\udcff",
              '{"question": 1, "given": {}}', "x" * (LONGEST_LINE + 1)]  # fmt: skip
    text = "\n".join(sound + forged)
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    answers, refused = read_answers(path)
    assert answers["0.1"].parts == {"x": 69}
    assert (answers["0.1"].times, refused) == (50, len(forged))
    assert read_answers(tmp_path / "none") == ({}, 0)


def test_a_trail_may_be_anything(tmp_path):
    path = tmp_path / "trail"
    path.write_text('["begun", "a"]\n["failed", "E: x"]\n{}\n7\n["begun", "b"]\n', encoding="utf-8")
    assert read_trail(path) == ({"a": "E: x"}, (), "b", False)


def test_a_second_run_has_the_trainee_s_cells_in_the_handed_out_notebook():
    cells = list(code_cells(written(perfect("00"))))
    own = [each for each in cells if "setup" not in each.code and "0.2" not in each.code]
    again = second_run("00", own[::-1], {"0.1", "0.2"}, set())
    assert again.questions == {"0.1"}
    handed = [each.id for each in code_cells(written(handed_out("00")))]
    assert [each.id for each in again.cells] == [
        h for h in handed if h in {c.id for c in again.cells}
    ]
    slow = next(each.id for each in cells if '"0.1"' in each.code or "'0.1'" in each.code)
    assert second_run("00", cells, {"0.1"}, {slow}) is None


def test_a_deleted_check_is_put_back():
    cells = code_cells(written(perfect("00")))
    mine = [Cell(each.id, each.code.partition("check(")[0]) for each in cells]
    again = second_run("00", mine, {"0.1"}, set())
    assert any("check(" in each.code and "0.1" in each.code for each in again.cells)
    assert "0.1" in again.questions


def test_changed_cells_are_counted_and_answers_are_no_change():
    cells = code_cells(written(perfect("00")))
    assert edited("00", cells) == 0
    other = [Cell(each.id, "case = 'mine'; quarter = ''") if place == 0 else each
             for place, each in enumerate(cells)]  # fmt: skip
    assert edited("00", other) == 0
    assert edited("00", [Cell(each.id, "1 / 0") for each in cells]) > 3


def test_a_result_is_read_back_only_if_nothing_changed(tmp_path):
    absent = without_notebook("00", "absent")
    result = TraineeResult("anna", "Anna", (absent,))
    kept = Kept(tmp_path, "here")
    kept.write(result, "one")
    assert kept.read("anna", "one") == result
    assert kept.read("anna", "two") is None and Kept(tmp_path, "there").read("anna", "one") is None
    path = tmp_path / "results" / "anna.json"
    path.write_text(path.read_text(encoding="utf-8").replace("0.0", "1.0"), encoding="utf-8")
    assert kept.read("anna", "one") is None
    (tmp_path / "results" / "theirs.json").write_text("{}", encoding="utf-8")
    kept.write_class(ClassResult("c", {}, ("00",), ()))
    assert [each.name for each in (tmp_path / "results").glob("*.json")] == ["theirs.json"]


def test_chapters_are_written_as_people_do():
    assert chapter_list("1-3, 7") == ("01", "02", "03", "07") == chapter_list("7，1–3")
    assert chapter_list("") == ()
    for said in ("all", "1-99"):
        with pytest.raises(RequestError):
            chapter_list(said)
