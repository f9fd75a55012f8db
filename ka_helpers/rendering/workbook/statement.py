"""The items of the profit and loss, each with the items that it is the sum of."""

from dataclasses import dataclass

from ka_helpers.metrics.cost_layers import CostLine
from ka_helpers.metrics.profit import ProfitAssessment
from ka_helpers.rendering.workbook.book import Book

LAYERS = ("off_invoice", "promo", "service")


@dataclass(frozen=True)
class Item:
    """One line of the statement; costs are below zero. `parts` are the keys it is the sum of."""

    key: str
    label: str
    role: str
    actual: float | None
    before: float | None
    plan: float | None = None
    parts: tuple[str, ...] = ()


def statement(book: Book, profit: ProfitAssessment) -> list[Item]:
    """Return the statement from list value to profit, or to the pocket without cost of goods."""
    items: list[Item] = []
    known = {step.key for step in profit.waterfall}
    items += [_amount(book, profit, "list_value", 1), _amount(book, profit, "on_invoice", -1)]
    items.append(_sum(book, profit, "net_sales", ("list_value", "on_invoice")))
    for layer in LAYERS:
        items += _layer(book, profit, layer)
    items.append(_sum(book, profit, "pocket", ("net_sales", *LAYERS)))
    if "account_profit" in known:
        items.append(_amount(book, profit, "cogs", -1))
        items.append(_sum(book, profit, "account_profit", ("pocket", "cogs")))
    return items


def _amount(book: Book, profit: ProfitAssessment, key: str, sign: int) -> Item:
    past = getattr(profit, f"{key}_before").value
    plans = [line.plan for line in profit.costs if line.layer == key and line.plan is not None]
    return Item(
        key,
        book.say(f"profit.{key}"),
        "cell",
        _of_step(profit, key),
        None if past is None else sign * past,
        -sum(plans) if plans else None,
    )


def _sum(book: Book, profit: ProfitAssessment, key: str, parts: tuple[str, ...]) -> Item:
    past = getattr(profit, f"{key}_before").value
    said = book.say(f"profit.{key}")
    return Item(key, said, "total", _of_step(profit, key), past, None, parts)


def _of_step(profit: ProfitAssessment, key: str) -> float:
    """Return the amount of a step of the waterfall; what comes off is below zero."""
    return next(step.amount for step in profit.waterfall if step.key == key)


def _layer(book: Book, profit: ProfitAssessment, layer: str) -> list[Item]:
    """Return a layer's total and its cost types."""
    lines = [line for line in profit.costs if line.layer == layer]
    parts = [_line(book, line) for line in lines]
    whole = _amount(book, profit, layer, -1)
    keys = tuple(part.key for part in parts)
    return [Item(layer, whole.label, "strong", whole.actual, whole.before, whole.plan, keys),
            *parts]  # fmt: skip


def _line(book: Book, line: CostLine) -> Item:
    key = f"{line.layer}.{line.cost_type}"
    actual, before, plan = (
        None if amount is None else -amount for amount in (line.actual, line.before, line.plan)
    )
    return Item(key, book.say(f"profit.cost_{line.cost_type}"), "indented", actual, before, plan)
