"""How long a trainee waits: for `check`, and for the setup cell of a chapter in a new kernel.

    python benchmarks/classroom.py [--case beverage_china] [--chapters 01 02 ...]

Checks are timed in this process: right answer, known mistakes and no answer, of every question,
each once as the first thing asked of it and then again. Setup cells are timed in a kernel each,
started anew, with the case's cache filled and the code compiled, as after the first start. "CPU"
is what the processor spent, which says more than the clock on a machine that has other work.
"""

import argparse
import os
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
from jupyter_client.manager import KernelManager

from ka_helpers.cases import load_case
from ka_helpers.exercises import open_chapter
from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.curriculum import cells_of, chapter_numbers, plan_of
from ka_helpers.exercises.ledger import VARIABLE, Ledger

LIMITS_MS = {"check": 50, "setup": 2000}
AGAIN = 5
NO_BYTECODE = ("PYTHONDONTWRITEBYTECODE",)


def main() -> None:
    """Print the time of checks, then that of setup cells."""
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--case", default="beverage_china")
    asked.add_argument("--chapters", nargs="*", default=list(chapter_numbers()))
    request = asked.parse_args()
    load_case(request.case)
    time_checks(request.case, request.chapters)
    time_setups(request.case, request.chapters)


def time_checks(case: str, numbers: list[str]) -> None:
    """Print the median time of a check: first, and asked again."""
    with tempfile.TemporaryDirectory() as folder:
        ledger = Ledger(Path(folder) / "progress.jsonl")
        checks: list[Check] = []
        for number in numbers:
            opened = open_chapter(number, case)
            checks += _checks(Chapter(number, opened.plan, opened.lesson, "en", ledger))
    first = [check for check in checks if not check.before]
    again = [check for check in checks if check.before]
    print(f"check() on {case}: {len(first)} answers to the questions of {len(numbers)} chapters")
    for name, timed in (("first time", first), ("again", again), ("all", checks)):
        clock = statistics.median(check.clock for check in timed)
        cpu = statistics.median(check.cpu for check in timed)
        slowest = max(timed, key=lambda check: check.cpu)
        print(
            f"  {name:10}  median {clock:6.1f} ms   CPU {cpu:6.1f} ms   "
            f"slowest CPU {slowest.cpu:6.1f} ms ({slowest.question})"
        )
    print(f"  limit       median {LIMITS_MS['check']:6.1f} ms")


@dataclass(frozen=True)
class Check:
    """One call: its question, how often the answer was given before, milliseconds."""

    question: str
    before: int
    clock: float
    cpu: float


def _checks(chapter: Chapter) -> Iterator[Check]:
    """Yield each answer's check, the first time and again."""
    for exercise in chapter.plan.exercises:
        right = dict(exercise.right(chapter.lesson))
        wrong = [{**right, **made(chapter.lesson)} for made in exercise.mistakes.values()]
        chapter.lesson.kept.clear()
        for answer in (right, *wrong, dict.fromkeys(right, ...)):
            for place in range(AGAIN + 1):
                began, spent = time.perf_counter(), time.process_time()
                chapter.check(exercise.number, **answer)
                clock, cpu = time.perf_counter() - began, time.process_time() - spent
                yield Check(exercise.number, place, clock * 1000, cpu * 1000)


def time_setups(case: str, numbers: list[str]) -> None:
    """Print the time of each chapter's setup cell in a kernel that has imported nothing."""
    print(f"setup cell on {case}, in a kernel of its own")
    with tempfile.TemporaryDirectory() as folder:
        _setup(numbers[0], case, folder)
        for number in numbers:
            clock, cpu = _setup(number, case, folder)
            print(f"  chapter {number}  {clock:5.2f} s   CPU {cpu:5.2f} s")
    print(f"  limit       {LIMITS_MS['setup'] / 1000:5.2f} s")


def _setup(number: str, case: str, folder: str) -> tuple[float, float]:
    """Return the seconds of a setup cell: by the clock, and of the kernel's processor."""
    cells = {
        tag: "".join(cell["source"])
        for cell in cells_of(plan_of(number).slug, "en")
        for tag in cell["metadata"].get("tags", [])
    }
    manager = KernelManager(kernel_name="python3")
    manager.start_kernel(cwd=folder, env=_environment(folder), stderr=subprocess.DEVNULL)
    client = manager.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=60)
        client.execute_interactive(f'{cells["parameters"]}\ncase = "{case}"', timeout=60)
        kernel = psutil.Process(manager.provisioner.pid)
        before, began = _cpu(kernel), time.perf_counter()
        reply = client.execute_interactive(cells["setup"], timeout=60, output_hook=_ignored)
        clock, cpu = time.perf_counter() - began, _cpu(kernel) - before
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    if reply["content"]["status"] != "ok":
        raise RuntimeError(f"chapter {number}: {reply['content']['evalue']}")
    return clock, cpu


def _environment(folder: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name not in NO_BYTECODE}
    compiled = {"PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled")}
    return {**kept, **compiled, VARIABLE: str(Path(folder) / "progress.jsonl")}


def _cpu(kernel: psutil.Process) -> float:
    times = kernel.cpu_times()
    return times.user + times.system


def _ignored(message: object) -> None:
    return None


if __name__ == "__main__":
    main()
