"""`ka-kit brief`: files, exit codes, one readable message."""

import sys

import pytest

from ka_helpers import cli


@pytest.fixture
def ka_kit(monkeypatch, capsys, tmp_path):
    """Return a function that runs the command and gives its exit code, output and errors."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)

    def run(*arguments):
        monkeypatch.setattr(sys, "argv", ["ka-kit", *arguments])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        return stopped.value.code, *capsys.readouterr()

    return run


def test_a_brief_is_written_where_reports_stand(ka_kit, tmp_path):
    code, output, errors = ka_kit("brief", "--case", "beverage_china", "--language", "zh")
    path = tmp_path / "reports" / "beverage_china" / "zh" / "K01_brief.html"
    assert (code, path.is_file()) == (0, True)
    assert output.startswith("已写好K01的谈判准备书：")
    assert errors == "没有指定季度，谈判准备书以2026年第2季度为准。\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--case", "textbook", "--account", "A"), "these tables of the case: cost.csv, product"),
        (("--case", "beverage_china", "--account", "K99"), "did you mean"),
        (("--case", "beverage_china", "--formats", "docx"), "docx"),
    ],
)
def test_what_cannot_be_written_is_one_message(ka_kit, arguments, said):
    code, _, errors = ka_kit("brief", *arguments)
    assert code == 2
    assert said in errors
    assert "Traceback" not in errors
