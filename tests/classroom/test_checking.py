"""The check of a whole case: what each part finds, worst first; text, page and exit code."""

import shutil

import pytest
from typer.testing import CliRunner

from ka_helpers.cases.planted import TRUTH, Planted
from ka_helpers.classroom.checking import questions, reviews, stories, whole
from ka_helpers.classroom.checking.names import Named, in_one_language
from ka_helpers.classroom.checking.page import check_page
from ka_helpers.classroom.checking.remarks import GROUPS, PARTS, CheckRequest, Remark
from ka_helpers.classroom.checking.said import MOST_SAID, group_title, said
from ka_helpers.classroom.checking.whole import check_whole
from ka_helpers.cli import app
from ka_helpers.errors import RequestError
from ka_helpers.exercises.linting import Finding, LintReport
from ka_helpers.i18n import LANGUAGES, say
from ka_helpers.rendering.batch import Outcome
from ka_helpers.reviews.planted import Comparison, Lost, Seen, Shortfall

HOSTILE = "<script>alert('x')</script> & Co."
RULESET = """\
name: mine
criteria:
  - {name: growth, axis: attractiveness, weight: 90, bands: [
      {grade: 5, above: 15}, {grade: 4, above: 10}, {grade: 3, above: 5}, {grade: 2, above: 0},
      {grade: 1}]}
"""


@pytest.fixture
def case(request, tmp_path):
    """Return a folder with a small sound case that may be changed."""
    folder = tmp_path / "mine"
    sound = request.config.rootpath / "tests" / "broken_cases" / "sound"
    shutil.copytree(sound, folder, ignore=shutil.ignore_patterns(".ka-kit"))
    return folder


@pytest.fixture
def faulty(request):
    """Return the folder of a case that cannot be read."""
    return request.config.rootpath / "tests" / "broken_cases" / "twenty_faults"


@pytest.fixture(autouse=True)
def no_story(request, monkeypatch):
    """Find no story, so that no review is built, in all tests but those of stories found."""
    if "stories_looked_for" not in request.fixturenames:
        monkeypatch.setattr(stories.telling, "compare", lambda *_: Comparison((), (), ()))


@pytest.fixture
def stories_looked_for():
    """Let the check look for stories in earnest."""


@pytest.fixture
def checked(case):
    """Return a function that checks the case, questions and reviews left out unless asked for."""

    def checked(language="en", **parts):
        asked = {"questions": False, "reviews": False, **parts}
        return check_whole(CheckRequest(str(case), language, **asked))

    return checked


@pytest.fixture
def planted(monkeypatch, case):
    """Return a function that plants a story in the case and says what comparing gives."""

    def planted(comparison):
        (case / TRUTH).parent.mkdir(exist_ok=True)
        (case / TRUTH).write_text("story,account_id,quarter\norder_gap,0101,2026Q2\n")
        monkeypatch.setattr(stories.telling, "compare", lambda *_: comparison)

    return planted


def of_group(check, group):
    return [each for each in check.remarks if each.group == group]


def state_of(check, part):
    return next(each.state for each in check.parts if each.part == part)


# the whole


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sound_case_is_sound_as_far_as_it_was_checked(checked, language):
    check = checked(language)
    assert check.passed
    assert not check.whole
    assert tuple(each.part for each in check.parts) == PARTS
    assert state_of(check, "questions") == state_of(check, "reviews") == "left_out"
    values = {"look": "", "case": "sound", "faults": 0}
    verdict = say("casecheck.verdict_so_far", language, **values)
    assert said(check).splitlines()[-1] == say("casecheck.verdict_line", language, verdict=verdict)


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_case_that_cannot_be_read_files_and_rulesets_are_all_that_is_checked(faulty, language):
    check = check_whole(CheckRequest(str(faulty), language))
    assert not check.passed
    assert {each.group for each in check.remarks} == {"data"}
    assert check.count("fault") == 24
    assert check.quarter == ""
    for part in ("questions", "stories", "reviews", "names"):
        assert state_of(check, part) == "not_reached"


def test_remarks_stand_worst_first_and_the_verdict_last(checked, case, monkeypatch):
    (case / "rulesets").mkdir()
    (case / "rulesets" / "unused.yaml").write_text(RULESET)
    (case / "notes.csv").write_text("a,b\n1,2\n")
    seen = Seen("diversion", "0102", "2026Q2")
    monkeypatch.setattr(stories.telling, "compare", lambda *_: Comparison((), (), (seen,)))
    groups = [each.group for each in checked().remarks]
    assert groups == sorted(groups, key=list(GROUPS).index)
    assert groups[0] == "rulesets"
    lines = said(checked()).splitlines()
    titles = [each for each in lines if " · " in each and not each.startswith(" ")]
    weights = [each.partition(" · ")[0] for each in titles]
    order = [say(f"casecheck.weight_{each}", "en") for each in ("fault", "look", "note")]
    assert weights == sorted(weights, key=order.index)
    assert len(set(weights)) == 3
    assert lines[-1].startswith("Verdict: Not ready")


def test_a_part_that_breaks_off_is_a_fault_and_hides_no_other(checked, case, monkeypatch):
    def broken(*_):
        raise ZeroDivisionError("in the kit")

    monkeypatch.setattr(whole, "checked_stories", broken)
    check = checked()
    (remark,) = of_group(check, "broken_off")
    assert "ZeroDivisionError: in the kit" in remark.text
    assert (state_of(check, "stories"), state_of(check, "names")) == ("fault", "sound")
    assert not check.passed


def test_a_case_that_does_not_exist_is_a_bad_request():
    with pytest.raises(RequestError):
        check_whole(CheckRequest("no_case_of_ours", "en"))


# rulesets


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_ruleset_that_nothing_uses_is_checked_too(checked, case, language):
    (case / "rulesets").mkdir()
    (case / "rulesets" / "unused.yaml").write_text(RULESET)
    check = checked(language)
    found = of_group(check, "rulesets")
    assert {each.place.partition("yaml")[0] for each in found} == {"rulesets/unused."}
    weights = {"axis": "attractiveness", "found": "90"}
    assert say("cases.ruleset_weights", language, **weights) in {each.text for each in found}
    assert not check.passed


def test_the_ruleset_in_use_is_told_once(checked, case):
    (case / "rulesets").mkdir()
    (case / "rulesets" / "mine.yaml").write_text(RULESET)
    about = case / "case.yaml"
    about.write_text(about.read_text(encoding="utf-8") + "\nruleset: mine\n", encoding="utf-8")
    check = checked()
    texts = [each.text for each in of_group(check, "rulesets")]
    assert len(texts) == len(set(texts)) == 2  # one for each axis
    assert not of_group(check, "data")


def test_a_criterion_that_the_kit_does_not_know_is_worth_a_look(checked, case):
    (case / "rulesets").mkdir()
    whole_points = RULESET.replace("weight: 90", "weight: 100")
    support = whole_points.splitlines()[2:]
    both = [*whole_points.splitlines(), *support]
    text = "\n".join(both).replace("attractiveness", "support", 1)
    (case / "rulesets" / "mine.yaml").write_text(text.replace("growth", "store_mood", 1))
    check = checked()
    (remark,) = of_group(check, "names")
    assert remark.place == "rulesets/mine.yaml: store_mood"
    assert check.passed


# questions


def linted(monkeypatch, severity):
    found = Finding(severity, "2.3", "no such table")
    report = LintReport("sound", (found,), ("2.1",), "en")
    monkeypatch.setattr(questions.linting, "lint", lambda *_: report)


def test_a_question_that_cannot_be_graded_fails_the_check(checked, monkeypatch):
    linted(monkeypatch, "cannot_grade")
    check = checked(questions=True)
    assert of_group(check, "ungradable") == [Remark("ungradable", "2.3", "no such table")]
    assert not check.passed


@pytest.mark.parametrize("severity", ["not_told_apart", "stands_in"])
def test_a_mistake_not_told_apart_and_a_chapter_that_stands_in_do_not(
    checked, monkeypatch, severity
):
    linted(monkeypatch, severity)
    check = checked(questions=True)
    assert check.passed
    assert "2.3: no such table" in said(check)


def test_chapters_of_a_case_without_what_they_need_are_told_and_are_no_fault(checked):
    check = checked(questions=True)
    assert len(of_group(check, "stands_in")) > 10
    assert len({each.place for each in of_group(check, "stands_in")}) > 10


# stories


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lost_story_says_the_figure_and_its_limit(checked, planted, language):
    short = Shortfall("fill_rate", 0.83, 0.80, below=True, unit="share")
    lost = Lost(Planted("order_gap", "0101", "2026Q2"), ("stories.order_gap",), (short,))
    planted(Comparison((), (lost,), ()))
    check = checked(language)
    (remark,) = of_group(check, "lost")
    assert remark.place.startswith("0101 ")
    assert short.sentence(language) in remark.text
    assert not check.passed


def test_a_story_that_nobody_planted_is_a_fault_where_stories_were_planted(checked, planted):
    planted(Comparison((), (), (Seen("diversion", "0102", "2026Q2"),)))
    check = checked()
    (remark,) = of_group(check, "unplanted")
    assert "Goods outside their region" in remark.text
    assert not check.passed


def test_where_nothing_was_planted_what_is_found_is_information(checked, stories_looked_for):
    check = checked()
    (remark,) = of_group(check, "seen")
    assert remark.place.startswith("0102 ")
    assert check.passed


def test_a_truth_that_cannot_be_read_is_a_fault(checked, case, stories_looked_for):
    (case / TRUTH).parent.mkdir()
    (case / TRUTH).write_text("what,who\n1,2\n")
    assert of_group(checked(), "lost")
    (case / TRUTH).write_text("story,account_id\nno_story_of_ours,0101\n")
    (remark,) = of_group(checked(), "lost")
    assert "no_story_of_ours" in remark.text


# reviews


def rendered(monkeypatch, *failures):
    made = [
        Outcome(account, language, ("new",), dict(failures).get((account, language)))
        for account in ("0101", "0102", "")
        for language in LANGUAGES
    ]
    monkeypatch.setattr(reviews, "render_batch", lambda *_: tuple(made))


def test_a_review_that_fails_is_told_once_and_in_which_language(checked, monkeypatch):
    rendered(
        monkeypatch,
        (("0101", "en"), "no price"), (("0101", "zh"), "没有价格"), (("0102", "zh"), "没有价格"),
        (("", "en"), "no page"),
    )  # fmt: skip
    check = checked(reviews=True)
    first, second, third = of_group(check, "unrendered")
    assert (first.place[:4], first.text) == ("0101", "no price")
    assert (second.place[:4], second.text) == ("0102", "Only in Chinese: 没有价格")
    assert third == Remark("unrendered", say("casecheck.page_of_all", "en"), "no page")
    assert not check.passed


def test_reviews_that_cannot_begin_are_one_fault(checked, monkeypatch):
    def refuse(*_):
        raise RequestError("cli.no_quarters", case="sound")

    monkeypatch.setattr(reviews, "render_batch", refuse)
    assert len(of_group(checked(reviews=True), "unrendered")) == 1


# names


def test_one_name_in_one_language_stands_out_where_most_are_in_both():
    both = [Named("1", "清屿 Qingyu"), Named("2", "沃邻 Wolin"), Named("3", "恒穗 Heng Sui (A)")]
    single = [Named("4", "Wolin"), Named("5", "川禾"), Named("6", "Wolin 沃邻")]
    assert in_one_language([*both, *single]) == single
    assert in_one_language([*both[:1], *single]) == []
    assert in_one_language(single) == []
    assert in_one_language([]) == []


@pytest.mark.parametrize(
    ("name", "lacks"),
    [("川禾超市", "english"), ("Wolin", "chinese"), ("Wolin 沃邻", "form")],
)
def test_what_a_name_lacks_is_said(checked, case, name, lacks):
    accounts = case / "account.csv"
    head, *rows = accounts.read_text(encoding="utf-8").splitlines()
    place = head.split(",").index("account_name")
    for number, row in enumerate(rows):
        cells = row.split(",")
        cells[place] = name if number == 0 else "沃邻 Wolin"
        rows[number] = ",".join(cells)
    accounts.write_text("\n".join([head, *rows]), encoding="utf-8")
    (remark,) = of_group(checked(), "names")
    values = {"named": rows[0].split(",")[0], "name": name}
    assert remark.text == say(f"casecheck.name_lacks_{lacks}", "en", **values)


def test_a_title_in_one_language_is_worth_a_look(checked, case):
    about = (case / "case.yaml").read_text(encoding="utf-8").splitlines()
    about = [each for each in about if not each.startswith("title")]
    (case / "case.yaml").write_text("\n".join(["title: My case", *about]), encoding="utf-8")
    (remark,) = of_group(checked(), "names")
    assert remark.place == "case.yaml: title"
    assert checked().passed


# told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_says_what_the_text_says_and_escapes_all_of_it(
    checked, monkeypatch, case, language
):
    found = Finding("cannot_grade", HOSTILE, HOSTILE)
    report = LintReport("sound", (found,), (), "en")
    monkeypatch.setattr(questions.linting, "lint", lambda *_: report)
    check = checked(language, questions=True)
    page, text = check_page(check), said(check)
    assert HOSTILE in text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    for group in GROUPS:
        found = len(of_group(check, group))
        title = group_title(group, max(found, 1), language)
        assert (title in page) == (title in text) == bool(found)
    assert "http" not in page.replace("http://www.w3.org", "")


def test_of_many_remarks_the_first_are_said_and_the_rest_counted(checked, monkeypatch):
    found = tuple(Finding("cannot_grade", f"9.{n}", "no") for n in range(MOST_SAID + 7))
    report = LintReport("sound", found, (), "en")
    monkeypatch.setattr(questions.linting, "lint", lambda *_: report)
    check = checked(questions=True)
    for told in (said(check), check_page(check)):
        assert f"9.{MOST_SAID - 1}" in told
        assert f"9.{MOST_SAID}" not in told
        assert say("problems.more", "en", n=7) in told


# the command


def command(*arguments):
    """Return exit code and output; the language is put back by the fixture of every test."""
    done = CliRunner().invoke(app, ["case", "check", *map(str, arguments)])
    return done.exit_code, done.output


def test_the_command_writes_the_page_and_ends_with_the_verdict(case, tmp_path):
    page = tmp_path / "new" / "check.html"
    code, output = command(case, "--quick", "--no-exercises", "--language", "zh", "--html", page)
    assert code == 0
    assert "结论：" in output
    assert "没有问题的案例" in page.read_text(encoding="utf-8")


def test_exit_codes_tell_sound_faulty_and_bad_requests(faulty, tmp_path):
    assert command(faulty)[0] == 1
    assert command("textbook", "--quick", "--no-exercises", "--html", tmp_path)[0] == 2
