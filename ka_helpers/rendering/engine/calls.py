"""Run calls, each in a fresh process, a few at a time, and yield their answers as they come."""

import contextlib
import logging
import selectors
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from ka_helpers.rendering.engine import here
from ka_helpers.rendering.engine.answers import Answer, Call, Failure, Limits, failure_of
from ka_helpers.rendering.engine.frames import read_frame, unpacked
from ka_helpers.rendering.engine.starting import Fork, ForkUnsafeError, OwnedServer

PRELOAD: tuple[str, ...] = (
    "papermill",
    "papermill.iorw",
    "nbconvert",
    "numpy",
    "pandas",
    "pyarrow",
    "duckdb",
    "ka_helpers.rendering.engine.engines",
)
"""Modules imported, and functions called, before the first fork. A library may be imported here
but not used if it starts threads: duckdb, polars and scikit-learn do when used."""

LARGEST_READ = 1 << 20


def run_calls(
    calls: Iterable[Call],
    workers: int,
    limits: Limits,
    preload: Sequence[str | Call] = PRELOAD,
) -> Iterator[tuple[int, Answer]]:
    """Yield (index of the call, its answer) as calls end, as `Processes.run` does, once."""
    with Processes(preload) as processes:
        yield from processes.run(calls, workers, limits)


class Processes:
    """Where calls run: forked from one server, kept from the first call until this is closed.

    `preload` names modules that are imported there first, and what is called there: a name as
    "package.module:function", or a `Call` with its arguments.
    """

    def __init__(self, preload: Sequence[str | Call] = PRELOAD) -> None:
        self.preload = tuple(preload)
        self._server: OwnedServer | None = None

    def __enter__(self) -> "Processes":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """End the server, and with it everything still running."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def run(
        self, calls: Iterable[Call], workers: int, limits: Limits
    ) -> Iterator[tuple[int, Answer]]:
        """Yield (index of the call, its answer) as calls end; at most `workers` run at a time.

        Calls are taken from `calls` when there is room for them. When the iterator is closed, or
        this process is interrupted, everything still running is killed. A call that kills its
        own process costs no other call anything.

        Raises
        ------
        ImportError : a module of `preload` cannot be imported
        """
        numbered = enumerate(calls)
        if here.can_fork():
            try:
                self.server()
            except ForkUnsafeError as error:
                logging.getLogger(__name__).warning("processes are kept, not forked: %s", error)
            else:
                yield from _Forking(self, limits).run(numbered, max(workers, 1))
                return
        from ka_helpers.rendering.engine.workers import run_in_workers

        yield from run_in_workers(numbered, max(workers, 1), limits, self.preload)

    def server(self) -> OwnedServer:
        """Return the server, started anew if it has ended.

        Raises
        ------
        ForkUnsafeError : what it forks may hang
        """
        if self._server is None or not self._server.usable():
            self.close()
            self._server = OwnedServer(self.preload)
        return self._server


class _Running:
    """A call that is under way, and what has arrived of its answer."""

    def __init__(self, index: int, fork: Fork) -> None:
        self.index, self.fork = index, fork
        self.received = {fork.link: bytearray(), fork.verdict: bytearray()}


class _Forking:
    """Keeps forked processes going and reads what they answer."""

    def __init__(self, processes: Processes, limits: Limits) -> None:
        self.processes, self.limits = processes, limits
        self.selector = selectors.DefaultSelector()
        self.running: set[_Running] = set()

    def run(self, calls: Iterator[tuple[int, Call]], workers: int) -> Iterator[tuple[int, Answer]]:
        try:
            more = True
            while more or self.running:
                while more and len(self.running) < workers:
                    more = self._start_next(calls)
                for done in self._read_some():
                    yield done.index, _answer_of(done, self.limits)
        finally:
            if self.running:
                self.processes.close()
            for running in self.running:
                running.fork.close()
            self.selector.close()

    def _start_next(self, calls: Iterator[tuple[int, Call]]) -> bool:
        numbered = next(calls, None)
        if numbered is None:
            return False
        index, call = numbered
        running = _Running(index, self._fork(call))
        for end in running.received:
            end.setblocking(False)
            self.selector.register(end, selectors.EVENT_READ, running)
        self.running.add(running)
        return True

    def _fork(self, call: Call) -> Fork:
        try:
            return self.processes.server().fork(call.target, dict(call.values), self.limits)
        except OSError:  # something killed the server, such as the system when memory ran out
            self.processes.close()
            return self.processes.server().fork(call.target, dict(call.values), self.limits)

    def _read_some(self) -> Iterator[_Running]:
        if not self.running:
            return
        for key, _ in self.selector.select():
            running: _Running = key.data
            if running not in self.running:
                continue
            end: Any = key.fileobj
            if _read_all(end, running.received[end]):
                self.selector.unregister(end)
                if end is running.fork.verdict:
                    self._finish(running)
                    yield running

    def _finish(self, running: _Running) -> None:
        link = running.fork.link
        _read_all(link, running.received[link])
        with contextlib.suppress(KeyError):
            self.selector.unregister(link)
        running.fork.close()
        self.running.remove(running)


def _read_all(end: Any, received: bytearray) -> bool:
    """Read what has arrived; return whether the other side has closed."""
    while True:
        try:
            piece = end.recv(LARGEST_READ)
        except BlockingIOError:
            return False
        except ConnectionError:
            return True
        if not piece:
            return True
        received += piece


def _answer_of(running: _Running, limits: Limits) -> Answer:
    told = bytes(running.received[running.fork.verdict])
    verdict = unpacked(told) if told else {}
    answered = _answered(running.received[running.fork.link])
    failure = answered.get("failure")
    if verdict.get("reason"):
        failure = failure_of(verdict["reason"], limits)
    elif failure is not None:
        failure = Failure(**failure)
    elif not answered:
        failure = failure_of("died", limits, verdict.get("exit"))
    return Answer(
        answered.get("value") if failure is None else None,
        failure,
        verdict.get("seconds", 0.0),
        verdict.get("cpu_seconds", 0.0),
        max(verdict.get("peak_mb", 0.0), answered.get("peak_mb", 0.0)),
    )


def _answered(received: bytearray) -> dict[str, Any]:
    rest = bytes(received)

    def read(length: int) -> bytes:
        nonlocal rest
        piece, rest = rest[:length], rest[length:]
        return piece

    try:
        answered: dict[str, Any] = unpacked(read_frame(read)[0])
    except EOFError:
        return {}
    return answered
