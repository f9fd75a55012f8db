"""A trainer's day by the README alone: make a case, change it in Excel, check, hand out, grade.

The class is made by script from the notebooks that were handed out; the gradebook must be right
for each of its submissions.
"""

import csv
import zipfile

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

from ka_helpers.classroom.results import class_from_json
from ka_helpers.cli import app
from ka_helpers.i18n import speaking
from tests.classroom.submissions import TYPED, expected_on, write
from tests.classroom.usual import whole_class

pytestmark = pytest.mark.slow
CHAPTERS = ("01",)
STORIES = {"order_gap", "phasing", "share_lost_growing"}
PROMPTED = """
青岚食品
Qinglan Foods


1


14


8

0
2,4,1










0
"""
"""What the trainer types: an empty line takes what stands in brackets."""


@pytest.fixture(scope="module")
def place(tmp_path_factory):
    return tmp_path_factory.mktemp("class")


@pytest.fixture(scope="module")
def ka_kit(place):
    """Return a function that runs a command in the trainer's folder and returns what it says."""

    def run(*words, typed=None, code=0):
        with pytest.MonkeyPatch.context() as there, speaking("en"):
            there.chdir(place)
            done = CliRunner().invoke(app, [str(word) for word in words], input=typed)
        assert done.exit_code == code, done.output
        return done.output

    return run


@pytest.fixture(scope="module")
def case(ka_kit, place):
    """Return the trainer's case: made from the prompts, changed in Excel, checked."""
    ka_kit("case", "new", "spring", "--seed", 5, "--language", "en", typed=PROMPTED)
    change_in_excel(place / "spring" / "cost.xlsx")
    said = ka_kit("case", "check", "spring", "--quick", "--language", "en")
    assert "spring" in said
    return "spring"


def change_in_excel(path):
    """Make the logistics of one account dearer, as a trainer does by hand."""
    book = load_workbook(path)
    rows = book.worksheets[0]
    header = [cell.value for cell in rows[1]]
    kind, amount, account = (header.index(each) for each in ("cost_type", "amount", "account_id"))
    for row in rows.iter_rows(min_row=2):
        if row[kind].value == "logistics" and row[account].value == "K05":
            row[amount].value = round(row[amount].value * 1.4, 2)
    book.save(path)


@pytest.fixture(scope="module")
def handed_out(ka_kit, case, place):
    """Return the folder that a trainee unpacks."""
    ka_kit("handout", "--case", case, "--chapters", "1", "--without-answers", "--out", "class.zip")
    with zipfile.ZipFile(place / "class.zip") as packed:
        packed.extractall(place / "trainee")
    return next((place / "trainee").iterdir())


@pytest.fixture(scope="module")
def submitted(case, handed_out, place):
    """Return the class's submissions, written as they come back."""
    made = whole_class(CHAPTERS, str(place / case))
    write(made, place / "submissions")
    return made


@pytest.fixture(scope="module")
def hidden(ka_kit, case, place):
    ka_kit("case", "hide", case, "--seed", 7, "--language", "en")
    return place / "spring_hidden"


@pytest.fixture(scope="module")
def graded(ka_kit, case, hidden, submitted, place):
    words = ("--case", hidden, "--class-case", case, "--chapters", "1", "--out", "results")
    # exit code 1: one file is no notebook, one is cut off; the rest is graded
    ka_kit("grade", "submissions", *words, "--limit-seconds", 60, code=1)
    return class_from_json((place / "results" / "class.json").read_text(encoding="utf-8"))


def test_the_stories_asked_for_are_planted(case, place):
    with (place / case / "truth" / "stories.csv").open(encoding="utf-8-sig", newline="") as file:
        assert {row["story"] for row in csv.DictReader(file)} >= STORIES


def test_the_class_gets_no_truth_and_no_answers(handed_out):
    paths = {path.relative_to(handed_out).as_posix() for path in handed_out.rglob("*")}
    assert not [path for path in paths if "truth" in path or "notebooks/solutions" in path]
    assert "kit/ka_helpers/exercises" in paths
    assert "kit/ka_helpers/exercises/answers" not in paths
    assert [path for path in paths if path.endswith(".ipynb")]


def test_there_are_thirty_of_them(submitted):
    assert len(submitted) >= 30


def test_every_grade_is_right(submitted, graded, hidden, case, place):
    found = {each.name: each for each in graded.trainees}
    wrong = []
    for each in submitted:
        result = found[each.trainee]
        answers = {a.question: a for chapter in result.chapters for a in chapter.answers}
        for question, expected in expected_on(each, str(hidden), str(place / case)).items():
            got = answers[question]
            right = got.code in expected.codes
            if expected.score is not None:
                right &= abs(got.score - expected.score) < 1e-9
            if not right:
                wrong.append((each.trainee, question, got.code, got.score, expected))
        states = {chapter.chapter: chapter.state for chapter in result.chapters}
        wrong += [
            (each.trainee, number, states[number], allowed)
            for number, allowed in each.states.items()
            if states[number] not in allowed
        ]
    assert wrong == []


def test_numbers_typed_in_fail_and_are_told_as_such(submitted, graded):
    names = {each.trainee for each in submitted if set(each.answers.values()) == {TYPED}}
    typed = [each for each in graded.trainees if each.name in names]
    assert typed
    for trainee in typed:
        answers = [answer for chapter in trainee.chapters for answer in chapter.answers]
        numeric = {"1.1", "1.2", "1.3"}
        assert all(a.score < 1 for a in answers if a.question in numeric), trainee
        assert any("typed_in" in a.mistakes for a in answers)


def test_the_gradebook_says_what_the_results_say(graded, place):
    with (place / "results" / "gradebook.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [row[next(iter(row))] for row in rows]
    assert len(rows) >= len(graded.trainees) >= 30, names
    for name in ("gradebook.xlsx", "cohort.html"):
        assert (place / "results" / name).stat().st_size > 1000
    pages = list((place / "results" / "feedback").rglob("*.html"))
    assert len(pages) >= len(graded.trainees)


def test_certificates_are_for_those_who_passed(ka_kit, graded, place):
    ka_kit("certificates", "results", "--pass", 0.9, "--date", "2026-07-10")
    passed = sum(each.score >= 0.9 for each in graded.trainees)
    written = list((place / "results").rglob("*.pdf"))
    assert passed
    assert len(written) == passed
