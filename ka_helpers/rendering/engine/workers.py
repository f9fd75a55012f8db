"""`run_calls` without forking: processes that are kept, each runs one call after the other.

For Windows, and wherever forking is not safe. A worker's notebooks run in warm kernels, so their
names stay apart; a worker that dies or is killed costs its own call only.
"""

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from ka_helpers.rendering.engine.answers import Answer, Call, Failure, Limits, failure_of
from ka_helpers.rendering.engine.frames import framed, packed, read_frame, unpacked
from ka_helpers.rendering.engine.starting import as_pairs

ROOT = str(Path(__file__).resolve().parents[3])
PROGRAM = (
    f"import sys; sys.path.append({ROOT!r}); "
    "from ka_helpers.rendering.engine.worker import main; main()"
)
SECONDS_BETWEEN_LOOKS = 0.1

Done = tuple["Worker", int, Answer]


def run_in_workers(
    calls: Iterator[tuple[int, Call]], workers: int, limits: Limits, preload: Sequence[str | Call]
) -> Iterator[tuple[int, Answer]]:
    """Yield (index, answer) as calls end; see `run_calls`."""
    done: queue.Queue[Done] = queue.Queue()
    crew = [Worker(limits, preload, done) for _ in range(workers)]
    idle = list(crew)
    try:
        while True:
            while idle and (numbered := next(calls, None)) is not None:
                idle.pop().begin(*numbered)
            if len(idle) == len(crew):
                return
            worker, index, answer = _next_done(done)
            idle.append(worker)
            yield index, answer
    finally:
        for worker in crew:
            worker.close()


def _next_done(done: "queue.Queue[Done]") -> Done:
    while True:  # an interrupt is noticed between two waits, also on Windows
        with contextlib.suppress(queue.Empty):
            return done.get(timeout=0.5)


class Worker:
    """One kept process, started when first needed and again after it died."""

    def __init__(
        self, limits: Limits, preload: Sequence[str | Call], done: "queue.Queue[Done]"
    ) -> None:
        self.limits, self.preload, self.done = limits, as_pairs(preload), done
        self.process: subprocess.Popen[bytes] | None = None

    def begin(self, index: int, call: Call) -> None:
        """Run a call; what comes of it is put among the done."""
        threading.Thread(target=self._run, args=(index, call), daemon=True).start()

    def _run(self, index: int, call: Call) -> None:
        try:
            answer = self._answer(call)
        except Exception as error:  # an answer is owed, whatever it is
            answer = Answer(None, Failure("died", repr(error)), 0.0, 0.0, 0.0)
        self.done.put((self, index, answer))

    def _answer(self, call: Call) -> Answer:
        process = self._started()
        assert process.stdin is not None
        task = {
            "target": call.target, "values": dict(call.values), "then": call.then,
            "folder": str(Path.cwd()), "environment": dict(os.environ), "path": sys.path,
        }  # fmt: skip
        started = time.monotonic()
        received: list[Any] = []
        reading = threading.Thread(target=_receive, args=(process, received), daemon=True)
        with contextlib.suppress(OSError):
            process.stdin.write(framed([packed(task)]))
            process.stdin.flush()
        reading.start()
        reason, peak_mb = self._watch(reading, process.pid, started)
        seconds = time.monotonic() - started
        if not received:
            self.close()
            ended = failure_of(reason or "died", self.limits, process.returncode)
            return Answer(None, ended, seconds, 0.0, peak_mb)
        told = received[0]
        failure = Failure(**told["failure"]) if told["failure"] else None
        peak_mb = max(peak_mb, told["peak_mb"])
        return Answer(told["value"], failure, seconds, told["cpu_seconds"], peak_mb)

    def _watch(self, reading: threading.Thread, pid: int, started: float) -> tuple[Any, float]:
        """Wait for the answer; return the limit that was passed, and the peak memory seen."""
        peak_mb = 0.0
        while reading.is_alive():
            reading.join(SECONDS_BETWEEN_LOOKS)
            peak_mb = max(peak_mb, _family_mb(pid))
            reason = self._passed_limit(started, peak_mb)
            if reason and reading.is_alive():
                _kill_family(pid)
                reading.join()
                return reason, peak_mb
        return None, peak_mb

    def _passed_limit(self, started: float, used_mb: float) -> str | None:
        if self.limits.seconds is not None and time.monotonic() - started > self.limits.seconds:
            return "time"
        if self.limits.memory_mb is not None and used_mb > self.limits.memory_mb:
            return "memory"
        return None

    def _started(self) -> subprocess.Popen[bytes]:
        if self.process is None or self.process.poll() is not None:
            own_group: Any = {"start_new_session": True}
            if sys.platform == "win32":
                own_group = {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
            self.process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM, packed(self.preload).decode()],
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, **own_group,
            )  # fmt: skip
            ready: list[Any] = []
            _receive(self.process, ready)  # its imports are not the call's time
            if not ready:
                self.close()
                raise RuntimeError("a worker did not start")
        return self.process

    def close(self) -> None:
        """End the process and all it started."""
        if self.process is None:
            return
        _kill_family(self.process.pid)
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            with contextlib.suppress(OSError):
                pipe.close()  # type: ignore[union-attr]
        self.process = None


def _receive(process: subprocess.Popen[bytes], received: list[Any]) -> None:
    assert process.stdout is not None
    with contextlib.suppress(EOFError, OSError, ValueError):
        received.append(unpacked(read_frame(process.stdout.read1)[0]))  # type: ignore[attr-defined]


def _family_mb(pid: int) -> float:
    import psutil

    used = 0.0
    for process in _family(pid):
        with contextlib.suppress(psutil.Error):
            used += process.memory_info().rss / 2**20
    return used


def _kill_family(pid: int) -> None:
    import psutil

    family = _family(pid)
    for process in family:
        with contextlib.suppress(psutil.Error):
            process.kill()
    psutil.wait_procs(family[1:], timeout=5)


def _family(pid: int) -> list[Any]:
    import psutil

    with contextlib.suppress(psutil.Error):
        process = psutil.Process(pid)
        return [process, *process.children(recursive=True)]
    return []
