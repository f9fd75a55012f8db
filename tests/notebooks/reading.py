"""The chapters and their cells, as tests read them."""

import ast
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import nbformat

from ka_helpers.authoring.answers import answer_in, has_marker
from ka_helpers.authoring.chapters import name_of, source_chapters
from ka_helpers.exercises.curriculum import NOTEBOOKS

FOLDERS = ("source", "en", "zh")
CHAPTERS = [
    name for path in source_chapters(NOTEBOOKS) if (name := name_of(NOTEBOOKS, path))[:2].isdigit()
]
WORKBENCH = [
    name
    for path in source_chapters(NOTEBOOKS)
    if not (name := name_of(NOTEBOOKS, path))[:2].isdigit()
]
REVIEWS = [path.stem for path in sorted((NOTEBOOKS / "review").glob("*.ipynb"))]
SHOWN_WITHOUT_WORDS = ("check", "progress", "hint", "solution", "quiz")


@dataclass(frozen=True)
class Notebook:
    """One notebook: of a chapter or the workbench, as source or in a language."""

    folder: str
    name: str

    @property
    def path(self) -> Path:
        return NOTEBOOKS / self.folder / f"{self.name}.ipynb"

    @property
    def language(self) -> str:
        return "zh" if self.folder == "zh" else "en"

    @property
    def is_chapter(self) -> bool:
        return self.name in CHAPTERS

    @property
    def number(self) -> str:
        return self.name[:2]

    @property
    def cells(self):
        return cells_in(self.path)

    @property
    def code(self):
        return [cell for cell in self.cells if cell.cell_type == "code"]

    def __str__(self) -> str:
        return f"{self.folder}-{self.name}"


@cache
def cells_in(path):
    return nbformat.read(path, as_version=4).cells


def notebooks(names=(*CHAPTERS, *WORKBENCH), folders=FOLDERS):
    """Return the notebooks that there are of these names."""
    known = [Notebook(folder, name) for folder in folders for name in names]
    return [each for each in known if each.path.is_file()]


def tags_of(cell):
    return set(cell.metadata.get("tags", []))


def names_in(code, context):
    """Return the names that code binds (ast.Store) or reads (ast.Load) outside functions.

    Names of comprehensions and of a function's inside are its own; a name bound twice stands twice.
    """
    found = []

    def visit(node):
        if isinstance(node, ast.FunctionDef | ast.Lambda | ast.GeneratorExp | ast.ListComp
                      | ast.DictComp | ast.SetComp):  # fmt: skip
            if isinstance(node, ast.FunctionDef) and context is ast.Store:
                found.append(node.name)
            if context is ast.Store:
                return
        if isinstance(node, ast.Name) and isinstance(node.ctx, context):
            found.append(node.id)
        if isinstance(node, ast.alias) and context is ast.Store:
            found.append((node.asname or node.name).partition(".")[0])
        for child in ast.iter_child_nodes(node):
            visit(child)

    visit(ast.parse(code))
    return found


def calls_in(code):
    """Return (name of the function, call) of each call of a plain name."""
    return [
        (node.func.id, node)
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    ]


def answer_of(cell):
    """Return the answer of a source cell, None if it has none."""
    return answer_in(cell.source) if cell.cell_type == "code" and has_marker(cell.source) else None


def shows(cell):
    """Tell whether a cell shows a table, figure or sentence: it ends with an expression."""
    statements = ast.parse(cell.source).body
    if not statements or not isinstance(statements[-1], ast.Expr):
        return False
    last = statements[-1].value
    name = ast.unparse(last.func) if isinstance(last, ast.Call) else ""
    return name not in SHOWN_WITHOUT_WORDS


def ids_in(notebook):
    """Return the words that a notebook itself writes as code: what a trainee reads and types."""
    texts = []
    for cell in notebook.cells:
        if cell.cell_type == "code":
            nodes = ast.walk(ast.parse(cell.source))
            texts += [node.value for node in nodes if isinstance(node, ast.Constant)]
        else:
            texts += re.findall(r"`([^`]+)`", cell.source)
    return {word for text in texts for word in re.findall(r"[A-Za-z]{2,}", str(text))}
