"""Chapter 9: its figures by hand from the tables, its open task scored point by point."""

import pytest

from ka_helpers.cases import load_case
from ka_helpers.exercises import open_chapter
from ka_helpers.exercises.answers.chapter_09_opportunities import budget_time, real_share
from ka_helpers.exercises.answers.chapter_09_plan import (
    POINTS,
    chosen_actions,
    days_of,
    missing_only,
)
from ka_helpers.exercises.answers.chapter_09_rank import points, standing, state, trust
from ka_helpers.exercises.answers.chapter_09_signals import named
from ka_helpers.exercises.lesson import Lesson, NotGradableError, lesson_on
from ka_helpers.exercises.materials.chapter_09 import (
    both_sides,
    contacts,
    grounds,
    relationships,
    suits_relationship,
    suppliers,
)
from ka_helpers.exercises.materials.chapter_09_opportunities import (
    asked_account,
    opportunities_by_account,
    own_opportunities,
    pipeline,
    suits_opportunities,
)
from ka_helpers.exercises.materials.chapter_09_pictures import draw_rank, draw_window
from ka_helpers.exercises.materials.chapter_09_signals import (
    SLACK_DAYS,
    best_choice,
    cheapest_plan,
    task,
    warnings_at,
    watched,
)
from ka_helpers.exercises.materials.chapter_09_tables import expectations_table, own_table
from ka_helpers.exercises.plain import UnreadableError
from ka_helpers.metrics.retention import causes_left


@pytest.fixture(scope="module")
def lesson():
    return lesson_on(load_case("beverage_china"))


def test_trust_and_rank_by_hand(lesson):
    people = lesson.case.table("contact").query("account_id == 'K01'")
    weighted = sum(people["support"] * people["influence"]) / sum(people["influence"])
    assert trust(lesson)["trust"] == pytest.approx(weighted)
    assert len(lesson.once(contacts)) == len(people)
    # the buyer, support 1 and influence 4, gives way to somebody without an opinion
    assert trust(lesson)["after"] == pytest.approx(weighted - 4 / people["influence"].sum())
    marks = lesson.once(grounds)
    assert points(lesson)["points"] == pytest.approx(
        sum(w * g / 5 for w, g in zip(marks["weight"], marks["grade"], strict=True))
    )
    assert state(lesson)["state"] == "supplier"
    assert both_sides(lesson) == pytest.approx((weighted, points(lesson)["points"]))


def test_our_place_is_read_from_the_market(lesson):
    market = lesson.case.table("market").query("account_id == 'K01' and quarter == '2026Q2'")
    rivals = market.groupby("competitor")["competitor_sales_value"].sum()
    sold = lesson.once(suppliers)
    assert sold.drop("us").to_dict() == pytest.approx(rivals.to_dict())
    found = standing(lesson)
    assert found["place"] == 1 + sum(rivals > sold["us"])
    assert found["missing"] == pytest.approx(rivals.max() - sold["us"])


def test_ones_own_grades_are_set_beside_those_of_the_figures(lesson):
    chapter = open_chapter("09", "beverage_china")
    table, said = draw_rank(chapter, sales=5, profit=4, cooperation=1, common_value=3)
    # 40 + 30 * 4/5 + 15 / 5 + 15 * 3/5 = 76
    assert "76.0 points: a supplier of class B" in said
    marks = lesson.once(grounds)["grade"]
    assert [row[-1] for row in table.rows] == list([5, 4, 1, 3] - marks)


def test_the_map_shows_states_that_its_numbers_make(lesson):
    rows = lesson.once(relationships)
    assert rows.index[0] == "K01" and len(rows) == 10
    liked, valued = rows["trust"] > 0, rows["points"] >= 70
    assert set(rows["seen"][liked & valued]) == {"partner"}
    assert set(rows["seen"][~liked & valued]) == {"supplier"}
    assert set(rows["seen"][liked & ~valued]) == {"friend"}


def test_the_early_warning_table_holds_both_kinds_and_its_rules_name_one(lesson):
    rows = lesson.once(watched)
    right = named(lesson)["named"]
    assert 0 < len(right) < len(rows) == 8
    by_rules = {
        account
        for account in rows.index
        for warning in warnings_at(lesson, account)
        if warning.fired and warning.rule in ("complaint", "severe_signal")
    }
    assert [account for account in rows.index if account in by_rules] == right
    # one of them has an old complaint and no grave signal
    assert (rows.loc[right, "gravest"] < 4).sum() == 1
    # beside them stand accounts that tempt: falling or with a slight signal
    calm = rows.drop(right)
    assert ((calm["growth"] < 0) | (calm["gravest"] > 0)).all()


def test_the_task_is_of_the_largest_accounts_in_danger(lesson):
    given = lesson.once(task)
    sales = lesson.case.query(
        "select account_id, sum(sales_value) as sold from sales "
        "where period_start >= '2025-07-01' group by 1 order by 2 desc"
    )
    warned = [a for a in sales["account_id"] if any(w.fired for w in warnings_at(lesson, a))]
    assert [each.account_id for each in given.accounts] == warned[:3]
    assert given.days == days_of(cheapest_plan(lesson)) + SLACK_DAYS
    for each in given.accounts:
        assert causes_left(each.causes, each.answer) == ()


def test_the_best_choice_begins_where_something_is_missing():
    causes = ("complaint_unresolved", "stronger_rival")
    assert set(best_choice(causes, ())) == {"ask_about_us", "new_products_first"}
    assert best_choice(causes, ("supply_first",)) == ("supply_first", "new_products_first")
    assert best_choice((), ()) == ()


def test_a_plan_is_scored_point_by_point(lesson):
    chapter = open_chapter("09", "beverage_china")
    assert chapter.check("9.6", plan=cheapest_plan(lesson)).score == 1
    for point in POINTS:
        plan = missing_only(point)(lesson)["plan"]
        kept = {name: fits(chosen_actions(plan, lesson), lesson) for name, fits in POINTS.items()}
        assert kept == {name: name != point for name in POINTS}
        assert chapter.check("9.6", plan=plan).score == pytest.approx(1 - 1 / len(POINTS))


def test_a_plan_may_name_accounts_and_give_one_action(lesson):
    first = lesson.once(task).accounts[0].account_id
    by_name = chosen_actions({lesson.name_of(first): "ask_about_us"}, lesson)
    assert by_name[first] == ("ask_about_us",)
    assert set(by_name.values()) == {("ask_about_us",), ()}
    assert chosen_actions({first: ["ask_about_us", "ask_about_us"]}, lesson) == by_name


@pytest.mark.parametrize("given", [{"K99": ["ask_about_us"]}, {"K02": ["dinner"]}, {"K02": 3}])
def test_a_plan_of_something_else_cannot_be_read(lesson, given):
    with pytest.raises(UnreadableError):
        chosen_actions(given, lesson)


def test_the_pipeline_by_hand(lesson):
    table = lesson.case.table("opportunity")
    tests = ["need_confirmed", "budget_confirmed", "time_confirmed", "decision_confirmed"]
    real = table[table[tests].all(axis=1)]["value"].sum() / table["value"].sum()
    assert real_share(lesson)["real_share"] == pytest.approx(real)
    waiting = table[table["need_confirmed"] & ~table["budget_confirmed"]]["value"].sum()
    found = budget_time(lesson)
    assert found["waiting"] == pytest.approx(waiting)
    # the year of K04 begins in April: 30 June to 1 January
    assert (lesson.once(asked_account).account_id, found["days"]) == ("K04", 185)
    assert len(lesson.once(pipeline)) == len(table)


def test_the_managers_own_opportunities_stand_together(lesson):
    rows = lesson.once(own_opportunities)
    accounts = lesson.case.accounts
    mine = accounts.set_index("account_id")["kam"]["K01"]
    managed = accounts.loc[accounts["kam"] == mine, "account_name"]
    assert set(rows["account_name"]) <= set(managed)
    assert rows["account_name"].iloc[0] == lesson.name_of("K01")
    chapter = open_chapter("09", "beverage_china")
    assert own_table(chapter)["ahead"].str.contains("decision").any()


def test_a_window_that_is_open_says_so():
    chapter = open_chapter("09", "beverage_china")
    assert "IS OPEN" in draw_window(chapter, start=1, month=10)[1]
    assert "days until" in draw_window(chapter, start=1, month=9)[1]


def test_a_complaint_has_an_upper_limit_and_the_others_a_lower_one():
    limits = expectations_table(open_chapter("09", "beverage_china"))["limit"]
    assert limits.iloc[0] == "under 30"
    assert limits.iloc[1:].str.startswith("at least").all()


def test_an_account_without_people_or_rivals_cannot_carry_the_chapter(lesson):
    with pytest.raises(NotGradableError, match="people"):
        suits_relationship(lesson_on(load_case("textbook")))
    with pytest.raises(NotGradableError, match="rank"):
        suits_relationship(lesson_on(lesson.case, "K20"))


def test_few_opportunities_or_none_that_is_real_cannot_carry_it(lesson):
    every = lesson.once(opportunities_by_account)
    unreal = {
        account: tuple(one for one in found if one.verdict != "real")
        for account, found in every.items()
    }
    for found in ({"K01": every["K01"]}, unreal):
        poor = Lesson(lesson.case, "K01", "2026Q2", kept={opportunities_by_account: found})
        with pytest.raises(NotGradableError, match="opportunities"):
            suits_opportunities(poor)
    suits_opportunities(lesson)
