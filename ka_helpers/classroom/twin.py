"""A private twin of a case for grading: other numbers, the same stories, names and questions.

What is drawn is verified: the same stories are found, the same questions can be graded, and what
a class typed in is no longer right. Where that does not hold, it is drawn again. Not in here: how
tables are moved (`twin_scatter`) and written (`twin_folder`).
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ka_helpers.cases import Case, load_case
from ka_helpers.classroom.twin_answers import Answered, Compared, answers_on, compare_answers
from ka_helpers.classroom.twin_chance import Chance
from ka_helpers.classroom.twin_folder import TRUTH, TWIN_FILE, Drawn, write_twin
from ka_helpers.classroom.twin_scatter import scattered
from ka_helpers.errors import RequestError
from ka_helpers.exercises.lesson import SAMPLE, STAND_IN
from ka_helpers.exercises.linting import lint

VARIANTS = 99
MOST_TRIES = 6
SMALLER = 0.7
"""By how much less is moved after a try in which a story was lost."""
Stories = frozenset[tuple[str, str, str, str]]


@dataclass(frozen=True)
class TwinReport:
    """What came of a twin: how it was drawn, and what is not as it should be.

    `lost_stories` and `new_stories` are told as "story account quarter".
    """

    folder: Path
    drawn: Drawn
    compared: Compared
    stories: int
    lost_stories: tuple[str, ...]
    new_stories: tuple[str, ...]
    lost_questions: tuple[str, ...]

    @property
    def keeps(self) -> bool:
        """Whether stories and questions are the origin's."""
        return not (self.lost_stories or self.new_stories or self.lost_questions)

    @property
    def sound(self) -> bool:
        """Whether it is a twin in everything, and no number of the origin still counts."""
        return self.keeps and not self.compared.same

    @property
    def faults(self) -> tuple[int, int]:
        """How far from sound it is: what it does not keep weighs most."""
        kept = len(self.lost_stories) + len(self.new_stories) + len(self.lost_questions)
        return kept, len(self.compared.same)


@dataclass(frozen=True)
class _Origin:
    """The case that a twin is made of, and what is true on it."""

    case: Case
    answered: Answered
    stories: Stories
    graded: frozenset[str]


def make_twin(case: str | Path, seed: int, out: Path, force: bool = False) -> TwinReport:
    """Write a twin of `case` to the folder `out` and return what came of it.

    The same seed makes the same twin. A folder that is there is only replaced with `force`, and
    only if it is a twin itself.

    Raises
    ------
    RequestError : there is no such case, or `out` is there
    CaseError : the case has faults
    """
    origin_case = load_case(case)
    _refuse_if_there(origin_case, out, force)
    stories, graded = stories_of(origin_case), frozenset(lint(origin_case).graded)
    origin = _Origin(origin_case, answers_on(origin_case.path), stories, graded)
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
        best: TwinReport | None = None
        for report in _tries(origin, seed, Path(folder)):
            if best is None or report.faults < best.faults:
                best = report
            if report.sound:
                break
        assert best is not None, "there is at least one try"
        _put(best.folder, out)
    return replace(best, folder=out)


def stories_of(case: Case) -> Stories:
    """Return what planted stories a case tells, loses, or tells though nobody planted it."""
    quarter = case.file.parameters.quarter or (case.quarters[-1] if case.quarters else "")
    if not quarter:
        return frozenset()
    try:
        from ka_helpers.cases.planted import planted_in
        from ka_helpers.reviews.planted import compare

        found = compare(case, planted_in(case.path), quarter)
    except (ImportError, NotImplementedError):
        return frozenset()
    told = [("found", each.story, each.account_id, each.quarter) for each in found.found]
    more = [("unplanted", each.story, each.account_id, each.quarter) for each in found.unplanted]
    return frozenset([*told, *more])


def _tries(origin: _Origin, seed: int, folder: Path) -> Iterator[TwinReport]:
    """Yield one twin after another, each less scattered after one that lost a story."""
    spread = 1.0
    for attempt in range(MOST_TRIES):
        variant = 1 + (seed * 37 + attempt * 11 + origin.case.file.variant) % VARIANTS
        if variant == origin.case.file.variant:
            variant = variant % VARIANTS + 1
        case_id = origin.case.file.case_id
        drawn = Drawn(case_id, seed, variant, round(spread, 3), attempt)
        report = _try(origin, drawn, folder / str(attempt))
        spread = spread * SMALLER if report.lost_stories or report.new_stories else spread
        yield report


def _try(origin: _Origin, drawn: Drawn, folder: Path) -> TwinReport:
    chance = Chance(drawn.seed * MOST_TRIES + drawn.attempt, drawn.spread)
    write_twin(origin.case, scattered(origin.case, chance), drawn, folder)
    if origin.answered.standing_in and origin.case.file.case_id != SAMPLE:
        sample = load_case(SAMPLE)
        write_twin(sample, scattered(sample, chance), drawn, folder / STAND_IN)
    twin = load_case(folder)
    now = stories_of(twin)
    return TwinReport(
        folder, drawn, compare_answers(origin.answered, answers_on(folder)), len(now),
        _said(origin.stories - now), _said(now - origin.stories),
        tuple(sorted(origin.graded - set(lint(twin).graded))),
    )  # fmt: skip


def _said(stories: Stories) -> tuple[str, ...]:
    return tuple(sorted(f"{story} {account} {quarter}" for _, story, account, quarter in stories))


def _refuse_if_there(case: Case, out: Path, force: bool) -> None:
    here = out.resolve()
    if here == case.path.resolve() or case.path.resolve().is_relative_to(here):
        raise RequestError("twin.is_the_case", path=str(out))
    if not out.exists() or (out.is_dir() and not any(out.iterdir())):
        return
    if not (out / TRUTH / TWIN_FILE).is_file():
        raise RequestError("twin.not_a_twin", path=str(out))
    if not force:
        raise RequestError("twin.exists", path=str(out))


def _put(made: Path, out: Path) -> None:
    """Put a finished folder in its place."""
    if out.exists():
        shutil.rmtree(out)
    shutil.move(made, out)
