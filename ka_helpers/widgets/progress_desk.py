"""A trainee's own progress: what to repeat, a radar of skills, chapters and skills as tables.

Everything comes from the ledger; the case is only what every desk stands on. Not in here: when a
question is due (`exercises.review_queue`), what a skill stands on (`exercises.competency`).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from html import escape

from ka_helpers.exercises.competency import FEWEST_ANSWERS, LEVELS, evidence_of, recorded_view
from ka_helpers.exercises.ledger import Entry, ledger_here
from ka_helpers.exercises.lesson import Lesson
from ka_helpers.exercises.materials.together import Together
from ka_helpers.exercises.progress import progress_by_chapter, progress_by_skill
from ka_helpers.exercises.review_table import review_table
from ka_helpers.figures.picture import Picture
from ka_helpers.figures.radar import HEIGHT, WIDTH, plot_radar
from ka_helpers.i18n import say
from ka_helpers.tables.table import Table
from ka_helpers.widgets.controls import Control, Slider
from ka_helpers.widgets.desk import Desk, open_desk

MOST_DAYS = 30


@dataclass(frozen=True, eq=False)
class ProgressDesk(Desk):
    """A desk with what the trainee has done in this folder so far."""

    @property
    def controls(self) -> dict[str, Control]:
        """Controls for `explore`: how many days ahead to look."""
        label = say("review_queue.slider_days", self.language)
        return {"days": Slider("days", label, 0, MOST_DAYS, 1, 0)}

    def entries(self) -> tuple[Entry, ...]:
        """Return what was done, oldest first."""
        return tuple(ledger_here().entries())

    def opening(self) -> str:
        """Return how much was done."""
        done = [each.question for each in self.entries() if each.what == "answer"]
        n = len(set(done))
        return say("review_queue.desk_on", self.language, answers=len(done), n=n)

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.opening())}</p>"


def any_case(lesson: Lesson) -> None:
    """Accept every case: progress needs none."""


def progress_desk(
    case: str, account_id: str = "", quarter: str = "", language: str = "en"
) -> ProgressDesk:
    """Open the desk.

    Raises
    ------
    RequestError : there is no such case, account or quarter
    """
    desk = open_desk(any_case, case, account_id, quarter, language)
    return ProgressDesk("review_queue", desk.lesson, desk.language)


def to_repeat(desk: ProgressDesk, days: int = 0) -> Table:
    """Return what is to be repeated today, or in so many days if nothing is done until then."""
    then = datetime.now().astimezone() + timedelta(days=int(days))
    return review_table(desk.entries(), then, desk.language)


def my_radar(desk: ProgressDesk) -> Together:
    """Return the radar of skills: what the answers show, and the levels one gave oneself."""
    language = desk.language
    evidence = evidence_of(desk.entries())
    levels = recorded_view(ledger_here())
    own = [levels[each.skill] / max(LEVELS) if each.skill in levels else None for each in evidence]
    series = {
        say("review_queue.line_shown", language): [each.shown for each in evidence],
        say("review_queue.line_own", language): own,
    }
    names = [say(f"exercises.skill_{each.skill}", language) for each in evidence]
    shown = sum(each.shown is not None for each in evidence)
    said = say("review_queue.radar_said", language, shown=shown, n=len(evidence),
               fewest=FEWEST_ANSWERS)  # fmt: skip
    return Together((Picture(plot_radar(names, series, language), said, WIDTH, HEIGHT), said))


def my_chapters(desk: ProgressDesk) -> Table:
    """Return a row a chapter: questions right, points, answers, hints, solutions looked at."""
    return progress_by_chapter(desk.entries(), desk.language)


def my_skills(desk: ProgressDesk) -> Table:
    """Return a row a skill, as `my_chapters` does a chapter."""
    return progress_by_skill(desk.entries(), desk.language)
