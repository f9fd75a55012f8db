"""The contact map's desk: visits go where they count, and the widget shows what the call shows."""

from html import escape

import pytest

from ka_helpers.cases import load_case
from ka_helpers.errors import RequestError
from ka_helpers.exercises.lesson import NotGradableError, lesson_on
from ka_helpers.i18n.formatting import MISSING
from ka_helpers.metrics.contacts import coverage_of, later, visit_order
from ka_helpers.widgets import explore
from ka_helpers.widgets.contact_map_desk import (
    arguments_for,
    contact_map,
    contact_map_desk,
    has_people,
    people_of,
    pitch_for,
    questions_for,
    record_of,
    save_pitch,
)


@pytest.fixture(params=["en", "zh"], scope="module")
def desk(request):
    return contact_map_desk("beverage_china", language=request.param)


def test_whom_to_see_next_is_overdue_and_strong_first(desk):
    people = desk.people("K02").people
    first, *rest = visit_order(people)
    assert (first.in_rhythm, first.weight) == (False, 4)
    left = [person.days_left for person in rest]
    assert left == sorted(left)


def test_weeks_lose_people_and_visits_win_them_back(desk):
    people = desk.people("K01").people
    assert later(people, 0) == people
    coverage = [coverage_of(later(people, 7 * weeks)) for weeks in range(14)]
    assert coverage == sorted(coverage, reverse=True) and coverage[-1] == 0
    won = [coverage_of(later(people, 91, visits)) for visits in range(len(people) + 2)]
    assert won == sorted(won) and won[-1] == 1
    # two visits carry the two strongest of four: 5 and 4 of 15
    assert won[2] == pytest.approx(9 / 15)


def test_an_account_is_meant_by_its_id_or_its_name(desk):
    name = desk.lesson.name_of("K05")
    assert desk.people("k05") is desk.people(name) is desk.people("K05")
    assert desk.accounts[0] == desk.lesson.account_id
    with pytest.raises(RequestError, match="K99"):
        contact_map(desk, account="K99")


def test_the_map_says_what_it_shows(desk):
    picture, said, table = contact_map(desk, "K20", weeks=0, visits=1)
    assert "20" not in picture.alt and len(table.rows) == len(desk.people("K20").people)
    overdue = sum(table.status(row) == "warn" for row in range(len(table.rows)))
    assert overdue == sum(not person.in_rhythm for person in desk.people("K20").people) - 1
    assert MISSING not in said


def test_everything_else_is_laid_out(desk):
    for account in desk.accounts[::9]:
        people, pairs, gaps = people_of(desk, account)
        assert len(people.rows) == len(desk.people(account).people) and len(pairs.rows) == 6
        assert isinstance(gaps, str) or gaps.rows
        assert len(record_of(desk, account).rows) == 19
        assert len(questions_for(desk, account).rows) % 4 == 0
        assert arguments_for(desk, account).rows
        pitch, criteria, tests = pitch_for(desk, account)
        assert (len(pitch.rows), len(criteria.rows), len(tests.rows)) == (10, 8, 4)


def test_a_product_that_the_account_has_already_is_refused(desk):
    with pytest.raises(RequestError, match="T01"):
        pitch_for(desk, product="T01")


def test_the_sheet_for_the_buyer_is_written_without_what_is_ours(desk, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (pitch, *_), said = pitch_for(desk), save_pitch(desk, form="html")
    (path,) = tmp_path.iterdir()
    page = path.read_text(encoding="utf-8")
    assert path.name in said and path.name.startswith("K01_pitch_J04_")
    for row in range(len(pitch.rows)):
        told, ours = pitch.written(row, 1), pitch.written(row, 2)
        assert escape(told) in page and escape(ours) not in page
    with pytest.raises(RequestError):
        save_pitch(desk, form="docx")


def test_a_case_without_contacts_is_replaced_by_the_sample():
    desk = contact_map_desk("textbook")
    assert desk.lesson.stands_in is not None and "K01" in desk.accounts
    with pytest.raises(NotGradableError):
        has_people(lesson_on(load_case("textbook")))


def test_the_widget_shows_what_the_call_shows(desk):
    exploration = explore(desk, contact_map, **desk.controls)
    assert exploration.at(weeks=8, visits=2) == exploration.at(
        account=desk.accounts[0], weeks=8, visits=2
    )
    assert exploration.at(weeks=8) != exploration.at(weeks=0)
    assert exploration.at(account="K02") != exploration.at(account="K01")
    assert contact_map(desk, weeks=8, visits=2)[1] in exploration.at(weeks=8, visits=2)
    row = exploration.widget.children[0]
    assert len(row.children) == 3
