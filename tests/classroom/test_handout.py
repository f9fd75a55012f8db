"""What a class gets runs from an empty folder, and nothing in it gives an answer away."""

import io
import json
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest

from ka_helpers.cases import load_case
from ka_helpers.cases.places import DATASETS
from ka_helpers.cases.scaffolding.workbooks import COLUMNS_SHEET, write_table
from ka_helpers.classroom.answer_free.kit import place_of
from ka_helpers.classroom.answer_free.messages import without_answers
from ka_helpers.classroom.handout.case import (
    further_sheets,
    without_persons,
    without_remarks,
    without_stories,
)
from ka_helpers.classroom.handout.chapters import chosen_chapters, safe_name
from ka_helpers.classroom.handout.files import ROOT, case_contents
from ka_helpers.classroom.handout.packages import LOCK, Target, lock_for
from ka_helpers.classroom.handout.packing import HandoutRequest, class_contents, write_handout
from ka_helpers.classroom.handout.start import start_files
from ka_helpers.errors import RequestError
from ka_helpers.exercises.curriculum import chapter_numbers, plan_of, solutions_of

TRAINER = "Wang Laoshi"
CHAPTERS = ("00", "04")
SECRETS = ("Only the trainer knows", "SECRET-RECIPE")


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    """A trainer's case: the sample's tables, one of them from Excel, and all that must stay."""
    folder = tmp_path_factory.mktemp("of_the_trainer") / "my_class"
    shutil.copytree(DATASETS / "beverage_china", folder, ignore=shutil.ignore_patterns(".ka-kit"))
    rows = load_case("beverage_china").table("account")
    book = write_table(folder, "account", rows)
    (folder / "account.csv").unlink()
    accounts = openpyxl.load_workbook(book)
    accounts.properties.creator = accounts.properties.lastModifiedBy = TRAINER
    accounts.save(book)
    (folder / "truth" / "recipe.yaml").write_text(SECRETS[1], encoding="utf-8")
    (folder / "notes.txt").write_text(SECRETS[0], encoding="utf-8")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text(SECRETS[0], encoding="utf-8")
    accounts.save(folder / "product.xlsx.bak")
    (folder / "~$account.xlsx").write_bytes(TRAINER.encode())
    return folder


@pytest.fixture(scope="module")
def handed_out(case, tmp_path_factory):
    """A zip without answers for two chapters in Chinese, and what is in it."""
    out = tmp_path_factory.mktemp("out") / "class.zip"
    request = HandoutRequest(str(case), out, CHAPTERS, ("zh",), answers=False)
    write_handout(request, lambda line: None)
    return out, request


@pytest.fixture(scope="module")
def unpacked(handed_out, tmp_path_factory):
    """The folder that a trainee has after unzipping."""
    home = tmp_path_factory.mktemp("trainee")
    with zipfile.ZipFile(handed_out[0]) as archive:
        archive.extractall(home)
    (folder,) = home.iterdir()
    return folder


def texts(folder):
    """Every file below a folder as text, by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8", errors="replace")
        for path in folder.rglob("*")
        if path.is_file()
    }


# Nothing that gives an answer away


def test_no_name_in_the_zip_is_one_that_stays_with_the_trainer(unpacked):
    names = "\n".join(texts(unpacked))
    for word in ("truth", "/answers/", "/solutions/", "__pycache__", ".pyc", ".git", "notes",
                 "recipe", "synthesis", "scaffolding", "classroom", "source/", "translations",
                 "tests/", "docs/", "gallery", ".ka-kit", "egg-info", ".bak", "/en/0"):  # fmt: skip
        assert word not in names, word


def test_no_explanation_and_no_known_mistake_is_in_any_file(unpacked):
    given = {line for text in texts(unpacked).values() for line in text.splitlines()}
    seen = 0
    for catalogue in (ROOT / "ka_helpers/i18n/catalogues").glob("*/chapter_*.po"):
        for entry in catalogue.read_text(encoding="utf-8").split("\n\n"):
            if re.match(r'msgid "q\d+_(why|mistake_|point_)', entry):
                seen += 1
                assert not {line for line in entry.splitlines() if len(line) > 25} & given, entry
    assert seen > 500


def test_no_printed_solution_is_in_any_file(unpacked):
    given = "\n".join(texts(unpacked).values())
    lines = {
        line.strip()
        for number in chapter_numbers()
        for solution in solutions_of(plan_of(number).slug).values()
        for line in solution.splitlines()
    }
    # A solution may end as the text of its chapter began; those that name the answer must not.
    found = {line for line in lines if len(line) > 45 and line in given}
    assert found <= {'fitting = choices[choices["minutes"] <= minutes_today]'}


def test_questions_are_there_without_anything_right(unpacked):
    asked = json.loads(texts(unpacked)["kit/ka_helpers/exercises/questions.json"])
    assert set(asked["chapters"]) == set(CHAPTERS)
    known = {"number", "skill", "hints", "parts"}
    for chapter in asked["chapters"].values():
        assert set(chapter) == {"slug", "needs", "questions"}
        for question in chapter["questions"]:
            assert set(question) == known
            for part in question["parts"]:
                assert set(part) <= {"kind", "name", "unit", "decimals", "options", "called"}
    for lesson in asked["lessons"].values():
        assert set(lesson) == {"unsuited", "options", "called", "figures"}


def test_options_to_rank_never_stand_in_the_right_order_but_by_name(unpacked):
    asked = json.loads(texts(unpacked)["kit/ka_helpers/exercises/questions.json"])
    for lesson in asked["lessons"].values():
        for options in lesson["options"].values():
            assert options == sorted(options)


def test_neither_trainer_nor_secrets_nor_places_are_in_the_zip(handed_out, unpacked, case):
    given = "\n".join([*texts(unpacked), *texts(unpacked).values()])
    for word in (TRAINER, *SECRETS, str(case), str(case.parent), str(ROOT), str(Path.home())):
        if len(word) > 5:
            assert word not in given, word


def test_the_case_has_the_same_values(unpacked, case):
    given, own = load_case(unpacked / "kit/datasets/my_class"), load_case(case)
    assert (unpacked / "kit/datasets/my_class/account.xlsx").is_file()
    assert given.mark("K01") == own.mark("K01") and given.tables == own.tables


def test_the_readme_of_the_case_tells_no_story(unpacked):
    told = texts(unpacked)["kit/datasets/my_class/README.md"]
    assert "## The season" in told and "## 季节" in told
    for word in ("K02", "K03", "stories", "truth", "故事", "order gap"):
        assert word not in told


def test_a_trainee_who_looks_for_the_answers_finds_none(unpacked):
    """Import what there is to import: nothing has the patterns, limits or orders of answers."""
    code = (
        "import importlib.util as u\n"
        "for name in ('ka_helpers.exercises.answers', 'ka_helpers.classroom',"
        " 'ka_helpers.cases.synthesis', 'ka_helpers.cases.scaffolding', 'ka_helpers.authoring'):\n"
        "    assert u.find_spec(name) is None, name\n"
    )
    run_in(unpacked / "kit", code)


# It works


def run_in(kit, code, **environment):
    """Run code in a kit, in a process of its own; return what it printed."""
    head = f"import sys; sys.path.insert(0, {str(kit)!r})\n"
    head += "import ka_helpers; assert ka_helpers.__file__.startswith(sys.path[0])\n"
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", head + code],
        capture_output=True, text=True, encoding="utf-8", cwd=kit.parent, check=False,
        env={"PATH": "/usr/bin:/bin", "HOME": str(kit.parent), "MPLBACKEND": "Agg",
             "KA_KIT_PROGRESS": str(kit.parent / "progress.jsonl"), **environment},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


RUN = """
import json
from ka_helpers.exercises import open_chapter
from ka_helpers.exercises.curriculum import chapter_numbers
from ka_helpers.exercises.solving import run_chapter
from ka_helpers.exercises.competency import evidence_of
from ka_helpers.i18n import say
solved = json.loads({solutions!r})
told = {{"numbers": chapter_numbers()}}
for number in chapter_numbers():
    chapter = open_chapter(number, "my_class", language="zh")
    for solutions in ({{}}, solved[number]):
        run = run_chapter(chapter, solutions)
        assert run.broken is None, run.broken
        codes = sorted({{outcome.code for outcome in run.outcomes.values()}})
        told.setdefault("codes", []).append(codes)
        assert all(chapter.hint(question) for question in run.outcomes)
told["chapters"] = len(chapter.progress("chapters").rows)
told["skills"] = len(chapter.progress("skills").rows)
told["states"] = sorted({{row[1] for row in chapter.progress().rows}})
told["evidence"] = [each.answered for each in evidence_of(chapter.ledger.entries())]
told["title"] = chapter.opening()
print(json.dumps(told, ensure_ascii=False))
"""


def test_its_chapters_run_solved_and_unsolved_and_every_answer_is_kept(unpacked, tmp_path):
    solutions = json.dumps({number: solutions_of(plan_of(number).slug) for number in CHAPTERS})
    answers = tmp_path / "answers.jsonl"
    said = run_in(unpacked / "kit", RUN.format(solutions=solutions), KA_KIT_ANSWERS=str(answers))
    told = json.loads(said)
    assert told["numbers"] == list(CHAPTERS)
    assert told["codes"] == [["not_attempted"], ["kept"]] * len(CHAPTERS)
    assert told["chapters"] == len(CHAPTERS) and told["skills"] > 1
    assert told["states"] == ["已记录，待老师评分"]
    assert not any(told["evidence"])
    lines = [json.loads(line) for line in answers.read_text(encoding="ascii").splitlines()]
    asked = [each.number for number in CHAPTERS for each in plan_of(number).exercises]
    assert {line["question"] for line in lines} == set(asked)
    assert all(set(line) == {"question", "given"} for line in lines)
    assert lines[6 + asked.index("0.1")]["given"]["yuan_a_case"] == pytest.approx(2, rel=10)


def test_a_trainers_command_says_that_it_is_not_there(unpacked):
    code = (
        "import sys; from ka_helpers.cli import main\n"
        "sys.argv = ['ka-kit', 'handout', '--case', 'my_class']\n"
        "try:\n    main()\nexcept SystemExit as ended:\n    assert ended.code == 2\n"
    )
    run_in(unpacked / "kit", code)


def test_notebooks_are_on_the_case_and_link_to_no_chapter_that_is_absent(unpacked):
    notebooks = sorted((unpacked / "kit/notebooks/zh").glob("*.ipynb"))
    assert [path.name[:2] for path in notebooks] == list(CHAPTERS)
    for path in notebooks:
        text = path.read_text(encoding="utf-8")
        assert 'case = \\"my_class\\"' in text
        linked = set(re.findall(r"\]\((\d\d\w+\.ipynb)\)", text))
        assert linked <= {each.name for each in notebooks}


def test_equal_requests_give_equal_bytes(handed_out, tmp_path):
    out, request = handed_out
    again = HandoutRequest(request.case, tmp_path / "b.zip", CHAPTERS, ("zh",), answers=False)
    write_handout(again, lambda line: None)
    assert again.out.read_bytes() == out.read_bytes()


def test_a_zip_that_is_there_is_not_written_over(handed_out):
    with pytest.raises(RequestError) as refused:
        write_handout(handed_out[1], lambda line: None)
    assert refused.value.key == "handout.there_already"


def test_with_answers_it_has_those_of_the_chosen_chapters_only_and_still_no_truth(case, tmp_path):
    request = HandoutRequest(str(case), tmp_path / "c.zip", ("05",), ("en",))
    contents = class_contents(request)
    answers = {name.rpartition("/")[2][8:10] for name in contents if "/answers/chapter_" in name}
    assert answers == {"05"}
    assert "kit/notebooks/solutions/05_what_do_we_do_when.json" in contents
    notebooks = [name for name in contents if re.search(r"notebooks/(en|solutions)/\d\d", name)]
    assert {name.rpartition("/")[2][:2] for name in notebooks} == {"05"}
    assert not any("truth/" in name or "synthesis" in name for name in contents)


# What is asked for


@pytest.mark.parametrize(
    ("asked", "chosen"),
    [("1-3,9", "01 02 03 09"), ("3-1", "01 02 03"), ("0，2", "00 02"), (" 14 ", "14"),
     ("1 到 2、5", "01 02 05")],
)  # fmt: skip
def test_chapters_are_chosen_as_people_write_them(asked, chosen):
    assert chosen_chapters(asked) == tuple(chosen.split())


def test_all_chapters_are_meant_where_none_is_named():
    assert chosen_chapters("") == chapter_numbers()


@pytest.mark.parametrize(
    ("asked", "key"),
    [("one", "bad_chapters"), ("1-99", "no_such_chapters"), ("1;;x", "bad_chapters")],
)
def test_chapters_that_are_not_there_are_said(asked, key):
    with pytest.raises(RequestError) as refused:
        chosen_chapters(asked)
    assert refused.value.key == f"handout.{key}"


@pytest.mark.parametrize(
    ("name", "safe"),
    [("my case", "my-case"), ("../..", "class"), ("案例", "class"), ("a_b", "a_b")],
)
def test_the_folder_in_the_zip_has_a_name_that_every_system_bears(name, safe):
    assert safe_name(name) == safe


def test_a_table_that_is_a_link_out_of_the_folder_is_refused(case, tmp_path):
    folder = tmp_path / "linked"
    folder.mkdir()
    shutil.copy(case / "case.yaml", folder)
    secret = tmp_path / "secret.csv"
    secret.write_text("x", encoding="utf-8")
    (folder / "sales.csv").symlink_to(secret)
    with pytest.raises(RequestError) as refused:
        case_contents(folder, "datasets/linked")
    assert refused.value.key == "handout.leads_out"


# Parts


def test_a_workbook_keeps_its_cells_and_loses_its_author():
    book = openpyxl.Workbook()
    book.properties.creator = book.properties.lastModifiedBy = TRAINER
    book.active.append(["account_id", "名称", 1.5])
    book.active["A1"].comment = openpyxl.comments.Comment("K02 is planted", TRAINER)
    written = io.BytesIO()
    book.save(written)
    cleaned = without_persons(written.getvalue())
    with zipfile.ZipFile(io.BytesIO(cleaned)) as archive:
        inside = b"".join(archive.read(name) for name in archive.namelist())
    assert TRAINER.encode() not in inside and b"planted" not in inside
    (row,) = openpyxl.load_workbook(io.BytesIO(cleaned)).active.iter_rows(values_only=True)
    assert row == ("account_id", "名称", 1.5)
    assert without_persons(cleaned) == cleaned


def test_where_a_workbook_lay_is_taken_out():
    book = io.BytesIO()
    place = '<mc:AlternateContent x="y"><mc:Choice><x15ac:absPath url="D:\\course\\wang\\"/>'
    with zipfile.ZipFile(book, "w") as archive:
        xml = f"<workbook><a/>{place}</mc:Choice></mc:AlternateContent><sheets/></workbook>"
        archive.writestr("xl/workbook.xml", xml)
    with zipfile.ZipFile(io.BytesIO(without_persons(book.getvalue()))) as archive:
        assert archive.read("xl/workbook.xml") == b"<workbook><a/><sheets/></workbook>"


EVERY_ACCOUNT = (
    "| code | name | channel |\n|---|---|---|\n| K1 | A | dealers |\n| K9 | B | online |"
)


@pytest.mark.parametrize(
    ("told", "left"),
    [
        ("# A\n\nK1 sells.\n\n## Units\n\nCases.", "# A\n\nK1 sells.\n\n## Units\n\nCases.\n"),
        ("# A\n\n## 七个故事\n\nx\n\n### More\n\ny\n\n## B\n\nz", "# A\n\n## B\n\nz\n"),
        ("- one\n- K9 is loaded\n- two", "- one\n- two\n"),
        ("**Note** that K9\nis loaded", "\n"),
        ("See `truth/`.\n\nEnd", "End\n"),
        ("| a | b |\n|---|---|\n| K1 | x |\n| K9 | loaded |", "| a | b |\n|---|---|\n| K1 | x |\n"),
        (EVERY_ACCOUNT, f"{EVERY_ACCOUNT}\n"),
    ],
)
def test_of_a_readme_what_tells_the_stories_goes(told, left):
    assert without_stories(told, frozenset({"K9"})) == left


def test_of_the_settings_comments_that_tell_go_and_what_they_say_stays():
    told = "case_id: a  # the name\nunit: '# 元'\nas_of: x # story: K9 loaded\n# planted: K9\n"
    left = "case_id: a  # the name\nunit: '# 元'\nas_of: x\n\n"
    assert without_remarks(told, frozenset({"K9"})) == left
    quoted = "title: 'A # the story'\n"
    assert without_remarks(quoted) == quoted


def test_sheets_that_no_table_is_read_from_are_named(tmp_path):
    book = openpyxl.Workbook()
    book.create_sheet(COLUMNS_SHEET)
    book.create_sheet("K02 & K03")
    book.save(tmp_path / "sales.xlsx")
    openpyxl.Workbook().save(tmp_path / "cost.xlsx")
    (tmp_path / "~$sales.xlsx").write_bytes(b"Excel is open")
    assert further_sheets(tmp_path) == {"sales.xlsx": ("K02 & K03",)}


@pytest.mark.parametrize(
    ("folder", "place"),
    [("我的 案例", "我的-案例"), ("beverage_china", "beverage_china_class"), ("a\\b", "a-b"),
     ("NUL", "NUL_class"), ("..", "class")],
)  # fmt: skip
def test_a_case_lies_where_every_system_can_have_it(folder, place):
    assert place_of(Path("/somewhere") / folder) == f"datasets/{place}"


def test_of_a_catalogue_questions_options_and_hints_stay():
    names = ("q1_why", "q1_hint_1", "q2_mistake_a", "q2_option_a", "q3_point_b", "model", "title")
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    catalogue = head + "\n\n".join(f'msgid "{name}"\nmsgstr "x"' for name in names) + "\n"
    left = without_answers(catalogue, frozenset({"model"}))
    assert re.findall(r'msgid "(\w+)"', left) == ["q1_hint_1", "q2_option_a", "title"]


def test_start_files_bear_every_code_page_and_name_the_case():
    files = start_files("案例", ("zh",), "3.12")
    batch = files["start_windows.bat"]
    assert batch.isascii() and batch.count(b"\n") == batch.count(b"\r\n")
    assert json.loads(files["kit/class.json"]) == {
        "case": "案例", "language": "zh", "python": "3.12",
    }  # fmt: skip
    readme = files["README.txt"].decode("utf-8-sig")
    assert "Python 3.12" in readme and "不需要联网" in readme and "KA KIT" not in readme
    both = start_files("x", ("en", "zh"))["README.txt"].decode("utf-8-sig")
    assert "3.11 or newer" in both and "3.11 或更高版本" in both
    assert files["start_linux.sh"].isascii() and b"\r" not in files["start_linux.sh"]


def test_the_lock_counts_for_the_trainees_system():
    lock = (ROOT / LOCK).read_text(encoding="utf-8")
    named = {
        system: {entry.partition("==")[0] for entry in lock_for(system, "3.12.0", lock)}
        for system in ("windows", "macos", "linux")
    }
    assert "pywinpty" in named["windows"] and "pywinpty" not in named["linux"]
    assert "appnope" in named["macos"] and "pexpect" not in named["windows"]
    assert all("pandas" in names for names in named.values())
    for version in ("3.11.0", "3.11.30", "3.14.0"):
        names = [entry.partition("==")[0] for entry in lock_for("windows", version, lock)]
        assert len(names) == len(set(names)), version


@pytest.mark.parametrize(("system", "python"), [("amiga", "3.12"), ("windows", "2.7")])
def test_packages_for_a_system_that_is_none_are_refused(system, python):
    with pytest.raises(RequestError):
        Target(system, python)


def test_the_answers_of_a_chapter_ask_those_of_no_other():
    """Else a handout of that chapter alone would break."""
    for path in (ROOT / "ka_helpers/exercises").glob("*s/chapter_*.py"):
        code = path.read_text(encoding="utf-8")
        asked = set(re.findall(r"exercises\.answers(?:\.| import )chapter_(\d\d)", code))
        assert asked <= ({path.name[8:10]} if path.parent.name == "answers" else set()), path
