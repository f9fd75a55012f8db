"""The two faults that a table of objectives has where the story asks for them (source 002).

Months that do not make their quarter's target, and a second source that gives another target.
"""

from typing import Any

from ka_helpers.cases.synthesis import stories, story_figures
from ka_helpers.cases.synthesis.trading import Trading

SECOND_SOURCE = "月度分解 monthly breakdown"
UNEVEN = (2.0, 0.0, 1.0)
"""How much of the gap each month of the quarter bears, about 1 on average (10, 12, 11 of 12)."""


def plant_faults(rows: list[dict[str, Any]], trading: Trading) -> None:
    """Change the months of the trade cost ratio, and add a second target, in the story's quarter.

    Parameters
    ----------
    rows : the account's objectives without source; they are changed where the story is planted
    """
    story = stories.told_at(trading.design, "objective_faults")
    if story is None:
        return
    calendar = trading.weeks.calendar
    quarter = stories.quarter_of(story, trading.weeks)
    months = dict(zip(calendar.months_of(quarter), UNEVEN, strict=True))
    gap = story_figures.missing_in_months(story)
    for row in rows:
        uneven = months.get(f"{row['period_start']:%Y-%m}")
        is_part = row["metric"] == "trade_cost_ratio" and row["period_type"] == "month"
        if is_part and uneven is not None:
            row["target"] = round(row["target"] * (1 - gap * uneven), 4)
    start = calendar.bounds(quarter)[0]
    whole = {
        row["metric"]: row
        for row in rows
        if row["period_type"] == "quarter" and row["period_start"] == start
    }
    contested = whole.get("activity_points") or whole.get("sales_value")
    if contested is not None:
        other = round(contested["target"] * (1 + story_figures.other_target(story)), 0)
        rows.append({**contested, "target": other, "source": SECOND_SOURCE})
