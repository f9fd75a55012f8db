"""The rules of the table: whose turn, what stands, what an offer says, how talks end."""

import pytest

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.game import open_game, seated


@pytest.fixture
def game(yearly_table):
    return open_game(yearly_table, "tit_for_tat", seed=7)


def kinds(moves):
    return [move.kind for move in moves]


def test_the_other_opens_and_its_offer_stands(game, yearly_table):
    (opening,) = game.transcript.moves
    assert (opening.by, opening.kind, opening.style) == ("them", "offer", "opening")
    assert game.standing == opening.terms
    assert game.standing == {**yearly_table.their_openings}
    assert game.position == yearly_table.today
    assert (game.is_open, game.rounds_left) == (True, 12)


def test_what_is_not_named_is_as_in_your_own_last_offer(game):
    game.offer(rebate=0.04, displays=5)
    game.offer(payment_days=50)
    assert game.position == {
        "rebate": 0.04, "payment_days": 50, "displays": 5, "promotion_slots": 8,
        "listing_fee": 8000,
    }  # fmt: skip


def test_a_conditional_offer_names_both_halves_and_leaves_your_position(game):
    game.offer(rebate=0.04, displays=5)
    game.offer_if(wanted={"promotion_slots": 12}, given={"rebate": 0.05})
    said = next(m for m in reversed(game.transcript.moves) if m.by == "us")
    assert (said.wanted, said.given) == ({"promotion_slots": 12}, {"rebate": 0.05})
    assert said.terms == {**game.position, "promotion_slots": 12, "rebate": 0.05}
    assert game.position["rebate"] == 0.04


@pytest.mark.parametrize(
    ("wanted", "given"),
    [({}, {"rebate": 0.05}), ({"displays": 3}, {}), ({"rebate": 0.04}, {"rebate": 0.05})],
)
def test_half_a_condition_is_none(game, wanted, given):
    with pytest.raises(RequestError) as raised:
        game.offer_if(wanted=wanted, given=given)
    assert raised.value.key == "buyer.condition_incomplete"


@pytest.mark.parametrize(
    ("terms", "key"),
    [
        ({"rebate": 0.051}, "negotiation.value_outside"),
        ({"rebate": "much"}, "negotiation.no_number"),
        ({"smiles": 3}, "negotiation.no_such_issue"),
    ],
)
def test_what_cannot_be_offered_has_not_been_said(game, terms, key):
    before = game.transcript
    with pytest.raises(RequestError) as raised:
        game.offer(**terms)
    assert raised.value.key == key
    assert game.transcript == before


def test_taking_their_offer_ends_the_talks_with_it(game):
    standing = game.standing
    assert kinds(game.accept()) == ["say"]
    assert (game.transcript.outcome, game.transcript.deal) == ("agreed", standing)
    with pytest.raises(RequestError) as raised:
        game.offer(rebate=0.04)
    assert raised.value.key == "buyer.talks_over"


def test_what_the_other_takes_is_the_deal(game):
    generous = {**game.standing, "rebate": 0.1}
    (answer,) = game.offer(**generous)
    assert answer.kind == "accept"
    assert game.transcript.deal == generous


def test_walking_away_leaves_no_deal(game):
    game.walk_away()
    assert (game.transcript.outcome, game.transcript.deal) == ("walked_away", None)


def test_a_word_takes_no_round_and_a_refusal_does(game):
    game.say("plain")
    assert game.rounds_left == 12
    before = game.patience
    assert kinds(game.refuse()) == ["refuse"]
    assert game.rounds_left == 11
    assert game.patience == pytest.approx(before - 0.1)


def test_a_refusal_is_answered_without_a_better_offer(game):
    standing = game.standing
    game.refuse()
    assert game.standing == standing


def test_a_rude_word_costs_patience_until_the_other_leaves(game):
    patience = [game.patience]
    while game.is_open:
        game.say("rude")
        patience.append(game.patience)
    assert patience == sorted(patience, reverse=True)
    assert (patience[-1], game.transcript.outcome) == (0, "broken_off")
    assert game.transcript.moves[-1].style == "insulted"


def test_only_two_kind_words_win_patience(yearly_table):
    game = open_game(yearly_table, "tit_for_tat", seed=7)
    game.say("rude")
    patience = []
    for _ in range(3):
        game.say("warm")
        patience.append(round(game.patience, 6))
    assert patience == [0.53, 0.61, 0.61]


def test_there_is_no_tone_but_three(game):
    with pytest.raises(RequestError) as raised:
        game.say("shouting")
    assert raised.value.key == "buyer.no_such_tone"


def test_time_runs_out_after_the_last_round(yearly_table):
    game = open_game(yearly_table, "boulware", seed=7, rounds=3)
    game.offer(rebate=0.02)
    (last_word,) = game.offer(rebate=0.025)
    assert last_word.style == "final"
    (end,) = game.offer(rebate=0.025)
    assert (end.style, game.transcript.outcome, game.rounds_left) == ("no_time", "ran_out", 0)


def test_their_last_word_can_still_be_taken(yearly_table):
    game = open_game(yearly_table, "boulware", seed=7, rounds=3)
    game.offer(rebate=0.02)
    game.offer(rebate=0.025)
    game.accept()
    assert game.transcript.outcome == "agreed"


@pytest.mark.parametrize(
    ("style", "about", "key"),
    [
        ("angry", {}, "buyer.no_such_style"),
        ("boulware", {"role": "judge"}, "buyer.no_such_role"),
        ("boulware", {"rounds": 2}, "buyer.too_few_rounds"),
    ],
)
def test_what_cannot_be_opened_says_why(yearly_table, style, about, key):
    with pytest.raises(RequestError) as raised:
        open_game(yearly_table, style, 1, **about)
    assert raised.value.key == key
    assert all(raised.value.said_in(language) for language in ("en", "zh"))


def test_from_the_buyers_chair_our_company_is_the_other(yearly_table):
    game = open_game(yearly_table, "conceder", seed=7, role="buyer")
    opening = game.standing
    assert yearly_table.us.worth(opening) > yearly_table.us.worth(yearly_table.today)
    assert game.agenda.us.worth(opening) == yearly_table.them.worth(opening)
    assert game.transcript.moves[0].said.startswith("buyer.supplier_")
    while game.is_open and game.rounds_left > 1:
        game.offer(**yearly_table.their_openings)
    game.accept()
    assert game.transcript.outcome == "agreed"
    assert yearly_table.us.accepts(game.transcript.deal)


def test_private_interests_are_the_buyers_on_either_chair(yearly_table):
    keen = yearly_table.them.weighed({"displays": 3.0})
    as_supplier = seated(yearly_table, "supplier", keen)
    as_buyer = seated(yearly_table, "buyer", keen)
    package = yearly_table.package(displays=5)
    assert as_supplier.them.worth(package) == as_buyer.us.worth(package) == keen.worth(package)
    assert as_supplier.their_money == yearly_table.them
    assert as_buyer.their_openings == yearly_table.targets
