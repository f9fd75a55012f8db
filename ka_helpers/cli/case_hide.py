"""`ka-kit case hide`: a private twin of a case, for grading."""

from pathlib import Path
from typing import Annotated

import typer

from ka_helpers.cli.options import Language, fail, preferred_language, use


def hide(
    case: Annotated[str, typer.Argument(help="Case / 案例")],
    seed: Annotated[int, typer.Option(min=0, help="Any number / 任意数字")],
    out: Annotated[Path | None, typer.Option(help="Folder / 文件夹")] = None,
    force: Annotated[bool, typer.Option(help="Replace a twin / 覆盖旧的孪生案例")] = False,
    language: Language = "",
) -> None:
    """Make a private twin of a case / 生成判分用的孪生案例."""
    from ka_helpers.classroom.twins.making import make_twin
    from ka_helpers.classroom.twins.said import said_of
    from ka_helpers.errors import KaKitError
    from ka_helpers.i18n import say

    use(language or preferred_language())
    folder = out or Path(f"{Path(case).name}_hidden")
    typer.echo(say("twin.at_work"), err=True)
    try:
        report = make_twin(case, seed, folder, force=force)
    except KaKitError as refused:
        fail(refused.said_in(), 2)
    typer.echo(said_of(report))
    raise typer.Exit(0 if report.sound else 1)
