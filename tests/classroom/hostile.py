"""Submissions that attack: each answers its first question, then does harm, and forges the rest.

They are bounded, so that a grader that holds nothing back is shown up and no machine is lost:
what they delete and overwrite is only `victim`, a folder of the test's own, and all that they
leave elsewhere has `MARK` in its name.
"""

import json
import textwrap
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

from tests.classroom.answering import questions_of, right_code, variables_of
from tests.classroom.hostile_cells import AFTER_TIME, ANSWERED_AGAIN, ATTACKS, ENDED, LAST, MARK
from tests.classroom.submissions import (
    LAME,
    MISSING,
    NOT_RIGHT,
    RIGHT,
    RIGHT_OR_LOST,
    Notebook,
    Submission,
    answered,
    code_cell,
    exercise_cells,
    perfect,
    written,
)
from tests.classroom.usual import ABSENT, UNREADABLE

REFUSED = UNREADABLE | ABSENT | {"too_large", "died", "memory"}
MEGABYTE = 1_000_000


def hostile(numbers, victim: Path, megabytes: int = 200, port: int = 9) -> list[Submission]:
    """Return every attack, each on the first of the chapters; the others are not handed in.

    `victim` may have anything in it that must still be there afterwards, and must not be read,
    a file canary.txt among it; files of `megabytes` are handed in and printed; on `port` of this
    machine something may listen that must not be reached.
    """
    numbers = list(numbers)
    return [
        *(attack(name, numbers, victim, megabytes, port) for name in ATTACKS),
        *hostile_files(numbers, megabytes),
    ]


def attack(name: str, numbers, victim: Path, megabytes: int = 200, port: int = 9) -> Submission:
    """Return the submission of one attack by its name in `ATTACKS`."""
    known = {"VICTIM": str(victim), "MARK": MARK, "MEGABYTES": megabytes, "PORT": port}
    known["QUESTIONS"] = {each: [*variables_of(each)] for each in questions_of(numbers[:1])}
    code = f"known = {known!r}\n{textwrap.dedent(ATTACKS[name])}"
    notebook = attacked(numbers[0], code, name)
    states = AFTER_TIME | LAME if name in ENDED else LAME
    files = {"work.ipynb": written(notebook)}
    made = _submission(f"hostile {name}", files, numbers, states, NOT_RIGHT)
    if name in ANSWERED_AGAIN:
        return replace(made, answers={**made.answers, questions_of(numbers[:1])[0]: NOT_RIGHT})
    return made


def attacked(number: str, code: str, name: str) -> Notebook:
    """Return a notebook whose first question is right and followed by code, the others open."""
    first = questions_of([number])[0]
    notebook = answered(number, {first: right_code(first)})
    place = -1 if name in LAST else 0
    at = notebook["cells"].index(exercise_cells(notebook)[place]) + 1
    notebook["cells"].insert(at, code_cell(code, f"attack-{name}"[:60].replace("_", "-")))
    return notebook


def hostile_files(numbers, megabytes: int) -> Iterator[Submission]:
    """Yield attacks that are in the files and their names, not in code."""
    whole = written(perfect(numbers[0]))
    yield _refused("not json", {"work.ipynb": b"{not json"}, numbers)
    yield _refused("deep json", {"work.ipynb": b"[" * 200_000 + b"]" * 200_000}, numbers)
    yield _refused("no text", {"work.ipynb": b"\x00\xff\xfe" * 1000}, numbers)
    for place, shape in enumerate(_SHAPES):
        yield _refused(f"shape {place}", {"work.ipynb": json.dumps(shape).encode()}, numbers)
    large_one = {"work.ipynb": large(numbers[0], megabytes)}
    yield _submission("hostile large", large_one, numbers, REFUSED | LAME, RIGHT_OR_LOST)
    slipped = {"work.zip": slipping(whole)}
    yield _submission("hostile zip slip", slipped, numbers, REFUSED | LAME, RIGHT_OR_LOST)
    yield _refused("zip bomb", {"work.zip": zip_bomb(megabytes)}, numbers)
    yield _refused("zip of nothing", {"work.zip": b"PK\x03\x04 cut"}, numbers)
    yield _refused("links", {}, numbers, links={
        "work.ipynb": "/etc/passwd", "theirs": "../perfect", "round": ".", "gone.ipynb": "nowhere"
    })  # fmt: skip
    link = f"=HYPERLINK(\"http://{MARK}\") <script>alert('{MARK}')<script>.ipynb"
    for name, file in {**_NAMES, f"=cmd|'{MARK}'!A1 <b>name<b>": link}.items():
        yield _submission(name, {file: whole}, numbers, LAME, RIGHT)
    many = {f"copies/{place}.ipynb": b"{}" for place in range(2000)}
    yield _refused("two thousand files", many, numbers)


def large(number: str, megabytes: int) -> bytes:
    """Return a notebook with an output of so many megabytes."""
    notebook = perfect(number)
    output = {"output_type": "stream", "name": "stdout", "text": "x" * (megabytes * MEGABYTE)}
    cell = next(each for each in notebook["cells"] if each["cell_type"] == "code")
    cell["outputs"] = [output]
    return written(notebook)


def slipping(notebook: bytes) -> bytes:
    """Return a zip whose names lead out of any folder that it is unpacked in."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in (f"../../{MARK}.ipynb", f"/tmp/{MARK}.ipynb", f"C:\\{MARK}.ipynb", "a/../../b"):
            archive.writestr(name, notebook if name.startswith("C") else MARK)
        link = zipfile.ZipInfo("link.ipynb")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    return packed.getvalue()


def zip_bomb(megabytes: int) -> bytes:
    """Return a small zip that is many times `megabytes` unpacked, a zip within it too."""
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        with archive.open("work.ipynb", "w", force_zip64=True) as file:
            for _ in range(2 * megabytes):
                file.write(b"0" * MEGABYTE)
        archive.writestr("inner.zip", packed.getvalue()[:1000])
    return packed.getvalue()


_SHAPES = (
    [], {}, "text", {"cells": None}, {"cells": {"a": 1}}, {"cells": [1, None, "x"]},
    {"cells": [{"cell_type": "code"}], "nbformat": 4},
    {"cells": [{"cell_type": "code", "source": [1, {"a": 2}], "metadata": None}], "nbformat": "4"},
    {"cells": [{"cell_type": "code", "source": 7, "metadata": []}], "nbformat": -1},
    {"worksheets": [{"cells": [{"cell_type": "code", "input": "1"}]}], "nbformat": 3},
)  # fmt: skip
"""What is JSON and no notebook."""


_NAMES = {
    "-1+2 @SUM(A1) " + "长" * 60: "a" * 200 + ".ipynb",
    "CON": "work.ipynb",
    "Anna": "work.ipynb",
    "anna": "WORK.IPYNB",
    "line\nbreak 换行": "work\n1.ipynb",
    "王 芳": "work .ipynb",
    "王芳": "work.ipynb",
}
"""Trainees and files of honest work whose names are hard to keep apart, or to write down."""


def _submission(name, files, numbers, states, others: str) -> Submission:
    first, *rest = questions_of(numbers[:1])
    answers = dict.fromkeys(questions_of(numbers), MISSING) | dict.fromkeys(rest, others)
    answers[first] = RIGHT if others == RIGHT else RIGHT_OR_LOST
    allowed = dict.fromkeys(numbers, ABSENT) | {numbers[0]: states}
    return Submission(name, files, answers, allowed, hostile=True)


def _refused(name, files, numbers, links=None) -> Submission:
    answers = dict.fromkeys(questions_of(numbers), MISSING)
    states = dict.fromkeys(numbers, REFUSED)
    return Submission(f"hostile {name}", files, answers, states, links or {}, hostile=True)
