"""What a class gets, as one zip: the kit, the chapters, the case, and a file to double-click.

The case goes without what is planted in it; the kit without the trainer's part and, where that is
wanted, without any answer. Equal requests give equal bytes. Not in here: grading what comes back.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ka_helpers.cases import load_case
from ka_helpers.cases.places import folder_of
from ka_helpers.classroom.answer_free.kit import answer_free_contents, place_of
from ka_helpers.classroom.handout.archive import write_zip
from ka_helpers.classroom.handout.case import class_case, further_sheets
from ka_helpers.classroom.handout.chapters import on_case, only_chapters, safe_name
from ka_helpers.classroom.handout.files import Contents, kit_contents, shipped_contents
from ka_helpers.classroom.handout.packages import Target, fetch
from ka_helpers.classroom.handout.start import start_files
from ka_helpers.errors import RequestError
from ka_helpers.exercises.curriculum import plan_of
from ka_helpers.exercises.lesson import NotGradableError, lesson_on
from ka_helpers.i18n import LANGUAGES, say

KIT = "kit/"


@dataclass(frozen=True)
class HandoutRequest:
    """What a class shall get; `packages` brings what the kit needs, for those without a network."""

    case: str
    out: Path
    chapters: tuple[str, ...]
    languages: tuple[str, ...] = LANGUAGES
    answers: bool = True
    packages: Target | None = None
    force: bool = False


@dataclass(frozen=True)
class Handout:
    """What was written: the folder in the zip, its size, and chapters that the case cannot carry.

    `unsuited` has the reason for each; they are read on the kit's sample case. `sheets` are those
    of workbooks that nothing is read from, and that go out all the same.
    """

    out: Path
    top: str
    megabytes: float
    unsuited: tuple[tuple[str, NotGradableError], ...]
    sheets: Mapping[str, tuple[str, ...]]


def write_handout(request: HandoutRequest, tell: Callable[[str], None]) -> Handout:
    """Write a class's zip.

    Raises
    ------
    CaseError, RequestError : no such case, faults in its files, the zip is there already
    """
    if request.out.exists() and not request.force:
        raise RequestError("handout.there_already", path=str(request.out))
    folder = folder_of(request.case)
    unsuited = tuple(_unsuited(request))
    contents = class_contents(request)
    top = f"KA-Kit-{safe_name(folder.name)}"
    with TemporaryDirectory() as fetched:
        wheels = []
        if request.packages is not None:
            tell(say("handout.fetching"))
            wheels = fetch(request.packages, Path(fetched))
        write_zip(request.out, top, contents, wheels)
    return Handout(
        request.out, top, request.out.stat().st_size / 1e6, unsuited, further_sheets(folder)
    )


def class_contents(request: HandoutRequest) -> Contents:
    """Return what a class gets but for packages, by its path in the zip's one folder."""
    folder = folder_of(request.case)
    place = place_of(folder)
    name = place.rpartition("/")[2]
    if request.answers:
        kit = only_chapters(kit_contents(request.languages), request.chapters)
    else:
        free = answer_free_contents(request.case, request.chapters, request.languages)
        kit = only_chapters(free, request.chapters)
    kit = on_case(kit, name) | shipped_contents() | class_case(folder, place)
    python = request.packages.python if request.packages else ""
    return {f"{KIT}{path}": content for path, content in kit.items()} | start_files(
        name, request.languages, python
    )


def _unsuited(request: HandoutRequest) -> list[tuple[str, NotGradableError]]:
    """Return the chapters that the case cannot carry, with why."""
    case = load_case(request.case)
    found = []
    for number in request.chapters:
        try:
            plan_of(number).check_suits(lesson_on(case))
        except NotGradableError as lacking:
            found.append((number, lacking))
    return found
