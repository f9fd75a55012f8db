"""The account records: size, terms, relation, the figures a customer's annual report would show."""

from typing import Any

import numpy as np

from ka_helpers.cases.synthesis.specification import AccountDesign
from ka_helpers.cases.synthesis.stories import tells
from ka_helpers.cases.synthesis.world import USUAL_COMPANY_SALES, World

CUSTOMER_TYPES = {
    "modern": "selective", "convenience": "selective", "traditional": "intensive",
    "dealer": "exclusive", "online": "intensive",
}  # fmt: skip
OUR_PART_OF_ACCOUNT = 0.012
STATES = ("outsider", "friend", "supplier", "partner")


def account_row(design: AccountDesign, world: World, chance: np.random.Generator) -> dict[str, Any]:
    """Return the row of the table `account`."""
    yearly = design.quarterly_sales * 4
    grade = _grade(design)
    size = yearly / (world.annual_sales / USUAL_COMPANY_SALES)
    return {
        "account_id": design.account_id,
        "account_name": design.name,
        "parent_id": design.parent_id,
        "channel": design.channel,
        "format": design.format,
        "region": design.region,
        "store_count": design.store_count,
        "tier": "A" if size >= 15e6 else "B" if size >= 5e6 else "C",
        "payment_term_days": design.terms.payment_days,
        "credit_limit": round(yearly * (design.terms.payment_days + 25) / 365 * 1.25, -4),
        "customer_type": CUSTOMER_TYPES[design.channel],
        "relation_state": STATES[min(3, max(0, grade - 2))],
        "relation_grade": grade,
        "kam": design.kam,
        "fiscal_year_start_month": design.fiscal_year_start_month,
        **_annual_report(yearly / OUR_PART_OF_ACCOUNT, chance),
    }


def _grade(design: AccountDesign) -> int:
    """Return the working relationship, 1 to 5, from how well the account is served."""
    if tells(design, "order_gap"):
        return 2
    return int(np.clip(round((design.field.exec_score - 62) / 6), 1, 5))


def _annual_report(sales: float, chance: np.random.Generator) -> dict[str, float]:
    assets = sales * float(chance.uniform(0.45, 0.75))
    cost_of_sales = sales * float(chance.uniform(0.74, 0.82))
    return {
        "total_assets": round(assets, -4),
        "current_assets": round(assets * float(chance.uniform(0.42, 0.68)), -4),
        "net_profit": round(sales * float(chance.uniform(-0.005, 0.032)), -4),
        "annual_sales": round(sales, -4),
        "inventory": round(cost_of_sales * float(chance.uniform(28, 62)) / 365, -4),
        "cost_of_sales": round(cost_of_sales, -4),
    }
