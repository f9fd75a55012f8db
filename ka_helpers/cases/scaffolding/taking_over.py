"""A recipe that starts from another case: from its recipe, or from what its tables tell.

Of a case without a recipe its company, money, calendar, accounts (names, channels, sizes) and
planted stories are taken; its products and figures are made anew.
"""

import zlib
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ka_helpers.cases import planted
from ka_helpers.cases.case import Case
from ka_helpers.cases.loading import load_case
from ka_helpers.cases.places import folder_of
from ka_helpers.cases.scaffolding import wishes
from ka_helpers.cases.scaffolding.recipe import (
    AccountAsked,
    Recipe,
    StoryAsked,
    has_recipe,
    read_recipe,
)
from ka_helpers.cases.scaffolding.specifying import quarters_for
from ka_helpers.cases.synthesis import RANGES, TRADES, World
from ka_helpers.cases.synthesis.channels import CHANNELS
from ka_helpers.cases.synthesis.world import LONGEST_NAME
from ka_helpers.periods import WEEK_TO_THURSDAY

DAYS_OF_YEAR = 364


def recipe_of_case(name_or_path: str, case_id: str) -> Recipe:
    """Return the recipe for a new case `case_id` that starts from another; its seed is new.

    Raises
    ------
    RequestError : there is no such case
    CaseError : it, or its recipe, has faults
    """
    folder = folder_of(name_or_path)
    if has_recipe(folder):
        changes = {"case_id": case_id, "seed": zlib.crc32(case_id.encode()), "digest": None}
        return read_recipe(folder).model_copy(update=changes)
    return _from_tables(load_case(folder), case_id)


def _from_tables(case: Case, case_id: str) -> Recipe:
    usual, file = wishes.usual_recipe(case_id), case.file
    quarter = file.parameters.quarter or (case.quarters[-1] if case.quarters else None)
    accounts = tuple(_accounts(case))
    fewest = int(RANGES["accounts"].low)
    recipe = usual.model_copy(
        update={
            "trade": _trade_of(case),
            "company": file.our_company,
            "brand": _brand_of(case, usual),
            "title": wishes.title_of(file.our_company),
            "currency": file.currency,
            "unit": file.unit,
            "fiscal_year_start_month": file.calendar.fiscal_year_start_month,
            "review_quarter": quarter or usual.review_quarter,
            "annual_sales": float(np.clip(sum(a.annual_sales or 0 for a in accounts), 3e6, 1e10)),
            "products": _products_of(case, usual.products),
            "accounts": accounts,
            "stories": (),
        }
    )
    recipe = wishes.with_accounts(recipe, max(fewest, len(accounts)))
    return _with_planted(recipe, case)


def _accounts(case: Case) -> Iterator[AccountAsked]:
    """Yield the accounts, the largest first, as many as a case can be made of."""
    sizes = _yearly_sales(case)
    allowed, seen = RANGES["account_sales"], set[str]()
    order = case.accounts.assign(size=case.accounts["account_id"].map(sizes).fillna(0.0))
    order = order.sort_values("size", ascending=False, kind="stable")
    for row in order.head(int(RANGES["accounts"].high)).to_dict("records"):
        name = " ".join(str(row["account_name"]).split())[:LONGEST_NAME].strip()
        while name.casefold() in seen:
            name = f"{name[: LONGEST_NAME - 8]} {row['account_id'][:7]}"
        seen.add(name.casefold())
        channel = row.get("channel")
        yield AccountAsked(
            account_id=str(row["account_id"]),
            name=name,
            channel=channel if channel in CHANNELS else None,
            annual_sales=float(np.clip(round(row["size"], -3), allowed.low, allowed.high)),
        )


def _yearly_sales(case: Case) -> pd.Series:
    """Return each account's sales a year, of the basis with most rows, over the time it covers."""
    sales = case.table("sales")
    sales = sales[sales["basis"] == sales["basis"].mode().iloc[0]]
    days = (sales["period_start"].max() - sales["period_start"].min()).days
    years = max((days + 2 * WEEK_TO_THURSDAY.days + 1) / DAYS_OF_YEAR, 0.25)
    totals: pd.Series = sales.groupby("account_id")["sales_value"].sum() / years
    return totals


def _trade_of(case: Case) -> str:
    """Return the trade whose categories the case names, else the usual one."""
    named = set(case.table("product")["category"]) if "product" in case.tables else set()
    by_trade = {
        trade_id: sum(category.name in named for category in trade.categories)
        for trade_id, trade in TRADES.items()
    }
    best = max(by_trade, key=lambda trade_id: by_trade[trade_id])
    return best if by_trade[best] else wishes.USUAL_TRADE


def _brand_of(case: Case, usual: Recipe) -> object:
    world = World()
    is_shipped = case.file.our_company.zh == world.company_zh
    return usual.brand if is_shipped else case.file.our_company


def _products_of(case: Case, usual: int) -> int:
    if "product" not in case.tables:
        return usual
    own = int(case.table("product")["is_own"].fillna(False).sum())
    allowed = RANGES["products"]
    return int(np.clip(own, allowed.low, allowed.high))


def _with_planted(recipe: Recipe, case: Case) -> Recipe:
    """Return the recipe with the stories that the other case's truth names and this can carry."""
    stories = tuple(
        StoryAsked(
            story=each.story,
            account_id=each.account_id,
            quarter=each.quarter if each.quarter in quarters_for(recipe, each.story) else None,
        )
        for each in planted.planted_in(case.path)
    )
    return wishes.settled(recipe.model_copy(update={"stories": stories}))
