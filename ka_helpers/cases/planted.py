"""What was planted in a synthetic case, as its `truth/stories.csv` says.

The loader never reads the truth: only who checks a case does, and asks here. Not in here:
whether the stories are found again (`ka_helpers.reviews.planted`).
"""

import csv
from dataclasses import dataclass
from pathlib import Path

TRUTH = Path("truth") / "stories.csv"
MOST_STORIES = 1_000


@dataclass(frozen=True)
class Planted:
    """One planted story: `quarter` is the one in which it must show.

    `story` is an id of the catalogue, or whatever else the file says.
    """

    story: str
    account_id: str
    quarter: str
    strength: float
