"""The kit's player: what it never does, what it does with presents, threats, bosses and words."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.i18n import messages
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.bidding import Bidding
from ka_helpers.negotiation.buyer_mind import opening_mind
from ka_helpers.negotiation.buyer_threats import after_threat, threat_due, threatening
from ka_helpers.negotiation.game import open_game
from ka_helpers.negotiation.interests import boss_side
from ka_helpers.negotiation.issues import KEYS, Issue
from ka_helpers.negotiation.moves import REASONS, Move
from ka_helpers.negotiation.sides import Curve, Link, Side
from ka_helpers.negotiation.styles import STYLES, style_named
from ka_helpers.negotiation.voice import Speaker, line, listed

OURS = {"rebate": 0.04, "payment_days": 45, "displays": 5, "promotion_slots": 14}
"""What the trainee of these tests asks for."""


def moves_until_over(game, offers):
    for terms in offers:
        if game.is_open:
            game.offer(**terms)
    return game


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("reservation", [-700_000, 0, 600_000])
def test_nothing_is_signed_below_the_alternative(yearly_table, style, reservation):
    them = replace(yearly_table.them, reservation=reservation)
    table = replace(yearly_table, them=them)
    best_for_us = {"rebate": 0.02, "payment_days": 15, "displays": 6, "promotion_slots": 20}
    game = open_game(table, style, 3)
    moves_until_over(game, [{**best_for_us, "listing_fee": 0}] * 12)
    assert game.transcript.deal is None
    for move in game.transcript.moves:
        assert move.by == "us" or not move.terms or them.accepts(move.terms)


def test_what_its_boss_would_not_sign_is_not_signed(yearly_table):
    game = open_game(yearly_table, "conceder", 3)
    strict = replace(game.player.boss.side, reservation=5_000_000)
    game.player = replace(game.player, boss=Bidding(game.agenda, strict))
    (answer,) = game.accept()
    assert (answer.style, game.transcript.outcome) == ("no_authority", "broken_off")
    assert game.transcript.deal is None


def test_a_present_is_pocketed_and_a_condition_gives_nothing_away(yearly_table):
    def game():
        begun = open_game(yearly_table, "boulware", 3)
        begun.offer(**OURS)
        return begun

    still, gift, swap = game(), game(), game()
    still.offer()
    gift.offer(payment_days=75)
    swap.offer_if(wanted={"displays": 6}, given={"payment_days": 75})
    assert gift.mind.target > still.mind.target
    assert swap.mind.target == pytest.approx(still.mind.target)
    assert swap.position == still.position
    later = gift.mind.floor
    gift.offer(payment_days=60)
    assert gift.mind.floor == later, "what was given cannot be taken back"


def test_to_repeat_a_condition_tires_and_a_better_one_does_not(yearly_table):
    game = open_game(yearly_table, "boulware", 3)
    game.offer(**OURS)
    patience = [game.patience]
    for rebate in (0.045, 0.045, 0.055):
        game.offer_if(wanted={"displays": 6}, given={"rebate": rebate})
        patience.append(game.patience)
    first, again, better = np.diff(patience)
    assert (first, better) == (0, 0)
    assert again == pytest.approx(-0.05)
    assert game.mind.talks.traded == 2


def test_to_take_something_back_costs_twice_the_patience(yearly_table):
    lost = []
    for terms in ({}, {"payment_days": 15}):
        game = open_game(yearly_table, "boulware", 3)
        game.offer(**OURS)
        before = game.patience
        game.offer(**terms)
        lost.append(before - game.patience)
    assert lost[1] == pytest.approx(2 * lost[0])


def test_its_own_offers_never_go_back(yearly_table):
    for style in STYLES:
        game = open_game(yearly_table, style, 11)
        offers = [{**OURS, "rebate": 0.04 + 0.005 * (n // 3)} for n in range(12)]
        moves_until_over(game, offers)
        own = [m.terms for m in game.transcript.moves if m.by == "them" and m.kind == "offer"]
        worths = [yearly_table.them.worth(terms) for terms in own]
        assert worths == sorted(worths, reverse=True), style


def mind_of(table, style, **changes):
    mind = opening_mind(Bidding(table, table.them), style_named(style))
    return replace(mind, **changes)


def test_only_a_threat_that_costs_nothing_is_meant(yearly_table):
    early = mind_of(yearly_table, "bluffer").at(0.2, STYLES["bluffer"])
    late = mind_of(yearly_table, "bluffer").at(0.6, STYLES["bluffer"])
    meant = {
        (time, can_sign): threatening(mind, can_sign=can_sign).threatened
        for time, mind in (("early", early), ("late", late))
        for can_sign in (True, False)
    }
    assert meant == {
        ("early", True): "bluff", ("early", False): "bluff",
        ("late", True): "bluff", ("late", False): "real",
    }  # fmt: skip


def test_styles_that_do_not_threaten_never_do(yearly_table):
    heard = {"stubborn": 3, "heard": yearly_table.today}
    due = {
        style: threat_due(mind_of(yearly_table, style, **heard).at(0.9, each), each, 0.0)
        for style, each in STYLES.items()
    }
    assert {style for style, is_due in due.items() if is_due} == {"boulware", "deadline", "bluffer"}


def test_a_bluff_let_pass_makes_it_ask_for_less(yearly_table):
    before = threatening(mind_of(yearly_table, "bluffer"), can_sign=True)
    after, came = after_threat(before, yielded=False, chance=0.9)
    assert came == "climb_down"
    assert after.talks.called == 1
    assert after.talks.asked < before.talks.asked
    assert STYLES["bluffer"].rule(after.talks) < STYLES["bluffer"].rule(before.talks)


def test_a_threat_given_in_to_changes_nothing_it_asks(yearly_table):
    before = threatening(mind_of(yearly_table, "bluffer"), can_sign=True)
    after, came = after_threat(before, yielded=True, chance=0.9)
    assert (came, after.talks, after.threatened) == ("yielded", before.talks, "")


@pytest.mark.parametrize(("chance", "came"), [(0.1, "carried_out"), (0.9, "held")])
def test_a_threat_that_is_meant_may_be_carried_out(yearly_table, chance, came):
    mind = replace(mind_of(yearly_table, "boulware"), threatened="real")
    after, what = after_threat(mind, yielded=False, chance=chance)
    assert what == came
    assert after.patience == pytest.approx(mind.patience - 0.4)


def games_with(table, style, reason, offers, seeds=range(40)):
    """Yield games in which the player made a move for a reason."""
    for seed in seeds:
        game = moves_until_over(open_game(table, style, seed), offers)
        if any(move.style == reason for move in game.transcript.moves):
            yield game


def test_a_bluff_says_what_carrying_it_out_would_cost(yearly_table):
    game = next(games_with(yearly_table, "bluffer", "bluff", [{**OURS, "displays": 3}] * 12))
    moves = game.transcript.moves
    place = next(n for n, move in enumerate(moves) if move.style == "bluff")
    offered = moves[place - 1].terms
    them = yearly_table.them
    assert moves[place].values["cost"] == max(them.worth(offered) - them.reservation, 0)
    assert moves[place].terms == moves[place - 2].terms, "its offer stands"
    assert "climb_down" in {move.style for move in moves[place:]}


def test_a_bluff_and_an_honest_threat_sound_alike(yearly_table):
    said = {Speaker("boulware", "buyer", seed).message("threat", ()) for seed in range(30)}
    assert len(said) > 1
    english = messages("buyer", "en")
    assert not any(word in key for key in english for word in ("_bluff_1", "_real_1"))


def test_a_boss_weighs_otherwise_comes_once_and_costs_patience(yearly_table):
    private = yearly_table.them.weighed({"rebate": 1.4, "displays": 0.6})
    game = open_game(yearly_table, "boulware", 5, interests=private)
    game.offer(**OURS)
    before, asked = game.patience, game.mind.talks.asked
    answer = game.escalate()[-1]
    assert (answer.style, answer.kind) == ("boss", "offer")
    assert game.patience == pytest.approx(before - 0.2)
    assert game.mind.talks.asked < asked
    assert game.player.boss.side.curves != private.curves
    assert game.escalate()[-1].kind == "refuse"


def test_a_boss_stands_between_the_buyer_and_money(yearly_table):
    private = yearly_table.them.weighed({"rebate": 2.0})
    table = replace(yearly_table, them=private, their_money=yearly_table.them)

    def rebate_share(side):
        spans = {k: abs(c.worths[-1] - c.worths[0]) for k, c in side.curves.items()}
        return spans["rebate"] / sum(spans.values())

    bosses = [rebate_share(boss_side(table, seed)) for seed in range(60)]
    middle = sum(bosses) / len(bosses)
    assert rebate_share(yearly_table.them) < middle < rebate_share(private)


def test_the_nibbler_asks_once_more_and_signs_without_it(yearly_table):
    game = open_game(yearly_table, "nibbler", 4)
    (nibble,) = game.offer(**{**game.standing, "rebate": 0.1, "displays": 2})
    assert (nibble.style, nibble.kind) == ("nibble", "conditional")
    assert nibble.wanted == {"displays": 1}
    (answer,) = game.offer()
    assert answer.kind == "accept"
    assert game.transcript.deal["rebate"] == 0.1


def test_a_calm_question_is_told_what_is_dearest_and_why(yearly_table):
    keen = yearly_table.them.weighed({"payment_days": 8.0})
    told = []
    for private in (None, keen):
        game = open_game(yearly_table, "tit_for_tat", 4, interests=private)
        game.offer(**OURS)
        answers = [game.say("plain")[0] for _ in range(3)]
        told.append([answer.said.split("_", 1)[1] for answer in answers])
        assert [answer.style for answer in answers] == ["why", "why", "word"]
    assert told[0][0] == "rebate_up_1"
    assert told[1][:2] == ["payment_days_up_1", "rebate_up_1"]


def test_from_the_other_chair_the_supplier_says_why(yearly_table):
    game = open_game(yearly_table, "tit_for_tat", 4, role="buyer")
    (answer,) = game.say("plain")
    assert answer.said == "buyer.supplier_why_displays_up_1"


def test_it_does_not_take_back_what_the_other_asks_less_of(yearly_table):
    bidding = Bidding(yearly_table, yearly_table.them)
    bid = yearly_table.package(displays=4, rebate=0.09)
    toward = yearly_table.package(displays=2, rebate=0.06)
    way = bidding.given_way(bid, toward, bidding.worth(bid) - 1_000_000, {})
    assert way["displays"] == 4
    assert 0.06 <= way["rebate"] < 0.09


def test_a_present_is_taken_but_what_it_granted_is_not_asked_back(yearly_table):
    bidding = Bidding(yearly_table, yearly_table.them)
    bid = yearly_table.package(displays=4, rebate=0.08)
    before = yearly_table.package(displays=2, rebate=0.05)
    offered = {**before, "rebate": 0.085}
    assert bidding.pooled(bid, offered, before) == {**bid, "rebate": 0.085}
    assert bidding.pooled(bid, offered, None) == {**bid, "rebate": 0.085, "displays": 2}


def test_short_patience_is_said_once(yearly_table):
    game = open_game(yearly_table, "tit_for_tat", 4)
    game.say("rude")
    for _ in range(6):
        if game.is_open:
            game.offer(**OURS)
    assert [move.style for move in game.transcript.moves].count("impatient") == 1


@st.composite
def talks(draw):
    """Return any moves of a trainee, legal or at the wrong time."""
    terms = st.fixed_dictionaries(
        {},
        optional={
            "rebate": st.sampled_from([0.02, 0.04, 0.06, 0.1]),
            "payment_days": st.sampled_from([15, 60, 90]),
            "displays": st.sampled_from([0, 3, 6]),
            "promotion_slots": st.sampled_from([4, 12, 20]),
        },
    )
    word = st.sampled_from(["warm", "plain", "rude", "refuse", "escalate"])
    return draw(st.lists(st.one_of(terms, word), max_size=14))


@given(said=talks(), style=st.sampled_from(sorted(STYLES)), seed=st.integers(0, 9))
@settings(max_examples=40, deadline=None)
def test_whatever_is_said_it_stays_on_the_table_and_above_its_alternative(
    yearly_table, said, style, seed
):
    game = open_game(yearly_table, style, seed)
    for what in said:
        if not game.is_open:
            break
        if isinstance(what, dict):
            game.offer(**what)
        elif what in ("refuse", "escalate"):
            getattr(game, what)()
        else:
            game.say(what)
    for move in game.transcript.moves:
        assert 0 <= move.patience <= 1
        if move.by == "them":
            assert move.style in REASONS
            assert all(yearly_table.by_key[k].allows(v) for k, v in move.terms.items())
            assert move.kind != "accept" or yearly_table.them.accepts(move.terms)
            for language in ("en", "zh"):
                assert "{" not in line(move, yearly_table, language)


def test_offers_reckon_with_issues_that_work_together(yearly_table):
    link = Link(("displays", "promotion_slots"), -9_000, (2, 8))
    them = replace(yearly_table.them, links=(link,))
    bidding = Bidding(replace(yearly_table, them=them), them)
    for package in (yearly_table.today, bidding.best, yearly_table.package(displays=6)):
        assert bidding.worth(package) == pytest.approx(them.worth(package))
    start = bidding.opening(1.0)
    asked = yearly_table.package(**OURS)
    target = (bidding.worth(start) + bidding.worth(asked)) / 2
    way = bidding.given_way(start, asked, target, {})
    assert target <= bidding.worth(way) < bidding.worth(start)
    swap = bidding.swapped(asked, start, target, {})
    assert bidding.worth(swap) >= target
    for key, value in swap.items():
        assert min(asked[key], start[key]) <= value <= max(asked[key], start[key])


def test_it_gives_first_where_the_other_gets_most_for_it():
    issues = (Issue("displays", "count", 0, 4, 1, 0), Issue("promotion_slots", "count", 0, 4, 1, 0))
    them = Side(
        "them",
        {"displays": Curve((0, 4), (0, -400)), "promotion_slots": Curve((0, 4), (0, -100))},
        -1_000,
    )
    bidding = Bidding(Agenda(issues, them, them), them)
    start, goal = {"displays": 0, "promotion_slots": 0}, {"displays": 4, "promotion_slots": 4}
    assert bidding.given_way(start, goal, -100, {})["promotion_slots"] > 0
    assert bidding.given_way(start, goal, -100, {"displays": 50.0}) == {
        "displays": 1,
        "promotion_slots": 0,
    }


# ------------------------------------------------------------------------------------- the voice


SITUATIONS = (
    "opening", "concede", "give_back", "climb_down", "final", "low", "stuck", "retract", "pocket",
    "no_swap", "trade", "nibble", "threat", "carried_out", "lost_patience", "insulted", "no_time",
    "accept", "agreed", "walked_away", "your_turn", "boss", "boss_stands", "boss_again",
    "plain_word", "warm_word", "warm_again", "rude_word", "impatient", "no_authority",
)  # fmt: skip
WHYS = tuple(f"why_{issue}_{way}" for issue in KEYS for way in ("up", "down"))


@pytest.mark.parametrize("role", ["buyer", "supplier"])
@pytest.mark.parametrize("style", [*STYLES, "deadlock"])
def test_every_style_has_words_for_every_situation(style, role):
    for situation in SITUATIONS:
        key = Speaker(style, role, 1).message(situation, ())
        assert key.startswith("buyer.supplier_") == (role == "supplier")
        for language in ("en", "zh"):
            assert messages("buyer", language)[key.removeprefix("buyer.")]


def test_no_message_of_the_catalogue_is_never_said():
    spoken = {
        f"buyer.{name}"
        for name in messages("buyer", "en")
        if name[-2] == "_" and name[-1].isdigit()
    }
    found = set()
    for role in ("buyer", "supplier"):
        for style in [*STYLES, "deadlock"]:
            speaker = Speaker(style, role, 1)
            reasons = (why for why in WHYS if speaker.can_still_say(why, ()))
            for situation in (*SITUATIONS, *reasons):
                said: tuple[str, ...] = ()
                for _ in range(5):
                    said += (speaker.message(situation, said),)
                found |= set(said)
    assert spoken == found


def test_all_variants_are_said_before_one_comes_again():
    said: tuple[str, ...] = ()
    for _ in range(6):
        said += (Speaker("nibbler", "buyer", 8).message("stuck", said),)
    assert len(set(said[:3])) == 3
    assert said[:3] == said[3:]


def test_every_reason_and_style_has_its_words():
    for language in ("en", "zh"):
        known = messages("buyer", language)
        assert {f"reason_{reason}" for reason in REASONS} <= known.keys()
        for style in STYLES:
            assert {f"style_{style}", f"style_{style}_note"} <= known.keys()


def test_terms_are_said_as_across_a_table(yearly_table):
    terms = {"rebate": 0.0525, "displays": 1, "listing_fee": 0}
    assert listed(terms, yearly_table, "en") == (
        "5.25% rebate, 1 end-cap a store and no listing fee"
    )
    assert listed(terms, yearly_table, "zh") == "年返 5.25 个点、每店 1 个端架、免进场费"


def test_a_cases_own_issue_is_said_by_its_own_name():
    own = Issue("issue_1", "count", 0, 3, 1, 0, name="免费培训 free training", unit_name="次")
    side = Side("us", {"issue_1": Curve((0, 3), (0, 9))}, 0)
    table = Agenda((own,), side, side)
    assert listed({"issue_1": 2.0}, table, "zh") == "免费培训 free training 2"


def test_a_sentence_may_begin_with_a_term(yearly_table):
    move = Move("them", "offer", {"displays": 0}, given={"displays": 0}, said="buyer.concede_3")
    assert line(move, yearly_table, "en").startswith("No end-caps: ")


def test_the_trainees_own_moves_have_words_too(yearly_table):
    move = Move("us", "conditional", {}, {"displays": 3}, {"rebate": 0.06})
    assert line(move, yearly_table, "en") == (
        "If you agree to 3 end-caps a store, we agree to 6% rebate."
    )
    for tone in ("plain", "warm", "rude"):
        assert line(Move("us", "say", tone=tone), yearly_table, "zh")
