"""Run calls, each in a fresh process, a few at a time, and yield their answers as they come.

A call's second step, if it has one, is taken in a process that is kept: what the first has made in
isolation, our own code goes on with, warm.
"""

import contextlib
import logging
import selectors
from collections.abc import Iterable, Iterator, Sequence

from ka_helpers.rendering.engine import here
from ka_helpers.rendering.engine.answers import Answer, Call, Limits
from ka_helpers.rendering.engine.running import Kept, Running
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


class _Forking:
    """Keeps forked processes going and reads what they answer."""

    def __init__(self, processes: Processes, limits: Limits) -> None:
        self.processes, self.limits = processes, limits
        self.selector = selectors.DefaultSelector()
        self.running: set[Running] = set()
        self.idle: list[Kept] = []

    def run(self, calls: Iterator[tuple[int, Call]], workers: int) -> Iterator[tuple[int, Answer]]:
        try:
            more = True
            while more or self.running:
                while more and len(self.running) < workers:
                    more = self._start_next(calls)
                for done in self._ended():
                    answer = done.answer(self.limits)
                    if done.call.then and answer.failure is None:
                        self._go_on(done, answer)
                    else:
                        yield done.index, answer
        finally:
            if self.running:
                self.processes.close()
            for each in (*self.running, *self.idle):
                each.fork.close()
            self.selector.close()

    def _start_next(self, calls: Iterator[tuple[int, Call]]) -> bool:
        numbered = next(calls, None)
        if numbered is None:
            return False
        index, call = numbered
        self._watch(Running(index, call, self._fork(call, self.limits)))
        return True

    def _go_on(self, done: Running, made: Answer) -> None:
        kept = self._kept(done.call)
        kept.ask(done.index, done.call, made, self.limits)
        self._watch(kept)

    def _kept(self, call: Call) -> Kept:
        while self.idle:
            kept = self.idle.pop()
            if kept.usable():
                return kept
            kept.fork.close()  # it ended while it had nothing to do
        limits = Limits(memory_mb=self.limits.memory_mb)  # its time is told it with each call
        return Kept(-1, call, self._fork(None, limits))

    def _watch(self, running: Running) -> None:
        for end in running.received:
            self.selector.register(end, selectors.EVENT_READ, running)
        self.running.add(running)

    def _fork(self, call: Call | None, limits: Limits) -> Fork:
        try:
            return self.processes.server().fork_for(call, limits)
        except OSError:  # something killed the server, such as the system when memory ran out
            self.processes.close()
            return self.processes.server().fork_for(call, limits)

    def _ended(self) -> Iterator[Running]:
        if not self.running:
            return
        for key, _ in self.selector.select():
            running: Running = key.data
            if running not in self.running:
                continue
            if running.read(key.fileobj):
                self.selector.unregister(key.fileobj)
            if running.ended():
                self._let_go(running)
                yield running

    def _let_go(self, running: Running) -> None:
        running.read(running.fork.link)
        for end in running.received:
            with contextlib.suppress(KeyError):
                self.selector.unregister(end)
        self.running.remove(running)
        if isinstance(running, Kept) and running.usable():
            self.idle.append(running)
        else:
            running.fork.close()
