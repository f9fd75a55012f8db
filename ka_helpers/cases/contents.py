"""What the files of a case hold, without reading them again when nothing has touched them.

A cache is named by the content of the files, so that a copy, a fresh checkout or a touched file
finds it. Reading large files for that at each load would cost too much: beside each cache stands a
memo of every file's size, its times of change and its content's hash. A hash is taken from the memo
only if size, time of writing and time of change (which no program can set) are all the same, and
only if they were two seconds old when the content was read: a file written in the same tick of the
clock as it was read is read again next time.
"""

import hashlib
import json
import os
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ka_helpers.cases.casefile import CASE_FILE
from ka_helpers.cases.inventory import SUFFIXES

MEMO = "files.json"
SETTLED_NS = 2_000_000_000


@dataclass(frozen=True)
class FileState:
    """A file as it was when its content was read."""

    size: int
    written_ns: int
    changed_ns: int
    content: str = ""
    is_settled: bool = False

    def looks_like(self, other: "FileState") -> bool:
        """Return whether nothing says that the file was touched in between."""
        return (self.size, self.written_ns, self.changed_ns) == (
            other.size, other.written_ns, other.changed_ns,
        )  # fmt: skip


@dataclass(frozen=True)
class Files:
    """The files of a case that loading reads, by name."""

    states: Mapping[str, FileState]


def files_of(folder: Path, memos: Iterable[Path]) -> Files:
    """Return the files of a case with their contents' hashes, from the memos where they hold."""
    ours = [path for path in folder.iterdir() if path.suffix in SUFFIXES or path.name == CASE_FILE]
    remembered = [_read(memo) for memo in memos]
    states = {}
    for path in [*sorted(ours), *sorted(folder.glob("rulesets/*.yaml"))]:
        name = path.relative_to(folder).as_posix()
        states[name] = _state(path, [memo[name] for memo in remembered if name in memo])
    return Files(states)


def _state(path: Path, remembered: Iterable[FileState]) -> FileState:
    now = time.time_ns()
    found = path.stat()
    seen = FileState(found.st_size, found.st_mtime_ns, found.st_ctime_ns)
    for state in remembered:
        if state.looks_like(seen):
            return state
    with path.open("rb") as file:
        content = hashlib.file_digest(file, "sha256").hexdigest()
    last = max(seen.written_ns, seen.changed_ns)
    return FileState(seen.size, seen.written_ns, seen.changed_ns, content, last < now - SETTLED_NS)


def remember(files: Files, cache_folder: Path) -> None:
    """Write the memo of `files` into their cache, if it says anything new."""
    settled = {name: state for name, state in files.states.items() if state.is_settled}
    path = cache_folder / MEMO
    if not settled or _read(path) == settled:
        return
    written = {
        name: [state.size, state.written_ns, state.changed_ns, state.content]
        for name, state in settled.items()
    }
    try:
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_text(json.dumps(written), encoding="utf-8")
        unfinished.replace(path)
    except OSError:
        return


def _read(memo: Path) -> dict[str, FileState]:
    try:
        written = json.loads(memo.read_text(encoding="utf-8"))
        return {
            name: FileState(size, written_ns, changed_ns, content, is_settled=True)
            for name, (size, written_ns, changed_ns, content) in written.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
