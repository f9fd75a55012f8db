"""Planted stories against found ones: is each story in its account's review, is none too many.

A story is found when its finding stands in the account's review of the quarter and the
figures behind it are past the story's limits (`story_limits`); a milder finding of the same
key is an ordinary one, as most portfolios have. Reads no file: the planted stories are given.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ka_helpers.cases import Case
from ka_helpers.cases.planted import Planted


@dataclass(frozen=True)
class Shortfall:
    """A figure that keeps a story from being found: `planted.figure_<figure>` names it.

    `value` is None where it was not measured; `limit` is the story's, `below` tells that the
    figure should be below it (else above); `unit` is a format of `i18n.formatting`.
    """

    figure: str
    value: float | None
    limit: float
    below: bool
    unit: str

    def sentence(self, language: str | None = None) -> str:
        """Return "fill rate 83 %, should be below 80 %"."""
        raise NotImplementedError


@dataclass(frozen=True)
class Seen:
    """A story found in one account and quarter."""

    story: str
    account_id: str
    quarter: str


@dataclass(frozen=True)
class Lost:
    """A planted story that its account's review does not tell, and what falls short of it.

    `shortfalls` is empty where every figure is past its limit and only a finding of `findings`
    is absent; `problem` is the key of a message where the story cannot even be looked for
    (`planted.unknown_story`, `planted.unknown_account`, `planted.unknown_quarter`).
    """

    planted: Planted
    findings: tuple[str, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    problem: str | None = None


@dataclass(frozen=True)
class Comparison:
    """What was planted and found, planted and lost, found though nobody planted it."""

    found: tuple[Seen, ...]
    lost: tuple[Lost, ...]
    unplanted: tuple[Seen, ...]

    @property
    def sound(self) -> bool:
        """Tell whether exactly the planted stories are found."""
        return not self.lost and not self.unplanted


def found_stories(case: Case, quarter: str) -> Mapping[str, frozenset[str]]:
    """Return the ids of the stories found in each account's review of `quarter`."""
    raise NotImplementedError


def compare(case: Case, planted: Iterable[Planted], quarter: str) -> Comparison:
    """Return planted against found: every account in `quarter`, a story in its own quarter.

    Parameters
    ----------
    planted : the truth, as `ka_helpers.cases.planted.planted_in(case)` reads it
    quarter : the review quarter, in which accounts without a story must show none
    """
    raise NotImplementedError
