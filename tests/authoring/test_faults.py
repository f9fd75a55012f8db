"""Each fault of a chapter is found by itself, where it is, and says what to do."""

import re
from string import Formatter

import nbformat
import pytest

from ka_helpers.authoring import build
from ka_helpers.authoring.keeping import text_faults
from ka_helpers.authoring.translation import hash_of
from ka_helpers.i18n import messages
from tests.authoring.conftest import (
    ASKED,
    CELLS,
    NAME,
    PARAMETERS,
    PLAN,
    PROSE,
    SATZ,
    TITEL,
    Cell,
    blocks_of,
    with_block,
    with_cell,
)

ANSWER = ASKED.text
UNKNOWN = ANSWER.replace('"1.1"', '"1.99"')
PROSE_CELL = CELLS[3]
HEAD = f"<!-- cell: top-04 source: {hash_of(PROSE)} -->"


def asked(old, new):
    """Return the cells with the first exercise's code changed."""
    assert old in ANSWER
    return with_cell(ASKED, text=ANSWER.replace(old, new))


SPOILT_CELLS = {
    "marker_left_open": asked("# END ANSWER\n", ""),
    "marker_not_opened": asked("# ANSWER\n", "", ),
    "markers_reversed": asked(ANSWER, f"# END ANSWER\nx = 1\n# ANSWER\n{ANSWER.splitlines()[-1]}"),
    "markers_nested": asked("top_share = 0\n", "# ANSWER\ntop_share = 0\n# END ANSWER\n"),
    "markers_several": asked(ANSWER, f"{ANSWER}\n{ANSWER}"),
    "marker_misspelt": asked("# END ANSWER", "# end answer"),
    "not_python": asked("top_share = 0", "top_share = = 0"),
    "answer_not_assigned": asked("top_share = 0", "top_share = 0\nprint(top_share)"),
    "checks_not_one": asked(ANSWER, ANSWER + '\ncheck("1.1", top_share=top_share)'),
    "check_not_plain": asked('"1.1"', "question"),
    "part_not_of_answer": asked("top_share=top_share", "top_share=sales"),
    "other_parts": asked("top_share=top_share", "share=top_share"),
    "question_unknown": (*CELLS, Cell("ask-x", UNKNOWN, tags=("exercise",))),
    "question_twice": (*CELLS, Cell("ask-x", ANSWER, tags=("exercise",))),
    "exercise_tag_missing": with_cell(ASKED, tags=()),
    "check_without_answer": (*CELLS, Cell("ask-x", 'check("1.1", top_share=1)')),
    "exercise_without_answer": (*CELLS, Cell("ask-x", "1 + 1", tags=("exercise",))),
    "marker_in_prose": (*CELLS, Cell("ask-x", "# ANSWER", "# ANSWER 中文")),
    "no_language_parameter": with_cell(CELLS[1], text='case = "x"'),
    "cell_twice": (*CELLS, Cell("top-03", "1 + 1")),
    "cell_without_id": (*CELLS, Cell("", "1 + 1")),
}  # fmt: skip


@pytest.mark.parametrize("key", SPOILT_CELLS)
def test_a_fault_of_a_cell_is_found(written, key):
    found = written.write(SPOILT_CELLS[key]).keys()
    assert key in [name for _, name in found]
    assert len({cell for cell, name in found if name != "question_unchecked"}) == 1


def test_an_answer_that_binds_nothing_is_found(written):
    written.write(asked("top_share = 0", "1 + 1"))
    assert (ASKED.id, "answer_binds_nothing") in set(written.keys())


def test_a_question_of_the_plan_that_no_cell_checks_is_found(written):
    written.write(tuple(cell for cell in CELLS if cell.id != ASKED.id))
    assert written.said() == [
        f"{NAME}: no cell checks question 1.1 of the chapter's plan; add the exercise, or take it "
        "out of the plan"
    ]


@pytest.mark.parametrize(
    ("name", "key"), [("99_nowhere", "plan_missing"), ("01_x", "plan_of_other_name")]
)
def test_a_chapter_is_named_as_its_plan(written, name, key):
    written.write()
    for path in (written.source, written.translation):
        path.rename(path.with_name(f"{name}{path.suffix}"))
    assert written.keys() == [("", key)]


def test_a_plan_that_cannot_be_read_is_the_author_s_fault_to_mend(written, monkeypatch):
    def fails(number):
        raise NameError("name 'Numbr' is not defined")

    monkeypatch.setattr("ka_helpers.authoring.questions.plan_of", fails)
    (said,) = written.write().said()
    assert "(NameError: name 'Numbr' is not defined)" in said


SPOILT_BLOCKS = {
    "block_missing": with_block(f"{HEAD}\n{SATZ}\n", ""),
    "block_stale": with_block(hash_of(PROSE), "0123456789"),
    "block_twice": blocks_of(CELLS) + f"{HEAD}\n{SATZ}\n",
    "block_orphan": blocks_of(CELLS) + f"<!-- cell: gone-01 source: 0123456789 -->\n{SATZ}\n",
    "block_empty": with_block(SATZ, ""),
    "block_head_misspelt": with_block(HEAD, f"{HEAD}\n<!-- cell: top-04 sorce: x -->"),
    "text_before_blocks": "前言\n" + blocks_of(CELLS),
    "spans_differ": with_block("`0.333`", "`0.334`"),
    "links_differ": with_block("example.org/a", "example.org/b"),
    "headings_differ": with_block("# 1.", "## 1."),
    "lead_differs": with_block("**本章问题。**", "**问题。**"),
    "not_chinese": with_block(SATZ, PROSE),
    "english_left": with_block(SATZ, f"{SATZ}Each account has its own buyer."),
    "english_marks": with_block("33.3%：", "33.3%:写"),
    "full_width": with_block("33.3%", "３３.３%"),
    "tags_differ": with_block(SATZ, f"<br>{SATZ}"),
    "items_differ": with_block(SATZ, f"{SATZ}\n\n- 一"),
    "rows_differ": with_block(SATZ, f"{SATZ}\n\n| 一 |"),
    "formulas_differ": with_block(SATZ, f"{SATZ}$x$"),
    "numbers_differ": with_block("33.3%", "33.4%"),
}


@pytest.mark.parametrize("key", SPOILT_BLOCKS)
def test_a_fault_of_a_translation_is_found_by_itself(written, key):
    found = written.write(blocks=SPOILT_BLOCKS[key]).keys()
    assert key in [name for _, name in found]
    assert {name for _, name in found} <= {key, "block_twice", "block_head_misspelt"}


@pytest.mark.parametrize(
    ("english", "chinese", "keys"),
    [
        ("See https://example.org/a.", "见 https://example.org/a。", []),
        ("See https://example.org/12.", "见 https://example.org/13。", ["links_differ"]),
        ("Write `[a](b)`.", "写 `[a](b)`。", []),
        ("```\nx = 12\n```\nRun it.", "```\nx = 13\n```\n运行。", ["spans_differ"]),
        ("$a$ and $b$", "$a$ 与 $c$", ["formulas_differ"]),
        (r"$\text{share} = 1$", r"$\text{占比} = 1$", []),
        ('<img src="a.png" alt="A map">', '<img src="a.png" alt="地图">', []),
        ('<img src="a.png" alt="A map"> Map', '<img src="b.png" alt="地图"> 地图', ["tags_differ"]),
        ("- one\n- two", "- 一\n- 二", []),
        ("## One\n\n### Two", "### 一\n\n## 二", ["headings_differ"]),
        ("# One\n\n**Time** 30 minutes", "# 一\n\n**用时** 30 分钟", ["lead_differs"]),
        ("**Time** passes", "**光阴** 流逝", []),
    ],
)
def test_what_a_translated_text_keeps(english, chinese, keys):
    assert [key for key, _ in text_faults(english, chinese, "zh")] == keys


def test_a_translation_that_is_not_there_is_one_fault(written):
    written.write().translation.unlink()
    assert written.said() == [
        f"{NAME}: there is no translation into zh; write translations/zh/{NAME}.md, a block a cell"
    ]


def test_code_that_differs_beyond_comments_is_found(written):
    code = Cell("top-05", "# the year\nyear = 4")
    for text, key in [
        ("# 一年\nyear = 5", "code_differs"),
        ("year = 4", "comments_differ"),
        ("# year\nyear = 4", "not_chinese"),
    ]:
        written.write((*CELLS, code))
        head = f"\n<!-- cell: top-05 source: {hash_of(code.text)} -->\n"
        whole = written.translation.read_text("utf-8") + head + text + "\n"
        written.translation.write_text(whole, encoding="utf-8")
        assert written.keys() == [("top-05", key)]


def test_a_cell_with_comments_must_be_translated_and_one_without_need_not(written):
    assert written.write((*CELLS, Cell("top-05", "# the year\nyear = 4"))).keys() == [
        ("top-05", "block_missing")
    ]
    assert written.write((*CELLS, Cell("top-05", 'hash_sign = "# no comment"'))).keys() == []


def test_a_translated_exercise_keeps_its_markers(written):
    """Without them the answer would reach the trainees."""
    written.write()
    bare = "\n".join(line for line in ANSWER.splitlines() if "ANSWER" not in line)
    head = f"\n<!-- cell: {ASKED.id} source: {hash_of(ANSWER)} -->\n"
    whole = written.translation.read_text("utf-8") + head + bare + "\n"
    written.translation.write_text(whole, encoding="utf-8")
    assert written.keys() == [(ASKED.id, "code_differs")]


def test_all_faults_are_told_at_once_in_the_order_of_the_cells(written):
    whole = with_block("**本章问题。**", "**问题。**").replace("33.3%", "33%").replace("/a)", "/b)")
    assert written.write(asked("# END ANSWER\n", ""), blocks=whole).keys() == [
        ("top-01", "lead_differs"),
        ("top-04", "links_differ"),
        ("top-04", "numbers_differ"),
        (ASKED.id, "marker_left_open"),
    ]


def test_a_fault_says_where_what_was_found_what_was_expected_and_the_next_step(written):
    assert written.write(blocks=with_block("33.3%", "33.4%")).said() == [
        f"{NAME}#top-04: numbers differ from the English: missing 33.3%; added 33.4%; write the "
        "same figures (numbers in words stay words)"
    ]
    assert written.said("zh") == [
        f"{NAME}#top-04：数字与英文不一致：缺少 33.3%；多出 33.4%；请写成同样的数字"
        "（英文里用文字写的数仍用文字）"
    ]


SAID_NOT_AS_FAULTS = re.compile(
    r"said|lead_(?!differs)|written|built|checked|stamp|needs_name|no_such_chapter"
)


PLANTED_BESIDE_THE_LISTS = {
    *("answer_binds_nothing", "question_unchecked", "plan_missing", "plan_of_other_name"),
    *("plan_fails", "no_translation", "code_differs", "comments_differ", "not_a_notebook"),
    *("translation_left_over",),
    *("question_outside_chapters", "derived_missing", "derived_differs", "derived_left_over"),
}


def test_every_fault_of_the_catalogue_is_planted_somewhere():
    faults = {name for name in messages("authoring", "en") if not SAID_NOT_AS_FAULTS.match(name)}
    assert faults == SPOILT_CELLS.keys() | SPOILT_BLOCKS.keys() | PLANTED_BESIDE_THE_LISTS


def test_every_fault_names_a_next_step():
    """What is found, a semicolon or a colon, and what to do."""
    for name, text in messages("authoring", "en").items():
        if not SAID_NOT_AS_FAULTS.match(name):
            words = "".join(literal for literal, *_ in Formatter().parse(text))
            assert re.search(r"[;:] ", words) or " run " in words, name
    for name, text in messages("authoring", "zh").items():
        if not SAID_NOT_AS_FAULTS.match(name):
            assert "请" in text, name


def test_the_chapter_that_is_spoilt_here_is_sound(written):
    assert build(written.write().notebooks).faults == ()
    assert nbformat.read(written.source, 4).cells[1].source == PARAMETERS
    assert PLAN is not None
    assert TITEL in blocks_of(CELLS)
