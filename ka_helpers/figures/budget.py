"""Charts of promotion money: when a promotion earns, and what three budgets give each account.

Not in here: any formula; points of lines are given.
"""

from collections.abc import Mapping, Sequence

from ka_helpers.figures.plot import Bars, Line, Mark, Note, Plot, Rule, Scale
from ka_helpers.figures.style import BLUE, GREEN, GREY, INK, ORANGE, RED, drawable
from ka_helpers.i18n import say
from ka_helpers.planning.budget_values import BudgetPlan

COLOURS = {"sales_first": ORANGE, "cost_first": GREY, "optimum": BLUE, "given": GREEN}
NAME_LETTERS = 12
THICKNESS = 0.26


def plot_break_even(
    points: Sequence[tuple[float, float]], chosen: tuple[float, float], pays_at: float | None,
    language: str, currency: str = "CNY",
) -> Plot:  # fmt: skip
    """Return what a promotion gains over its uplift, the chosen uplift and the break-even.

    Parameters
    ----------
    points : uplift (fraction) and gain (margin less spend) along the line, uplift rising
    chosen : uplift and gain of the dot; it is green where it earns
    pays_at : the uplift at which the gain is zero, None if there is none
    """
    uplifts, gains = tuple(x for x, _ in points), tuple(y for _, y in points)
    earns = chosen[1] >= 0
    marks: list[Mark] = [Rule(0.0, INK, width=1.0), Line(uplifts, gains, BLUE)]
    if pays_at is not None and uplifts[0] <= pays_at <= uplifts[-1]:
        said = say("budget.pays_at", language, uplift=pays_at)
        beyond = pays_at > (uplifts[0] + uplifts[-1]) / 2
        marks += [
            Rule(pays_at, INK, upright=True, width=1.0, dash=(4.0, 2.0)),
            Note(pays_at, 0.97, said, INK, dx=-4.0 if beyond else 4.0,
                 across="end" if beyond else "start", up="top", framed=(False, True)),
        ]  # fmt: skip
    colour = GREEN if earns else RED
    marks.append(Line((chosen[0],), (chosen[1],), colour, width=0.0, marker=9.0))
    return Plot(
        tuple(marks),
        Scale(say("budget.uplift_axis", language), "share", low=uplifts[0], high=uplifts[-1]),
        Scale(say("budget.gain_axis", language), "money"),
        language, currency, legend=False,
    )  # fmt: skip


def plot_plans(
    plans: Sequence[BudgetPlan], names: Mapping[str, str], language: str, currency: str = "CNY"
) -> Plot:
    """Return what each plan gives each account, bars side by side, accounts as in the plans.

    Parameters
    ----------
    names : what an account is called, by its id
    """
    accounts = [share.account_id for share in plans[0].shares]
    middle = (len(plans) - 1) / 2
    marks = tuple(
        Bars(
            tuple(place + (number - middle) * THICKNESS for place in range(len(accounts))),
            tuple(share.amount for share in plan.shares),
            (COLOURS[plan.method],),
            thickness=THICKNESS * 0.9,
            label=say(f"budget.method_{plan.method}", language),
        )
        for number, plan in enumerate(plans)
    )
    labels = tuple(drawable(names.get(name, name), NAME_LETTERS) for name in accounts)
    ticks = tuple(float(place) for place in range(len(accounts)))
    return Plot(
        marks,
        Scale(low=-0.6, high=len(accounts) - 0.4, ticks=ticks, labels=labels, grid=False),
        Scale(say("budget.amount_axis", language), "money", low=0.0),
        language, currency,
    )  # fmt: skip
