"""What a promotion earns for what it costs: plain formulas on numbers.

Two ratios that are often confused have two names here. Return is incremental margin over
spend (break-even at 1, high is good); the input-output ratio is spend over sales (low is
good). Not in here: how uplift is estimated (see `uplift`).
"""

from ka_helpers.errors import MetricInputError


def subsidised_share(promoted_units: float, incremental_units: float) -> float:
    """Return the share of promoted units that would have been sold anyway (fraction).

    Raises
    ------
    MetricInputError : nothing was sold on promotion

    >>> subsidised_share(promoted_units=1_500, incremental_units=600)
    0.6
    """
    _require_positive("promotions.no_promoted_units", promoted_units)
    return (promoted_units - incremental_units) / promoted_units


def net_incremental_units(
    uplift_units: float,
    pull_forward_units: float = 0.0,
    cannibalised_units: float = 0.0,
    halo_units: float = 0.0,
) -> float:
    """Return the uplift that is left when what it took from elsewhere is taken off.

    Parameters
    ----------
    pull_forward_units : what the weeks after missed, baseline less actual
    cannibalised_units : what own other products lost
    halo_units : what own other products gained

    References
    ----------
    Where promoted volume comes from: van Heerde, Leeflang & Wittink, Marketing Science 23(3),
    2004, 317-334; van Heerde, Gupta & Wittink 2003.

    >>> net_incremental_units(600, pull_forward_units=120, cannibalised_units=80)
    400.0
    """
    return uplift_units - pull_forward_units - cannibalised_units + halo_units


def promotion_spend(
    fixed_fee: float = 0.0, unit_allowance: float = 0.0, units: float = 0.0, extra: float = 0.0
) -> float:
    """Return what a promotion costs: the fee, the allowance on every unit sold, and extras.

    The allowance is paid on the units that would have been sold anyway, too.

    >>> promotion_spend(fixed_fee=8_000, unit_allowance=4, units=1_500, extra=1_000)
    15000
    """
    return fixed_fee + unit_allowance * units + extra


def incremental_margin(net_units: float, unit_margin: float) -> float:
    """Return the margin of net incremental units, before the promotion's spend.

    `unit_margin` is our price less unit cost without the promotion's allowance: the allowance
    is spend, and must not be taken off twice.

    >>> incremental_margin(net_units=400, unit_margin=15)
    6000
    """
    return net_units * unit_margin


def return_on_spend(margin: float, spend: float) -> float:
    """Return incremental margin / spend: 1 earns the spend back, 0.4 loses 60 % of it.

    Raises
    ------
    MetricInputError : nothing was spent

    >>> return_on_spend(margin=6_000, spend=15_000)
    0.4
    """
    _require_positive("promotions.no_spend", spend)
    return margin / spend


def input_output_ratio(spend: float, sales_value: float) -> float:
    """Return spend / sales (投产比, low is good); not the return, nor its inverse.

    Raises
    ------
    MetricInputError : nothing was sold

    References
    ----------
    Lowest ratio first, as the rule for spending: source 002.

    >>> input_output_ratio(spend=15_000, sales_value=60_000)
    0.25
    """
    _require_positive("promotions.no_sales_value", sales_value)
    return spend / sales_value


def break_even_uplift(
    fixed_fee: float, base_units: float, unit_allowance: float, unit_margin: float
) -> float | None:
    """Return the uplift (fraction of the baseline) at which the return is 1.

    None if the allowance is no less than the margin: then every unit more loses more.

    Raises
    ------
    MetricInputError : there is no baseline to lift

    References
    ----------
    (F / Q0 + d) / (m - d): break-even sales change of Nagle, Strategy and Tactics of Pricing,
    with a fixed fee added.

    >>> break_even_uplift(fixed_fee=3_000, base_units=1_000, unit_allowance=3, unit_margin=15)
    0.5
    """
    _require_positive("promotions.no_baseline", base_units)
    if unit_allowance >= unit_margin:
        return None
    return (fixed_fee / base_units + unit_allowance) / (unit_margin - unit_allowance)


def break_even_of_price_change(price_change: float, unit_margin: float) -> float | None:
    """Return the change in volume (fraction) that a change in price must bring to pay.

    `price_change` is money a unit, below zero for a cut; None if it takes the whole margin.

    References
    ----------
    -dP / (CM + dP): Nagle, Strategy and Tactics of Pricing.

    >>> break_even_of_price_change(price_change=-5, unit_margin=15)
    0.5
    """
    left = unit_margin + price_change
    return -price_change / left if left > 0 else None


def estimate_promotion_sales(
    last_year: float | None, last_month: float | None, growth: float, activity_strength: float
) -> float:
    """Return the units to plan for: mean of last year's and last month's, grown, times strength.

    Parameters
    ----------
    last_year, last_month : units of the same weeks last year, of as many weeks last month;
        one may be unknown (None)
    growth : fraction
    activity_strength : promoted over ordinary sales of comparable promotions, 1 for none

    Raises
    ------
    MetricInputError : neither is known

    References
    ----------
    Last year, last month, growth and strength of the activity: source 000.

    >>> estimate_promotion_sales(last_year=900, last_month=1_100, growth=0.1, activity_strength=1.5)
    1650.0
    """
    known = [units for units in (last_year, last_month) if units is not None]
    if not known:
        raise MetricInputError("promotions.nothing_to_estimate_from")
    return round(sum(known) / len(known) * (1 + growth) * activity_strength, 6)


def gap_to_expected(actual_units: float, expected_units: float) -> float:
    """Return how far the result is from what was planned or rehearsed (fraction, 0 is as meant).

    A rehearsal in some of the stores is first scaled up to all of them.

    Raises
    ------
    MetricInputError : nothing was expected

    >>> gap_to_expected(actual_units=1_200, expected_units=1_500)
    -0.2
    """
    _require_positive("promotions.nothing_expected", expected_units)
    return (actual_units - expected_units) / expected_units


def gifts_needed(estimated_units: float, units_a_gift: float, reserve: float = 0.0) -> int:
    """Return the gifts to order, rounded up: one for each `units_a_gift` units, and a reserve.

    References
    ----------
    Gifts follow the sales estimate and serve one promotion only: source 000.

    >>> gifts_needed(estimated_units=1_650, units_a_gift=2, reserve=0.1)
    908
    """
    _require_positive("promotions.no_units_a_gift", units_a_gift)
    exact = estimated_units / units_a_gift * (1 + reserve)
    return int(-(-round(exact, 6) // 1))


def _require_positive(key: str, value: float) -> None:
    if not value > 0:
        raise MetricInputError(key, found=value)
