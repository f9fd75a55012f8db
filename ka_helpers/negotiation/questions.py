"""Questions to the buyer by SPIN: situation, problem, implication, need-payoff.

Four questions make a thread: from what is so, over what is wrong and what that costs, to what a
solution would be worth, which the buyer says, not we. A thread is made only where the case
knows the figures, and some only where they show that something is wrong.
Not in here: sentences (catalogue `questions`), who sits there (`metrics.buying_centre`).

References
----------
Source 003: background, difficulty, implication and benefit questions. Rackham 1988 names them SPIN.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ka_helpers.cases import AccountSlice
from ka_helpers.metrics.account_finance import DAYS_OF_YEAR
from ka_helpers.negotiation.evidence import Evidence, Fact, Line

KINDS = ("situation", "problem", "implication", "need_payoff")
DAYS_FREED = 5
"""Days of stock whose money the stock thread names, as one more delivery a week could free."""
LONG_STOCK_DAYS = 45
MANY_FORCED = 0.3
HALF = 0.5
FAIR = 100.0
A_POINT = 0.01
NOTICED = 0.005
"""The part of a sum from which a shortfall is worth a question."""


@dataclass(frozen=True)
class Thread:
    """Four questions about one topic, in the order to ask them.

    Parameters
    ----------
    topic : a key of `TOPICS`; its name is the message `questions.topic_<topic>`
    duty : the buying duty (`retailer.DUTIES`) that it is about
    asked_of : buying roles (`buying_centre.ROLES`) that can answer, the best one first
    pressing : whether the figures show a problem
    stake : money of the quarter that it is about at the account; None if not about money
    questions : one of each of `KINDS`
    source : the tables behind the figures
    """

    topic: str
    duty: str
    asked_of: tuple[str, ...]
    pressing: bool
    stake: float | None
    questions: tuple[Line, Line, Line, Line]
    source: str

    def question(self, kind: str) -> Line:
        """Return the question of a kind."""
        return self.questions[KINDS.index(kind)]


def spin_threads(account: AccountSlice, quarter: str) -> tuple[Thread, ...]:
    """Return the threads that the case knows the figures for: pressing first, then by money."""
    return threads_from(Evidence(account, quarter))


def threads_from(evidence: Evidence) -> tuple[Thread, ...]:
    """Return the threads from evidence that is gathered already."""
    made = (make(evidence) for make in TOPICS.values())
    known = [thread for thread in made if thread is not None]
    return tuple(sorted(known, key=lambda each: (not each.pressing, -(each.stake or 0.0))))


@dataclass(frozen=True)
class _Topic:
    """What is fixed about a topic; the rest comes from the case."""

    name: str
    duty: str
    asked_of: tuple[str, ...]
    source: str

    def thread(
        self, evidence: Evidence, pressing: bool, stake: float | None, **values: Fact
    ) -> Thread:
        """Return the thread with its values in every question."""
        first, second, third, last = (
            evidence.line(f"questions.{self.name}_{kind}", **values) for kind in KINDS
        )
        lines = (first, second, third, last)
        return Thread(self.name, self.duty, self.asked_of, pressing, stake, lines, self.source)


_CATEGORY = _Topic("category", "category_management", ("influencer", "decider"), "sales, market")
_STOCK = _Topic("stock", "gross_margin", ("decider", "influencer"), "account")
_SHELF = _Topic("shelf", "sales_volume", ("user", "buyer"), "order_line, sales")
_PROMOTION = _Topic("promotion", "promotions", ("buyer", "initiator"), "promotion, sales")
_DISPLAY = _Topic("display", "display", ("user", "decider"), "execution, market")
_PRICE = _Topic("price", "price_policy", ("buyer", "decider"), "execution")
_MARGIN = _Topic("margin", "gross_margin", ("decider", "buyer"), "sales, product, cost")
_SETTLEMENT = _Topic("settlement", "supplier_relations", ("influencer", "buyer"), "receivable")


def _category(evidence: Evidence) -> Thread | None:
    """Ask about the category that falls furthest behind the market's pace at the account."""
    at = next(iter(evidence.categories), None)
    if at is None or at.missed < NOTICED * at.sales:
        return None
    return _CATEGORY.thread(
        evidence, True, at.missed, category=at.category,
        growth=at.growth, market_growth=at.market_growth, missed=at.missed,
    )  # fmt: skip


def _stock(evidence: Evidence) -> Thread | None:
    """Ask what its stock costs it."""
    days, cost = evidence.finance.inventory_days, evidence.account.account.get("cost_of_sales")
    if days is None or cost is None:
        return None
    freed = float(cost) / DAYS_OF_YEAR * DAYS_FREED
    return _STOCK.thread(
        evidence, days > LONG_STOCK_DAYS, None, days=float(days), step=DAYS_FREED, freed=freed
    )


def _shelf(evidence: Evidence) -> Thread | None:
    """Ask what goods cost it that did not arrive."""
    found, sold = evidence.supply, evidence.sales
    rate = found.fill_rate.value if found else None
    if found is None or not rate:
        return None
    if sold is None or sold.sales.value is None:
        return None
    missing = sold.sales.value / rate * (1 - rate)
    return _SHELF.thread(
        evidence, rate < found.target, missing,
        fill_rate=rate, lines=found.fill_rate.n, missing=missing, target=found.target,
    )  # fmt: skip


def _promotion(evidence: Evidence) -> Thread | None:
    """Ask what promotions bring that are prepared in a hurry, and sold to shoppers anyway."""
    found = evidence.promotions
    lead = found.median_lead_days.value if found else None
    anyway = found.subsidised_share.value if found else None
    if found is None or lead is None or anyway is None:
        return None
    forced = found.share_forced_price_cuts.value or 0.0
    wanted = evidence.context.lead_time_days
    pressing = lead < wanted or forced >= MANY_FORCED or anyway > HALF
    return _PROMOTION.thread(
        evidence, pressing, found.spend.value,
        n=found.n, lead=lead, wanted=wanted, anyway=anyway, spend=found.spend.value,
    )  # fmt: skip


def _display(evidence: Evidence) -> Thread | None:
    """Ask by what rule displays are given, where ours are fewer than our share of sales."""
    found = evidence.share
    tactics = [each for each in found.fair_shares if each.tactic == "display"] if found else []
    if found is None or not tactics or tactics[0].index >= FAIR:
        return None
    at = tactics[0]
    return _DISPLAY.thread(
        evidence, True, -at.opportunity,
        display=at.tactic_share, share=found.share.value, index=at.index,
    )  # fmt: skip


def _price(evidence: Evidence) -> Thread | None:
    """Ask about shelf prices that are not what was agreed."""
    found = evidence.execution
    kept = found.price_compliance if found else None
    if kept is None or kept.value is None or kept.value >= 1:
        return None
    return _PRICE.thread(evidence, True, None, kept=kept.value, broken=1 - kept.value, n=kept.n)


def _margin(evidence: Evidence) -> Thread | None:
    """Ask how it reckons its margin on us: at the till and in rebates and fees."""
    found = evidence.profit
    front = found.front_margin.value if found else None
    back = found.back_margin.value if found else None
    if found is None or front is None or back is None:
        return None
    was = found.front_margin_before.value
    return _MARGIN.thread(
        evidence, was is not None and front < was - A_POINT, None, front=front, back=back,
    )  # fmt: skip


def _settlement(evidence: Evidence) -> Thread | None:
    """Ask what quarrels over invoices cost its people."""
    found = evidence.receivables
    taken, rate = (found.deducted.value, found.deduction_rate.value) if found else (None, None)
    if found is None or taken is None or rate is None or rate < NOTICED:
        return None
    return _SETTLEMENT.thread(
        evidence, True, taken, deducted=taken, n=found.invoiced.n, disputed=found.disputed_open
    )


TOPICS: Mapping[str, Callable[[Evidence], Thread | None]] = {
    "category": _category,
    "shelf": _shelf,
    "promotion": _promotion,
    "display": _display,
    "price": _price,
    "margin": _margin,
    "stock": _stock,
    "settlement": _settlement,
}
"""What can be asked about, and how it is made of the case."""
