"""Tables of all accounts: who they are to us, how concentrated sales are, what classes ask."""

from ka_helpers.i18n import say
from ka_helpers.metrics.portfolio import PortfolioAssessment, PortfolioRow
from ka_helpers.tables.table import Table, TableColumn, Value

MOST_ROWS = 200


def lay_out_accounts(portfolio: PortfolioAssessment, language: str, currency: str = "CNY") -> Table:
    """Return a row an account, the largest first, at most `MOST_ROWS`."""
    columns = (
        ("rank", "count"), ("account", "text"), (portfolio.sales_kind, "money"),
        ("share", "share"), ("cumulative", "share"), ("abc", "text"), ("growth", "change"),
        ("quadrant", "text"), ("trade_cost", "share"), ("profit", "money"),
    )  # fmt: skip
    rows = portfolio.rows[:MOST_ROWS]
    return Table(
        title=say("portfolio.table_accounts", language),
        columns=_columns(columns, language),
        rows=tuple(_account_row(row, language) for row in rows),
        language=language,
        currency=currency,
        note=say("portfolio.accounts_note", language, shown=len(rows), n=len(portfolio.rows)),
    )


def lay_out_concentration(
    portfolio: PortfolioAssessment, language: str, currency: str = "CNY"
) -> Table:
    """Return how much hangs on how few: the top 20 %, the largest, classes, the index."""
    largest = portfolio.rows[0]
    top = say("portfolio.top_accounts", language, n=portfolio.top_n)
    loss = say("portfolio.lose_largest", language, name=largest.name)
    figures: list[tuple[str, Value, str]] = [
        (top, portfolio.top_share, "share"), (loss, largest.share, "share"),
    ]  # fmt: skip
    if largest.profit_share is not None:
        said = say("portfolio.lose_largest_profit", language, name=largest.name)
        figures.append((said, largest.profit_share, "share"))
    figures += [
        (say("portfolio.abc_class", language, name=size.name, n=size.n), size.share, "share")
        for size in portfolio.abc
    ]
    figures += [
        (say("portfolio.hhi", language), portfolio.hhi, "ratio"),
        (say("portfolio.effective", language), portfolio.effective_accounts, "number"),
    ]
    return Table(
        title=say("portfolio.table_concentration", language),
        columns=_columns((("figure", "text"), ("value", "each")), language),
        rows=tuple((name, value) for name, value, _ in figures),
        language=language,
        currency=currency,
        note=say("portfolio.concentration_note", language, n=len(portfolio.rows),
                 total=portfolio.total, currency=currency,
                 kind=f"portfolio.{portfolio.sales_kind}"),
        formats=tuple(form for *_, form in figures),
    )  # fmt: skip


def lay_out_classes(portfolio: PortfolioAssessment, language: str, currency: str = "CNY") -> Table:
    """Return the four classes of the matrix: accounts, share of sales, what each asks for."""
    columns = (("quadrant", "text"), ("n", "count"), ("share", "share"), ("response", "text"))
    return Table(
        title=say("portfolio.table_classes", language),
        columns=_columns(columns, language),
        rows=tuple(
            (say(f"position.quadrant_{size.name}", language), size.n, size.share,
             say(f"position.response_{size.name}", language))
            for size in portfolio.quadrants
        ),
        language=language,
        currency=currency,
        note=say("portfolio.classes_note", language, n=sum(s.n for s in portfolio.quadrants)),
    )  # fmt: skip


def _account_row(row: PortfolioRow, language: str) -> tuple[Value, ...]:
    name = None if row.quadrant is None else say(f"position.quadrant_{row.quadrant}", language)
    if name is not None and row.borderline:
        name = say("position.borderline_class", language, quadrant=name)
    return (
        row.rank, row.name, row.sales, row.share, row.cumulative_share, row.abc, row.growth, name,
        row.trade_cost_ratio, row.profit,
    )  # fmt: skip


def _columns(columns: tuple[tuple[str, str], ...], language: str) -> tuple[TableColumn, ...]:
    return tuple(TableColumn(say(f"portfolio.{name}", language), form) for name, form in columns)
