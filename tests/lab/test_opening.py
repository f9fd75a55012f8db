"""Opening the lab: what a trainee reads, in their language, and what stands in the way."""

import subprocess
import sys

import pytest

from ka_helpers import cli
from ka_helpers.cases import case_names
from ka_helpers.errors import RequestError
from ka_helpers.exercises.curriculum import NOTEBOOKS
from ka_helpers.i18n import current_language, speak
from ka_helpers.lab import LabRequest, open_lab, opening
from ka_helpers.lab.originals import case_to_name
from ka_helpers.lab.workspace import at_work, ready_workspace, usual_workspace
from tests.lab.small_kit import release

SERVER = {"url": "http://127.0.0.1:8888/", "token": "t"}


@pytest.fixture
def runs(monkeypatch):
    """Keep each command that would have been run; none is."""
    kept = []
    monkeypatch.setattr(opening, "run", lambda *given: kept.append(given) or 0)
    monkeypatch.setattr(opening, "running", lambda places: None)
    monkeypatch.setattr(opening, "running_soon", lambda places: None)
    return kept


@pytest.fixture
def asked(kit, tmp_path):
    """Return a function that opens the lab and gives what was told."""

    def open_it(language="zh", **wanted):
        told = []
        wanted = {"workspace": tmp_path / "课程", "notebooks": kit, "browser": False} | wanted
        assert open_lab(LabRequest(language, **wanted), told.append) == 0
        return told

    return open_it


@pytest.mark.parametrize(
    ("language", "lines"),
    [
        (
            "zh",
            [
                "你的笔记本在 {folder}。你写下的内容绝不会被覆盖。",
                "放入的笔记本：3 个",
                "正在启动 JupyterLab。请把下面以 http://127.0.0.1 开头的地址复制到浏览器。"
                "要结束时，在本窗口按 Ctrl-C。",
            ],
        ),
        (
            "en",
            [
                "Your notebooks are in {folder}. What you write in them is never overwritten.",
                "Notebooks put in place: 3",
                "Starting JupyterLab. Copy the address below that begins with http://127.0.0.1 "
                "into your browser. To end, press Ctrl-C in this window.",
            ],
        ),
    ],
)
def test_the_first_start_says_where_the_notebooks_are(asked, runs, tmp_path, language, lines):
    assert asked(language) == [line.format(folder=tmp_path / "课程") for line in lines]
    (command, places, surroundings) = runs[0]
    assert f"--LabApp.default_url=/lab/tree/{language}/00_start.ipynb" in command
    assert places.workspace == tmp_path / "课程"
    assert surroundings["KA_KIT_PROGRESS"].startswith(str(tmp_path / "课程"))


def test_what_was_done_to_each_notebook_is_said(asked, runs, kit, tmp_path):
    asked("en")
    folder = tmp_path / "课程" / "en"
    text = (folder / "00_start.ipynb").read_text(encoding="utf-8")
    (folder / "00_start.ipynb").write_text(text.replace("= ...", "= 1"), encoding="utf-8")
    (folder / "01_key.ipynb").write_text("no notebook", encoding="utf-8")
    release(kit, 2)
    assert asked("en", case="textbook")[1:-1] == [
        "Notebooks you have not written in, brought up to date: 1",
        "en/00_start.ipynb has your work in it and stays as it is; the new version lies beside "
        "it: 00_start (new version).ipynb",
        "en/01_key.ipynb could not be read any more. It was kept as 01_key (damaged).ipynb, and a "
        "fresh copy put in its place.",
        "These notebooks have your work in them and stay as they are. To use the case in them "
        'too, write this line into their second cell: case = "textbook"',
        "  en/00_start.ipynb",
    ]


def test_the_case_is_remembered_until_another_is_named(asked, runs, tmp_path):
    chapter = tmp_path / "课程" / "zh" / "00_start.ipynb"
    asked(case="textbook")
    asked()
    assert r"case = \"textbook\"" in chapter.read_text(encoding="utf-8")
    asked(case="beverage_china")
    assert r"case = \"beverage_china\"" in chapter.read_text(encoding="utf-8")


def test_a_case_in_a_folder_is_named_by_its_whole_path(tmp_path, monkeypatch):
    folder = tmp_path / "我的 案例"
    folder.mkdir()
    (folder / "case.yaml").write_text("", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert case_to_name("我的 案例") == folder.resolve().as_posix()
    assert all(case_to_name(name) == name for name in case_names())
    with pytest.raises(RequestError):
        case_to_name("no such case")


# Already running


def test_one_that_runs_is_opened_instead_of_a_second(asked, runs, monkeypatch):
    opened = []
    monkeypatch.setattr("webbrowser.open", opened.append)
    monkeypatch.setattr(opening, "running", lambda places: SERVER)
    address = "http://127.0.0.1:8888/lab/tree/zh/00_start.ipynb?token=t"
    assert asked(browser=True)[-1] == f"这个文件夹的 JupyterLab 已经在运行：{address}"
    assert opened == [address]
    assert runs == []


def test_no_case_is_changed_under_a_notebook_that_may_be_open(asked, runs, monkeypatch, tmp_path):
    asked()
    monkeypatch.setattr(opening, "running", lambda places: SERVER)
    assert "笔记本暂不更换案例" in "".join(asked(case="textbook"))
    chapter = tmp_path / "课程" / "zh" / "00_start.ipynb"
    assert "textbook" not in chapter.read_text(encoding="utf-8")


@pytest.fixture
def another_start(asked, runs, tmp_path):
    """Another process that has the workspace's lock."""
    asked()
    code = (
        "import sys\nfrom pathlib import Path\n"
        "from ka_helpers.lab.workspace import at_work\n"
        "with at_work(Path(sys.argv[1])) as alone:\n"
        "    print(alone, flush=True)\n"
        "    sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", code, str(tmp_path / "课程")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline().strip() == b"True"
        yield other
        other.stdin.close()
        other.wait(20)


def test_of_two_starts_at_once_the_second_opens_what_the_first_brings_up(
    asked, runs, another_start, monkeypatch, tmp_path
):
    monkeypatch.setattr(opening, "running_soon", lambda places: SERVER)
    release(tmp_path / "kit", 2)
    assert "已经在运行" in asked()[-1]
    chapter = tmp_path / "课程" / "zh" / "00_start.ipynb"
    assert "version 1" in chapter.read_text(encoding="utf-8")
    assert len(runs) == 1


def test_a_start_that_brings_nothing_up_is_told(asked, runs, another_start, tmp_path):
    with pytest.raises(RequestError) as refused:
        asked()
    assert refused.value.said_in("en") == (
        f"Another start is at work in {tmp_path / '课程'}, but its JupyterLab does not answer. "
        "Close its window and start again."
    )


def test_the_lock_goes_with_the_process_that_had_it(asked, runs, another_start, tmp_path):
    another_start.kill()
    another_start.wait(20)
    with at_work(tmp_path / "课程") as alone:
        assert alone


# What stands in the way


def test_a_workspace_that_is_a_file(kit, tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    for folder in ("notes.txt", "notes.txt/below"):
        with pytest.raises(RequestError) as refused:
            ready_workspace(tmp_path / folder, kit)
        assert refused.value.said_in("zh") == (
            f"{tmp_path / 'notes.txt'} 是一个文件，不是文件夹。请用 --workspace 指定别的文件夹。"
        )


def test_a_workspace_that_cannot_be_written_in(kit, tmp_path, monkeypatch):
    def refuse(path, *_, **__):
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr("pathlib.Path.mkdir", refuse)
    with pytest.raises(RequestError) as refused:
        ready_workspace(tmp_path / "课程", kit)
    assert refused.value.said_in("en") == (
        f"{tmp_path / '课程'} cannot be written in (Permission denied). Name a folder of your own "
        "with --workspace, such as one in your documents."
    )


def test_the_kits_own_notebooks_are_no_workspace(kit, tmp_path):
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / "zh").symlink_to(kit / "zh")
    for folder in (kit, kit / "zh", kit / "new", tmp_path / "link"):
        with pytest.raises(RequestError) as refused:
            ready_workspace(folder, kit)
        assert refused.value.key == "lab.workspace_is_the_kit"


def test_without_jupyterlab_it_says_what_to_run(asked, monkeypatch):
    monkeypatch.setattr(opening, "find_spec", lambda name: None)
    with pytest.raises(RequestError) as refused:
        asked()
    assert refused.value.said_in("zh") == (
        "当前环境没有安装 JupyterLab。请运行：python start.py setup"
    )


def test_without_the_language_pack_it_goes_on_and_says_so(asked, runs, monkeypatch):
    missing = opening.LANGUAGE_PACK
    monkeypatch.setattr(opening, "find_spec", lambda name: name != missing or None)
    assert any("jupyterlab-language-pack-zh-CN" in line for line in asked())
    assert not any("jupyterlab-language-pack-zh-CN" in line for line in asked("en"))
    assert len(runs) == 2


def test_the_usual_workspace_is_in_the_home_and_not_where_the_kit_may_be(monkeypatch, tmp_path):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    assert usual_workspace() == tmp_path / "KA-Kit-Course"


# The command


@pytest.fixture
def command(monkeypatch, capsys):
    """Return a function that runs `ka-kit lab` and gives its exit code, output and errors."""
    spoken = current_language()

    def run_it(*arguments):
        monkeypatch.setattr(sys, "argv", ["ka-kit", "lab", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        return stopped.value.code, *capsys.readouterr()

    yield run_it
    speak(spoken)


def test_the_command_opens_the_first_chapter_of_the_language(command, runs, tmp_path):
    code, out, err = command(
        "--language", "zh", "--workspace", tmp_path / "课 程", "--no-browser", "--case", "textbook"
    )
    assert (code, err) == (0, "")
    assert f"你的笔记本在 {tmp_path / '课 程'}" in out
    first = min((NOTEBOOKS / "zh").glob("*.ipynb")).name
    assert f"--LabApp.default_url=/lab/tree/zh/{first}" in runs[0][0]


def test_a_refusal_is_one_line_in_the_readers_language(command, runs, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    code, out, err = command("--language", "zh", "--workspace", tmp_path / "file")
    assert (code, out) == (2, "")
    assert err.strip().splitlines() == [
        f"{tmp_path / 'file'} 是一个文件，不是文件夹。请用 --workspace 指定别的文件夹。"
    ]


def test_the_language_is_the_systems_where_none_is_named(command, runs, tmp_path, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "你的笔记本" in command("--workspace", tmp_path / "a", "--no-browser")[1]
    assert any((tmp_path / "a" / "zh").iterdir())
