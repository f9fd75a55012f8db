"""`ka-kit handout`: a class's zip from the command line."""

import sys
from pathlib import Path
from typing import Annotated, Literal

import typer

from ka_helpers.cli.options import preferred_language, use
from ka_helpers.i18n import LANGUAGES, say

System = Literal["", "windows", "macos", "linux"]


def handout(
    case: Annotated[str, typer.Option(help="Case folder or shipped name / 案例")],
    out: Annotated[Path, typer.Option(help="Zip to write / 生成的 zip 文件")] = Path("class.zip"),
    chapters: Annotated[str, typer.Option(help="e.g. 1-6,9; all if left out / 章节")] = "",
    language: Annotated[
        list[str] | None, typer.Option(help="en, zh, or both / 学员使用的语言")
    ] = None,
    answers: Annotated[
        bool, typer.Option("--with-answers/--without-answers", help="Judge at once / 当场判分")
    ] = True,
    packages: Annotated[
        System, typer.Option(help="For laptops without a network / 学员无法联网时附带软件包")
    ] = "",
    python: Annotated[
        str, typer.Option(help="With --packages: the class's Python / 学员的 Python 版本")
    ] = "",
    force: Annotated[bool, typer.Option(help="Write over a zip / 覆盖已有文件")] = False,
) -> None:
    """Pack what a class gets into one zip / 打包发给学员的材料."""
    from ka_helpers.classroom.handout.chapters import chosen_chapters
    from ka_helpers.classroom.handout.packages import Target
    from ka_helpers.classroom.handout.packing import HandoutRequest, write_handout

    spoken = preferred_language()
    for each in (*(language or ()), spoken):
        use(each)
    usual = ".".join(map(str, sys.version_info[:2]))
    request = HandoutRequest(
        case=case,
        out=out if out.suffix.lower() == ".zip" else out.with_name(f"{out.name}.zip"),
        chapters=chosen_chapters(chapters),
        languages=tuple(dict.fromkeys(language or LANGUAGES)),
        answers=answers,
        packages=Target(packages, python.strip() or usual) if packages else None,
        force=force,
    )
    made = write_handout(request, lambda line: typer.echo(line, err=True))
    for number, lacking in made.unsuited:
        why = lacking.said_in(spoken)
        typer.echo(say("handout.stands_in", number=int(number), why=why))
    for book, names in made.sheets.items():
        sheets = say("exercises.comma").join(names)
        typer.echo(say("handout.further_sheets", path=book, sheets=sheets))
    n = len(request.chapters)
    typer.echo(say("handout.done", path=str(made.out), n=n, mb=made.megabytes))
    typer.echo(say("handout.next" if answers else "handout.next_without_answers", folder=made.top))
