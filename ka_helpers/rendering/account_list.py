"""The sortable list of all accounts: a row an account, a link to its review."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from ka_helpers.i18n import say
from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.rendering.fragments import Html
from ka_helpers.reviews.digest import Digest

COLUMNS = ("account", "channel", "sales", "growth", "profit", "position", "kpis", "finding")
NUMBERS = ("sales", "growth", "profit", "kpis")


@dataclass(frozen=True)
class Cell:
    """What a cell shows, as HTML, and the raw value it is sorted by ("" sorts last)."""

    html: Html
    value: str | float = ""


def account_list(digests: Sequence[Digest], caption: str, language: str, currency: str) -> Html:
    """Return the table of all accounts, largest first."""
    head = "".join(_header(name, language) for name in COLUMNS)
    by_size = sorted(digests, key=lambda digest: -(digest.sales or 0.0))
    body = "".join(_row(digest, language, currency) for digest in by_size)
    return (
        f'<div class="ka-table"><table class="ka-sortable"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def page_address(account_id: str) -> str:
    """Return the address of an account's review, seen from the index."""
    return f"accounts/{quote(account_id)}.html"


def _header(name: str, language: str) -> Html:
    side = ' class="ka-number"' if name in NUMBERS else ""
    label = escape(say(f"review.accounts_{name}", language))
    return f'<th scope="col"{side}><button type="button">{label}</button></th>'


def _row(digest: Digest, language: str, currency: str) -> Html:
    cells = _cells(digest, language, currency)
    return f"<tr>{''.join(_cell(name, cells[name]) for name in COLUMNS)}</tr>"


def _cell(name: str, cell: Cell) -> Html:
    side = ' class="ka-number"' if name in NUMBERS else ""
    kinds = {"finding": "ka-long", "channel": "ka-short", "position": "ka-short"}
    kind = f' class="{kinds[name]}"' if name in kinds else side
    return f'<td{kind} data-value="{escape(str(cell.value))}">{cell.html}</td>'


def _cells(digest: Digest, language: str, currency: str) -> dict[str, Cell]:
    link = f'<a href="{page_address(digest.account_id)}">{escape(digest.name)}</a>'
    if not digest.rendered:
        failed = escape(say("review.accounts_not_rendered", language))
        chip = Cell(f'<span class="ka-chip ka-bad">{failed}</span>', failed)
        return {
            **dict.fromkeys(COLUMNS, Cell("")),
            "account": Cell(link, digest.name),
            "finding": chip,
        }
    channel = say(f"review.channel_{digest.channel}", language) if digest.channel else ""
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
        return Cell("–")
    name = say(f"position.quadrant_{digest.quadrant}", language)
    if digest.borderline:
        said = say("position.borderline_class", language, quadrant=name)
        return Cell(escape(said), name)
    return Cell(escape(name), name)


def _kpis(digest: Digest, language: str) -> Cell:
    judged = [status for _, status in digest.statuses if status != "unknown"]
    if not judged:
        return Cell("–")
    good = judged.count("good")
    tone = "bad" if good * 2 < len(judged) else "good" if good == len(judged) else "warn"
    text = escape(say("review.accounts_kpis_value", language, good=good, judged=len(judged)))
    return Cell(f'<span class="ka-chip ka-{tone}">{text}</span>', good / len(judged))


def _finding(digest: Digest, language: str) -> Cell:
    if not digest.findings:
        return Cell("–")
    first = digest.findings[0]
    text = first.headline(language)
    tone = escape(say(f"review.tone_{first.tone}", language))
    return Cell(f'<span class="ka-chip ka-{first.tone}">{tone}</span> {escape(text)}', text)
