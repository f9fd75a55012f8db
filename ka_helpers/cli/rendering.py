"""A batch of reviews on the command line: its progress, what came of it, the exit code."""

import datetime as dt
from collections.abc import Sequence
from typing import TYPE_CHECKING

import typer

from ka_helpers.i18n import say

if TYPE_CHECKING:
    from ka_helpers.rendering.batch import Outcome
    from ka_helpers.rendering.planning import BatchRequest


STOPPED = 130
"""The exit code of a batch that Ctrl-C ended."""


def render(request: "BatchRequest") -> int:
    """Render a batch with a bar of its progress, and return the exit code."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
    from rich.progress import Progress as Bar

    from ka_helpers.rendering.batch import Progress, render_batch

    columns = (
        TextColumn("{task.description}", markup=False),  # a name may have brackets
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[pace]}", markup=False),
    )
    try:
        with Bar(*columns, console=Console(stderr=True), transient=True) as bar:
            task = bar.add_task(say("cli.rendering"), total=None, pace="")

            def show(progress: Progress) -> None:
                left = dt.timedelta(seconds=round(progress.seconds_left))
                pace = say("cli.pace", rate=progress.per_minute, left=str(left))
                bar.update(task, description=progress.name[:40], completed=progress.done,
                           total=progress.total, pace=pace)  # fmt: skip

            outcomes = render_batch(request, show)
    except KeyboardInterrupt:
        typer.echo(say("cli.stopped", out=request.out), err=True)
        return STOPPED
    return tell(request, outcomes)


def tell(request: "BatchRequest", outcomes: "Sequence[Outcome]") -> int:
    """Say what came of a batch, and return the exit code."""
    failures = [outcome for outcome in outcomes if outcome.failure]
    for outcome in failures:
        line = {"account_id": outcome.account_id or "index", "spoken": outcome.language}
        typer.echo(say("cli.failed_line", **line, why=outcome.failure), err=True)
    reviews = [outcome for outcome in outcomes if outcome.account_id]
    made = sum(bool(o.why) and o.failure is None for o in reviews)
    unchanged = sum(not o.why for o in reviews)
    index, failed = request.out / "index.html", len(failures)
    typer.echo(say("cli.done", ok=made, unchanged=unchanged, failed=failed, index=index))
    return 1 if failures else 0
