"""What will we do with this account: the facts of its plan, laid out for chapter 14.

Not in here: answers, and what a plan must keep to (`reviews.plan_checks`).
"""

from collections.abc import Sequence

import pandas as pd

from ka_helpers.errors import KaKitError, MetricInputError
from ka_helpers.exercises.lesson import Lesson, NotGradableError
from ka_helpers.exercises.materials import chapter_03
from ka_helpers.exercises.materials.chapter_04 import sales_by_month
from ka_helpers.metrics.promotion_results import PromotionResult
from ka_helpers.metrics.roll_up import AGGREGATIONS
from ka_helpers.negotiation.pricing import prepare
from ka_helpers.periods import Calendar
from ka_helpers.planning.breakdown import season_shares, share_out, week_shares
from ka_helpers.planning.rolling import earliest_start
from ka_helpers.reviews.account_plan import DAYS_LONG, PlannedPromotion
from ka_helpers.reviews.plan_facts import METRIC_OF, PlanFacts, plan_facts
from ka_helpers.reviews.scorecard import keep_score

NEEDS = ("sales", "market", "execution", "cost", "order_line", "product", "promotion",
         "objective", "contact")  # fmt: skip
WEEK = pd.Timedelta(days=7)
MOST_WEEKS, MONDAYS_SHOWN = 60, 12
PROMOTIONS = 3
"""How many promotions the plan has."""
MORE = 0.02


def facts_of(lesson: Lesson) -> PlanFacts:
    """Return what the account's plan has to answer to, worked out once for a lesson."""
    return lesson.once(_facts)


def scorecard(lesson: Lesson) -> pd.DataFrame:
    """Return the account's five KPIs as chapter 3 has them."""
    return chapter_03.scorecard(lesson, lesson.account_id)


def targets(lesson: Lesson) -> pd.DataFrame:
    """Return the company's targets of the quarter to plan for the metrics of the five KPIs."""
    facts = facts_of(lesson)
    rows = {METRIC_OF[row.kpi]: row.actual for row in facts.scorecard}
    metrics = [metric for metric in rows if metric in facts.targets]
    return pd.DataFrame(
        {
            "reached": [rows[metric].value for metric in metrics],
            "target": [facts.targets[metric] for metric in metrics],
            "unit": [rows[metric].unit for metric in metrics],
        },
        index=pd.Index(metrics, name="metric"),
    )


def missed_metric(lesson: Lesson) -> str:
    """Return the metric of the objective table that stands for the missed KPI."""
    return METRIC_OF[facts_of(lesson).missed.kpi]


def past_promotions(lesson: Lesson) -> pd.DataFrame:
    """Return the promotions that can be run again: what they cost, sold on top, had to sell."""
    options = facts_of(lesson).options
    return pd.DataFrame(
        {
            "category": [each.category for each in options],
            "mechanic": [each.mechanic for each in options],
            "spend": [each.spend for each in options],
            "uplift": [each.uplift_rate.value if each.uplift_rate else None for each in options],
            "break_even": [each.break_even_uplift for each in options],
        },
        index=pd.Index([each.promo_id for each in options], name="promo_id"),
    ).sort_values("spend")


def agreed_promotions(lesson: Lesson) -> pd.DataFrame:
    """Return what is already agreed for the weeks to come: category, first and last day."""
    return facts_of(lesson).agreed.set_index("promo_id")


def people_at(lesson: Lesson) -> pd.DataFrame:
    """Return the account's people: post, department, level, buying role, support, last touch."""
    contacts = lesson.account["contact"].set_index("contact_id")
    columns = ["name", "role", "dept", "level", "buying_role", "support", "last_touch"]
    return contacts.reindex(columns=columns).dropna(axis=1, how="all")


def paying_options(lesson: Lesson) -> tuple[PromotionResult, ...]:
    """Return the past promotions that reached their break-even uplift, the cheapest first."""
    paid = [
        each for each in facts_of(lesson).options
        if PlannedPromotion(each, facts_of(lesson).as_of).pays
    ]  # fmt: skip
    return tuple(sorted(paid, key=lambda each: (each.spend or 0.0, each.promo_id)))


def first_start(lesson: Lesson) -> pd.Timestamp:
    """Return the first Monday on which a promotion asked for today starts in time."""
    facts = facts_of(lesson)
    day = earliest_start(facts.as_of, facts.lead_days)
    return day + pd.Timedelta(days=(7 - day.weekday()) % 7)


def free_start(
    lesson: Lesson, category: str | None, planned: Sequence[PlannedPromotion] = ()
) -> pd.Timestamp:
    """Return the first Monday in time on which a promotion of the category can begin.

    Promotions follow each other, so that what each of them brought can be told.
    """
    mondays = (first_start(lesson) + WEEK * week for week in range(MOST_WEEKS))
    return next(day for day in mondays if is_free(lesson, day, category, planned))


def is_free(
    lesson: Lesson, day: pd.Timestamp, category: str | None,
    planned: Sequence[PlannedPromotion] = (),
) -> bool:  # fmt: skip
    """Tell whether a promotion can begin on a day: nothing planned, nothing agreed meanwhile."""
    agreed = facts_of(lesson).agreed
    own = agreed.loc[agreed["category"] == category, ["start", "end"]]
    busy = [*((each.start, each.end) for each in planned), *own.itertuples(index=False)]
    last = day + pd.Timedelta(days=DAYS_LONG - 1)
    return all(day > end or last < start for start, end in busy)


def free_mondays(lesson: Lesson) -> pd.DataFrame:
    """Return for each Monday to come, from the first in time, which categories are free then."""
    categories = sorted({str(each.category) for each in facts_of(lesson).options})
    mondays = [first_start(lesson) + WEEK * week for week in range(MONDAYS_SHOWN)]
    free = [[is_free(lesson, day, name) for name in categories] for day in mondays]
    days = pd.Index([str(day.date()) for day in mondays], name="monday")
    return pd.DataFrame(free, index=days, columns=categories)


def in_months(lesson: Lesson, metric: str) -> list[float]:
    """Return the target of a metric in three months: a flow by the season, others the same thrice.

    Where the company has set none: a little more than was reached.
    """
    facts = facts_of(lesson)
    reached = {METRIC_OF[row.kpi]: row.actual.value or 0.0 for row in facts.scorecard}
    target = facts.targets.get(metric, reached[metric] + MORE * abs(reached[metric]))
    if AGGREGATIONS[metric] != "flow":
        return [target] * 3
    return list(share_out(target, season(lesson), step=1000).values())


def season(lesson: Lesson) -> pd.Series:
    """Return each month's share of the quarter to plan: as last year sold, else by its weeks."""
    start = lesson.case.file.calendar.fiscal_year_start_month
    months = Calendar(start).months_of(facts_of(lesson).planned)
    try:
        shares = season_shares(lesson.once(sales_by_month), months)
    except MetricInputError:
        shares = week_shares(months)
    return pd.Series(shares, name="share").rename_axis("month")


def _facts(lesson: Lesson) -> PlanFacts:
    account, assessed = lesson.account, vars(chapter_03.figures_of(lesson, lesson.account_id))
    rows = keep_score(assessed, account.get("objective"), lesson.quarter)
    try:
        mandate = prepare(account, lesson.quarter)
    except KaKitError as lacking:
        raise NotGradableError(lacking.key, **lacking.values) from None
    return plan_facts(account, lesson.quarter, rows, mandate)
