"""The process that has imported everything and forks one submission after the other.

It reads a folder a line from its input, and writes that line back when the run in that folder has
ended. When its input ends, so does everything it forked. Linux only; it never starts a thread.
"""

import contextlib
import gc
import json
import os
import select
import signal
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import keeper, landlock, lessons, privileges, running


def main(settings: Mapping[str, Any]) -> None:
    """Get ready, say so with what must be known, and fork as asked."""
    os.umask(0o022)
    shell = lessons.made_ready(settings)
    facts = {"threads": len(list(Path("/proc/self/task").iterdir())), "account": _account(settings)}
    asked, done = os.dup(0), os.dup(1)
    os.set_inheritable(asked, False)
    os.set_inheritable(done, False)
    running.without_output()
    gc.collect()
    gc.freeze()
    os.write(done, (json.dumps(facts) + "\n").encode())
    _Zygote(settings, shell, asked, done).serve()


def _account(settings: Mapping[str, Any]) -> str:
    """Return how submissions can have accounts of their own: "plain", "reading" or not: ""."""
    for way in ("plain", "reading"):
        if way == "reading" and not landlock.version():
            break
        pid = os.fork()
        if pid == 0:
            able = privileges.become(int(settings["user"]), way == "reading")
            able = able and all(_is_readable(place) for place in settings["needed"])
            os._exit(0 if able else 1)
        if os.waitpid(pid, 0)[1] == 0:
            return way
    return ""


def _is_readable(place: str) -> bool:
    try:
        os.close(os.open(place, os.O_RDONLY))
    except OSError:
        return False
    return True


class _Zygote:
    """Forks keepers, and tells when each has ended."""

    def __init__(self, settings: Mapping[str, Any], shell: Any, asked: int, done: int) -> None:
        self.settings, self.shell, self.asked, self.done = settings, shell, asked, done
        self.running: dict[int, str] = {}

    def serve(self) -> None:
        rest = b""
        while True:
            self._reap()
            ready, _, _ = select.select([self.asked], [], [], 0.02 if self.running else None)
            if not ready:
                continue
            piece = os.read(self.asked, 65536)
            if not piece:
                break
            *lines, rest = (rest + piece).split(b"\n")
            for line in lines:
                self._fork(line.decode())
        for pid in self.running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _fork(self, run: str) -> None:
        pid = os.fork()
        if pid:
            self.running[pid] = run
            return
        try:
            os.close(self.asked)
            os.close(self.done)
            keeper.keep(Path(run), self.settings, self.shell)
        finally:
            os._exit(0)

    def _reap(self) -> None:
        while self.running:
            pid, _ = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            run = self.running.pop(pid, None)
            if run is not None:
                os.write(self.done, (run + "\n").encode())
