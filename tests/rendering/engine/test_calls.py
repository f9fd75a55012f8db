"""Calls in processes of their own: what comes back, in what time, and what is left behind."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from ka_helpers.rendering.engine import Call, Limits, Processes, engine_here, run_calls
from tests.rendering.engine.comparing import write_notebook

JOBS = "tests.rendering.engine.jobs"
PRELOAD = ("numpy", "matplotlib")
linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are forked")

pytestmark = pytest.mark.slow


NO_LIMITS = Limits()


def answers(*calls, workers=2, limits=NO_LIMITS, preload=PRELOAD):
    called = [Call(f"{JOBS}:{name}", values) for name, values in calls]
    return [answer for _, answer in sorted(run_calls(called, workers, limits, preload))]


@pytest.fixture(params=["forked", "kept"])
def processes(request, monkeypatch):
    """Run the test with forked processes, then with kept ones."""
    if request.param == "kept":
        monkeypatch.setenv("KA_KIT_NO_FORK", "1")
    elif not sys.platform.startswith("linux"):
        pytest.skip("processes are not forked here")
    return request.param


def test_values_and_failures_each_for_its_own_call(processes):
    good, raised, left, no_json, died, again = answers(
        ("doubled", {"n": 21}),
        ("raises", {"message": "not this time"}),
        ("leaves", {}),
        ("no_json", {}),
        ("dies", {}),
        ("doubled", {"n": 1}),
    )
    assert (good.value, good.failure, again.value) == (42, None, 2)
    assert good.peak_mb > 5
    assert (raised.failure.kind, raised.failure.message) == ("raised", "not this time")
    assert "ValueError: not this time" in raised.failure.trace
    assert (left.failure.kind, left.failure.message) == ("raised", "left")
    assert "not JSON serializable" in no_json.failure.message
    assert (died.failure.kind, died.value) == ("died", None)
    assert "7" in died.failure.message


def test_limits_stop_a_call_and_nothing_else(processes):
    spun, grew, child, small = answers(
        ("spins", {}),
        ("grows", {"mb": 3000}),
        ("grows_in_a_child", {"mb": 3000}),
        ("grows", {"mb": 10}),
        limits=Limits(seconds=20.0, memory_mb=1500),
    )
    assert (spun.failure.kind, grew.failure.kind) == ("time", "memory")
    assert child.failure.kind == "memory"
    assert "1,500" in grew.failure.message
    assert grew.peak_mb < 3000
    assert small.value == 10


def test_calls_are_taken_when_there_is_room(processes):
    taken = []

    def calls():
        for n in range(6):
            taken.append(n)
            yield Call(f"{JOBS}:doubled", {"n": n})

    running = run_calls(calls(), 2, Limits(), PRELOAD)
    assert taken == []
    next(running)
    assert len(taken) <= 4
    assert len(list(running)) == 5
    assert taken == list(range(6))


def test_a_second_step_is_taken_in_a_process_that_is_kept(processes):
    calls = [Call(f"{JOBS}:doubled", {"n": n}, then=f"{JOBS}:seen_by") for n in range(8)]
    answers = dict(run_calls(calls, 2, NO_LIMITS, PRELOAD))
    seen = [answers[n].value for n in range(8)]
    assert [(each["n"], each["made"]) for each in seen] == [(n, 2 * n) for n in range(8)]
    processes_of = {each["process"] for each in seen}
    assert 1 <= len(processes_of) <= 2
    for process in processes_of:
        counted = sorted(each["call"] for each in seen if each["process"] == process)
        assert counted == list(range(1, len(counted) + 1))
    assert all(answer.seconds > 0 and answer.peak_mb > 5 for answer in answers.values())


def test_a_second_step_costs_no_other_call_anything(processes):
    limits = Limits(seconds=20.0, memory_mb=1500)
    calls = [Call(f"{JOBS}:doubled", {"n": n}, then=f"{JOBS}:ends_as") for n in range(6)]
    answers = dict(run_calls(calls, 1, limits, PRELOAD))
    assert [answers[n].value for n in range(6)] == [0, None, None, None, None, 10]
    kinds = [answers[n].failure and answers[n].failure.kind for n in range(6)]
    assert kinds == [None, "died", "raised", "time", "memory", None]
    assert answers[2].failure.message == "second step"


def test_a_first_step_that_failed_has_no_second(processes):
    call = Call(f"{JOBS}:raises", {"message": "first step"}, then=f"{JOBS}:seen_by")
    ((_, answer),) = run_calls([call], 1, NO_LIMITS, PRELOAD)
    assert (answer.value, answer.failure.message) == (None, "first step")


@linux
def test_an_alarm_of_the_call_s_own_is_no_time_limit():
    (answer,) = answers(("ends_by_its_own_alarm", {}), limits=Limits(seconds=30.0))
    assert answer.failure.kind == "died"


@linux
def test_a_kept_process_that_ended_idle_is_replaced():
    with Processes(PRELOAD) as processes:
        calls = (Call(f"{JOBS}:doubled", {"n": n}, then=f"{JOBS}:seen_by") for n in range(2))
        running = processes.run(calls, 1, NO_LIMITS)
        _, first = next(running)
        kept = psutil.Process(first.value["process"])
        kept.kill()
        while kept.is_running():
            time.sleep(0.01)
        _, second = next(running)
    assert second.failure is None
    assert second.value["process"] != first.value["process"]


@linux
def test_a_kept_process_is_replaced_in_time(monkeypatch):
    monkeypatch.setattr("ka_helpers.rendering.engine.running.MOST_CALLS", 3)
    calls = [Call(f"{JOBS}:doubled", {"n": n}, then=f"{JOBS}:seen_by") for n in range(7)]
    answers = run_calls(calls, 1, NO_LIMITS, PRELOAD)
    assert [answer.value["call"] for _, answer in answers] == [1, 2, 3, 1, 2, 3, 1]


def test_no_calls(processes):
    assert list(run_calls([], 2, Limits(), PRELOAD)) == []


@linux
def test_nothing_is_shared_between_calls(tmp_path):
    found = [
        answer.value for answer in answers(*[("disturb", {"folder": str(tmp_path)})] * 4, workers=1)
    ]
    draws = [(one.pop("random"), one.pop("numpy")) for one in found]
    assert found == [found[0]] * 4
    assert found[0]["environment"] is None
    assert found[0]["folder"] == str(Path.cwd())
    assert found[0]["module"] is None
    assert len(set(draws)) == len({one for one, _ in draws}) == 4
    assert len({other for _, other in draws}) == 4
    assert "KA_KIT_DISTURBED" not in os.environ


@linux
def test_a_module_that_cannot_be_imported_is_named():
    with pytest.raises(ImportError, match="no_such_module"):
        answers(("doubled", {"n": 1}), preload=["no_such_module"])


@linux
def test_one_server_serves_again_also_after_a_run_was_broken_off(tmp_path):
    before = psutil.Process().children()
    with Processes(PRELOAD) as processes:
        server = processes.server().process.pid
        for n in (1, 2):
            call = Call(f"{JOBS}:doubled", {"n": n})
            assert [a.value for _, a in processes.run([call], 2, NO_LIMITS)] == [2 * n]
        assert processes.server().process.pid == server
        slow = Call(f"{JOBS}:sleeps_with_company", {"file": str(tmp_path / "started")})
        running = processes.run([call, slow], 2, NO_LIMITS)
        next(running)
        running.close()
        assert [a.value for _, a in processes.run([call], 2, NO_LIMITS)] == [4]
    assert psutil.Process().children() == before


@linux
def test_engine_by_place():
    assert engine_here() == "ka-fork"
    (inside,) = answers(("engine_name", {}))
    assert inside.value == "ka-inside"


def test_a_call_renders_a_notebook(processes, tmp_path):
    template = write_notebook(tmp_path / "in.ipynb", [("a = 1", "parameters"), "a + 1"])
    (answer,) = answers(
        (
            "render",
            {
                "template": str(template),
                "output": str(tmp_path / "out.ipynb"),
                "parameters": {"a": 41},
            },
        ),
        preload=("papermill",),
    )
    assert (answer.failure, answer.value) == (None, "42")


@linux
def test_closing_early_leaves_no_process(tmp_path):
    before = psutil.Process().children()
    names = [str(tmp_path / f"{n}") for n in range(2)]
    calls = [Call(f"{JOBS}:doubled", {"n": 1})]
    calls += [Call(f"{JOBS}:sleeps_with_company", {"file": name}) for name in names]
    running = run_calls(calls, 3, Limits(), PRELOAD)
    next(running)
    started = [int(word) for name in names for word in written(name).split()]
    assert all(psutil.pid_exists(pid) for pid in started)
    running.close()
    assert not any(psutil.pid_exists(pid) for pid in started)
    assert psutil.Process().children() == before


@linux
def test_an_interrupt_ends_all_and_children_say_nothing(tmp_path):
    file = tmp_path / "started"
    code = (
        "import signal\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"  # a background job ignores it
        "from ka_helpers.rendering.engine import Call, Limits, run_calls\n"
        f"calls = [Call('{JOBS}:sleeps_with_company', {{'file': {str(file)!r}}})]\n"
        "try:\n    list(run_calls(calls, 2, Limits(), ()))\n"
        "except KeyboardInterrupt:\n    print('interrupted')\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    started = [int(word) for word in written(str(file)).split()]
    os.killpg(process.pid, signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (out, err) == ("interrupted\n", "")
    assert not any(psutil.pid_exists(pid) for pid in started)


@linux
def test_all_is_gone_when_the_owner_is_killed(tmp_path):
    file = tmp_path / "started"
    code = (
        "from ka_helpers.rendering.engine import Call, Limits, run_calls\n"
        f"calls = [Call('{JOBS}:sleeps_with_company', {{'file': {str(file)!r}}})]\n"
        "list(run_calls(calls, 2, Limits(), ()))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code])
    started = [int(word) for word in written(str(file)).split()]
    process.kill()
    process.wait()
    assert psutil.wait_procs(list(living(started)), 30)[1] == []


def living(numbers):
    """Yield the processes of these numbers that have not ended."""
    for number in numbers:
        with contextlib.suppress(psutil.NoSuchProcess):
            yield psutil.Process(number)


def written(name: str) -> str:
    """Wait for a file with three process ids."""
    for _ in range(600):
        with contextlib.suppress(FileNotFoundError):
            if len((text := Path(name).read_text()).split()) == 3:
                return text
        time.sleep(0.1)
    raise AssertionError(f"{name} was never written")
