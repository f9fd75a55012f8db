"""Formulas of share: market share, growth gap, fair share index, opportunity.

On plain numbers, for a trainee's notebook as for the review; source 001 has the example of
a share lost while growing. Not in here: which rows are compared (see `market`).
"""

from ka_helpers.errors import MetricInputError


def market_share(own: float, category: float) -> float:
    """Return our share of a category's sales (fraction).

    Raises
    ------
    MetricInputError : the category's sales are not above zero

    >>> market_share(own=20.0, category=100.0)
    0.2
    """
    if category <= 0:
        raise MetricInputError("share.no_category_sales", found=category)
    return own / category


def share_growth_gap(own_growth: float, category_growth: float) -> float:
    """Return the relative change in share that two growths make (fraction).

    Raises
    ------
    MetricInputError : the category lost everything, so there is no share left

    References
    ----------
    Source 001: 50 % at an account that grows 60 % loses 6.25 % of the share.

    >>> round(share_growth_gap(own_growth=0.50, category_growth=0.60), 4)
    -0.0625
    """
    if category_growth <= -1:
        raise MetricInputError("share.category_gone", found=category_growth)
    return (1 + own_growth) / (1 + category_growth) - 1


def fair_share_index(tactic_share: float, sales_share: float) -> float:
    """Return a share of displays, shelf or activities per share of sales; 100 is fair.

    Raises
    ------
    MetricInputError : the share of sales is not above zero

    >>> round(fair_share_index(tactic_share=0.30, sales_share=0.20))
    150
    """
    if sales_share <= 0:
        raise MetricInputError("share.no_sales_share", found=sales_share)
    return tactic_share / sales_share * 100


def share_opportunity(benchmark_share: float, share: float, category_sales: float) -> float:
    """Return the sales that the benchmark's share would bring more than ours (money).

    >>> share_opportunity(benchmark_share=0.50, share=0.25, category_sales=200.0)
    50.0
    """
    return (benchmark_share - share) * category_sales
