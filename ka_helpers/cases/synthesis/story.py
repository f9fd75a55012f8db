"""The stories that can be planted in a synthetic case: a story as a value, and the catalogue.

Plain data: an account's design holds its story, so nothing here knows an account, a week or a
random number. What a story does to the rows is in `stories`, how an account is made fit to
carry it in `planting`, and the limits that find it again in `ka_helpers.reviews`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from ka_helpers.i18n import say

StoryId = Literal[
    "share_lost_growing",
    "order_gap",
    "buyer_price_cuts",
    "phasing",
    "loading",
    "diversion",
    "quarter_end",
    "overdue",
    "leaving",
    "execution_gap",
    "entry_fees",
    "objective_faults",
    "spend_cut",
    "execution_turnaround",
]
STORY_IDS: tuple[StoryId, ...] = get_args(StoryId)
"""In the order in which a trainer is shown them."""
Reported = Literal["sell_out", "market", "execution", "visits"]
WEAKEST, AS_TOLD, STRONGEST = 0.6, 1.0, 1.5
LATEST_QUARTERS = 4
"""A story shows in one of so many quarters: the review quarter and those before it."""

_STORES = ("modern", "convenience", "traditional")
_ALL = ("modern", "convenience", "traditional", "dealer", "online")


@dataclass(frozen=True)
class Story:
    """One story in one account.

    `quarter` ("2026Q1") is the one in which it must show, None for the review quarter;
    `strength` is 1 as the source tells it, from 0.6 (just to be seen) to 1.5.
    """

    id: StoryId
    account_id: str
    quarter: str | None = None
    strength: float = AS_TOLD


@dataclass(frozen=True)
class StoryKind:
    """What the catalogue knows of a story.

    `channels` can carry it; `needs` is what its account must report; `findings` are the keys
    that a review must give, all of them; `year_before` tells that it shows only against the
    same quarter of the year before, which the case must then have.
    """

    id: StoryId
    channels: tuple[str, ...]
    findings: tuple[str, ...]
    needs: tuple[Reported, ...] = ()
    year_before: bool = False

    def name(self, language: str | None = None) -> str:
        """Return the story's name."""
        return say(f"planted.name_{self.id}", language)

    def explained(self, language: str | None = None) -> str:
        """Return what is planted, in one line."""
        return say(f"planted.line_{self.id}", language)


STORIES: Mapping[StoryId, StoryKind] = MappingProxyType(
    {
        kind.id: kind
        for kind in (
            StoryKind("share_lost_growing", ("modern", "convenience"),
                      ("share.lost_while_growing",), needs=("sell_out", "market"),
                      year_before=True),
            StoryKind("order_gap", _ALL, ("stories.order_gap",)),
            StoryKind("buyer_price_cuts", _ALL, ("promotions.buyer_price_cuts",)),
            StoryKind("phasing", _ALL, ("phasing.phasing",)),
            StoryKind("loading", (*_STORES, "dealer"), ("phasing.loading",), needs=("sell_out",)),
            StoryKind("diversion", ("dealer", "traditional"), ("phasing.diversion",)),
            StoryKind("quarter_end", _ALL, ("phasing.quarter_end",), needs=("sell_out",)),
            StoryKind("overdue", _ALL, ("receivables.overdue",)),
            StoryKind("leaving", _ALL, ("risks.leaving",), year_before=True),
            StoryKind("execution_gap", _STORES, ("execution.agreement_gap",),
                      needs=("execution", "visits")),
            StoryKind("entry_fees", (*_STORES, "online"), ("profit.entry_fees",)),
            StoryKind("objective_faults", _ALL,
                      ("objectives.not_allocated", "objectives.conflict"), year_before=True),
            StoryKind("spend_cut", _ALL, ("stories.spend_cut",), year_before=True),
            StoryKind("execution_turnaround", _STORES, ("execution.execution_turnaround",),
                      needs=("execution", "visits"), year_before=True),
        )
    }
)  # fmt: skip
