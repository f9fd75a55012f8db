"""Spend efficiency: what money spent on an account bought, in cases and in sales.

Cases are whatever unit the sales table counts. Efficiency is judged on variable spend: fixed
entry fees must be spent whatever is sold (source 001). Not in here: the return on a
promotion, which asks what would have been sold anyway (see `promotions`).
"""

from ka_helpers.errors import MetricInputError

PER = 100.0
SMALLEST_CHANGE = 0.05
"""Change of spend (of the spend before) below which a marginal figure would be noise."""


def cost_ratio(cost: float, sales: float) -> float:
    """Return cost over sales (fraction): the trade cost ratio (费用比).

    Raises
    ------
    MetricInputError : sales are not above zero

    >>> cost_ratio(cost=120_000, sales=1_000_000)
    0.12
    """
    if sales <= 0:
        raise MetricInputError("profit.no_sales", found=sales)
    return cost / sales


def input_output_ratio(variable_cost: float, sales: float) -> float:
    """Return the input-output ratio (投产比): variable cost over sales, low is good.

    E-commerce calls the inverse, sales over cost, return on spend; there high is good. Fixed
    costs are set aside before ratios are compared.

    Raises
    ------
    MetricInputError : sales are not above zero

    References
    ----------
    Cost-first principle, lowest input-output ratio first: source 002.

    >>> input_output_ratio(variable_cost=50_000, sales=1_000_000)
    0.05
    """
    return cost_ratio(variable_cost, sales)


def cases_per_100(cases: float, variable_spend: float) -> float:
    """Return how many cases 100 yuan of variable spend came with.

    All cases count, not only incremental ones: compare it with itself over time.

    Raises
    ------
    MetricInputError : nothing variable was spent

    References
    ----------
    100 yuan bought 80 cases and should buy 120, entry fees set aside: source 001.

    >>> cases_per_100(cases=8_000, variable_spend=10_000)
    80.0
    """
    if variable_spend <= 0:
        raise MetricInputError("profit.no_variable_spend", found=variable_spend)
    return PER * cases / variable_spend


def marginal_cases_per_100(
    cases: float, variable_spend: float, cases_before: float, variable_spend_before: float
) -> float:
    """Return the cases gained with each further 100 yuan, or lost with each 100 saved.

    Everything else that changed between the two quarters is in it too.

    Raises
    ------
    MetricInputError : spend changed by less than 5 % of what it was: too little to divide by

    >>> marginal_cases_per_100(9_200, 11_000, cases_before=8_000, variable_spend_before=10_000)
    120.0
    """
    change = variable_spend - variable_spend_before
    if abs(change) < SMALLEST_CHANGE * abs(variable_spend_before) or change == 0:
        raise MetricInputError(
            "profit.spend_hardly_changed", now=variable_spend, before=variable_spend_before
        )
    return PER * (cases - cases_before) / change
