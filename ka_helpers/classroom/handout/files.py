"""The files of the kit and of a case that leave the trainer's hands: what is listed, nothing else.

Contents by path, in memory. A list of what goes cannot forget to leave something out: truth,
answers, authors' sources, caches and whatever else lies in a trainer's folder have no way in. Not
in here: what is changed in a file before it goes (`classroom.answer_free`), and writing.
"""

from collections.abc import Iterator
from pathlib import Path

import ka_helpers
from ka_helpers.cases.casefile import CASE_FILE
from ka_helpers.cases.places import DATASETS, case_names
from ka_helpers.columns import TABLES
from ka_helpers.errors import RequestError
from ka_helpers.exercises.lesson import STAND_IN
from ka_helpers.i18n import LANGUAGES

PACKAGE = Path(ka_helpers.__file__).resolve().parent
ROOT = PACKAGE.parent
NOT_HANDED_OUT = ("authoring", "classroom", "cases/scaffolding", "cases/synthesis")
"""Packages that only authors and trainers need; the last two know what is planted in a case."""
TRAINERS_WORDS = (
    *("authoring", "casecheck", "certificates", "gradebook", "grading"),
    *("handout", "scaffolding", "synthesis", "twin"),
)
"""Catalogues of those packages."""
NO_CODE = (".pyc", ".pyo")
TOP = ("LICENSE", "pyproject.toml", "requirements.lock", "start.py")
LAYOUT_SUFFIXES = (".css", ".js", ".j2", ".json", ".otf", ".txt", ".typ")
REFERENCES = ("textbook/reference/share_of_spending.csv",)
"""Files of shipped cases that chapters read and that are no tables."""
TABLE_SUFFIXES = (".csv", ".xlsx", ".parquet")
LARGEST_BYTES = 2 * 1024**3
Contents = dict[str, bytes]
"""What is in each file, by its path with /."""


def kit_contents(languages: tuple[str, ...] = LANGUAGES) -> Contents:
    """Return the kit as it is, answers and printed solutions with it, no case, no authors' part."""
    paths = [ROOT / name for name in TOP]
    paths += _code(PACKAGE)
    paths += _below(ROOT / "reports" / "layout", LAYOUT_SUFFIXES)
    for folder in ("review", "solutions", *languages):
        paths += _below(ROOT / "notebooks" / folder, (".ipynb", ".json"))
    return {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in paths}


def shipped_contents() -> Contents:
    """Return the cases that come with the kit, without what is planted in them."""
    contents: Contents = {}
    for name in case_names():
        contents |= case_contents(DATASETS / name, f"datasets/{name}")
    for name in REFERENCES:
        contents[f"datasets/{name}"] = (DATASETS / name).read_bytes()
    return contents


def case_contents(folder: Path, place: str) -> Contents:
    """Return a case's own files, to lie at `place`: case.yaml, its tables, its rulesets.

    So go those of the case that it brings to stand in for it; nothing else of either folder does.

    Raises
    ------
    RequestError : a file leads out of the folder, or they are too large to be handed out
    """
    stands_in = folder / STAND_IN
    found = [*_own(folder), *(_own(stands_in) if (stands_in / CASE_FILE).is_file() else ())]
    home = folder.resolve()
    for path in found:
        if home not in path.resolve().parents:
            raise RequestError("handout.leads_out", path=path.name)
    if (size := sum(path.stat().st_size for path in found)) > LARGEST_BYTES:
        raise RequestError("handout.too_large", case=folder.name, mb=size / 1e6)
    return {f"{place}/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in found}


def _own(folder: Path) -> Iterator[Path]:
    yield folder / CASE_FILE
    yield from _tables(folder)
    yield from sorted(folder.glob("rulesets/*.yaml"))


def _tables(folder: Path) -> Iterator[Path]:
    for name in TABLES:
        for suffix in TABLE_SUFFIXES:
            if (path := folder / f"{name}{suffix}").is_file():
                yield path


def _code(package: Path) -> Iterator[Path]:
    for path in _below(package):
        within = path.relative_to(package).as_posix()
        theirs = within.startswith(tuple(f"{name}/" for name in NOT_HANDED_OUT)) or (
            path.suffix == ".po" and path.stem in TRAINERS_WORDS
        )
        if path.suffix not in NO_CODE and not theirs:
            yield path


def _below(folder: Path, suffixes: tuple[str, ...] = ()) -> Iterator[Path]:
    """Yield the files below a folder, sorted; nothing hidden, no caches, no links."""
    for path in sorted(folder.rglob("*")):
        within = path.relative_to(folder).parts
        hidden = path.is_symlink() or any(part.startswith((".", "__pycache__")) for part in within)
        if path.is_file() and not hidden and (not suffixes or path.suffix in suffixes):
            yield path
