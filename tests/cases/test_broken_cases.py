"""Each broken case says, word for word and in both languages, what is wrong with it.

A folder of `broken_cases` is named by its fault and holds the files that differ from `sound`;
`removed.txt` names those that are missing. Warnings stand in brackets.
"""

import shutil
from pathlib import Path

import pytest

from ka_helpers.cases import check_case, load_case
from ka_helpers.errors import CaseError
from ka_helpers.i18n import LANGUAGES

BROKEN_CASES = Path(__file__).parents[1] / "broken_cases"
FAULTS = sorted(path.name for path in BROKEN_CASES.iterdir() if path.name != "sound")


@pytest.fixture
def broken_case(request, sound_case):
    files = BROKEN_CASES / request.param
    shutil.copytree(files, sound_case, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.txt"))
    removed = files / "removed.txt"
    for name in removed.read_text().split() if removed.exists() else ():
        (sound_case / name).unlink()
    return sound_case, files


@pytest.mark.parametrize("broken_case", FAULTS, indirect=True)
def test_says_what_is_wrong_and_does_not_load(broken_case):
    case, files = broken_case
    report = check_case(case)
    for language in LANGUAGES:
        said = [problem.said_in(language) for problem in report.problems]
        said += [f"({warning.said_in(language)})" for warning in report.warnings]
        expected = (files / f"expected.{language}.txt").read_text(encoding="utf-8")
        assert said == expected.splitlines()
    with pytest.raises(CaseError) as error:
        load_case(case)
    assert error.value.problems == report.problems
    assert not (case / ".ka-kit").exists()


@pytest.mark.parametrize("broken_case", ["twenty_faults"], indirect=True)
def test_all_faults_are_found_in_one_run(broken_case):
    problems = check_case(broken_case[0]).problems
    assert len(problems) >= 20
    assert all(problem.file and problem.row and problem.column for problem in problems)
    assert {problem.file for problem in problems} == {
        path.name for path in broken_case[0].iterdir() if path.suffix in (".csv", ".yaml")
    }


def test_the_sound_case_is_sound(sound_case):
    report = check_case(sound_case)
    assert (report.problems, report.warnings) == ((), ())
    assert load_case(sound_case).account_ids == ("0101", "0102", "北方-03")
