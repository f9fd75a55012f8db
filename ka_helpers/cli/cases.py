"""`ka-kit case ...`: what a trainer does with a case.

Each command's own module parses nothing: it gets one request. Not in here: handing out, grading.
"""

from typing import Annotated

import typer

from ka_helpers.cli import case_hide, case_new
from ka_helpers.cli.options import Language, preferred_language, use

case_app = typer.Typer(no_args_is_help=True, help="Make and check cases / 制作和检查案例")
case_app.command("new")(case_new.case_new)
case_app.command("hide")(case_hide.hide)


@case_app.command("check")
def check(
    path: Annotated[str, typer.Argument()],
    exercises: Annotated[bool, typer.Option(help="Questions too / 也检查题目")] = True,
    language: Language = "",
) -> None:
    """Check a case and list every fault / 检查案例并列出全部问题."""
    from ka_helpers.cases import check_case
    from ka_helpers.exercises import linting

    use(language or preferred_language())
    report = check_case(path)
    typer.echo(report.said_in())
    if not report.passed or not exercises:
        raise typer.Exit(0 if report.passed else 1)
    typer.echo((linted := linting.lint(path)).said())
    raise typer.Exit(0 if linted.passed else 1)
