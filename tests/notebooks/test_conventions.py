"""Chapters and workbench notebooks keep the conventions that let them be read like a book."""

import ast
import io
import re
import tokenize
from collections import Counter

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell

from ka_helpers.authoring.answers import BEGIN, END
from ka_helpers.authoring.keeping import LEADS
from ka_helpers.i18n import say
from tests.notebooks.reading import (
    CHAPTERS,
    REVIEWS,
    answer_of,
    calls_in,
    names_in,
    notebooks,
    shows,
    tags_of,
)

TAGS = {"parameters", "setup", "exercise", "hide-input"}
MOST_LINES, MOST_WORDS, MOST_CHARACTERS, CODE_BY_CELL = 12, 120, 260, 5
MOST_SHOWN_TOGETHER = 2
PUTS_TOGETHER = "put_together"
LEAST_EXERCISES, MOST_EXERCISES = 4, 8
LEAST_POINTS, MOST_POINTS = 3, 5
PARAMETERS = 'case = "beverage_china"\naccount_id = ""\nquarter = ""\nlanguage = "{}"'
LEARNT = {"en": "## What you have learnt", "zh": "## 本章小结"}
CELL_ID = re.compile(r"[a-z]+(?:_[a-z]+)*-\d\d")
ITEM = re.compile(r"(?m)^(?:[-*]|\d+\.) ")
HAN = re.compile(r"[\u4e00-\u9fff]")

EVERY = pytest.mark.parametrize("notebook", notebooks(), ids=str)
REVIEWS_TOO = pytest.mark.parametrize(
    "notebook", [*notebooks(), *notebooks(REVIEWS, ("review",))], ids=str
)
EACH_CHAPTER = pytest.mark.parametrize("notebook", notebooks(CHAPTERS), ids=str)
EACH_SOURCE = pytest.mark.parametrize("notebook", notebooks(folders=("source",)), ids=str)
EACH_CHAPTER_S_SOURCE = pytest.mark.parametrize(
    "notebook", notebooks(CHAPTERS, ("source",)), ids=str
)


@EVERY
def test_opens_with_one_title_that_is_a_question_and_says_what_it_is_for(notebook):
    first = notebook.cells[0].source
    title, *rest = first.splitlines()
    assert re.fullmatch(r"# .+[?？]", title)
    assert f"**{say('authoring.lead_question', notebook.language)}**" in "\n".join(rest)
    others = [cell.source for cell in notebook.cells[1:] if cell.cell_type == "markdown"]
    assert [text for text in others if re.search(r"(?m)^# ", text)] == []


@EACH_CHAPTER
def test_a_chapter_opens_with_its_number_what_one_can_then_do_what_one_needs_and_the_time(notebook):
    first = notebook.cells[0].source
    assert first.startswith(f"# {int(notebook.number)}. ")
    leads = [f"**{say(f'authoring.lead_{lead}', notebook.language)}**" for lead in LEADS]
    places = [first.find(lead) for lead in leads]
    assert -1 not in places
    assert places == sorted(places)


@EVERY
def test_parameters_stand_second_and_are_the_same_everywhere(notebook):
    cell = notebook.cells[1]
    assert tags_of(cell) == {"parameters"}
    assert cell.source == PARAMETERS.format(notebook.language)


@EVERY
def test_imports_stand_third_and_nowhere_else(notebook):
    assert "setup" in tags_of(notebook.cells[2])
    for cell in notebook.code:
        imports = any(
            isinstance(node, ast.Import | ast.ImportFrom)
            for node in ast.walk(ast.parse(cell.source))
        )
        assert imports == (cell is notebook.cells[2]), cell.id


@REVIEWS_TOO
def test_each_tag_is_of_the_list_and_stands_where_it_belongs(notebook):
    for cell in notebook.cells:
        assert tags_of(cell) <= TAGS, cell.id
    for tag in ("parameters", "setup"):
        assert sum(tag in tags_of(cell) for cell in notebook.cells) == 1


@REVIEWS_TOO
def test_reaches_code_soon(notebook):
    assert any(cell.cell_type == "code" for cell in notebook.cells[:CODE_BY_CELL])


@REVIEWS_TOO
def test_code_cells_are_short(notebook):
    long = {
        cell.id: len(lines)
        for cell in notebook.code
        if len(lines := [x for x in cell.source.splitlines() if x not in (BEGIN, END)]) > MOST_LINES
    }
    assert long == {}


def length_of(text, language):
    """Return how long a text is: words of English, characters of Chinese."""
    return len(HAN.findall(text)) if language == "zh" else len(text.split())


@REVIEWS_TOO
def test_prose_cells_are_short(notebook):
    most = MOST_CHARACTERS if notebook.language == "zh" else MOST_WORDS
    lengths = {
        cell.id: length_of(cell.source, notebook.language)
        for cell in notebook.cells
        if cell.cell_type == "markdown"
    }
    assert {cell: length for cell, length in lengths.items() if length > most} == {}


@EVERY
def test_cells_have_ids_that_authors_can_name(notebook):
    ids = [cell.id for cell in notebook.cells]
    assert [each for each in ids if not CELL_ID.fullmatch(each)] == []
    assert len(set(ids)) == len(ids)


@REVIEWS_TOO
def test_binds_each_name_once(notebook):
    bound = Counter(name for cell in notebook.code for name in names_in(cell.source, ast.Store))
    assert {name: times for name, times in bound.items() if times > 1} == {}


@REVIEWS_TOO
def test_is_without_outputs(notebook):
    for cell in notebook.code:
        assert (cell.outputs, cell.execution_count) == ([], None), cell.id


@EVERY
def test_code_has_no_comments(notebook):
    comments = [
        (cell.id, token.string)
        for cell in notebook.code
        for token in tokenize.generate_tokens(io.StringIO(cell.source).readline)
        if token.type == tokenize.COMMENT and token.string not in (BEGIN, END)
    ]
    assert comments == []


def shown_runs(cells):
    """Return the runs of cells, one after the other, that show something: (before, ids, after)."""
    runs, before, ids = [], cells[0], []
    for cell in cells[1:]:
        if cell.cell_type == "code" and not tags_of(cell) & TAGS:
            ids += [cell.id] if shows(cell) else []
        else:
            runs += [(before, ids, cell)] if ids else []
            before, ids = cell, []
    return runs


@EVERY
def test_what_is_shown_has_words_before_and_after(notebook):
    """Before: what to look for. After: what it shows; a sentence with figures may stand between."""
    for before, ids, after in shown_runs(notebook.cells):
        assert before.cell_type == after.cell_type == "markdown", ids
        assert len(ids) <= MOST_SHOWN_TOGETHER, ids


@EACH_SOURCE
def test_each_interactive_figure_has_a_plain_twin(notebook):
    """The same function, called by itself in a cell of the same notebook."""
    explored = {
        ast.unparse(call.args[1])
        for cell in notebook.code
        for name, call in calls_in(cell.source)
        if name == "explore"
    }
    called = {
        ast.unparse(node.func)
        for cell in notebook.code
        for node in ast.walk(ast.parse(cell.source))
        if isinstance(node, ast.Call)
    }
    assert explored - called == set()
    assert explored


@EACH_CHAPTER_S_SOURCE
def test_a_quiz_comes_before_the_exercise_that_is_its_plain_twin(notebook):
    checked = [answer.question for cell in notebook.cells if (answer := answer_of(cell))]
    quizzed = [
        ast.literal_eval(call.args[1])
        for cell in notebook.code
        for name, call in calls_in(cell.source)
        if name == "quiz"
    ]
    assert set(quizzed) <= set(checked)


@EACH_CHAPTER_S_SOURCE
def test_a_chapter_asks_four_to_eight_questions_in_their_order(notebook):
    asked = [answer.question for cell in notebook.cells if (answer := answer_of(cell))]
    assert asked == [f"{int(notebook.number)}.{k}" for k in range(1, len(asked) + 1)]
    assert LEAST_EXERCISES <= len(asked) <= MOST_EXERCISES


@EACH_CHAPTER_S_SOURCE
def test_no_later_cell_needs_what_a_trainee_answers(notebook):
    """A trainee who skips an exercise can still run what comes after it.

    What puts answers together takes them unanswered too.
    """
    answered, using = set(), []
    for cell in notebook.code:
        own = answer_of(cell)
        if any(name == PUTS_TOGETHER for name, _ in calls_in(cell.source)):
            continue
        using += [(cell.id, name) for name in answered & set(names_in(cell.source, ast.Load))]
        if own:
            answered |= set(names_in(own.solution, ast.Store))
    assert using == []


@EACH_CHAPTER
def test_a_question_is_asked_in_words_before_its_cell(notebook):
    for place, cell in enumerate(notebook.cells):
        for name, call in calls_in(cell.source) if cell.cell_type == "code" else ():
            if name == "check":
                words = "\n".join(each.source for each in notebook.cells[max(place - 2, 0) : place])
                assert re.search(rf"(?<!\d){re.escape(call.args[0].value)}(?!\d)", words), cell.id


@EACH_CHAPTER
def test_a_chapter_closes_with_what_was_learnt_and_the_progress(notebook):
    *_, learnt, progress = notebook.cells
    assert learnt.source.startswith(LEARNT[notebook.language])
    assert LEAST_POINTS <= len(ITEM.findall(learnt.source)) <= MOST_POINTS
    assert progress.source == "progress()"


# The tests themselves see what they look for


def test_lengths_are_counted_by_language():
    assert length_of("one two 三四", "en") == 3
    assert length_of("one two 三四", "zh") == 2


def test_names_are_those_of_the_notebook_not_of_functions_and_comprehensions():
    code = "import a.b\nfrom c import d as e\nx, y = [z for z in w]\ndef f(u):\n    v = u"
    assert sorted(names_in(code, ast.Store)) == ["a", "e", "f", "x", "y"]
    assert set(names_in("f(x for x in y)", ast.Load)) >= {"f", "y"}


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("show(a)", True), ("a", True), ("explore(chapter, draw)", True), ("a = 1", False),
        ("x = 2\nx", True), ('check("1.1", a=a)', False), ("progress()", False), ("", False),
        ('quiz(chapter, "1.1")', False),
    ],
)  # fmt: skip
def test_what_shows_something_is_told_from_what_does_not(code, shown):
    assert shows(new_code_cell(code)) == shown


def test_what_is_shown_between_two_texts_is_one_run():
    text, code, quiet = new_markdown_cell("a"), new_code_cell("show(a)"), new_code_cell("b = 1")
    exercise = new_code_cell("check(1)", metadata={"tags": ["exercise"]})
    runs = shown_runs([text, code, quiet, code, text, quiet, text, exercise, code, text])
    assert [(before.cell_type, len(ids), after.cell_type) for before, ids, after in runs] == [
        ("markdown", 2, "markdown"),
        ("code", 1, "markdown"),
    ]
