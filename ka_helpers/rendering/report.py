"""One report from beginning to end: run the notebook, write every format, say what came of it.

A report is two steps, with values that can be written as JSON: its notebook is run in a process of
its own (`run_report`); what is made of the notebook is made by the kit's own code, in a process
that is kept (`write_report`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ka_helpers.errors import KaKitError
from ka_helpers.i18n import say
from ka_helpers.rendering.engine import PRELOAD, Call
from ka_helpers.rendering.executed import executed_portfolio, executed_review
from ka_helpers.rendering.execution import execute, read_notebook, write_atomically
from ka_helpers.rendering.formats import FORMATS, PAGE, Executed, exported
from ka_helpers.rendering.html import export_html, failure_page
from ka_helpers.reviews.digest import digest_of, digest_of_failure, digests_to_json

if TYPE_CHECKING:
    from nbformat import NotebookNode

NEEDED = (
    *PRELOAD,
    "ka_helpers.cases",
    "ka_helpers.reviews.building",
    "ka_helpers.rendering.page",
    "ka_helpers.rendering.portfolio_page",
)
NEEDED_BY_FORMAT = {
    "pdf": "ka_helpers.rendering.pdf",
    "pptx": "ka_helpers.rendering.deck",
    "xlsx": "ka_helpers.rendering.workbook",
}


@dataclass(frozen=True)
class Job:
    """One report: a notebook to run with parameters, and the formats to write beside it.

    `stem` is the output's path without its ending, `page` that of the page; `execute` is False
    where the notebook of an earlier run still holds and only formats are missing.
    """

    account_id: str
    account_name: str
    language: str
    quarter: str
    template: str
    parameters: Mapping[str, Any]
    stem: str
    page: str
    formats: tuple[str, ...]
    deck_template: str = ""
    execute: bool = True

    def path(self, name: str) -> Path:
        """Return where a format goes; "ipynb" is the executed notebook."""
        return Path(self.page) if name == PAGE else Path(f"{self.stem}.{name}")


def call_of(job: Job) -> Call:
    """Return the call that makes a report."""
    here = "ka_helpers.rendering.report"
    return Call(f"{here}:run_report", {"job": asdict(job)}, then=f"{here}:write_report")


def preloaded(jobs: Sequence[Job]) -> tuple[str | Call, ...]:
    """Return what the process that reports are forked from imports, and calls, first.

    The first job of each language is rehearsed; jobs come dearest first, and what the account
    with the most data goes through is what the others go through too.
    """
    formats = {name for job in jobs for name in job.formats}
    modules = (module for name, module in NEEDED_BY_FORMAT.items() if name in formats)
    first_of = {job.language: job for job in reversed(jobs) if job.account_id}
    rehearsed = {"jobs": [asdict(job) for job in first_of.values()]}
    rehearsal = Call("ka_helpers.rendering.rehearsal:rehearse", rehearsed)
    return (*NEEDED, *modules, rehearsal)


def run_report(job: Mapping[str, Any]) -> dict[str, Any]:
    """Run one report's notebook; return what `write_report` goes on with."""
    wanted = _job(job)
    try:
        if wanted.execute:
            execute(Path(wanted.template), wanted.path("ipynb"), wanted.parameters)
    except Exception as error:  # one account's failure, whatever it is, must not stop the others
        return failed_report(wanted, error)
    return {"digest": "", "failure": None}


def write_report(job: Mapping[str, Any], made: Mapping[str, Any]) -> dict[str, Any]:
    """Write every format of a notebook that has been run; a failure becomes a readable page.

    Returns the digest as JSON text, "" for a portfolio, and the failure: None, or one readable
    line.
    """
    wanted = _job(job)
    if made["failure"]:
        return dict(made)
    try:
        notebook = read_notebook(wanted.path("ipynb"))
        if wanted.account_id:
            return _written_review(wanted, notebook)
        return _written_portfolio(wanted, notebook)
    except Exception as error:  # the same
        return failed_report(wanted, error)


def _job(values: Mapping[str, Any]) -> Job:
    return Job(**{**values, "formats": tuple(values["formats"])})


def _written_review(job: Job, notebook: "NotebookNode") -> dict[str, Any]:
    review = executed_review(notebook, job.language)
    title = _title(job, "review.page_title", name=job.account_name)
    failure = _write(job, notebook, review, title)
    return {"digest": _one_digest(digest_of(review.summary)), "failure": failure}


def _written_portfolio(job: Job, notebook: "NotebookNode") -> dict[str, Any]:
    portfolio = executed_portfolio(notebook, job.language)
    failure = _write(job, notebook, portfolio, _title(job, "review.index_title"), sortable=True)
    return {"digest": "", "failure": failure}


def failed_report(job: Job, error: BaseException) -> dict[str, Any]:
    """Write the page that says why a review could not be rendered, and drop what it replaces."""
    write_atomically(job.path(PAGE), failure_page(job.account_name, error, job.language))
    for name in ("ipynb", *FORMATS):
        if name != PAGE:
            job.path(name).unlink(missing_ok=True)
    digest = digest_of_failure(job.account_id, job.account_name)
    return {"digest": _one_digest(digest), "failure": _said(error, job.language)}


def _write(
    job: Job, notebook: "NotebookNode", executed: Executed, title: str, sortable: bool = False
) -> str | None:
    """Write every format; return what went wrong with those that could not be written."""
    template = Path(job.deck_template) if job.deck_template else None
    made = exported(executed, job.formats, template)
    written = [name for name, made_of in made.items() if isinstance(made_of, bytes)]
    page = export_html(notebook, title, job.language, sortable, _downloads(job, written))
    write_atomically(job.path(PAGE), page)
    for name in FORMATS:
        if name != PAGE:
            _write_format(job.path(name), made.get(name))
    faults = {name: fault for name, fault in made.items() if isinstance(fault, Exception)}
    return _said_of(faults, job.language) if faults else None


def _write_format(path: Path, made: bytes | Exception | None) -> None:
    """Write a format, or drop what an earlier run left: it would show other numbers."""
    if isinstance(made, bytes):
        write_atomically(path, made)
    else:
        path.unlink(missing_ok=True)


def _downloads(job: Job, written: Sequence[str]) -> list[tuple[str, str]]:
    """Return label and address, seen from the page, of the files beside it."""
    return [(name.upper(), job.path(name).name) for name in written]


def _said_of(faults: Mapping[str, Exception], language: str) -> str:
    lines = (
        say("review.format_failed", language, format=name, why=_said(fault, language))
        for name, fault in faults.items()
    )
    return "; ".join(lines)


def _said(error: BaseException, language: str) -> str:
    return error.said_in(language) if isinstance(error, KaKitError) else repr(error)


def _title(job: Job, key: str, **values: str) -> str:
    return say(key, job.language, quarter=job.quarter, **values)


def _one_digest(digest: Any) -> str:
    return digests_to_json((digest,))[1:-1]
