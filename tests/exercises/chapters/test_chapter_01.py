"""Chapter 1: worked by hand on a case of two tables; groups, rules and pictures.

That right answers pass and mistakes are recognised on every case is held for all chapters at once.
"""

import pytest

from ka_helpers.cases import load_case
from ka_helpers.exercises import open_chapter
from ka_helpers.exercises.lesson import lesson_on
from ka_helpers.exercises.materials import chapter_01 as data
from ka_helpers.exercises.materials import chapter_01_selection as selection
from ka_helpers.exercises.materials import chapter_01_shown as shown
from ka_helpers.metrics.profit import assess
from tests.exercises.chapters.small_case import write_case
from tests.selling import CONTEXT


@pytest.fixture
def grouped(tmp_path):
    return write_case(tmp_path / "small", parents={"A2": "A1"})


@pytest.fixture(params=["en", "zh"])
def chapter(request, grouped, tmp_path, monkeypatch):
    monkeypatch.setenv("KA_KIT_PROGRESS", str(tmp_path / "progress.jsonl"))
    return open_chapter("01", grouped, language=request.param)


@pytest.fixture(scope="module")
def sample():
    return lesson_on(load_case("beverage_china"))


def test_right_answers_are_those_worked_by_hand(chapter):
    """Shares 40, 20, 15, 10, 10, 5 %; A1 and A2 are one group of 50 %."""
    assert chapter.check("1.1", top_share=0.6).code == "correct"
    assert chapter.check("1.2", small_accounts=1, small_share=0.05).code == "correct"
    effective = 1 / (0.25 + 0.04 + 0.0225 + 0.01 + 0.0025)
    assert chapter.check("1.3", group_share=0.5, effective_groups=effective).code == "correct"
    assert chapter.check("1.4", lost_sales=400, replacements=8).code == "correct"


def test_without_costs_profit_is_not_known_and_its_question_not_graded(chapter):
    assert data.account_profits(chapter.lesson).isna().all()
    assert data.uneven_account(chapter.lesson) == "A1"
    assert chapter.check("1.5", profit_share=0.1).code == "cannot_check"
    assert "-" not in shown.draw_shares(chapter).alt
    assert shown.watched_said(chapter).text == chapter.say("watched_unknown", account="Account A1")


def test_a_group_takes_one_place_and_counts_with_all_its_accounts(chapter):
    """Two places of five; the best two make 70 %, of which 95 % are asked for."""
    rules = selection.selection_rules(chapter.lesson)
    assert (rules.places, rules.channels, rules.sales_share) == (2, 1, 0.66)
    assert rules.profit_share is None
    assert chapter.check("1.8", key_accounts=["a1", "A2", "A3"]).code == "correct"
    assert chapter.check("1.8", key_accounts=["A2", "A3"]).code == "correct"
    assert chapter.check("1.8", key_accounts=["A1", "A4"]).mistakes == ("cover",)
    assert chapter.check("1.8", key_accounts=["A1", "A3", "A4"]).mistakes == ("places",)


def test_nothing_chosen_earns_nothing(chapter):
    assert chapter.check("1.8", key_accounts=[]).score == 0


def test_an_account_that_is_not_there_is_said_to_be_none(chapter):
    assert "A9" in chapter.check("1.8", key_accounts=["A9"]).text


def test_groups_are_followed_to_their_head(tmp_path):
    case = load_case(write_case(tmp_path / "chain", parents={"A5": "A4", "A4": "A3"}))
    heads = data.account_groups(lesson_on(case))
    assert heads["A5"] == heads["A4"] == "A3"
    members = data.largest_group(lesson_on(case))
    assert members.index[0] == "A3"
    assert members["sales"].sum() == pytest.approx(450)


def test_without_groups_the_second_and_third_are_supposed_to_merge(tmp_path):
    lesson = lesson_on(load_case(write_case(tmp_path / "alone")))
    assert not data.groups_are_real(lesson)
    assert data.largest_group(lesson).index.tolist() == ["A3", "A4"]
    assert "A4" in selection.candidates(lesson).index


def test_profits_of_the_year_are_those_of_the_reviews_quarters(sample):
    quarters = data.year_quarters(sample)
    account = "K03"
    tables = sample.case.slice(account)
    found = [assess(tables, quarter, CONTEXT).account_profit.value for quarter in quarters]
    assert data.account_profits(sample)[account] == pytest.approx(sum(found))


def test_the_largest_alone_are_no_right_choice_of_the_sample(sample):
    """The open task is one: taking the largest off the list misses rules."""
    largest = selection.candidates(sample).index[:5]
    came, rules = selection.outcome_of(largest, sample), selection.selection_rules(sample)
    assert came.channels < rules.channels
    assert came.profit_share < rules.profit_share


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_curve_says_what_it_shows_with_and_without_an_account(language):
    chapter = open_chapter("01", "beverage_china", language=language)
    whole = shown.draw_concentration(chapter, accounts=5).alt
    lost = shown.draw_concentration(chapter, accounts=5, without="K01").alt
    assert "24" in whole
    assert "23" in lost
    assert "Wolin" in lost
    assert "Wolin" not in whole
    most = shown.draw_concentration(chapter, accounts=24, without="K01").alt
    assert "100.0%" in most


def test_shoppers_books_are_a_dash_where_a_case_has_one_book(chapter):
    assert data.account_list(chapter.lesson)["sold_on"].isna().all()
