"""`ka-kit certificates DIR`: certificates from graded results, and the proof of one.

Not in here: who has earned one, and its page (`classroom.reporting.certificates`).
"""

import datetime as dt
from glob import escape
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ka_helpers.cli.options import fail, preferred_language, use
from ka_helpers.i18n import say

if TYPE_CHECKING:
    from ka_helpers.classroom.reporting.certificates import Refused


def certificates(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of results / 判分结果文件夹")
    ],
    passing: Annotated[float, typer.Option("--pass", help="Least score, e.g. 0.6 / 及格线")] = 0.6,
    verify: Annotated[str, typer.Option(help="Check code of a certificate / 验证码")] = "",
    by: Annotated[str, typer.Option(help="Trainer or company / 培训老师或公司")] = "",
    date: Annotated[str, typer.Option(help="Day given, e.g. 2026-06-30; today / 日期")] = "",
    language: Annotated[list[str] | None, typer.Option(help="en, zh, or both / 语言")] = None,
    despite_acts: Annotated[
        bool, typer.Option("--despite-acts", help="Acts against the rules, too / 违规者也发")
    ] = False,
) -> None:
    """Write a certificate for everyone who passed / 给通过考核的人生成证书."""
    languages = tuple(dict.fromkeys(language or [preferred_language()]))
    for named in (*languages, languages[0]):
        use(named)
    if not 0 <= passing <= 1:
        fail(say("gradebook.bad_pass", found=str(passing)), 2)
    if verify:
        _verify(folder, verify)
    _write(folder, (passing, despite_acts), languages, (_day(date), by))


def _verify(folder: Path, code: str) -> None:
    """Say whose certificate a code is, and end: 0 if it is somebody's, 1 if nobody's."""
    from ka_helpers.classroom.reporting.certificates import holders

    found = list(holders(folder, code, passing=0.0))
    for each in found:
        who, n = each.trainee, len(each.trainee.chapters)
        typer.echo(say("gradebook.certificate_holds", name=who.name, score=who.score, n=n))
    if not found:
        typer.echo(say("gradebook.certificate_unknown", path=folder, code=code))
    raise typer.Exit(0 if found else 1)


def _write(
    folder: Path,
    asked: tuple[float, bool],
    languages: tuple[str, ...],
    given_as: tuple[dt.date, str],
) -> None:
    from ka_helpers.classroom.reporting.certificates import earned
    from ka_helpers.classroom.reporting.certificates_page import certificate_pdf
    from ka_helpers.rendering.execution import write_atomically

    passing, despite_acts = asked
    given, refused = earned(folder, passing, despite_acts=despite_acts)
    into = folder / "certificates"
    for spoken in languages:
        for each in given:
            path = _path(into, each.trainee.trainee, spoken, languages)
            write_atomically(path, certificate_pdf(each, spoken, *given_as))
    typer.echo(say("gradebook.certificates_written", n=len(given), path=into))
    if refused:
        typer.echo(say("gradebook.certificates_refused", n=len(refused)))
    for one in refused:
        typer.echo(f"  {_why(one, passing)}")
    if removed := sum(_no_longer(into, one.trainee.trainee) for one in refused):
        typer.echo(say("gradebook.certificates_removed", n=removed))
    raise typer.Exit(0 if given or not refused else 1)


def _path(into: Path, trainee: str, spoken: str, languages: tuple[str, ...]) -> Path:
    return into / ("" if spoken == languages[0] else spoken) / f"{trainee}.pdf"


def _no_longer(into: Path, trainee: str) -> int:
    """Remove the certificates of an earlier run that do not hold any more; return how many."""
    paths = [path for path in (into / f"{trainee}.pdf", *into.glob(f"??/{escape(trainee)}.pdf"))
             if path.is_file()]  # fmt: skip
    for path in paths:
        path.unlink()
    return len(paths)


def _why(refused: "Refused", passing: float) -> str:
    who = refused.trainee
    key = f"gradebook.refused_{refused.why}"
    return say(key, name=who.name, score=who.score, passing=passing)


def _day(text: str) -> dt.date:
    if not text:
        return dt.date.today()
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        fail(say("gradebook.bad_day", found=text), 2)
