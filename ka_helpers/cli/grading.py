"""`ka-kit grade`: grade what a class handed in, on a case it has not seen.

Exit codes: 0 every notebook was run; 1 some could not be; 2 a bad request; 130 interrupted, the
same command goes on. Not in here: grading, reports.
"""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ka_helpers.cli.options import USUAL_WORKERS, Language, Workers, fail, preferred_language, use
from ka_helpers.i18n import LANGUAGES, say

if TYPE_CHECKING:
    from ka_helpers.classroom.grading.course import Step
    from ka_helpers.classroom.results import ClassResult

CUT_OFF = ("time", "memory", "died", "too_large", "unreadable")
INTERRUPTED = 130


def grade(
    submissions: Annotated[Path, typer.Argument(help="Folder or zip / 作业文件夹或压缩包")],
    case: Annotated[str, typer.Option(help="Hidden case to grade on / 判分用的案例")],
    out: Annotated[Path, typer.Option(help="Folder for the results / 结果文件夹")],
    class_case: Annotated[str, typer.Option(help="Case of the class / 上课用的案例")] = "",
    chapters: Annotated[str, typer.Option(help="e.g. 1-6 / 章节")] = "",
    roster: Annotated[Path | None, typer.Option(help="csv: folder, name / 名单")] = None,
    workers: Workers = USUAL_WORKERS,
    limit_seconds: Annotated[
        float, typer.Option(min=1, help="Most seconds a notebook / 每份时间上限（秒）")
    ] = 120,
    limit_memory: Annotated[
        int, typer.Option(min=128, help="Most MB a notebook / 每份内存上限（MB）")
    ] = 1024,
    again: Annotated[bool, typer.Option(help="Grade all anew / 全部重评")] = False,
    reports: Annotated[bool, typer.Option(help="Gradebook and pages / 成绩表和反馈页")] = True,
    language: Language = "",
) -> None:
    """Grade what a class handed in / 给一个班的作业判分."""
    from ka_helpers.classroom.grading.course import GradingRequest
    from ka_helpers.classroom.grading.sandbox import Bounds

    use(language or preferred_language())
    bounds = Bounds(seconds=limit_seconds, memory_mb=limit_memory)
    request = GradingRequest(
        submissions, case, out, class_case, chapter_list(chapters), roster, workers, bounds, again
    )
    _refuse_same_case(case, class_case)
    result = _graded(request)
    if reports:
        _write_reports(result, out, (language,) if language else LANGUAGES)
    raise typer.Exit(_told(result, out))


def chapter_list(said: str) -> tuple[str, ...]:
    """Return chapters as numbers: "1-3,7" is ("01", "02", "03", "07"); () for "".

    Raises
    ------
    RequestError : it is not written so, or there is no such chapter
    """
    from ka_helpers.classroom.handout.chapters import chosen_chapters

    return chosen_chapters(said) if said.strip() else ()


def _refuse_same_case(case: str, class_case: str) -> None:
    from ka_helpers.cases.places import folder_of

    if class_case and folder_of(case).resolve() == folder_of(class_case).resolve():
        fail(say("grading.same_case"), 2)


def _graded(request: object) -> "ClassResult":
    from ka_helpers.classroom.grading.course import grade as graded

    teller = _Teller()
    typer.echo(say("grading.getting_ready"), err=True)
    try:
        result = graded(request, teller)  # type: ignore[arg-type]
    except KeyboardInterrupt:
        teller.end()
        fail(say("grading.interrupted"), INTERRUPTED)
    teller.end()
    if not teller.steps:
        typer.echo(say("grading.nothing_new"), err=True)
    return result


def _write_reports(result: "ClassResult", out: Path, languages: tuple[str, ...]) -> None:
    from ka_helpers.classroom.reporting.outputs import write_all

    write_all(result, out, languages)


def _told(result: "ClassResult", out: Path) -> int:
    """Say how the class did; return the exit code."""
    scores = [each.score for each in result.trainees]
    mean = sum(scores) / max(len(scores), 1)
    count = len(result.chapters)
    typer.echo(say("grading.graded", n=len(scores), chapters=count, score=mean, out=out))
    cut_off = sum(chapter.state in CUT_OFF for each in result.trainees for chapter in each.chapters)
    if cut_off:
        typer.echo(say("grading.attention", n=cut_off))
    return 1 if cut_off else 0


class _Teller:
    """Says on the error output how far grading is: in place on a screen, else now and then."""

    def __init__(self) -> None:
        self.began, self.steps, self.last = time.monotonic(), 0, 0.0
        self.live = sys.stderr.isatty()

    def __call__(self, step: "Step") -> None:
        self.steps += 1
        if step.done == 0:
            self._tell_layers(step.lacking)
            self.began = time.monotonic()
            return
        now = time.monotonic()
        if not self.live and step.done < step.of and now - self.last < 10.0:
            return
        self.last = now
        rate = f"{60 * step.done / max(now - self.began, 0.001):.0f}"
        line = say("grading.progress", done=step.done, n=step.of, rate=rate, name=step.name[:30])
        typer.echo(f"\r{line}\x1b[K" if self.live else line, err=True, nl=not self.live)

    def _tell_layers(self, lacking: tuple[str, ...]) -> None:
        if not lacking:
            typer.echo(say("grading.isolated"), err=True)
            return
        what = say("exercises.comma").join(say(f"grading.lacks_{name}") for name in lacking)
        typer.echo(say("grading.lacks", what=what), err=True)

    def end(self) -> None:
        """Leave the line that is written in place."""
        if self.live and self.steps:
            typer.echo(err=True)
