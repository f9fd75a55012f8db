"""What a promotion earns: the account's past promotions, and the one that chapter 6 works out.

Figures that a trainee works with are rounded once, here, so that a sum made by hand is the sum
that the kit makes. Not in here: answers, the estimate before a promotion, budgets.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.metrics.promotion_results import PromotionResult, booked_costs
from ka_helpers.metrics.uplift import UpliftStudy, naive_uplift
from ka_helpers.planning.budget_history import Judged, judge_promotions

FEWEST_TOLD = 4
"""Promotions with an estimate that the chapter needs of an account."""
PARTS = 3


@dataclass(frozen=True)
class Taught:
    """One past promotion in the figures that are worked with; money a unit has two decimals."""

    result: PromotionResult
    fixed_fee: float
    unit_allowance: float
    unit_margin: float
    unit_price: float
    during: pd.DataFrame
    after: pd.DataFrame
    naive_units: float

    @property
    def units(self) -> int:
        """What was sold in the promoted weeks."""
        return int(self.during["sold"].sum())

    @property
    def baseline_units(self) -> int:
        """What those weeks would have sold anyway."""
        return int(self.during["baseline"].sum())

    @property
    def uplift_units(self) -> int:
        """What was sold on top."""
        return self.units - self.baseline_units

    @property
    def pull_forward_units(self) -> int:
        """What the weeks after missed."""
        return int(self.after["baseline"].sum() - self.after["sold"].sum())

    @property
    def net_units(self) -> int:
        """The uplift less what the weeks after missed."""
        return self.uplift_units - self.pull_forward_units


def judged(lesson: Lesson) -> Judged:
    """Return all promotions of the account, judged."""
    return judge_promotions(lesson.account)


def told(lesson: Lesson) -> tuple[PromotionResult, ...]:
    """Return the promotions of the account that have a return."""
    results = lesson.once(judged).results
    return tuple(each for each in results if each.return_on_spend is not None)


def taught(lesson: Lesson) -> Taught:
    """Return the promotion that the chapter works out: with a fee, an allowance, a clear estimate.

    Among those it is one that clearly lost money, if there is one, and the surest estimate.

    Raises
    ------
    NotGradableError : the account has no such promotion
    """
    found = lesson.once(judged)
    study = found.study
    booked = booked_costs(lesson.account.get("cost"))
    offered = lesson.account["promotion"].set_index("promo_id")
    candidates = [
        candidate
        for number, result in enumerate(found.results)
        if study is not None and result.return_on_spend is not None
        if (candidate := _worked_out(study, number, result, offered, booked)) is not None
    ]
    if not candidates:
        raise NotGradableError("chapter_06.no_clear_promotion", account=lesson.account.account_name)
    return min(candidates, key=_clearness)


def past_promotions(lesson: Lesson) -> pd.DataFrame:
    """Return what everybody sees of each promotion that is over: what it cost, what was sold."""
    rows = [
        {
            "product_name": each.name, "mechanic": each.mechanic, "start": each.start,
            "units": each.actual_units, "sales": each.sales_value, "spend": each.spend,
        }
        for each in lesson.once(told)
    ]  # fmt: skip
    named = [each.promo_id for each in lesson.once(told)]
    return pd.DataFrame(rows, index=pd.Index(named, name="promo_id"))


def verdicts(lesson: Lesson) -> pd.DataFrame:
    """Return each promotion's uplift with its interval, or the reason why nothing can be told."""
    rows = [
        {
            "product_name": each.name, "start": each.start,
            "uplift": each.uplift_rate.value if each.uplift_rate else None,
            "low": each.uplift_rate.low if each.uplift_rate else None,
            "high": each.uplift_rate.high if each.uplift_rate else None,
            "verdict": verdict_of(each),
        }
        for each in lesson.once(judged).results
    ]  # fmt: skip
    named = [each.promo_id for each in lesson.once(judged).results]
    return pd.DataFrame(rows, index=pd.Index(named, name="promo_id"))


def verdict_of(result: PromotionResult) -> str:
    """Return a key of `promotions`: earned, lost, could be either, or why not told."""
    if result.reason is not None:
        return f"reason_{result.reason}"
    returned = result.return_on_spend
    if returned is None:
        return "verdict_no_money"
    lost = "verdict_lost" if returned.high < 1 else "verdict_unclear"
    return "verdict_earned" if returned.low > 1 else lost


def four_promotions(lesson: Lesson) -> pd.DataFrame:
    """Return four promotions whose returns lie well apart, in the order in which they ran.

    Columns `sales`, `spend`, `uplift_sales` and `margin` (incremental) are whole currency units.
    """
    ranked = sorted(lesson.once(told), key=lambda each: (_returned(each), each.promo_id))
    places = sorted({round(part * (len(ranked) - 1) / PARTS) for part in range(PARTS + 1)})
    chosen = sorted((ranked[place] for place in places), key=lambda each: each.promo_id)
    rows = [
        {
            "product_name": each.name, "mechanic": each.mechanic,
            "sales": round(each.sales_value or 0.0), "spend": round(each.spend or 0.0),
            "margin": round(each.incremental_margin.value if each.incremental_margin else 0.0),
        }
        for each in chosen
    ]  # fmt: skip
    return pd.DataFrame(rows, index=pd.Index([each.promo_id for each in chosen], name="promo_id"))


def promoted_weeks(lesson: Lesson) -> pd.DataFrame:
    """Return the promoted weeks of the promotion worked out: `sold` and `baseline`, whole units."""
    return lesson.once(taught).during


def weeks_after(lesson: Lesson) -> pd.DataFrame:
    """Return the weeks after it, while households still have what they bought."""
    return lesson.once(taught).after


def _returned(result: PromotionResult) -> float:
    return result.return_on_spend.value if result.return_on_spend else 0.0


def _worked_out(
    study: UpliftStudy, number: int, result: PromotionResult, offered: pd.DataFrame,
    booked: dict[str, dict[str, float]],
) -> Taught | None:  # fmt: skip
    """Return a promotion in whole units and its terms; None where it does not suit."""
    costs, row = booked.get(result.promo_id, {}), offered.loc[result.promo_id]
    units, margin, sales = result.actual_units, result.unit_margin, result.sales_value
    if not units or not margin or not sales or costs.get("other"):
        return None
    fee = round(float(np.nan_to_num(costs.get("fee", row.get("fixed_fee", 0.0)))))
    agreed = float(np.nan_to_num(row.get("unit_allowance", 0.0)))
    allowance = round(costs["allowance"] / units if "allowance" in costs else agreed, 2)
    if fee <= 0 or not 0 < allowance < 0.9 * margin:
        return None
    promoted = study.promoted
    during = promoted.during[number]
    after = promoted.after[number] & ~promoted.touched[promoted.covers[number]].any(axis=0)
    units_sold = pd.Series(np.nansum(study.weekly.units[promoted.covers[number]], axis=0))
    found = Taught(
        result, float(fee), allowance, round(margin, 2), round(sales / units, 2),
        during=_weeks(study, number, during), after=_weeks(study, number, after),
        naive_units=round(naive_uplift(units_sold, pd.Series(during))),
    )  # fmt: skip
    suits = len(found.after) > 0 and found.pull_forward_units > 0 and found.net_units > 0
    return found if suits else None


def _weeks(study: UpliftStudy, number: int, chosen: np.ndarray) -> pd.DataFrame:
    cells = study.promoted.covers[number]
    sold = np.nansum(study.weekly.units[cells][:, chosen], axis=0)
    usual = np.nansum(study.baseline.expected[cells][:, chosen], axis=0)
    weeks = [str(day.date()) for day in study.weekly.weeks[chosen]]
    columns = {"sold": np.round(sold).astype(int), "baseline": np.round(usual).astype(int)}
    return pd.DataFrame(columns, index=pd.Index(weeks, name="week"))


def _clearness(candidate: Taught) -> tuple[bool, float, str]:
    """Return what to sort by: a clear loss first, then the narrowest interval."""
    result = candidate.result
    lost = verdict_of(result) == "verdict_lost"
    uplift = result.uplift
    width = (uplift.high - uplift.low) / uplift.value if uplift and uplift.value > 0 else np.inf
    return not lost, float(width), result.promo_id
