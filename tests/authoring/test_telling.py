"""What the commands for authors say, and what they change."""

import sys

import pytest

from ka_helpers import cli
from ka_helpers.authoring import build, stamp
from ka_helpers.authoring.chapters import read_chapter
from ka_helpers.authoring.telling import COMMANDS, Told, tell_build, tell_check, tell_stamp
from ka_helpers.errors import RequestError
from ka_helpers.i18n import speaking
from tests.authoring.conftest import CELLS, NAME, PROSE, SATZ, with_block, with_cell


@pytest.fixture(autouse=True)
def english():
    with speaking("en"):
        yield


def test_build_says_what_it_wrote_and_then_nothing_more(written):
    told = tell_build("", written.write().notebooks)
    assert told.well
    assert told.lines[0] == f"wrote solutions/{NAME}.json"
    assert told.lines[-1] == "files written: 3; faults: 0"
    assert tell_build("", written.notebooks).lines == ("files written: 0; faults: 0",)


def test_check_says_the_faults_and_writes_nothing(written):
    written.write(blocks=with_block("33.3%", "33.4%"))
    told = tell_check(NAME, written.notebooks)
    assert not told.well
    assert told.lines[0].startswith(f"{NAME}#top-04: numbers differ")
    assert told.lines[-1] == "notebooks checked: 1; faults: 1"
    assert written.files() == {}


def test_check_says_what_is_stale(written):
    build(written.write().notebooks)
    (written.notebooks / "zh" / f"{NAME}.ipynb").unlink()
    told = tell_check("", written.notebooks)
    assert told.lines[0].startswith(f"zh/{NAME}.ipynb: this derived file is missing")


def changed(written):
    """Change the English of one cell and leave its translation."""
    now = PROSE.replace("as on", "as is said on")
    blocks = written.write().translation.read_text("utf-8")
    written.write(with_cell(CELLS[3], text=now), blocks=blocks)
    return now


def test_stamp_shows_each_text_that_it_stamps(written):
    now = changed(written)
    assert written.keys() == [("top-04", "block_stale")]
    told = tell_stamp(NAME[:2], written.notebooks)
    said = "\n".join(told.lines)
    assert told.lines[0] == (
        f"stamped translations/zh/{NAME}.md#top-04; is this what the translation says?"
    )
    assert now in said
    assert SATZ in said
    assert "blocks stamped: 1" in told.lines[-1]
    assert written.keys() == []


def test_stamp_leaves_what_is_stamped_already(written):
    written.write()
    before = written.translation.read_bytes()
    assert stamp(written.translation, read_chapter(written.source).cells) == []
    assert written.translation.read_bytes() == before


def test_stamp_leaves_blocks_of_cells_that_are_gone(written):
    written.write(blocks=with_block("cell: top-04 source: ", "cell: gone source: x"))
    assert [stamped.cell for stamped in stamp(written.translation, [])] == []


def test_stamp_asks_which_chapter(written):
    with pytest.raises(RequestError, match="name a chapter"):
        tell_stamp("", written.write().notebooks)


# The command


@pytest.fixture
def ka_kit(monkeypatch, capsys):
    """Return a function that runs the command and gives its exit code, output and errors."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["ka-kit", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        return stopped.value.code, *capsys.readouterr()

    return run


def test_the_command_exits_with_one_where_there_are_faults(ka_kit, monkeypatch):
    for well, code in ((True, 0), (False, 1)):
        monkeypatch.setitem(COMMANDS, "check", lambda name, well=well: Told((f"at {name}",), well))
        assert ka_kit("chapters", "check", "01") == (code, "at 01\n", "")


def test_the_command_speaks_the_language_asked_for(ka_kit):
    code, _, said = ka_kit("chapters", "build", "77", "--language", "zh")
    assert code == 2
    assert said.startswith("没有名称以“77”开头的章节")
    assert ka_kit("chapters", "stamp", "--language", "zh")[0] == 2
