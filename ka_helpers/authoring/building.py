"""Derive the trainees' notebooks and the printed solutions from the source chapters.

The same sources give the same bytes. Not in here: what is wrong with a chapter's style (tests
hold that).
"""

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat

from ka_helpers.authoring.answers import MarkerError, answer_in, has_marker
from ka_helpers.authoring.translation import faults, read_blocks

LANGUAGES = ("en", "zh")


def source_chapters(notebooks: Path) -> list[Path]:
    """Return the source chapters, in order; those of sub-folders too (the workbench)."""
    found = (notebooks / "source").rglob("*.ipynb")
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


def name_of(notebooks: Path, chapter: Path) -> str:
    """Return the name of a source chapter: its path below `source`, without ending."""
    return chapter.relative_to(notebooks / "source").with_suffix("").as_posix()


def read_chapter(path: Path) -> Any:
    """Return a source chapter's notebook."""
    return nbformat.read(path, as_version=4)


def translation_of(notebooks: Path, chapter: str, language: str = "zh") -> Path:
    """Return the file of a chapter's translation."""
    return notebooks / "translations" / language / f"{chapter}.md"


def derived(notebooks: Path, chapter: Path) -> dict[Path, str]:
    """Return the files that a source chapter gives, by path, as they should be.

    A notebook without exercises gives no file of solutions.
    """
    name, notebook = name_of(notebooks, chapter), read_chapter(chapter)
    answers = [answer_in(cell.source) for cell in notebook.cells if has_marker(cell.source)]
    solutions = {answer.question: answer.solution for answer in answers}
    files = {}
    if solutions:
        text = json.dumps(solutions, ensure_ascii=False, indent=1) + "\n"
        files[notebooks / "solutions" / f"{name}.json"] = text
    for language in LANGUAGES:
        blocks = {} if language == "en" else read_blocks(translation_of(notebooks, name))
        texts = {cell_id: block.text for cell_id, block in blocks.items()}
        built = _built(notebook, texts, language)
        files[notebooks / language / f"{name}.ipynb"] = nbformat.writes(built) + "\n"
    return files


def chapter_faults(notebooks: Path, chapter: Path) -> Iterator[str]:
    """Yield what keeps a chapter from being built, a line each."""
    name, cells = name_of(notebooks, chapter), read_chapter(chapter).cells
    for cell in cells:
        if has_marker(cell.source):
            try:
                answer_in(cell.source)
            except MarkerError as fault:
                yield f"{name}#{cell.id}: {fault}"
    yield from faults(name, cells, read_blocks(translation_of(notebooks, name)))


def build(notebooks: Path, only: str = "") -> list[str]:
    """Write all derived files whose chapters have no faults; return the faults, a line each."""
    found: list[str] = []
    for chapter in source_chapters(notebooks):
        if only not in name_of(notebooks, chapter):
            continue
        if lines := list(chapter_faults(notebooks, chapter)):
            found += lines
            continue
        for path, text in derived(notebooks, chapter).items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    return found


def stale(notebooks: Path) -> list[str]:
    """Return the derived files that are missing, left over or not as they would be derived."""
    wanted = {
        path: text
        for chapter in source_chapters(notebooks)
        for path, text in derived(notebooks, chapter).items()
    }
    there = {
        path
        for folder, ending in (("en", "ipynb"), ("zh", "ipynb"), ("solutions", "json"))
        for path in (notebooks / folder).rglob(f"*.{ending}")
    }
    differing = {
        path for path in wanted if path not in there or path.read_text("utf-8") != wanted[path]
    }
    return sorted(
        path.relative_to(notebooks).as_posix() for path in differing | (there - set(wanted))
    )


def _built(notebook: Any, texts: dict[str, str], language: str) -> Any:
    built = deepcopy(notebook)
    for cell in built.cells:
        cell.source = texts.get(cell.id, cell.source)
        if cell.cell_type != "code":
            continue
        if has_marker(cell.source):
            cell.source = answer_in(cell.source).starter
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = re.sub(r'(?m)^language = "\w+"$', f'language = "{language}"', cell.source)
        cell.outputs, cell.execution_count = [], None
    built.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    return built


KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
