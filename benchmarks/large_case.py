"""Make a case of thousands of accounts from a seed, to measure loading and rendering on.

    python -m benchmarks.large_case --accounts 5000 --skus 30 --weeks 104 --out DIR [--processes 2]

The 24 designed accounts with their stories come first, the others are ordinary ones with `--skus`
products each. The same arguments give the same bytes, whatever `--processes` is. With `--load` the
case is then loaded once, so that its cache is there. Prints size on disk, CPU seconds and the
peak memory of this process and of the largest of its children.
"""

import argparse
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ka_helpers.cases import load_case
from ka_helpers.cases.synthesis import SynthesisSpec, World, many_accounts, synthesise_in_blocks

MOST_SKUS = 30


def large_spec(accounts: int, skus: int, weeks: int, seed: int | None = None) -> SynthesisSpec:
    """Return the spec of a case of so many accounts."""
    named = SynthesisSpec(
        World(f"large_{accounts}", weeks=weeks), accounts=many_accounts(accounts, skus)
    )
    return named if seed is None else replace(named, seed=seed)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the case and print what it cost; returns the exit code."""
    wanted = _parser().parse_args(arguments)
    spec = large_spec(wanted.accounts, wanted.skus, wanted.weeks, wanted.seed)
    synthesise_in_blocks(spec, wanted.out, wanted.processes)
    size = sum(path.stat().st_size for path in wanted.out.glob("*.*"))
    print(f"made    {size / 1e6:7.1f} MB on disk, {_cost()}")
    if wanted.load:
        before = time.process_time()
        case = load_case(wanted.out)
        kept = sum(path.stat().st_size for path in case.stored.glob("*"))
        seconds = time.process_time() - before
        print(f"loaded  {kept / 1e6:7.1f} MB kept, {seconds:.1f} s of CPU; {_cost()}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.large_case")
    parser.add_argument("--accounts", type=int, default=5000)
    parser.add_argument("--skus", type=int, default=MOST_SKUS, choices=range(1, MOST_SKUS + 1))
    parser.add_argument("--weeks", type=int, default=104)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--load", action="store_true", help="load it once, so that it is cached")
    parser.add_argument("--out", type=Path, required=True)
    return parser


def _cost() -> str:
    """Return the CPU seconds and peak memory so far; memory where the system tells it."""
    seconds = time.process_time()
    try:
        import resource
    except ModuleNotFoundError:
        return f"{seconds:.0f} s of CPU"
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds += children.ru_utime + children.ru_stime
    largest = children.ru_maxrss / 1024
    return f"{seconds:.0f} s of CPU, peak {_peak():.0f} MB here, {largest:.0f} MB in a child"


def _peak() -> float:
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


if __name__ == "__main__":
    raise SystemExit(main())
