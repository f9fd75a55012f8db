"""A negotiation kept, read back and played again."""

import json
from dataclasses import replace

import pytest

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.game import open_game
from ka_helpers.negotiation.scripted import SCRIPTS, play
from ka_helpers.negotiation.styles import STYLES
from ka_helpers.negotiation.transcripts import (
    from_json,
    load,
    replay,
    save,
    table_of,
    to_json,
)


@pytest.fixture
def talks(yearly_table):
    """Return a game with a word, an offer, a condition, a boss and an end."""
    private = yearly_table.them.weighed({"displays": 1.7})
    game = open_game(
        yearly_table, "relationship", 5, interests=private, table="K01-2027", account_id="K01",
        quarter="2026Q2",
    )  # fmt: skip
    game.say("warm")
    game.offer(rebate=0.04, displays=5)
    game.offer_if(wanted={"promotion_slots": 12}, given={"payment_days": 75})
    game.escalate()
    game.refuse()
    game.accept()
    return game


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("role", ["supplier", "buyer"])
def test_every_game_comes_back_the_same(yearly_table, style, role):
    for seed, script in enumerate(SCRIPTS):
        game = play(open_game(yearly_table, style, seed, role=role), script, seed)
        kept = from_json(to_json(game.transcript))
        assert kept == game.transcript
        again = replay(kept, yearly_table)
        assert again.transcript == game.transcript
        assert again.mind == game.mind


def test_what_is_kept_suffices_to_grade(talks, yearly_table):
    kept = from_json(to_json(talks.transcript))
    assert (kept.table, kept.account_id, kept.quarter) == ("K01-2027", "K01", "2026Q2")
    table = table_of(yearly_table, kept)
    assert table.them == talks.agenda.them != yearly_table.them
    assert table.their_money == yearly_table.them
    assert kept.deal == talks.transcript.deal


def test_an_unfinished_game_is_taken_up_where_it_was(yearly_table):
    game = open_game(yearly_table, "boulware", 5)
    game.offer(rebate=0.04)
    again = replay(from_json(to_json(game.transcript)), yearly_table)
    assert again.is_open
    assert again.offer(displays=5) == game.offer(displays=5)


def changed(transcript, place, **changes):
    moves = list(transcript.moves)
    moves[place] = replace(moves[place], **changes)
    return replace(transcript, moves=tuple(moves))


@pytest.mark.parametrize("place", [0, 2, 4])
def test_an_answer_that_differs_is_named(talks, yearly_table, place):
    with pytest.raises(RequestError) as raised:
        replay(changed(talks.transcript, place, said="buyer.accept_1", patience=0.5), yearly_table)
    assert (raised.value.key, raised.value.values) == ("buyer.replay_differs", {"n": place + 1})
    assert f" {place + 1} " in raised.value.said_in("zh")


def test_a_game_of_another_table_differs(talks, yearly_table):
    richer = replace(yearly_table, their_openings={"rebate": 0.1})
    with pytest.raises(RequestError) as raised:
        replay(talks.transcript, richer)
    assert raised.value.values == {"n": 1}


def test_a_move_left_out_or_put_in_differs(talks, yearly_table):
    for moves in (
        talks.transcript.moves[:-1],
        (*talks.transcript.moves, talks.transcript.moves[0]),
    ):
        with pytest.raises(RequestError):
            replay(replace(talks.transcript, moves=moves), yearly_table)


def test_another_end_differs(talks, yearly_table):
    with pytest.raises(RequestError):
        replay(replace(talks.transcript, outcome="walked_away"), yearly_table)


def test_saved_and_loaded(talks, tmp_path):
    place = save(talks.transcript, tmp_path / "new folder" / "talks.json")
    assert load(place) == talks.transcript
    assert [each.name for each in place.parent.iterdir()] == ["talks.json"]


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "{}", "null", '{"format": "other"}',
        '{"format": "ka-kit negotiation 1", "moves": []}',
    ],
)  # fmt: skip
def test_what_is_no_transcript_says_so(text, tmp_path):
    place = tmp_path / "talks.json"
    place.write_text(text, encoding="utf-8")
    with pytest.raises(RequestError) as raised:
        load(place)
    assert raised.value.key == "buyer.no_transcript"


@pytest.mark.parametrize(
    ("name", "value"), [("outcome", "won"), ("role", "judge"), ("moves", [{"by": "him"}])]
)
def test_a_transcript_with_a_foreign_word_is_none(talks, name, value):
    kept = json.loads(to_json(talks.transcript))
    kept[name] = value
    with pytest.raises(RequestError):
        from_json(json.dumps(kept))


def test_a_file_that_is_not_there_or_not_text(tmp_path):
    (tmp_path / "talks.json").write_bytes(b"\xff\xfe\x00")
    for name in ("talks.json", "nothing.json"):
        with pytest.raises(RequestError):
            load(tmp_path / name)
