"""Where a widget's words and data come from: an open chapter, or a desk of the workbench.

Not in here: any widget.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.lesson import Lesson, lesson_for
from ka_helpers.i18n import say, speak


@dataclass(frozen=True, eq=False)
class Desk:
    """A desk of the workbench, open on a lesson, in a language; `domain` is its catalogue."""

    domain: str
    lesson: Lesson
    language: str

    @property
    def currency(self) -> str:
        """The currency of the case."""
        return self.lesson.case.file.currency

    def phrase(self, name: str, **values: Any) -> str:
        """Return a message of the desk's catalogue, money in the case's currency."""
        return say(f"{self.domain}.{name}", self.language, **{"currency": self.currency, **values})

    def opening(self) -> str:
        """Return on what the desk stands, and why not on the case asked for, if so."""
        case, account = self.lesson.case.file, self.lesson.account.account_name
        title = case.title.model_dump()[self.language]
        on = {"title": title, "account": account, "quarter": self.lesson.quarter}
        said = say("widgets.desk_on", self.language, **on)
        lacking = self.lesson.stands_in
        if lacking is None:
            return said
        why = lacking.said_in(self.language)
        return f"{say('widgets.desk_stands_in', self.language, why=why)} {said}"

    def _repr_html_(self) -> str:
        return f"<p>{self.opening()}</p>"


Place = Chapter | Desk


def domain_of(place: Place) -> str:
    """Return the catalogue that has a place's words: "chapter_04", or the desk's own."""
    return place.domain if isinstance(place, Desk) else f"chapter_{place.number}"


def open_desk(
    suits: Callable[[Lesson], None],
    case: str | Path,
    account_id: str = "",
    quarter: str = "",
    language: str = "en",
) -> Desk:
    """Open a desk on a case, or on the sample case where `suits` raises NotGradableError.

    Raises
    ------
    RequestError : there is no such case, account or quarter
    """
    speak(language)
    return Desk("widgets", lesson_for(suits, case, account_id, quarter), language)
