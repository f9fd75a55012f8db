"""The cache: read once, never stale, whole or absent, and nowhere else."""

import multiprocessing
import os
import shutil
import time

import pytest

from ka_helpers.cases import cache, load_case, loading
from ka_helpers.errors import RequestError


@pytest.fixture
def inspections(monkeypatch):
    """Return the folders that were read and checked rather than found in a cache."""
    seen = []

    def inspect(folder, real=loading.inspect_case):
        seen.append(folder)
        return real(folder)

    monkeypatch.setattr(loading, "inspect_case", inspect)
    return seen


def files_under(folder):
    return {
        path.relative_to(folder).as_posix(): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_a_second_load_reads_no_table(sound_case, inspections):
    first = load_case(sound_case)
    second = load_case(sound_case)
    assert inspections == [sound_case]
    assert second == first
    assert second.table("sales").equals(first.table("sales"))


def test_whatever_changes_the_cache_is_made_anew(sound_case, inspections):
    load_case(sound_case)
    path = sound_case / "sales.csv"
    state = path.stat()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("1300", "1400"), encoding="utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns + 1))
    assert load_case(sound_case).table("sales")["sales_value"].sum() == 4850.5
    (sound_case / "cost.csv").unlink()
    assert "cost" not in load_case(sound_case).tables
    (sound_case / "rulesets").mkdir()
    shutil.copy(cache._KIT / "cases/rulesets/textbook.yaml", sound_case / "rulesets")
    load_case(sound_case)
    assert inspections == [sound_case] * 4


def test_what_is_not_part_of_the_case_makes_no_difference(sound_case, inspections):
    load_case(sound_case)
    (sound_case / "README.md").write_text("the story")
    (sound_case / "truth").mkdir()
    load_case(sound_case)
    assert inspections == [sound_case]


def test_another_version_of_the_kit_makes_its_own(sound_case, inspections, monkeypatch):
    load_case(sound_case)
    monkeypatch.setattr(cache.ka_helpers, "__version__", "999")
    load_case(sound_case)
    assert len(inspections) == 2


def test_nothing_outside_the_cache_is_written(sound_case, tmp_path):
    before = files_under(tmp_path)
    case = load_case(sound_case)
    case.slice("0101")
    case.query("select 1")
    written = {name: at for name, at in files_under(tmp_path).items() if name not in before}
    assert {name: at for name, at in files_under(tmp_path).items() if name in before} == before
    assert all(name.startswith("sound/.ka-kit/") for name in written)


def test_an_unfinished_cache_is_not_used(sound_case, inspections):
    load_case(sound_case)
    mark = cache.fingerprint(sound_case)
    (sound_case / ".ka-kit" / mark / cache.DONE).unlink()
    shutil.rmtree(sound_case / ".ka-kit" / mark)
    load_case(sound_case)
    assert len(inspections) == 2


def test_a_write_that_fails_leaves_nothing(sound_case):
    def fail(folder):
        (folder / "half.parquet").write_text("half")
        raise RuntimeError("out of paper")

    with pytest.raises(RuntimeError):
        cache.store(sound_case, "mark", fail)
    assert files_under(sound_case / ".ka-kit") == {}
    assert cache.found(sound_case, "mark") is None


def test_a_folder_that_cannot_be_written_to_is_cached_with_the_user(
    sound_case, tmp_path, monkeypatch, inspections
):
    home = tmp_path / "home"
    monkeypatch.setattr(cache, "user_cache_directory", lambda: home)
    (sound_case / ".ka-kit").write_text("in the way")
    before = files_under(sound_case)
    case = load_case(sound_case)
    assert case.stored.is_relative_to(home)
    assert len(load_case(sound_case).slice("0101")["sales"]) == 2
    assert inspections == [sound_case]
    assert files_under(sound_case) == before


def test_the_one_who_comes_second_keeps_the_cache_of_the_first(sound_case):
    def write_while_another_finishes(folder):
        cache.store(sound_case, "mark", lambda at: (at / "who").write_text("first"))
        (folder / "who").write_text("second")

    stored = cache.store(sound_case, "mark", write_while_another_finishes)
    assert (stored / "who").read_text() == "first"
    assert [path.name for path in (sound_case / ".ka-kit").iterdir()] == ["mark"]


def test_old_caches_go_and_the_latest_stay(sound_case):
    for number in range(5):
        stored = cache.store(sound_case, f"mark{number}", lambda at: None)
        os.utime(stored, (time.time() - 100 + number,) * 2)
    names = {path.name for path in (sound_case / ".ka-kit").iterdir()}
    assert names == {"mark2", "mark3", "mark4"}


def test_a_cache_deleted_under_a_case_is_told(sound_case):
    case = load_case(sound_case)
    shutil.rmtree(sound_case / ".ka-kit")
    for read in (case.slice, case.table, case.query):
        with pytest.raises(RequestError) as error:
            read("sales")
        assert error.value.said_in("en") == (
            "the tables kept of case sound have been deleted since it was loaded; "
            "load the case again"
        )
    assert len(load_case(sound_case).slice("0101")["sales"]) == 2


def sold_in(folder):
    return float(load_case(folder).slice("0101")["sales"]["sales_value"].sum())


@pytest.mark.slow
def test_processes_that_load_at_once_see_the_same_case(sound_case):
    with multiprocessing.get_context("spawn").Pool(2) as pool:
        assert pool.map(sold_in, [sound_case] * 4) == [2500.5] * 4
    assert len(list((sound_case / ".ka-kit").iterdir())) == 1
