"""Executed notebook -> one self-contained HTML page, by nbconvert and the kit's own template.

No code, no external address: stylesheet, script and pictures are inside the page.
"""

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from ka_helpers.errors import KaKitError
from ka_helpers.i18n import say
from ka_helpers.rendering.fragments import block, paragraph
from ka_helpers.rendering.layout import HTML_LANGUAGES, stylesheet

if TYPE_CHECKING:
    from nbformat import NotebookNode

_TERMINAL_COLOUR = re.compile(r"\x1b\[[0-9;]*m")


def export_html(
    notebook: "NotebookNode",
    title: str,
    language: str,
    sortable: bool = False,
    downloads: Sequence[tuple[str, str]] = (),
) -> str:
    """Return the page of an executed review or portfolio notebook.

    `downloads` are the same review in other formats: a label and an address each.
    """
    from ka_helpers.rendering.exporter import page_resources

    resources = {"ka": page_resources(title, language, sortable, tuple(downloads))}
    page, _ = _exporter().from_notebook_node(notebook, resources=resources)
    return str(page)


def failure_page(name: str, error: BaseException, language: str) -> str:
    """Return a page that says why an account's review could not be rendered."""
    values = error.values if isinstance(error, KaKitError) else {}
    said = error.said_in(language) if isinstance(error, KaKitError) else f"{error!r}"
    trace = _TERMINAL_COLOUR.sub("", str(values.get("trace", "")))
    details = f'<pre class="ka-trace">{escape(trace)}</pre>' if trace else ""
    heading = say("review.failed_title", language)
    body = block(
        "failure", heading, paragraph(said, "opening"),
        paragraph(say("review.failed_next", language), "next"), details,
    )  # fmt: skip
    back = (
        f'<nav class="ka-nav"><a href="../index.html">{say("review.to_index", language)}</a></nav>'
    )
    return plain_page(
        f"{name} · {heading}",
        f'<header class="ka-fragment ka-title"><h1>{escape(name)}</h1>{back}</header>{body.html}',
        language,
    )


def plain_page(title: str, body: str, language: str) -> str:
    """Return a page around ready-made fragments."""
    return (
        f'<!DOCTYPE html>\n<html lang="{HTML_LANGUAGES[language]}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{stylesheet()}</style></head>"
        f'<body><main class="ka-page">{body}</main></body></html>\n'
    )


@cache
def _exporter() -> Any:
    from ka_helpers.rendering.exporter import ReviewExporter

    return ReviewExporter()
