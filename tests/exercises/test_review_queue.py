"""What to repeat, and when: one question through its boxes by hand, then laws."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.exercises.ledger import Entry
from ka_helpers.exercises.review_queue import DAYS, day_of, due_on, review_queue
from ka_helpers.exercises.review_table import MOST, review_table

CHINA = dt.timezone(dt.timedelta(hours=8))
START = dt.date(2026, 3, 2)


def did(days, outcome="correct", question="2.1", *, what="answer", mistakes=(), hour=2):
    at = dt.datetime.combine(START, dt.time(hour), dt.UTC) + dt.timedelta(days=days)
    score = float(outcome == "correct")
    return Entry(what, question, "case", outcome, score, mistakes, at=at.isoformat())


def queue(*entries):
    return review_queue(entries, CHINA)


def placed(*entries):
    (only,) = queue(*entries)
    return only.box, (only.due - START).days, only.why


def test_a_question_through_its_boxes():
    """Right on the days it is due: asked again after 1, 2, 4, 8 ... days."""
    entries, day = [], 0
    for box, days in enumerate(DAYS):
        entries.append(did(day))
        assert placed(*entries) == (box, day + days, "time")
        day += days
    entries.append(did(day))
    assert placed(*entries) == (len(DAYS) - 1, day + DAYS[-1], "time")


def test_a_wrong_answer_comes_back_tomorrow():
    assert placed(did(0), did(1), did(3, "incorrect")) == (0, 4, "wrong")
    assert placed(did(0, "incorrect", mistakes=("gap",))) == (0, 1, "mistake")
    assert placed(did(0, "partly")) == (0, 1, "partly")


def test_mending_it_on_the_same_day_does_not_move_it():
    assert placed(did(0, "incorrect"), did(0), did(0)) == (0, 1, "wrong")
    assert placed(did(0, "incorrect"), did(1)) == (1, 3, "time")


def test_ten_right_answers_in_an_hour_are_one():
    assert placed(*(did(0) for _ in range(10))) == placed(did(0))


def test_a_look_at_the_solution_puts_it_back_unless_it_was_right_before():
    assert placed(did(0), did(1), did(3, what="solution")) == (0, 4, "looked_up")
    assert placed(did(0, what="solution"), did(0)) == (0, 1, "looked_up")
    assert placed(did(0), did(0, what="solution")) == (0, 1, "time")


@pytest.mark.parametrize("outcome", ["cannot_check", "not_attempted", "kept"])
def test_what_was_not_judged_does_not_count(outcome):
    assert queue(did(0, outcome)) == ()
    assert placed(did(0), did(1, outcome)) == placed(did(0))


def test_a_hint_is_no_answer():
    assert queue(did(0, "", what="hint")) == ()


def test_the_day_is_the_trainee_s_own():
    """Ten in the evening in UTC is the next morning in China."""
    late = did(0, hour=22)
    assert day_of(late, CHINA) == START + dt.timedelta(days=1)
    assert day_of(late, dt.UTC) == START


@pytest.mark.parametrize("at", ["", "yesterday", "2026-13-01", "0001-01-01T00:00:00+23:59"])
def test_a_time_that_cannot_be_read_is_passed_over(at):
    assert queue(Entry("answer", "2.1", "c", "correct", 1.0, at=at)) == ()


def test_the_longest_due_stands_first():
    entries = (did(3, question="2.10"), did(0, question="2.9"), did(0, question="10.1"))
    assert [each.question for each in queue(*entries)] == ["2.9", "10.1", "2.10"]


STEPS = st.lists(
    st.tuples(
        st.integers(0, 5),
        st.sampled_from(("correct", "incorrect", "partly", "cannot_check")),
        st.sampled_from(("answer", "answer", "answer", "solution", "hint")),
    ),
    max_size=30,
)


def walked(steps):
    day, entries = 0, []
    for after, outcome, what in steps:
        day += after
        entries.append(did(day, outcome, what=what))
    return entries


@given(STEPS)
def test_what_is_due_lies_after_the_last_answer_that_moved_it(steps):
    for each in queue(*walked(steps)):
        assert 0 <= each.box < len(DAYS)
        assert each.last < each.due <= each.last + dt.timedelta(days=DAYS[each.box])


@given(STEPS)
def test_a_right_answer_never_puts_a_question_back(steps):
    entries = walked(steps)
    before = {each.question: each.box for each in queue(*entries)}
    last = max([0, *((dt.datetime.fromisoformat(e.at).date() - START).days for e in entries)])
    after = {each.question: each.box for each in queue(*entries, did(last + 1))}
    assert after["2.1"] >= before.get("2.1", 0)


@given(STEPS, STEPS)
def test_questions_do_not_touch_each_other(one, other):
    own = walked(one)
    others = [Entry(e.what, "3.1", e.case, e.outcome, e.score, at=e.at) for e in walked(other)]
    alone = [each for each in queue(*own, *others) if each.question == "2.1"]
    assert alone == list(queue(*own))


# The table


def now(days):
    return dt.datetime.combine(START, dt.time(9), CHINA) + dt.timedelta(days=days)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_says_what_and_why(language):
    from ka_helpers.i18n import say

    entries = [did(0, "incorrect", "1.1"), did(0, question="2.1"), did(5, question="2.2")]
    table = review_table(entries, now(3), language)
    assert [row[0] for row in table.rows] == ["1.1", "2.1"]
    assert [row[3] for row in table.rows] == [
        say(f"review_queue.why_{why}", language) for why in ("wrong", "time")
    ]
    assert [row[4] for row in table.rows] == [2, 2]


def test_a_known_mistake_is_said():
    from ka_helpers.exercises.curriculum import plan_of

    exercise = next(each for each in plan_of("01").exercises if each.mistakes)
    name = next(iter(exercise.mistakes))
    entries = [did(0, "incorrect", exercise.number, mistakes=(name,))]
    (row,) = review_table(entries, now(2), "en").rows
    assert row[3].startswith("A mistake last time: ")


def test_nothing_to_do_is_said_with_the_next_day():
    assert "Nothing has been answered" in review_table([], now(0), "en").note
    assert "kept for your trainer" in review_table([did(0, "kept")], now(0), "en").note
    table = review_table([did(0)], now(0), "en")
    assert (table.rows, "3 Mar 2026: 2.1" in table.note) == ((), True)


def test_questions_that_are_no_longer_asked_are_left_out():
    assert review_table([did(0, question="99.1"), did(0, question="")], now(9), "zh").rows == ()


def test_no_more_than_anyone_repeats():
    questions = [f"{chapter}.{n}" for chapter in range(1, 8) for n in range(1, 8)]
    table = review_table([did(0, question=each) for each in questions], now(30), "en")
    assert len(table.rows) == MOST
    assert f"{len(questions)} of the {len(questions)}" in table.note
    assert len(due_on(queue(*(did(0, question=q) for q in questions)), START)) == 0
