"""The table: the issues and both sides' worth of them, and the packages that can be made.

Not in here: which package is good (`outcomes`), and who offers what (`game`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from ka_helpers.errors import RequestError
from ka_helpers.negotiation.issues import Issue, Package
from ka_helpers.negotiation.sides import Side

_CENT = 1e-6
"""Worths nearer than this are the same: floats are not exact."""


@dataclass(frozen=True)
class Agenda:
    """What is negotiated, by whom.

    Parameters
    ----------
    issues : in the order they are shown
    us, them : what packages are worth to each; the reservation is that of the best alternative
    their_money : what packages are worth to the account in money, where the buyer weighs issues
        otherwise than money does; None: `them` is money
    our_money : the same for us, where we sit on the buyer's chair
    limits : the worst value of an issue that our company lets us agree to, where it says so
    targets : the value of an issue that we aim for, where the company says so
    their_openings : the value of an issue that the account is known to ask for first
    """

    issues: tuple[Issue, ...]
    us: Side
    them: Side
    their_money: Side | None = None
    limits: Mapping[str, float] = field(default_factory=dict)
    targets: Mapping[str, float] = field(default_factory=dict)
    their_openings: Mapping[str, float] = field(default_factory=dict)
    currency: str = "CNY"
    our_money: Side | None = None

    @cached_property
    def by_key(self) -> Mapping[str, Issue]:
        """The issues by their keys."""
        return {issue.key: issue for issue in self.issues}

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of the issues, in order."""
        return tuple(issue.key for issue in self.issues)

    @property
    def today(self) -> Package:
        """The agreement in force; an issue that is new stands where we give nothing for it."""
        return {
            issue.key: issue.nearest(issue.today if issue.today is not None else self._free(issue))
            for issue in self.issues
        }

    def package(self, base: Package | None = None, /, **terms: Any) -> Package:
        """Return the package of `terms`; what is not named is as in `base`, else as today.

        Raises
        ------
        RequestError : an unknown issue, or a value that the issue cannot take; says what it can
        """
        package = dict(self.today if base is None else base)
        for key, value in terms.items():
            package[key] = self._value(key, value)
        return package

    def allows(self, key: str, value: float) -> bool:
        """Tell whether our company lets us agree to a value of an issue.

        A limit is crossed where a value is worth less to us than the limit's.
        """
        limit = self.limits.get(key)
        curve = self.us.curves[key]
        return limit is None or float(curve.at(value)) >= float(curve.at(limit)) - _CENT

    def swapped(self) -> "Agenda":
        """Return the same table seen from the other chair: us and them change places.

        Our company's limits, targets and what it expects of the account stay behind; an issue
        that is new stands where it stood before, where our company gives nothing for it.
        """
        us = Side("us", self.them.curves, self.them.reservation, self.them.links)
        them = Side("them", self.us.curves, self.us.reservation, self.us.links)
        today = self.today
        issues = tuple(replace(issue, today=today[issue.key]) for issue in self.issues)
        return Agenda(
            issues, us, them, self.our_money, currency=self.currency, our_money=self.their_money
        )

    def _value(self, key: str, value: Any) -> float:
        issue = self.by_key.get(key)
        if issue is None:
            known = ", ".join(self.keys)
            raise RequestError("negotiation.no_such_issue", found=key, known=known)
        try:
            number = float(value)
        except (TypeError, ValueError):
            raise RequestError("negotiation.no_number", issue=key, found=value) from None
        if not issue.allows(number):
            how = "any_value" if issue.step is None else "value_outside"
            raise RequestError(
                f"negotiation.{how}", issue=key, found=number, low=issue.low, high=issue.high,
                step=issue.step, unit="rate" if issue.unit == "share" else issue.unit,
                currency=self.currency,
            )  # fmt: skip
        return issue.nearest(number)

    def _free(self, issue: Issue) -> float:
        ends = sorted(
            (issue.low, issue.high), key=lambda end: float(self.us.curves[issue.key].at(end))
        )
        return ends[-1]
