"""Source and translation give the trainees' notebooks: the same bytes, all of them or none."""

import json

import nbformat
import pytest

from ka_helpers.authoring import build, stale
from ka_helpers.authoring.answers import answer_in
from ka_helpers.errors import RequestError
from tests.authoring.conftest import ASKED, CELLS, NAME, PARAMETERS, SATZ, Cell, with_cell

EN, ZH, SOLUTIONS = f"en/{NAME}.ipynb", f"zh/{NAME}.ipynb", f"solutions/{NAME}.json"


def cells_of(written, name):
    return {cell.id: cell for cell in nbformat.read(written.notebooks / name, 4).cells}


def test_a_chapter_gives_a_notebook_a_language_and_its_solutions(written):
    built = build(written.write().notebooks)
    assert built.faults == ()
    assert sorted(built.written) == sorted([EN, ZH, SOLUTIONS])


def test_a_trainee_gets_the_cell_without_its_answer(written):
    build(written.write().notebooks)
    for name in (EN, ZH):
        starter = cells_of(written, name)[ASKED.id].source
        assert starter == 'top_share = ...\ncheck("1.1", top_share=top_share)'


def test_what_was_between_the_markers_is_the_printed_solution(written):
    build(written.write().notebooks)
    solutions = json.loads((written.notebooks / SOLUTIONS).read_text("utf-8"))
    assert solutions["1.1"] == "top_share = 0"


def test_no_derived_notebook_has_a_marker(written):
    build(written.write().notebooks)
    assert not any(b"ANSWER" in text for text in written.files().values())


def test_each_notebook_is_in_its_language(written):
    build(written.write().notebooks)
    english, chinese = cells_of(written, EN), cells_of(written, ZH)
    assert english["top-02"].source == PARAMETERS
    assert chinese["top-02"].source == PARAMETERS.replace('"en"', '"zh"')
    assert chinese["top-04"].source == SATZ
    assert chinese["top-03"].source == english["top-03"].source


def test_outputs_of_the_source_are_left_behind(written):
    written.write()
    notebook = nbformat.read(written.source, 4)
    notebook.cells[2].update(
        execution_count=3, outputs=[nbformat.v4.new_output("stream", text="x")]
    )
    notebook.metadata["widgets"] = {"state": 1}
    written.source.write_text(nbformat.writes(notebook), encoding="utf-8")
    build(written.notebooks)
    cell = cells_of(written, EN)["top-03"]
    assert (cell.outputs, cell.execution_count) == ([], None)
    assert b"widgets" not in written.files()[EN]


def test_rebuilding_gives_the_same_bytes_and_writes_nothing(written):
    build(written.write().notebooks)
    first = written.files()
    assert build(written.notebooks).written == ()
    for name in first:
        (written.notebooks / name).unlink()
    build(written.notebooks)
    assert written.files() == first


def test_lines_end_alike_on_every_system(written):
    written.write()
    written.translation.write_bytes(written.translation.read_bytes().replace(b"\n", b"\r\n"))
    build(written.notebooks)
    assert written.keys() == []
    assert not any(b"\r" in text for text in written.files().values())


def test_a_translation_saved_with_a_byte_order_mark_is_read(written):
    written.write()
    written.translation.write_bytes(b"\xef\xbb\xbf" + written.translation.read_bytes())
    assert written.keys() == []


def test_a_chapter_with_a_fault_gives_nothing_and_leaves_what_was_there(written):
    build(written.write().notebooks)
    before = written.files()
    written.write(with_cell(ASKED, text=ASKED.text.replace("# END ANSWER\n", "")))
    built = build(written.notebooks)
    assert built.faults
    assert built.written == ()
    assert written.files() == before


def test_nothing_partial_is_left_beside_what_is_written(written):
    build(written.write().notebooks)
    assert list(written.files()) == sorted([EN, SOLUTIONS, ZH], key=lambda name: (
        ("en", "zh", "solutions").index(name.split("/")[0])
    ))  # fmt: skip


# Sub-folders and names


def in_workbench(written):
    """Put a notebook without exercises into the workbench."""
    written.write(tuple(cell for cell in CELLS if not cell.tags or cell.tags[0] != "exercise"))
    for path in (written.source, written.translation):
        (path.parent / "workbench").mkdir()
        path.rename(path.parent / "workbench" / f"what_if{path.suffix}")
    return written


def test_a_sub_folder_is_derived_into_sub_folders_and_without_solutions(written):
    built = build(in_workbench(written).notebooks)
    assert built.faults == ()
    assert sorted(built.written) == ["en/workbench/what_if.ipynb", "zh/workbench/what_if.ipynb"]


def test_only_the_chapters_named_are_built(written):
    in_workbench(written)
    written.write()
    assert sorted(build(written.notebooks, NAME[:2]).written) == sorted([EN, ZH, SOLUTIONS])
    assert len(build(written.notebooks, "workbench/what").written) == 2


def test_a_name_that_no_chapter_has_is_refused(written):
    with pytest.raises(RequestError, match=f'begins with "77"; there are {NAME}'):
        build(written.write().notebooks, "77")


def test_a_workbench_asks_no_questions(written):
    in_workbench(written)
    source = written.notebooks / "source" / "workbench" / "what_if.ipynb"
    notebook = nbformat.read(source, 4)
    notebook.cells.append(ASKED.made())
    source.write_text(nbformat.writes(notebook), encoding="utf-8")
    assert written.keys() == [(ASKED.id, "question_outside_chapters")]


# stale


def test_what_is_built_is_not_stale(written):
    build(written.write().notebooks)
    assert stale(written.notebooks) == []


@pytest.mark.parametrize("name", [EN, ZH, SOLUTIONS])
def test_a_derived_file_that_was_edited_or_lost_is_stale(written, name):
    build(written.write().notebooks)
    path = written.notebooks / name
    path.write_bytes(path.read_bytes() + b"\n")
    assert [str(fault) for fault in stale(written.notebooks)] == [
        f"{name}: this derived file is not what its source gives; edit the source or the "
        "translation, never this file, and run python start.py chapters build"
    ]
    path.unlink()
    assert [(fault.chapter, fault.key) for fault in stale(written.notebooks)] == [
        (name, "derived_missing")
    ]


@pytest.mark.parametrize(
    "name", ["en/09_gone.ipynb", "zh/workbench/gone.ipynb", "solutions/09_gone.json"]
)
def test_what_no_source_gives_any_more_is_named(written, name):
    build(written.write().notebooks)
    path = written.notebooks / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("{}", encoding="utf-8")
    for found in (stale(written.notebooks), build(written.notebooks).faults):
        assert [(fault.chapter, fault.key) for fault in found] == [(name, "derived_left_over")]
    assert path.exists()


def test_a_translation_without_a_source_is_named(written):
    build(written.write().notebooks)
    written.translation.with_name("09_gone.md").write_text("", encoding="utf-8")
    (fault,) = stale(written.notebooks)
    assert (fault.chapter, fault.key) == ("translations/zh/09_gone.md", "translation_left_over")


def test_checkpoints_of_an_open_notebook_are_nobody_s(written):
    build(written.write().notebooks)
    for folder in ("source", "en"):
        path = written.notebooks / folder / ".ipynb_checkpoints" / "01-checkpoint.ipynb"
        path.parent.mkdir()
        path.write_text("{}", encoding="utf-8")
    assert stale(written.notebooks) == []


def test_stale_names_the_faults_of_a_chapter_that_cannot_be_built(written):
    written.write(with_cell(ASKED, text="# ANSWER\n" + ASKED.text))
    assert [fault.key for fault in stale(written.notebooks)] == ["markers_several"]


def test_a_file_that_is_no_notebook_is_a_fault(written):
    written.write().source.write_text("not json", encoding="utf-8")
    assert written.keys() == [("", "not_a_notebook")]


def test_comments_are_translated_and_nothing_else_of_code(written):
    noted = Cell("top-05", "# the year\nyear = 4", None)
    block = "\n<!-- cell: top-05 source: {} -->\n# 一年\nyear = 4\n"
    written.write((*CELLS, noted))
    from ka_helpers.authoring.translation import hash_of

    text = written.translation.read_text("utf-8") + block.format(hash_of(noted.text))
    written.translation.write_text(text, encoding="utf-8")
    assert build(written.notebooks).faults == ()
    assert cells_of(written, ZH)["top-05"].source == "# 一年\nyear = 4"


def test_a_starter_asks_only_for_what_the_check_takes():
    code = '# ANSWER\nstep = 2\nlost = step * 3\n# END ANSWER\ncheck("1.2", lost=lost)'
    answer = answer_in(code)
    assert answer.starter == 'lost = ...\ncheck("1.2", lost=lost)'
    assert answer.solution == "step = 2\nlost = step * 3"
