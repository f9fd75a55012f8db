"""`ka-kit case new`: questions asked again until answered, a flag for each, nothing overwritten."""

import io
import sys

import pytest

from ka_helpers import cli
from ka_helpers.cases.scaffolding import wishes
from ka_helpers.cases.scaffolding.recipe import RECIPE, read_recipe
from ka_helpers.cases.scaffolding.specifying import filled
from ka_helpers.classroom import making
from ka_helpers.classroom.making import Flaw, make_sound_case
from ka_helpers.cli import asking
from ka_helpers.errors import RequestError
from ka_helpers.i18n import LANGUAGES, current_language, speak
from tests.cases.scaffolding.conftest import small_recipe

SMALL = ("--weeks", "65", "--products", "12", "--accounts", "3", "--annual-sales", "3000万")
ENTER = ""


@pytest.fixture(autouse=True)
def home(monkeypatch, tmp_path):
    """Run in an empty folder, in English; leave no language behind."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    monkeypatch.chdir(tmp_path)
    spoken = current_language()
    yield tmp_path
    speak(spoken)


@pytest.fixture
def made(monkeypatch):
    """Make no case: keep the recipes that would have been made."""
    recipes = []

    def keep(recipe, out, force, anyway, tell):
        recipes.append(recipe)
        return making.Making(out.absolute(), recipe, (), (), 1)

    monkeypatch.setattr(making, "make_sound_case", keep)
    return recipes


@pytest.fixture
def case_new(monkeypatch, capsys):
    """Return a function that runs the command on typed lines: exit code, output, errors."""

    def run(*arguments, typed=()):
        monkeypatch.setattr(sys, "argv", ["ka-kit", "case", "new", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in typed)))
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        return stopped.value.code, *capsys.readouterr()

    return run


def test_every_default_makes_the_usual_case(case_new, made):
    code, out, _ = case_new("demo", "--yes")
    assert (code, made) == (0, [wishes.usual_recipe("demo")])
    assert out.splitlines()[-3:] == [
        "  python start.py case check demo",
        "  python start.py lab --case demo",
        "  python start.py handout --case demo --out class.zip",
    ]


def test_enter_at_every_question_is_the_same_as_yes(case_new, made):
    code, *_ = case_new("demo", typed=[ENTER] * 40)
    assert code == 0
    assert made[0].model_copy(update={"stories": ()}) == wishes.usual_recipe("demo").model_copy(
        update={"stories": ()}
    )
    told = [(each.story, each.account_id, each.strength) for each in made[0].stories]
    assert told == [
        (each.story, each.account_id, each.strength) for each in wishes.usual_recipe("demo").stories
    ]


ANSWERS = [
    "９", "snacks",  # trade: no such number, then by its name
    "好吃食品", "Haochi Foods",
    ENTER, "2",  # currency, 万元
    "4", "2025年第三季度", ENTER,
    "99", "15",  # products: too many
    "1", "0.06", "６％",  # season none; growth: two meanings
    "4", "1.2亿", "2", "好邻居 Good Neighbour", "1", "3000万", "0",
    "1，9", "3", "2", "1", ENTER, ENTER, "3",
    "2", "5", "20", "0",  # csv; change the products; go on
]  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_walk_through_the_questions(case_new, made, language):
    code, out, err = case_new("demo", "--language", language, typed=ANSWERS)
    assert code == 0, err
    (recipe,) = made
    assert (recipe.trade, recipe.company.zh, recipe.brand.en) == (
        "snacks", "好吃食品", "Haochi Foods",
    )  # fmt: skip
    assert (recipe.unit, recipe.fiscal_year_start_month, recipe.review_quarter) == (
        "万元", 4, "2025Q3",
    )  # fmt: skip
    assert (recipe.products, recipe.season_strength, recipe.market_growth) == (20, 0.0, 0.06)
    neighbour = recipe.accounts[1]
    assert (len(recipe.accounts), recipe.annual_sales) == (4, 1.2e8)
    assert (neighbour.name, neighbour.channel, neighbour.annual_sales) == (
        "好邻居 Good Neighbour", "modern", 3e7,
    )  # fmt: skip
    assert [each.story for each in recipe.stories] == ["share_lost_growing", "execution_gap"]
    assert recipe.tables == "csv"
    refused = {"en": ("is none of the choices", "write 6 for 6 %"), "zh": ("没有“９”", "6% 请写 6")}
    assert all(text in out for text in refused[language])


def test_questions_that_flags_answer_are_not_asked(case_new, made):
    flags = ("--trade", "dairy", "--company-zh", "乳", "--currency", "usd", "--quarter", "2026q1",
             "--products", "20", "--season", "mild", "--accounts", "5", "--story", "none",
             "--tables", "csv")  # fmt: skip
    code, out, _ = case_new("demo", *flags, typed=["0"])
    assert code == 0
    assert "Which" not in out and "How many" not in out
    assert (made[0].trade, made[0].currency, made[0].stories) == ("dairy", "USD", ())
    assert made[0].company.en == "乳"


def test_accounts_and_stories_by_flag(case_new, made):
    flags = ("--yes", "--account", "好家 Haojia:convenience:20m", "--account", "乡里 Xiangli",
             "--story", "order_gap:K02:2026Q1:1.3", "--story", "phasing")  # fmt: skip
    assert case_new("demo", *flags)[0] == 0
    first, second = made[0].accounts[:2]
    assert (first.name, first.channel, first.annual_sales) == ("好家 Haojia", "convenience", 2e7)
    assert second.name == "乡里 Xiangli"
    gap, phasing = made[0].stories
    assert (gap.account_id, gap.quarter, gap.strength) == ("K02", "2026Q1", 1.3)
    assert phasing.account_id not in ("", "K02")


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (("--trade", "weapons"), "trade"),
        (("--weeks", "12"), "weeks"),
        (("--accounts", "2"), "accounts"),
        (("--accounts", "3.5"), "accounts"),
        (("--quarter", "spring"), "2026Q2"),
        (("--market-growth", "0.06"), "6 for 6 %"),
        (("--story", "unheard"), "unheard"),
        (("--story", "order_gap:K99"), "K99"),
        (("--story", "diversion:K01"), "channel modern"),
        (("--story", "phasing:K02::9"), "strength 9"),
        (("--story", "phasing:K02", "--story", "overdue:K02"), "already has"),
        (("--account", "A:modern", "--account", "a:modern"), "name"),
        (("--account", "A:harbour"), "channel"),
        (("--annual-sales", "much"), "not a number"),
        (("--recipe", "nowhere.yaml"), "no recipe"),
        (("--from", "nowhere"), "no case called"),
        (("--from", "textbook", "--recipe", "x"), "not from both"),
    ],
)
def test_a_wrong_flag_is_one_message_and_makes_nothing(case_new, home, flags, said):
    code, _, err = case_new("demo", "--yes", *flags)
    assert code == 2
    assert said in err and "Traceback" not in err
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("name", ["con", "a|b", "x" * 70, "ALL"])
def test_a_name_that_cannot_be_a_folder_is_refused(case_new, made, name):
    code, *_ = case_new(name, "--yes")
    assert (code, made) == (2, [])


def test_nobody_at_the_terminal_is_said(case_new, made):
    code, _, err = case_new("demo", typed=[ENTER, ENTER])
    assert (code, made) == (2, [])
    assert "--yes" in err


@pytest.fixture
def quick(monkeypatch):
    """Write no tables and find no flaws: what is left is what this module tests."""

    def write(spec, recipe, folder):
        (folder / "case.yaml").write_text("case_id: quick\n", encoding="utf-8")
        (folder / RECIPE).parent.mkdir()
        (folder / RECIPE).write_text(recipe.to_yaml(), encoding="utf-8")

    monkeypatch.setattr(making, "write_case", write)
    monkeypatch.setattr(making, "flaws_of", lambda folder, quarter: iter(()))


def test_what_is_there_stays_without_force(case_new, quick, home):
    assert case_new("demo", "--yes", *SMALL)[0] == 0
    before = (home / "demo" / "truth" / "recipe.yaml").read_bytes()
    code, _, err = case_new("demo", "--yes", *SMALL, "--seed", "5")
    assert (code, "--force" in err) == (2, True)
    assert (home / "demo" / "truth" / "recipe.yaml").read_bytes() == before
    assert case_new("demo", "--yes", *SMALL, "--seed", "5", "--force")[0] == 0
    assert read_recipe(home / "demo").seed == 5
    again = ("again", "--recipe", home / "demo" / "truth" / "recipe.yaml", "--season", "none")
    assert case_new(*again)[0] == 0
    assert (read_recipe(home / "again").seed, read_recipe(home / "again").season_strength) == (5, 0)


# proving


def test_figures_are_drawn_again_until_they_are_sound(monkeypatch, quick, home):
    told = []
    flaws = iter([[Flaw("question", "2.6")], [Flaw("question", "2.6")], []])
    monkeypatch.setattr(making, "flaws_of", lambda folder, quarter: iter(next(flaws)))
    made = make_sound_case(small_recipe(), home / "small", tell=told.append)
    assert (made.tries, told, made.flaws) == (3, [2, 3], ())
    assert read_recipe(home / "small").seed != small_recipe().seed
    asked = filled(small_recipe()).accounts
    assert [each.name for each in made.recipe.accounts] == [each.name for each in asked]


@pytest.mark.parametrize(
    ("flaw", "key"),
    [
        (Flaw("question", "2.6: too few"), "too_few_accounts"),
        (Flaw("story", "order_gap at K01"), "no_sound_stories"),
    ],
)
def test_what_never_is_sound_names_the_parameter_and_makes_nothing(monkeypatch, home, flaw, key):
    monkeypatch.setattr(making, "TRIES", 2)
    monkeypatch.setattr(making, "_made", lambda recipe, folder: (flaw,))
    with pytest.raises(RequestError) as refused:
        make_sound_case(small_recipe(), home / "small")
    assert refused.value.key == f"scaffolding.{key}"
    assert flaw.text in str(refused.value)
    assert list(home.iterdir()) == []


# asking


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("2.8亿", 2.8e8), ("28000万", 2.8e8), ("280m", 2.8e8), ("280,000,000 元", 2.8e8),
     ("２８０", 280.0), ("1.1亿元", 1.1e8)],
)  # fmt: skip
def test_amounts_as_people_write_them(typed, meant):
    assert asking.amount(typed) == meant


@pytest.mark.parametrize("typed", ["", "many", "1e400", "nan", "亿", "--5"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(RequestError):
        asking.amount(typed)
