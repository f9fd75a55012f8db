"""The rules of giving way, a buyer's private interests, and what each style does to trainees."""

from collections import defaultdict
from statistics import mean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.cases import load_case
from ka_helpers.negotiation.game import open_game
from ka_helpers.negotiation.interests import (
    DUTIES,
    SERVES,
    duties_of,
    private_interests,
    private_side,
)
from ka_helpers.negotiation.issues import KEYS
from ka_helpers.negotiation.pricing import prepare
from ka_helpers.negotiation.scripted import SCRIPTS, play
from ka_helpers.negotiation.styles import STYLES, Talks
from ka_helpers.negotiation.transcripts import replay

TIMED = ("boulware", "conceder", "deadline", "relationship", "bluffer", "nibbler")


@given(time=st.floats(0, 1), later=st.floats(0, 1), style=st.sampled_from(TIMED))
def test_with_time_no_style_asks_for_more(time, later, style):
    first, then = sorted((time, later))
    rule = STYLES[style].rule
    assert rule(Talks(then)) <= rule(Talks(first)) <= 1


def test_when_each_style_gives_way():
    asked = {style: [STYLES[style].rule(Talks(t)) for t in (0.25, 0.5, 0.75)] for style in TIMED}
    np.testing.assert_allclose(asked["boulware"], [0.99609375, 0.9375, 0.68359375])
    np.testing.assert_allclose(asked["conceder"], [0.370039, 0.206299, 0.091440], atol=1e-6)
    np.testing.assert_allclose(asked["deadline"], [0.973333, 0.946667, 0.92], atol=1e-6)
    assert asked["conceder"] < asked["relationship"] < asked["bluffer"] < asked["boulware"]


@given(gain=st.floats(0, 0.5), more=st.floats(0, 0.5))
def test_tit_for_tat_gives_as_it_gets(gain, more):
    rule = STYLES["tit_for_tat"].rule
    small, large = sorted((gain, more))
    assert rule(Talks(0.5, asked=0.8, gains=(large,))) <= rule(
        Talks(0.5, asked=0.8, gains=(small,))
    )
    assert rule(Talks(0.5, asked=0.8, gains=(0.3, 0.0))) == pytest.approx(0.8)
    assert rule(Talks(0.5, asked=0.8, gains=(-0.2,))) == pytest.approx(0.8), "not for taking back"


def test_a_kind_word_and_a_swap_move_the_one_who_builds_the_relation():
    rule = STYLES["relationship"].rule
    assert rule(Talks(0.5, warmth=2)) < rule(Talks(0.5)) < rule(Talks(0.5, warmth=-2))
    assert rule(Talks(0.5, traded=2)) < rule(Talks(0.5))


@pytest.fixture(scope="module")
def sample():
    return load_case("beverage_china")


@pytest.fixture(scope="module")
def prepared(sample):
    """Return an account, the table with it, and three buyers who might sit there."""
    account = sample.slice("K01")
    agenda = prepare(account, "2026Q2").agenda
    return account, agenda, [private_side(account, agenda, seed) for seed in range(3)]


def test_each_issue_the_kit_prices_serves_duties_in_full():
    assert set(SERVES) == set(KEYS)
    for parts in SERVES.values():
        assert set(parts) <= set(DUTIES)
        assert sum(parts.values()) == pytest.approx(1)


def test_the_seven_duties_are_read_from_the_record(sample):
    tight, easy = (
        {d.key: d for d in duties_of(sample.slice(account_id))} for account_id in ("K02", "K03")
    )
    assert tuple(tight) == tuple(easy) == DUTIES
    assert tight["margin"].values["margin"] == pytest.approx(1 - 1_997_100 / 2_466_670, abs=1e-5)
    assert tight["margin"].pressure > 1 > easy["margin"].pressure
    assert tight["margin"].because == "buyer.duty_margin_presses"
    assert easy["margin"].because == "buyer.duty_margin_eases"
    assert tight["supplier"].because == "buyer.duty_stock"


def test_a_record_that_says_nothing_presses_as_usual(sample):
    account = sample.slice("K01")
    bare = type(account)(
        account.account_id, account.file,
        {"account": account["account"][["account_id", "account_name"]]},
    )  # fmt: skip
    assert {(d.pressure, d.because) for d in duties_of(bare)} == {(1.0, "buyer.duty_usual")}


def test_weights_differ_by_person_and_leave_the_table_as_large(prepared):
    account, agenda, buyers = prepared

    def spans(side):
        return {key: np.ptp(side.curves[key].at(agenda.by_key[key].values)) for key in agenda.keys}

    money = spans(agenda.them)
    for buyer in buyers:
        assert sum(spans(buyer).values()) == pytest.approx(sum(money.values()), rel=1e-4)
        assert buyer.reservation == agenda.them.reservation
    assert len({tuple(spans(buyer).values()) for buyer in buyers}) == 3
    again = private_interests(account, agenda, 1).side(agenda)
    assert again == buyers[1]


def test_the_tables_points_draw_the_weights_to_them(prepared):
    account, agenda, _ = prepared
    rest = {name: table for name, table in account.items() if name != "negotiation"}
    without = type(account)(account.account_id, account.file, rest)
    money = {
        key: float(np.ptp(agenda.them.curves[key].at(agenda.by_key[key].values)))
        for key in agenda.keys
    }
    rebate_in_money = money["rebate"] / sum(money.values())
    rebate_in_points = 35 / 100
    said, unsaid = (private_interests(a, agenda, 1).weights["rebate"] for a in (account, without))
    assert (said > unsaid) == (rebate_in_points > rebate_in_money)
    assert said != unsaid


@pytest.fixture(scope="module")
def results(prepared):
    """Return what each script took home from each style over the same 8 games, by style."""
    _, agenda, buyers = prepared
    found = defaultdict(list)
    for style in STYLES:
        for seed in range(8):
            for script in SCRIPTS:
                game = open_game(agenda, style, seed, interests=buyers[seed % 3])
                play(game, script, seed)
                for move in game.transcript.moves:
                    assert all(agenda.by_key[k].allows(v) for k, v in move.terms.items())
                deal, worths = game.transcript.deal, (0.0, 0.0)
                if deal is not None:
                    sides = (game.agenda.us, game.agenda.them)
                    worths = tuple(side.worth(deal) - side.reservation for side in sides)
                    assert min(worths) >= 0
                if seed == 0:
                    assert replay(game.transcript, agenda).transcript == game.transcript
                found[style, script].append((*worths, deal is not None))
    return found


def ours(results, style, script):
    return mean(gain for gain, _, _ in results[style, script])


def test_hurry_pays_with_no_style(results):
    for style in STYLES:
        assert ours(results, style, "hard_bargainer") > ours(results, style, "naive_giver"), style


def test_the_conceder_leaves_most_and_the_boulware_takes_most_from_the_naive(results):
    naive = {style: ours(results, style, "naive_giver") for style in STYLES}
    assert max(naive, key=naive.get) == "conceder"
    assert naive["conceder"] > 1.3 * naive["boulware"]
    assert naive["deadline"] < naive["relationship"]


def test_standing_firm_pays_most_with_the_conceder_and_the_bluffer(results):
    hard = {style: ours(results, style, "hard_bargainer") for style in STYLES}
    assert set(sorted(hard, key=hard.get)[-2:]) == {"conceder", "bluffer"}
    assert min(hard, key=hard.get) in ("tit_for_tat", "relationship", "boulware")


def test_whoever_trades_makes_more_for_both_than_whoever_only_gives_or_stands(results):
    def together(script):
        return mean(a + b for style in STYLES for a, b, _ in results[style, script])

    assert together("conditional_trader") > together("naive_giver")
    assert together("conditional_trader") > together("hard_bargainer")


def test_rudeness_and_leaving_early_end_with_nothing(results):
    for style in STYLES:
        assert ours(results, style, "rude_one") == 0
        assert not any(agreed for _, _, agreed in results[style, "walker"])
