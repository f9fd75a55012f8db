"""Copies of the chapters: what a trainee wrote stays, the rest follows the kit."""

import json
import os

import pytest

from ka_helpers.errors import RequestError
from ka_helpers.lab import placing
from ka_helpers.lab.copying import bring, record_of
from ka_helpers.lab.originals import case_named, originals
from tests.lab.power import PowerCutError, power_cut
from tests.lab.small_kit import CHAPTERS, notebook, release

FIRST = "zh/00_start.ipynb"


def start(kit, workspace, language="zh", case="", alone=True):
    """Bring the notebooks as a start does; return what was done, by path."""
    deeds = bring(workspace, originals(kit, language, case), language, alone)
    return {deed.path: deed for deed in deeds}


def whats(deeds):
    return {deed.what for deed in deeds.values()}


def text_of(workspace, path=FIRST):
    return (workspace / path).read_text(encoding="utf-8")


def write_answer(workspace, path=FIRST, words="share = 0.42"):
    text = text_of(workspace, path).replace("share = ...", words)
    (workspace / path).write_text(text, encoding="utf-8")
    return text


def run_through(workspace, path=FIRST):
    """Leave in a notebook what running it leaves: outputs, counts, the kernel's name."""
    ran = json.loads(text_of(workspace, path))
    for cell in ran["cells"]:
        if cell["cell_type"] == "code":
            cell |= {"execution_count": 3, "outputs": [{"output_type": "stream", "text": "x"}]}
    ran["metadata"] = {"kernelspec": {"name": "python3"}}
    (workspace / path).write_text(json.dumps(ran, indent=1), encoding="utf-8")


def names(workspace, language="zh"):
    folder = workspace / language
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


# The first start, and the next one


def test_the_first_start_copies_every_notebook_as_it_is(kit, workspace):
    deeds = start(kit, workspace)
    assert list(deeds) == [f"zh/{name}" for name in CHAPTERS]
    assert whats(deeds) == {"placed"}
    for name in CHAPTERS:
        assert (workspace / "zh" / name).read_bytes() == (kit / "zh" / name).read_bytes()


def test_a_second_start_changes_nothing(kit, workspace):
    start(kit, workspace)
    before = {name: (workspace / "zh" / name).stat().st_mtime_ns for name in names(workspace)}
    assert whats(start(kit, workspace)) == {"unchanged"}
    after = {name: (workspace / "zh" / name).stat().st_mtime_ns for name in names(workspace)}
    assert before == after


def test_the_originals_stay_as_they_are(kit, workspace):
    before = {path: path.read_bytes() for path in kit.rglob("*.ipynb")}
    start(kit, workspace, case="textbook")
    write_answer(workspace)
    start(kit, workspace, case="textbook")
    assert {path: path.read_bytes() for path in kit.rglob("*.ipynb")} == before


# A new version


def test_what_was_not_touched_follows_the_kit(kit, workspace):
    start(kit, workspace)
    release(kit, 2)
    assert whats(start(kit, workspace)) == {"updated"}
    assert "version 2" in text_of(workspace)
    assert names(workspace) == sorted(CHAPTERS)


def test_what_was_only_run_follows_the_kit(kit, workspace):
    start(kit, workspace)
    run_through(workspace)
    release(kit, 2)
    assert start(kit, workspace)[FIRST].what == "updated"
    assert "version 2" in text_of(workspace)


def test_what_was_only_run_keeps_its_outputs_while_the_kit_is_the_same(kit, workspace):
    start(kit, workspace)
    run_through(workspace)
    before = text_of(workspace)
    assert start(kit, workspace)[FIRST].what == "unchanged"
    assert text_of(workspace) == before


def test_what_was_written_in_stays_and_the_new_version_lies_beside_it_once(kit, workspace):
    start(kit, workspace)
    written = write_answer(workspace)
    release(kit, 2)
    deed = start(kit, workspace)[FIRST]
    assert (deed.what, deed.other) == ("kept", "00_start（新版）.ipynb")
    assert text_of(workspace) == written
    assert "version 2" in text_of(workspace, "zh/00_start（新版）.ipynb")
    (workspace / "zh" / "00_start（新版）.ipynb").unlink()
    deed = start(kit, workspace)[FIRST]
    assert (deed.what, deed.other) == ("kept", "")
    assert "00_start（新版）.ipynb" not in names(workspace)


def test_each_further_version_lies_beside_under_a_name_of_its_own(kit, workspace):
    start(kit, workspace)
    written = write_answer(workspace)
    for version in (2, 3):
        release(kit, version)
        start(kit, workspace)
    assert text_of(workspace) == written
    assert "version 2" in text_of(workspace, "zh/00_start（新版）.ipynb")
    assert "version 3" in text_of(workspace, "zh/00_start 2（新版）.ipynb")


def test_the_same_version_is_not_laid_beside_what_was_made_of_it(kit, workspace):
    start(kit, workspace)
    write_answer(workspace)
    assert start(kit, workspace)[FIRST].other == ""


def test_a_name_a_trainee_has_taken_is_left_to_them(kit, workspace):
    start(kit, workspace)
    write_answer(workspace)
    own = workspace / "zh" / "00_start（新版）.ipynb"
    own.write_text("my notes", encoding="utf-8")
    release(kit, 2)
    assert start(kit, workspace)[FIRST].other == "00_start 2（新版）.ipynb"
    assert own.read_text(encoding="utf-8") == "my notes"


def test_a_chapter_that_was_deleted_or_renamed_comes_back(kit, workspace):
    start(kit, workspace)
    written = write_answer(workspace)
    (workspace / FIRST).rename(workspace / "zh" / "mine.ipynb")
    (workspace / "zh" / "01_key.ipynb").unlink()
    deeds = start(kit, workspace)
    assert [deeds[f"zh/{name}"].what for name in CHAPTERS] == ["placed", "placed", "unchanged"]
    assert text_of(workspace, "zh/mine.ipynb") == written


def test_the_other_language_is_a_folder_of_its_own(kit, workspace):
    start(kit, workspace)
    written = write_answer(workspace)
    assert whats(start(kit, workspace, "en")) == {"placed"}
    assert text_of(workspace) == written
    assert names(workspace, "en") == sorted(CHAPTERS)


def test_without_the_record_nothing_is_taken_for_untouched_that_may_not_be(kit, workspace):
    start(kit, workspace)
    written = write_answer(workspace)
    record_of(workspace).path.unlink()
    release(kit, 2)
    deeds = start(kit, workspace)
    assert whats(deeds) == {"kept"}
    assert text_of(workspace) == written


def test_a_record_cut_short_is_read_as_far_as_it_goes(kit, workspace):
    start(kit, workspace)
    with record_of(workspace).path.open("ab") as file:
        file.write(b'{"what": "placed", "pa')
    release(kit, 2)
    assert whats(start(kit, workspace)) == {"updated"}
    assert record_of(workspace).has_given(FIRST, originals(kit, "zh")[0].version)


# The case


def test_the_copies_name_the_case(kit, workspace):
    start(kit, workspace, case="C:/案例 2026/my_case")
    assert case_named(text_of(workspace)) == 'case = "C:/案例 2026/my_case"'


def test_another_case_is_named_where_nothing_was_written(kit, workspace):
    start(kit, workspace)
    written = write_answer(workspace)
    deeds = start(kit, workspace, case="textbook")
    assert deeds[FIRST].names_other_case
    assert text_of(workspace) == written
    assert names(workspace) == sorted(CHAPTERS)
    assert deeds["zh/01_key.ipynb"].what == "updated"
    assert case_named(text_of(workspace, "zh/01_key.ipynb")) == 'case = "textbook"'


def test_a_copy_in_which_the_case_was_named_by_hand_needs_nothing_more(kit, workspace):
    start(kit, workspace)
    words = text_of(workspace).replace("beverage_china", "textbook")
    (workspace / FIRST).write_text(words.replace("share = ...", "share = 1"), encoding="utf-8")
    assert not start(kit, workspace, case="textbook")[FIRST].names_other_case


def test_a_notebook_without_parameters_is_copied_as_it_is(kit, workspace):
    (kit / "zh" / "00_start.ipynb").write_text(notebook("words", "x = 1"), encoding="utf-8")
    start(kit, workspace, case="textbook")
    assert json.loads(text_of(workspace)) == json.loads(notebook("words", "x = 1"))


# Cut short, damaged, in use


@pytest.mark.parametrize("before", [0, 1], ids=["at the first start", "at an update"])
def test_a_start_cut_short_anywhere_is_made_good_by_the_next(kit, tmp_path, before):
    """Also where the next start already has another version to bring."""
    moment, cut = 0, True
    while cut:
        moment += 1
        workspace = tmp_path / f"cut at {moment}"
        (workspace / ".ka-kit").mkdir(parents=True)
        release(kit, 1)
        if before:
            start(kit, workspace)
            release(kit, 2)
        try:
            with power_cut(moment, lost=20):
                start(kit, workspace)
            cut = False
        except PowerCutError:
            release(kit, 3)
            start(kit, workspace)
            assert names(workspace) == sorted(CHAPTERS), moment
            assert "version 3" in text_of(workspace), moment
    assert moment > 10


@pytest.mark.parametrize("rest", [b"", b"\0" * 4096, b"{"], ids=["empty", "zeros", "its beginning"])
def test_a_copy_cut_short_is_made_again(kit, workspace, rest):
    start(kit, workspace)
    (workspace / FIRST).write_bytes(rest)
    assert start(kit, workspace)[FIRST].what == "updated"
    assert (workspace / FIRST).read_bytes() == (kit / FIRST).read_bytes()
    assert names(workspace) == sorted(CHAPTERS)


def test_a_second_name_left_by_a_power_cut_is_never_written_through(kit, workspace):
    start(kit, workspace)
    left = workspace / "zh" / f".01_key.ipynb.{os.getpid()}.part"
    os.link(workspace / "zh" / "01_key.ipynb", left)
    written = write_answer(workspace, "zh/01_key.ipynb")
    (workspace / "zh" / "01_key.ipynb").rename(workspace / "zh" / "mine.ipynb")
    start(kit, workspace, alone=False)
    assert text_of(workspace, "zh/mine.ipynb") == written


def test_what_cannot_be_read_any_more_is_kept_and_a_fresh_copy_made(kit, workspace):
    start(kit, workspace)
    cut = write_answer(workspace)[:-9]
    (workspace / FIRST).write_text(cut, encoding="utf-8")
    deed = start(kit, workspace)[FIRST]
    assert (deed.what, deed.other) == ("damaged", "00_start（损坏）.ipynb")
    assert text_of(workspace, "zh/00_start（损坏）.ipynb") == cut
    assert text_of(workspace) == (kit / FIRST).read_text(encoding="utf-8")


def test_a_folder_in_a_chapters_place_is_left_alone(kit, workspace):
    (workspace / FIRST).mkdir(parents=True)
    assert start(kit, workspace)[FIRST].other == "00_start（新版）.ipynb"
    assert (workspace / FIRST).is_dir()


def test_while_notebooks_may_be_open_only_what_is_absent_is_brought(kit, workspace):
    start(kit, workspace)
    (workspace / FIRST).unlink()
    release(kit, 2)
    deeds = start(kit, workspace, alone=False)
    assert [deeds[f"zh/{name}"].what for name in CHAPTERS] == ["placed", "unchanged", "unchanged"]
    assert "version 1" in text_of(workspace, "zh/01_key.ipynb")


def test_an_answer_saved_while_the_kit_was_about_to_update_is_kept(kit, workspace, monkeypatch):
    """The trainee saves between the kit's look at the file and the moment it is set aside."""
    start(kit, workspace)
    release(kit, 2)
    set_aside = placing.set_aside

    def saved_just_before(target):
        if target.name == "00_start.ipynb":
            write_answer(workspace)
        return set_aside(target)

    monkeypatch.setattr("ka_helpers.lab.copying.set_aside", saved_just_before)
    assert start(kit, workspace)[FIRST].what == "kept"
    assert "0.42" in text_of(workspace)
    assert "version 2" in text_of(workspace, "zh/00_start（新版）.ipynb")


def test_a_file_that_another_program_holds_is_left_and_named(kit, workspace, monkeypatch):
    start(kit, workspace)
    release(kit, 2)

    def held(target):
        raise PermissionError(13, "held", str(target))

    monkeypatch.setattr("ka_helpers.lab.copying.set_aside", held)
    assert whats(start(kit, workspace)) == {"refused"}
    assert "version 1" in text_of(workspace)


def test_a_full_disk_leaves_the_old_copy(kit, workspace, monkeypatch):
    start(kit, workspace)
    release(kit, 2)

    def full(target, text):
        raise OSError(28, "No space left on device", str(target))

    monkeypatch.setattr("ka_helpers.lab.copying.place", full)
    assert whats(start(kit, workspace)) == {"refused"}
    assert "version 1" in text_of(workspace)
    assert names(workspace) == sorted(CHAPTERS)


def test_without_links_a_name_that_is_taken_is_still_left_alone(kit, workspace, monkeypatch):
    def no_links(source, target):
        raise OSError(95, "Operation not supported", str(target))

    monkeypatch.setattr(os, "link", no_links)
    start(kit, workspace)
    written = write_answer(workspace)
    release(kit, 2)
    assert start(kit, workspace)[FIRST].other == "00_start（新版）.ipynb"
    assert text_of(workspace) == written
    assert not placing.place(workspace / FIRST, "other")
    assert text_of(workspace) == written


def test_a_kit_without_chapters_in_a_language_says_so(tmp_path):
    with pytest.raises(RequestError) as refused:
        originals(tmp_path, "zh")
    assert refused.value.said_in("zh") == (
        "这份工具箱里没有语言 zh 的课程。请重新解压工具箱，保留其中的 notebooks 文件夹。"
    )
