"""What comparing planted with found says: found, lost with the figure, unplanted; bad truths."""

from dataclasses import replace

import pytest

from ka_helpers.cases import load_case
from ka_helpers.cases.planted import TRUTH, Planted, planted_in
from ka_helpers.cases.synthesis import SynthesisSpec, World, invent_accounts, synthesise
from ka_helpers.cases.synthesis.planting import plant
from ka_helpers.cases.synthesis.story import Story
from ka_helpers.errors import CaseError
from ka_helpers.reviews.planted import Seen, Shortfall, compare, found_stories


@pytest.fixture(scope="module")
def case(tmp_path_factory):
    """Three accounts of 65 weeks; the first sells 70 % of its months in their last weeks."""
    folder = tmp_path_factory.mktemp("small") / "small"
    world = World("small", weeks=65)
    accounts = invent_accounts(world, 3, seed=4)
    told = [Story("phasing", "K01")]
    synthesise(SynthesisSpec(world, 4, plant(world, accounts, told)), folder)
    return load_case(folder)


def test_the_truth_is_read_from_the_folder(case):
    assert planted_in(case.path) == planted_in(case) == (Planted("phasing", "K01", "2026Q2", 1.0),)


def test_what_is_planted_is_found(case):
    compared = compare(case, planted_in(case), "2026Q2")
    assert (compared.sound, compared.lost, compared.unplanted) == (True, (), ())
    assert compared.found == (Seen("phasing", "K01", "2026Q2"),)
    assert {k: set(v) for k, v in found_stories(case, "2026Q2").items() if v} == {
        "K01": {"phasing"}
    }


def test_a_lost_story_says_which_figure_falls_short_of_what(case):
    compared = compare(case, [Planted("order_gap", "K02"), *planted_in(case)], "2026Q2")
    (lost,) = compared.lost
    fill, held = lost.shortfalls
    assert (fill.figure, fill.limit, fill.below, fill.unit) == ("fill_rate", 0.80, True, "share")
    assert fill.value > 0.9
    assert (held.figure, held.below) == ("deduction_rate", False)
    assert lost.findings == ("stories.order_gap",)
    said = lost.sentence("en")
    assert "Order gap by department" in said and "should be at most 80.0%" in said
    assert "应不高于 80.0%" in lost.sentence("zh")


def test_a_story_that_nobody_planted_is_told_once(case):
    compared = compare(case, [], "2026Q2")
    assert compared.unplanted == (Seen("phasing", "K01", "2026Q2"),)
    assert not compared.sound
    assert "K01" in compared.unplanted[0].sentence("zh")


def test_an_accounts_own_story_may_show_in_other_quarters_too(case):
    moved = [replace(planted_in(case)[0], quarter="2026Q1")]
    compared = compare(case, moved, "2026Q2")
    assert compared.sound
    assert compared.found == (Seen("phasing", "K01", "2026Q1"),)


def test_what_cannot_be_looked_for_is_a_problem_that_says_what_is_known(case):
    asked = {
        Planted("fraud", "K01"): ("planted.unknown_story", "order_gap"),
        Planted("phasing", "K99"): ("planted.unknown_account", "K03"),
        Planted("phasing", "K01", "1999Q1"): ("planted.unknown_quarter", "2026Q2"),
    }
    lost = compare(case, asked, "2026Q2").lost
    assert len(lost) == 3
    for each in lost:
        problem, known = asked[each.planted]
        assert each.problem == problem
        assert all(known in each.sentence(language) for language in ("en", "zh"))


def test_a_figure_that_was_not_measured_says_so():
    short = Shortfall("cover", None, 16.0, False, "number")
    assert short.sentence("en") == "weeks of stock is not measured"


def truth_of(tmp_path, text):
    path = tmp_path / TRUTH
    path.parent.mkdir()
    path.write_text(text, encoding="utf-8")
    return tmp_path


def test_a_truth_edited_by_hand_is_read(tmp_path):
    text = "\ufeffstory,account_id,quarter,strength\nloading, K02 ,,\nphasing,K01,2026Q1,0.6\n"
    assert planted_in(truth_of(tmp_path, text)) == (
        Planted("loading", "K02", "", 1.0), Planted("phasing", "K01", "2026Q1", 0.6),
    )  # fmt: skip


def test_a_case_without_truth_has_no_planted_stories(tmp_path):
    assert planted_in(tmp_path) == ()


@pytest.mark.parametrize(
    "text, said",
    [
        ("story\nphasing\n", "account_id: this column is missing"),
        ("story,account_id\n,K01\n", "nothing is written here"),
        ("story,account_id,strength\nphasing,K01,strong\n", '"strong" is not a number'),
        ("story,account_id,strength\nphasing,K01,nan\n", '"nan" is not a number'),
        ("", "stories.csv"),
        ("story,account_id\n" + "phasing,K01\n" * 1_001, "more than 1,000"),
    ],
)
def test_a_faulty_truth_is_refused_with_its_place(tmp_path, text, said):
    with pytest.raises(CaseError) as refused:
        planted_in(truth_of(tmp_path, text))
    assert said in refused.value.said_in("en")
    assert refused.value.said_in("zh")
