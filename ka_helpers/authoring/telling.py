"""What `ka-kit chapters build|check|stamp|tidy` do and say. Not in here: parsing a command line."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ka_helpers.authoring.building import build, stale
from ka_helpers.authoring.chapters import (
    TRANSLATED,
    chosen_chapters,
    name_of,
    read_chapter,
    translation_of,
)
from ka_helpers.authoring.tidying import tidy
from ka_helpers.authoring.translation import read_blocks, stamp
from ka_helpers.errors import RequestError
from ka_helpers.exercises.curriculum import NOTEBOOKS
from ka_helpers.i18n import say


@dataclass(frozen=True)
class Told:
    """What a command says, a line each, and whether all is well."""

    lines: tuple[str, ...]
    well: bool = True


def tell_build(name: str = "", notebooks: Path = NOTEBOOKS) -> Told:
    """Build the chapters whose names begin with `name`; tell what was written and the faults."""
    built = build(notebooks, name)
    written = (say("authoring.written", path=path) for path in built.written)
    total = say("authoring.built", n=len(built.written), faults=len(built.faults))
    return Told((*written, *map(str, built.faults), total), not built.faults)


def tell_check(name: str = "", notebooks: Path = NOTEBOOKS) -> Told:
    """Tell the faults of the chapters and of what was derived from them; write nothing."""
    faults = stale(notebooks, name)
    chapters = len(chosen_chapters(notebooks, name))
    total = say("authoring.checked", chapters=chapters, faults=len(faults))
    return Told((*map(str, faults), total), not faults)


def tell_stamp(name: str, notebooks: Path = NOTEBOOKS) -> Told:
    """Stamp the translations of the chapters whose names begin with `name`.

    Tells each block that was stamped: the English text, then the translation, to be compared.

    Raises
    ------
    RequestError : no name is given; stamping everything unread would say what is not so
    """
    if not name:
        raise RequestError("authoring.needs_name")
    lines: list[str] = []
    count = 0
    for chapter in chosen_chapters(notebooks, name):
        for language in TRANSLATED:
            path = translation_of(notebooks, name_of(notebooks, chapter), language)
            blocks = read_blocks(path)
            for stamped in stamp(path, read_chapter(chapter).cells):
                count += 1
                place = f"{path.relative_to(notebooks).as_posix()}#{stamped.cell}"
                lines += [say("authoring.stamped", place=place), _indented(stamped.english)]
                lines += ["  --", _indented(blocks[stamped.cell].text), ""]
    return Told((*lines, say("authoring.stamps", n=count)))


def tell_tidy(name: str, notebooks: Path = NOTEBOOKS) -> Told:
    """Tidy the chapters whose names begin with `name`; tell which files changed.

    Raises
    ------
    RequestError : no name is given
    """
    if not name:
        raise RequestError("authoring.needs_name")
    changed = [
        path for chapter in chosen_chapters(notebooks, name) for path in tidy(notebooks, chapter)
    ]
    places = (path.relative_to(notebooks).as_posix() for path in changed)
    return Told(tuple(say("authoring.written", path=place) for place in places))


def _indented(text: str) -> str:
    return "\n".join(f"  {line}".rstrip() for line in text.splitlines())


COMMANDS: Mapping[str, Callable[[str], Told]] = {
    "build": tell_build,
    "check": tell_check,
    "stamp": tell_stamp,
    "tidy": tell_tidy,
}
