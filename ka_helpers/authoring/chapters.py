"""Where the chapters lie: sources, translations, and what is derived from them.

A chapter's name is its path below `source` without ending: "01_which_accounts_are_key",
"workbench/what_if". Not in here: what is in them.
"""

from pathlib import Path
from typing import Any

import nbformat

from ka_helpers.errors import RequestError
from ka_helpers.i18n import LANGUAGES

ORIGINAL = "en"
KERNEL = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
TRANSLATED = tuple(language for language in LANGUAGES if language != ORIGINAL)


def source_chapters(notebooks: Path) -> list[Path]:
    """Return the source chapters, in order; those of sub-folders too (the workbench)."""
    found = (notebooks / "source").rglob("*.ipynb")
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


def chosen_chapters(notebooks: Path, name: str = "") -> list[Path]:
    """Return the source chapters whose names begin with `name`: all for "".

    Raises
    ------
    RequestError : there is none
    """
    everything = source_chapters(notebooks)
    chosen = [path for path in everything if name_of(notebooks, path).startswith(name)]
    if name and not chosen:
        known = ", ".join(name_of(notebooks, path) for path in everything)
        raise RequestError("authoring.no_such_chapter", found=name, known=known)
    return chosen


def name_of(notebooks: Path, chapter: Path) -> str:
    """Return the name of a source chapter: its path below `source`, without ending."""
    return chapter.relative_to(notebooks / "source").with_suffix("").as_posix()


def read_chapter(path: Path) -> Any:
    """Return a source chapter's notebook."""
    return nbformat.read(path, as_version=4)


def translation_of(notebooks: Path, chapter: str, language: str = "zh") -> Path:
    """Return the file of a chapter's translation."""
    return notebooks / "translations" / language / f"{chapter}.md"


def derived_files(notebooks: Path) -> list[Path]:
    """Return the derived files that there are, wherever they came from."""
    kinds = [("solutions", "*.json"), *((language, "*.ipynb") for language in LANGUAGES)]
    found = [path for folder, ending in kinds for path in (notebooks / folder).rglob(ending)]
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)


def translations(notebooks: Path) -> list[Path]:
    """Return the files of translations that there are."""
    found = [
        path
        for language in TRANSLATED
        for path in (notebooks / "translations" / language).rglob("*.md")
    ]
    return sorted(path for path in found if ".ipynb_checkpoints" not in path.parts)
