"""No figure of the case stands in prose: the case changes, and prose does not.

What may: numbers that count the course itself (chapters, exercises, minutes), and figures of fixed
stories. Those are listed in `quoted/<chapter>.py`: QUOTED, by the names that the notebook works
them out under, and STORIES, by where they come from.
"""

import re
import runpy
from pathlib import Path

import pytest

from ka_helpers.authoring.figures_quoted import quoted_in
from ka_helpers.authoring.keeping import bare
from ka_helpers.exercises.curriculum import NOTEBOOKS
from tests.notebooks.reading import CHAPTERS, WORKBENCH, notebooks

QUOTED_IN = Path(__file__).with_name("quoted")
OF_THE_COURSE = re.compile(
    r"(?m)^# \d+\.|^\d+\. |\b[Ee]xercises? \d+\.\d+|\*\*Time\*\* (?:about )?\d+ minutes"
    r"|\b[Cc]hapters? \d+(?:(?:, | and | to |-)\d+)*|\b[Ss]ources? \d{3}"
)
EACH_SOURCE = pytest.mark.parametrize("notebook", notebooks(folders=("source",)), ids=str)


def listed_for(name):
    """Return (QUOTED, STORIES) of a notebook: figures by name, and numbers by where they are from.

    The file is named by the chapter's number, or as the workbench notebook.
    """
    path = QUOTED_IN / f"{Path(name).name if name in WORKBENCH else name[:2]}.py"
    known = runpy.run_path(str(path)) if path.is_file() else {}
    return known.get("QUOTED", {}), known.get("STORIES", {})


def spelt(figures):
    """Return numbers, given as numbers or as the prose writes them, in their one spelling."""
    return {number for figure in figures for number in quoted_in(as_text(figure)).numbers}


def as_text(figure):
    return figure if isinstance(figure, str) else f"{figure:.10f}".rstrip("0").rstrip(".")


def unlisted(text, quoted, stories):
    """Return the numbers of a prose cell that are neither of the course nor listed."""
    allowed = spelt(quoted.values()) | {f"{100 * value:g}%" for value in quoted.values()}
    allowed |= spelt(figure for figures in stories.values() for figure in figures)
    found = quoted_in(OF_THE_COURSE.sub(" ", bare(text))).numbers
    return sorted(set(found) - allowed - {f"-{number}" for number in allowed})


@EACH_SOURCE
def test_prose_has_no_figure_of_the_case(notebook):
    figures = listed_for(notebook.name)
    found = {
        cell.id: numbers
        for cell in notebook.cells
        if cell.cell_type == "markdown" and (numbers := unlisted(cell.source, *figures))
    }
    assert found == {}, "list figures of fixed stories in tests/notebooks/quoted; others: show()"


@EACH_SOURCE
def test_every_listed_figure_stands_in_the_prose(notebook):
    """A list that outlives its prose would let a figure of the case through."""
    quoted, stories = listed_for(notebook.name)
    prose = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    found = set(quoted_in(bare(prose)).numbers)
    found |= {number.removeprefix("-") for number in found}
    told = spelt(figure for figures in stories.values() for figure in figures)
    assert told - found == set()
    assert [
        name
        for name, value in quoted.items()
        if not ({f"{100 * value:g}%"} | spelt([value])) & found
    ] == []


def test_every_list_is_of_a_notebook():
    known = {name[:2] for name in CHAPTERS} | {Path(name).name for name in WORKBENCH}
    assert {path.stem for path in QUOTED_IN.glob("*.py")} <= known


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("# 4. What do we want?", []),
        ("**Time** 40 minutes, eight exercises. See chapters 3 and 6, and source 002.", []),
        ("### Exercise 4.2\n\nWrite `0.333`.", []),
        ("You look after 24 accounts.", ["24"]),
        ("The largest five make 61.2 % of sales.", ["61.2%"]),
        ("Sales of 1,234,567 yuan in June 2026.", ["1234567", "2026-06"]),
        ("It lost 600,000 yuan, 12 % of it by drivers, and 0.38 is the index.", []),
        ("It lost 60 万元.", []),
        ("1. First\n2. Second", []),
    ],
)
def test_figures_are_told_from_numbers_of_the_course(text, found):
    quoted, stories = {"index": 0.38}, {"source 001, case 2": ("600,000", "12 %")}
    assert unlisted(text, quoted, stories) == found


def test_the_notebooks_are_where_they_are_looked_for():
    assert (NOTEBOOKS / "source").is_dir()
    assert notebooks(folders=("source",))
