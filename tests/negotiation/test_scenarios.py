"""The stories, played to each of their ends."""

import pytest

from ka_helpers.errors import RequestError
from ka_helpers.i18n import messages
from ka_helpers.negotiation.scenarios import (
    LOST_MONTHS,
    LOST_SALES,
    POINT,
    SCENARIOS,
    open_scenario,
    scenario_named,
)
from ka_helpers.negotiation.scripted import SCRIPTS, play
from ka_helpers.negotiation.transcripts import from_json, replay, table_of, to_json


def deadlock(*acts):
    """Return the game of the deadlock after a trainee's words and offers."""
    game = open_scenario("deadlock")
    for act in acts:
        if isinstance(act, str):
            game.say(act)
        else:
            game.offer(**act)
    return game


def test_the_point_fought_over_against_what_is_lost():
    """0.1 % of 5,000万 / 7 x 12 is 8.57万 a year; the sales lost are 583 times that."""
    game = open_scenario("deadlock")
    us = game.agenda.us
    stake = us.worth(game.agenda.today) - us.worth(game.standing)
    assert stake == pytest.approx(85_714.29, abs=0.01)
    assert stake == pytest.approx(LOST_SALES / LOST_MONTHS * 12 * POINT)
    assert LOST_SALES / stake == pytest.approx(583.3, abs=0.1)
    assert game.standing["rebate"] == pytest.approx(0.041)


def test_one_rude_sentence_and_every_store_delists():
    game = deadlock("rude")
    assert game.transcript.outcome == "broken_off"
    assert game.transcript.moves[-1].said == "buyer.deadlock_insulted_1"
    assert (game.agenda.us.reservation, game.agenda.them.reservation) == (-10e6, -3.75e6)


@pytest.mark.parametrize("rebate", [0.04, 0.0405])
def test_one_kind_sentence_and_it_is_settled(rebate):
    game = deadlock("warm", {"rebate": rebate})
    assert game.transcript.deal["rebate"] == rebate


def test_without_a_word_he_insists():
    game = deadlock({"rebate": 0.04}, {"rebate": 0.0405})
    assert game.is_open
    assert game.standing["rebate"] == pytest.approx(0.041)


def test_who_only_repeats_has_no_contract():
    game = deadlock(*[{"rebate": 0.04}] * 4)
    assert game.transcript.outcome == "broken_off"
    assert game.transcript.moves[-1].style == "lost_patience"


def test_a_fair_swap_is_a_way_out_as_well():
    game = open_scenario("deadlock")
    game.offer_if(wanted={"promotion_slots": 12}, given={"rebate": 0.041})
    assert game.transcript.outcome == "agreed"
    assert game.agenda.us.worth(game.transcript.deal) > game.agenda.us.worth(game.agenda.today)


def test_to_give_in_costs_the_point():
    game = deadlock({"rebate": 0.041})
    assert game.agenda.us.worth(game.transcript.deal) == pytest.approx(-85_714.29, abs=0.01)


def test_the_threat_of_the_delisting_story_is_a_bluff_and_passes():
    game = play(open_scenario("delisting", 2), "hard_bargainer", 1)
    moves = [move.style for move in game.transcript.moves]
    assert "bluff" in moves
    assert "climb_down" in moves
    assert game.agenda.us.worth(game.transcript.deal) > 0


def test_on_the_last_day_the_large_steps_come_last():
    game = open_scenario("last_day", 1)
    them = game.agenda.them
    for _ in range(4):
        game.offer(rebate=0.05, promotion_slots=12, new_skus=3)
    worths = [them.worth(m.terms) for m in game.transcript.moves if m.kind == "offer" and
              m.by == "them"]  # fmt: skip
    assert worths[-2] - worths[-1] > worths[0] - worths[-2]


@pytest.mark.parametrize("key", SCENARIOS)
def test_every_scenario_plays_replays_and_says_what_it_is_about(key):
    for seed, script in enumerate(SCRIPTS):
        game = play(open_scenario(key, seed), script, seed)
        kept = from_json(to_json(game.transcript))
        assert replay(kept, game.agenda).transcript == game.transcript
        assert table_of(game.agenda, kept) == game.agenda
    for language in ("en", "zh"):
        known = messages("buyer", language)
        assert {f"scenario_{key}", f"scenario_{key}_story", f"scenario_{key}_task"} <= known.keys()


@pytest.mark.parametrize("key", SCENARIOS)
def test_every_scenario_can_end_well_for_both(key):
    scenario = scenario_named(key)
    agenda = scenario.agenda
    assert agenda.us.accepts(agenda.today)
    assert agenda.them.accepts(agenda.today)


def test_there_is_no_other_scenario():
    with pytest.raises(RequestError) as raised:
        open_scenario("duel")
    assert raised.value.values["known"] == "deadlock, delisting, last_day"
