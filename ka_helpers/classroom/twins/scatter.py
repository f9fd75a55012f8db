"""Scatter the tables of a case: other numbers that agree with each other as the old ones did.

The order matters: what follows sales comes after them. Tables without a move stay as they are.
"""

from collections.abc import Callable, Mapping

import pandas as pd

from ka_helpers.cases import Case
from ka_helpers.classroom.twins import objectives, people, sales, spend, supply
from ka_helpers.classroom.twins.chance import Chance
from ka_helpers.classroom.twins.moved import Moved

MOVES: Mapping[str, Callable[[Moved], pd.DataFrame]] = {
    "product": sales.products,
    "sales": sales.sales,
    "account": people.accounts,
    "market": sales.market,
    "execution": people.execution,
    "promotion": spend.promotions,
    "order_line": supply.order_lines,
    "receivable": supply.invoices,
    "cost": spend.costs,
    "forecast": sales.forecasts,
    "objective": objectives.objectives,
    "contact": people.contacts,
    "opportunity": people.opportunities,
    "store": sales.stores,
}


def scattered(case: Case, chance: Chance) -> dict[str, pd.DataFrame]:
    """Return the tables of a twin, normalised as those of a loaded case."""
    old = {name: case.table(name) for name in case.tables}
    moved = Moved(old, chance, pd.Timestamp(case.file.as_of))
    for name, move in MOVES.items():
        if name in old:
            moved.new[name] = move(moved)
    return {name: moved.new.get(name, old[name]) for name in case.tables}
