"""Chapter 13: a colleague's figures by hand, plans of any kind, and a reader without results."""

import pandas as pd
import pytest

from ka_helpers.exercises.answers import chapter_13_plan as planning
from ka_helpers.exercises.answers import chapter_13_radar as radar
from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.competency import ROLES, recorded_view
from ka_helpers.exercises.curriculum import SKILLS, plan_of
from ka_helpers.exercises.ledger import Entry, Ledger
from ka_helpers.exercises.materials import chapter_13_own as own
from ka_helpers.exercises.materials.chapter_13 import MEASURES, colleague, gaps_of, shown_of
from ka_helpers.exercises.plain import UnreadableError
from ka_helpers.i18n import LANGUAGES

POINTS = (planning.keeps_hours, planning.meets_gaps, planning.learns_first, planning.looks_back)
LEVEL, VERDICT, SHOWN = 5, 6, 4


@pytest.fixture
def chapter(lesson, tmp_path):
    return Chapter("13", plan_of("13"), lesson, "en", Ledger(tmp_path / "progress.jsonl"))


def finance_answers(chapter, score=1.0):
    known = [each for each in plan_of("12").exercises if each.skill == "finance"][:3]
    for each in known:
        chapter.ledger.add(Entry("answer", each.number, "a case", outcome="partly", score=score))


def test_the_colleague_by_hand(lesson):
    shown = shown_of(colleague(lesson))
    assert shown["planning"] == 0.5
    assert shown["finance"] == pytest.approx(0.35)
    assert "relationship" not in shown
    assert gaps_of(colleague(lesson))["finance"] == pytest.approx(3 * 0.45)
    assert set(radar.blind_spots(lesson)["blind"]) == {"planning", "finance"}
    assert set(radar.hidden_strengths(lesson)["blind"]) == {"analysis", "execution"}
    assert radar.largest_gaps(lesson)["order"] == ["finance", "planning", "negotiation"]


def test_the_appraisal_by_hand(lesson):
    found = radar.appraised(lesson)
    assert found["points"] == pytest.approx(36 + 18 + 20 + 12 + 9.5)
    assert found["first"] == "account_profit"
    assert radar.without_cap(lesson)["points"] == pytest.approx(found["points"] + 9)


@pytest.mark.parametrize(
    "plan",
    [
        planning.good_plan(None)["plan"],
        {"cases_finance": 1, "play_negotiation": 2, "read_planning": 2, "again": 3},
        {"visits_negotiation": 1, "read_planning": 1, "draft_planning": 2, "read_finance": 3,
         "again": 3},
        pd.Series({"READ_FINANCE": 1.0, "read_planning": 2, "read_negotiation": 2, "again": 3}),
    ],
)  # fmt: skip
def test_any_plan_that_keeps_to_the_limits_is_right(chapter, plan):
    assert chapter.judged(chapter.plan["13.7"], {"plan": plan}).code == "correct"


@pytest.mark.parametrize(
    ("changed", "kept"),
    [
        ({"draft_planning": 1}, [False, True, True, True]),
        ({"contest_execution": 2}, [False, True, True, True]),
        ({"cases_finance": 1, "read_finance": 2}, [True, True, False, True]),
        ({"again": 2}, [False, True, True, False]),
    ],
)
def test_each_limit_is_looked_at_by_itself(lesson, changed, kept):
    plan = {**planning.good_plan(lesson)["plan"], **changed}
    read = planning.months_of(plan, lesson)
    assert [point(read, lesson) for point in POINTS] == kept


def test_a_gap_without_a_measure_is_missed(lesson):
    assert not planning.meets_gaps({"read_finance": 1, "read_planning": 1, "again": 3}, lesson)
    assert {each.skill for each in MEASURES.values()} >= set(gaps_of(colleague(lesson)).index[:3])


@pytest.mark.parametrize(
    ("plan", "key"),
    [
        ({"again": 4}, "chapter_13.no_such_month"),
        ({"again": 1.5}, "chapter_13.no_such_month"),
        ({"sing": 1}, "exercises.no_such_option"),
        (["again"], "exercises.not_keyed"),
    ],
)
def test_a_plan_that_cannot_be_read_says_why(lesson, plan, key):
    with pytest.raises(UnreadableError) as fault:
        planning.months_of(plan, lesson)
    assert fault.value.key == key


def test_a_reader_without_results_gets_a_table_of_dashes_and_is_told_why(chapter):
    rows = own.own_table(chapter).rows
    assert len(rows) == len(SKILLS)
    assert {row[SHOWN] for row in rows} == {None}
    assert {row[VERDICT] for row in rows} == {chapter.say("verdict_not_shown")}
    picture, said = own.own_radar(chapter)
    assert said == chapter.say("own_nothing", known=0, n=len(SKILLS))
    assert picture.alt == said
    assert [row[1] for row in own.own_roles(chapter).rows] == [None] * len(ROLES)


def test_results_and_own_view_meet_in_the_table(chapter):
    finance_answers(chapter)
    place = SKILLS.index("finance")
    assert own.own_table(chapter).rows[place][VERDICT] == chapter.say("verdict_not_judged")
    own.judge_myself(chapter, finance=2, analysis=...)
    row = own.own_table(chapter).rows[place]
    assert (row[SHOWN], row[LEVEL]) == (1.0, 2)
    assert row[VERDICT] == chapter.say("verdict_hidden")
    assert own.own_radar(chapter)[1] == chapter.say("own_some", known=1, n=len(SKILLS))


def test_the_own_view_earns_nothing_and_costs_nothing(chapter):
    before = chapter.progress().rows
    assert own.judge_myself(chapter, finance=..., selection=...) == chapter.say("nothing_kept")
    assert recorded_view(chapter.ledger) == {}
    assert own.judge_myself(chapter, finance=1, selection=5) == chapter.say("kept", n=2)
    assert chapter.progress().rows == before


def test_levels_that_are_only_tried_are_not_kept(chapter):
    picture, said = own.draw_levels(chapter, finance=4, analysis=0)
    assert said == chapter.say("levels_said", n=1, of=len(SKILLS))
    view = next(
        m for m in picture.plot.marks if getattr(m, "label", "") == chapter.say("line_view")
    )
    assert [y is not None for y in view.y[:-1]] == [skill == "finance" for skill in SKILLS]
    assert recorded_view(chapter.ledger) == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_level_that_is_none_is_refused_in_the_reader_s_words(chapter, language):
    with pytest.raises(Exception, match="finance") as fault:
        own.judge_myself(chapter, finance=7)
    assert "7" in fault.value.said_in(language)
