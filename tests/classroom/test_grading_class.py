"""A class that attacks: each gets its result; nobody else, no file and no process is touched."""

import json
import socket
import sys
from pathlib import Path

import psutil
import pytest
from typer.testing import CliRunner

from ka_helpers.classroom.grading.course import GradingRequest, grade
from ka_helpers.classroom.grading.judges import Judges
from ka_helpers.classroom.grading.sandbox import Bounds, Sandbox
from ka_helpers.classroom.results import class_from_json
from ka_helpers.cli import app
from ka_helpers.exercises.curriculum import plan_of
from ka_helpers.exercises.encoding import encode
from ka_helpers.exercises.lesson import lesson_for
from tests.classroom.hostile import attack, hostile_files
from tests.classroom.hostile_cells import ATTACKS, MARK
from tests.classroom.submissions import RIGHT, all_of, expected_on, perfect, submission, write
from tests.classroom.usual import broken_answer, reordered

LINUX = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="Linux holds more")
SET = ("00",)
HIDDEN, CLASS = "textbook", "beverage_china"
SLOW = ("endless loop", "recursion", "deaf to signals", "memory bomb")
TRIED = (
    *SLOW, "fork bomb", "thread bomb", "kill the kernel", "kill the parent", "end itself",
    "close everything", "outlive by forks", "delete files", "write elsewhere",
    "write by other means", "change the case", "read what is not theirs", "read the answers",
    "read the planted truth", "replace check", "forge progress", "forge answers",
    "empty the answers", "print a forged score", "hanging answer", "deep answer",
    "fill the disk", "many files", "go out to the network", "shell", "undo the guard",
)  # fmt: skip
"""Attacks run each time; benchmarks/hostile_class.py runs every one."""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory):
    """Return what a class of attackers and honest people earned, and what they could touch."""
    place = tmp_path_factory.mktemp("attacked")
    victim = place / "victim"
    victim.mkdir(mode=0o777)
    victim.chmod(0o777)
    (victim / "canary.txt").write_text("alive", encoding="utf-8")
    honest = [
        submission("perfect", {"00": perfect("00")}, all_of(SET, RIGHT)),
        submission("满分", {"00": perfect("00", "zh")}, all_of(SET, RIGHT)),
        broken_answer(SET),
        reordered(SET),
    ]
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        attackers = [attack(name, SET, victim, 5, port) for name in TRIED if name in ATTACKS]
        attackers += list(hostile_files(SET, 40))
        write([*honest, *attackers], place / "class")
        steps = []
        bounds = Bounds(seconds=9, memory_mb=500)
        request = GradingRequest(place / "class", HIDDEN, place / "out", CLASS, SET, bounds=bounds)
        result = grade(request, steps.append)
        listening.settimeout(0)
        with pytest.raises(BlockingIOError):
            listening.accept()
    return place, honest, attackers, result, steps


def of(result, submitted):
    names = {" ".join(each.name.split()): each for each in result.trainees}
    return names[" ".join(submitted.trainee.split())]


def test_honest_work_earns_what_it_is_worth_among_attackers(attacked):
    _, honest, _, result, _ = attacked
    for submitted in honest:
        (chapter,) = of(result, submitted).chapters
        assert chapter.state in submitted.states["00"], submitted.trainee
        expected = expected_on(submitted, HIDDEN, CLASS)
        for answer in chapter.answers:
            wanted = expected[answer.question]
            assert answer.code in wanted.codes, (submitted.trainee, answer)
            assert answer.score == wanted.score and set(answer.texts) == {"en", "zh"}


def test_attackers_gain_nothing_and_each_has_a_clear_result(attacked):
    _, _, attackers, result, _ = attacked
    for submitted in attackers:
        if not submitted.hostile or submitted.trainee == "line\nbreak 换行":
            continue
        trainee = of(result, submitted)
        (chapter,) = trainee.chapters
        assert chapter.state in submitted.states["00"], (submitted.trainee, chapter.notes)
        expected = expected_on(submitted, HIDDEN, CLASS)
        for answer in chapter.answers[1:]:
            assert answer.code in expected[answer.question].codes, (submitted.trainee, answer)
        if chapter.state not in ("graded", "broken"):
            assert chapter.notes or trainee.notes, submitted.trainee


def test_runs_keep_to_their_limits(attacked):
    *_, result, steps = attacked
    runs = [chapter for each in result.trainees for chapter in each.chapters]
    assert max(each.seconds for each in runs) < 2 * 9 + 15
    assert max(each.peak_mb for each in runs) < 500 + 300 + 300
    assert steps[-1].done == steps[-1].of == len(runs)


def test_nothing_outside_is_touched_and_nothing_is_left(attacked):
    place, *_ = attacked
    victim = place / "victim"
    assert [path.name for path in victim.iterdir()] == ["canary.txt"]
    assert (victim / "canary.txt").read_text(encoding="utf-8") == "alive"
    elsewhere = [Path(each) for each in ("/tmp", "/var/tmp", "/dev/shm", "/", "/root", place)]
    for folder in filter(Path.is_dir, elsewhere):
        assert not (folder / MARK).exists()
    running = [each.info["cmdline"] or [] for each in psutil.process_iter(["cmdline"])]
    assert not any("ka_kit_inside" in word for words in running for word in words)


def test_a_second_time_everything_is_read_back(attacked):
    place, *_, result, _ = attacked
    steps = []
    request = GradingRequest(place / "class", HIDDEN, place / "out", CLASS, SET)
    again = grade(request, steps.append)
    assert again == result and steps == []
    assert class_from_json((place / "out" / "class.json").read_text(encoding="utf-8")) == result


INSIDE = {
    "fork": "import os; os.fork()",
    "program": "import os; os.execv('/bin/true', ['true'])",
    "socket": "import socket; socket.socket()",
    "signal": "import os; os.kill(1, 9)",
    "accounts": "open('/etc/passwd').read()",
    "kit": "open(KIT).read()",
    "write": "open(OUTSIDE + '/mark', 'w')",
    "read": "open(OUTSIDE + '/canary').read()",
    "list": "import os; os.listdir(OUTSIDE)",
    "duckdb": "duckdb.sql(f\"select * from read_text('{OUTSIDE}/canary')\").fetchall()",
    "copy": "duckdb.sql(f\"copy (select 1) to '{OUTSIDE}/mark'\")",
    "arrow": "import pyarrow.csv; pyarrow.csv.read_csv(OUTSIDE + '/canary')",
    "link": "import os; os.symlink(OUTSIDE + '/canary', 'link'); open('link').read()",
    "task": "import os; open(os.path.dirname(os.getcwd()) + '/task.json').read()",
    "end": "import os; open(os.path.dirname(os.getcwd()) + '/end.json', 'w')",
    "others": "import os; assert len([p for p in os.listdir('/proc') if p.isdigit()]) > 1",
    "trace": "import ctypes; assert ctypes.CDLL(None).ptrace(16, 2, 0, 0) == 0",
    "mount": "import ctypes; assert ctypes.CDLL(None).mount(b'x', b'/tmp', b'tmpfs', 0, None) == 0",
    "root": "import os; os.setuid(0)",
    "spaces": "import ctypes; assert ctypes.CDLL(None).unshare(0x10000000) == 0",
    "memory": "import os; os.memfd_create('x')",
    "limit": "import resource; resource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
}
ALLOWED = {
    "thread": "import threading; t = threading.Thread(target=int); t.start(); t.join()",
    "scratch": "import tempfile; tempfile.TemporaryFile().write(b'1'); open('own', 'w').write('1')",
    "chart": "from matplotlib.figure import Figure; Figure().savefig('own.png')",
}


@pytest.fixture(scope="module")
def outside(tmp_path_factory):
    place = tmp_path_factory.mktemp("outside")
    place.chmod(0o777)
    (place / "canary").write_text("alive", encoding="utf-8")
    return place


@LINUX
@pytest.mark.parametrize("audited", [True, False], ids=["with Python's layer", "without it"])
def test_each_thing_that_is_not_needed_is_refused(outside, audited, monkeypatch):
    """The system holds alone; where Python refuses first, that is told."""
    from ka_helpers.classroom.grading import sandbox as module
    from ka_helpers.exercises.answers import chapter_00

    known = f"import duckdb; OUTSIDE, KIT = {str(outside)!r}, {chapter_00.__file__!r}"
    codes = {"known": known, **INSIDE, **ALLOWED}
    monkeypatch.setattr(module, "write_kit", a_stub_of_a_kit)
    with Sandbox(outside, (), Bounds(seconds=40), audited=audited) as sandbox:
        assert sandbox.lacking == ()
        ran = sandbox.run([{"id": name, "code": code} for name, code in codes.items()])
        place = sandbox.place
    assert ran.how == "finished"
    assert set(ran.failed) == set(INSIDE)
    assert all(ran.layers.values()) and ran.layers.keys() >= {"files", "calls", "network"}
    assert bool(ran.forbidden) == audited
    assert not place.exists() and [each.name for each in outside.iterdir()] == ["canary"]


def a_stub_of_a_kit(target, case, chapters=()):
    """Write a package that can be opened, and has no questions: what is tested is around it."""
    exercises = target / "ka_helpers" / "exercises"
    exercises.mkdir(parents=True)
    (target / "ka_helpers" / "__init__.py").touch()
    (exercises / "__init__.py").write_text("def open_chapter(*_): ...", encoding="utf-8")
    chapter = "def open_chapter(*values): return values"
    (exercises / "chapter.py").write_text(chapter, encoding="utf-8")
    (exercises / "curriculum.py").write_text("def chapter_numbers(): return ()", encoding="utf-8")
    (exercises / "lesson.py").write_text("SAMPLE = ''", encoding="utf-8")
    cases = target / "ka_helpers" / "cases.py"
    cases.write_text("def load_case(name): raise OSError", encoding="utf-8")
    return target / "case"


def test_where_nothing_is_forked_python_refuses_and_time_and_memory_end_a_run(outside, monkeypatch):
    from ka_helpers.classroom.grading import sandbox as module

    monkeypatch.setenv("KA_KIT_NO_FORK", "1")
    monkeypatch.setattr(module, "write_kit", a_stub_of_a_kit)
    refused = {
        name: INSIDE[name] for name in ("fork", "program", "socket", "write", "read", "list")
    }
    known = {"known": f"OUTSIDE = {str(outside)!r}"}
    asked = "open_chapter('02', 'mine', 'K03', language='zh')"
    code = f"from ka_helpers.exercises import open_chapter\nassert 'mine' not in {asked}"
    opened = {"opened": code}
    with Sandbox(outside, (), Bounds(seconds=6, memory_mb=150)) as sandbox:
        codes = {**known, **refused, **opened}
        ran = sandbox.run([{"id": name, "code": code} for name, code in codes.items()])
        assert (ran.how, set(ran.failed)) == ("finished", set(refused))
        hungry = "held = [bytearray(b'x' * 10**7) for _ in range(200)]"
        assert sandbox.run([{"id": "a", "code": hungry}]).how == "memory"
        stubborn = "import signal; signal.setitimer(signal.ITIMER_REAL, 0)\nwhile True: pass"
        assert sandbox.run([{"id": "a", "code": stubborn}], seconds=1.0).how == "time"
        assert "files" in sandbox.lacking
    assert not sandbox.place.exists()


def test_typed_in_figures_are_told_and_an_answer_without_end_costs_itself_only():
    plan = plan_of("04")
    right = plan["4.5"].right(lesson_for(plan.check_suits, CLASS))
    with Judges(HIDDEN, CLASS) as judges:
        typed = {name: encode(value) for name, value in right.items()}
        results = {each.question: each for each in judges.judged("04", {"4.5": typed})}
        assert (results["4.5"].code, results["4.5"].mistakes[-1:]) == ("incorrect", ("typed_in",))
        assert results["4.3"].code == "missing"
        judges.seconds = 0.0
        assert all(each.score == 0 for each in judges.judged("04", {"4.5": typed}))
        judges.seconds = 60.0
        again = {each.question: each for each in judges.judged("04", {"4.5": typed})}
        assert again["4.5"] == results["4.5"]


def test_the_command_says_what_it_lacks(tmp_path):
    nothing = CliRunner().invoke(app, ["grade", str(tmp_path), "--case", CLASS, "--out", "x"])
    assert nothing.exception is not None and "nothing_handed_in" in repr(vars(nothing.exception))
    same = ["grade", str(tmp_path), "--case", CLASS, "--class-case", CLASS, "--out", "x"]
    done = CliRunner().invoke(app, [*same, "--language", "en"])
    assert done.exit_code == 2 and "start.py case hide" in done.output


def test_results_are_plain_json(attacked):
    place, *_ = attacked
    for path in (place / "out" / "results").glob("*.json"):
        assert json.loads(path.read_text(encoding="utf-8"))["trainee"] == path.stem
