"""The ledger survives what interrupts a batch: half a line, an old version, two runs."""

import json

import pytest

from ka_helpers.rendering.ledger import Entry, Ledger


def entry(account_id="K01", language="zh", **values):
    usual = {"marks": {"data": "1"}, "formats": ("html",), "failure": None, "cpu_seconds": 0.3}
    return Entry(account_id, language, **{**usual, "digest": '{"name":"世纪"}', **values})


@pytest.fixture
def ledger(tmp_path):
    filled = Ledger(tmp_path)
    filled.add(entry())
    filled.add(entry("K02"))
    filled.add(entry("K01", "en"))
    return filled


def test_what_was_added_is_read_back(ledger, tmp_path):
    assert Ledger(tmp_path).entries == ledger.entries
    assert Ledger(tmp_path).entries["K01", "zh"] == entry()


def test_the_latest_line_of_a_report_counts(ledger, tmp_path):
    ledger.add(entry(marks={"data": "2"}))
    assert Ledger(tmp_path).entries["K01", "zh"].marks == {"data": "2"}
    assert len(Ledger(tmp_path).entries) == 3


def test_a_line_half_written_is_a_report_not_made(ledger, tmp_path):
    text = ledger.path.read_text(encoding="utf-8")
    ledger.path.write_text(text[:-25], encoding="utf-8")
    assert set(Ledger(tmp_path).entries) == {("K01", "zh"), ("K02", "zh")}


def test_after_half_a_line_the_next_one_is_whole(ledger, tmp_path):
    text = ledger.path.read_text(encoding="utf-8")
    ledger.path.write_text(text[:-25], encoding="utf-8")
    resumed = Ledger(tmp_path)
    resumed.add(entry("K01", "en"))
    assert set(Ledger(tmp_path).entries) == {("K01", "zh"), ("K02", "zh"), ("K01", "en")}


def test_lines_of_another_version_are_left_out(ledger, tmp_path):
    with ledger.path.open("a", encoding="utf-8") as file:
        file.write("\n" + json.dumps({"account": "K09"}) + "\n[]\n7\n")
    assert len(Ledger(tmp_path).entries) == 3


def test_compacting_keeps_the_latest_lines_only(ledger, tmp_path):
    ledger.add(entry(cpu_seconds=0.5))
    ledger.compact()
    assert len(ledger.path.read_text(encoding="utf-8").splitlines()) == 3
    assert Ledger(tmp_path).entries == ledger.entries


def test_an_empty_folder_has_no_reports(tmp_path):
    assert Ledger(tmp_path / "nothing").entries == {}
