"""The promotion simulator: a promotion of the account on other terms, and what it would earn.

Formulas are those of `metrics.promotion_scenarios`; here they are only put together.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from ka_helpers.errors import RequestError
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.promotion_gain import GainLine, plot_gain
from ka_helpers.i18n import has_message, say
from ka_helpers.metrics.promotion_results import PromotionResult, unit_economics
from ka_helpers.metrics.promotion_scenarios import Scenario, Terms, outlook_at, scenario_of
from ka_helpers.metrics.uplift import RATE, Interval
from ka_helpers.planning.budget_history import judge_promotions
from ka_helpers.tables.table import Table, TableColumn
from ka_helpers.widgets.controls import Control, Slider
from ka_helpers.widgets.desk import Desk, open_desk

FIGURES = {
    "uplift": "change",
    "units": "count",
    "net_units": "count",
    "gifts": "count",
    "spend": "money",
    "margin": "money",
    "gain": "money",
    "returned": "ratio",
}
"""What is shown of a scenario, and how each is written."""
MOST_UPLIFT = 3.0
_POINTS = 41


@dataclass(frozen=True, eq=False)
class PromotionDesk(Desk):
    """A desk with one promotion as it was: its result, its terms and its uplift."""

    promotion: PromotionResult
    terms: Terms
    uplift: Interval

    def opening(self) -> str:
        """Return on what the desk stands, and which promotion it starts from."""
        result = self.promotion
        key = f"promotions.mechanic_{result.mechanic}"
        known = has_message(key, self.language)
        kind = say(key, self.language) if known else str(result.mechanic or "")
        said = {"promo": result.promo_id, "product": result.name, "kind": kind}
        return f"{super().opening()} {self.phrase('promotion_on', **said, start=result.start)}"

    @property
    def controls(self) -> dict[str, Control]:
        """Controls that start at the promotion's own terms, for `explore`."""
        terms, base = self.terms, round(self.terms.baseline_units)
        fee = round(terms.fixed_fee, -2)
        most_fee = max(20_000, round(3 * fee, -3))
        sliders = (
            ("uplift", -0.5, MOST_UPLIFT, 0.01, min(round(self.uplift.value, 2), MOST_UPLIFT), ""),
            ("baseline_units", 0, max(10, 3 * base), max(1, base // 100), base, "count"),
            ("price_cut", 0.0, 0.5, 0.005, round(terms.price_cut, 3), "share"),
            ("fixed_fee", 0, most_fee, 100, fee, "money_exact"),
            ("units_a_gift", 0, 24, 1, 0, "count"),
            ("gift_cost", 0.0, 50.0, 0.5, 5.0, "price"),
        )
        return {
            name: Slider(name, self.phrase(f"slider_{name}"), low, high, step, start,
                         "change" if name == "uplift" else form)
            for name, low, high, step, start, form in sliders
        }  # fmt: skip


def promotion_desk(
    case: str, account_id: str = "", quarter: str = "", language: str = "en", promo_id: str = ""
) -> PromotionDesk:
    """Open the desk on a promotion of the account, the last with an estimate if none is named.

    A case whose account has no promotion with an estimate is replaced by the sample case.

    Raises
    ------
    RequestError : there is no such case, account, quarter or promotion
    """
    desk = open_desk(has_estimates, case, account_id, quarter, language)
    results = estimated(desk.lesson)
    known = [result.promo_id for result in results]
    if promo_id and promo_id not in known and desk.lesson.stands_in is None:
        listed = ", ".join(known)
        raise RequestError("widgets.no_such_promotion", found=promo_id, known=listed)
    chosen = results[known.index(promo_id)] if promo_id in known else results[-1]
    terms, uplift = _terms_of(desk.lesson, chosen), chosen.uplift_rate
    if uplift is None:
        raise RequestError("widgets.no_such_promotion", found=promo_id, known="")
    return PromotionDesk(desk.domain, desk.lesson, desk.language, chosen, terms, uplift)


def estimated(lesson: Lesson) -> tuple[PromotionResult, ...]:
    """Return the account's promotions that began up to the quarter and have an estimate.

    Those with uplift, baseline and our margin, the oldest first.
    """
    judged = judge_promotions(lesson.account)
    pairs = zip(judged.results, judged.quarters, strict=True)
    return tuple(
        result
        for result, began in pairs
        if began <= lesson.quarter and result.uplift_rate is not None
        and result.baseline_units and (result.unit_margin or 0.0) > 0
    )  # fmt: skip


def has_estimates(lesson: Lesson) -> None:
    """Raise NotGradableError where the account has no promotion to start from."""
    for table in ("promotion", "sales", "product"):
        lesson.table(table)
    if not estimated(lesson):
        raise NotGradableError("widgets.no_estimates", account=lesson.account.account_name)


def simulate(desk: PromotionDesk, **tried: Any) -> tuple[Picture, str, Table]:
    """Return what the promotion would earn on the terms tried, beside those it had.

    Parameters
    ----------
    tried : `uplift` (fraction) and fields of `Terms` by name; what is not named stays. The
        interval of another uplift is as wide as that of the estimate.
    """
    was = scenario_of(desk.terms, desk.uplift)
    rest = dict(tried)
    moved = rest.pop("uplift", desk.uplift.value) - desk.uplift.value
    uplift = Interval(*(each + moved for each in _ends(desk.uplift)))
    now = scenario_of(replace(desk.terms, **rest), uplift)
    return _picture(desk, was, now), _verdict(desk, now), _table(desk, was, now)


def _ends(interval: Interval) -> tuple[float, float, float]:
    return interval.value, interval.low, interval.high


def _terms_of(lesson: Lesson, result: PromotionResult) -> Terms:
    """Return the terms that were agreed for a promotion, and our price and margin."""
    rows = lesson.account["promotion"]
    agreed = rows[rows["promo_id"] == result.promo_id].iloc[0]
    product = str(result.product_id or result.category)
    economics = unit_economics(lesson.account)[product]
    fee, allowance = (_known(agreed.get(name)) for name in ("fixed_fee", "unit_allowance"))
    pulled = result.pull_forward_units or 0.0
    on_top = result.uplift.value if result.uplift else 0.0
    share = min(max(pulled / on_top, 0.0), 0.9) if on_top > 0 else 0.0
    return Terms(
        baseline_units=float(result.baseline_units or 0.0), price=economics.price,
        unit_margin=economics.margin, price_cut=allowance / economics.price, fixed_fee=fee,
        pulled_share=share,
    )  # fmt: skip


def _known(value: Any) -> float:
    return 0.0 if pd.isna(value) else float(value)


def _picture(desk: PromotionDesk, was: Scenario, now: Scenario) -> Picture:
    high = max(1.0, was.expected.uplift, now.high.uplift, 1.1 * (now.break_even or 0.0))
    low, high = min(0.0, now.low.uplift, was.expected.uplift), min(high, 2 * MOST_UPLIFT)
    span = (now.low.uplift, now.high.uplift)
    before, tried = (_line(each, (low, high)) for each in (was, now))
    plot = plot_gain(before, tried, span, desk.language, desk.currency)
    alt = desk.phrase("gain_alt", gain=now.expected.gain, was=was.expected.gain)
    return Picture(plot, alt)


def _line(scenario: Scenario, ends: tuple[float, float]) -> GainLine:
    low, high = ends
    uplifts = tuple(low + (high - low) * place / (_POINTS - 1) for place in range(_POINTS))
    gains = tuple(outlook_at(scenario.terms, uplift).gain for uplift in uplifts)
    expected = scenario.expected.uplift, scenario.expected.gain
    return GainLine(uplifts, gains, expected, scenario.break_even)


def _verdict(desk: PromotionDesk, now: Scenario) -> str:
    if now.break_even is None:
        return desk.phrase("verdict_never")
    ends = sorted((now.low.gain, now.high.gain))
    code = "earns" if ends[0] >= 0 else "loses" if ends[1] < 0 else "open"
    said = {"low": ends[0], "high": ends[1], "gain": now.expected.gain, "rate": RATE}
    return desk.phrase(f"verdict_{code}", **said, break_even=now.break_even, currency=desk.currency)


def _table(desk: PromotionDesk, was: Scenario, now: Scenario) -> Table:
    names = ("figure", "as_it_was", "low", "expected", "high")
    columns = tuple(
        TableColumn(desk.phrase(f"column_{name}"), "each" if name != "figure" else "text")
        for name in names
    )
    sides = (was.expected, now.low, now.expected, now.high)
    rows = [
        (desk.phrase(f"row_{name}"), *(getattr(side, name) for side in sides)) for name in FIGURES
    ]
    rows.append((desk.phrase("row_break_even"), was.break_even, None, now.break_even, None))
    note = desk.phrase("promotion_note", rate=RATE, weeks=desk.promotion.n_clean_weeks)
    return Table(
        desk.phrase("promotion_title"), columns, tuple(rows), desk.language, desk.currency, note,
        formats=(*FIGURES.values(), "change"),
    )  # fmt: skip


def promotions_of(desk: Desk) -> Table:
    """Return the account's promotions that a simulation may start from, the newest first."""
    names = ("promo_id", "promotion", "began", "row_uplift", "row_spend", "row_returned")
    forms = ("text", "text", "date", "change", "money", "ratio")
    columns = tuple(
        TableColumn(say(f"widgets.{name if name[:4] == 'row_' else 'column_' + name}",
                        desk.language), form)
        for name, form in zip(names, forms, strict=True)
    )  # fmt: skip
    rows = tuple(_listed(result) for result in reversed(estimated(desk.lesson)))
    title = say("widgets.promotions_title", desk.language)
    return Table(title, columns, rows, desk.language, desk.currency)


def _listed(result: PromotionResult) -> tuple[Any, ...]:
    values: Iterable[Interval | None] = (result.uplift_rate, result.return_on_spend)
    uplift, returned = (each.value if each else None for each in values)
    return result.promo_id, result.name, result.start, uplift, result.spend, returned
