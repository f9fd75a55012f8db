"""The budget desk: one promotion budget over the accounts, three ways side by side.

Plans, reasons and what more money brings are `planning.budget`; here they are only put together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import ceil
from typing import Any

from ka_helpers.errors import RequestError
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.figures.budget import plot_plans
from ka_helpers.figures.picture import Picture
from ka_helpers.i18n import say
from ka_helpers.planning.budget import (
    WAN,
    BudgetComparison,
    BudgetError,
    BudgetPlan,
    MoreMoney,
    Response,
    compare_budgets,
)
from ka_helpers.planning.budget_history import histories_of, responses_from
from ka_helpers.planning.budget_shares import say_reason
from ka_helpers.planning.budget_values import METHODS, Aim, Method
from ka_helpers.tables.table import TEXT, Table, TableColumn
from ka_helpers.widgets.controls import Control, Grid, Options, Slider
from ka_helpers.widgets.desk import Desk, open_desk

FIGURES = {
    "spent": "money",
    "left": "money",
    "extra_sales": "money",
    "margin": "money",
    "gain": "money",
    "returned": "ratio",
    "cost_ratio": "share",
}
"""What is shown of a plan, and how each is written."""
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
        called = tuple(self.say(f"option_{aim}") for aim in aims)
        sliders = (
            Slider("budget", self.say("slider_budget"), floor, top, step, self.start, "money"),
            Options("aim", self.say("slider_aim"), aims, called),
            Slider("extra", self.say("slider_extra"), step, 50 * step, step, step, "money"),
            Options("reasons_of", self.say("slider_reasons_of"), METHODS[::-1], self._methods()),
            self._grid(),
        )
        return {control.name: control for control in sliders}

    def _methods(self) -> tuple[str, ...]:
        return tuple(say(f"budget.method_{each}", self.language) for each in METHODS[::-1])

    def say(self, name: str, **values: Any) -> str:
        """Return a sentence of the desk."""
        return say(f"{self.domain}.{name}", self.language, currency=self.currency, **values)

    def _grid(self) -> Grid:
        called = {each.account_id: self.names[each.account_id] for each in self.responses}
        columns = {name: self.say(f"column_{name}") for name in LIMITS}
        start = {
            each.account_id: {"minimum": None, "maximum": each.maximum} for each in self.responses
        }
        return Grid("limits", self.say("slider_limits"), called, columns, start)


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
        _picture(desk, compared),
        _plans(desk, compared),
        _more(desk, compared),
        _accounts(desk, compared, asked.reasons_of),
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


def _picture(desk: BudgetDesk, compared: BudgetComparison) -> Picture:
    plot = plot_plans(compared.plans, desk.names, desk.language, desk.currency)
    gains = {f"{plan.method}_gain": plan.gain for plan in compared.plans}
    alt = desk.say("budget_alt", n=len(desk.responses), **gains)
    wide = max(7.2, 0.42 * len(desk.responses))
    return Picture(plot, alt, width=min(wide, 10.5))


def _plans(desk: BudgetDesk, compared: BudgetComparison) -> Table:
    heads = (say(f"budget.method_{plan.method}", desk.language) for plan in compared.plans)
    columns = (
        TableColumn(desk.say("column_figure")),
        *(TableColumn(each, "each") for each in heads),
    )
    rows = tuple(
        (desk.say(f"plan_{name}"), *(getattr(plan, name) for plan in compared.plans))
        for name in FIGURES
    )
    optimum = compared.optimum
    note = desk.say("budget_note", budget=optimum.budget, fees=desk.fees, n=len(desk.responses))
    return Table(
        desk.say("plans_title"), columns, rows, desk.language, desk.currency, note,
        formats=tuple(FIGURES.values()),
    )  # fmt: skip


def _more(desk: BudgetDesk, compared: BudgetComparison) -> str:
    aim, step = compared.aim, compared.next_step
    said = _step(desk, compared.more, aim, "more")
    if compared.more.worth and compared.more.worth > 0:
        return said
    after = desk.say("nothing_better") if step is None else _step(desk, step, aim, "step")
    return f"{said} {after}"


def _step(desk: BudgetDesk, more: MoreMoney, aim: Aim, name: str) -> str:
    if not more.worth or more.worth <= 0:
        return desk.say(f"{name}_nothing", extra=more.extra)
    joint = desk.say("listed")
    who = joint.join(desk.names.get(each, each) for each in more.accounts)
    key = f"{name}_{aim}"
    return desk.say(key, extra=more.extra, worth=more.worth, accounts=who)


def _accounts(desk: BudgetDesk, compared: BudgetComparison, reasons_of: str) -> Table:
    """Return a row an account: its money in each plan, and why one of them gives it no more."""
    told = next(plan for plan in compared.plans if plan.method == reasons_of)
    heads = {plan.method: say(f"budget.method_{plan.method}", desk.language)
             for plan in compared.plans}  # fmt: skip
    columns = (
        TableColumn(desk.say("column_account")),
        *(TableColumn(each, "money") for each in heads.values()),
        TableColumn(desk.say("column_returned", method=heads[told.method]), "ratio"),
        TableColumn(desk.say("column_reason", method=heads[told.method]), TEXT),
    )
    rows = tuple(_account(desk, compared.plans, told, each.account_id) for each in desk.responses)
    title = desk.say("accounts_title")
    return Table(title, columns, rows, desk.language, desk.currency, desk.say("accounts_note"))


def _account(
    desk: BudgetDesk, plans: tuple[BudgetPlan, ...], told: BudgetPlan, account_id: str
) -> tuple[Any, ...]:
    share = told[account_id]
    amounts = (plan[account_id].amount for plan in plans)
    name = desk.names.get(account_id, account_id)
    return name, *amounts, share.returned, say_reason(share, told, desk.language)
