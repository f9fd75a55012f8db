"""start.py decides rightly: when to set up, with which commands, what to say. No network."""

import importlib.util
import io
import subprocess
import sys
from pathlib import Path
from string import Formatter

import pytest

REPOSITORY = Path(__file__).parents[1]


@pytest.fixture
def start(tmp_path, monkeypatch):
    """Import start.py as if it stood in an empty folder with two locks beside it."""
    spec = importlib.util.spec_from_file_location("start", REPOSITORY / "start.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    venv = tmp_path / ".venv"
    for name, path in {
        "ROOT": tmp_path,
        "VENV": venv,
        "BIN": venv / "bin",
        "PYTHON": venv / "bin" / "python",
        "STAMP": venv / "ka-kit.stamp",
        "UNFINISHED": venv / "ka-kit.unfinished",
        "PACKAGES": tmp_path / "packages",
        "CLASS": tmp_path / "class.json",
    }.items():
        monkeypatch.setattr(module, name, path)
    for name in ("requirements.lock", "requirements-dev.lock", "pyproject.toml"):
        (tmp_path / name).write_text(name)
    monkeypatch.delenv("UV_INDEX", raising=False)
    return module


class Commands:
    """Stands in for running commands: keeps them, and fails those that hold a word."""

    def __init__(self, start, monkeypatch, failing=()):
        self.start, self.failing, self.run = start, failing, []
        monkeypatch.setattr(start, "succeeds", self.succeeds)
        monkeypatch.setattr(start.time, "sleep", lambda seconds: None)
        monkeypatch.setattr(start, "pip_settings", lambda: "")

    def succeeds(self, command, environment=None, quiet=True):
        words = " ".join(str(word) for word in command)
        self.run.append(words.replace(str(self.start.PYTHON), "PY"))
        if "-m venv" in words:
            self.start.PYTHON.parent.mkdir(parents=True, exist_ok=True)
            self.start.PYTHON.touch()
        return not any(word in words for word in self.failing)

    def of(self, *words):
        return [command for command in self.run if all(word in command for word in words)]


def half_made(start):
    start.PYTHON.parent.mkdir(parents=True)
    start.PYTHON.touch()


# When to set up


def test_an_empty_folder_is_not_ready(start):
    assert not start.is_ready("requirements.lock")


def test_set_up_once_and_then_no_more(start, monkeypatch):
    commands = Commands(start, monkeypatch)
    start.set_up("requirements.lock")
    first = len(commands.run)
    start.set_up("requirements.lock")
    assert first == len(commands.run) > 0


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_lock_or_pyproject_sets_up_again(start, monkeypatch, changed):
    Commands(start, monkeypatch)
    start.set_up("requirements.lock")
    (start.ROOT / changed).write_text("changed")
    assert not start.is_ready("requirements.lock")


def test_line_endings_do_not_count_as_a_change(start):
    lock = start.ROOT / "requirements.lock"
    lock.write_bytes(b"a\nb\n")
    unix = start.fingerprint("requirements.lock")
    lock.write_bytes(b"a\r\nb\r\n")
    assert start.fingerprint("requirements.lock") == unix


def test_a_folder_that_was_moved_is_set_up_again(start, monkeypatch, tmp_path):
    before = start.fingerprint("requirements.lock")
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in ("requirements.lock", "pyproject.toml"):
        (moved / name).write_bytes((start.ROOT / name).read_bytes())
    monkeypatch.setattr(start, "ROOT", moved)
    assert start.fingerprint("requirements.lock") != before


def test_the_developers_environment_serves_users_but_not_the_reverse(start, monkeypatch):
    Commands(start, monkeypatch)
    start.set_up("requirements.lock")
    assert not start.is_ready("requirements-dev.lock")
    start.set_up("requirements-dev.lock")
    assert start.is_ready("requirements-dev.lock") and start.is_ready("requirements.lock")


def test_an_environment_cut_short_is_made_anew(start, monkeypatch):
    half_made(start)
    start.UNFINISHED.touch()
    commands = Commands(start, monkeypatch)
    start.set_up("requirements.lock")
    assert commands.of("-m venv --clear")
    assert start.is_ready("requirements.lock")


def test_a_failed_install_leaves_the_mark_of_an_unfinished_set_up(start, monkeypatch):
    Commands(start, monkeypatch, failing=["--require-hashes"])
    with pytest.raises(start.SetupError):
        start.set_up("requirements.lock")
    assert start.UNFINISHED.exists() and not start.STAMP.exists()


def test_an_environment_of_the_users_own_is_kept_and_given_pip(start, monkeypatch):
    half_made(start)
    commands = Commands(start, monkeypatch, failing=["pip --version"])
    start.set_up("requirements.lock")
    assert commands.of("-m ensurepip") and not commands.of("-m venv")


def test_an_environment_whose_python_does_not_run_is_made_anew(start, monkeypatch):
    half_made(start)
    commands = Commands(start, monkeypatch, failing=["sys.version_info"])
    start.set_up("requirements.lock")
    assert commands.of("-m venv --clear")


# With which commands


def test_packages_come_by_hash_through_uv_and_the_kit_without_dependencies(start, monkeypatch):
    commands = Commands(start, monkeypatch)
    start.install("requirements.lock")
    assert commands.run == [
        "PY -m pip install --disable-pip-version-check uv",
        "PY -m uv pip install --python PY --require-hashes -r "
        + str(start.ROOT / "requirements.lock"),
        "PY -m uv pip install --python PY --no-deps --editable " + str(start.ROOT),
    ]


@pytest.mark.parametrize("failing", ["check uv", "-m uv"])
def test_without_uv_pip_does_it_by_hash_too(start, monkeypatch, failing):
    commands = Commands(start, monkeypatch, failing=[failing])
    start.install("requirements.lock")
    assert len(commands.of("-m pip install", "--require-hashes")) == 1
    assert commands.run[-1].endswith(f"--no-deps --editable {start.ROOT}")


def test_the_network_is_tried_a_few_times_with_pauses(start, monkeypatch):
    answers, pauses = iter([False, False, True]), []
    monkeypatch.setattr(start, "succeeds", lambda *_, **__: next(answers))
    monkeypatch.setattr(start.time, "sleep", pauses.append)
    assert start.attempt(["anything"])
    assert pauses == [5, 20]


def test_a_network_that_stays_away_is_said(start, monkeypatch, capsys):
    Commands(start, monkeypatch, failing=["install"])
    with pytest.raises(start.SetupError) as error:
        start.install("requirements.lock")
    assert error.value.key == "no_network"
    assert "trying again in 5 seconds" in capsys.readouterr().err


def test_a_full_disk_is_not_called_a_missing_network(start, monkeypatch):
    Commands(start, monkeypatch, failing=["install"])
    monkeypatch.setattr(start.shutil, "disk_usage", lambda _: type("Disk", (), {"free": 1024**2}))
    with pytest.raises(start.SetupError) as error:
        start.install("requirements.lock")
    assert error.value.key == "no_disk"


def put_packages_beside(start, python=""):
    start.PACKAGES.mkdir()
    (start.PACKAGES / "pandas-3.0.1-py3-none-any.whl").touch()
    start.CLASS.write_text(f'{{"python": "{python}"}}', encoding="utf-8")


def test_packages_beside_it_need_no_network_and_no_uv(start, monkeypatch):
    put_packages_beside(start, ".".join(map(str, sys.version_info[:2])))
    commands = Commands(start, monkeypatch)
    start.install("requirements.lock")
    beside = (
        f"PY -m pip install --disable-pip-version-check --no-index --find-links {start.PACKAGES}"
    )
    assert commands.run == [
        f"{beside} --require-hashes -r {start.ROOT / 'requirements.lock'}",
        f"{beside} --no-deps --editable {start.ROOT}",
    ]


def test_packages_for_another_python_are_said_and_the_network_is_asked(start, monkeypatch, capsys):
    put_packages_beside(start, "2.7")
    commands = Commands(start, monkeypatch)
    start.install("requirements.lock")
    assert not commands.of("--no-index")
    assert commands.of("--require-hashes")
    assert "are for Python 2.7" in capsys.readouterr().err


def test_packages_that_do_not_do_leave_the_network(start, monkeypatch):
    put_packages_beside(start)
    commands = Commands(start, monkeypatch, failing=["--no-index"])
    start.install("requirements.lock")
    assert len(commands.of("--no-index")) == 1
    assert commands.of("-m uv", "--require-hashes")


def test_a_mirror_set_for_pip_is_passed_to_uv(start):
    settings = "global.index-url='https://mirror.example/simple'\nglobal.timeout='60'\n"
    said = start.uv_environment(settings, {"PATH": "p"})
    assert said["UV_DEFAULT_INDEX"] == "https://mirror.example/simple"
    assert said["PATH"] == "p" and "60" not in said.values()


def test_several_values_of_a_setting_are_parted_as_uv_reads_them(start):
    said = start.uv_environment("global.extra-index-url='\\nhttps://a\\nhttps://b'", {})
    assert said["UV_INDEX"] == "https://a https://b"


def test_what_uv_was_told_itself_stays(start):
    said = start.uv_environment("global.extra-index-url='https://a'", {"UV_INDEX": "https://own"})
    assert said["UV_INDEX"] == "https://own"


def test_tests_run_side_by_side_only_where_there_are_cores(start):
    assert "-n" not in start.pytest_command(["-x"], cores=1)
    assert start.pytest_command(["-x"], cores=4)[-4:] == ["-n", "4", "--dist=loadscope", "-x"]
    assert str(start.MOST_WORKERS) in start.pytest_command([], cores=64)


# What runs


@pytest.fixture
def ran(start, monkeypatch):
    """Take the environment for ready and keep the commands that would have run."""
    commands = []
    monkeypatch.setattr(start, "set_up", lambda lock: commands.append([lock]))
    monkeypatch.setattr(start, "run", lambda command, cwd=None: commands.append(command) or 0)
    return commands


def test_a_bare_review_is_the_sample_portfolio_in_both_languages(start, ran):
    assert start.main(["review"]) == 0
    assert ran[0] == ["requirements.lock"]
    assert " ".join(ran[1][3:]) == (
        "review --case beverage_china --quarter 2026Q2 --language en --language zh "
        "--formats html,pdf,pptx,xlsx --out reports/beverage_china"
    )


@pytest.mark.parametrize("arguments", [["review", "--case", "mine"], ["case", "check", "mine"]])
def test_everything_else_goes_on_to_ka_kit_as_it_is(start, ran, arguments):
    start.main(arguments)
    assert ran[1][3:] == arguments


@pytest.mark.parametrize(
    ("asked", "run"),
    [
        (["lab"], ["lab", "--case", "案例", "--language", "zh"]),
        (["lab", "--language=en"], ["lab", "--language=en", "--case", "案例"]),
        (["lab", "--case", "x", "--language", "en"], ["lab", "--case", "x", "--language", "en"]),
        (["review", "--case", "x"], ["review", "--case", "x"]),
    ],
)
def test_the_lab_of_a_class_opens_its_case_in_its_language(start, ran, asked, run):
    start.CLASS.write_text('{"case": "案例", "language": "zh"}', encoding="utf-8")
    start.main(asked)
    assert ran[1][3:] == run


@pytest.mark.parametrize("written", [None, "", "[1]", '{"case": ""}', '"x"', "{"])
def test_without_a_class_the_lab_opens_as_ever(start, ran, written):
    if written is not None:
        start.CLASS.write_text(written, encoding="utf-8")
    start.main(["lab"])
    assert ran[1][3:] == ["lab"]


def test_ka_kit_s_exit_code_is_ours(start, ran, monkeypatch):
    monkeypatch.setattr(start, "run", lambda command, cwd=None: 2)
    assert start.main(["review", "--case", "absent"]) == 2


def test_a_check_that_fails_does_not_stop_the_others_and_decides_the_code(start, ran, monkeypatch):
    codes = {"mypy": 3, "pytest": 1}
    monkeypatch.setattr(
        start, "run", lambda command, cwd=None: ran.append(command) or codes.get(command[2], 0)
    )
    assert start.main(["test"]) == 3
    assert ran[0] == ["requirements-dev.lock"]
    assert ran[-1][1:3] == ["-m", "pytest"]
    assert len(ran) == 1 + len(start.CHECKS) + 1


@pytest.mark.parametrize("arguments", [[], ["help"], ["--help"]])
def test_help_needs_no_set_up_and_speaks_both_languages(start, ran, capsys, arguments):
    assert start.main(arguments) == 0
    said = capsys.readouterr().out
    assert "python start.py review" in said and "季度回顾" in said
    assert ran == []


def test_a_child_is_told_to_write_utf_8_and_its_code_comes_back(start):
    code = "import sys; sys.exit(7 if sys.flags.utf8_mode else 1)"
    assert start.run([sys.executable, "-c", code]) == 7


# What is said when it cannot be


def test_a_python_that_is_too_old_is_told_so(start, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    assert start.main(["review"]) == 1
    assert capsys.readouterr().err.splitlines() == [
        "KA Kit needs Python 3.11 or newer; this is 3.9.2. Get it from python.org.",
        "KA Kit 需要 Python 3.11 或更高版本，当前是 3.9.2。请从 python.org 安装。",
    ]


def test_a_debian_without_venv_is_told_the_package(start, monkeypatch, capsys):
    monkeypatch.setattr(start.importlib.util, "find_spec", lambda name: None)
    assert start.main(["setup"]) == 1
    assert "sudo apt install python3-venv" in capsys.readouterr().err


def test_too_small_a_disk_is_told_in_megabytes(start, monkeypatch, capsys):
    monkeypatch.setattr(start.shutil, "disk_usage", lambda _: type("Disk", (), {"free": 5 * 2**20}))
    assert start.main(["setup"]) == 1
    assert "5 MB free, 2048 MB needed" in capsys.readouterr().err


def test_a_folder_that_cannot_be_written_is_told_so(start, monkeypatch, capsys):
    def refuse(lock):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(start, "set_up", refuse)
    assert start.main(["setup"]) == 1
    assert "Permission denied" in capsys.readouterr().err


def test_ctrl_c_while_setting_up_is_answered_without_a_traceback(start, monkeypatch, capsys):
    def interrupt(lock):
        raise KeyboardInterrupt

    monkeypatch.setattr(start, "set_up", interrupt)
    assert start.main(["setup"]) == 1
    assert capsys.readouterr().err.startswith("Stopped.")


def test_every_message_is_in_two_languages_with_the_same_values(start):
    for english, chinese in start.MESSAGES.values():
        names = [
            {name for _, name, _, _ in Formatter().parse(sentence) if name}
            for sentence in (english, chinese)
        ]
        assert names[0] == names[1]
        assert any("\u4e00" <= letter <= "\u9fff" for letter in chinese)


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_console_that_lacks_characters_never_stops_it(start, monkeypatch, encoding):
    console = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", console)
    assert start.main([]) == 0
    console.flush()
    assert b"python start.py review" in console.buffer.getvalue()


def test_only_the_standard_library_is_imported():
    code = (
        "import sys; before = set(sys.modules); import start; "
        "print(*{name.partition('.')[0] for name in set(sys.modules) - before})"
    )
    done = subprocess.run(
        [
            sys.executable,
            "-I",
            "-c",
            f"import sys; sys.path.insert(0, {str(REPOSITORY)!r}); {code}",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    assert set(done.stdout.split()) - sys.stdlib_module_names == {"start"}
