"""The budget desk: one promotion budget over the accounts, three ways side by side.

Plans, reasons and what more money brings are `planning.budget`; here they are only put together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

from ka_helpers.errors import RequestError
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.figures.picture import Picture
from ka_helpers.i18n import say
from ka_helpers.planning.budget import (
    WAN,
    BudgetError,
    Response,
    compare_budgets,
)
from ka_helpers.planning.budget_history import histories_of, responses_from
from ka_helpers.planning.budget_values import METHODS, Aim, Method
from ka_helpers.tables.table import Table
from ka_helpers.widgets.budget_words import (
    accounts_table,
    more_said,
    plans_picture,
    plans_table,
)
from ka_helpers.widgets.controls import Control, Grid, Options, Slider
from ka_helpers.widgets.desk import Desk, open_desk

LIMITS = ("minimum", "maximum")
FEWEST_ACCOUNTS = 2
START = 0.2
"""The part of what all accounts could take that the desk starts with: money is short."""


@dataclass(frozen=True, eq=False)
class BudgetDesk(Desk):
    """A desk with what each account may be expected to give for promotion money."""

    responses: tuple[Response, ...]

    @property
    def names(self) -> dict[str, str]:
        """Account names by id."""
        accounts = self.lesson.case.accounts
        return dict(zip(accounts["account_id"], accounts["account_name"], strict=True))

    @property
    def fees(self) -> float:
        """What is owed whatever is decided."""
        return sum(each.fixed_fees for each in self.responses)

    @property
    def most(self) -> float:
        """What all accounts can take, fixed fees included."""
        return self.fees + sum(each.spends[each.most] for each in self.responses)

    @property
    def start(self) -> int:
        """The budget that the desk starts with, in whole units of 10,000."""
        return round((self.fees + START * (self.most - self.fees)) / WAN) * int(WAN)

    @property
    def controls(self) -> dict[str, Control]:
        """Controls for `explore`: the budget, its aim, what more money, and the limits."""
        step = int(WAN)
        top = (int(self.most // WAN) + 1) * step
        floor = min(self.start, (int(self.fees // WAN) + 1) * step)
        aims = ("gain", "sales")
        called = tuple(self.phrase(f"option_{aim}") for aim in aims)
        sliders = (
            Slider("budget", self.phrase("slider_budget"), floor, top, step, self.start, "money"),
            Options("aim", self.phrase("slider_aim"), aims, called),
            Slider("extra", self.phrase("slider_extra"), step, 50 * step, step, step, "money"),
            Options("reasons_of", self.phrase("slider_reasons_of"), METHODS[::-1], self._methods()),
            self._grid(),
        )
        return {control.name: control for control in sliders}

    def _methods(self) -> tuple[str, ...]:
        return tuple(say(f"budget.method_{each}", self.language) for each in METHODS[::-1])

    def _grid(self) -> Grid:
        called = {each.account_id: self.names[each.account_id] for each in self.responses}
        columns = {name: self.phrase(f"column_{name}") for name in LIMITS}
        start = {
            each.account_id: {"minimum": None, "maximum": each.maximum} for each in self.responses
        }
        return Grid("limits", self.phrase("slider_limits"), called, columns, start)


def responses_of(lesson: Lesson) -> tuple[Response, ...]:
    """Return what each account with promotions may be expected to give; limits in whole units."""
    case = lesson.case
    tables_of = {account_id: case.slice(account_id) for account_id in case.account_ids}
    found = responses_from(histories_of(tables_of), lesson.quarter)
    return tuple(
        replace(each, maximum=None if each.maximum is None else float(ceil(each.maximum)))
        for each in found
        if each.packages
    )


def has_history(lesson: Lesson) -> None:
    """Raise NotGradableError where too few accounts tell what promotion money brings there."""
    for table in ("promotion", "sales", "product"):
        lesson.table(table)
    try:
        found = len(lesson.once(responses_of))
    except BudgetError as lacking:
        raise NotGradableError(lacking.key, **lacking.values) from None
    if found < FEWEST_ACCOUNTS:
        raise NotGradableError("widgets.too_few_told", n=found, fewest=FEWEST_ACCOUNTS)


def budget_desk(
    case: str, account_id: str = "", quarter: str = "", language: str = "en"
) -> BudgetDesk:
    """Open the desk on a case, or on the sample case where its promotions tell too little.

    Raises
    ------
    RequestError : there is no such case, account or quarter
    """
    desk = open_desk(has_history, case, account_id, quarter, language)
    return BudgetDesk(desk.domain, desk.lesson, desk.language, desk.lesson.once(responses_of))


@dataclass(frozen=True)
class Tried:
    """What is tried on the desk.

    Parameters
    ----------
    budget : fixed fees included (currency units); None is where the desk starts
    aim : what the optimum makes the most of: "gain" (margin less spend) or "sales" (extra sales)
    extra : more money to be tried (currency units)
    reasons_of : the plan whose reasons are told
    limits : {account: {"minimum": ..., "maximum": ...}} of the money for packages; what is not
        named, or None, stays as the desk has it
    """

    budget: float | None = None
    aim: Aim = "gain"
    extra: float = WAN
    reasons_of: Method = "optimum"
    limits: Mapping[str, Mapping[str, float | None]] = field(default_factory=dict)


def compare(desk: BudgetDesk, **tried: Any) -> tuple[Picture, Table, str, Table]:
    """Return the three plans, what more money brings, and why each account gets what it gets.

    Parameters
    ----------
    tried : fields of `Tried` by name

    Raises
    ------
    RequestError : there is no such account on the desk
    BudgetError : no plan keeps to all limits
    """
    asked = Tried(**tried)
    budget = desk.start if asked.budget is None else asked.budget
    responses = limited(desk, asked.limits)
    compared = compare_budgets(responses, budget, asked.aim, asked.extra)
    return (
        plans_picture(desk, compared),
        plans_table(desk, compared),
        more_said(desk, compared),
        accounts_table(desk, compared, asked.reasons_of),
    )


def limited(
    desk: BudgetDesk, limits: Mapping[str, Mapping[str, float | None]]
) -> tuple[Response, ...]:
    """Return the desk's responses with other minimums and maximums."""
    known = [each.account_id for each in desk.responses]
    if unknown := [name for name in limits if name not in known]:
        raise RequestError("widgets.no_such_row", found=unknown[0], known=", ".join(known))
    return tuple(_limited(each, limits.get(each.account_id, {})) for each in desk.responses)


def _limited(response: Response, limits: Mapping[str, float | None]) -> Response:
    said: dict[str, Any] = {name: value for name, value in limits.items() if value is not None}
    return replace(response, **said)
