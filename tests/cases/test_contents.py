"""What files hold: read once, remembered honestly, found again under any time and name."""

import os
import shutil
import time
from pathlib import Path

import pytest

from ka_helpers.cases import cache, contents, load_case, loading

LONG_AGO = 1_700_000_000


@pytest.fixture
def reads(monkeypatch):
    """Return the names of the files whose content was read."""
    seen = []

    def digest(file, kind, real=contents.hashlib.file_digest):
        seen.append(Path(file.name).name)
        return real(file, kind)

    monkeypatch.setattr(contents.hashlib, "file_digest", digest)
    return seen


@pytest.fixture
def settled(monkeypatch):
    """Return a function that lets so many seconds go by."""
    now = [time.time_ns()]

    def wait(seconds):
        now[0] = time.time_ns() + int(seconds * 1e9)

    monkeypatch.setattr(contents.time, "time_ns", lambda: now[0])
    return wait


@pytest.fixture
def inspections(monkeypatch):
    seen = []

    def inspect(folder, real=loading.inspect_case):
        seen.append(folder)
        return real(folder)

    monkeypatch.setattr(loading, "inspect_case", inspect)
    return seen


def test_files_that_nothing_touched_are_read_once(sound_case, reads, settled):
    settled(60)
    load_case(sound_case)
    assert "sales.csv" in reads
    reads.clear()
    load_case(sound_case)
    assert reads == []


def test_only_what_was_touched_is_read_again(sound_case, reads, settled, inspections):
    settled(60)
    load_case(sound_case)
    reads.clear()
    os.utime(sound_case / "sales.csv", (LONG_AGO, LONG_AGO))
    settled(120)
    load_case(sound_case)
    assert reads == ["sales.csv"]
    assert len(inspections) == 1
    load_case(sound_case)
    assert reads == ["sales.csv"]


def test_a_file_as_young_as_its_reading_is_not_remembered(sound_case, reads, settled):
    settled(0.5)
    load_case(sound_case)
    reads.clear()
    load_case(sound_case)
    assert "sales.csv" in reads


def test_a_change_that_keeps_size_and_time_is_seen(sound_case, settled):
    """No program can set the time of change, so a memo that holds it cannot be led astray."""
    settled(60)
    assert load_case(sound_case).table("sales")["sales_value"].max() < 5000
    path = sound_case / "sales.csv"
    state = path.stat()
    path.write_text(path.read_text(encoding="utf-8").replace("1300", "9300"), encoding="utf-8")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert path.stat().st_size == state.st_size
    if path.stat().st_ctime_ns == state.st_ctime_ns:
        pytest.skip("this system keeps no time of change")
    assert load_case(sound_case).table("sales")["sales_value"].max() == 9300


def test_a_copy_of_the_files_has_the_same_mark(sound_case, tmp_path):
    copy = shutil.copytree(sound_case, tmp_path / "copy", copy_function=shutil.copyfile)
    assert cache.fingerprint(copy) == cache.fingerprint(sound_case)


@pytest.mark.parametrize("written", ["", "[]", "{", '{"sales.csv": [1]}', '{"sales.csv": 3}'])
def test_a_memo_that_makes_no_sense_is_no_memo(sound_case, inspections, settled, written):
    settled(60)
    case = load_case(sound_case)
    (case.stored / contents.MEMO).write_text(written, encoding="utf-8")
    assert load_case(sound_case).stored == case.stored
    assert len(inspections) == 1
