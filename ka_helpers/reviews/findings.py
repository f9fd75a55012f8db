"""Findings: what a review's figures mean, ranked, each with its evidence and its next step.

A finding carries message keys and raw values, so it is said in any language from the same
summary. The rules live with their subject in `sections`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from ka_helpers.i18n import say

Tone = Literal["bad", "warn", "good"]
_ORDER: dict[str, int] = {"bad": 0, "warn": 1, "good": 2}
Fact = str | float | int | None


@dataclass(frozen=True)
class Finding:
    """One thing to know.

    `key` is `<section>.<name>`; its sentences are the messages `<section>.finding_<name>`,
    `..._evidence` and `..._next`. `tone` says whether to act (bad), to watch (warn) or to keep
    (good); `stake` is the money it is about (currency units, None if it is not about money);
    `values` fill the sentences.
    """

    key: str
    tone: Tone
    stake: float | None = None
    values: tuple[tuple[str, Fact], ...] = ()
    currency: str = "CNY"

    @property
    def section(self) -> str:
        """The section the finding belongs to."""
        return self.key.partition(".")[0]

    def headline(self, language: str) -> str:
        """Return what was found, one sentence."""
        return self._say("", language)

    def evidence(self, language: str) -> str:
        """Return the figures it stands on, with n and source."""
        return self._say("_evidence", language)

    def next_step(self, language: str) -> str:
        """Return what to do about it."""
        return self._say("_next", language)

    def _say(self, part: str, language: str) -> str:
        section, _, name = self.key.partition(".")
        values = dict(self.values)
        return say(f"{section}.finding_{name}{part}", language, currency=self.currency, **values)


def found(
    key: str, tone: Tone, currency: str, *, stake: float | None = None, **values: Fact
) -> Finding:
    """Return a finding whose sentences name `values`."""
    return Finding(key, tone, stake, tuple(values.items()), currency)


def rank(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return findings in the order to read them: by tone, then by money at stake."""
    return tuple(sorted(findings, key=lambda f: (_ORDER[f.tone], -abs(f.stake or 0.0), f.key)))
