"""Promotions of an account: what they sold, what they earned, how they came about.

Uplift is read from sell-out; an account that reports none gets the process and the spend
only. Return is incremental margin over spend, break-even at 1, everywhere in the kit.
Not in here: the formulas (`promotion_economics`, `lead_time`) and the estimate (`uplift`).
"""

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from ka_helpers.metrics.assessment import Context, Measure, Tables, comparison_quarter
from ka_helpers.metrics.lead_time import (
    PRICE_CUT,
    flag_share,
    forced_price_cuts,
    lead_days,
    not_approved_in_time,
    overlapping_pairs,
)
from ka_helpers.metrics.promotion_results import (
    PromotionResult,
    booked_costs,
    result_of,
    unit_economics,
)
from ka_helpers.metrics.promotion_totals import add_up
from ka_helpers.metrics.promotion_weeks import PromotionWeeks, weeks_about
from ka_helpers.metrics.rows import rows_of, shared
from ka_helpers.metrics.seasonal_baseline import METHOD
from ka_helpers.metrics.uplift import (
    RATE,
    Interval,
    Reason,
    Uplift,
    UpliftStudy,
    estimate_uplifts,
)
from ka_helpers.metrics.weekly_units import AFTER_WEEKS, lay_out_weeks

NEEDS = ("promotion",)


@dataclass(frozen=True)
class PromotionsAssessment:
    """The promotions that start in a quarter, cancelled ones left out.

    `results` are ranked by return, best first, those that cannot be told last. `spend` is of
    all promotions; `incremental_margin` and `return_on_spend` of those with an estimate (see
    their n), with intervals at `rate`. Shares are of the promotions whose flags are known.
    """

    before: str | None
    basis: Literal["sell_out", "sell_in"] | None
    method: str
    rate: float
    after_weeks: int
    n: int
    n_cancelled: int
    n_estimated: int
    results: tuple[PromotionResult, ...]
    spend: Measure
    spend_before: Measure
    incremental_margin: Measure
    incremental_margin_before: Measure
    incremental_margin_interval: Interval | None
    return_on_spend: Measure
    return_on_spend_before: Measure
    return_interval: Interval | None
    input_output_ratio: Measure
    subsidised_share: Measure
    median_lead_days: Measure
    median_lead_days_before: Measure
    share_price_cuts: Measure
    share_buyer_forced: Measure
    share_forced_price_cuts: Measure
    share_forced_price_cuts_before: Measure
    n_not_approved: int | None
    overlaps: tuple[tuple[str, str], ...]
    highlight: PromotionWeeks | None


def assess(tables: Tables, quarter: str, context: Context) -> PromotionsAssessment | None:
    """Return the promotions of one account that start in `quarter`; None if there are none."""
    promotions = tables["promotion"].sort_values(["start", "promo_id"]).reset_index(drop=True)
    cancelled = _cancelled(promotions)
    ran = promotions[~cancelled].reset_index(drop=True)
    chosen = ran[ran["quarter"] == quarter]
    if chosen.empty:
        return None
    before = comparison_quarter(ran, quarter)
    earlier = ran[ran["quarter"] == before]
    study, refused = shared(tables, "promotion study", lambda: _study(tables, ran))
    results = _results(tables, ran, study, refused)
    of_quarter = [results[number] for number in chosen.index]
    of_before = [results[number] for number in earlier.index]
    now, then = add_up(of_quarter), add_up(of_before)
    return PromotionsAssessment(
        before=before,
        basis=_basis(tables),
        method=METHOD,
        rate=RATE,
        after_weeks=AFTER_WEEKS,
        n=len(chosen),
        n_cancelled=int((cancelled & (promotions["quarter"] == quarter)).sum()),
        n_estimated=sum(result.uplift is not None for result in of_quarter),
        results=tuple(sorted(of_quarter, key=_rank)),
        spend=now.spend, spend_before=then.spend,
        incremental_margin=now.margin, incremental_margin_before=then.margin,
        incremental_margin_interval=now.margin_interval,
        return_on_spend=now.returned, return_on_spend_before=then.returned,
        return_interval=now.return_interval,
        input_output_ratio=now.input_output_ratio,
        subsidised_share=now.subsidised_share,
        median_lead_days=_median(lead_days(chosen)),
        median_lead_days_before=_median(lead_days(earlier)),
        share_price_cuts=_share(_equal(chosen, "mechanic", PRICE_CUT)),
        share_buyer_forced=_share(_equal(chosen, "buyer_forced", True)),
        share_forced_price_cuts=_share(forced_price_cuts(chosen)),
        share_forced_price_cuts_before=_share(forced_price_cuts(earlier)),
        n_not_approved=_count(not_approved_in_time(chosen)),
        overlaps=tuple(overlapping_pairs(chosen)),
        highlight=_highlight(study, chosen, results),
    )  # fmt: skip


def _basis(tables: Tables) -> Literal["sell_out", "sell_in"] | None:
    if "sales" not in tables or tables["sales"].empty:
        return None
    known = rows_of(tables, "sales").present("basis")
    return "sell_out" if "sell_out" in known else "sell_in"


def _study(tables: Tables, ran: pd.DataFrame) -> tuple[UpliftStudy | None, Reason]:
    """Return all promotions judged together, or None and why they cannot be."""
    if _basis(tables) == "sell_in":
        return None, "sell_in_only"
    if _basis(tables) is None:
        return None, "no_weekly_units"
    sales = rows_of(tables, "sales")
    weekly = lay_out_weeks(sales.where(sales.named("basis", "sell_out")), tables.get("product"))
    if weekly is None:
        return None, "no_weekly_units"
    return estimate_uplifts(weekly, ran), "no_weekly_units"


def _results(
    tables: Tables, ran: pd.DataFrame, study: UpliftStudy | None, refused: Reason
) -> list[PromotionResult]:
    economics, booked = unit_economics(tables), booked_costs(tables.get("cost"))
    products = tables.get("product")
    names = (
        dict(zip(products["product_id"], products["product_name"], strict=True))
        if products is not None and "product_name" in products
        else {}
    )
    known = ran.assign(lead_days=lead_days(ran)).astype(object)
    rows = known.where(known.notna(), None)
    records = [{str(key): value for key, value in row.items()} for row in rows.to_dict("records")]
    uplifts = (
        study.uplifts
        if study is not None
        else [Uplift(str(row["promo_id"]), 0, 0, reason=refused) for row in records]
    )
    return [
        result_of(
            row | {"product_name": names.get(row.get("product_id"))},
            uplift,
            economics,
            booked.get(uplift.promo_id, {}),
        )
        for row, uplift in zip(records, uplifts, strict=True)
    ]


def _rank(result: PromotionResult) -> tuple[int, float, str]:
    if result.return_on_spend is not None:
        return 0, -result.return_on_spend.value, result.promo_id
    if result.uplift_rate is not None:
        return 1, -result.uplift_rate.value, result.promo_id
    return 2, 0.0, result.promo_id


def _highlight(
    study: UpliftStudy | None, chosen: pd.DataFrame, results: list[PromotionResult]
) -> PromotionWeeks | None:
    """Return the weeks about the estimated promotion that cost most."""
    told = [number for number in chosen.index if results[number].uplift is not None]
    if study is None or not told:
        return None
    number = max(told, key=lambda n: (results[n].spend or 0.0, results[n].actual_units or 0.0))
    return weeks_about(study, int(number), results[number])


def _cancelled(promotions: pd.DataFrame) -> pd.Series:
    if "status" not in promotions:
        return pd.Series(False, promotions.index)
    return (promotions["status"] == "cancelled").fillna(False).astype(bool)


def _equal(promotions: pd.DataFrame, column: str, value: object) -> pd.Series:
    if column not in promotions:
        return pd.Series(pd.NA, promotions.index, dtype="boolean")
    known = promotions[column].notna()
    return (promotions[column] == value).astype("boolean").where(known)


def _median(days: pd.Series) -> Measure:
    known = days.dropna()
    value = float(known.median()) if len(known) else None
    return Measure(value, "days", len(known), "promotion")


def _share(flags: pd.Series) -> Measure:
    value, n = flag_share(flags)
    return Measure(value, "share", n, "promotion")


def _count(flags: pd.Series) -> int | None:
    known = flags.dropna()
    return int(known.sum()) if len(known) else None
