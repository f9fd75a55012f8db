"""`ka-kit case check`: a whole case checked, told as text and, where asked for, as a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ka_helpers.cli.options import USUAL_WORKERS, Language, Workers, fail, preferred_language, use
from ka_helpers.i18n import say

if TYPE_CHECKING:
    from ka_helpers.classroom.checking.remarks import OnStep

LONGEST_NAME = 40


def check(
    path: Annotated[str, typer.Argument(help="Case folder or shipped name / 案例")],
    exercises: Annotated[bool, typer.Option(help="Questions too / 也检查题目")] = True,
    quick: Annotated[bool, typer.Option(help="Render no review / 不生成回顾")] = False,
    html: Annotated[Path | None, typer.Option(help="Write a page too / 另存为网页")] = None,
    language: Language = "",
    workers: Workers = USUAL_WORKERS,
) -> None:
    """Check a case and list every fault, worst first / 检查案例，按轻重列出全部问题."""
    from ka_helpers.classroom.checking.page import check_page
    from ka_helpers.classroom.checking.remarks import CheckRequest
    from ka_helpers.classroom.checking.said import said
    from ka_helpers.classroom.checking.whole import check_whole

    spoken = language or preferred_language()
    use(spoken)
    if html is not None and html.is_dir():
        fail(say("casecheck.page_is_folder", path=html), 2)
    request = CheckRequest(path, spoken, exercises, not quick, workers)
    with _bar() as show:
        checked = check_whole(request, show)
    typer.echo(said(checked))
    if html is not None:
        html.parent.mkdir(parents=True, exist_ok=True)
        html.write_text(check_page(checked), encoding="utf-8")
        typer.echo(say("casecheck.page_written", path=html), err=True)
    raise typer.Exit(0 if checked.passed else 1)


@contextmanager
def _bar() -> "Iterator[OnStep]":
    """Show on a terminal how far a check is; elsewhere show nothing."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    described = TextColumn("{task.description}", markup=False)  # a name may have brackets
    console = Console(stderr=True)
    bar = Progress(described, BarColumn(), MofNCompleteColumn(), console=console, transient=True,
                   disable=not console.is_terminal)  # fmt: skip
    with bar:
        task = bar.add_task("", total=None)

        def show(part: str, done: int, total: int, name: str) -> None:
            said = say(f"casecheck.part_{part}")
            told = say("casecheck.progress", part=said, name=name) if name else said
            bar.update(task, description=told[:LONGEST_NAME], completed=done, total=total)

        yield show
