"""Where submissions run: a kit without answers, a process that forks them, and what bounds them.

`Sandbox.run` takes a notebook's code and returns what it answered; it may be called from several
threads at once. On Linux the layers of `classroom.inside` hold; elsewhere what Python itself
refuses does, and `lacking` says what does not. Not in here: notebooks, judging.
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

from ka_helpers.classroom import inside
from ka_helpers.classroom.answer_free.kit import write_kit
from ka_helpers.classroom.grading.places import needed_places, package_paths, readable_places
from ka_helpers.classroom.grading.ran import How, Ran, read_answers, read_trail
from ka_helpers.errors import KaKitError

INSIDE = Path(inside.__file__).parent
PROGRAM = """
import importlib, importlib.util, json, sys
settings = json.loads(sys.stdin.readline() if sys.argv[1] == "-" else sys.argv[1])
sys.path[:] = settings["path"] + sys.path
sys.dont_write_bytecode = True
name = "ka_kit_inside"
place = settings["inside"]
spec = importlib.util.spec_from_file_location(
    name, place + "/__init__.py", submodule_search_locations=[place])
sys.modules[name] = importlib.util.module_from_spec(spec)
spec.loader.exec_module(sys.modules[name])
importlib.import_module(name + "." + settings["program"]).main(settings)
"""
FIRST_ACCOUNT = 1_879_000_000
ONE_THREAD = {
    "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false", "ARROW_IO_THREADS": "1",
    "ARROW_DEFAULT_MEMORY_POOL": "system",
    "PYTHONHASHSEED": "0", "PYTHONUTF8": "1",
}  # fmt: skip
LAYERS = ("network", "processes", "account", "files", "calls", "disk")
"""What can hold besides Python itself; each has a message `grading.lacks_<layer>`."""


class SandboxError(KaKitError):
    """Submissions cannot be run here."""


@dataclass(frozen=True)
class Bounds:
    """What one notebook may use; `memory_mb` is beyond what all of them share."""

    seconds: float = 60.0
    memory_mb: int = 1024
    scratch_mb: int = 64
    file_mb: int = 32


@dataclass(eq=False)
class Sandbox:
    """A kit without answers, on one case, in which submissions are run until it is closed.

    `audited` is whether Python itself refuses as well; the system holds without it where it can.
    """

    case: Path
    chapters: tuple[str, ...]
    bounds: Bounds = field(default_factory=Bounds)
    account_id: str = ""
    quarter: str = ""
    audited: bool = True

    def __enter__(self) -> "Sandbox":
        self.place = Path(tempfile.mkdtemp(prefix="ka-kit-grading-"))
        try:
            self._make_ready()
        except BaseException:
            self.close()
            raise
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End whatever still runs, and leave no file behind."""
        zygote = getattr(self, "zygote", None)
        if zygote is not None:
            zygote.close()
        removed(self.place)

    def run(self, cells: Sequence[Mapping[str, str]], seconds: float | None = None) -> Ran:
        """Run cells ({"id", "code"}) in order in a process of its own; return what came of it."""
        number = next(self._numbers)
        run = self.place / "runs" / str(number)
        run.mkdir(mode=0o711)
        task = self._task(cells, number, seconds or self.bounds.seconds)
        (run / "task.json").write_text(json.dumps(task), encoding="utf-8")
        try:
            ended = self.runner(run, task)
            return _read(run, ended)
        finally:
            removed(run)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The layers that do not hold here, of those that there are.

        An account of its own adds nothing where all the others hold.
        """
        holding = self.run([]).layers
        found = [name for name in LAYERS if not holding.get(name)]
        return () if found == ["account"] else tuple(found)

    def _make_ready(self) -> None:
        self.place.chmod(0o711)
        for name in ("runs", "quiet"):
            (self.place / name).mkdir()
        (self.place / "runs").chmod(0o711)
        kit = self.place / "kit"
        kit.mkdir()
        written = write_kit(kit, self.case, self.chapters)
        opened(kit)
        self._numbers = count(1)
        self.settings = {
            "path": [str(kit), *package_paths()], "inside": str(INSIDE), "case": str(written),
            "account_id": self.account_id, "quarter": self.quarter, "chapters": self.chapters,
            "quiet": str(self.place / "quiet"), "user": FIRST_ACCOUNT,
            "readable": [str(kit), str(self.place / "quiet"), *readable_places()],
            "needed": [str(kit / "ka_helpers" / "__init__.py"), *needed_places()],
            "program": "zygote", "audited": self.audited,
            "confine": sys.platform.startswith("linux"),
        }  # fmt: skip
        self._start()

    def _start(self) -> None:
        from ka_helpers.classroom.grading.watching import Watching
        from ka_helpers.classroom.grading.zygotes import Zygote

        self.account = ""
        if self.settings["confine"] and os.environ.get("KA_KIT_NO_FORK") != "1":
            self.zygote = Zygote(self.settings)
            self.account = self.zygote.facts["account"]
            self.runner: Any = self.zygote.run
        else:
            self.settings |= {"program": "alone", "confine": False}
            self.runner = Watching(self.settings).run

    def _task(
        self, cells: Sequence[Mapping[str, str]], number: int, seconds: float
    ) -> dict[str, Any]:
        return {
            "cells": [dict(cell) for cell in cells], "seconds": seconds,
            "cell_seconds": seconds / 3, "memory_mb": self.bounds.memory_mb, "shared_mb": 300,
            "scratch_mb": self.bounds.scratch_mb, "file_mb": self.bounds.file_mb,
            "user": FIRST_ACCOUNT + number % 100_000 if self.account else 0,
            "reading": self.account == "reading",
        }  # fmt: skip


def program(settings: Mapping[str, Any], **more: Any) -> subprocess.Popen[bytes]:
    """Start a Python that sees the kit without answers and the packages, and nothing of ours."""
    environment = {
        name: os.environ[name]
        for name in ("PATH", "SYSTEMROOT", "WINDIR", "LANG", "LC_ALL", "TZ", "TEMP", "TMP")
        if name in os.environ
    }
    return subprocess.Popen(
        [sys.executable, "-I", "-S", "-c", PROGRAM, "-"], env=environment | ONE_THREAD,
        stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=settings["quiet"], **more,
    )  # fmt: skip


def opened(folder: Path) -> None:
    """Let every account read a folder, whatever the umask is."""
    for at, _, files in os.walk(folder):
        Path(at).chmod(0o755)
        for name in files:
            Path(at, name).chmod(0o644)


def removed(folder: Path) -> None:
    """Remove a folder, whatever a submission made of it."""

    def made_ours(function: Any, path: str, _: Any) -> None:
        with contextlib.suppress(OSError):
            Path(path).parent.chmod(0o700)
            Path(path).chmod(0o700)
            function(path)

    with contextlib.suppress(OSError, RecursionError):
        shutil.rmtree(folder, onerror=made_ours)
    if folder.exists() and os.name == "posix":  # deeper than Python goes
        subprocess.run(["rm", "-rf", "--", str(folder)], check=False, capture_output=True)


def _read(run: Path, ended: Mapping[str, Any]) -> Ran:
    answers, forged = read_answers(run / "answers.jsonl")
    failed, forbidden, cell, whole = read_trail(run / "trail.jsonl")
    how: How = ended.get("reason") or ("finished" if whole and not ended.get("exit") else "died")
    return Ran(
        how=how, answers=answers, failed=failed, forbidden=forbidden, forged=forged,
        stuck="" if how == "finished" else cell, seconds=float(ended.get("seconds", 0.0)),
        peak_mb=float(ended.get("peak_mb", 0.0)), layers=dict(ended.get("layers", {})),
    )  # fmt: skip
