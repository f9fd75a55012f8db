"""The process that forks submissions, from the grader's side.

One is started for a class; it is asked for runs by several threads and tells when each has ended.
Not in here: what happens inside (`classroom.inside.zygote`).
"""

import contextlib
import json
import subprocess
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ka_helpers.classroom.grading.sandbox import SandboxError, program

SECONDS_TO_START = 120.0
SECONDS_MORE = 30.0
"""Beyond its limit a run is over long before, unless the zygote itself is gone."""


class Zygote:
    """A zygote that is alive until it is closed."""

    def __init__(self, settings: Mapping[str, Any]) -> None:
        self.settings = settings
        self.ends: dict[str, threading.Event] = {}
        self.writing = threading.Lock()
        self.facts: dict[str, Any] = {}
        self.closed = False
        self._start()

    def run(self, run: Path, task: Mapping[str, Any]) -> Mapping[str, Any]:
        """Have the task of a folder run; return how it ended, {"reason": "died"} if unknown."""
        ended = self.ends[str(run)] = threading.Event()
        with self.writing:
            if self.closed:
                return {"reason": "died"}
            if self.process.poll() is not None:
                self._start()
            self._ask(str(run))
        ended.wait(task["seconds"] + SECONDS_MORE)
        self.ends.pop(str(run), None)
        with contextlib.suppress(OSError, ValueError):
            told: dict[str, Any] = json.loads((run / "end.json").read_text(encoding="utf-8"))
            return told
        return {"reason": "died"}

    def close(self) -> None:
        """End it, and with it everything that it forked; nothing is run from here on."""
        self.closed = True
        if self.process.stdin is not None:
            with contextlib.suppress(OSError):
                self.process.stdin.close()
        try:
            self.process.wait(10.0)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        for pipe in (self.process.stdout, self.process.stderr):
            if pipe is not None:
                pipe.close()

    def _start(self) -> None:
        process = program(self.settings, stdout=subprocess.PIPE, start_new_session=True)
        self.process = process
        self._ask(json.dumps(self.settings))
        assert process.stdout is not None
        greeting = process.stdout.readline()
        if not greeting:
            assert process.stderr is not None
            said = process.stderr.read().decode(errors="replace").strip().splitlines()
            raise SandboxError("grading.no_sandbox", why=said[-1] if said else "?")
        self.facts = json.loads(greeting)
        threading.Thread(target=self._listen, args=(process,), daemon=True).start()

    def _ask(self, line: str) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(OSError):
            self.process.stdin.write(line.encode() + b"\n")
            self.process.stdin.flush()

    def _listen(self, process: subprocess.Popen[bytes]) -> None:
        """Wake who waits for a run that has ended; if the zygote is gone, all that wait."""
        assert process.stdout is not None
        with contextlib.suppress(ValueError, OSError):
            for line in process.stdout:
                if ended := self.ends.get(line.decode().strip()):
                    ended.set()
        for ended in list(self.ends.values()):
            ended.set()
