"""A small chapter in a folder of its own, to be spoilt in one place at a time."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from nbformat import v4

from ka_helpers.authoring import build
from ka_helpers.authoring.translation import hash_of
from ka_helpers.errors import RequestError
from ka_helpers.exercises.exercise import ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Number

PARAMETERS = 'case = "beverage_china"\naccount_id = ""\nquarter = ""\nlanguage = "en"'
SETUP = 'chapter = open_chapter("01", case, account_id, quarter, language)'
TITLE = (
    "# 1. Which accounts are key?\n\n**The question.** Which five of them?\n\n"
    "**After this chapter you can** rank accounts.\n\n**You need** nothing. **Time** 30 minutes."
)
TITEL = (
    "# 1. 哪些客户是重点客户？\n\n**本章问题。** 选哪五个？\n\n"
    "**学完本章，你能够** 给客户排序。\n\n**需要** 无。**时间** 30 分钟。"
)
PROSE = "A third is 33.3 %: write `0.333`, as on [this page](https://example.org/a)."
SATZ = "三分之一就是 33.3%：写成 `0.333`，见[这一页](https://example.org/a)。"


@dataclass(frozen=True)
class Cell:
    """A cell of the source; `chinese` is its block, None where it needs none."""

    id: str
    text: str
    chinese: str | None = None
    tags: tuple[str, ...] = ()

    def made(self):
        make = v4.new_code_cell if self.chinese is None else v4.new_markdown_cell
        made = make(self.text, metadata={"tags": list(self.tags)} if self.tags else {})
        made.id = self.id
        return made


def exercise(exercise):
    """Return the exercise cell of a question of the plan."""
    names = [part.name for part in exercise.parts]
    answers = "\n".join(f"{name} = {place}" for place, name in enumerate(names))
    call = ", ".join([f'"{exercise.number}"', *(f"{name}={name}" for name in names)])
    code = f"# ANSWER\n{answers}\n# END ANSWER\ncheck({call})"
    return Cell(f"ask-{exercise.number.replace('.', '')}", code, tags=("exercise",))


def plan_here(number):
    """Stand for `plan_of`: a plan of two questions, whatever the real chapters ask."""
    if number != "01":
        raise RequestError("exercises.no_such_chapter", found=number, known="01")
    share = Exercise("1.1", "selection", (Number("top_share", unit="share"),), lambda lesson: {})
    two = (Number("first", unit="money"), Number("second", unit="money"))
    return ChapterPlan(NAME, (share, Exercise("1.2", "selection", two, lambda lesson: {})))


NAME = "01_which_accounts"
PLAN = plan_here("01")
CELLS = (
    Cell("top-01", TITLE, TITEL),
    Cell("top-02", PARAMETERS, tags=("parameters",)),
    Cell("top-03", SETUP, tags=("setup",)),
    Cell("top-04", PROSE, SATZ),
    *map(exercise, PLAN.exercises),
)
ASKED = next(cell for cell in CELLS if cell.id == "ask-11")


@dataclass
class Written:
    """A notebooks folder with one chapter."""

    notebooks: Path

    @property
    def source(self):
        return self.notebooks / "source" / f"{NAME}.ipynb"

    @property
    def translation(self):
        return self.notebooks / "translations" / "zh" / f"{NAME}.md"

    def write(self, cells=CELLS, blocks=None):
        """Write source and translation; `blocks` replace the text of the translation."""
        made = v4.new_notebook()
        made.cells = [cell.made() for cell in cells]
        for cell in made.cells:
            if not cell.id:
                del cell["id"]
        self.source.parent.mkdir(parents=True, exist_ok=True)
        self.source.write_text(json.dumps(made), encoding="utf-8")
        self.translation.parent.mkdir(parents=True, exist_ok=True)
        self.translation.write_text(blocks or blocks_of(cells), encoding="utf-8")
        return self

    def said(self, language="en"):
        """Return the faults that a build finds."""
        return [fault.said_in(language) for fault in build(self.notebooks).faults]

    def keys(self):
        """Return (cell, key) of the faults that a build finds."""
        return [(fault.cell, fault.key) for fault in build(self.notebooks).faults]

    def files(self):
        """Return the derived files and what is in them."""
        return {
            path.relative_to(self.notebooks).as_posix(): path.read_bytes()
            for folder in ("en", "zh", "solutions")
            for path in sorted((self.notebooks / folder).rglob("*"))
            if path.is_file()
        }


def blocks_of(cells):
    """Return the text of a translation of cells."""
    return "\n".join(
        f"<!-- cell: {cell.id} source: {hash_of(cell.text)} -->\n{cell.chinese}\n"
        for cell in cells
        if cell.chinese is not None
    )


def with_cell(cell, **other):
    """Return the chapter's cells with one changed."""
    return tuple(replace(each, **other) if each.id == cell.id else each for each in CELLS)


def with_block(text, other):
    """Return the chapter's translation with a text replaced; it must be there."""
    whole = blocks_of(CELLS)
    assert text in whole
    return whole.replace(text, other, 1)


@pytest.fixture
def written(tmp_path, monkeypatch):
    monkeypatch.setattr("ka_helpers.authoring.questions.plan_of", plan_here)
    return Written(tmp_path / "notebooks")
