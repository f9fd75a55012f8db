"""Start and own a fork server; ask it for processes."""

import atexit
import contextlib
import os
import socket
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ka_helpers.rendering.engine.answers import Call, Limits
from ka_helpers.rendering.engine.frames import framed, packed, unpacked

ROOT = str(Path(__file__).resolve().parents[3])
PROGRAM = (
    "import sys; path = [entry for entry in sys.path if entry]; "
    f"sys.path.append({ROOT!r}); "
    "from ka_helpers.rendering.engine.server import main; main(path)"
)
"""A kernel's path has no folder of ours in it, and the kit may not be installed."""
ONE_THREAD = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "JE_ARROW_MALLOC_CONF": "background_thread:false",
}
LONGEST_GREETING = 1 << 16
CELLS, ONE_CALL, MANY_CALLS = "cells", "one call", "many calls"
"""What a forked process is for."""
SECONDS_TO_END = 10.0


def as_pairs(preload: Sequence[str | Call]) -> list[tuple[str, dict[str, Any]]]:
    """Return names and calls alike as a target and its arguments, for JSON to carry."""
    return [
        (entry, {}) if isinstance(entry, str) else (entry.target, dict(entry.values))
        for entry in preload
    ]


class ForkUnsafeError(RuntimeError):
    """The server has more than one thread: what it forks may hang."""


@dataclass(frozen=True)
class Fork:
    """Our ends of a forked process: `link` leads to it, `verdict` says how it ended."""

    link: socket.socket
    verdict: socket.socket

    def close(self) -> None:
        """Close both ends; the process itself is the server's."""
        self.link.close()
        self.verdict.close()


class OwnedServer:
    """A fork server that lives no longer than this process."""

    def __init__(self, preload: Sequence[str | Call], optional: bool = False) -> None:
        self.owner = os.getpid()
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        settings = {"preload": as_pairs(preload), "path": sys.path}
        self.process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM, str(theirs.fileno()), packed(settings).decode()],
            env=os.environ | ONE_THREAD, pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
        theirs.close()
        atexit.register(self.close)
        try:
            self._greet(optional)
        except BaseException:
            self.close()
            raise

    def _greet(self, optional: bool) -> None:
        greeting = self.control.recv(LONGEST_GREETING)
        if not greeting:
            raise RuntimeError("the fork server did not start")
        self.greeting: dict[str, Any] = unpacked(greeting)
        if self.greeting["failed"] and not optional:
            raise ImportError("; ".join(self.greeting["failed"]))
        if self.greeting["threads"] != 1:
            raise ForkUnsafeError(f"the fork server has {self.greeting['threads']} threads")

    def usable(self) -> bool:
        """Return whether this process owns it and it is alive."""
        return self.owner == os.getpid() and self.process.poll() is None

    def fork_for_cells(self) -> Fork:
        """Return the ends of a fresh process that is a notebook's kernel.

        Raises
        ------
        OSError : the server is gone
        """
        return self._fork({"role": CELLS}, Limits())

    def fork_for(self, call: Call | None, limits: Limits) -> Fork:
        """Return the ends of a fresh process for one call, or, if None, for many to come.

        Raises
        ------
        OSError : the server is gone
        """
        if call is None:
            return self._fork({"role": MANY_CALLS}, limits)
        task = {"role": ONE_CALL, "target": call.target, "values": dict(call.values)}
        return self._fork(task, limits)

    def _fork(self, task: dict[str, Any], limits: Limits) -> Fork:
        link, theirs = socket.socketpair()
        verdict, servers = socket.socketpair()
        fork = Fork(link, verdict)
        request = packed({"seconds": limits.seconds, "memory_mb": limits.memory_mb})
        around = {"folder": str(Path.cwd()), "environment": dict(os.environ), "path": sys.path}
        try:
            socket.send_fds(self.control, [request], [theirs.fileno(), servers.fileno()])
        except BaseException:
            fork.close()
            raise
        finally:
            theirs.close()
            servers.close()
        with contextlib.suppress(OSError):  # it ended already: the verdict says how
            link.sendall(framed([packed(task | around)]))
        return fork

    def close(self) -> None:
        """End the server and everything it forked, and wait until they are gone."""
        atexit.unregister(self.close)
        self.control.close()
        if self.owner != os.getpid():
            return
        try:
            self.process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
