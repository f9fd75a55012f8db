"""Progress on disk: only ever added to, whatever happens to the file."""

import json
import multiprocessing
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.exercises.ledger import FILE, VARIABLE, Entry, Ledger, ledger_here

DONE = Entry("answer", "1.1", "abc-2026Q2", "correct", 1.0, (), 2, "2026-06-30T08:00:00+00:00")
HINT = Entry("hint", "1.1", "abc-2026Q2", at="2026-06-30T08:01:00+00:00")


@pytest.fixture
def ledger(tmp_path):
    return Ledger(tmp_path / "deep" / "progress.jsonl")


def test_what_is_added_is_read_again_in_order(ledger):
    assert [ledger.add(entry) for entry in (DONE, HINT)] == [True, True]
    assert list(Ledger(ledger.path).entries()) == [DONE, HINT]


def test_an_entry_carries_its_time(ledger):
    ledger.add(Entry("hint", "1.1", "abc"))
    (entry,) = ledger.entries()
    assert entry.at.endswith("+00:00")


def test_there_is_nothing_before_the_first_entry(ledger):
    assert list(ledger.entries()) == []
    assert not ledger.path.parent.exists()


@given(st.integers(min_value=0))
def test_a_line_cut_short_costs_that_line_only(tmp_path_factory, cut):
    path = tmp_path_factory.mktemp("cut") / "progress.jsonl"
    ledger = Ledger(path)
    ledger.add(DONE)
    whole = path.read_bytes()
    ledger.add(HINT)
    added = len(path.read_bytes()) - len(whole)
    path.write_bytes(path.read_bytes()[: len(whole) + cut % added])
    known = list(ledger.entries())
    ledger.add(DONE)
    assert known[0] == DONE
    assert list(ledger.entries()) == [*known, DONE]


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"null",
        b"7",
        b'"text"',
        b"[1, 2]",
        b"{}",
        b'{"what": "answer"}',
        b"\xff\xfe\x00",
        b'{"what": "answer", "question": 1, "case": "abc", "mistakes": []}',
        b'{"what": "answer", "question": "1.1", "case": "abc", "score": "1"}',
        b'{"what": "answer", "question": "1.1", "case": "abc", "score": NaN}',
        b'{"what": "answer", "question": "1.1", "case": "abc", "score": 7}',
        b'{"what": "answer", "question": "1.1", "case": "abc", "mistakes": 3}',
    ],
)
def test_a_line_that_is_none_of_ours_is_passed_over(ledger, line):
    ledger.add(DONE)
    with ledger.path.open("ab") as file:
        file.write(line + b"\n")
    ledger.add(HINT)
    assert list(ledger.entries()) == [DONE, HINT]


def test_fields_of_a_later_version_are_let_be(ledger):
    ledger.add(DONE)
    later = {**json.loads(ledger.path.read_text()), "mood": "good"}
    ledger.path.write_text(json.dumps(later) + "\n")
    assert list(ledger.entries()) == [DONE]


def test_an_entry_of_an_earlier_version_is_read(ledger):
    ledger.path.parent.mkdir()
    ledger.path.write_text('{"what": "hint", "question": "1.1", "case": "abc"}\n')
    assert list(ledger.entries()) == [Entry("hint", "1.1", "abc")]


def write_many(path, name, count):
    ledger = Ledger(path)
    for _ in range(count):
        ledger.add(Entry("answer", name, "x" * 300, mistakes=("m",) * 20))


def test_two_kernels_write_at_once(tmp_path):
    path = tmp_path / "progress.jsonl"
    spawning = multiprocessing.get_context("spawn" if os.name == "nt" else "fork")
    kernels = [
        spawning.Process(target=write_many, args=(path, name, 100)) for name in ("1.1", "2.2")
    ]
    for kernel in kernels:
        kernel.start()
    for kernel in kernels:
        kernel.join()
    questions = [entry.question for entry in Ledger(path).entries()]
    assert sorted(questions) == ["1.1"] * 100 + ["2.2"] * 100


def test_where_nothing_can_be_written_entries_stay_in_memory(tmp_path):
    (tmp_path / "file").touch()
    ledger = Ledger(tmp_path / "file" / "progress.jsonl")
    assert [ledger.add(entry) for entry in (DONE, HINT)] == [False, False]
    assert list(ledger.entries()) == [DONE, HINT]


def test_what_could_not_be_written_is_written_later(tmp_path):
    (tmp_path / "folder").touch()
    ledger = Ledger(tmp_path / "folder" / "progress.jsonl")
    ledger.add(DONE)
    (tmp_path / "folder").unlink()
    assert ledger.add(HINT)
    assert list(Ledger(ledger.path).entries()) == [DONE, HINT]
    assert ledger.unsaved == []


def test_a_ledger_of_memory_only_writes_nothing():
    ledger = Ledger(None)
    assert not ledger.add(DONE)
    assert list(ledger.entries()) == [DONE]


def test_the_ledger_is_in_the_folder_of_the_notebook_or_where_it_is_named(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(VARIABLE)
    assert ledger_here().path == Path.cwd() / FILE
    monkeypatch.setenv(VARIABLE, str(tmp_path / "学员 一" / "p.jsonl"))
    assert ledger_here().path == tmp_path / "学员 一" / "p.jsonl"
    monkeypatch.setenv(VARIABLE, "~/p.jsonl")
    assert ledger_here().path == Path.home() / "p.jsonl"
    monkeypatch.setenv(VARIABLE, " ")
    assert ledger_here().path == Path.cwd() / FILE


@pytest.mark.skipif(sys.platform == "win32", reason="a folder in use cannot be removed there")
def test_a_folder_that_is_gone_stops_nobody(monkeypatch, tmp_path):
    ledger = Ledger(tmp_path / "gone" / "progress.jsonl")
    ledger.add(DONE)
    ledger.path.unlink()
    ledger.path.mkdir()
    assert list(ledger.entries()) == []
    assert not ledger.add(HINT)
    assert list(ledger.entries()) == [HINT]
