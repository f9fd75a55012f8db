"""Keep a negotiation as JSON, read it back, play it again move by move.

Not in here: playing (`game`), judging (`debrief`).
"""

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.agenda import Agenda
from ka_helpers.negotiation.game import Game, open_game, seated
from ka_helpers.negotiation.moves import By, Kind, Move, Outcome, Role, Tone, Transcript
from ka_helpers.negotiation.scenarios import open_scenario, scenario_named
from ka_helpers.negotiation.sides import Curve, Link, Side

FORMAT = "ka-kit negotiation 1"


def table_of(agenda: Agenda, transcript: Transcript) -> Agenda:
    """Return the table as the trainee of a transcript sat at it: the game's own `agenda`.

    Parameters
    ----------
    agenda : the one the game was opened with; of a scenario the scenario's own is taken
    """
    if transcript.scenario:
        return scenario_named(transcript.scenario).agenda
    return seated(agenda, transcript.role, transcript.interests)


def replay(transcript: Transcript, agenda: Agenda) -> Game:
    """Return the game of a transcript played again: the trainee's moves, answered anew.

    Parameters
    ----------
    agenda : the one the game was opened with

    Raises
    ------
    RequestError : an answer differs from the one kept; names the move, counted from 1
    """
    game = open_again(transcript, agenda)
    kept = transcript.moves
    _compare(kept, game)
    for number, move in enumerate(kept):
        if move.by == "us":
            if number != len(game.transcript.moves):
                raise RequestError("buyer.replay_differs", n=number + 1)
            game.make(move)
            _compare(kept, game)
    if (len(game.transcript.moves), game.transcript.outcome) != (len(kept), transcript.outcome):
        raise RequestError("buyer.replay_differs", n=len(kept))
    return game


def open_again(transcript: Transcript, agenda: Agenda) -> Game:
    """Return a fresh game as the one of a transcript was opened; a scenario has its own table."""
    t = transcript
    if t.scenario:
        return open_scenario(t.scenario, t.seed)
    return open_game(
        agenda, t.style, t.seed, role=t.role, rounds=t.rounds, interests=t.interests,
        table=t.table, account_id=t.account_id, quarter=t.quarter,
    )  # fmt: skip


def to_json(transcript: Transcript) -> str:
    """Return a transcript as JSON text."""
    kept = {"format": FORMAT, **asdict(transcript)}
    return json.dumps(kept, ensure_ascii=False, indent=1)


def from_json(text: str) -> Transcript:
    """Return the transcript of JSON text.

    Raises
    ------
    RequestError : the text is no transcript
    """
    try:
        kept = json.loads(text)
        if kept.pop("format") != FORMAT:
            raise ValueError
        kept["moves"] = tuple(_move(move) for move in kept["moves"])
        kept["interests"] = _side(kept["interests"]) if kept["interests"] else None
        transcript = Transcript(**kept)
        if transcript.outcome not in get_args(Outcome) or transcript.role not in get_args(Role):
            raise ValueError
    except (ValueError, TypeError, KeyError, AttributeError):
        raise RequestError("buyer.no_transcript") from None
    return transcript


def save(transcript: Transcript, path: str | Path) -> Path:
    """Write a transcript to a file, all of it or nothing, and return its path."""
    place = Path(path)
    place.parent.mkdir(parents=True, exist_ok=True)
    unfinished = place.with_name(f".{place.name}.unfinished")
    unfinished.write_text(to_json(transcript), encoding="utf-8")
    return unfinished.replace(place)


def load(path: str | Path) -> Transcript:
    """Return the transcript of a file.

    Raises
    ------
    RequestError : the file cannot be read, or is no transcript
    """
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        raise RequestError("buyer.no_transcript") from None
    return from_json(text)


def _compare(kept: tuple[Move, ...], game: Game) -> None:
    for number, (was, now) in enumerate(zip(kept, game.transcript.moves, strict=False), 1):
        if was != now:
            raise RequestError("buyer.replay_differs", n=number)
    if len(game.transcript.moves) > len(kept):
        raise RequestError("buyer.replay_differs", n=len(kept) + 1)


def _move(kept: Mapping[str, Any]) -> Move:
    move = Move(**kept)
    known = (move.by, By), (move.kind, Kind), (move.tone, Tone)
    if any(value not in get_args(choice) for value, choice in known):
        raise ValueError
    return move


def _side(kept: Mapping[str, Any]) -> Side:
    curves = {
        key: Curve(tuple(each["values"]), tuple(each["worths"]))
        for key, each in kept["curves"].items()
    }
    links = tuple(
        Link(tuple(each["issues"]), each["worth"], tuple(each["at"])) for each in kept["links"]
    )
    return Side(kept["name"], curves, kept["reservation"], links)
