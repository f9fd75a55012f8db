"""The sortable list of all accounts: a row an account, a link to its review."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.rendering.fragments import Html
from ka_helpers.rendering.portfolio_wording import COLUMNS as FORMATS_BY_COLUMN
from ka_helpers.rendering.portfolio_wording import (
    UNKNOWN,
    by_size,
    channel_said,
    kpis_good,
    kpis_said,
    kpis_tone,
    position_said,
)
from ka_helpers.reviews.digest import Digest

COLUMNS = tuple(name for name, _ in FORMATS_BY_COLUMN)
NUMBERS = ("sales", "growth", "profit", "kpis")


@dataclass(frozen=True)
class Cell:
    """What a cell shows, as HTML, and the raw value it is sorted by ("" sorts last)."""

    html: Html
    value: str | float = ""


def account_list(
    digests: Sequence[Digest],
    caption: str,
    language: str,
    currency: str,
    formats: Sequence[str] = (),
) -> Html:
    """Return the table of all accounts, largest first; `formats` lie beside each page."""
    head = "".join(_header(name, language) for name in COLUMNS)
    rows = (_row(digest, language, currency, formats) for digest in by_size(digests))
    body = "".join(rows)
    return (
        f'<div class="ka-table"><table class="ka-sortable"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def page_address(account_id: str, ending: str = "html") -> str:
    """Return the address of an account's review in a format, seen from the index."""
    return f"accounts/{quote(account_id)}.{ending}"


def _header(name: str, language: str) -> Html:
    side = ' class="ka-number"' if name in NUMBERS else ""
    label = escape(say(f"review.accounts_{name}", language))
    return f'<th scope="col"{side}><button type="button">{label}</button></th>'


def _row(digest: Digest, language: str, currency: str, formats: Sequence[str]) -> Html:
    cells = _cells(digest, language, currency, _links(digest, formats))
    return f"<tr>{''.join(_cell(name, cells[name]) for name in COLUMNS)}</tr>"


def _cell(name: str, cell: Cell) -> Html:
    side = ' class="ka-number"' if name in NUMBERS else ""
    kinds = {"finding": "ka-long", "channel": "ka-short", "position": "ka-short"}
    kind = f' class="{kinds[name]}"' if name in kinds else side
    return f'<td{kind} data-value="{escape(str(cell.value))}">{cell.html}</td>'


def _links(digest: Digest, formats: Sequence[str]) -> Html:
    """Return the account's name as a link to its page, and the other formats under it."""
    page = f'<a href="{page_address(digest.account_id)}">{escape(digest.name)}</a>'
    if not digest.rendered or not formats:
        return page
    others = " ".join(
        f'<a href="{page_address(digest.account_id, name)}" download>{name.upper()}</a>'
        for name in formats
    )
    return f'{page}<span class="ka-formats">{others}</span>'


def _cells(digest: Digest, language: str, currency: str, link: Html) -> dict[str, Cell]:
    if not digest.rendered:
        failed = escape(say("review.accounts_not_rendered", language))
        chip = Cell(f'<span class="ka-chip ka-bad">{failed}</span>', failed)
        return {
            **dict.fromkeys(COLUMNS, Cell("")),
            "account": Cell(link, digest.name),
            "finding": chip,
        }
    channel = channel_said(digest, language)
    return {
        "account": Cell(link, digest.name),
        "channel": Cell(escape(channel), channel),
        "sales": _number(digest.sales, "money", language, currency),
        "growth": _number(digest.growth, "change", language, currency),
        "profit": _number(digest.profit, "money", language, currency),
        "position": _position(digest, language),
        "kpis": _kpis(digest, language),
        "finding": _finding(digest, language),
    }


def _number(value: float | None, form: str, language: str, currency: str) -> Cell:
    return Cell(escape(FORMATS[form](value, language, currency)), "" if value is None else value)


def _position(digest: Digest, language: str) -> Cell:
    if digest.quadrant is None:
        return Cell(UNKNOWN)
    name = say(f"position.quadrant_{digest.quadrant}", language)
    return Cell(escape(position_said(digest, language)), name)


def _kpis(digest: Digest, language: str) -> Cell:
    good, judged = kpis_good(digest)
    if not judged:
        return Cell(UNKNOWN)
    text, tone = escape(kpis_said(digest, language)), kpis_tone(digest)
    return Cell(f'<span class="ka-chip ka-{tone}">{text}</span>', good / judged)


def _finding(digest: Digest, language: str) -> Cell:
    if not digest.findings:
        return Cell(UNKNOWN)
    first = digest.findings[0]
    text = first.headline(language)
    tone = escape(say(f"review.tone_{first.tone}", language))
    return Cell(f'<span class="ka-chip ka-{first.tone}">{tone}</span> {escape(text)}', text)
