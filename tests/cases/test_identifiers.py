"""Ids as file names: what is allowed is safe on every system, all else is told."""

from pathlib import PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.cases.identifiers import fault_of_id, same_ignoring_case

HOSTILE = [
    "..", ".", ".hidden", "../up", "a/b", "a\\b", "C:x", "a:b", "a*", "a?", 'a"b', "a|b", "<a>",
    "a\nb", "a\0b", "trailing.", "trailing ", " leading", "", "-\u202etxt", "a'--", "a;b", "%2e",
]  # fmt: skip


@pytest.mark.parametrize("identifier", HOSTILE)
def test_hostile_ids_are_refused(identifier):
    assert fault_of_id(identifier) == "cases.id_characters"


@pytest.mark.parametrize("identifier", ["con", "NUL", "aux.csv", "Com1", "lpt9.x.y"])
def test_device_names_are_refused(identifier):
    assert fault_of_id(identifier) == "cases.id_reserved"


@pytest.mark.parametrize(
    "identifier", ["K01", "0012", "沃尔玛-华东", "Große_Märkte", "A 1", "v1.2", "カ", "_", "consul"]
)
def test_ordinary_ids_of_any_script_are_allowed(identifier):
    assert fault_of_id(identifier) is None


def test_length():
    assert fault_of_id("长" * 64) is None
    assert fault_of_id("长" * 65) == "cases.id_too_long"


@given(st.text(max_size=70))
def test_an_allowed_id_is_one_part_of_a_path(identifier):
    if fault_of_id(identifier) is None:
        assert PurePosixPath(identifier).parts == (identifier,)
        assert PureWindowsPath(identifier).parts == (identifier,)
        assert not identifier.startswith(".")
        assert identifier == identifier.strip()


def test_ids_that_differ_in_case_only():
    assert same_ignoring_case(["K1", "k1", "K1", "K2", "STRASSE", "straße"]) == {
        "k1": "K1",
        "straße": "STRASSE",
    }
