"""Certificates: only from results that are there, whole, unedited and pass; and their proof."""

import datetime as dt
import io
import json
from dataclasses import replace

import pypdf
import pytest
from typer.testing import CliRunner

from ka_helpers.classroom.reporting.certificates import code_of, earned, holders
from ka_helpers.classroom.reporting.certificates_page import certificate_pdf
from ka_helpers.classroom.results import Note, to_json
from ka_helpers.cli import app
from ka_helpers.errors import RequestError
from tests.classroom.made_classes import HOSTILE, made_class

DAY = dt.date(2026, 6, 30)


@pytest.fixture
def folder(tmp_path):
    """Return what grading leaves of a class of thirteen."""
    result = made_class(13, ("01", "02"), seed=11)
    (tmp_path / "results").mkdir()
    (tmp_path / "class.json").write_text(to_json(result), encoding="utf-8")
    for trainee in result.trainees:
        path = tmp_path / "results" / f"{trainee.trainee}.json"
        path.write_text(to_json(trainee), encoding="utf-8")
    return tmp_path


def reasons(folder, passing=0.5):
    return {each.trainee.trainee: each.why for each in earned(folder, passing)[1]}


def edit(folder, trainee, change):
    path = folder / "results" / f"{trainee}.json"
    read = json.loads(path.read_text(encoding="utf-8"))
    change(read)
    path.write_text(json.dumps(read), encoding="utf-8")


def test_who_passes_has_one_and_nobody_else(folder):
    given, refused = earned(folder, 0.5)
    assert given and refused
    assert all(each.trainee.score >= 0.5 for each in given)
    for each in refused:
        complete = all(
            any(a.code not in ("missing", "not_attempted") for a in c.answers)
            for c in each.trainee.chapters
        )
        assert each.why == ("not_passed" if complete else "not_whole")


def test_a_result_that_is_not_there_or_not_readable_gives_none(folder):
    first, second, *_ = (each.trainee.trainee for each in earned(folder, 0.5)[0])
    (folder / "results" / f"{first}.json").unlink()
    (folder / "results" / f"{second}.json").write_text("{", encoding="utf-8")
    assert reasons(folder)[first] == "no_result"
    assert reasons(folder)[second] == "unreadable"


@pytest.mark.parametrize(
    "change",
    [
        lambda read: read.update(name="Somebody else"),
        lambda read: read["chapters"][0]["answers"][-1].update(score=0.99),
        lambda read: read["chapters"].pop(),
        lambda read: read["chapters"][0]["answers"].pop(),
    ],
)
def test_an_edited_result_gives_none(folder, change):
    trainee = earned(folder, 0.5)[0][0].trainee.trainee
    edit(folder, trainee, change)
    assert reasons(folder)[trainee] == "edited"


@pytest.mark.parametrize(("code", "score"), [("missing", 1.0), ("incorrect", 1.5), ("correct", 0)])
def test_scores_that_no_grading_gives_are_edited_in_both_files(folder, code, score):
    """Even where whoever edits changes the class's file alike."""
    result = made_class(13, ("01", "02"), seed=11)
    first = result.trainees[0]
    chapter = first.chapters[0]
    answer = replace(chapter.answers[0], code=code, score=score)
    forged = replace(
        first,
        chapters=(replace(chapter, answers=(answer, *chapter.answers[1:])), *first.chapters[1:]),
    )
    text = to_json(replace(result, trainees=(forged, *result.trainees[1:])))
    (folder / "class.json").write_text(text, encoding="utf-8")
    (folder / "results" / f"{first.trainee}.json").write_text(to_json(forged), encoding="utf-8")
    assert reasons(folder)[first.trainee] == "edited"


def test_a_chapter_taken_out_of_both_files_is_not_whole(folder):
    result = made_class(13, ("01", "02"), seed=11)
    first = replace(result.trainees[0], chapters=result.trainees[0].chapters[:1])
    text = to_json(replace(result, trainees=(first, *result.trainees[1:])))
    (folder / "class.json").write_text(text, encoding="utf-8")
    (folder / "results" / f"{first.trainee}.json").write_text(to_json(first), encoding="utf-8")
    assert reasons(folder)[first.trainee] == "not_whole"


def test_the_code_is_found_however_it_is_typed_and_changes_with_the_result(folder):
    given = earned(folder, 0.5)[0][0]
    typed = given.code.replace("-", " ").lower()
    assert [each.trainee.name for each in holders(folder, typed)] == [given.trainee.name]
    assert len({each.code for each in earned(folder, 0)[0]}) == len(earned(folder, 0)[0])
    assert code_of("other_case", given.trainee) != given.code
    assert code_of("spring_hidden", replace(given.trainee, name="X")) != given.code
    edit(folder, given.trainee.trainee, lambda read: read.update(name="Z"))
    assert list(holders(folder, given.code)) == []


def test_grading_the_same_again_gives_the_same_code(folder):
    given = earned(folder, 0.5)[0][0]
    first, *others = given.trainee.chapters
    again = replace(given.trainee, chapters=(replace(first, seconds=99.0, peak_mb=1.0), *others))
    assert code_of("spring_hidden", again) == given.code
    answers = (replace(first.answers[0], score=0.123), *first.answers[1:])
    other = replace(given.trainee, chapters=(replace(first, answers=answers), *others))
    assert code_of("spring_hidden", other) != given.code


@pytest.mark.parametrize("content", [None, "", "[]", '{"case": 1}'])
def test_a_folder_without_a_graded_class_is_refused(tmp_path, content):
    if content is not None:
        (tmp_path / "class.json").write_text(content, encoding="utf-8")
    with pytest.raises(RequestError):
        earned(tmp_path)


@pytest.fixture
def tried(folder):
    """Let the first who passes have tried what is forbidden; return the folder and who it is."""
    result = made_class(13, ("01", "02"), seed=11)
    first = earned(folder, 0.5)[0][0].trainee
    act = Note("forbidden", "grading.note_forbidden", {"what": "open", "n": 1})
    guilty = replace(
        first, chapters=(replace(first.chapters[0], notes=(act,)), *first.chapters[1:])
    )
    trainees = tuple(guilty if each == first else each for each in result.trainees)
    text = to_json(replace(result, trainees=trainees))
    (folder / "class.json").write_text(text, encoding="utf-8")
    (folder / "results" / f"{first.trainee}.json").write_text(to_json(guilty), encoding="utf-8")
    return folder, guilty


def test_who_tried_what_is_forbidden_has_none_unless_the_trainer_says_so(tried):
    folder, guilty = tried
    assert reasons(folder)[guilty.trainee] == "acts"
    assert guilty in [each.trainee for each in earned(folder, 0.5, despite_acts=True)[0]]
    assert reasons(folder, 0.999)[guilty.trainee] == "not_passed"
    assert [each.trainee for each in holders(folder, code_of("spring_hidden", guilty))] == [guilty]


@pytest.mark.parametrize(("language", "word"), [("en", "not allowed"), ("zh", "不允许的操作")])
def test_the_command_says_why_and_gives_it_with_the_flag(tried, language, word):
    folder, guilty = tried
    asked = (folder, "--pass", "0.5", "--language", language)
    path = folder / "certificates" / f"{guilty.trainee}.pdf"
    said = next(line for line in run(*asked).output.splitlines() if "--despite-acts" in line)
    assert guilty.name in said and word in said and not path.exists()
    assert "--despite-acts" not in run(*asked, "--despite-acts").output
    assert path.is_file()
    run(*asked)
    assert not path.exists()


def test_an_id_that_is_a_path_is_refused(folder):
    text = (folder / "class.json").read_text(encoding="utf-8")
    (folder / "class.json").write_text(text.replace('"t000"', '"../t000"'), encoding="utf-8")
    with pytest.raises(RequestError):
        earned(folder)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_page_is_one_landscape_a4_and_says_all(folder, language):
    given = earned(folder, 0.5)[0][0]
    pdf = certificate_pdf(given, language, DAY, "王老师")
    page, *others = pypdf.PdfReader(io.BytesIO(pdf)).pages
    said = page.extract_text()
    assert others == []
    assert [round(each) for each in page.mediabox[2:]] == [842, 595]
    for part in (given.trainee.name, given.code, "2026", "王老师"):
        assert part in said
    assert pdf == certificate_pdf(given, language, DAY, "王老师")


@pytest.mark.parametrize(
    "name", [*HOSTILE, '#read("/etc/passwd")', "*b* _i_ $x$ \\", "x" * 300, ""]
)
def test_any_name_fits_on_one_page(folder, name):
    given = earned(folder, 0.5)[0][0]
    renamed = replace(given, trainee=replace(given.trainee, name=name))
    pdf = certificate_pdf(renamed, "zh", DAY)
    assert len(pypdf.PdfReader(io.BytesIO(pdf)).pages) == 1


def run(*asked):
    return CliRunner().invoke(app, ["certificates", *map(str, asked)])


def test_the_command_writes_says_who_has_none_and_verifies(folder):
    done = run(folder, "--pass", "0.5", "--date", "2026-06-30", "--language", "zh")
    given, refused = earned(folder, 0.5)
    assert done.exit_code == 0
    assert len(list((folder / "certificates").glob("*.pdf"))) == len(given)
    assert all(each.trainee.name in done.output for each in refused)
    found = run(folder, "--verify", given[0].code, "--language", "en")
    assert (found.exit_code, given[0].trainee.name in found.output) == (0, True)
    assert run(folder, "--verify", "AAAA-BBBB").exit_code == 1


def test_a_certificate_that_no_longer_holds_is_removed(folder):
    asked = ("--pass", "0.5", "--language", "zh", "--language", "en")
    run(folder, *asked)
    first, second, *_ = (each.trainee.trainee for each in earned(folder, 0.5)[0])
    edit(folder, first, lambda read: read.update(name="Z"))
    assert run(folder, *asked).exit_code == 0
    left = {path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf")}
    assert {f"certificates/{first}.pdf", f"certificates/en/{first}.pdf"} & left == set()
    assert {f"certificates/{second}.pdf", f"certificates/en/{second}.pdf"} <= left


def test_exactly_enough_is_enough(folder):
    given = earned(folder, 0.5)[0][0]
    passed = earned(folder, given.trainee.score + 1e-12)[0]
    assert given.code in {each.code for each in passed}


@pytest.mark.parametrize("asked", [("--pass", "60"), ("--date", "30.6.2026"), ("--pass", "nan")])
def test_what_makes_no_sense_is_a_bad_request(folder, asked):
    assert run(folder, *asked).exit_code == 2
