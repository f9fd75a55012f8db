"""Thousands of reviews in one batch, and the same again with nothing changed.

    python -m benchmarks.large_case --accounts 5000 --skus 30 --weeks 104 --out DIR
    python -m benchmarks.many_accounts DIR [--workers 2] [--formats html] [--out OUT]

Prints, for each tenth of the batch: reports a minute; memory of this process, which plans and
records, and of the process that reports are forked from; the largest of the tenth's own
processes. Memory that grows with the number of reports would show as a rising column. Then the
whole time, and that of the second run.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil

from ka_helpers.cases import load_case
from ka_helpers.rendering.batch import Outcome, Progress, render_batch
from ka_helpers.rendering.formats import chosen_formats
from ka_helpers.rendering.planning import BatchRequest

PARTS = 10


@dataclass
class Watch:
    """Notes the time and the memory at each tenth of a batch."""

    started: float = field(default_factory=time.perf_counter)
    lines: list[tuple[int, float, float, float]] = field(default_factory=list)

    def __call__(self, progress: Progress) -> None:
        """Take note after a report, ten times in all."""
        if progress.done * PARTS // progress.total > (progress.done - 1) * PARTS // progress.total:
            this = psutil.Process()
            servers = [_mb(child) for child in this.children()]
            at = time.perf_counter() - self.started
            self.lines.append((progress.done, at, _mb(this), max(servers, default=0.0)))
            print(f"{progress.done} of {progress.total}: {at:.0f} s", file=sys.stderr, flush=True)


def _mb(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 1024**2
    except psutil.Error:
        return 0.0


def _table(watch: Watch, made: Sequence[Outcome]) -> str:
    rows, before, at = [], 0, 0.0
    for done, now, own, server in watch.lines:
        peak = max(outcome.peak_mb for outcome in made[before:done])
        rate = 60 * (done - before) / (now - at)
        rows.append(f"| {done} | {rate:.0f} | {own:.0f} | {server:.0f} | {peak:.0f} |")
        before, at = done, now
    head = "| reports | a minute | this process, MB | fork server, MB | largest report, MB |\n"
    return head + "|---|---|---|---|---|\n" + "\n".join(rows)


def main() -> None:
    """Render a case twice and print what it cost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("case")
    parser.add_argument("--quarter", default="")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--formats", default="html")
    parser.add_argument("--language", default="zh")
    parser.add_argument("--out", type=Path)
    given = parser.parse_args()
    started = time.perf_counter()
    case = load_case(given.case)
    print(f"load: {time.perf_counter() - started:.1f} s, {len(case.account_ids)} accounts")
    with tempfile.TemporaryDirectory() as temporary:
        request = BatchRequest(
            given.case, given.quarter or case.quarters[-1], given.out or Path(temporary),
            (given.language,), workers=given.workers, formats=chosen_formats(given.formats),
        )  # fmt: skip
        watch = Watch()
        outcomes = render_batch(request, watch)
        seconds = time.perf_counter() - watch.started
        made = [outcome for outcome in outcomes if outcome.why and outcome.account_id]
        failed = sum(outcome.failure is not None for outcome in outcomes)
        cpu = sum(outcome.cpu_seconds for outcome in outcomes)
        print(_table(watch, made))
        print(f"first run: {seconds:.0f} s, {len(made)} rendered, {failed} failed, {cpu:.0f} CPU s "
              f"in reports, {60 * len(made) / seconds:.0f} a minute")  # fmt: skip
        again = Watch()
        outcomes = render_batch(replace(request, force=False), again)
        seconds = time.perf_counter() - again.started
        rendered = sum(bool(outcome.why) for outcome in outcomes)
        print(f"second run: {seconds:.1f} s, {rendered} rendered")


if __name__ == "__main__":
    main()
