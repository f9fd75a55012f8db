"""Two rules of thumb for a promotion budget: by sales first, by cost first.

Both serve accounts one after another and fill each to its maximum; they differ in the order.
Both give every account its minimum before the first is filled. Not in here: the best plan (see
`budget_optimum`).
"""

from dataclasses import dataclass

from ka_helpers.metrics.promotion_economics import input_output_ratio
from ka_helpers.planning.budget_limits import TOLERANCE, Limits
from ka_helpers.planning.budget_values import Counts, Response, Responses


@dataclass(frozen=True)
class Order:
    """In which order accounts are served: their places, and the figure each was ranked by.

    Both are as long as the responses; `figures` stand in the responses' order.
    """

    places: tuple[int, ...]
    figures: tuple[float, ...]


def order_by_sales(responses: Responses, limits: Limits) -> Order:
    """Return the accounts by expected sales when filled, most first.

    References
    ----------
    Sales-first principle, the highest sales first: source 002.
    """
    pairs = zip(responses, limits.most, strict=True)
    return _ordered([_sales(response, most) for response, most in pairs], highest=True)


def order_by_cost(responses: Responses, limits: Limits) -> Order:
    """Return the accounts by input-output ratio when filled (spend / sales), lowest first.

    An account that can buy nothing comes last.

    References
    ----------
    Cost-first principle, fixed fees reserved, the lowest ratio first: source 002.
    """
    pairs = zip(responses, limits.most, strict=True)
    return _ordered([_ratio(response, most) for response, most in pairs], highest=False)


def fill(responses: Responses, limits: Limits, order: Order) -> Counts:
    """Return how many packages each account gets: minimums, then each to its maximum in order.

    A package that costs more than what is left is not bought; the next account is asked.
    """
    counts = list(limits.fewest)
    left = limits.pool - sum(
        each.spends[n] for each, n in zip(responses, limits.fewest, strict=True)
    )
    for place in order.places:
        packages = responses[place].packages
        while counts[place] < limits.most[place]:
            price = packages[counts[place]].spend
            if price > left + TOLERANCE:
                break
            left -= price
            counts[place] += 1
    return tuple(counts)


def _ordered(figures: list[float], highest: bool) -> Order:
    sign = -1 if highest else 1
    places = sorted(range(len(figures)), key=lambda place: sign * figures[place])
    return Order(tuple(places), tuple(figures))


def _sales(response: Response, count: int) -> float:
    return response.base_sales + sum(package.sales for package in response.packages[:count])


def _ratio(response: Response, count: int) -> float:
    sales = _sales(response, count)
    if count == 0 or sales <= 0:
        return float("inf")
    return input_output_ratio(response.spends[count], sales)
