"""Chapter 3: its figures are those of the review, and what it asks about tells mistakes apart."""

import pytest

from ka_helpers.cases import load_case
from ka_helpers.exercises import open_chapter
from ka_helpers.exercises.answers.chapter_03 import CHAPTER, POINTS, worst_first
from ka_helpers.exercises.answers.chapter_03_growing import own_growth, share_and_move
from ka_helpers.exercises.answers.chapter_03_serving import what_is_left
from ka_helpers.exercises.lesson import lesson_on
from ka_helpers.exercises.materials import chapter_03_pages as pages
from ka_helpers.exercises.materials.chapter_03 import KPI_NAMES, scorecard
from ka_helpers.exercises.materials.chapter_03_examples import (
    asked_of,
    order_example,
    profit_example,
    sales_example,
    scorecard_example,
    share_example,
)
from ka_helpers.i18n import say
from ka_helpers.reviews.building import build_summary
from ka_helpers.reviews.portfolio import build_portfolio


@pytest.fixture(scope="module")
def lesson():
    return lesson_on(load_case("beverage_china"))


@pytest.fixture(scope="module")
def review_of(lesson):
    portfolio = build_portfolio(lesson.case, lesson.quarter)
    return lambda account_id: build_summary(
        lesson.case.slice(account_id), lesson.quarter, portfolio
    )


@pytest.fixture(params=["en", "zh"])
def chapter(request, tmp_path, monkeypatch):
    monkeypatch.setenv("KA_KIT_PROGRESS", str(tmp_path / "progress.jsonl"))
    return open_chapter("03", "beverage_china", language=request.param)


def test_the_scorecard_is_the_reviews(lesson, review_of):
    found = scorecard(lesson, lesson.account_id)
    rows = review_of(lesson.account_id).scorecard
    assert tuple(found.index) == KPI_NAMES == tuple(row.kpi for row in rows)
    assert list(found["actual"]) == [row.actual.value for row in rows]
    assert list(found["aim"]) == [row.target for row in rows]
    assert [value >= 1 for value in found["attained"]] == [row.status == "good" for row in rows]


def test_the_scorecard_names_the_module_that_the_first_table_names(lesson, chapter):
    named = [say(f"scorecard.module_{each}", chapter.language) for each in _modules(lesson)]
    assert named == [row[-1] for row in pages.kpis(chapter).rows]
    scored = scorecard(lesson, lesson.once(scorecard_example))
    order = list(scored["attained"].sort_values().index)
    assert worst_first(lesson) == {"order": tuple(order), "module": scored["module"][order[0]]}


def _modules(lesson):
    return scorecard(lesson, lesson.account_id)["module"]


def test_answers_are_the_reviews_figures(lesson, review_of):
    sales = review_of(lesson.once(sales_example).account_id).sales
    assert own_growth(lesson)["own_growth"] == pytest.approx(sales.growth.value)
    share = review_of(lesson.once(share_example).account_id).share
    assert share_and_move(lesson) == pytest.approx(
        {"share": share.share.value, "share_move": share.change.value}
    )
    profit = review_of(lesson.once(profit_example).account_id).profit
    assert what_is_left(lesson) == pytest.approx(
        {
            "account_profit": profit.account_profit.value,
            "profit_margin": profit.profit_margin.value,
        }
    )


def test_the_order_came_short_and_nothing_came_beyond_it(lesson):
    lines = lesson.once(order_example).lines
    assert (lines["delivered"] <= lines["ordered"]).all()
    assert lines["delivered"].sum() < lines["ordered"].sum()
    assert lines["product_id"].is_unique


def test_the_scorecard_asked_about_is_not_the_one_in_the_picture(lesson):
    assert lesson.once(scorecard_example) != lesson.account_id
    assert worst_first(lesson)["module"] != "execution"


def test_lines_on_each_other_keep_the_share(chapter):
    for own, account, name in ((0.5, 0.6, "lost"), (0.6, 0.5, "won"), (0.1, 0.1, "kept")):
        picture, said = pages.draw_race(chapter, own_growth=own, account_growth=account)
        change = (1 + own) / (1 + account) - 1
        assert said == chapter.say(f"race_{name}", own=own, account=account, change=change)
        assert picture.alt == said


@pytest.mark.parametrize(
    ("written", "missed"),
    [
        (
            "客户自己增长了多少？费用花了多少，还有没有利润？货是不是压在客户仓库里，动销怎么样？",
            set(),
        ),
        ("市场份额是升了还是降了？这么多促销，毛利还剩多少？消费者真的买走了吗？", set()),
        ("How fast did the account grow? Is it profitable? Is it still in their warehouse?", set()),
        ("Did we take share from competitors, at what cost?", {"shoppers"}),
        ("恭喜恭喜，再接再厉！", set(POINTS)),
        ("Well done!", set(POINTS)),
    ],
)
def test_the_rubric_reads_what_managers_write(chapter, written, missed):
    outcome = chapter.judged(CHAPTER["3.8"], {"text": written})
    assert set(outcome.parts[0].missed) == missed


def test_every_page_is_shown_in_the_readers_language(chapter):
    shown = [
        pages.kpis(chapter),
        pages.card(chapter),
        pages.card(chapter, asked_of(chapter.lesson).scored),
        pages.card_picture(chapter),
        pages.mix(chapter),
        pages.two_quarters(chapter),
        pages.market(chapter),
        pages.order(chapter),
        pages.account(chapter),
    ]
    assert all(each._repr_html_() for each in shown)
    assert len(pages.kpis(chapter).rows) == len(KPI_NAMES)


def test_an_account_that_cannot_be_scored_is_replaced_and_that_is_said(tmp_path, monkeypatch):
    monkeypatch.setenv("KA_KIT_PROGRESS", str(tmp_path / "progress.jsonl"))
    chapter = open_chapter("03", "beverage_china", account_id="K17", language="zh")
    assert chapter.lesson.stands_in is not None
    assert "果仓" in chapter.opening()
    assert scorecard(chapter.lesson, chapter.lesson.account_id)["attained"].notna().all()
