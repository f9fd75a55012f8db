"""The process between the zygote and a submission: forks it, watches it, ends all of it.

It writes how the run ended where the submission cannot write. Linux only.
"""

import contextlib
import json
import os
import select
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import confined, privileges

SHORTEST, LONGEST = 0.004, 0.05
"""Seconds between two looks: short at first, for most notebooks are."""
MOST_FILES = 5_000


@dataclass
class Watched:
    """A submission's process, and what was seen of it."""

    pid: int
    home: Path
    task: Mapping[str, Any]
    layers: dict[str, bool]
    began: float = field(default_factory=time.monotonic)
    peak_mb: float = 0.0

    def passed(self) -> str:
        """Return the limit that was passed, "" if none."""
        now, peak = _memory_mb(self.pid)
        self.peak_mb = max(self.peak_mb, peak)
        if now > self.task["memory_mb"] + self.task["shared_mb"]:
            return "memory"
        if time.monotonic() - self.began > self.task["seconds"]:
            return "time"
        if not self.layers.get("disk") and _scratch_mb(self.home) > self.task["scratch_mb"]:
            return "disk"
        return ""

    def kill(self) -> None:
        """End it and its process group."""
        for kill in (os.kill, os.killpg):
            with contextlib.suppress(ProcessLookupError, PermissionError):
                kill(self.pid, signal.SIGKILL)


def keep(run: Path, settings: Mapping[str, Any], shell: Any) -> None:
    """Run the task of a folder to its end, and write how it ended."""
    os.setsid()
    privileges.end_with_parent()
    privileges.adopt_orphans()
    task = json.loads((run / confined.TASK).read_text(encoding="utf-8"))
    _ready_folder(run, int(task["user"]))
    left = privileges.apart()
    hearing, telling = os.pipe()
    pid = os.fork()
    if pid == 0:
        _live(run, task, settings, shell, telling)
    os.close(telling)
    layers = {"network": "network" in left, "processes": "processes" in left} | _heard(hearing)
    watched = Watched(pid, run / confined.HOME, task, layers)
    ended = _watch(watched)
    _end_all_else()
    ended |= {"peak_mb": watched.peak_mb, "layers": layers}
    (run / confined.END).write_text(json.dumps(ended), encoding="utf-8")


def _live(run: Path, task: Mapping[str, Any], settings: Any, shell: Any, told: int) -> None:
    status = 1
    try:
        os.setsid()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
            signal.signal(number, signal.SIG_DFL)
        confined.live(run, task, settings, shell, told)
        status = 0
    finally:
        os._exit(status)


def _ready_folder(run: Path, user: int) -> None:
    """Make what the submission may write to its own."""
    (run / confined.HOME).mkdir(mode=0o700)
    for name in (confined.ANSWERS, confined.TRAIL):
        (run / name).touch(mode=0o600)
    if user and os.getuid() == 0:
        for name in (confined.HOME, confined.ANSWERS, confined.TRAIL):
            os.chown(run / name, user, user)


def _heard(hearing: int) -> dict[str, bool]:
    """Return which layers hold, as said before any cell ran."""
    said = b""
    with contextlib.suppress(OSError):
        ready, _, _ = select.select([hearing], [], [], 30.0)
        said = os.read(hearing, 4096) if ready else b""
    os.close(hearing)
    layers: dict[str, bool] = json.loads(said) if said else {}
    return layers


def _watch(watched: Watched) -> dict[str, Any]:
    reason, wait = "", SHORTEST
    while True:
        pid, status, used = os.wait4(watched.pid, os.WNOHANG)
        if pid:
            break
        passed = watched.passed()
        if passed and not reason:
            reason = passed
            watched.kill()
        time.sleep(wait)
        wait = min(wait * 1.2, LONGEST)
    code = os.waitstatus_to_exitcode(status)
    if not reason and code == -signal.SIGXCPU:
        reason = "time"
    return {
        "reason": reason, "exit": code, "seconds": time.monotonic() - watched.began,
        "cpu_seconds": used.ru_utime + used.ru_stime,
    }  # fmt: skip


def _end_all_else() -> None:
    """Kill what the submission left behind, where it had no family of processes of its own."""
    while True:
        try:
            children = Path("/proc/self/task", str(os.getpid()), "children").read_text("ascii")
        except OSError:
            return
        for child in children.split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        try:
            os.waitpid(-1, 0)
        except ChildProcessError:
            return


def _memory_mb(pid: int) -> tuple[float, float]:
    """Return resident memory now and at its highest, in MB."""
    found = {"VmRSS": 0.0, "VmHWM": 0.0}
    with contextlib.suppress(OSError, ValueError):
        for line in Path("/proc", str(pid), "status").read_text("ascii").splitlines():
            name, _, rest = line.partition(":")
            if name in found:
                found[name] = int(rest.split()[0]) / 1024
    return found["VmRSS"], found["VmHWM"]


def _scratch_mb(home: Path) -> float:
    used, files = 0, 0
    for folder, _, names in os.walk(home):
        for name in names:
            with contextlib.suppress(OSError):
                used += Path(folder, name).lstat().st_size
            files += 1
        if files > MOST_FILES:
            return float("inf")
    return used / 2**20
