"""What rendering reviews costs, each way of doing it side by side in one run.

    python -m benchmarks.render [--case beverage_china] [--rounds 2] [--formats]

Every way runs the same template on the same accounts and writes the same notebook and page:

- papermill's command line and then `jupyter nbconvert`, one account after the other;
- papermill in one process, a kernel an account;
- ploomber-engine in one process (accounts are not isolated from each other);
- `papermill --engine ka-fork`'s own path, whole reports in forked processes, 1 and 2 at a time;
- the floor, isolated: plain functions as below, but each report in a fresh forked process, as
  isolation asks: what is more than this is the notebook's tax, what is less the price of a process;
- the floor: the same calculation, charts and page as plain functions in one warm process.

Each is run in a process of its own with a few accounts and with more: the difference is the
marginal cost of a report, the rest is start-up. Rounds are interleaved and medians printed, so
that a machine that drifts does not favour one. CPU seconds count all processes; memory is the
peak of the proportional set size (shared pages counted once) of the whole process tree.
"""

import argparse
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from ka_helpers.cases import load_case
from ka_helpers.rendering.layout import ACCOUNT_REVIEW, ROOT

if TYPE_CHECKING:
    from ka_helpers.rendering.report import Job

QUARTER = "2026Q2"
SAMPLE_SECONDS = 1.0
ONE_BLAS_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
"""For all ways alike: on small matrices BLAS threads only spend CPU time on waiting."""
BASELINE = "papermill + nbconvert, command line"
FLOOR = "floor: plain functions, warm process"
ISOLATED = "floor, isolated: a forked process each"
ALL_FORMATS = ("html", "pdf", "pptx", "xlsx")


@dataclass(frozen=True)
class Work:
    """The reports of one run: which case, which accounts, where to, in which formats."""

    case: str
    accounts: tuple[str, ...]
    out: Path
    portfolio: str
    formats: tuple[str, ...] = ("html",)
    first: int = 0
    """The number of the first report."""

    def parameters(self, account_id: str) -> dict[str, str]:
        """Return what the template is run with."""
        return {
            "case": self.case,
            "account_id": account_id,
            "quarter": QUARTER,
            "language": "zh",
            "portfolio": self.portfolio,
        }

    def stem(self, place: int) -> Path:
        """Return where the report goes, without its ending."""
        return self.out / f"{self.first + place:05d}_{self.accounts[place]}"


def command_line(work: Work) -> None:
    """Run papermill's command and nbconvert's, an account after the other."""
    for place, account_id in enumerate(work.accounts):
        stem = work.stem(place)
        given = [part for pair in work.parameters(account_id).items() for part in ("-p", *pair)]
        papermill = [sys.executable, "-m", "papermill", str(ACCOUNT_REVIEW), f"{stem}.ipynb"]
        quiet = ["--no-progress-bar", "--cwd", str(ROOT), "-k", "python3"]
        subprocess.run([*papermill, *given, *quiet], check=True, capture_output=True)
        convert = [sys.executable, "-m", "nbconvert", "--to", "ka", f"{stem}.ipynb"]
        subprocess.run(convert, check=True, capture_output=True)


def one_process(work: Work) -> None:
    """Run papermill's own engine in a loop: a kernel an account."""
    import papermill

    for place, account_id in enumerate(work.accounts):
        notebook = papermill.execute_notebook(
            ACCOUNT_REVIEW, f"{work.stem(place)}.ipynb", work.parameters(account_id),
            cwd=ROOT, kernel_name="python3", progress_bar=False,
        )  # fmt: skip
        _write_page(work.stem(place), notebook)


def ploomber(work: Work) -> None:
    """Run ploomber-engine in a loop: cells in this process, accounts not isolated."""
    os.environ["PLOOMBER_STATS_ENABLED"] = "false"
    from ploomber_engine import execute_notebook

    for place, account_id in enumerate(work.accounts):
        notebook = execute_notebook(
            str(ACCOUNT_REVIEW), f"{work.stem(place)}.ipynb",
            parameters=work.parameters(account_id), cwd=str(ROOT), progress_bar=False,
            debug_later=False, verbose=False, remove_tagged_cells=None,
        )  # fmt: skip
        _write_page(work.stem(place), notebook)


def forked(work: Work, workers: int) -> None:
    """Run whole reports in forked processes, as the batch does."""
    from ka_helpers.rendering.engine import Limits, run_calls
    from ka_helpers.rendering.report import call_of, preloaded

    jobs = _jobs(work)
    for _, answer in run_calls(map(call_of, jobs), workers, Limits(600.0, 4096), preloaded(jobs)):
        if answer.failure is not None or answer.value["failure"]:
            raise RuntimeError(answer)


def _jobs(work: Work) -> list["Job"]:
    from ka_helpers.rendering.report import Job

    return [
        Job(account_id, account_id, "zh", QUARTER, str(ACCOUNT_REVIEW),
            work.parameters(account_id), str(work.stem(place)), f"{work.stem(place)}.html",
            work.formats)
        for place, account_id in enumerate(work.accounts)
    ]  # fmt: skip


def isolated_floor(work: Work) -> None:
    """Do what `floor` does, each report in a fresh process forked as the batch forks it."""
    from ka_helpers.rendering.engine import Call, Limits, run_calls
    from ka_helpers.rendering.report import preloaded

    before = ("benchmarks.render", *preloaded(_jobs(work)))
    calls = (
        Call("benchmarks.render:floor_of_one", {
            "case": work.case, "account_id": account_id, "out": str(work.out),
            "portfolio": work.portfolio, "first": place,
        })
        for place, account_id in enumerate(work.accounts)
    )  # fmt: skip
    for _, answer in run_calls(calls, 1, Limits(600.0, 4096), before):
        if answer.failure is not None:
            raise RuntimeError(answer)


def floor_of_one(case: str, account_id: str, out: str, portfolio: str, first: int) -> None:
    """Do one report of the floor."""
    floor(Work(case, (account_id,), Path(out), portfolio, first=first))


def floor(work: Work) -> None:
    """Do the same calculation, charts and page as plain functions, without any notebook."""
    from ka_helpers.rendering.html import plain_page
    from ka_helpers.rendering.page import NAVIGATION, ReviewPage
    from ka_helpers.reviews.building import build_summary
    from ka_helpers.reviews.portfolio import portfolio_for
    from ka_helpers.reviews.summary import to_json

    case = load_case(work.case)
    for place, account_id in enumerate(work.accounts):
        portfolio = portfolio_for(case, QUARTER, work.portfolio)
        summary = build_summary(case.slice(account_id), QUARTER, portfolio)
        page = ReviewPage(summary, "zh")
        own = {"headline": page.headline, "scorecard": page.scorecard, "skipped": page.skipped}
        blocks = [page.title(), *(own[k]() if k in own else page.section(k) for k in NAVIGATION)]
        body = "".join(block.html for block in blocks)
        stem = work.stem(place)
        Path(f"{stem}.html").write_text(plain_page(account_id, body, "zh"), encoding="utf-8")
        Path(f"{stem}.json").write_text(to_json(summary), encoding="utf-8")


def _write_page(stem: Path, notebook: object) -> None:
    from ka_helpers.rendering.html import export_html

    Path(f"{stem}.html").write_text(export_html(notebook, stem.name, "zh"), encoding="utf-8")


@dataclass(frozen=True)
class Way:
    """One way to render, and how many accounts its small and its large run have."""

    name: str
    render: Callable[[Work], None]
    few: int
    many: int
    formats: tuple[str, ...] = ("html",)


WAYS = (
    Way(BASELINE, command_line, 1, 4),
    Way("papermill in one process", one_process, 1, 6),
    Way("ploomber-engine in one process", ploomber, 1, 13),
    Way("ka-fork, 1 at a time", lambda work: forked(work, 1), 4, 52),
    Way("ka-fork, 2 at a time", lambda work: forked(work, 2), 4, 100),
    Way(ISOLATED, isolated_floor, 4, 52),
    Way(FLOOR, floor, 4, 52),
)
WITH_FORMATS = (
    Way("ka-fork, 1 at a time, all formats", lambda work: forked(work, 1), 4, 52, ALL_FORMATS),
)


@dataclass(frozen=True)
class Cost:
    """What one run cost in all."""

    reports: int
    seconds: float
    cpu_seconds: float
    peak_mb: float


def measured(way: Way, case: str, accounts: Sequence[str], portfolio: str) -> Cost:
    """Run one way in a process of its own and return what it cost."""
    with tempfile.TemporaryDirectory() as out:
        values = {"way": way.name, "case": case, "accounts": list(accounts), "out": out,
                  "portfolio": portfolio, "formats": way.formats}  # fmt: skip
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        started = time.perf_counter()
        command = [sys.executable, "-m", "benchmarks.render", "--one", json.dumps(values)]
        process = psutil.Popen(command, cwd=ROOT, env=os.environ | ONE_BLAS_THREAD)
        peak = _peak_mb(process)
        code = process.wait()
        seconds = time.perf_counter() - started
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        pages = len(list(Path(out).glob("*.html")))
    if code or pages != len(accounts):
        raise RuntimeError(f"{way.name}: exit code {code}, {pages} pages of {len(accounts)}")
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(len(accounts), seconds, cpu, peak())


def _peak_mb(process: psutil.Popen) -> Callable[[], float]:
    """Watch a process tree until it ends; the function returned tells its peak in MB."""
    peaks = [0.0]

    def watch() -> None:
        while process.poll() is None:
            peaks.append(_tree_mb(process))
            time.sleep(SAMPLE_SECONDS)

    thread = threading.Thread(target=watch)
    thread.start()

    def peak() -> float:
        thread.join()
        return max(peaks)

    return peak


def _tree_mb(process: psutil.Popen) -> float:
    total = 0
    try:
        for each in (process, *process.children(recursive=True)):
            total += each.memory_full_info().pss
    except (psutil.Error, OSError):
        return 0.0  # one ended while it was being read: the next sample counts
    return total / 1024**2


@dataclass(frozen=True)
class Line:
    """The medians of one way over all rounds, per report; `start_up` in seconds."""

    name: str
    start_up: float
    seconds: float
    cpu_seconds: float
    whole_seconds: float
    whole_reports: int
    peak_mb: float


def _line(way: Way, runs: Sequence[tuple[Cost, Cost]]) -> Line:
    def each(figure: str) -> float:
        return statistics.median(
            (getattr(many, figure) - getattr(few, figure)) / (many.reports - few.reports)
            for few, many in runs
        )

    whole = statistics.median(many.seconds for _, many in runs)
    seconds = each("seconds")
    return Line(
        name=way.name,
        start_up=max(0.0, whole - way.many * seconds),
        seconds=seconds,
        cpu_seconds=each("cpu_seconds"),
        whole_seconds=whole / way.many,
        whole_reports=way.many,
        peak_mb=max(many.peak_mb for _, many in runs),
    )


def _table(lines: Sequence[Line]) -> str:
    by_name = {line.name: line for line in lines}
    baseline, low = by_name[BASELINE], by_name[FLOOR]
    head = (
        "| way | s a report | CPU s | reports a minute | times the command line | times the floor's"
        " CPU | start-up s | s a report with start-up (n) | peak MB |\n"
        "|---|---|---|---|---|---|---|---|---|\n"
    )
    rows = (
        f"| {line.name} | {line.seconds:.3f} | {line.cpu_seconds:.3f} | {60 / line.seconds:.0f} "
        f"| {baseline.seconds / line.seconds:.1f} | {line.cpu_seconds / low.cpu_seconds:.2f} "
        f"| {line.start_up:.1f} | {line.whole_seconds:.3f} ({line.whole_reports}) "
        f"| {line.peak_mb:.0f} |"
        for line in lines
    )
    return head + "\n".join(rows)


def _run_one(text: str) -> None:
    values = json.loads(text)
    way = next(way for way in (*WAYS, *WITH_FORMATS) if way.name == values["way"])
    work = Work(values["case"], tuple(values["accounts"]), Path(values["out"]),
                values["portfolio"], tuple(values["formats"]))  # fmt: skip
    way.render(work)


def main() -> None:
    """Measure every way and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", default="beverage_china")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--formats", action="store_true", help="also with PDF, deck and workbook")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.one:
        _run_one(arguments.one)
        return
    ways = (*WAYS, *(WITH_FORMATS if arguments.formats else ()))
    runs: dict[str, list[tuple[Cost, Cost]]] = {way.name: [] for way in ways}
    case, portfolio, accounts, folder = _prepared(arguments.case)
    with folder:
        for turn in range(arguments.rounds):
            for way in ways:
                pair = [
                    measured(way, case, list(islice(cycle(accounts), count)), portfolio)
                    for count in (way.few, way.many)
                ]
                runs[way.name].append((pair[0], pair[1]))
                print(f"round {turn + 1}: {way.name}: {pair[1]}", file=sys.stderr, flush=True)
    lines = [_line(way, runs[way.name]) for way in ways]
    print(_machine())
    print(_table(lines))


def _prepared(name: str) -> tuple[str, str, Sequence[str], tempfile.TemporaryDirectory[str]]:
    """Load the case once, so that its cache is warm, and keep its portfolio for every way."""
    from ka_helpers.reviews.portfolio import build_portfolio, portfolio_to_json

    case = load_case(name)
    folder = tempfile.TemporaryDirectory()
    kept = Path(folder.name) / "portfolio.json"
    kept.write_text(portfolio_to_json(build_portfolio(case, QUARTER)), encoding="utf-8")
    return str(case.path.resolve()), str(kept), case.account_ids, folder


def _machine() -> str:
    memory = psutil.virtual_memory().total / 1024**3
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, {memory:.0f} GB, "
        f"Python {platform.python_version()}"
    )


if __name__ == "__main__":
    main()
