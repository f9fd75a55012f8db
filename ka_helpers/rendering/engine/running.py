"""Calls that are under way in other processes, and what has arrived of their answers."""

import signal
import time
from dataclasses import replace
from typing import Any

from ka_helpers.rendering.engine.answers import Answer, Call, Failure, Limits, failure_of
from ka_helpers.rendering.engine.frames import framed, packed, read_frame, unpacked
from ka_helpers.rendering.engine.starting import Fork

LARGEST_READ = 1 << 20
MOST_CALLS = 200
"""Of a kept process, which is then replaced: what a library leaks stays small."""


class Running:
    """A call in a process forked for it alone; it has ended when the server says so."""

    def __init__(self, index: int, call: Call, fork: Fork) -> None:
        self.index, self.call, self.fork = index, call, fork
        self.received = {fork.link: bytearray(), fork.verdict: bytearray()}
        self.over = False
        for end in self.received:
            end.setblocking(False)

    def read(self, end: Any) -> bool:
        """Read what has arrived at an end; return whether the other side has closed it."""
        closed = self._read_all(end)
        self.over = self.over or (closed and end is self.fork.verdict)
        return closed

    def _read_all(self, end: Any) -> bool:
        while True:
            try:
                piece = end.recv(LARGEST_READ)
            except BlockingIOError:
                return False
            except ConnectionError:
                return True
            if not piece:
                return True
            self.received[end] += piece

    def ended(self) -> bool:
        """Return whether there will be no more of it."""
        return self.over

    def answer(self, limits: Limits) -> Answer:
        """Return what came of it."""
        verdict, told = self._verdict(), self._told()
        failure = self._failure(verdict, told, limits)
        return Answer(
            told.get("value") if failure is None else None,
            failure,
            verdict.get("seconds", 0.0),
            verdict.get("cpu_seconds", 0.0),
            max(verdict.get("peak_mb", 0.0), told.get("peak_mb", 0.0)),
        )

    def _failure(
        self, verdict: dict[str, Any], told: dict[str, Any], limits: Limits
    ) -> Failure | None:
        if verdict.get("reason"):
            return failure_of(verdict["reason"], limits)
        if told:
            return Failure(**told["failure"]) if told["failure"] else None
        return failure_of("died", limits, verdict.get("exit"))

    def _verdict(self) -> dict[str, Any]:
        said = bytes(self.received[self.fork.verdict])
        return unpacked(said) if said else {}

    def _told(self) -> dict[str, Any]:
        rest = bytes(self.received[self.fork.link])

        def read(length: int) -> bytes:
            nonlocal rest
            piece, rest = rest[:length], rest[length:]
            return piece

        try:
            told: dict[str, Any] = unpacked(read_frame(read)[0])
        except EOFError:
            return {}
        return told


class Kept(Running):
    """A process that answers one call after the other; `before` is what the first step cost."""

    calls = 0
    before: Answer
    started: float

    def ask(self, index: int, call: Call, before: Answer, limits: Limits) -> None:
        """Have it go on with what a forked process made."""
        self.index, self.call, self.before = index, call.next(before.value), before
        self.calls, self.started = self.calls + 1, time.monotonic()
        self.received[self.fork.link].clear()
        task = {"target": self.call.target, "values": dict(self.call.values)}
        self.fork.link.setblocking(True)
        try:
            self.fork.link.sendall(framed([packed(task | {"seconds": limits.seconds})]))
        except ConnectionError:  # it has ended: the verdict says how
            pass
        finally:
            self.fork.link.setblocking(False)

    def ended(self) -> bool:
        """Return whether it has answered, or is no more."""
        return self.over or bool(self._told())

    def answer(self, limits: Limits) -> Answer:
        """Return what came of both steps."""
        own = super().answer(limits)
        cpu_seconds = self._told().get("cpu_seconds", 0.0)
        return replace(
            own,
            seconds=self.before.seconds + time.monotonic() - self.started,
            cpu_seconds=self.before.cpu_seconds + cpu_seconds,
            peak_mb=max(self.before.peak_mb, own.peak_mb),
        )

    def _failure(
        self, verdict: dict[str, Any], told: dict[str, Any], limits: Limits
    ) -> Failure | None:
        if not told and verdict.get("exit") == -signal.SIGALRM:  # its own clock ended it
            return failure_of("time", limits)
        return super()._failure(verdict, told, limits)

    def usable(self) -> bool:
        """Return whether it can answer another call."""
        return self.calls < MOST_CALLS and not self.read(self.fork.verdict)
