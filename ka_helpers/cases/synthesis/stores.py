"""The stores of the accounts that are visited: their sales of ours, and how often somebody comes.

`annual_sales` of an account's stores add up to its sell-out of the last year. `store_class` is
what the field team set a year ago: stores have moved since, so some classes are stale. Visits go
by habit, not by class; only where execution was turned round do they follow it. Everything is
drawn from a stream of its own.
"""

from string import ascii_uppercase

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ka_helpers.cases.synthesis import stories
from ka_helpers.cases.synthesis.calendar_weeks import Amounts
from ka_helpers.cases.synthesis.names import in_both
from ka_helpers.cases.synthesis.trading import Trading

Places = NDArray[np.intp]
DISTRICTS = (
    "城东 East", "城南 South", "城西 West", "城北 North", "老城 Old Town", "开发区 New Zone",
    "大学城 Campus", "临港 Harbour", "高铁站 Station", "湖滨 Lakeside",
)  # fmt: skip
STORES_IN_DISTRICT = 5
STORES_OF_REP = 22
REPS_OF_TURNAROUND = 2
"""Two representatives in each of ten teams: the twenty of source 001."""
VISIT_MINUTES = {
    "大卖场 hypermarket": 55, "超市 supermarket": 40, "便利店 convenience": 20,
    "会员批发 cash and carry": 60, "批发 wholesale": 45,
}  # fmt: skip
USUAL_MINUTES = 40
WEEKS_IN_YEAR = 52
SIZE_SPREAD, CLASS_SPREAD = 0.85, 0.22
CLASS_CUTS = (0.5, 0.8)
"""The share of sales that class A makes, and A and B together."""
FREQUENCIES = {"A": 4, "B": 2, "C": 1}
DAYS_IN_MONTH, MISSED = 28, 1.25
"""A month is four weeks; the last visit lies back up to that much more than its turn."""
HABIT = {1: 0.32, 2: 0.56, 4: 0.12}
"""How often stores are visited in four weeks where nobody decided it, and how many of them."""


def store_rows(trading: Trading, chance: np.random.Generator) -> pd.DataFrame:
    """Return the rows of the table `store` of one account; none where no store is visited."""
    design = trading.design
    if not design.has_visits:
        return pd.DataFrame()
    count = design.store_count
    sales = _sales(trading, chance)
    classes = _classes(sales * chance.lognormal(0, CLASS_SPREAD, count))
    district = np.sort(chance.integers(0, _districts(count), count))
    visits = _frequencies(trading, classes, chance)
    since = DAYS_IN_MONTH / visits * chance.uniform(0, MISSED, count)
    score, _ = stories.execution_path(design, trading.weeks)
    usual = VISIT_MINUTES.get(design.format, USUAL_MINUTES)
    size = np.clip((sales / sales.mean()) ** 0.2, 0.7, 1.5)
    return pd.DataFrame(
        {
            "store_id": [f"{design.account_id}-S{number:03d}" for number in range(1, count + 1)],
            "account_id": design.account_id,
            "store_name": _names(design.name, district),
            "store_class": classes,
            "district": [DISTRICTS[place] for place in district],
            "rep_id": _representatives(trading, district),
            "annual_sales": np.round(sales, 2),
            "visit_minutes": 5 * np.round(usual * size / 5),
            "travel_minutes": 5 * chance.integers(2, 7, count),
            "visits_a_month": visits,
            "last_visit": trading.weeks.as_of - pd.to_timedelta(1 + np.floor(since), unit="D"),
            "exec_score": np.round(np.clip(score[-1] + chance.normal(0, 8, count), 20, 100), 0),
        }
    )


def _sales(trading: Trading, chance: np.random.Generator) -> Amounts:
    """Return what each store sold of ours in the last year, yuan."""
    year = float(trading.sell_out_value[:, -WEEKS_IN_YEAR:].sum())
    weights = chance.lognormal(0, SIZE_SPREAD, trading.design.store_count)
    return np.asarray(year * weights / weights.sum())


def _classes(sales: Amounts) -> list[str]:
    """Return A, B or C by cumulative share of sales, largest first."""
    order = np.argsort(-sales)
    before = np.cumsum(sales[order]) - sales[order]
    named = np.full(len(sales), "C")
    named[order[before < CLASS_CUTS[1] * sales.sum()]] = "B"
    named[order[before < CLASS_CUTS[0] * sales.sum()]] = "A"
    return [str(each) for each in named]


def _districts(stores: int) -> int:
    return int(np.clip(stores // STORES_IN_DISTRICT, 1, len(DISTRICTS)))


def _names(account: str, district: Places) -> list[str]:
    """Return a name a store: the chain's own, the district's and a number, in both languages."""
    chinese, english = in_both(account)
    names, seen = [], dict.fromkeys(range(len(DISTRICTS)), 0)
    for place in district.tolist():
        seen[place] += 1
        here, _, there = DISTRICTS[place].partition(" ")
        names.append(f"{chinese}{here}{seen[place]}店 {english} {there} {seen[place]}")
    return names


def _representatives(trading: Trading, district: Places) -> list[str]:
    """Return who visits each store: an id of its own account and district."""
    design = trading.design
    turned = stories.tells(design, "execution_turnaround")
    sizes = np.bincount(district, minlength=len(DISTRICTS))
    teams = [
        REPS_OF_TURNAROUND if turned else max(1, round(size / STORES_OF_REP)) for size in sizes
    ]
    names, seen = [], [0] * len(DISTRICTS)
    for place in district.tolist():
        names.append(
            f"{design.account_id}-R{place + 1:02d}{ascii_uppercase[seen[place] % teams[place]]}"
        )
        seen[place] += 1
    return names


def _frequencies(trading: Trading, classes: list[str], chance: np.random.Generator) -> Amounts:
    habit = chance.choice(list(HABIT), p=list(HABIT.values()), size=len(classes))
    if not stories.tells(trading.design, "execution_turnaround"):
        return np.asarray(habit)
    return np.array([FREQUENCIES[each] for each in classes])
