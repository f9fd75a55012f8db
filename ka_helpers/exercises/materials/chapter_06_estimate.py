"""What to plan for before a promotion: chapter 6's figures for doing the same one again.

Also whether a case can carry the chapter, told without estimating anything. Not in here: answers.
"""

from statistics import median

import numpy as np

from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials.chapter_06 import FEWEST_TOLD, judged, taught
from ka_helpers.metrics.seasonal_baseline import FEWEST_CLEAN_WEEKS
from ka_helpers.metrics.weekly_units import clean_weeks, lay_out_weeks, place_promotions

WEEKS_IN_YEAR = 52
QUARTER_WEEKS = 13
FEWEST_WEEKS = WEEKS_IN_YEAR + QUARTER_WEEKS
FEWEST_ACCOUNTS = 3
UNITS_A_GIFT = 2
RESERVE = 0.1


def enough_promotions(lesson: Lesson) -> None:
    """Raise NotGradableError where the account's promotions cannot be judged."""
    account, name = lesson.account, lesson.account.account_name
    promotions, sales = account["promotion"], account["sales"]
    others = lesson.table("promotion")["account_id"].nunique()
    if others < FEWEST_ACCOUNTS:
        raise NotGradableError("chapter_06.too_few_accounts", n=others, fewest=FEWEST_ACCOUNTS)
    terms = {"fixed_fee", "unit_allowance", "mechanic"} <= set(promotions)
    if not terms or "unit_cost" not in lesson.table("product"):
        raise NotGradableError("chapter_06.no_terms", case=lesson.case.file.case_id)
    weekly = lay_out_weeks(sales[sales["basis"] == "sell_out"], lesson.table("product"))
    if weekly is None or len(weekly.weeks) < FEWEST_WEEKS:
        n = 0 if weekly is None else len(weekly.weeks)
        raise NotGradableError("chapter_06.too_few_weeks", account=name, n=n, fewest=FEWEST_WEEKS)
    placed = place_promotions(promotions, weekly)
    enough = clean_weeks(weekly, placed).sum(axis=1) >= FEWEST_CLEAN_WEEKS
    ran = placed.during.any(axis=1) & (placed.covers & enough).any(axis=1)
    both = (promotions["fixed_fee"] > 0) & (promotions["unit_allowance"] > 0)
    if ran.sum() < FEWEST_TOLD or not (ran & both.to_numpy(dtype=bool)).any():
        n = int(ran.sum())
        raise NotGradableError("chapter_06.too_few_promotions", account=name, n=n)


def planning_figures(lesson: Lesson) -> dict[str, float]:
    """Return what is known before the same promotion is run again, right after the data end.

    `last_year` and `last_month` are units in as many weeks as it runs, a year before and up to
    now; `growth` the account's over a quarter (fraction); `strength` how many times the ordinary
    amount promotions of its kind sell there.
    """
    study, chosen = lesson.once(judged).study, lesson.once(taught).result
    assert study is not None, "a promotion that is taught has been estimated"
    weekly = study.weekly
    covered = np.array([product == chosen.product_id for product in weekly.products])
    if not covered.any():
        covered = np.array(weekly.categories, dtype=object)[weekly.category_of] == chosen.category
    units = np.nansum(weekly.units[covered] if covered.any() else weekly.units, axis=0)
    everything, n = np.nansum(weekly.units, axis=0), chosen.n_weeks
    year_ago = len(units) - WEEKS_IN_YEAR
    now = everything[-QUARTER_WEEKS:].sum()
    then = everything[year_ago - QUARTER_WEEKS : year_ago].sum()
    return {
        "weeks": n,
        "last_year": int(units[year_ago : year_ago + n].sum()),
        "last_month": int(units[-n:].sum()),
        "growth": round(float(now / then - 1), 3) if then else 0.0,
        "strength": round(_strength(lesson, chosen.mechanic), 2),
    }


def _strength(lesson: Lesson, mechanic: str | None) -> float:
    """Return the middle of sold / baseline over the account's promotions of a kind."""
    rates = [
        each.uplift_rate.value
        for each in lesson.once(judged).results
        if each.uplift_rate is not None and each.mechanic == mechanic
    ]
    return 1 + median(rates)
