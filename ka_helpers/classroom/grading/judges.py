"""The process that judges, from the grader's side: limited in time and memory, started anew.

An answer that cannot be judged in time costs that question only. Not in here: judging.
"""

import contextlib
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ka_helpers.classroom.grading.judging import not_judged
from ka_helpers.classroom.results import AnswerResult
from ka_helpers.exercises.curriculum import plan_of

ROOT = str(Path(__file__).resolve().parents[3])
MEMORY_MB = 3_000
PROGRAM = f"""
import sys
sys.path.insert(0, {ROOT!r})
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, ({MEMORY_MB} << 20,) * 2)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
except (ImportError, ValueError, OSError):
    pass
from ka_helpers.classroom.grading.judging import main
main()
"""
SECONDS = 60.0
"""Enough for the slowest chapter's right answers to be worked out; then an answer takes some ms."""


class Judges:
    """One judging process, alive until it is closed; several threads may ask."""

    def __init__(self, case: str, class_case: str = "", seconds: float = SECONDS) -> None:
        self.cases = {"case": case, "class_case": class_case}
        self.seconds = seconds
        self.asking = threading.Lock()
        self.process: subprocess.Popen[str] | None = None
        self.closed = False

    def __enter__(self) -> "Judges":
        return self

    def __exit__(self, *_: object) -> None:
        self.closed = True
        self.close()

    def judged(self, number: str, answers: Mapping[str, Any]) -> list[AnswerResult]:
        """Return what each question of a chapter earned; `answers` are encoded, by question."""
        with self.asking:
            results = self._asked(number, answers)
            if results is not None:
                return results
            return self._one_by_one(number, answers)

    def close(self) -> None:
        """End the process."""
        if self.process is None:
            return
        self.process.kill()
        self.process.wait()
        for pipe in (self.process.stdin, self.process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()
        self.process = None

    def _one_by_one(self, number: str, answers: Mapping[str, Any]) -> list[AnswerResult]:
        """Return the results of a chapter of which some answer cannot be judged."""
        results = self._asked(number, {}) or []
        for place, exercise in enumerate(plan_of(number).exercises):
            if exercise.number in answers and place < len(results):
                one = self._asked(number, {exercise.number: answers[exercise.number]})
                results[place] = one[place] if one else not_judged(exercise)
        return results

    def _asked(self, number: str, answers: Mapping[str, Any]) -> list[AnswerResult] | None:
        if self.closed:
            return None
        process = self._started()
        assert process.stdin is not None
        with contextlib.suppress(OSError):
            process.stdin.write(json.dumps({"chapter": number, "answers": dict(answers)}) + "\n")
            process.stdin.flush()
        try:
            line = self.lines.get(timeout=self.seconds)
        except queue.Empty:
            line = ""
        if not line:
            self.close()
            return None
        return [_result(each) for each in json.loads(line)]

    def _started(self) -> "subprocess.Popen[str]":
        if self.process is None or self.process.poll() is not None:
            self.close()
            own: Any = {"start_new_session": True} if os.name == "posix" else {}
            self.process = subprocess.Popen(
                [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                text=True, encoding="utf-8", **own,
            )  # fmt: skip
            self.lines: queue.Queue[str] = queue.Queue()
            assert self.process.stdin is not None
            self.process.stdin.write(json.dumps(self.cases) + "\n")
            listening = threading.Thread(target=_listen, args=(self.process, self.lines))
            listening.daemon = True
            listening.start()
        return self.process


def _listen(process: "subprocess.Popen[str]", lines: "queue.Queue[str]") -> None:
    assert process.stdout is not None
    with contextlib.suppress(ValueError, OSError):
        for line in process.stdout:
            lines.put(line)
    lines.put("")


def _result(told: Mapping[str, Any]) -> AnswerResult:
    return AnswerResult(**{**told, "mistakes": tuple(told["mistakes"])})
