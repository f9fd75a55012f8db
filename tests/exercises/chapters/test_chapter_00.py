"""Chapter 0: its stories are the sources' own, its questions work on a case of two tables.

That right answers pass and mistakes are recognised on every case is held for all chapters at once.
"""

import pytest

from ka_helpers.cases import load_case
from ka_helpers.exercises import open_chapter
from ka_helpers.exercises.lesson import lesson_on
from ka_helpers.exercises.materials import chapter_00 as data
from ka_helpers.exercises.materials.chapter_00_shown import draw_spending
from tests.exercises.chapters.small_case import write_case

GROWN = {"A1": 0.10, "A3": 0.05, "A4": 0.20, "A5": -0.30}


@pytest.fixture
def small(tmp_path):
    return write_case(tmp_path / "small", grown=GROWN)


@pytest.fixture(params=["en", "zh"])
def chapter(request, small, tmp_path, monkeypatch):
    monkeypatch.setenv("KA_KIT_PROGRESS", str(tmp_path / "progress.jsonl"))
    return open_chapter("00", small, language=request.param)


def test_growth_is_read_from_two_quarters(chapter):
    assert chapter.lesson.stands_in is None
    sold = data.account_quarters(chapter.lesson)
    assert sold.loc["A1", ["now", "before"]].tolist() == pytest.approx([110, 100])
    assert chapter.check("0.4", growth=0.1).code == "correct"
    assert chapter.check("0.4", growth=1.1).mistakes == ("ratio",)
    assert chapter.check("0.4", growth=10).mistakes == ("difference",)


def test_four_accounts_are_ranked_by_growth_not_by_size(chapter):
    assert data.growth_of_four(chapter.lesson).to_dict() == pytest.approx(
        {"A1": 0.10, "A3": 0.05, "A4": 0.20, "A2": 0.0}
    )
    assert chapter.check("0.5", order=["A4", "A1", "A3", "A2"]).code == "correct"
    assert chapter.check("0.5", order=["A1", "A3", "A4", "A2"]).mistakes == ("by_size",)


def test_accounts_that_all_grow_alike_cannot_be_ranked(tmp_path, monkeypatch):
    monkeypatch.setenv("KA_KIT_PROGRESS", str(tmp_path / "progress.jsonl"))
    chapter = open_chapter("00", write_case(tmp_path / "even"))
    assert chapter.check("0.5", order=["A1", "A3", "A4", "A2"]).code == "cannot_check"
    assert chapter.check("0.4", growth=0.0).code == "correct"


def test_a_case_without_two_quarters_is_replaced_by_the_sample():
    chapter = open_chapter("00", "textbook")
    assert chapter.lesson.case.file.case_id == "beverage_china"
    assert chapter.lesson.stands_in is not None


def test_the_gap_of_the_story_adds_up(chapter):
    gap = data.order_gap(chapter.lesson)["amount"]
    assert gap.sum() == 600_000
    assert (repr(gap["penalties"]), repr(gap.sum())) == ("150000", "600000")
    assert chapter.check("0.3", penalty_share=0.25).code == "correct"
    assert chapter.check("0.3", penalty_share=25).mistakes == ("percent_for_fraction",)


def test_two_sums_of_the_source_are_odd_and_are_said():
    lesson = lesson_on(load_case("beverage_china"))
    shares = data.spending(lesson)
    odd = shares["together"][(shares["together"] - 1).abs() > 0.001]
    assert odd.to_dict() == pytest.approx({"1984": 0.99, "1990": 1.01})
    chapter = open_chapter("00", "beverage_china")
    said = {year: draw_spending(chapter, year).alt for year in shares.index}
    assert {year for year, alt in said.items() if "odd" in alt} == {"1984", "1990"}
    assert "trade 38.0%, consumers 27.0%, advertising 34.0%; sum 99.0%" in said["1984"]


@pytest.mark.parametrize(
    ("reply", "missed"),
    [
        ("先别砍：亏损会小一点，可是竞品会进来，应该让同样的费用多卖一些货", ()),
        ("利润会好看，但份额会丢，应提高费用的产出", ()),
        ("We lose less money, a competitor takes the shelf, let us get a better return", ()),
        ("The loss shrinks, but our share falls.", ("efficiency",)),
        ("Profit looks better, rivals take more of our share.", ("efficiency",)),
        ("亏损会少，竞品会拿走更多份额。", ("efficiency",)),
        ("好的，同意。", ("loss", "share", "efficiency")),
    ],
)
def test_replies_in_both_languages_are_read_for_three_points(chapter, reply, missed):
    (part,) = chapter.check("0.6", reply=reply).parts
    assert part.missed == missed


def test_channels_not_stated_are_said_so(chapter):
    channels = data.channel_sales(chapter.lesson)
    assert channels.index.tolist() == [""]
    assert channels["accounts"].tolist() == [6]
    shown = chapter.show(channels, channel="chapter_00.channel_*")
    assert shown.rows[0][0] in ("not stated", "未注明")
