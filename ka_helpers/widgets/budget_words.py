"""What the budget desk shows: plans side by side, what more money brings, accounts and reasons.

Not in here: the desk, and planning.
"""

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from ka_helpers.figures.budget import plot_plans
from ka_helpers.figures.picture import Picture
from ka_helpers.i18n import say
from ka_helpers.planning.budget import BudgetComparison, BudgetPlan, MoreMoney
from ka_helpers.planning.budget_shares import say_reason
from ka_helpers.planning.budget_values import Aim
from ka_helpers.tables.table import TEXT, Table, TableColumn

if TYPE_CHECKING:
    from ka_helpers.widgets.budget_desk import BudgetDesk

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
MOST_DRAWN = 12


def plans_picture(desk: "BudgetDesk", compared: BudgetComparison) -> Picture:
    """Return what each plan gives each account; of many, those that get most."""
    most = {
        each.account_id: max(plan[each.account_id].amount for plan in compared.plans)
        for each in desk.responses
    }
    drawn = set(sorted(most, key=lambda account: -most[account])[:MOST_DRAWN])
    plans = [
        replace(plan, shares=tuple(share for share in plan.shares if share.account_id in drawn))
        for plan in compared.plans
    ]
    plot = plot_plans(plans, desk.names, desk.language, desk.currency)
    gains = {f"{plan.method}_gain": plan.gain for plan in compared.plans}
    alt = desk.phrase("budget_alt", drawn=len(drawn), n=len(most), **gains)
    return Picture(plot, alt, width=10.0)


def plans_table(desk: "BudgetDesk", compared: BudgetComparison) -> Table:
    """Return the figures of the three plans side by side."""
    heads = (say(f"budget.method_{plan.method}", desk.language) for plan in compared.plans)
    columns = (
        TableColumn(desk.phrase("column_figure")),
        *(TableColumn(each, "each") for each in heads),
    )
    rows = tuple(
        (desk.phrase(f"plan_{name}"), *(getattr(plan, name) for plan in compared.plans))
        for name in FIGURES
    )
    optimum = compared.optimum
    note = desk.phrase("budget_note", budget=optimum.budget, fees=desk.fees, n=len(desk.responses))
    return Table(
        desk.phrase("plans_title"), columns, rows, desk.language, desk.currency, note,
        formats=tuple(FIGURES.values()),
    )  # fmt: skip


def more_said(desk: "BudgetDesk", compared: BudgetComparison) -> str:
    """Say what more money brings; where it is nothing, the least that brings something."""
    aim, step = compared.aim, compared.next_step
    said = _step(desk, compared.more, aim, "more")
    if compared.more.worth and compared.more.worth > 0:
        return said
    after = desk.phrase("nothing_better") if step is None else _step(desk, step, aim, "step")
    return f"{said} {after}"


def _step(desk: "BudgetDesk", more: MoreMoney, aim: Aim, name: str) -> str:
    if not more.worth or more.worth <= 0:
        return desk.phrase(f"{name}_nothing", extra=more.extra)
    joint = desk.phrase("listed")
    who = joint.join(desk.names.get(each, each) for each in more.accounts)
    key = f"{name}_{aim}"
    return desk.phrase(key, extra=more.extra, worth=more.worth, accounts=who)


def accounts_table(desk: "BudgetDesk", compared: BudgetComparison, reasons_of: str) -> Table:
    """Return a row an account: its money in each plan, and why one of them gives it no more."""
    told = next(plan for plan in compared.plans if plan.method == reasons_of)
    heads = {plan.method: say(f"budget.method_{plan.method}", desk.language)
             for plan in compared.plans}  # fmt: skip
    columns = (
        TableColumn(desk.phrase("column_account")),
        *(TableColumn(each, "money") for each in heads.values()),
        TableColumn(desk.phrase("column_returned", method=heads[told.method]), "ratio"),
        TableColumn(desk.phrase("column_reason", method=heads[told.method]), TEXT),
    )
    rows = tuple(_account(desk, compared.plans, told, each.account_id) for each in desk.responses)
    title = desk.phrase("accounts_title")
    return Table(title, columns, rows, desk.language, desk.currency, desk.phrase("accounts_note"))


def _account(
    desk: "BudgetDesk", plans: tuple[BudgetPlan, ...], told: BudgetPlan, account_id: str
) -> tuple[Any, ...]:
    share = told[account_id]
    amounts = (plan[account_id].amount for plan in plans)
    name = desk.names.get(account_id, account_id)
    return name, *amounts, share.returned, say_reason(share, told, desk.language)
