"""`ka-kit case new`: questions with defaults, or a flag for each, and the case is made.

What flags say is not asked. Not in here: the questions (`questions`), making (`cases.scaffolding`).
"""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from ka_helpers.cli.options import Language, preferred_language, use
from ka_helpers.i18n import say

if TYPE_CHECKING:
    from ka_helpers.cases.scaffolding.recipe import Recipe


def case_new(
    name: Annotated[str, typer.Argument(help="Folder to make / 要建的文件夹")],
    from_case: Annotated[
        str, typer.Option("--from", help="Start from this case / 以这个案例为底")
    ] = "",
    recipe: Annotated[
        Path | None, typer.Option(help="Make it again from a recipe / 按配方再做一个")
    ] = None,
    trade: Annotated[str, typer.Option(help="beverages, snacks, ... / 行业")] = "",
    company_zh: Annotated[str, typer.Option(help="Our company in Chinese / 公司中文名")] = "",
    company_en: Annotated[str, typer.Option(help="... in English / 公司英文名")] = "",
    title_zh: Annotated[str, typer.Option(help="Title in Chinese / 中文标题")] = "",
    title_en: Annotated[str, typer.Option(help="... in English / 英文标题")] = "",
    currency: Annotated[str, typer.Option(help="Three letters, CNY / 货币")] = "",
    unit: Annotated[str, typer.Option(help="元 or 万元 / 金额单位")] = "",
    fiscal_year_start: Annotated[str, typer.Option(help="Month, 1-12 / 财年起始月")] = "",
    quarter: Annotated[str, typer.Option(help="Under review, 2026Q2 / 回顾季度")] = "",
    weeks: Annotated[str, typer.Option(help="Weeks of data / 数据周数")] = "",
    products: Annotated[str, typer.Option(help="How many we sell / 产品数")] = "",
    season: Annotated[str, typer.Option(help="none, mild, usual, strong or 0-2 / 淡旺季")] = "",
    market_growth: Annotated[str, typer.Option(help="A year, e.g. 6% / 市场年增长")] = "",
    accounts: Annotated[str, typer.Option(help="How many / 客户数")] = "",
    account: Annotated[
        list[str] | None,
        typer.Option(help="NAME[:channel[:sales a year]], again for each / 客户，可重复"),
    ] = None,
    annual_sales: Annotated[
        str, typer.Option(help="Of all accounts, e.g. 280m, 2.8亿 / 年销售额")
    ] = "",
    story: Annotated[
        list[str] | None,
        typer.Option(help="ID[:account[:quarter[:strength]]], again for each; none / 故事，可重复"),
    ] = None,
    tables: Annotated[str, typer.Option(help="xlsx or csv / 表格格式")] = "",
    seed: Annotated[str, typer.Option(help="Start of chance / 随机起点")] = "",
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Ask nothing / 不提问")] = False,
    anyway: Annotated[
        bool, typer.Option(help="Even if questions cannot be graded / 有题不能判分也照做")
    ] = False,
    force: Annotated[bool, typer.Option(help="Replace a case there / 覆盖原有案例")] = False,
    language: Language = "",
) -> None:
    """Make a new case with planted stories / 做一个新案例."""
    from ka_helpers.cli.case_flags import Flags, started_from, with_flags

    use(language or preferred_language())
    flags = Flags(
        trade=trade, company_zh=company_zh, company_en=company_en, title_zh=title_zh,
        title_en=title_en, currency=currency, unit=unit, fiscal_year_start=fiscal_year_start,
        quarter=quarter, weeks=weeks, products=products, season=season,
        market_growth=market_growth, accounts=accounts, account=tuple(account or ()),
        annual_sales=annual_sales, story=tuple(story or ()), tables=tables, seed=seed,
    )  # fmt: skip
    out = Path(name)
    started = with_flags(started_from(out, from_case, recipe, force), flags)
    if not yes and recipe is None:
        started = _asked(started, flags.answered)
    _make(started, out, force, anyway)


def _asked(recipe: "Recipe", answered: frozenset[str]) -> "Recipe":
    from ka_helpers.cli.questions import ask_all, show_and_change

    return show_and_change(ask_all(recipe, answered))


def _make(recipe: "Recipe", out: Path, force: bool, anyway: bool) -> None:
    """Make the case, say what it does not do and what is next."""
    from ka_helpers.classroom.making import TRIES, make_sound_case

    def tell(number: int) -> None:
        typer.echo(say("scaffolding.again", number=number, tries=TRIES), err=True)

    typer.echo(say("scaffolding.making"), err=True)
    made = make_sound_case(recipe, out, force, anyway, tell)
    typer.echo(say("scaffolding.made", folder=str(made.folder)))
    for flaw in made.flaws:
        typer.echo(f"  {flaw.text}")
    shown = str(out)
    typer.echo(say("scaffolding.next", name=f'"{shown}"' if " " in shown else shown))
