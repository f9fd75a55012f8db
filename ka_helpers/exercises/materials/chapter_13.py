"""Am I any good at this: the colleague whose figures chapter 13 works with, all of them made up.

They are the same on every case of a variant, so that everybody is asked the same. Not in here:
answers; what the reader's own exercises show (`chapter_13_own`).
"""

from dataclasses import dataclass

import pandas as pd

from ka_helpers.exercises.competency import FEWEST_ANSWERS, weighted_gap
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.variants import varied

TARGET = 0.8
"""What is wanted of every skill, a fraction of the points."""
CAP = 1.2
"""More than this of an aim earns nothing more in the appraisal."""
MONTHS = (1, 2, 3)
HOURS_A_MONTH = 12
LARGEST_GAPS = 3


@dataclass(frozen=True)
class Measure:
    """One thing that can be done for a skill: its kind, and the hours it takes."""

    skill: str
    kind: str
    hours: int


MEASURES = {
    "read_finance": Measure("finance", "learn", 6),
    "cases_finance": Measure("finance", "practise", 8),
    "read_planning": Measure("planning", "learn", 4),
    "draft_planning": Measure("planning", "practise", 10),
    "read_negotiation": Measure("negotiation", "learn", 4),
    "play_negotiation": Measure("negotiation", "practise", 6),
    "visits_negotiation": Measure("negotiation", "coached", 8),
    "contest_execution": Measure("execution", "practise", 8),
    "again": Measure("", "check", 4),
}
_SHOWN = {
    "selection": (5.0, 6, 8, 4, 1), "analysis": (6.5, 9, 14, 3, 2), "planning": (4.0, 8, 16, 4, 3),
    "promotion": (4.5, 6, 8, 4, 2), "negotiation": (2.4, 6, 12, 2, 2),
    "relationship": (1.0, 2, 9, 4, 2), "execution": (4.5, 5, 8, 3, 1),
    "finance": (2.1, 6, 14, 4, 3),
}  # fmt: skip
_APPRAISED = {
    "sales_revenue": (0.3, 1.5), "market_share": (0.2, 0.9), "store_execution": (0.2, 1.0),
    "account_profit": (0.2, 0.6), "order_fill_rate": (0.1, 0.95),
}  # fmt: skip
OTHER_POINTS = (
    {"analysis": 0.4, "execution": 0.2},
    {"analysis": 0.8, "promotion": 0.2},
    {"analysis": 0.6, "negotiation": 0.1},
    {"analysis": 1.0, "selection": -0.2},
    {"analysis": 0.2, "promotion": 0.4},
    {"analysis": 1.2, "execution": -0.2},
    {"analysis": 0.5, "selection": 0.4},
)
"""Points more or less in variants: her blind spots and the order of her gaps stay."""
OTHER_SHARES = (0.84, 0.8, 0.86, 0.78, 0.94, 0.82, 0.76)
"""How much of the aim for share was attained in variants; profit loses most in all of them."""


def colleague(lesson: Lesson) -> pd.DataFrame:
    """Return what exercises show of the colleague, her own level, and what her post needs.

    Columns `points`, `answered`, `questions`, `level` (1 to 5), `weight`; index `skill`.
    """
    names = ["points", "answered", "questions", "level", "weight"]
    rows = pd.DataFrame.from_dict(_SHOWN, orient="index", columns=names)
    rows["points"] += pd.Series(varied(lesson, {}, OTHER_POINTS), dtype=float).reindex(
        rows.index, fill_value=0.0
    )
    rows.index.name = "skill"
    return rows


def shown_of(rows: pd.DataFrame) -> pd.Series:
    """Return points / answered where enough was answered; the others are left out."""
    enough = rows[rows["answered"] >= FEWEST_ANSWERS]
    return (enough["points"] / enough["answered"]).rename("shown")


def gaps_of(rows: pd.DataFrame) -> pd.Series:
    """Return the weighted gap of each skill that is shown, largest first."""
    weights = rows["weight"].to_dict()
    gaps = {
        str(skill): weighted_gap(value, TARGET, weights[skill])
        for skill, value in shown_of(rows).items()
    }
    return pd.Series(gaps, name="gap").sort_values(ascending=False, kind="stable")


def appraisal(lesson: Lesson) -> pd.DataFrame:
    """Return the weight of each KPI in the colleague's appraisal, and how much was attained."""
    rows = pd.DataFrame.from_dict(_APPRAISED, orient="index", columns=["weight", "attained"])
    printed = rows["attained"].to_dict()["market_share"]
    rows.loc["market_share", "attained"] = varied(lesson, printed, OTHER_SHARES)
    rows.index.name = "kpi"
    return rows


def measures() -> pd.DataFrame:
    """Return what can be done: skill ("" for all), kind and hours; index `measure`."""
    rows = {name: (each.skill, each.kind, each.hours) for name, each in MEASURES.items()}
    found = pd.DataFrame.from_dict(rows, orient="index", columns=["skill", "kind", "hours"])
    found.index.name = "measure"
    return found
