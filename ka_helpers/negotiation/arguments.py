"""Arguments for the buyer by FAB: feature, advantage, benefit.

A feature is a fact about us, an advantage what it does better than what else there is, a benefit
what this account gets out of it. Only what the case's figures bear out is said: an argument whose
figures speak against us is left out. Not in here: sentences (catalogue `arguments`).

References
----------
Source 003: features, advantages and benefits prove ability and answer objections.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isnan

from ka_helpers.cases import AccountSlice
from ka_helpers.metrics.account_finance import DAYS_OF_YEAR
from ka_helpers.negotiation.evidence import Evidence, Fact, Line

STEPS = ("feature", "advantage", "benefit")
GOOD_VISITS = 0.9


@dataclass(frozen=True)
class Argument:
    """One argument in three sentences.

    Parameters
    ----------
    topic : a key of `TOPICS`; its name is the message `arguments.topic_<topic>`
    duty : the buying duty (`retailer.DUTIES`) that it helps with
    for_roles : buying roles (`buying_centre.ROLES`) that care, the most concerned first
    feature, advantage, benefit : the sentences
    worth : what the benefit is worth to the account in the quarter, None if not in money
    source : the tables that prove it
    """

    topic: str
    duty: str
    for_roles: tuple[str, ...]
    feature: Line
    advantage: Line
    benefit: Line
    worth: float | None
    source: str

    @property
    def steps(self) -> tuple[Line, Line, Line]:
        """The three sentences in order."""
        return (self.feature, self.advantage, self.benefit)


def fab_arguments(account: AccountSlice, quarter: str) -> tuple[Argument, ...]:
    """Return the arguments that the case bears out, the one worth most to the account first."""
    return arguments_from(Evidence(account, quarter))


def arguments_from(evidence: Evidence) -> tuple[Argument, ...]:
    """Return the arguments from evidence that is gathered already."""
    made = (make(evidence) for make in TOPICS.values())
    known = [argument for argument in made if argument is not None]
    return tuple(sorted(known, key=lambda each: -(each.worth or 0.0)))


@dataclass(frozen=True)
class _Topic:
    """What is fixed about a topic; the rest comes from the case."""

    name: str
    duty: str
    for_roles: tuple[str, ...]
    source: str

    def argument(self, evidence: Evidence, worth: float | None, **values: Fact) -> Argument:
        """Return the argument with its values in every sentence."""
        feature, advantage, benefit = (
            evidence.line(f"arguments.{self.name}_{step}", **values) for step in STEPS
        )
        return Argument(
            self.name, self.duty, self.for_roles, feature, advantage, benefit, worth, self.source
        )


_GROWTH = _Topic("growth", "category_management", ("influencer", "decider"), "sales, market")
_MARGIN = _Topic("margin", "gross_margin", ("decider", "buyer"), "sales, product, cost")
_PROMOTION = _Topic("promotion", "promotions", ("buyer", "initiator"), "promotion, sales")
_SUPPLY = _Topic("supply", "sales_volume", ("user", "buyer"), "order_line")
_FIELD = _Topic("field", "display", ("user",), "execution")
_LEADER = _Topic("leader", "category_management", ("influencer", "decider"), "sales, market")
_TERMS = _Topic("terms", "supplier_relations", ("decider", "influencer"), "account, sales")


def _growth(evidence: Evidence) -> Argument | None:
    """Our product that brought the account the most more, faster than its category grew."""
    pace = evidence.share.category_growth.value if evidence.share else None
    if pace is None:
        return None
    grown = [
        part for part in evidence.products
        if part.name and part.before and part.growth is not None and part.growth > pace
        and part.growth > 0
    ]  # fmt: skip
    best = max(grown, key=lambda part: part.sales - (part.before or 0.0), default=None)
    if best is None:
        return None
    more = best.sales - (best.before or 0.0)
    return _GROWTH.argument(
        evidence, more, product=best.name, growth=best.growth, pace=pace, more=more
    )


def _margin(evidence: Evidence) -> Argument | None:
    """What the account earns on us at its tills and in rebates and fees."""
    found = evidence.profit
    if found is None or found.net_sales.value is None:
        return None
    front, back = found.front_margin.value, found.back_margin.value
    if front is None or back is None or not 0 < front < 1:
        return None
    bought = found.net_sales.value
    at_till = bought / (1 - front) - bought
    return _MARGIN.argument(
        evidence, at_till + back * bought, front=front, back=back, till=at_till,
        paid=back * bought, earned=at_till + back * bought,
    )  # fmt: skip


def _promotion(evidence: Evidence) -> Argument | None:
    """The promotion of the quarter that surely sold the most more than ordinary weeks."""
    found = evidence.promotions
    sure = [
        each for each in (found.results if found else ())
        if each.uplift is not None and each.uplift.low > 0 and each.product_name
        and each.uplift_rate is not None and each.actual_units and each.sales_value
    ]  # fmt: skip
    if not sure:
        return None
    worth = {
        each.promo_id: each.sales_value * each.uplift.value / each.actual_units  # type: ignore[operator,union-attr]
        for each in sure
    }
    best = max(sure, key=lambda each: worth[each.promo_id])
    return _PROMOTION.argument(
        evidence, worth[best.promo_id], product=best.product_name, start=best.start,
        mechanic=f"promotions.mechanic_{best.mechanic}" if best.mechanic else None,
        rate=best.uplift_rate.value if best.uplift_rate else None, more=worth[best.promo_id],
    )  # fmt: skip


def _supply(evidence: Evidence) -> Argument | None:
    """How much arrives, where it is at least what was agreed."""
    found = evidence.supply
    rate = found.fill_rate.value if found else None
    if found is None or rate is None or rate < found.target:
        return None
    return _SUPPLY.argument(
        evidence, None, fill_rate=rate, target=found.target, lines=found.fill_rate.n
    )


def _field(evidence: Evidence) -> Argument | None:
    """How our people look after its stores, where they come as planned."""
    found = evidence.execution
    if found is None or found.visit_completion.value is None or found.exec_score.value is None:
        return None
    if found.visit_completion.value < GOOD_VISITS:
        return None
    return _FIELD.argument(
        evidence, None, visits=found.visit_completion.value, score=found.exec_score.value,
        done=found.agreement_completion.value, n=found.exec_score.n,
    )  # fmt: skip


def _leader(evidence: Evidence) -> Argument | None:
    """Our share, where no rival has more."""
    found = evidence.share
    ours = found.share.value if found else None
    rivals = [each.share for each in found.rivals if each.share is not None] if found else []
    if found is None or ours is None or not rivals or ours <= max(rivals):
        return None
    return _LEADER.argument(
        evidence, None, share=ours, rival=max(rivals), sales=found.own_sales.value
    )


def _terms(evidence: Evidence) -> Argument | None:
    """Our payment term, where the account sells its stock before it pays for it."""
    stock, sold = evidence.finance.inventory_days, evidence.sales
    term = evidence.account.account.get("payment_term_days")
    annual = sold.annual_sales.value if sold else None
    if stock is None or annual is None or not isinstance(term, int | float) or isnan(term):
        return None
    if term <= stock:
        return None
    days = float(term - stock)
    return _TERMS.argument(
        evidence, None, term=float(term), stock=float(stock), days=days,
        lent=annual / DAYS_OF_YEAR * days,
    )  # fmt: skip


TOPICS: Mapping[str, Callable[[Evidence], Argument | None]] = {
    "growth": _growth,
    "margin": _margin,
    "promotion": _promotion,
    "supply": _supply,
    "field": _field,
    "leader": _leader,
    "terms": _terms,
}
"""What can be argued with, and how it is made of the case."""
