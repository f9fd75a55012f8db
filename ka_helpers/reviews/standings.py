"""Every account's standing in the portfolio, kept as lines sorted by id and read one at a time.

One review needs one line: it is found by halving the file, so that what a review costs does
not grow with the number of accounts. Nothing is held open between two readings.
"""

import json
import mmap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from ka_helpers.metrics.position import PositionAssessment
from ka_helpers.reviews.portfolio_inputs import AccountInputs

_BETWEEN = b"\t"


@dataclass(frozen=True)
class Standing:
    """One account among all: its name, what it is scored by now and before, and its place.

    `position` is None if nothing of the account was measured; its `others` are left out, since
    all accounts share them.
    """

    account_id: str
    name: str
    now: AccountInputs
    then: AccountInputs | None
    position: PositionAssessment | None


class KeptStandings(Mapping[str, Standing]):
    """The standings in a kept portfolio: a first line of facts, then a line an account."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def __getitem__(self, account_id: str) -> Standing:
        wanted = _key(account_id)
        with (
            self.file.open("rb") as opened,
            mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ) as kept,
        ):
            start = _line_of(kept, wanted, kept.find(b"\n") + 1, len(kept))
            if start is None:
                raise KeyError(account_id)
            line = kept[start : kept.find(b"\n", start)]
        return _adapter().validate_json(line.partition(_BETWEEN)[2])

    def __iter__(self) -> Iterator[str]:
        for line in self._lines():
            yield str(json.loads(line.partition(_BETWEEN)[0]))

    def __len__(self) -> int:
        return sum(1 for _ in self._lines())

    def read_all(self) -> dict[str, Standing]:
        """Return all of them at once, by id."""
        read = (_adapter().validate_json(line.partition(_BETWEEN)[2]) for line in self._lines())
        return {standing.account_id: standing for standing in read}

    def _lines(self) -> Iterator[bytes]:
        with self.file.open("rb") as opened:
            next(opened)
            yield from opened


def written_lines(standings: Iterable[Standing]) -> Iterator[str]:
    """Yield the lines that `KeptStandings` reads."""
    for standing in sorted(standings, key=lambda one: _key(one.account_id)):
        key = (_key(standing.account_id) + _BETWEEN).decode()
        yield f"{key}{_adapter().dump_json(standing).decode()}\n"


@cache
def _adapter() -> TypeAdapter[Standing]:
    return TypeAdapter(Standing)


def _key(account_id: str) -> bytes:
    """Return an id as it stands in front of its line: quoted, so that no tab is in it."""
    return json.dumps(account_id, ensure_ascii=False).encode()


def _line_of(kept: mmap.mmap, wanted: bytes, low: int, high: int) -> int | None:
    """Return where the line of a key starts, between two starts of lines; None if it is not there.

    The lines before `low` have smaller keys, those from `high` on larger ones.
    """
    while low < high:
        middle = kept.rfind(b"\n", low, (low + high) // 2) + 1 or low
        key = kept[middle : kept.find(_BETWEEN, middle)]
        if key == wanted:
            return middle
        if key < wanted:
            low = kept.find(b"\n", middle) + 1
        else:
            high = middle
    return None
