"""The `ka-kit` command: parse, build one request, call one function, choose the exit code.

Exit codes: 0 all went well; 1 some accounts failed, or a case or extract has faults (also where
an import set the faulty rows aside); 2 a bad request, such as a case that does not exist.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from ka_helpers.cli.cases import case_app
from ka_helpers.cli.certificates import certificates
from ka_helpers.cli.grading import grade
from ka_helpers.cli.handout import handout
from ka_helpers.cli.options import USUAL_WORKERS, Language, Workers, fail, preferred_language, use
from ka_helpers.cli.rendering import render
from ka_helpers.errors import CaseError, KaKitError, RequestError
from ka_helpers.i18n import say, speak

if TYPE_CHECKING:
    from ka_helpers.cases import Case

app = typer.Typer(no_args_is_help=True, add_completion=False, help="Key accounts / 重点客户")
app.add_typer(case_app, name="case")
app.command("handout")(handout)
app.command("grade")(grade)
app.command("certificates")(certificates)


def main() -> None:
    """Run the command; what the kit raises on purpose is one readable message."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # a GBK console
    speak(preferred_language())
    try:
        app()
    except CaseError as error:
        fail(str(error), 1)
    except KaKitError as error:
        fail(str(error), 2)
    except ModuleNotFoundError as error:
        if not str(error.name).startswith("ka_helpers."):
            raise
        fail(say("cli.not_in_this_kit"), 2)
    except OSError as error:
        path, reason = error.filename or "", error.strerror or str(error)
        fail(say("cli.file_refused", path=path, reason=reason), 2)


@app.command()
def review(
    case: Annotated[str, typer.Option(help="Case folder or shipped name / 案例")],
    quarter: Annotated[str, typer.Option(help="e.g. 2026Q2 / 季度")] = "",
    account: Annotated[list[str] | None, typer.Option(help="Only these / 指定客户")] = None,
    language: Annotated[list[str] | None, typer.Option(help="en, zh, or both / 语言")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write to / 输出文件夹")] = None,
    formats: Annotated[
        str, typer.Option(help="html,pdf,pptx,xlsx: any of them / 输出格式")
    ] = "html",
    deck_template: Annotated[
        Path | None, typer.Option(help="The company's own .pptx / 公司的 PPT 模板")
    ] = None,
    force: Annotated[bool, typer.Option(help="Render what has not changed too / 全部重做")] = False,
    workers: Workers = USUAL_WORKERS,
    limit_seconds: Annotated[
        float, typer.Option(min=1, help="Most seconds a review / 单份时间上限（秒）")
    ] = 600,
    limit_memory: Annotated[
        int, typer.Option(min=200, help="Most MB a review / 单份内存上限（MB）")
    ] = 4096,
) -> None:
    """Render the quarterly review of every account, and the index / 生成每个客户的季度回顾."""
    from ka_helpers.cases import load_case
    from ka_helpers.rendering.engine import Limits
    from ka_helpers.rendering.formats import chosen_formats
    from ka_helpers.rendering.planning import BatchRequest

    languages = tuple(dict.fromkeys(language or [preferred_language()]))
    for named in languages:
        use(named)
    use(languages[0])
    loaded = load_case(case)
    request = BatchRequest(
        case=case,
        quarter=quarter.strip().upper() or _usual_quarter(loaded),
        out=out or Path("reports") / loaded.file.case_id,
        languages=languages,
        accounts=tuple(account or ()),
        workers=workers,
        formats=chosen_formats(formats),
        deck_template=deck_template,
        limits=Limits(seconds=limit_seconds, memory_mb=limit_memory),
        force=force,
    )
    raise typer.Exit(render(request))


@app.command()
def brief(
    case: Annotated[str, typer.Option(help="Case folder or shipped name / 案例")],
    account: Annotated[str, typer.Option(help="Whose / 哪家客户")] = "",
    quarter: Annotated[str, typer.Option(help="e.g. 2026Q2 / 季度")] = "",
    language: Annotated[list[str] | None, typer.Option(help="en, zh, or both / 语言")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder to write to / 输出文件夹")] = None,
    formats: Annotated[
        str, typer.Option(help="html,pdf,pptx,xlsx: any of them / 输出格式")
    ] = "html",
    deck_template: Annotated[
        Path | None, typer.Option(help="The company's own .pptx / 公司的 PPT 模板")
    ] = None,
) -> None:
    """Write the negotiation brief of an account / 生成一家客户的谈判准备书."""
    from ka_helpers.cases import load_case
    from ka_helpers.cli.briefing import chosen_account, write
    from ka_helpers.rendering.brief.writing import BriefRequest
    from ka_helpers.rendering.formats import chosen_formats

    languages = tuple(dict.fromkeys(language or [preferred_language()]))
    for named in (*languages, languages[0]):
        use(named)
    loaded = load_case(case)
    request = BriefRequest(
        account_id=chosen_account(loaded, account),
        quarter=quarter.strip().upper() or _usual_quarter(loaded, "brief_quarter"),
        out=out or Path("reports") / loaded.file.case_id,
        languages=languages,
        formats=chosen_formats(formats),
        deck_template=deck_template,
    )
    write(loaded, request)


@app.command()
def chapters(
    what: Annotated[Literal["build", "check", "stamp", "tidy"], typer.Argument()],
    name: Annotated[str, typer.Argument(help="Begins the name, e.g. 01 / 章节名开头")] = "",
    language: Language = "",
) -> None:
    """For authors: derive notebooks, list faults, stamp a translation, tidy / 供编写章节者."""
    from ka_helpers.authoring.telling import COMMANDS

    use(language or preferred_language())
    told = COMMANDS[what](name)
    typer.echo("\n".join(told.lines))
    raise typer.Exit(0 if told.well else 1)


@app.command("import")
def import_(
    sources: Annotated[list[str], typer.Argument(help="Files, or completejourney / 数据文件")],
    out: Annotated[Path, typer.Option(help="Case folder to make / 案例文件夹")],
    mapping: Annotated[Path | None, typer.Option(help="YAML of headers / 表头对照")] = None,
    keep_going: Annotated[
        bool, typer.Option(help="Set faulty rows aside / 搁置有问题的行")
    ] = False,
    manufacturer: Annotated[str, typer.Option(help="completejourney only")] = "1208",
    category: Annotated[str, typer.Option(help="completejourney only")] = "SOFT DRINKS",
    top: Annotated[int, typer.Option(help="completejourney only")] = 20,
    language: Language = "",
) -> None:
    """Turn extracts into a case folder / 把导出的数据做成案例."""
    from ka_helpers.cases.importing import import_completejourney, import_extracts

    use(language or preferred_language())
    if sources == ["completejourney"]:
        report = import_completejourney(out, manufacturer=manufacturer, category=category, top=top)
    else:
        files = [Path(source) for source in sources]
        report = import_extracts(files, out, mapping=mapping, keep_going=keep_going)
    typer.echo(report.said_in())
    raise typer.Exit(1 if report.problems else 0)


@app.command()
def lab(
    language: Language = "",
    workspace: Annotated[Path | None, typer.Option(help="Your folder / 学习用的文件夹")] = None,
    case: Annotated[str, typer.Option(help="Case folder or shipped name / 案例")] = "",
    browser: Annotated[bool, typer.Option(help="Open the browser / 打开浏览器")] = True,
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="Port / 端口")] = None,
) -> None:
    """Open the chapters in JupyterLab, on a copy of your own / 在 JupyterLab 中打开课程."""
    from ka_helpers.lab import LabRequest, open_lab

    spoken = language or preferred_language()
    use(spoken)
    raise typer.Exit(open_lab(LabRequest(spoken, workspace, case, browser, port), typer.echo))


def _usual_quarter(case: "Case", said: str = "quarter_chosen") -> str:
    """Return the quarter that the case names, or the latest one, if that has no sales.

    `said` names the message that tells it.
    """
    if not case.quarters:
        raise RequestError("cli.no_quarters", case=case.file.case_id)
    named = case.file.parameters.quarter
    quarter = named if named in case.quarters else case.quarters[-1]
    typer.echo(say(f"cli.{said}", quarter=quarter), err=True)
    return str(quarter)
