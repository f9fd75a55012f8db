"""Will the buyer list it: the retailer's eight criteria and the buyer's four tests, from the case.

What the case does not measure is "cannot tell", never "no": the account manager has to bring it.
Not in here: what the product would sell (`candidates`), how it is presented (`pitch`).

References
----------
Source 002: eight criteria for a new listing; the buyer's view in four tests. The limits are ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from statistics import median

from ka_helpers.cases import Case
from ka_helpers.metrics.price_waterfall import front_margin
from ka_helpers.negotiation.candidates import Candidate, Listed, Range, a_litre
from ka_helpers.negotiation.evidence import Evidence, Fact, Line

CRITERIA = (
    "extra_sales", "category_value", "support", "special_promotions", "terms", "traffic",
    "barcode", "one_out",
)  # fmt: skip
TESTS = ("fits_shoppers", "new", "fair_price", "profitable")
MARGIN_SLACK = 0.005
"""How far below the account's margin on us a product's may lie and still count as reaching it."""
PRICE_RANGE = (0.7, 1.3)
"""Shelf price a litre against the middle of competitors', from where it calls for a reason."""
NEW_PRICE = 0.1
"""How far a shelf price must lie from every listed one of ours to be a price that is new."""
HALF = 0.5


@dataclass(frozen=True)
class Criterion:
    """One criterion or test: met, not met, or None where the case cannot tell; and why."""

    key: str
    met: bool | None
    why: Line


@dataclass(frozen=True)
class Scorecard:
    """How a product stands with one buyer.

    `score` is the part of what can be told that is met, None where nothing can be;
    `coverage` the part of the eight criteria that can be told.
    """

    candidate: Candidate
    goes: Listed | None
    front_margin: float | None
    criteria: tuple[Criterion, ...]
    tests: tuple[Criterion, ...]
    score: float | None
    coverage: float


def listing_scorecard(case: Case, account_id: str, quarter: str, product_id: str = "") -> Scorecard:
    """Return the scorecard of a product for an account; none named: what would sell most.

    Raises
    ------
    RequestError : there is nothing to list, or not this product
    """
    return scorecard_of(listing_facts(case, account_id, quarter, product_id))


def listing_facts(
    case: Case, account_id: str, quarter: str, product_id: str = ""
) -> "ListingFacts":
    """Return what the case knows about listing a product at an account."""
    products = Range(case, account_id, quarter)
    evidence = Evidence(case.slice(account_id), quarter)
    return ListingFacts(evidence, products, products.candidate(product_id))


def scorecard_of(facts: "ListingFacts") -> Scorecard:
    """Return the scorecard from facts that are gathered already."""
    criteria, tests = tuple(_criteria(facts)), tuple(_tests(facts))
    told = [each.met for each in criteria if each.met is not None]
    return Scorecard(
        candidate=facts.candidate, goes=facts.goes, front_margin=facts.front_margin,
        criteria=criteria, tests=tests, score=sum(told) / len(told) if told else None,
        coverage=len(told) / len(criteria),
    )  # fmt: skip


@dataclass(frozen=True, eq=False)
class ListingFacts:
    """A product, the account it is meant for, and our range there."""

    evidence: Evidence
    range: Range
    candidate: Candidate

    @property
    def goes(self) -> Listed | None:
        """What would make room: our weakest product of the category there."""
        return self.range.weakest(self.candidate.category)

    @cached_property
    def net_price(self) -> float | None:
        """What the account would pay a unit: list price less the discount it usually has."""
        profit, price = self.evidence.profit, self.candidate.list_price
        depth = profit.discount_depth.value if profit else None
        return None if price is None else price * (1 - (depth or 0.0))

    @cached_property
    def front_margin(self) -> float | None:
        """The account's margin on it at the till (fraction)."""
        price, shelf = self.net_price, self.candidate.retail_price
        return None if price is None or not shelf else front_margin(shelf, price)

    @cached_property
    def earned(self) -> float | None:
        """What the account would earn on it at the till in a quarter."""
        margin = self.front_margin
        if margin is None or not 0 < margin < 1:
            return None
        return self.candidate.expected * margin / (1 - margin)

    @cached_property
    def support(self) -> tuple[float, float] | None:
        """What we spend on promotion there: as a fraction of sales, and for the forecast."""
        profit = self.evidence.profit
        if profit is None or profit.promo.value is None or not profit.net_sales.value:
            return None
        rate = profit.promo.value / profit.net_sales.value
        return rate, rate * self.candidate.expected

    @cached_property
    def promotions_elsewhere(self) -> int | None:
        """How many promotions of it there were at all accounts; None where none are recorded."""
        case = self.range.case
        if "promotion" not in case.tables or "product_id" not in case.table("promotion"):
            return None
        return int((case.table("promotion")["product_id"] == self.candidate.product_id).sum())

    @cached_property
    def price_index(self) -> float | None:
        """Its shelf price a litre over the middle of competitors' in the category."""
        rivals = self.range.rivals_a_litre(self.candidate.category)
        ours = a_litre(self.candidate.retail_price, self.candidate.pack)
        return ours / median(rivals) if ours is not None and rivals else None

    @property
    def market_growth(self) -> float | None:
        """The growth of its category in the whole market."""
        known = self.evidence.categories
        return next((e.market_growth for e in known if e.category == self.candidate.category), None)

    def line(self, key: str, **values: Fact) -> Line:
        """Return a sentence about the product."""
        return self.evidence.line(f"listing.{key}", product=self.candidate.name, **values)


def _criteria(facts: ListingFacts) -> Iterator[Criterion]:
    candidate, goes, growth = facts.candidate, facts.goes, facts.market_growth
    sells = {"expected": candidate.expected, "peers": candidate.peers}
    if goes is None:
        yield Criterion("extra_sales", True, facts.line("extra_sales_alone", **sells))
    else:
        more = candidate.expected - goes.sales
        yield _told(facts, "extra_sales", more > 0, **sells, goes=goes.name, sales=goes.sales)
    known = None if candidate.growth is None or growth is None else candidate.growth > growth
    yield _told(facts, "category_value", known, growth=candidate.growth, market=growth)
    rate, amount = facts.support or (None, None)
    yield _told(facts, "support", None if rate is None else rate > 0, rate=rate, amount=amount)
    count = facts.promotions_elsewhere
    yield _told(facts, "special_promotions", None if count is None else count > 0, n=count)
    usual = facts.evidence.profit.front_margin.value if facts.evidence.profit else None
    margin = facts.front_margin
    reached = None if usual is None or margin is None else margin >= usual - MARGIN_SLACK
    yield _told(facts, "terms", reached, margin=margin, usual=usual)
    yield _told(facts, "traffic", None)
    yield _told(facts, "barcode", candidate.barcode is not None, barcode=candidate.barcode)
    yield _told(
        facts, "one_out", goes is not None, goes=goes.name if goes else None,
        sales=goes.sales if goes else None,
    )  # fmt: skip


def _tests(facts: ListingFacts) -> Iterator[Criterion]:
    candidate, index = facts.candidate, facts.price_index
    fits = candidate.peers >= HALF * candidate.alike if candidate.alike else None
    yield _told(facts, "fits_shoppers", fits, n=candidate.peers, alike=candidate.alike)
    yield _told(facts, "new", _is_new(facts))
    low, high = PRICE_RANGE
    fair = None if index is None else low <= index <= high
    yield _told(facts, "fair_price", fair, index=index)
    usual = facts.evidence.profit.front_margin.value if facts.evidence.profit else None
    earned, margin = facts.earned, facts.front_margin
    pays = (
        None
        if earned is None or usual is None or margin is None
        else margin >= usual - MARGIN_SLACK
    )
    yield _told(facts, "profitable", pays, margin=margin, earned=earned)


def _is_new(facts: ListingFacts) -> bool:
    """Tell whether its pack, or its shelf price, is one that the account has not from us."""
    candidate = facts.candidate
    alike = [each for each in facts.range.listed if each.category == candidate.category]
    if candidate.pack not in {each.pack for each in alike}:
        return True
    price = candidate.retail_price
    prices = [each.retail_price for each in alike if each.retail_price]
    return bool(price) and all(abs(price - p) > NEW_PRICE * p for p in prices)  # type: ignore[operator]


def _told(facts: ListingFacts, key: str, met: bool | None, **values: Fact) -> Criterion:
    stands = {True: "met", False: "not_met", None: "unknown"}[met]
    return Criterion(key, met, facts.line(f"{key}_{stands}", **values))
