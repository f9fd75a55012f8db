"""The price waterfall: what is taken off the list price on its way to profit, step by step.

Also the two margins of the retailer that our prices and payments make. Not in here: reading
these amounts from a case (see `profit`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ka_helpers.errors import MetricInputError

StepKind = Literal["start", "down", "total"]


@dataclass(frozen=True)
class WaterfallStep:
    """One step: where it starts, what comes off (a negative amount), or what is left so far.

    The start and all that comes off add up to the last total; totals in between are not added.
    """

    key: str
    amount: float
    kind: StepKind


def invoice_price(list_price: float, discounts: Sequence[float]) -> float:
    """Return the price after on-invoice discounts (fractions), one taken after another.

    Discounts compound: 10 % and then 5 % are 14.5 %, not 15 %.

    >>> round(invoice_price(100.0, [0.10, 0.05]), 2)
    85.5
    """
    price = list_price
    for discount in discounts:
        price *= 1 - discount
    return price


def price_waterfall(
    list_value: float, layers: Mapping[str, float], cogs: float | None = None
) -> tuple[WaterfallStep, ...]:
    """Return the steps from list value to account profit, or to the pocket without `cogs`.

    Parameters
    ----------
    list_value : money, sales at list prices
    layers : money taken off by layer: on_invoice, off_invoice, promo, service; absent is zero
    cogs : money, cost of the goods sold; None if not known

    References
    ----------
    Invoice price = list - on-invoice; pocket price = invoice - off-invoice; pocket margin =
    pocket - cost of goods - cost to serve: Marn, Roegner and Zawada. We take the cost to
    serve before the pocket, because it is known more often than the cost of goods.

    >>> steps = price_waterfall(100.0, {"on_invoice": 10, "off_invoice": 12}, cogs=60)
    >>> [(step.key, step.amount) for step in steps if step.kind == "total"]
    [('net_sales', 90.0), ('pocket', 78.0), ('account_profit', 18.0)]
    """
    left = float(list_value)
    steps = [WaterfallStep("list_value", left, "start")]
    plan: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("net_sales", ("on_invoice",)),
        ("pocket", ("off_invoice", "promo", "service")),
    )
    amounts = dict(layers)
    if cogs is not None:
        amounts["cogs"] = cogs
        plan = (*plan, ("account_profit", ("cogs",)))
    for total, parts in plan:
        for part in parts:
            taken = float(amounts.get(part, 0.0))
            left -= taken
            steps.append(WaterfallStep(part, -taken, "down"))
        steps.append(WaterfallStep(total, left, "total"))
    return tuple(steps)


def front_margin(retail_value: float, purchase_value: float) -> float:
    """Return the retailer's front margin (前台毛利, fraction): what selling us earns it.

    Raises
    ------
    MetricInputError : there is no retail value to take a margin of

    References
    ----------
    (retail price - purchase price) / retail price: source 001.

    >>> front_margin(retail_value=55.0, purchase_value=44.0)
    0.2
    """
    if retail_value <= 0:
        raise MetricInputError("profit.no_retail_value", found=retail_value)
    return (retail_value - purchase_value) / retail_value


def back_margin(supplier_income: float, purchase_value: float) -> float:
    """Return the retailer's back margin (后台毛利, fraction): rebates and fees over purchases.

    Raises
    ------
    MetricInputError : the retailer bought nothing

    References
    ----------
    (rebates + fees + other supplier income) / purchases: source 001.

    >>> back_margin(supplier_income=6_000, purchase_value=100_000)
    0.06
    """
    if purchase_value <= 0:
        raise MetricInputError("profit.no_sales", found=purchase_value)
    return supplier_income / purchase_value
