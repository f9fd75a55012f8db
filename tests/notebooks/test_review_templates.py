"""The review templates: every section has its cell, and they keep the notebooks' conventions."""

import ast

import nbformat
import pytest

from ka_helpers.rendering.layout import ACCOUNT_REVIEW, PORTFOLIO_REVIEW
from ka_helpers.reviews.sections import SECTIONS

TAGS = {"parameters", "setup"}
TEMPLATES = pytest.mark.parametrize(
    "path", [ACCOUNT_REVIEW, PORTFOLIO_REVIEW], ids=lambda path: path.stem
)


def cells_of(path):
    return nbformat.read(path, as_version=4).cells


def code_of(path):
    return [cell for cell in cells_of(path) if cell.cell_type == "code"]


def test_every_section_has_its_cell_in_the_order_of_the_review():
    sources = [cell.source for cell in code_of(ACCOUNT_REVIEW)]
    shown = [source for source in sources if source.startswith("page.section(")]
    assert shown == [f'page.section("{section.key}")' for section in SECTIONS]


@TEMPLATES
def test_opens_with_its_question_in_both_languages(path):
    first = cells_of(path)[0]
    assert first.source.startswith("# ")
    assert "**The question.**" in first.source
    assert "**问题。**" in first.source


@TEMPLATES
def test_parameters_stand_in_one_cell_and_imports_in_another(path):
    cells = code_of(path)
    tagged = {tag: cell for cell in cells for tag in cell.metadata.get("tags", [])}
    assert set(tagged) == TAGS
    for cell in cells:
        imports = any(
            isinstance(node, ast.Import | ast.ImportFrom)
            for node in ast.walk(ast.parse(cell.source))
        )
        assert imports == (cell is tagged["setup"])


@TEMPLATES
def test_cells_are_short_and_without_outputs(path):
    for cell in code_of(path):
        assert len(cell.source.splitlines()) <= 12
        assert cell.outputs == []
        assert cell.execution_count is None
