"""A kit with two chapters, and a trainee's folder with nothing in it yet."""

import pytest

from tests.lab.small_kit import release


@pytest.fixture
def kit(tmp_path):
    release(tmp_path / "kit", 1)
    return tmp_path / "kit"


@pytest.fixture
def workspace(tmp_path):
    folder = tmp_path / "张 三 的课程"
    (folder / ".ka-kit").mkdir(parents=True)
    return folder
