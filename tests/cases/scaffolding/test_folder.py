"""A made case as a folder: it loads, explains itself, and is made again from its recipe."""

import re
import shutil

import openpyxl
import pytest
from ruamel.yaml import YAML

from ka_helpers.cases import check_case, load_case
from ka_helpers.cases.casefile import read_case_file
from ka_helpers.cases.scaffolding import wishes
from ka_helpers.cases.scaffolding.digests import digest_of, is_as_made, read_frames
from ka_helpers.cases.scaffolding.folder import make_case
from ka_helpers.cases.scaffolding.places import place_for, replacing
from ka_helpers.cases.scaffolding.recipe import RECIPE, read_recipe
from ka_helpers.cases.scaffolding.specifying import filled, spec_of
from ka_helpers.cases.scaffolding.taking_over import recipe_of_case
from ka_helpers.cases.yaml_text import read_yaml
from ka_helpers.errors import CaseError, RequestError
from tests.cases.scaffolding.conftest import small_recipe

CHINESE, ENGLISH = re.compile("[\u4e00-\u9fff]"), re.compile("[a-z]{3}")


@pytest.fixture
def copy(made, tmp_path):
    """Return a copy of the made case that may be changed."""
    return shutil.copytree(made, tmp_path / "copy")


def test_a_made_case_passes_and_has_all_its_files(made):
    assert check_case(made).problems == ()
    truth = {path.name for path in (made / "truth").iterdir()}
    assert truth == {"stories.csv", "promotions.csv", "recipe.yaml"}
    assert {path.suffix for path in made.iterdir() if path.stem in ("sales", "cost")} == {".xlsx"}


@pytest.mark.parametrize("file", ["case.yaml", "truth/recipe.yaml"])
def test_every_line_has_a_comment_in_both_languages(made, file):
    lines = (made / file).read_text(encoding="utf-8").splitlines()
    assert all(line.startswith("#") for line in lines[:2])
    for line in lines[2:]:
        _, _, comment = line.partition("  # ")
        assert CHINESE.search(comment) and ENGLISH.search(comment), line


def test_comments_stand_in_one_column(made):
    lines = (made / "case.yaml").read_text(encoding="utf-8").splitlines()[2:]
    ascii_lines = [line for line in lines if line.partition("  # ")[0].isascii()]
    places = [line.index("  # ") for line in ascii_lines if line.index("  # ") < 52]
    assert len(set(places)) == 1


def test_the_case_file_is_yaml_for_others_too(made):
    plain = YAML(typ="safe").load((made / "case.yaml").read_text(encoding="utf-8"))
    assert plain["case_id"] == "small"
    assert plain["as_of"] == "2026-06-30"
    assert plain["parameters"] == {"quarter": "2026Q2", "account_id": "K01"}


def test_what_trainees_see_names_no_story_and_no_seed(made):
    recipe = read_recipe(made)
    for file in ("README.md", "case.yaml"):
        text = (made / file).read_text(encoding="utf-8")
        assert str(recipe.seed) not in text
        assert not any(word in text for word in ("phasing", "月底集中", "seed"))


def test_the_same_recipe_makes_the_same_case(made, tmp_path):
    again = make_case(read_recipe(made), tmp_path / "small")
    for path in made.rglob("*"):
        if path.is_file() and ".ka-kit" not in path.parts:
            twin = again / path.relative_to(made)
            assert path.read_bytes() == twin.read_bytes(), path.name


def test_a_filled_recipe_makes_the_same_accounts():
    recipe = small_recipe()
    assert spec_of(filled(recipe)) == spec_of(recipe)
    assert filled(filled(recipe)) == filled(recipe)


def test_a_recipe_is_read_as_it_was_written(made):
    recipe = read_recipe(made / RECIPE)
    assert recipe == read_recipe(made)
    assert recipe.model_copy(update={"digest": None}) == filled(small_recipe())


def test_tables_are_as_made_until_a_number_changes(copy):
    assert is_as_made(copy)
    path = copy / "cost.xlsx"
    book = openpyxl.load_workbook(path)
    book.save(path)
    assert is_as_made(copy)
    sheet = book.worksheets[0]
    amount = next(cell for cell in sheet[1] if cell.value == "amount").offset(row=1)
    amount.value += 1
    book.save(path)
    assert not is_as_made(copy)


def test_money_in_ten_thousands_is_the_same_money(made, tmp_path):
    other = make_case(small_recipe(unit="万元", tables="csv"), tmp_path / "small")
    one, two = load_case(made).table("sales"), load_case(other).table("sales")
    assert one["sales_value"].sum() == pytest.approx(two["sales_value"].sum(), rel=1e-9)
    assert digest_of(read_frames(other)) == read_recipe(other).digest


def test_a_hand_edited_recipe_says_what_is_wrong_and_where(copy):
    path = copy / RECIPE
    text = path.read_text(encoding="utf-8")
    text = re.sub("^weeks: 65", "weeks: many", text, flags=re.MULTILINE)
    path.write_text(text.replace("season_strength:", "season_strenght:"), encoding="utf-8")
    with pytest.raises(CaseError) as faults:
        read_recipe(copy)
    found = {(problem.key, problem.column) for problem in faults.value.problems}
    assert ("cases.yaml_whole_number", "weeks") in found
    assert ("cases.yaml_misspelt_key", "season_strenght") in found


@pytest.mark.parametrize(
    ("changes", "parameter"),
    [
        ({"weeks": 12}, "weeks"),
        ({"products": 500}, "products"),
        ({"trade": "weapons"}, "trade"),
        ({"season_strength": float("nan")}, "season_strength"),
        ({"review_quarter": "1999Q1"}, "review_year"),
        ({"currency": "yuan"}, "currency"),
    ],
)
def test_what_cannot_be_made_is_refused_by_name(changes, parameter):
    with pytest.raises(RequestError) as refused:
        spec_of(small_recipe(**changes))
    assert refused.value.values["parameter"] == parameter


def test_two_accounts_of_one_code_are_refused():
    recipe = small_recipe()
    twice = wishes.with_account(
        recipe, 1, recipe.accounts[1].model_copy(update={"account_id": "k01"})
    )
    with pytest.raises(RequestError, match="k01"):
        spec_of(twice)


# places


def test_a_folder_that_is_taken_is_left_alone(made, tmp_path):
    for folder, key in ((made, "exists"), (tmp_path, "not_a_case")):
        (tmp_path / "notes.txt").touch()
        with pytest.raises(RequestError) as refused:
            place_for(folder, force=False)
        assert refused.value.key == f"scaffolding.{key}"
    with pytest.raises(RequestError):
        place_for(tmp_path, force=True)


@pytest.mark.parametrize("name", ["con", "a:b", "ALL", "x" * 65, "-> |"])
def test_a_name_that_cannot_be_a_case_is_refused(tmp_path, name):
    with pytest.raises(RequestError):
        place_for(tmp_path / name, force=False)


def test_a_case_is_replaced_whole_and_own_files_stay(copy):
    (copy / "notes.txt").write_text("mine", encoding="utf-8")
    (copy / "rulesets").mkdir(exist_ok=True)
    (copy / "rulesets" / "own.yaml").write_text("mine", encoding="utf-8")
    (copy / "sales.csv").write_text("old", encoding="utf-8")
    with replacing(copy) as stage:
        (stage / "case.yaml").write_text("new", encoding="utf-8")
    found = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert {"case.yaml", "notes.txt", "rulesets/own.yaml"} <= found
    assert not {name for name in found if name.startswith(("truth", "sales", "cost", ".ka-kit"))}


def test_what_goes_wrong_half_way_changes_nothing(copy):
    before = (copy / "case.yaml").read_bytes()
    with pytest.raises(ZeroDivisionError), replacing(copy) as stage:
        (stage / "case.yaml").write_text("new", encoding="utf-8")
        raise ZeroDivisionError
    assert (copy / "case.yaml").read_bytes() == before
    assert [path.name for path in copy.parent.iterdir()] == [copy.name]


# another case as a start


def test_a_start_from_a_made_case_is_its_recipe_with_other_chance(made):
    recipe = recipe_of_case(str(made), "other")
    assert recipe.case_id == "other" and recipe.seed != read_recipe(made).seed
    assert recipe.accounts == read_recipe(made).accounts
    assert recipe.stories == read_recipe(made).stories


def test_a_start_from_the_shipped_case_takes_its_accounts_and_stories():
    recipe = recipe_of_case("beverage_china", "other")
    case = load_case("beverage_china")
    assert recipe.company == case.file.our_company
    assert {account.account_id for account in recipe.accounts} == set(case.account_ids)
    channels = dict(zip(case.accounts["account_id"], case.accounts["channel"], strict=True))
    assert all(account.channel == channels[account.account_id] for account in recipe.accounts)
    assert {(each.story, each.account_id) for each in recipe.stories} >= {
        ("order_gap", "K02"), ("phasing", "K09"), ("diversion", "K21"),
    }  # fmt: skip
    assert spec_of(recipe).world.review_quarter == "2026Q2"


def test_a_start_from_the_smallest_case_has_enough_accounts():
    recipe = recipe_of_case("textbook", "other")
    assert len(recipe.accounts) >= 3
    spec_of(recipe)


def test_names_of_both_languages_survive_in_yaml(tmp_path):
    company = {"zh": "好：再来 #1", "en": 'Say "hi": yes'}
    recipe = wishes.with_company(small_recipe(), **company)
    path = tmp_path / "recipe.yaml"
    path.write_text(recipe.to_yaml(), encoding="utf-8")
    assert read_recipe(path) == recipe
    assert read_yaml(path, "recipe.yaml").values["company"] == company


def test_case_files_of_hostile_names_load(tmp_path):
    recipe = wishes.with_company(small_recipe(), "=1+1", "- [x](javascript:1) # not a comment")
    folder = make_case(recipe, tmp_path / "small")
    assert read_case_file(folder)[0].our_company.en == "- [x](javascript:1) # not a comment"
