"""Chapter 2: its examples are such that each mistake shows, and its tables say what they should.

That right answers pass and mistakes are recognised on every case is held for all chapters at once.
"""

import pytest

from ka_helpers.cases import load_case
from ka_helpers.exercises import open_chapter
from ka_helpers.exercises.answers.chapter_02_scores import (
    attractiveness,
    partial_support,
    possible_support,
)
from ka_helpers.exercises.lesson import lesson_on
from ka_helpers.exercises.materials import chapter_02_tables as tables
from ka_helpers.exercises.materials.chapter_02 import (
    account_measures,
    account_scores,
    display_grades,
    placed_accounts,
    rules_of,
)
from ka_helpers.exercises.materials.chapter_02_asked import asked_of, distances_of
from ka_helpers.exercises.materials.chapter_02_examples import (
    partly_measured,
    ranking_example,
    retailers_offer,
    scored_example,
    uncertain_accounts,
)
from ka_helpers.exercises.materials.chapter_02_pictures import draw_matrix, moves_with
from ka_helpers.metrics.grading import fair_share_index
from ka_helpers.reviews.portfolio import build_portfolio


@pytest.fixture(scope="module")
def lesson():
    return lesson_on(load_case("beverage_china"))


@pytest.fixture(params=["en", "zh"])
def chapter(request, tmp_path, monkeypatch):
    monkeypatch.setenv("KA_KIT_PROGRESS", str(tmp_path / "progress.jsonl"))
    return open_chapter("02", "beverage_china", language=request.param)


def test_accounts_are_scored_as_their_reviews_score_them(lesson):
    """Nothing of the chapter may differ from what a manager reads in the review."""
    portfolio = build_portfolio(lesson.case, lesson.quarter)
    for account_id, row in lesson.once(placed_accounts).iterrows():
        now = portfolio.position_of(account_id).now
        found = (row["attractiveness"], row["support"], row["quadrant"], row["borderline"])
        assert found == (now.attractiveness, now.support, now.quadrant, now.borderline)


def test_answers_by_card_agree_with_scoring(lesson):
    scores = lesson.once(account_scores)
    example = lesson.once(scored_example)
    points = attractiveness(lesson)["attractiveness"]
    assert points == pytest.approx(scores["attractiveness"][example])
    partly = lesson.once(partly_measured)
    assert partly.struck == ()
    assert partial_support(lesson)["support"] == pytest.approx(scores["support"][partly.account_id])


def test_what_was_not_measured_leaves_the_points_open(lesson):
    """What nobody looked at weighs the rest: a fifth of that is earned in any case, all at best."""
    answer, found = partial_support(lesson), possible_support(lesson)
    missing = 100 * (1 - answer["coverage"])
    assert found["highest"] - found["lowest"] == pytest.approx(0.8 * missing)
    assert found["lowest"] == pytest.approx(answer["support"] * answer["coverage"] + 0.2 * missing)
    assert found["lowest"] < answer["support"] < found["highest"]


def test_distances_lead_to_the_least_certain_account(lesson):
    found = lesson.once(uncertain_accounts)
    distances = distances_of(lesson, found.shortlist)
    points = lesson.once(placed_accounts)["support"][found.nearest]
    assert distances["support"][found.nearest] == abs(points - rules_of(lesson).cut)
    assert distances.min(axis="columns").idxmin() == found.nearest
    assert distances_of(lesson, ["nobody"]).empty


def test_the_offer_stands_on_an_edge_and_between_two(lesson):
    rules, offer = rules_of(lesson), lesson.once(retailers_offer)
    assert offer.annual_sales in [band.bound for band in rules["annual_sales"].bands]
    assert rules["payment_days"].grade(offer.payment_days) == 2


def test_the_least_certain_account_is_nearest_to_a_cut(lesson):
    found = lesson.once(uncertain_accounts)
    placed = lesson.once(placed_accounts).loc[list(found.shortlist)]
    away = (placed[["support", "attractiveness"]] - rules_of(lesson).cut).abs().min(axis="columns")
    assert away.idxmin() == found.nearest != found.nearest_on_other
    assert (away == away.min()).sum() == 1


def test_no_two_ranked_accounts_tie(lesson):
    few = list(lesson.once(ranking_example))
    assert lesson.once(account_scores)["attractiveness"][few].is_unique


def test_the_chapters_own_weights_move_nobody(chapter):
    rules = rules_of(chapter.lesson)
    weights = {each.name: each.weight for each in rules.criteria}
    assert not moves_with(chapter.lesson, weights, rules.cut)["changed"].any()
    picture, said = draw_matrix(chapter, cut=rules.cut, **weights)
    assert said == chapter.say("nobody_moved", n=len(chapter.lesson.once(placed_accounts)))
    assert picture.alt == said


def test_who_changes_class_is_named(chapter):
    moved = moves_with(chapter.lesson, {"annual_sales": 20, "growth": 70, "payment_days": 10}, 50)
    _, said = draw_matrix(chapter, annual_sales=20, growth=70, payment_days=10, cut=50)
    changed = moved.loc[moved["changed"], "account_name"]
    assert len(changed)
    assert all(name in said for name in changed)


def test_fair_grades_are_those_of_the_index(lesson):
    found = display_grades(lesson)
    index = [
        fair_share_index(display, share)
        for display, share in zip(found["display_share"], found["market_share"], strict=True)
    ]
    by_index = found.assign(index=index).groupby("fair")["index"]
    assert by_index.max().is_monotonic_increasing
    assert by_index.min()[5:].gt(150).all()


def test_what_was_not_measured_is_a_dash(chapter):
    partly = asked_of(chapter.lesson).partly
    shown = tables.partly(chapter)._repr_html_()
    assert shown.count("–</td>") == 3 * partly.card["part"].isna().sum() > 0


def test_the_printed_table_is_the_courses(chapter):
    rows = tables.printed(chapter).rows
    assert [row[2:] for row in rows][:3] == [
        ("> 50", "40–50", "30–40", "20–30", "< 20"),
        ("> 20", "15–19", "10–14", "5–9", "< 5"),
        ("< 30", "31–40", "40–50", "50–60", "> 60"),
    ]


def test_a_case_without_classes_is_replaced_and_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("KA_KIT_PROGRESS", str(tmp_path / "progress.jsonl"))
    chapter = open_chapter("02", "textbook")
    assert chapter.lesson.stands_in is not None
    assert len(chapter.lesson.once(account_measures)) > 6
