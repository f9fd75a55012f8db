"""Derive the trainees' notebooks and the printed solutions from the source chapters.

The same sources give the same bytes. A chapter with faults gives nothing, and what was derived
from it before is left alone. Not in here: what is wrong with a chapter's style (tests hold that).
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat

from ka_helpers.authoring.answers import answer_in, has_marker
from ka_helpers.authoring.chapters import (
    KERNEL,
    ORIGINAL,
    TRANSLATED,
    chosen_chapters,
    derived_files,
    name_of,
    read_chapter,
    source_chapters,
    translation_of,
    translations,
)
from ka_helpers.authoring.faults import Fault
from ka_helpers.authoring.questions import question_faults
from ka_helpers.authoring.translation import read_blocks, translation_faults
from ka_helpers.rendering.execution import write_atomically

_LANGUAGE_LINE = re.compile(r'^language = "\w+"$', re.MULTILINE)


@dataclass(frozen=True)
class Built:
    """What a build wrote (paths below the notebooks' folder) and what is wrong."""

    written: tuple[str, ...]
    faults: tuple[Fault, ...]


def build(notebooks: Path, only: str = "") -> Built:
    """Write what chapters without faults give, where it differs; `only` begins their names.

    Raises
    ------
    RequestError : there is no such chapter
    """
    written: list[str] = []
    faults: list[Fault] = []
    for chapter in chosen_chapters(notebooks, only):
        if found := chapter_faults(notebooks, chapter):
            faults += found
            continue
        for path, text in derived(notebooks, chapter).items():
            if not path.is_file() or path.read_bytes() != text.encode():
                write_atomically(path, text)
                written.append(path.relative_to(notebooks).as_posix())
    left_over = () if only else _left_over(notebooks)
    return Built(tuple(written), (*faults, *left_over))


def stale(notebooks: Path, only: str = "") -> list[Fault]:
    """Return the derived files that are missing, left over or not as they would be derived.

    A chapter with faults gives its faults instead.
    """
    faults: list[Fault] = []
    for chapter in chosen_chapters(notebooks, only):
        if found := chapter_faults(notebooks, chapter):
            faults += found
            continue
        for path, text in derived(notebooks, chapter).items():
            place = path.relative_to(notebooks).as_posix()
            if not path.is_file():
                faults.append(Fault(place, "derived_missing"))
            elif path.read_bytes() != text.encode():
                faults.append(Fault(place, "derived_differs"))
    return faults + ([] if only else _left_over(notebooks))


def chapter_faults(notebooks: Path, chapter: Path) -> list[Fault]:
    """Return all that keeps a chapter from being built, in the order of its cells."""
    name = name_of(notebooks, chapter)
    try:
        if found := list(_id_faults(name, chapter)):
            return found
        cells = read_chapter(chapter).cells
    except Exception as fault:  # whatever nbformat meets in a file that is no notebook
        return [Fault(name, "not_a_notebook", values={"why": f"{type(fault).__name__}: {fault}"})]
    found = [*_parameter_faults(name, cells), *question_faults(name, cells)]
    for language in TRANSLATED:
        path = translation_of(notebooks, name, language)
        found += translation_faults(name, cells, path, language)
    places = {cell.id: place for place, cell in enumerate(cells)}
    return sorted(found, key=lambda fault: places.get(fault.cell, -1))


def derived(notebooks: Path, chapter: Path) -> dict[Path, str]:
    """Return the files that a source chapter gives, by path, as they should be.

    A notebook without exercises gives no file of solutions.
    """
    name, notebook = name_of(notebooks, chapter), read_chapter(chapter)
    answers = [answer_in(cell.source) for cell in notebook.cells if _is_exercise(cell)]
    solutions = {answer.question: answer.solution for answer in answers}
    files = {}
    if solutions:
        text = json.dumps(solutions, ensure_ascii=False, indent=1) + "\n"
        files[notebooks / "solutions" / f"{name}.json"] = text
    for language in (ORIGINAL, *TRANSLATED):
        blocks = {} if language == ORIGINAL else read_blocks(
            translation_of(notebooks, name, language)
        )  # fmt: skip
        texts = {cell_id: block.text for cell_id, block in blocks.items()}
        built = in_language(notebook, texts, language)
        for cell in built.cells:
            if _is_exercise(cell):
                cell.source = answer_in(cell.source).starter
        files[notebooks / language / f"{name}.ipynb"] = nbformat.writes(built) + "\n"
    return files


def in_language(notebook: Any, texts: dict[str, str], language: str) -> Any:
    """Return a source notebook, answers and all, with the texts and the parameter of a language."""
    built = deepcopy(notebook)
    for cell in built.cells:
        cell.source = texts.get(cell.id, cell.source)
        if cell.cell_type != "code":
            continue
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = _LANGUAGE_LINE.sub(f'language = "{language}"', cell.source)
        cell.outputs, cell.execution_count = [], None
    built.metadata = nbformat.from_dict({"kernelspec": KERNEL, "language_info": {"name": "python"}})
    return built


def _is_exercise(cell: Any) -> bool:
    return cell.cell_type == "code" and has_marker(cell.source)


def _id_faults(chapter: str, path: Path) -> Iterator[Fault]:
    """Yield cells without an id of their own; nbformat would give them one by chance."""
    ids = Counter(cell.get("id", "") for cell in json.loads(path.read_bytes())["cells"])
    for cell, times in ids.items():
        if not cell:
            yield Fault(chapter, "cell_without_id", values={"n": times})
        elif times > 1:
            yield Fault(chapter, "cell_twice", cell, {"n": times})


def _parameter_faults(chapter: str, cells: list[Any]) -> Iterator[Fault]:
    parameters = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    if len(parameters) != 1 or len(_LANGUAGE_LINE.findall(parameters[0].source)) != 1:
        yield Fault(chapter, "no_language_parameter", values={"n": len(parameters)})


def _left_over(notebooks: Path) -> list[Fault]:
    """Return the derived files and translations that belong to no source chapter."""
    sources = {name_of(notebooks, chapter) for chapter in source_chapters(notebooks)}
    known = [("derived_left_over", 1, path) for path in derived_files(notebooks)]
    known += [("translation_left_over", 2, path) for path in translations(notebooks)]
    found = []
    for key, depth, path in known:
        place = path.relative_to(notebooks)
        if Path(*place.parts[depth:]).with_suffix("").as_posix() not in sources:
            found.append(Fault(place.as_posix(), key))
    return found
