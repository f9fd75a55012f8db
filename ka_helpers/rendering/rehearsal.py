"""Make a review once in memory and keep nothing of it: what is forked afterwards is warm.

The first review in a process costs several times the next one: modules, catalogues, schemas and
templates are read, and Python learns which paths of the code are hot. Runs the kit's own functions
on the case's data, never a notebook's cells, and nothing that starts a thread.
"""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

TIMES = 2


def rehearse(jobs: Sequence[Mapping[str, Any]]) -> None:
    """Make each job's review in memory; a fault will be told by the report itself."""
    for job in jobs:
        for _ in range(TIMES):
            with suppress(Exception):
                _make(job)


def _make(job: Mapping[str, Any]) -> None:
    from nbformat import v4

    from ka_helpers.cases import load_case
    from ka_helpers.rendering.executed import ExecutedReview, pictures_in
    from ka_helpers.rendering.execution import declared_parameters_of
    from ka_helpers.rendering.html import export_html
    from ka_helpers.rendering.page import NAVIGATION, ReviewPage
    from ka_helpers.reviews.building import build_summary
    from ka_helpers.reviews.digest import digest_of, digests_to_json
    from ka_helpers.reviews.portfolio import portfolio_for
    from ka_helpers.reviews.summary import from_json, to_json

    given = job["parameters"]
    declared_parameters_of(job["template"])
    case = load_case(given["case"])
    portfolio = portfolio_for(case, given["quarter"], given["portfolio"])
    summary = build_summary(case.slice(given["account_id"]), given["quarter"], portfolio)
    page = ReviewPage(summary, given["language"])
    own = {"headline": page.headline, "scorecard": page.scorecard, "skipped": page.skipped}
    blocks = [page.title(), *(own[k]() if k in own else page.section(k) for k in NAVIGATION)]
    digests_to_json((digest_of(from_json(to_json(summary))),))
    notebook = v4.new_notebook(cells=[_shown(v4, block.html) for block in blocks])
    export_html(notebook, "", given["language"])
    _export(ExecutedReview(summary, given["language"], pictures_in(notebook)), job)


def _export(review: Any, job: Mapping[str, Any]) -> None:
    from ka_helpers.rendering import pdf
    from ka_helpers.rendering.formats import exported

    if "pdf" in job["formats"]:
        pdf.prepare()  # printing itself starts threads
    rest = [name for name in job["formats"] if name != "pdf"]
    exported(review, rest, Path(job["deck_template"]) if job["deck_template"] else None)


def _shown(v4: Any, html: str) -> Any:
    output = v4.new_output("execute_result", {"text/html": html})
    return v4.new_code_cell("", outputs=[output], metadata={"tags": []})
