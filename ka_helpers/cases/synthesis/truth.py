"""The planted truth, beside the case and never loaded with it: stories and promotion effects."""

from pathlib import Path
from typing import Any

import pandas as pd

from ka_helpers.cases.synthesis import story_figures
from ka_helpers.cases.synthesis.specification import AccountDesign
from ka_helpers.cases.synthesis.story import STORY_IDS, Story
from ka_helpers.cases.synthesis.world import World
from ka_helpers.i18n import say

COLUMNS = ("story", "account_id", "quarter", "strength", "text_en", "text_zh")


def story_table(accounts: tuple[AccountDesign, ...], world: World) -> pd.DataFrame:
    """Return one row a planted story: where, when, how strong, in both languages."""
    rows = [_row(account, account.story, world) for account in accounts if account.story]
    rows.sort(key=lambda row: (STORY_IDS.index(row["story"]), row["account_id"]))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _row(design: AccountDesign, story: Story, world: World) -> dict[str, Any]:
    told = story_figures.told_figures(design, story)
    texts = {
        f"text_{of}": say(f"planted.told_{story.id}", of, currency=world.currency, **told)
        for of in ("en", "zh")
    }
    return {
        "story": story.id,
        "account_id": design.account_id,
        "quarter": story.quarter or world.review_quarter,
        "strength": story.strength,
        **texts,
    }


class TruthWriter:
    """Appends promotion effects account by account to `truth/promotions.csv`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "truth"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._is_new = True

    def append(self, effects: pd.DataFrame) -> None:
        """Append one account's promotion effects."""
        path = self._folder / "promotions.csv"
        with path.open("w" if self._is_new else "a", encoding="utf-8", newline="") as file:
            effects.to_csv(file, index=False, header=self._is_new, lineterminator="\n")
        self._is_new = False

    def write_stories(self, accounts: tuple[AccountDesign, ...], world: World) -> None:
        """Write `truth/stories.csv`."""
        table = story_table(accounts, world)
        table.to_csv(self._folder / "stories.csv", index=False, lineterminator="\n")
