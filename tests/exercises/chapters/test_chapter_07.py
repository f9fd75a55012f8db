"""Chapter 7: its people, questions and listing by hand, and what a thin account cannot carry."""

import pytest

from ka_helpers.cases import load_case
from ka_helpers.exercises.answers import chapter_07_people as people
from ka_helpers.exercises.answers import chapter_07_talk as talk
from ka_helpers.exercises.answers.chapter_07 import CHAPTER
from ka_helpers.exercises.chapter import open_chapter
from ka_helpers.exercises.lesson import NotGradableError, lesson_on
from ka_helpers.exercises.materials import chapter_07 as account
from ka_helpers.exercises.materials import chapter_07_shown as shown
from ka_helpers.i18n import LANGUAGES, say
from ka_helpers.negotiation.questions import KINDS


@pytest.fixture(scope="module")
def lesson():
    return lesson_on(load_case("beverage_china"))


def test_the_account_of_the_lesson_by_hand(lesson):
    # director -1 x 5, buyer 1 x 4, two neutral people of 3; the buyer's meeting is overdue
    found = people.met_and_for_us(lesson)
    assert found == {"coverage": pytest.approx(11 / 15), "support": pytest.approx(-1 / 15)}
    assert people.heads_counted(lesson)["coverage"] == 3 / 4
    assert people.guide(lesson) == {"guide": "K01-H2"}


def test_nobody_leads_where_nobody_else_is_for_us():
    lesson = lesson_on(load_case("beverage_china"), "K02")
    with pytest.raises(NotGradableError):
        people.guide(lesson)


def test_an_account_without_figures_of_its_people_is_not_read(lesson):
    with pytest.raises(NotGradableError):
        account.enough_people(lesson_on(load_case("textbook")))
    assert open_chapter("07", "textbook").lesson.stands_in is not None
    account.enough_people(lesson)


def test_the_questions_stand_out_of_order_and_in_all_kinds(lesson):
    assert sorted(account.SHUFFLED) == sorted(KINDS) and account.SHUFFLED != KINDS
    order = talk.asked_in_order(lesson)["order"]
    assert [account.SHUFFLED[account.LETTERS.index(letter)] for letter in order] == list(KINDS)
    assert lesson.once(account.thread_asked) != lesson.once(account.thread_shown)


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_argument_is_judged_alike_in_both_languages(language, lesson):
    part = CHAPTER["7.7"].parts[0]
    assert isinstance(part, talk.Argued)
    for row in range(1, 1 + len(lesson.once(account.arguments))):
        whole = account.argument(lesson, row, language)
        assert all(part.pieces(part.read(whole, lesson), None, lesson).values()), whole
    for point in talk.POINTS:
        made = part.pieces(talk.left_out(point, lesson, language)["argument"], None, lesson)
        assert [each for each, is_made in made.items() if not is_made] == [point]


def test_only_the_cases_own_figures_prove_an_argument(lesson):
    # margin 32.6 % at the till; 8,511,... yuan earned in the quarter; 12 % and 77,000 are invented
    earned = dict(lesson.once(account.arguments)[0].benefit.values)["earned"]
    for own in (
        "32.6%",
        "33 %",
        "３２．６％",
        "0.326",
        f"{earned:,.0f} yuan",
        "about 8.5 million",
        "¥8.51M",
        "851万",
        "850 万元",
    ):
        assert talk.quotes_the_case(own, lesson), own
    for invented in ("", "12%", "77,000 yuan", "1", "326%", "8.5", "8.5 billion"):
        assert not talk.quotes_the_case(invented, lesson), invented


def test_the_forecast_is_the_middle_of_sales_a_store(lesson):
    rows = lesson.once(account.peers)
    a_store = sorted(rows["sales"] / rows["stores"])
    stores = account.our_stores(lesson)
    assert talk.listed(lesson)["expected"] == pytest.approx(a_store[1] * stores)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_forecast_is_not_given_away_before_it_is_asked_for(language):
    chapter = open_chapter("07", "beverage_china", language=language)
    expected = talk.listed(chapter.lesson)["expected"]
    written = say("pitch.forecast_quarter", language, expected=expected, low=0, high=0, peers=3)
    figure = written.split("¥")[1].split(" ")[0].split("；")[0]
    assert figure not in shown.criteria(chapter)._repr_html_()
    assert figure in shown.pitch(chapter)._repr_html_()


def test_weeks_without_a_visit_lose_people(lesson):
    chapter = open_chapter("07", "beverage_china")
    texts = [shown.draw_map(chapter, weeks=weeks)[1] for weeks in (0, 6, 13)]
    assert len(set(texts)) == 3
    assert "0 of 4" in texts[2]
