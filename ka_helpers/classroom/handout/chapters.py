"""The chapters of a handout: which, their notebooks on the class's case, and nothing of the others.

Not in here: where a notebook ends up on a trainee's laptop (`lab`).
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from ka_helpers.classroom.handout.files import Contents
from ka_helpers.errors import RequestError
from ka_helpers.exercises.curriculum import chapter_numbers
from ka_helpers.lab.originals import naming_case

_LINK = re.compile(r"\[([^\]]+)\]\(([^)]+\.ipynb)\)")
_OF_A_CHAPTER = re.compile(
    r"(?:notebooks/(?:en|zh|solutions)/|ka_helpers/exercises/answers/chapter_)(\d\d)"
    r"(?:_\w+)?\.(?:ipynb|json|py)"
)


def chosen_chapters(asked: str) -> tuple[str, ...]:
    """Return the numbers of the chapters asked for, such as "1-6,9"; all of them for "".

    Raises
    ------
    RequestError : it is not written so, or there is no such chapter
    """
    known = chapter_numbers()
    if not asked.strip():
        return known
    numbers: set[str] = set()
    spans = re.sub(r"\s*[-–—~～到至]\s*", "-", asked.strip())
    for span in re.split(r"[,，、;；\s]+", spans):
        ends = re.fullmatch(r"(\d{1,2})(?:-(\d{1,2}))?", span)
        if not ends:
            raise RequestError("handout.bad_chapters", found=asked[:60])
        first, last = sorted((int(ends[1]), int(ends[2] or ends[1])))
        numbers |= {f"{number:02d}" for number in range(first, last + 1)}
    if strange := sorted(numbers - set(known)):
        listed = f"{int(known[0])}-{int(known[-1])}"
        raise RequestError("handout.no_such_chapters", found=", ".join(strange), known=listed)
    return tuple(sorted(numbers))


def only_chapters(contents: Contents, chapters: Iterable[str]) -> Contents:
    """Return the kit with what belongs to these chapters alone: notebooks, solutions, answers."""
    wanted = set(chapters)
    return {
        path: content
        for path, content in contents.items()
        if not (of := _OF_A_CHAPTER.fullmatch(path)) or of[1] in wanted
    }


def on_case(contents: Contents, case: str) -> Contents:
    """Return the kit with its notebooks on a case, and without links to notebooks it lacks."""
    notebooks = {path for path in contents if re.match(r"notebooks/(en|zh)/.*\.ipynb$", path)}
    changed = {path: _on_case(path, contents[path].decode(), case, notebooks) for path in notebooks}
    return contents | {path: text.encode() for path, text in changed.items()}


def safe_name(name: str) -> str:
    """Return a name as every system's file names bear it: ASCII letters, digits, - and _."""
    kept = re.sub(r"[^A-Za-z0-9_-]+", "-", name).strip("-_")[:24]
    return kept or "class"


def _on_case(path: str, text: str, case: str, notebooks: set[str]) -> str:
    notebook: dict[str, Any] = json.loads(naming_case(text, case))
    folder = path.rpartition("/")[0]

    def link(found: re.Match[str]) -> str:
        return found[0] if f"{folder}/{found[2]}" in notebooks else found[1]

    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            cell["source"] = _LINK.sub(link, "".join(cell["source"])).splitlines(keepends=True)
    return json.dumps(notebook, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
