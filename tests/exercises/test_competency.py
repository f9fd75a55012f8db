"""What exercises show of a skill, and the own view that is kept and never judged."""

import pytest

from ka_helpers.errors import RequestError
from ka_helpers.exercises.competency import (
    ABILITIES,
    FEWEST_ANSWERS,
    ROLES,
    Evidence,
    evidence_of,
    record_view,
    recorded_view,
    role_shown,
    verdict,
    view_path,
    weighted_gap,
)
from ka_helpers.exercises.curriculum import SKILLS, chapter_numbers, plan_of
from ka_helpers.exercises.ledger import Entry, Ledger


def answered(question, score, outcome="partly"):
    return Entry("answer", question, "a case", outcome=outcome, score=score)


def shown_of(skill, entries):
    return next(each for each in evidence_of(entries) if each.skill == skill)


def test_every_skill_is_asked_for_by_some_question_and_stands_under_some_role():
    found = evidence_of([])
    assert tuple(each.skill for each in found) == SKILLS
    asked = sum(len(plan_of(number).exercises) for number in chapter_numbers())
    assert sum(each.questions for each in found) == asked
    assert {skill for skills in ROLES.values() for skill in skills} == set(SKILLS)


def test_with_an_empty_ledger_nothing_is_known_and_nothing_is_zero():
    for each in evidence_of([]):
        assert (each.points, each.answered, each.looked_up, each.shown) == (0, 0, 0, None)


def test_the_best_answer_counts_and_three_are_needed():
    two = [answered("6.1", 0.5), answered("6.1", 1.0, "correct"), answered("6.2", 0.0, "incorrect")]
    assert shown_of("promotion", two).shown is None
    three = [*two, answered("6.3", 0.5)]
    found = shown_of("promotion", three)
    assert (found.points, found.answered) == (1.5, 3)
    assert found.shown == pytest.approx(0.5)


def test_an_answer_after_the_solution_shows_nothing_and_an_earlier_one_stays():
    solution = Entry("solution", "6.1", "a case")
    after = [solution, answered("6.1", 1.0, "correct")]
    assert shown_of("promotion", after) == Evidence(
        "promotion", 0, 0, shown_of("promotion", []).questions, looked_up=1
    )
    before = [answered("6.1", 0.5), solution, answered("6.1", 1.0, "correct")]
    found = shown_of("promotion", before)
    assert (found.points, found.answered, found.looked_up) == (0.5, 1, 0)


@pytest.mark.parametrize("outcome", ["not_attempted", "cannot_check"])
def test_what_could_not_be_judged_is_no_answer(outcome):
    assert shown_of("promotion", [answered("6.1", 0.0, outcome)]).answered == 0


@pytest.mark.parametrize(
    ("shown", "level", "said"),
    [
        (0.7, 4, "strength"), (0.69, 4, "blind_spot"), (0.7, 3, "hidden"), (0.0, 3, "gap"),
        (None, 5, "not_shown"), (None, None, "not_shown"), (0.9, None, "not_judged"),
    ],
)  # fmt: skip
def test_what_is_shown_and_what_is_believed(shown, level, said):
    assert verdict(shown, level) == said


def test_above_the_target_there_is_no_gap():
    assert weighted_gap(0.9, 0.8, 3) == 0
    assert weighted_gap(0.6, 0.8, 2) == pytest.approx(2 * weighted_gap(0.6, 0.8, 1))


def test_a_role_is_shown_only_when_all_its_skills_are():
    def with_points(*points):
        pairs = zip(ROLES["resources"], points, strict=True)
        n = FEWEST_ANSWERS
        return [Evidence(skill, each, n if each is not None else 0, 9, 0) for skill, each in pairs]

    assert role_shown("resources", with_points(3, 1.5)) == pytest.approx(0.75)
    assert role_shown("resources", with_points(3, None)) is None


def test_the_own_view_is_kept_beside_the_ledger_and_the_last_one_counts(tmp_path):
    ledger = Ledger(tmp_path / "there" / "progress.jsonl")
    assert recorded_view(ledger) == {}
    assert record_view(ledger, {"finance": 2, "ability_learning": 5})
    assert record_view(ledger, {"finance": 3})
    assert recorded_view(ledger) == {"finance": 3, "ability_learning": 5}
    assert list(ledger.entries()) == []
    with view_path(ledger).open("a", encoding="utf-8") as file:
        file.write('{"levels": {"finance": 9}}\n["levels"]\n{"levels": {"fina')
    assert recorded_view(ledger) == {"finance": 3, "ability_learning": 5}
    assert record_view(ledger, {"finance": 4})
    assert recorded_view(ledger) == {"finance": 4, "ability_learning": 5}


def test_without_a_file_nothing_is_kept_and_nothing_breaks(tmp_path):
    assert not record_view(Ledger(None), {"finance": 3})
    assert recorded_view(Ledger(None)) == {}
    (tmp_path / "a file").write_text("")
    assert not record_view(Ledger(tmp_path / "a file" / "progress.jsonl"), {"finance": 3})


@pytest.mark.parametrize(
    ("levels", "key"),
    [
        ({"finance": 6}, "no_such_level"), ({"finance": 0}, "no_such_level"),
        ({"finance": 2.5}, "no_such_level"), ({"finance": True}, "no_such_level"),
        ({"finance": "3"}, "no_such_level"), ({"singing": 3}, "no_such_skill"),
    ],
)  # fmt: skip
def test_a_level_that_is_none_is_refused_and_nothing_is_kept(tmp_path, levels, key):
    ledger = Ledger(tmp_path / "progress.jsonl")
    with pytest.raises(RequestError) as fault:
        record_view(ledger, {"selection": 3, **levels})
    assert fault.value.key == f"chapter_13.{key}"
    assert recorded_view(ledger) == {}


def test_abilities_are_none_of_the_skills():
    assert not {f"ability_{each}" for each in ABILITIES} & set(SKILLS)
