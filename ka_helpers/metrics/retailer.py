"""A retailer from inside: its departments, what purchasing answers for, who talks to whom.

Facts of the trade as data, and which department a word in a contact list means. Not in here:
the people themselves (`buying_centre`).

References
----------
Source 002: organisation of a retailer, seven duties of purchasing, bow tie and diamond.
"""

from collections.abc import Mapping
from dataclasses import dataclass

DUTIES = (
    "category_management", "price_policy", "gross_margin", "sales_volume", "promotions",
    "display", "supplier_relations",
)  # fmt: skip
"""What a retailer's purchasing answers for; each is the message `contacts.duty_<name>`."""

ORGANISATION: Mapping[str, tuple[str, ...]] = {
    "general_manager": (
        "store_operations", "logistics", "purchasing", "finance", "human_resources",
        "business_development",
    ),
    "purchasing": (
        "fresh", "dry_goods", "non_food", "purchase_control", "marketing", "private_label",
        "shelf_space", "product_data", "market_research", "price_checking",
    ),
}  # fmt: skip
"""Who reports to whom; each is the message `contacts.department_<name>`."""


@dataclass(frozen=True)
class Pair:
    """Two departments that should talk to each other without the salesperson between them."""

    theirs: str
    ours: str


PAIRS = (
    Pair("purchasing", "sales"),
    Pair("marketing", "marketing"),
    Pair("store_operations", "field_team"),
    Pair("logistics", "logistics"),
    Pair("finance", "finance"),
    Pair("administration", "administration"),
)
"""The pairs of the diamond; `ours` is the message `contacts.our_<name>`."""

_WORDS: Mapping[str, tuple[str, ...]] = {
    "finance": ("财务", "结算", "会计", "finance", "settlement", "account"),
    "logistics": ("物流", "后勤", "配送", "仓", "收货", "logistic", "warehouse", "supply chain"),
    "store_operations": ("营运", "运营", "门店", "店长", "operation", "store"),
    "marketing": ("市场", "广告", "企划", "促销", "marketing", "promotion", "advertis"),
    "administration": ("行政", "administration"),
    "purchasing": ("采购", "商品", "品类", "purchas", "buy", "merchandis", "category"),
    "general_manager": ("总经理", "总裁", "董事", "general manager", "ceo", "president"),
}
"""Words that name a department, the telling ones first: a settlement clerk of purchasing pays."""


def department_of(*texts: str | None) -> str | None:
    """Return the department that the first telling text names, None if none does.

    Parameters
    ----------
    texts : what a contact list says, such as the department and then the post

    >>> department_of("采购部 Purchasing"), department_of(None, "财务结算"), department_of("X")
    ('purchasing', 'finance', None)
    """
    for text in texts:
        said = (text or "").casefold()
        for department, words in _WORDS.items():
            if any(word in said for word in words):
                return department
    return None
