"""The process that runs a submission: confined first, then its cells, then gone.

Not in here: how each layer works, who watches.
"""

import json
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import auditing, running

Settings = Mapping[str, Any]
ANSWERS, HOME, TASK, TRAIL, END = "answers.jsonl", "home", "task.json", "trail.jsonl", "end.json"
LONGEST_TRAIL = 200_000
PLAIN = ("/dev/null", "/dev/urandom", "/dev/zero")
SYSTEM = ("/proc", "/sys/fs/cgroup", "/sys/devices/system/cpu")
"""Libraries ask there how much memory there is. Of other processes nothing can be read there."""


class Trail:
    """What happened, a line each, for the report; a submission may write there too."""

    def __init__(self, run: Path) -> None:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | getattr(os, "O_CLOEXEC", 0)
        self.file = os.open(run / TRAIL, flags, 0o600)
        self.left = LONGEST_TRAIL

    def tell(self, what: str, of: str) -> None:
        """Add a line; beyond the longest trail, none."""
        line = (json.dumps([what, of]) + "\n").encode("ascii")
        self.left -= len(line)
        if self.left > 0:
            os.write(self.file, line)


def live(run: Path, task: Mapping[str, Any], settings: Settings, shell: Any, told: int) -> None:
    """Confine this process, say on `told` by what, and run the cells of a task."""
    home = run / HOME
    trail = Trail(run)
    layers = _apart(home, task) if settings["confine"] else {}
    os.chdir(home)
    _settle(run, home)
    readable, writable = [*settings["readable"], *PLAIN], [str(home), str(run / ANSWERS)]
    if settings["confine"]:
        layers |= _confined(readable, writable)
    os.write(told, json.dumps(layers).encode())
    os.close(told)
    if settings["audited"]:
        auditing.confine(readable, [*writable, os.devnull], trail.tell)
    running.run_cells(shell, task["cells"], task["cell_seconds"], trail.tell)
    trail.tell("ended", "")


def _apart(home: Path, task: Mapping[str, Any]) -> dict[str, bool]:
    from . import privileges

    user = int(task["user"])
    memory = privileges.scratch_in_memory(str(home), task["scratch_mb"], user or os.getuid())
    shown = memory and privileges.own_processes_shown()
    privileges.limit(task["seconds"], task["memory_mb"], task["file_mb"])
    own = bool(user) and privileges.become(user, task["reading"])
    if not own:
        privileges.hide_memory()
    weak = own or privileges.keep_powers()
    privileges.end_with_parent()
    return {"disk": memory, "proc": shown, "account": own, "powers": weak}


def _confined(readable: list[str], writable: list[str]) -> dict[str, bool]:
    from . import landlock, seccomp

    version = landlock.confine([*readable, *SYSTEM], [*writable, os.devnull])
    return {"files": version > 0, "calls": seccomp.confine()}


def _settle(run: Path, home: Path) -> None:
    """Have an environment that names nothing but the scratch folder and the answers' file."""
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    os.environ.clear()
    own = dict.fromkeys(("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP", "LOCALAPPDATA"), str(home))
    os.environ.update(kept | own | {"KA_KIT_ANSWERS": str(run / ANSWERS), "MPLBACKEND": "agg"})
    os.environ["KA_KIT_PROGRESS"] = str(home / "progress.jsonl")
    import random
    import tempfile

    tempfile.tempdir = str(home)
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


_KEPT = (
    "PATH", "SYSTEMROOT", "WINDIR", "LANG", "LC_ALL", "TZ", "MPLCONFIGDIR", "IPYTHONDIR",
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "JE_ARROW_MALLOC_CONF",
    "ARROW_DEFAULT_MEMORY_POOL",
)  # fmt: skip
