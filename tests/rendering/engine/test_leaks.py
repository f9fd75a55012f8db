"""After hundreds of calls that litter, nothing is left of them."""

import gc
import sys
import tempfile
from pathlib import Path

import psutil
import pytest

from ka_helpers.rendering.engine import Call, Limits, run_calls
from tests.rendering.engine.comparing import write_notebook

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc"),
]

RUNS = 500
JOBS = "tests.rendering.engine.jobs"


def held():
    """Return what this process and the machine hold on account of it."""
    gc.collect()
    running = psutil.process_iter(["cmdline"])
    links = [link for link in Path("/proc/self/fd").iterdir() if link.is_symlink()]
    return {
        "descriptors": sorted(str(link.readlink()) for link in links if link.exists()),
        "processes": psutil.Process().children(recursive=True),
        "left running": [p for p in running if p.info["cmdline"] == ["sleep", "600"]],
        "threads": psutil.Process().num_threads(),
        "shared memory": sorted(Path("/dev/shm").iterdir()),
        "temporary": sorted(Path(tempfile.gettempdir()).rglob("*")),
    }


def test_five_hundred_calls_leave_nothing(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    template = write_notebook(tmp_path / "in.ipynb", ["left = locals().get('left', 0) + 1\nleft"])
    then = f"{JOBS}:as_it_is"
    calls = [Call(f"{JOBS}:look_and_litter", {"n": n}, then=then) for n in range(RUNS)]
    for n in range(0, RUNS, 50):
        values = {"template": str(template), "output": str(tmp_path / f"{n}.ipynb")}
        calls[n] = Call(f"{JOBS}:render", values)
    before = held()
    answers = dict(run_calls(calls, 2, Limits(seconds=60), ("papermill",)))
    assert len(answers) == RUNS
    assert [answer.failure for answer in answers.values() if answer.failure] == []
    assert {answers[n].value for n in range(0, RUNS, 50)} == {"1"}
    looks = [answers[n].value for n in range(RUNS) if n % 50]
    for each in looks:
        assert not Path(each.pop("folder")).exists()
    assert [each["seen"] for each in looks if each["seen"] is not None] == []
    for what in ("own", "threads", "signals"):
        assert len({each[what] for each in looks}) == 1
    living = 2 + 2  # processes that run and that are kept: the server holds a socket of each
    assert max(each["servers"] for each in looks) - min(each["servers"] for each in looks) <= living
    assert held() == before
