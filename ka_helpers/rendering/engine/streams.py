"""sys.stdout, sys.stderr and file descriptors 1 and 2 of a cell, without threads.

ipykernel's own stream does the work (a message names the cell that wrote, whatever thread it
wrote from); what its two threads do is done at the next write: hand over what has waited for
`flush_interval`, and read what C code and subprocesses wrote to the descriptors.
"""

import codecs
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from ipykernel.iostream import IOPubThread, OutStream


class Immediate(IOPubThread):  # type: ignore[misc]
    """Stands where ipykernel has its sending thread, and does at once what it is asked to."""

    def __init__(self) -> None:
        self.thread = None
        self.io_loop = None

    def schedule(self, f: Any) -> None:
        """Call `f` now."""
        f()


class Descriptor:
    """File descriptor 1 or 2, pointed at a file in memory and read from there.

    A pipe would block a subprocess that fills it while the cell waits for the subprocess.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        self.original = os.dup(number)
        self._file = os.memfd_create(f"cell-output-{number}")
        os.dup2(self._file, number)
        self._read = 0
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def drain(self) -> tuple[str, float]:
        """Return what was written since the last call, and the seconds since the last write."""
        written = os.fstat(self._file)
        if written.st_size == self._read:
            return "", 0.0
        if written.st_size < self._read:  # someone opened /dev/stdout anew and truncated it
            self._read = 0
        data = os.pread(self._file, written.st_size - self._read, self._read)
        self._read += len(data)
        return self._decoder.decode(data), max(0.0, time.time() - written.st_mtime)

    def restore(self) -> None:
        """Point the descriptor where it pointed before."""
        os.dup2(self.original, self.number)
        os.close(self.original)
        os.close(self._file)


class CellStream(OutStream):  # type: ignore[misc]
    """One of the two streams of a cell; `beside` is the other."""

    def __init__(self, session: Any, name: str, number: int) -> None:
        super().__init__(session, Immediate(), name, watchfd=False)
        self._descriptor = Descriptor(number)
        self._original_stdstream_copy = self._descriptor.original
        self._flush_pending = False
        self.due = 0.0
        self.beside: CellStream = self

    def write(self, string: str) -> int | None:
        """Keep text for the cell that is running; a forked process writes to the descriptor."""
        if not self._is_master_process():
            return os.write(self._descriptor.number, string.encode(errors="replace"))
        self.settle()
        return super().write(string)  # type: ignore[no-any-return]

    def flush(self) -> None:
        """Send everything written so far."""
        if self._is_master_process():
            self.settle()
            super().flush()

    def settle(self) -> None:
        """Take in what came by the descriptors, then send what has waited long enough."""
        both = (self, self.beside)
        for stream in both:
            stream.take_in()
        now = time.monotonic()
        for stream in sorted(both, key=lambda s: s.due):
            if stream._flush_pending and now >= stream.due:
                stream._flush()

    def take_in(self) -> None:
        """Move what was written to the descriptor into the stream, as of when it was written."""
        text, age = self._descriptor.drain()
        if text:
            waiting = self._flush_pending
            super().write(text)
            if not waiting:
                self.due -= age

    def _schedule_flush(self) -> None:
        if not self._flush_pending:
            self._flush_pending = True
            self.due = time.monotonic() + self.flush_interval

    def restore(self) -> None:
        """Give the descriptor back."""
        self._descriptor.restore()


CellStream.__name__ = CellStream.__qualname__ = "OutStream"


@contextmanager
def captured_streams(session: Any) -> Iterator[None]:
    """Send everything written while inside to `session`."""
    before = sys.stdout, sys.stderr
    for stream in before:
        stream.flush()
    out, err = CellStream(session, "stdout", 1), CellStream(session, "stderr", 2)
    out.beside, err.beside = err, out
    sys.stdout, sys.stderr = out, err
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
        for stream in (out, err):
            stream.restore()
