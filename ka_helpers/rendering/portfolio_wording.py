"""What the review of all accounts says, whatever it is written in: page, print, deck, workbook.

Not in here: any format; what one account's review says (`wording`).
"""

from collections.abc import Sequence

from ka_helpers.i18n import say
from ka_helpers.reviews.digest import Digest
from ka_helpers.reviews.findings import Finding
from ka_helpers.reviews.portfolio_summary import PortfolioSummary
from ka_helpers.tables.table import TEXT, Table, TableColumn, Value

MOST_HEADLINES = 8
COLUMNS = (
    ("account", TEXT), ("channel", TEXT), ("sales", "money"), ("growth", "change"),
    ("profit", "money"), ("position", TEXT), ("kpis", TEXT), ("finding", TEXT),
)  # fmt: skip
UNKNOWN = "–"


def portfolio_kicker(portfolio: PortfolioSummary, language: str) -> str:
    """Return whose accounts these are: the company and its case."""
    company = portfolio.our_company.in_language(language)
    return f"{company} · {portfolio.case_title.in_language(language)}"


def portfolio_heading(portfolio: PortfolioSummary, language: str) -> str:
    """Return the title of the review of all accounts."""
    return say("review.index_title", language, quarter=portfolio.quarter)


def portfolio_opening(portfolio: PortfolioSummary, language: str) -> str:
    """Return in one sentence how all accounts do together; another says if only some were seen."""
    growth, reviewed = portfolio.growth, sum(each.rendered for each in portfolio.digests)
    opening = say(
        "review.portfolio_opening_no_growth" if growth is None else "review.portfolio_opening",
        language,
        currency=portfolio.currency,
        n=portfolio.accounts,
        sales=portfolio.sales,
        growth=growth,
        before=portfolio.before or "",
        act=len(first_findings(portfolio.digests)),
    )
    if reviewed == portfolio.accounts:
        return opening
    counts = {"reviewed": reviewed, "n": portfolio.accounts}
    return say("review.portfolio_partly", language, opening=opening, **counts)


def first_findings(digests: Sequence[Digest]) -> list[tuple[Digest, Finding]]:
    """Return each account that needs action with its first finding, most money first."""
    grave = [
        (digest, digest.findings[0])
        for digest in digests
        if digest.findings and digest.findings[0].tone == "bad"
    ]
    return sorted(grave, key=lambda pair: (-abs(pair[1].stake or 0.0), pair[0].account_id))


def by_size(digests: Sequence[Digest]) -> list[Digest]:
    """Return the accounts in the order of their list: largest sales first."""
    return sorted(digests, key=lambda digest: -(digest.sales or 0.0))


def accounts_caption(portfolio: PortfolioSummary, language: str) -> str:
    """Return the title of the list of all accounts: quarter, n, unit and source."""
    return say(
        "review.accounts_caption", language, quarter=portfolio.quarter, n=len(portfolio.digests),
        currency=portfolio.currency,
    )  # fmt: skip


def accounts_table(
    portfolio: PortfolioSummary, language: str, digests: Sequence[Digest] | None = None
) -> Table:
    """Return a row an account with its gravest finding, largest first.

    Parameters
    ----------
    digests : the accounts to list in this order, all by size if None
    """
    listed = by_size(portfolio.digests) if digests is None else digests
    return Table(
        title=accounts_caption(portfolio, language),
        columns=tuple(
            TableColumn(say(f"review.accounts_{name}", language), form) for name, form in COLUMNS
        ),
        rows=tuple(_row(digest, language) for digest in listed),
        language=language,
        currency=portfolio.currency,
        statuses=tuple(_tone(digest) for digest in listed),
    )


def channel_said(digest: Digest, language: str) -> str:
    """Return the account's channel, "" if unknown."""
    return say(f"review.channel_{digest.channel}", language) if digest.channel else ""


def position_said(digest: Digest, language: str) -> str:
    """Return the account's place in the matrix; a borderline one says so."""
    if digest.quadrant is None:
        return UNKNOWN
    name = say(f"position.quadrant_{digest.quadrant}", language)
    if digest.borderline:
        return say("position.borderline_class", language, quadrant=name)
    return name


def kpis_said(digest: Digest, language: str) -> str:
    """Return how many of the KPIs judged are good: 3/5."""
    good, judged = kpis_good(digest)
    if not judged:
        return UNKNOWN
    return say("review.accounts_kpis_value", language, good=good, judged=judged)


def kpis_good(digest: Digest) -> tuple[int, int]:
    """Return how many KPIs are good, of how many judged."""
    judged = [status for _, status in digest.statuses if status != "unknown"]
    return judged.count("good"), len(judged)


def kpis_tone(digest: Digest) -> str:
    """Return the colour of that: good if all are, bad if fewer than half, "" if none is judged."""
    good, judged = kpis_good(digest)
    if not judged:
        return ""
    return "bad" if good * 2 < judged else "good" if good == judged else "warn"


def _row(digest: Digest, language: str) -> tuple[Value, ...]:
    if not digest.rendered:
        failed = say("review.accounts_not_rendered", language)
        return (digest.name, "", None, None, None, "", "", failed)
    said = digest.findings[0].headline(language) if digest.findings else UNKNOWN
    return (digest.name, channel_said(digest, language), digest.sales, digest.growth,
            digest.profit, position_said(digest, language), kpis_said(digest, language),
            said)  # fmt: skip


def _tone(digest: Digest) -> str:
    if not digest.rendered:
        return "bad"
    return digest.findings[0].tone if digest.findings else ""
