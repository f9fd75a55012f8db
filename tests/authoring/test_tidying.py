"""Tidying gives ids, takes outputs away, orders a translation, and changes nothing else."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output

from ka_helpers.authoring import build
from ka_helpers.authoring.telling import tell_tidy
from ka_helpers.authoring.translation import hash_of, read_blocks
from ka_helpers.errors import RequestError
from tests.authoring.conftest import CELLS, NAME, SATZ, blocks_of


@pytest.fixture
def opened(written):
    """A chapter after an author wrote two cells in Jupyter and ran one."""
    notebook = nbformat.read(written.write().source, 4)
    ran = new_code_cell("1 + 1", id="5f0c9a1e", metadata={"collapsed": True}, execution_count=4)
    ran.outputs = [new_output("stream", text="2")]
    notebook.cells[4:4] = [new_markdown_cell("Look at this.", id="bd0077fa"), ran]
    notebook.metadata["widgets"] = {}
    written.source.write_text(nbformat.writes(notebook), encoding="utf-8")
    return written


def test_new_cells_get_the_next_free_numbers_and_the_others_keep_theirs(opened):
    tell_tidy("01", opened.notebooks)
    ids = [cell.id for cell in nbformat.read(opened.source, 4).cells]
    assert ids[:6] == ["top-01", "top-02", "top-03", "top-04", "top-05", "top-06"]


def test_what_running_left_is_gone_and_tags_stay(opened):
    tell_tidy("01", opened.notebooks)
    cells = nbformat.read(opened.source, 4).cells
    assert (cells[5].outputs, cells[5].execution_count, cells[5].metadata) == ([], None, {})
    assert cells[1].metadata == {"tags": ["parameters"]}
    assert "widgets" not in opened.source.read_text("utf-8")


def test_the_translation_gets_an_empty_block_in_its_place(opened):
    tell_tidy("01", opened.notebooks)
    blocks = read_blocks(opened.translation)
    assert list(blocks) == ["top-01", "top-04", "top-05"]
    assert blocks["top-05"].source == hash_of("Look at this.")
    assert blocks["top-04"].text == SATZ
    assert opened.keys() == [("top-05", "block_empty")]


def test_tidying_twice_changes_nothing_more(opened):
    first = tell_tidy("01", opened.notebooks)
    assert [line.partition(" ")[2] for line in first.lines] == [
        f"source/{NAME}.ipynb", f"translations/zh/{NAME}.md",
    ]  # fmt: skip
    assert tell_tidy("01", opened.notebooks).lines == ()


def test_a_sound_chapter_gives_the_same_after_tidying(written):
    build(written.write().notebooks)
    before = written.files()
    tell_tidy("01", written.notebooks)
    assert build(written.notebooks).written == ()
    assert written.files() == before


def test_blocks_that_cannot_be_told_apart_are_left_alone(written):
    spoilt = "before\n" + blocks_of(CELLS)
    written.write(blocks=spoilt)
    tell_tidy("01", written.notebooks)
    assert written.translation.read_text("utf-8") == spoilt


def test_blocks_of_cells_that_are_gone_are_kept(written):
    spoilt = blocks_of(CELLS) + "\n<!-- cell: gone-01 source: x -->\n旧文\n"
    written.write(blocks=spoilt)
    tell_tidy("01", written.notebooks)
    assert read_blocks(written.translation)["gone-01"].text == "旧文"


def test_a_new_chapter_without_ids_is_named_after_its_last_word(written):
    notebook = nbformat.read(written.write().source, 4)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"{number}abc"
    written.source.write_text(nbformat.writes(notebook), encoding="utf-8")
    tell_tidy("01", written.notebooks)
    assert nbformat.read(written.source, 4).cells[0].id == "accounts-01"


def test_tidying_asks_which_chapter(written):
    with pytest.raises(RequestError, match="name a chapter"):
        tell_tidy("", written.write().notebooks)
