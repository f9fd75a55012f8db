"""A folder comes to its place whole or not at all; what stands there is kept unless said."""

import pytest

from ka_helpers.cases.staging import staged


def fill(folder, **options):
    with staged(folder, **options) as stage:
        (stage / "new.txt").write_text("new", encoding="utf-8")


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize("name", ["case", "old", "case.old"])
def test_a_new_or_empty_folder_is_filled_and_nothing_is_left_beside_it(tmp_path, name):
    (tmp_path / name).mkdir()
    fill(tmp_path / name)
    fill(tmp_path / "deep" / name)
    assert names(tmp_path / name) == names(tmp_path / "deep" / name) == ["new.txt"]
    assert names(tmp_path) == sorted([name, "deep"])


def test_what_stands_there_is_never_replaced_unless_it_is_said_what_stays(tmp_path):
    folder = tmp_path / "case"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(OSError, match="case"):
        fill(folder)
    assert names(folder) == ["mine.txt"] and names(tmp_path) == ["case"]


@pytest.mark.parametrize("name", ["case", "old"])
def test_with_keep_the_old_folder_is_replaced_and_comes_back_where_that_fails(tmp_path, name):
    folder = tmp_path / name
    fill(folder)
    (folder / "mine.txt").write_text("mine", encoding="utf-8")

    def fail(old, made):
        raise PermissionError("no")

    with pytest.raises(PermissionError):
        fill(folder, keep=fail)
    assert names(folder) == ["mine.txt", "new.txt"]
    fill(folder, keep=lambda old, made: (old / "mine.txt").rename(made / "kept.txt"))
    assert names(folder) == ["kept.txt", "new.txt"] and names(tmp_path) == [name]
