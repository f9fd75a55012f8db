"""Watch a submission's process from outside: for systems on which nothing is forked.

Time, memory and disk are looked at several times a second. Not in here: what the process itself
refuses.
"""

import contextlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ka_helpers.classroom.grading.sandbox import program

SECONDS_BETWEEN_LOOKS = 0.1
SECONDS_TO_IMPORT = 60.0
"""A process of its own imports the kit first, which is not the submission's time."""


class Watching:
    """Runs each task in a Python of its own and ends it at its limits."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings
        (Path(settings["quiet"]) / "warm").touch()

    def run(self, run: Path, task: Mapping[str, Any]) -> Mapping[str, Any]:
        """Have the task of a folder run; return how it ended."""
        (run / "home").mkdir()
        (run / "answers.jsonl").touch()
        own: Any = {"start_new_session": True}
        if sys.platform == "win32":
            own = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
        settings = {**self.settings, "run": str(run)}
        process = program(settings, stdout=subprocess.DEVNULL, **own)
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.write(json.dumps(settings).encode() + b"\n")
            process.stdin.close()
        reason, seconds, peak = self._watched(process, run, task)
        _end_family(process.pid)
        process.wait()
        assert process.stderr is not None
        process.stderr.close()
        return {
            "reason": reason, "exit": process.returncode, "seconds": seconds, "peak_mb": peak,
            "layers": {},
        }  # fmt: skip

    def _watched(
        self, process: subprocess.Popen[bytes], run: Path, task: Mapping[str, Any]
    ) -> tuple[str, float, float]:
        started, began, peak = time.monotonic(), 0.0, 0.0
        while process.poll() is None:
            time.sleep(SECONDS_BETWEEN_LOOKS)
            now = time.monotonic()
            if not began and (run / "layers.json").exists():
                began = now
            used = _family_mb(process.pid)
            peak = max(peak, used)
            late = now - began > task["seconds"] if began else now - started > SECONDS_TO_IMPORT
            reason = "time" if late else ""
            if used > task["memory_mb"] + task["shared_mb"]:
                reason = "memory"
            if not reason and _folder_mb(run) > task["scratch_mb"] + task["file_mb"]:
                reason = "disk"
            if reason:
                _end_family(process.pid)
                return reason, now - (began or started), peak
        return "", time.monotonic() - (began or started), peak


def _family(pid: int) -> list[Any]:
    import psutil

    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    return []


def _family_mb(pid: int) -> float:
    import psutil

    used = 0.0
    for process in _family(pid):
        with contextlib.suppress(psutil.Error):
            used += process.memory_info().rss / 2**20
    return used


def _end_family(pid: int) -> None:
    import psutil

    for process in reversed(_family(pid)):
        with contextlib.suppress(psutil.Error):
            process.kill()


def _folder_mb(folder: Path) -> float:
    used = 0
    for at, _, files in os.walk(folder):
        for name in files:
            with contextlib.suppress(OSError):
                used += Path(at, name).lstat().st_size
    return used / 2**20
