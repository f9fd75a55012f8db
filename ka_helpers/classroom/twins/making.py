"""A private twin of a case for grading: other numbers, the same stories, names and questions.

What is drawn is verified: the same stories are found, the same questions can be graded, and what
a class typed in is no longer right. Where that does not hold, it is drawn again. Not in here: how
tables are moved (`scatter`) and written (`folder`).
"""

import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ka_helpers.cases import Case, load_case
from ka_helpers.cases.planted import planted_in
from ka_helpers.classroom.twins.answers import Answered, Compared, answers_on, compare_answers
from ka_helpers.classroom.twins.folder import TRUTH, TWIN_FILE, Drawn, write_twin
from ka_helpers.classroom.twins.scatter import scattered
from ka_helpers.errors import RequestError
from ka_helpers.exercises.lesson import SAMPLE, STAND_IN, stand_in_of
from ka_helpers.exercises.linting import lint
from ka_helpers.reviews.planted import compare

VARIANTS = 99
MOST_TRIES = 8
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


@dataclass(frozen=True)
class _Try:
    """A twin that was written, and how its answers stand to the origin's."""

    folder: Path
    drawn: Drawn
    compared: Compared


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
    origin = _Origin(origin_case, answers_on(origin_case.path), stories_of(origin_case))
    out.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as folder:
        best = _best_of(origin, seed, Path(folder))
        _put(best.folder, out)
    return replace(best, folder=out)


def stories_of(case: Case) -> Stories:
    """Return what planted stories a case tells, loses, or tells though nobody planted it."""
    quarter = case.file.parameters.quarter or (case.quarters[-1] if case.quarters else "")
    if not quarter:
        return frozenset()
    found = compare(case, planted_in(case), quarter)
    told = [("found", each.story, each.account_id, each.quarter) for each in found.found]
    more = [("unplanted", each.story, each.account_id, each.quarter) for each in found.unplanted]
    return frozenset([*told, *more])


def _best_of(origin: _Origin, seed: int, folder: Path) -> TwinReport:
    """Return the first twin that is sound, else the one that is nearest to it.

    Stories and questions are only looked at where the answers differ; what loses a story is drawn
    again with less scatter.
    """
    spread, tries, verified = 1.0, [], []
    for attempt in range(MOST_TRIES):
        drawn = Drawn(
            origin.case.file.case_id, seed, _variant_for(origin, seed, attempt),
            round(spread, 3), attempt,
        )  # fmt: skip
        tries.append(tried := _try(origin, drawn, folder / str(attempt)))
        if tried.compared.same:
            continue
        verified.append(report := _verified(origin, tried))
        if report.sound:
            return report
        spread *= SMALLER
    nearest = min(tries, key=lambda each: len(each.compared.same))
    return min(verified or [_verified(origin, nearest)], key=lambda each: each.faults)


def _variant_for(origin: _Origin, seed: int, attempt: int) -> int:
    """Return a variant that is not the origin's."""
    own = origin.case.file.variant
    variant = 1 + (seed * 37 + attempt * 11) % VARIANTS
    return variant if variant != own else variant % VARIANTS + 1


def _try(origin: _Origin, drawn: Drawn, folder: Path) -> _Try:
    write_twin(origin.case, scattered(origin.case, drawn.chance), drawn, folder)
    if origin.answered.standing_in and origin.case.file.case_id != SAMPLE:
        sample = load_case(SAMPLE)
        write_twin(sample, scattered(sample, drawn.chance), drawn, folder / STAND_IN)
    return _Try(folder, drawn, compare_answers(origin.answered, answers_on(folder)))


def _verified(origin: _Origin, tried: _Try) -> TwinReport:
    twin = load_case(tried.folder)
    stories, lost = stories_of(twin), set(origin.answered.right) - _graded_on(twin, origin)
    if lost:
        lost &= _graded_on(origin.case, origin)
    return TwinReport(
        tried.folder, tried.drawn, tried.compared, len(stories), _said(origin.stories - stories),
        _said(stories - origin.stories), tuple(sorted(lost)),
    )  # fmt: skip


def _graded_on(case: Case, origin: _Origin) -> set[str]:
    """Return the questions that a case can grade; chapters that stand in are those they are."""
    read = [
        number for number in origin.answered.lessons if number not in origin.answered.standing_in
    ]
    graded = set(lint(case, chapters=read).graded) if read else set()
    other = [
        each for each in origin.answered.right if _chapter_of(each) in origin.answered.standing_in
    ]
    if not other:
        return graded
    sample = load_case(stand_in_of(case))
    return graded | set(lint(sample, chapters=origin.answered.standing_in).graded)


def _chapter_of(question: str) -> str:
    return f"{int(question.partition('.')[0]):02d}"


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
