"""A sound case to copy, and a way to put other files into it."""

import shutil
from pathlib import Path

import pytest

BROKEN_CASES = Path(__file__).parents[1] / "broken_cases"


@pytest.fixture
def sound_case(tmp_path):
    """Return a folder with a copy of the case that has no fault."""
    return Path(shutil.copytree(BROKEN_CASES / "sound", tmp_path / "sound"))


@pytest.fixture
def write(sound_case):
    """Return a function that puts files into the sound case (None takes one away)."""

    def put(**files):
        for name, text in files.items():
            path = sound_case / (f"{name}.yaml" if name == "case" else f"{name}.csv")
            path.unlink() if text is None else path.write_text(text, encoding="utf-8")
        return sound_case

    return put
