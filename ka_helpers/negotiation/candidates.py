"""Products of ours that an account does not sell yet, and what other accounts sell of them.

What a product would sell is read from accounts of the same format: sales a store, times the
account's stores. Not in here: whether the buyer will list it (`listing`), the pitch (`pitch`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median
from typing import Any

import pandas as pd

from ka_helpers.cases import Case
from ka_helpers.errors import RequestError
from ka_helpers.periods import year_before

_FINEST = {"week": 0, "month": 1, "quarter": 2}
_LITRES = {
    "ml": 0.001,
    "毫升": 0.001,
    "l": 1.0,
    "升": 1.0,
    "g": 0.001,
    "克": 0.001,
    "kg": 1.0,
    "千克": 1.0,
}
_PACK = re.compile(r"(\d+(?:\.\d+)?)\s*(ml|毫升|l|升|kg|千克|g|克)\s*[×xX*]\s*(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Candidate:
    """A product of ours that the account did not buy in the quarter.

    `expected` is what it would sell there in a quarter (our price, money), `low` and `high` by
    the weakest and the strongest of the `peers` that sell it, of `alike` accounts of its format.
    `growth` is its growth at all accounts.
    """

    product_id: str
    name: str
    category: str
    pack: str | None
    barcode: str | None
    list_price: float | None
    retail_price: float | None
    shelf_life_days: float | None
    expected: float
    low: float
    high: float
    peers: int
    alike: int
    growth: float | None


@dataclass(frozen=True)
class Listed:
    """A product of ours that the account sells, and its sales in the quarter."""

    product_id: str
    name: str
    category: str
    pack: str | None
    retail_price: float | None
    sales: float


@dataclass(frozen=True)
class Peer:
    """An account of the same format that sells a product: its sales and its stores."""

    account_id: str
    sales: float
    stores: float

    @property
    def a_store(self) -> float:
        """Sales a store in the quarter."""
        return self.sales / self.stores


@dataclass(frozen=True, eq=False)
class Range:
    """Our range at one account of a case in a quarter, beside that of all other accounts."""

    case: Case
    account_id: str
    quarter: str

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """The products the account could list, what would sell most first."""
        stores = self._stores.get(self.account_id)
        found = [self._candidate(row, stores) for row in self._not_listed()] if stores else []
        known = [each for each in found if each is not None]
        return tuple(sorted(known, key=lambda each: (-each.expected, each.product_id)))

    @cached_property
    def listed(self) -> tuple[Listed, ...]:
        """Our products that the account sells, the weakest first."""
        sold = self._sold(self.account_id)
        found = [
            Listed(
                str(row["product_id"]), _name(row), str(row["category"]), _text(row.get("pack")),
                _number(row.get("retail_price")), sold[str(row["product_id"])],
            )
            for row in self._own
            if str(row["product_id"]) in sold
        ]  # fmt: skip
        return tuple(sorted(found, key=lambda each: (each.sales, each.product_id)))

    def candidate(self, product_id: str = "") -> Candidate:
        """Return a product that could be listed; none named: what would sell most.

        Raises
        ------
        RequestError : there is none, or not this one; says which there are
        """
        by_id = {each.product_id: each for each in self.candidates}
        if not by_id:
            raise RequestError("listing.no_candidate", account=self.account_id)
        if product_id and product_id not in by_id:
            raise RequestError("listing.not_a_candidate", found=product_id, known=", ".join(by_id))
        return by_id[product_id] if product_id else self.candidates[0]

    def weakest(self, category: str) -> Listed | None:
        """Return our product of the category that sells least at the account."""
        return next((each for each in self.listed if each.category == category), None)

    def peers(self, product_id: str) -> tuple[Peer, ...]:
        """Return the accounts of the same format that sold a product in the quarter."""
        rows = self._sales
        rows = rows[(rows["product_id"] == product_id) & (rows["quarter"] == self.quarter)]
        sold = dict(zip(rows["account_id"], rows["sales"].astype(float), strict=True))
        return tuple(
            Peer(each, sold[each], self._stores[each]) for each in self._alike if each in sold
        )

    def rivals_a_litre(self, category: str) -> tuple[float, ...]:
        """Return the shelf prices a litre (or kilogram) of competitors' products of a category."""
        rows = self.case.table("product")
        theirs = rows[~rows["is_own"].fillna(False).astype(bool) & (rows["category"] == category)]
        prices = (a_litre(_number(row.get("retail_price")), _text(row.get("pack")))
                  for row in theirs.to_dict("records"))  # fmt: skip
        return tuple(sorted(price for price in prices if price is not None))

    @cached_property
    def _own(self) -> list[dict[Any, Any]]:
        rows = self.case.table("product")
        return rows[rows["is_own"].fillna(False).astype(bool)].to_dict("records")

    @cached_property
    def _sales(self) -> pd.DataFrame:
        """Sales by account, product and quarter, of one basis and the finest periods there are."""
        before = year_before(self.quarter)
        rows = self.case.query(
            "select account_id, product_id, quarter, basis, period_type, sum(sales_value) as sales "
            "from sales where product_id is not null and quarter in (?, ?) "
            "group by all order by all",
            [self.quarter, before],
        )
        basis = "sell_in" if (rows["basis"] == "sell_in").any() else "sell_out"
        rows = rows[rows["basis"] == basis]
        rank = rows["period_type"].map(_FINEST)
        finest = rank.groupby([rows["account_id"], rows["quarter"]]).transform("min")
        return rows[(rank == finest) & (rows["sales"] > 0)]

    @cached_property
    def _stores(self) -> Mapping[str, float]:
        accounts = self.case.accounts
        if "store_count" not in accounts:
            return {}
        known = accounts[accounts["store_count"] > 0]
        return dict(zip(known["account_id"], known["store_count"].astype(float), strict=True))

    @cached_property
    def _alike(self) -> tuple[str, ...]:
        """The other accounts of the same format; where there is none, of the same channel; all."""
        accounts = self.case.accounts.set_index("account_id")
        others = [each for each in self._stores if each != self.account_id]
        for column in ("format", "channel"):
            if column in accounts and not pd.isna(accounts[column].get(self.account_id)):
                mine = accounts[column][self.account_id]
                alike = tuple(each for each in others if accounts[column][each] == mine)
                if alike:
                    return alike
        return tuple(others)

    def _sold(self, account_id: str) -> dict[str, float]:
        rows = self._sales
        rows = rows[(rows["account_id"] == account_id) & (rows["quarter"] == self.quarter)]
        return {str(k): float(v) for k, v in zip(rows["product_id"], rows["sales"], strict=True)}

    def _not_listed(self) -> list[dict[Any, Any]]:
        sold = self._sold(self.account_id)
        return [row for row in self._own if str(row["product_id"]) not in sold]

    def _candidate(self, row: dict[Any, Any], stores: float) -> Candidate | None:
        product_id = str(row["product_id"])
        rows = self._sales[self._sales["product_id"] == product_id]
        now = rows[rows["quarter"] == self.quarter]
        a_store = [peer.a_store for peer in self.peers(product_id)]
        if not a_store:
            return None
        had = float(rows[rows["quarter"] != self.quarter]["sales"].sum())
        return Candidate(
            product_id=product_id, name=_name(row), category=str(row["category"]),
            pack=_text(row.get("pack")), barcode=_text(row.get("barcode")),
            list_price=_number(row.get("list_price")),
            retail_price=_number(row.get("retail_price")),
            shelf_life_days=_number(row.get("shelf_life_days")),
            expected=float(median(a_store)) * stores, low=min(a_store) * stores,
            high=max(a_store) * stores, peers=len(a_store),
            alike=len(self._alike), growth=float(now["sales"].sum()) / had - 1 if had > 0 else None,
        )  # fmt: skip


def a_litre(price: float | None, pack: str | None) -> float | None:
    """Return the price of a litre (or kilogram), None where price or pack do not say.

    >>> round(a_litre(60.75, "450ml×15"), 2), a_litre(60.75, "a box")
    (9.0, None)
    """
    found = _PACK.search(pack or "")
    if price is None or found is None:
        return None
    amount = float(found[1]) * _LITRES[found[2].lower()] * int(found[3])
    return price / amount if amount > 0 else None


def _name(row: dict[Any, Any]) -> str:
    return _text(row.get("product_name")) or str(row["product_id"])


def _text(value: Any) -> str | None:
    return None if value is None or pd.isna(value) or not str(value).strip() else str(value)


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)
