"""The fork server: imports what reports need, once, then forks a fresh process for each.

It is started with fork and exec, so it inherits no thread, and it runs no user's code: a process
forked while another thread holds a lock hangs. It says so when it has more than one thread. Each
request comes with two sockets, one for the forked process and one for the server's verdict,
written when the process and everything it started are gone.
"""

import contextlib
import gc
import importlib
import os
import selectors
import signal
import socket
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ka_helpers.rendering.engine.frames import packed, unpacked
from ka_helpers.rendering.engine.processes import (
    adopt_orphans,
    children,
    family,
    kill_group,
    memory_mb,
    settled_thread_count,
)

LONGEST_REQUEST = 1 << 12
SECONDS_BETWEEN_LOOKS = 0.05
"""How often memory is looked at: a process that fills 2 GB a second passes its limit by 100 MB.

Resident memory is watched because the system's own limits count something else: RLIMIT_AS counts
mapped libraries, RLIMIT_DATA memory that is reserved and never used, and both one process only.
"""


@dataclass
class Forked:
    """A living forked process, what it may use, and what ended it early."""

    pid: int
    verdict: socket.socket
    started: float
    seconds: float | None
    memory_mb: int | None
    reason: str | None = None
    peak_mb: float = 0.0

    def passed_limit(self) -> str | None:
        """Return the limit it has passed, "time" or "memory"."""
        if self.seconds is not None and time.monotonic() - self.started > self.seconds:
            return "time"
        if self.memory_mb is None:
            return None
        used = sum(memory_mb(pid) for pid in family(self.pid))
        self.peak_mb = max(self.peak_mb, used)
        return "memory" if used > self.memory_mb else None


class ForkServer:
    """Forks on request, watches limits, reaps, and ends everything when its owner is gone."""

    def __init__(self, control: socket.socket, kernel: Any) -> None:
        self.control, self.kernel = control, kernel
        self.living: dict[int, Forked] = {}
        self.selector = selectors.DefaultSelector()
        self.woken, self.waker = socket.socketpair()
        for end in (self.woken, self.waker):
            end.setblocking(False)
        self.selector.register(control, selectors.EVENT_READ)
        self.selector.register(self.woken, selectors.EVENT_READ)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self.waker.fileno(), warn_on_full_buffer=False)

    def serve(self) -> None:
        """Answer requests until the other end of the control socket is closed."""
        try:
            while True:
                for key, _ in self.selector.select(self._patience()):
                    if key.fileobj is self.woken:
                        self.woken.recv(LONGEST_REQUEST)
                    elif not self._fork_on_request():
                        return
                self._stop_those_over_limits()
                self._reap()
        finally:
            for forked in self.living.values():
                kill_group(forked.pid)
            while self.living:
                self._reap()
                time.sleep(0.001)

    def _patience(self) -> float | None:
        if any(forked.memory_mb is not None for forked in self.living.values()):
            return SECONDS_BETWEEN_LOOKS
        now = time.monotonic()
        ends = [f.started + f.seconds - now for f in self.living.values() if f.seconds is not None]
        return max(0.0, min(ends) + 0.001) if ends else None

    def _fork_on_request(self) -> bool:
        message, descriptors, _, _ = socket.recv_fds(
            self.control, LONGEST_REQUEST, 2, socket.MSG_CMSG_CLOEXEC
        )
        if not message:
            return False
        link, verdict = (socket.socket(fileno=number) for number in descriptors)
        limits = unpacked(message)
        try:
            pid = os.fork()
        except OSError:  # out of processes or memory: this request's failure only
            verdict.close()
            link.close()
            return True
        if pid == 0:
            self._become_child(link, verdict)
        self.living[pid] = Forked(pid, verdict, time.monotonic(), **limits)
        link.close()
        return True

    def _become_child(self, link: socket.socket, verdict: socket.socket) -> None:
        """Run the request in this forked process, and never return."""
        code = 1
        try:
            signal.set_wakeup_fd(-1)
            self.selector.close()
            for end in (self.control, self.woken, self.waker, verdict):
                end.close()
            for other in self.living.values():
                other.verdict.close()
            from ka_helpers.rendering.engine.child import live

            live(link, self.kernel)
            code = 0
        except BaseException:
            with contextlib.suppress(BaseException):
                os.write(2, traceback.format_exc().encode())
        finally:
            os._exit(code)

    def _stop_those_over_limits(self) -> None:
        for forked in self.living.values():
            if forked.reason is None and (reason := forked.passed_limit()):
                forked.reason = reason
                kill_group(forked.pid)

    def _reap(self) -> None:
        for forked in list(self.living.values()):
            if not os.waitid(os.P_PID, forked.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT):
                continue
            kill_group(forked.pid)  # what it left running, while its number is still its own
            _, status, usage = os.wait4(forked.pid, 0)
            del self.living[forked.pid]
            self._end_orphans()
            self._pronounce(forked, status, usage.ru_utime + usage.ru_stime)

    def _end_orphans(self) -> None:
        """End what a finished process left behind outside its group; it is our child now."""
        for pid in children(os.getpid()):
            if pid not in self.living:
                for descendant in list(family(pid)):
                    kill_group(descendant)
                with contextlib.suppress(ChildProcessError):
                    os.waitpid(pid, 0)

    def _pronounce(self, forked: Forked, status: int, cpu_seconds: float) -> None:
        verdict = {
            "reason": forked.reason,
            "exit": os.waitstatus_to_exitcode(status),
            "seconds": time.monotonic() - forked.started,
            "cpu_seconds": cpu_seconds,
            "peak_mb": forked.peak_mb,
        }
        with contextlib.suppress(OSError):
            forked.verdict.sendall(packed(verdict))
        forked.verdict.close()


def prepare(preload: Sequence[tuple[str, dict[str, Any]]], kernel: Any) -> list[str]:
    """Import modules, call "module:function" with arguments; return what failed, a line each.

    If papermill is among them, the calls run notebooks, and everything that takes is warmed too.

    pandas and others look for `get_ipython()` when imported, and settle for a terminal without.
    """
    failed = []
    with kernel.shell.builtin_trap:
        for name, values in preload:
            module, _, function = name.partition(":")
            try:
                imported = importlib.import_module(module)
                if function:
                    getattr(imported, function)(**values)
            except Exception as error:
                failed.append(f"{name}: {error!r}")
    if "papermill" in sys.modules:
        from ka_helpers.rendering.engine import warming

        warming.recognise_ordinary_outputs()
        warming.run_a_notebook(kernel)
    return failed


def main(path: list[str]) -> None:
    """Serve on the control socket named in the arguments; `path` is what a kernel's begins with."""
    started = time.perf_counter()
    control, settings = socket.socket(fileno=int(sys.argv[1])), unpacked(sys.argv[2].encode())
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.disable()
    from ka_helpers.rendering.engine import child  # noqa: F401 - needed after every fork
    from ka_helpers.rendering.engine.shell import build_kernel

    sys.path[:] = path
    kernel = build_kernel()
    sys.path[:] = settings["path"]
    failed = prepare(settings["preload"], kernel)
    adopt_orphans()
    gc.collect()
    gc.freeze()
    ready = {
        "threads": settled_thread_count(),
        "failed": failed,
        "seconds": time.perf_counter() - started,
        "memory_mb": memory_mb(os.getpid()),
    }
    control.sendall(packed(ready))
    if ready["threads"] == 1:
        ForkServer(control, kernel).serve()
    os._exit(0)  # the interpreter's own end would only take time
