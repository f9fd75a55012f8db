"""What trainees open is what the sources give, to the byte, and nothing is left over."""

from ka_helpers.authoring import stale
from ka_helpers.exercises.curriculum import NOTEBOOKS


def test_derived_notebooks_are_what_their_sources_give():
    assert [str(fault) for fault in stale(NOTEBOOKS)] == []
