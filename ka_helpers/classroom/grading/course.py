"""Grade a class: every trainee, every chapter that was set, several at a time, and go on later.

A trainee's result is written as soon as it is whole; one whose notebooks, case and kit are as they
were is read back instead. Not in here: gradebook and reports.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path

from ka_helpers.cases import load_case
from ka_helpers.cases.places import folder_of
from ka_helpers.classroom.grading.chapters import Grader, without_notebook
from ka_helpers.classroom.grading.handed_in import file_names
from ka_helpers.classroom.grading.judges import Judges
from ka_helpers.classroom.grading.kept import Kept, circumstances
from ka_helpers.classroom.grading.roster import called_by, read_roster
from ka_helpers.classroom.grading.sandbox import Bounds, Sandbox
from ka_helpers.classroom.grading.submissions import find_submissions
from ka_helpers.classroom.grading.trainees import Trainee, Work, sorted_out
from ka_helpers.classroom.results import ChapterResult, ClassResult, TraineeResult
from ka_helpers.errors import RequestError
from ka_helpers.exercises.curriculum import chapter_numbers


@dataclass(frozen=True)
class GradingRequest:
    """What to grade, on what.

    Parameters
    ----------
    submissions : a folder, a zip or one notebook
    case : the case to grade on
    class_case : the case that the class worked on, "" if it is not known
    chapters : numbers of the chapters that were set; () for all that anyone handed in
    """

    submissions: Path
    case: str
    out: Path
    class_case: str = ""
    chapters: tuple[str, ...] = ()
    roster: Path | None = None
    workers: int = 2
    bounds: Bounds = field(default_factory=Bounds)
    again: bool = False


@dataclass(frozen=True)
class Step:
    """How far grading is: notebooks done of how many, and the trainee last heard of.

    `lacking` are layers of isolation that do not hold on this computer; known at the first step.
    """

    done: int
    of: int
    name: str = ""
    lacking: tuple[str, ...] = ()


Tell = Callable[[Step], None]


def grade(request: GradingRequest, tell: Tell = lambda step: None) -> ClassResult:
    """Return what a class's submissions earn; each result is a file of `request.out` as well.

    Raises
    ------
    RequestError : there is nothing to grade, or no such case or chapter
    CaseError : a case's files have faults
    """
    case = load_case(request.case)
    trainees = _trainees(request)
    chapters = request.chapters or _handed_in(trainees)
    if unknown := [each for each in chapters if each not in chapter_numbers()]:
        known = ", ".join(chapter_numbers())
        raise RequestError("exercises.no_such_chapter", found=unknown[0], known=known)
    names = file_names(trainee.name for trainee in trainees)
    kept = Kept(request.out, circumstances(request.case, request.class_case, chapters))
    results: dict[str, TraineeResult] = {}
    waiting = []
    for trainee in trainees:
        known_result = None if request.again else kept.read(names[trainee.name], trainee.digest)
        if known_result is None:
            waiting.append(trainee)
        else:
            results[trainee.name] = known_result
    if waiting:
        for trainee, result in _graded(request, chapters, waiting, names, tell):
            kept.write(result, trainee.digest)
            results[trainee.name] = result
    ordered = tuple(results[trainee.name] for trainee in trainees)
    title = case.file.title.model_dump()
    whole = ClassResult(case.file.case_id, title, chapters, ordered)
    kept.write_class(whole)
    return whole


def _trainees(request: GradingRequest) -> tuple[Trainee, ...]:
    handed_in = find_submissions(request.submissions)
    if request.roster is not None:
        handed_in = called_by(read_roster(request.roster), handed_in)
    return tuple(map(sorted_out, handed_in))


def _handed_in(trainees: Sequence[Trainee]) -> tuple[str, ...]:
    found = {number for trainee in trainees for number in trainee.works}
    if not found:
        raise RequestError("grading.no_chapter_found")
    return tuple(sorted(found))


@dataclass
class _Pending:
    """A trainee whose chapters are not all graded yet."""

    trainee: Trainee
    left: int
    chapters: dict[str, ChapterResult] = field(default_factory=dict)


def _graded(
    request: GradingRequest,
    chapters: tuple[str, ...],
    trainees: Sequence[Trainee],
    names: dict[str, str],
    tell: Tell,
) -> Iterator[tuple[Trainee, TraineeResult]]:
    """Yield each trainee's result when it is whole."""
    case = folder_of(request.case)
    cases = str(case), str(folder_of(request.class_case)) if request.class_case else ""
    with Sandbox(case, chapters, request.bounds) as sandbox, Judges(*cases) as judges:
        grader = Grader(sandbox, judges)
        pending = [_Pending(trainee, len(chapters)) for trainee in trainees]
        count = len(pending) * len(chapters)
        tell(Step(0, count, lacking=sandbox.lacking))
        for done, (one, result) in enumerate(_each(grader, chapters, pending, request.workers), 1):
            one.chapters[result.chapter] = result
            tell(Step(done, count, one.trainee.name))
            if len(one.chapters) == one.left:
                ordered = tuple(one.chapters[number] for number in chapters)
                name, notes = one.trainee.name, one.trainee.notes
                yield one.trainee, TraineeResult(names[name], name, ordered, notes)


def _each(
    grader: Grader, chapters: Sequence[str], pending: Sequence[_Pending], workers: int
) -> Iterator[tuple[_Pending, ChapterResult]]:
    """Yield chapters as they are graded, `workers` at a time; the rest is dropped at the end."""
    wanted = ((one, number) for one in pending for number in chapters)
    pool = ThreadPoolExecutor(max(workers, 1))
    running: dict[Future[ChapterResult], _Pending] = {}
    try:
        for one, number in wanted:
            running[pool.submit(_of_chapter, grader, one.trainee, number)] = one
            if len(running) > 2 * workers:
                yield from _finished(running)
        while running:
            yield from _finished(running)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _finished(
    running: dict[Future[ChapterResult], _Pending],
) -> Iterator[tuple[_Pending, ChapterResult]]:
    done: set[Future[ChapterResult]] = set()
    while not done:  # an interrupt is noticed between two waits
        done, _ = wait(running, timeout=0.5, return_when=FIRST_COMPLETED)
    for future in done:
        yield running.pop(future), future.result()


def _of_chapter(grader: Grader, trainee: Trainee, number: str) -> ChapterResult:
    work: Work | None = trainee.works.get(number)
    if work is None:
        return without_notebook(number, "absent")
    if work.fault is not None:
        return without_notebook(number, work.fault, work.file, work.notes)
    result = grader.graded(number, work.file, work.cells)
    return ChapterResult(
        number, result.state, work.file, result.answers, (*work.notes, *result.notes),
        result.seconds, result.peak_mb,
    )  # fmt: skip
