"""Scatter the tables of a case: other numbers that agree with each other as the old ones did.

The order matters: what follows sales comes after them. Tables without a move stay as they are.
"""

from collections.abc import Callable, Mapping

import pandas as pd

from ka_helpers.cases import Case
from ka_helpers.classroom import (
    twin_objectives,
    twin_people,
    twin_sales,
    twin_spend,
    twin_supply,
)
from ka_helpers.classroom.twin_chance import Chance
from ka_helpers.classroom.twin_moved import Moved

MOVES: Mapping[str, Callable[[Moved], pd.DataFrame]] = {
    "product": twin_sales.products,
    "sales": twin_sales.sales,
    "account": twin_people.accounts,
    "market": twin_sales.market,
    "execution": twin_people.execution,
    "promotion": twin_spend.promotions,
    "order_line": twin_supply.order_lines,
    "receivable": twin_supply.invoices,
    "cost": twin_spend.costs,
    "forecast": twin_sales.forecasts,
    "objective": twin_objectives.objectives,
    "contact": twin_people.contacts,
    "opportunity": twin_people.opportunities,
    "store": twin_sales.stores,
}


def scattered(case: Case, chance: Chance) -> dict[str, pd.DataFrame]:
    """Return the tables of a twin, normalised as those of a loaded case."""
    old = {name: case.table(name) for name in case.tables}
    moved = Moved(old, chance, pd.Timestamp(case.file.as_of))
    for name, move in MOVES.items():
        if name in old:
            moved.new[name] = move(moved)
    return {name: moved.new.get(name, old[name]) for name in case.tables}
