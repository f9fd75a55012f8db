"""The tables of chapter 9 in the reader's words, where a row has a unit of its own.

Not in here: figures, pictures, answers.
"""

import pandas as pd

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.materials.chapter_09 import expectations, figures_behind, supports
from ka_helpers.exercises.materials.chapter_09_opportunities import own_opportunities
from ka_helpers.exercises.materials.chapter_09_signals import action_rows
from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS, MISSING
from ka_helpers.metrics.defection import (
    BEHIND_COMPANY,
    COMPLAINT_DAYS,
    DECLINE,
    QUARTERS_SLIPPING,
    SEVERE,
    SILENCE,
)
from ka_helpers.metrics.retention import ACTIONS

LIMITS = {
    "growth": DECLINE, "behind": BEHIND_COMPANY, "slipping": QUARTERS_SLIPPING,
    "silence": SILENCE, "complaint": COMPLAINT_DAYS, "gravest": SEVERE,
}  # fmt: skip
"""The columns of the early warning and the limit of each."""


def figures_table(chapter: Chapter) -> pd.DataFrame:
    """Return the figures behind the grounds of our rank, written out, each with its grade."""
    rows = figures_behind(chapter.lesson)
    told = rows.assign(value=_written(chapter, rows, "value")).drop(columns="unit")
    return told.rename(columns={"value": "measured"})


def supports_table(chapter: Chapter) -> pd.DataFrame:
    """Return what the account gives us and what is fair, written out."""
    rows = supports(chapter.lesson).reset_index()
    written = rows.assign(
        given=_written(chapter, rows, "given"), fair=_written(chapter, rows, "fair")
    )
    return written.drop(columns="unit")


def expectations_table(chapter: Chapter) -> pd.DataFrame:
    """Return the five expectations, figures and limits written out."""
    rows, language = expectations(chapter.lesson), chapter.language
    limits = [
        say(f"chapter_09.limit_{'below' if name == 'attitude' else 'from'}", language, limit=limit)
        for name, limit in zip(rows["expectation"], _written(chapter, rows, "limit"), strict=True)
    ]
    met = ["unknown" if each is None else "yes" if each else "no" for each in rows["is_met"]]
    told = rows.assign(value=_written(chapter, rows, "value"), limit=limits, is_met=met)
    return told.drop(columns="unit").rename(columns={"value": "measured"})


def limits_table(chapter: Chapter) -> pd.DataFrame:
    """Return what each column of the early warning says, and from where on it warns."""
    rows = [
        {"column": say(f"chapter_09.column_{name}", chapter.language),
         "warns": say(f"chapter_09.warns_{name}", chapter.language, limit=limit)}
        for name, limit in LIMITS.items()
    ]  # fmt: skip
    return pd.DataFrame(rows)


def actions_table(chapter: Chapter) -> pd.DataFrame:
    """Return the nine actions with their names and the causes that each answers, in words."""
    language, rows = chapter.language, action_rows(chapter.lesson)
    comma = chapter.say("and_so_on")
    causes = [
        comma.join(say(f"risks.cause_{cause}", language) for cause in ACTIONS[name])
        for name in rows.index
    ]
    names = [say(f"relationship.action_{name}", language) for name in rows.index]
    told = rows.assign(answers=causes)
    for account in rows.columns.drop(["days", "answers"]):
        told[account] = [say(f"chapter_09.done_{state}", language) for state in rows[account]]
    told.insert(0, "action_name", names)
    return told


def own_table(chapter: Chapter) -> pd.DataFrame:
    """Return the manager's own opportunities: stage, verdict, tests that it is ahead of, tempo."""
    rows, language = chapter.lesson.once(own_opportunities), chapter.language
    comma = chapter.say("and_so_on")
    ahead = [
        comma.join(say(f"relationship.test_{test}", language) for test in tests) or MISSING
        for tests in rows["ahead"]
    ]
    return rows.assign(ahead=ahead)


def _written(chapter: Chapter, rows: pd.DataFrame, column: str) -> list[str]:
    currency = chapter.lesson.case.file.currency
    return [
        FORMATS[unit](value, chapter.language, currency)
        for value, unit in zip(rows[column], rows["unit"], strict=True)
    ]
