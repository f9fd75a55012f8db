"""The limits past which a review tells a planted story, figure by figure.

A finding may be milder than a story: most portfolios have an account that pays late. A story is
found where its findings stand and every figure here is past its limit; the generator plants well
beyond them, and ordinary accounts stay well short (`tests/reviews/test_planted_stories.py`).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ka_helpers.cases.synthesis.story import StoryId
from ka_helpers.metrics.assessment import Measure
from ka_helpers.reviews import stories
from ka_helpers.reviews.sections import execution, phasing, promotions
from ka_helpers.reviews.summary import ReviewSummary

Figure = Callable[[ReviewSummary], float | None]


@dataclass(frozen=True)
class Limit:
    """One figure of a review and the limit that a story must pass.

    `below` tells that it must be at or under the limit, else at or above it; `unit` is a
    format of `i18n.formatting`; `if_measured` lets a figure pass that was not measured.
    """

    figure: str
    value: Figure
    limit: float
    unit: str
    below: bool = False
    if_measured: bool = False

    def is_passed(self, summary: ReviewSummary) -> bool:
        """Tell whether the figure is past the limit."""
        value = self.value(summary)
        if value is None:
            return self.if_measured
        return value <= self.limit if self.below else value >= self.limit


def _of(section: str, figure: str) -> Figure:
    def value(summary: ReviewSummary) -> float | None:
        measure = getattr(getattr(summary, section), figure, None)
        return measure.value if isinstance(measure, Measure) else None

    return value


def _gain(section: str, figure: str) -> Figure:
    now, then = _of(section, figure), _of(section, f"{figure}_before")

    def value(summary: ReviewSummary) -> float | None:
        return _difference(now(summary), then(summary))

    return value


def _difference(one: float | None, other: float | None) -> float | None:
    return None if one is None or other is None else one - other


def _ratio(one: float | None, other: float | None) -> float | None:
    return None if one is None or not other else one / other


def _behind_company(summary: ReviewSummary) -> float | None:
    company = summary.risks.company_growth if summary.risks else None
    return _difference(_of("sales", "growth")(summary), company)


def _spend_left(summary: ReviewSummary) -> float | None:
    return _ratio(
        _of("profit", "variable_spend")(summary), _of("profit", "variable_spend_before")(summary)
    )


def _rate_left(summary: ReviewSummary) -> float | None:
    """Return what is left of the rate of rebates and displays: promotions come and go by chance."""
    profit = summary.profit
    if profit is None:
        return None
    standing = [cost for cost in profit.costs if cost.cost_type in STANDING_SPEND]
    now, then = (sum(getattr(cost, of) or 0.0 for cost in standing) for of in ("actual", "before"))
    sold = _ratio(profit.net_sales.value, profit.net_sales_before.value)
    return _ratio(_ratio(now, then), sold)


def _overdue_share(summary: ReviewSummary) -> float | None:
    return _ratio(
        _of("receivables", "overdue_amount")(summary), _of("receivables", "open_amount")(summary)
    )


def _fee_rate(summary: ReviewSummary) -> float | None:
    return _ratio(_of("profit", "fixed_spend")(summary), _of("profit", "net_sales")(summary))


def _fees_of_earned(summary: ReviewSummary) -> float | None:
    fixed, left = (_of("profit", name)(summary) for name in ("fixed_spend", "account_profit"))
    return None if fixed is None or left is None else _ratio(fixed, left + fixed)


def _signals(summary: ReviewSummary) -> float | None:
    risks = summary.risks
    return None if risks is None or risks.signals is None else float(len(risks.signals))


def _promotions(summary: ReviewSummary) -> float | None:
    return float(summary.promotions.n) if summary.promotions else None


def _last_month(summary: ReviewSummary) -> tuple[float, float] | None:
    return phasing.last_month_shares(summary.phasing) if summary.phasing else None


def _bought_last(summary: ReviewSummary) -> float | None:
    shares = _last_month(summary)
    return shares[0] if shares else None


def _ahead_of_sell_out(summary: ReviewSummary) -> float | None:
    shares = _last_month(summary)
    return shares[0] - shares[1] if shares else None


def _faults(kind: str) -> Figure:
    def count(summary: ReviewSummary) -> float | None:
        if summary.objectives is None:
            return None
        return float(sum(fault.kind == kind for fault in summary.objectives.inconsistencies))

    return count


OVERDUE_STORY, HELD_BACK = 0.40, 0.03
LOST_WHILE_GROWING_STORY = -0.11
FEE_RATE, FEES_OF_EARNED = 0.06, 0.5
LEAVING_GROWTH, LEAVING_BEHIND, LEAVING_SIGNALS = -0.25, -0.12, 3
AGREEMENT_STORY, SCORE_STORY = 0.63, 70.0
RATE_CUT_STORY = 0.75
STANDING_SPEND = ("rebate", "display_fee")
_KEPT = stories.RATE_CUT_TO

LIMITS: Mapping[StoryId, tuple[Limit, ...]] = {
    "share_lost_growing": (
        Limit("growth_gap", _of("share", "growth_gap"), LOST_WHILE_GROWING_STORY, "change", True),
        Limit("own_growth", _of("share", "own_growth"), 0.0, "change"),
    ),
    "order_gap": (
        Limit("fill_rate", _of("supply", "fill_rate"), stories.FILL_RATE_BROKEN, "share", True),
        Limit("deduction_rate", _of("receivables", "deduction_rate"), stories.DEDUCTIONS_HIGH,
              "share"),
    ),
    "buyer_price_cuts": (
        Limit("promotions", _promotions, promotions.FEWEST_PROMOTIONS, "count"),
        Limit("forced", _of("promotions", "share_forced_price_cuts"), promotions.FORCED_SHARE,
              "share"),
        Limit("lead_days", _of("promotions", "median_lead_days"), promotions.FORCED_LEAD_DAYS,
              "days", True),
    ),
    "phasing": (
        Limit("last_week", _of("phasing", "last_week_share"), phasing.LAST_WEEK_BAD, "share"),
    ),
    "loading": (
        Limit("cover", _of("phasing", "weeks_of_cover"), phasing.COVER_BAD_WEEKS, "number"),
        Limit("in_to_out", _of("phasing", "loading_ratio"), phasing.LOADING_BAD, "ratio"),
    ),
    "diversion": (
        Limit("outside", _of("phasing", "out_of_region_share"), phasing.OUTSIDE_BAD, "share"),
    ),
    "quarter_end": (
        Limit("last_month", _bought_last, phasing.LAST_MONTH_BAD, "share"),
        Limit("ahead_of_sell_out", _ahead_of_sell_out, phasing.AHEAD_OF_SELL_OUT, "share"),
        Limit("in_to_out", _of("phasing", "loading_ratio"), phasing.STILL_IN_STEP, "ratio", True),
    ),
    "overdue": (
        Limit("overdue_share", _overdue_share, OVERDUE_STORY, "share"),
        Limit("deduction_rate", _of("receivables", "deduction_rate"), HELD_BACK, "share"),
    ),
    "leaving": (
        Limit("growth", _of("sales", "growth"), LEAVING_GROWTH, "change", True),
        Limit("behind_company", _behind_company, LEAVING_BEHIND, "change", True),
        Limit("signals", _signals, LEAVING_SIGNALS, "count"),
        Limit("spend_rate_kept", _rate_left, _KEPT, "share", if_measured=True),
    ),
    "execution_gap": (
        Limit("agreement", _of("execution", "agreement_completion"), AGREEMENT_STORY, "share",
              True),
        Limit("exec_score", _of("execution", "exec_score"), SCORE_STORY, "number", True),
    ),
    "entry_fees": (
        Limit("fees_of_earned", _fees_of_earned, FEES_OF_EARNED, "share"),
        Limit("fee_rate", _fee_rate, FEE_RATE, "share"),
    ),
    "objective_faults": (
        Limit("not_allocated", _faults("not_allocated"), 1, "count"),
        Limit("conflicts", _faults("conflict"), 1, "count"),
    ),
    "spend_cut": (
        Limit("spend_left", _spend_left, stories.SPEND_CUT_TO, "share", True),
        Limit("spend_rate_left", _rate_left, RATE_CUT_STORY, "share", True, if_measured=True),
        Limit("behind_company", _behind_company, -stories.GROWTH_BEHIND_COMPANY, "change", True),
        Limit("growth_gap", _of("share", "growth_gap"), 0.0, "change", True, if_measured=True),
    ),
    "execution_turnaround": (
        Limit("score_gain", _gain("execution", "exec_score"), execution.TURNAROUND_SCORE,
              "number"),
        Limit("agreement_gain", _gain("execution", "agreement_completion"),
              execution.TURNAROUND_COMPLETION, "share"),
        Limit("exec_score", _of("execution", "exec_score"), execution.HIGH_SCORE, "number"),
        Limit("agreement", _of("execution", "agreement_completion"), execution.HIGH_COMPLETION,
              "share"),
    ),
}  # fmt: skip
