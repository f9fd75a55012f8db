"""Chapter 8: the source's story by hand, sums that agree with the mandate, packages, the talk."""

from dataclasses import replace
from itertools import pairwise

import pytest

from ka_helpers.cases import load_case
from ka_helpers.exercises.answers import chapter_08_packages as packages
from ka_helpers.exercises.answers import chapter_08_sums as sums
from ka_helpers.exercises.answers.chapter_08 import CHAPTER
from ka_helpers.exercises.answers.chapter_08_talk import climbed_down, played_out
from ka_helpers.exercises.answers.chapter_08_words import WORDS
from ka_helpers.exercises.lesson import NotGradableError, lesson_on
from ka_helpers.exercises.materials.chapter_08 import agenda_of, facts, six_packages, steps
from ka_helpers.exercises.materials.chapter_08_ladder import ladder, rung
from ka_helpers.exercises.materials.chapter_08_offers import best_swap, near, offers, worths
from ka_helpers.exercises.materials.chapter_08_suits import can_be_taught
from ka_helpers.exercises.materials.chapter_08_table import frontier, game_about, mandate_of
from ka_helpers.exercises.plain import UnreadableError
from ka_helpers.negotiation.styles import STYLES


@pytest.fixture(scope="module")
def lesson():
    return lesson_on(load_case("beverage_china"))


def test_the_story_by_hand(lesson):
    told = sums.stake(lesson)
    assert told["stake"] == pytest.approx(85_714.29, abs=0.01)
    assert told["times"] == pytest.approx(583.33, abs=0.01)


def test_the_taught_formulas_are_those_of_the_mandate(lesson):
    known, right = lesson.once(facts), sums.prices(lesson)
    assert right["tenth"] == pytest.approx(known.year_sales * 0.001)
    assert right["ten_days"] == pytest.approx(known.year_sales / 365 * 10 * known.interest)
    ways = sums.ways(lesson)
    lost = known.contribution * known.months / 12 * (1 - known.loyal)
    assert ways["wait"] == pytest.approx(-lost)
    assert ways["leave"] == pytest.approx(known.contribution * known.loyal - known.profit)
    assert known.bottom_us == max(ways.values())


def test_each_of_the_six_packages_teaches_something_else(lesson):
    six, known = lesson.once(six_packages), lesson.once(facts)
    agenda = agenda_of(lesson)
    for _, row in six.iterrows():
        package = agenda.package(**{key: row[key] for key in agenda.keys})
        assert row["worth_us"] == pytest.approx(agenda.us.worth(package))
        assert row["worth_them"] == pytest.approx(agenda.them.worth(package))
    ours, theirs = six["worth_us"] >= known.bottom_us, six["worth_them"] >= known.bottom_them
    assert list(six.index[~ours]) == ["P1"] and list(six.index[~theirs]) == ["P3"]
    zone = set(packages.zone(lesson)["zone"])
    assert (six.loc[sorted(zone), "worth_us"] < 0).any(), "today is not the measure"


def test_a_step_of_each_issue_costs_us_and_is_worth_something_to_them(lesson):
    found = lesson.once(steps)
    ratios = [each.ratio for each in found.values()]
    assert all(each.cost > 0 and each.them > 0 for each in found.values())
    assert all(abs(a / b - 1) > 0.01 for k, a in enumerate(ratios) for b in ratios[:k])
    assert found["rebate"].ratio == pytest.approx(1), "rebate only moves money"


def test_the_swap_that_is_told_gains_both(lesson):
    swap, agenda = best_swap(lesson), agenda_of(lesson)
    assert swap.us == pytest.approx(agenda.us.worth(swap.package)) and swap.us > 0
    assert swap.them == pytest.approx(agenda.them.worth(swap.package)) and swap.them > 0


def test_three_offers_are_alike_and_three_are_not(lesson):
    found = worths(lesson, lesson.once(offers)).sort_values()
    alike = packages.alike(lesson)["alike"]
    assert len(alike) == 3
    middle, leeway = found.median(), lesson.once(near)
    others = found.drop(alike)
    assert (others - middle).abs().min() > 1.5 * leeway
    assert (found[alike] - middle).abs().max() <= leeway


def test_the_ladder_shrinks_keeps_the_limits_and_wastes_nothing(lesson):
    rungs, agenda = lesson.once(ladder), agenda_of(lesson)
    given = rungs["given_up"].iloc[1:].tolist()
    assert all(first > then > 0 for first, then in pairwise(given))
    for number in rungs.index:
        package = rung(lesson, number)
        assert agenda.us.accepts(package) and agenda.them.accepts(package)
        assert all(agenda.allows(key, value) for key, value in package.items())
    assert rung(lesson, 99) == rung(lesson, len(rungs))


@pytest.mark.parametrize("account", ["K01", "K02", "K05"])
def test_the_ladder_wins_a_conceder_over_for_any_seed(account):
    lesson = lesson_on(load_case("beverage_china"), account)
    can_be_taught(lesson)
    transcript, found = played_out(climbed_down(lesson)["transcript"], lesson)
    assert transcript.deal is not None and found.score.part("value") >= 0.5


@pytest.mark.parametrize(
    ("sentence", "missed"),
    [
        ("如果贵方在每家门店给我们四个端架陈列，我们可以把账期延长十天。", set()),
        ("只要你们把新品六个SKU全部上架，我们可以多给10天账期", set()),
        ("在贵方把陈列增加到５个的前提下，我方可以放宽账期１０天", set()),
        ("If you list 3 new SKUs, we can give you ten more days to pay.", set()),
        ("我们多给你们10天账期，希望陈列多两个", {"condition", "first"}),
        ("We will give ten more days of payment if you list 3 SKUs.", {"first"}),
        ("你们这是强盗！如果给我们四个陈列，我们多给十天账期。", {"calm"}),
        ("如果贵方多支持陈列，我们可以放宽账期。", {"figure"}),
    ],
)
def test_sentences_are_read_by_their_points(lesson, sentence, missed):
    text = WORDS.parts[1]
    read = text.read(sentence, lesson)
    assert {name for name, made in text.pieces(read, read, lesson).items() if not made} == missed


# The talk


def test_only_a_record_that_was_played_here_counts(lesson):
    transcript = climbed_down(lesson)["transcript"]
    first, *rest = transcript.moves
    forged = replace(transcript, moves=(replace(first, terms={**first.terms, "rebate": 0}), *rest))
    easier = replace(agenda_of(lesson).them, reservation=-1e12)
    agenda = lesson.once(mandate_of).agenda
    other = lesson_on(load_case("beverage_china"), "K02")
    for wrong, key in (
        ("a story", "not_a_transcript"), (None, "not_a_transcript"),
        (forged, "changed"),
        (game_about(other, "conceder", 7, "supplier"), "other_transcript"),
        (game_about(lesson, "conceder", 7, "buyer"), "wrong_chair"),
    ):  # fmt: skip
        with pytest.raises(UnreadableError) as fault:
            played_out(wrong, lesson)
        assert fault.value.key == f"chapter_08.{key}"
    assert agenda.us.reservation == lesson.once(facts).bottom_us
    soft = replace(transcript, interests=easier)
    assert played_out(soft, lesson)[0].interests != easier, "the buyer is the kit's, not the file's"


def test_an_unfinished_talk_earns_no_agreement(lesson):
    game = game_about(lesson, "boulware", 1, "supplier")
    talk = CHAPTER["8.8"].parts[0]
    pieces = talk.pieces(talk.read(game, lesson), None, lesson)
    assert not pieces["agreed"] and not pieces["value"] and pieces["calm"]


def test_every_style_can_be_met_in_the_chapter(lesson):
    for style in STYLES:
        game = game_about(lesson, style, 7, "supplier")
        game.walk_away()
        assert played_out(game, lesson)[1].manner.style == style


# What the chapter cannot be read on


def test_without_a_zone_another_account_is_asked_for():
    other = lesson_on(load_case("beverage_china"), "K03")
    agenda, efficient = agenda_of(other), other.once(frontier)
    us, them = efficient.us >= agenda.us.reservation, efficient.them >= agenda.them.reservation
    assert not (us & them).any(), "the account that loses money is worth leaving"
    with pytest.raises(NotGradableError) as fault:
        can_be_taught(other)
    assert fault.value.key == "chapter_08.no_zone"
