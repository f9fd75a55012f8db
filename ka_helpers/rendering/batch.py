"""Review every account of a case: run, export, go on when one fails, record what happened."""

import json
import platform
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path

from ka_helpers import __version__
from ka_helpers.cases import load_case
from ka_helpers.errors import KaKitError, RequestError
from ka_helpers.i18n import say
from ka_helpers.rendering.execution import carried_summary, execute, write_atomically
from ka_helpers.rendering.html import export_html, failure_page, plain_page
from ka_helpers.rendering.layout import ACCOUNT_REVIEW, PORTFOLIO_REVIEW
from ka_helpers.reviews.digest import Digest, digest_of, digest_of_failure, digests_to_json
from ka_helpers.reviews.portfolio import Portfolio, build_portfolio, portfolio_to_json

RECORDED = ("pandas", "matplotlib", "duckdb", "papermill", "nbconvert", "ipykernel")
MOST_NAMED = 30

OnDone = Callable[[str, int, int], None]
"""Called after each review with the account's name, how many are done, and of how many."""


@dataclass(frozen=True)
class BatchRequest:
    """What to render: a case, a quarter, accounts (none named: all), languages, where to.

    `template` is the account review's notebook; a company may pass its own.
    """

    case: str
    quarter: str
    out: Path
    languages: tuple[str, ...] = ("en",)
    accounts: tuple[str, ...] = ()
    workers: int = 1
    template: Path = ACCOUNT_REVIEW


@dataclass(frozen=True)
class Job:
    """One review: one account in one language."""

    case: str
    quarter: str
    account_id: str
    account_name: str
    language: str
    out: Path
    template: Path = ACCOUNT_REVIEW

    @property
    def notebook(self) -> Path:
        """Where the executed notebook goes."""
        return self.out / self.language / "accounts" / f"{self.account_id}.ipynb"


@dataclass(frozen=True)
class Outcome:
    """What came of one job; `failure` is None or one readable line in the job's language."""

    account_id: str
    language: str
    seconds: float
    digest: Digest
    failure: str | None = None


def render_batch(request: BatchRequest, on_done: OnDone) -> tuple[Outcome, ...]:
    """Render every review asked for, then the portfolio and index, and write run.json.

    Raises
    ------
    CaseError : the case has faults
    RequestError : no such account or quarter
    """
    started = time.time()
    case = load_case(request.case)
    request = replace(request, case=str(case.path.resolve()))  # kernels run in another folder
    portfolio = build_portfolio(case, request.quarter)
    unknown = sorted(set(request.accounts) - set(case.account_ids))
    if unknown:
        known = ", ".join(case.account_ids[:MOST_NAMED]) + (
            " …" if len(case.account_ids) > MOST_NAMED else ""
        )
        raise RequestError("review.no_such_account", found=", ".join(unknown), known=known)
    write_atomically(_portfolio_file(request.out), portfolio_to_json(portfolio))
    outcomes = tuple(_run_all(_jobs(request, portfolio), request.workers, on_done))
    _write_portfolio(request, outcomes)
    _record(request, outcomes, time.time() - started)
    return outcomes


def _jobs(request: BatchRequest, portfolio: Portfolio) -> list[Job]:
    where = (request.out, request.template)
    return [
        Job(request.case, request.quarter, account_id, name, language, *where)
        for language in request.languages
        for account_id, name in portfolio.names
        if not request.accounts or account_id in request.accounts
    ]


def render_account(job: Job) -> Outcome:
    """Render one review to a notebook and a page; a failure becomes a readable page."""
    started = time.perf_counter()
    page = job.notebook.with_suffix(".html")
    parameters = {
        "case": job.case,
        "account_id": job.account_id,
        "quarter": job.quarter,
        "language": job.language,
        "portfolio": str(_portfolio_file(job.out)),
    }
    try:
        notebook = execute(job.template, job.notebook, parameters)
        digest, failure = digest_of(carried_summary(notebook)), None
        title = say("review.page_title", job.language, name=job.account_name, quarter=job.quarter)
        text = export_html(notebook, title, job.language)
    except Exception as error:  # one account's failure, whatever it is, must not stop the others
        digest = digest_of_failure(job.account_id, job.account_name)
        failure = error.said_in(job.language) if isinstance(error, KaKitError) else repr(error)
        text = failure_page(job.account_name, error, job.language)
    write_atomically(page, text)
    seconds = time.perf_counter() - started
    return Outcome(job.account_id, job.language, seconds, digest, failure)


def _run_all(jobs: Sequence[Job], workers: int, on_done: OnDone) -> Iterator[Outcome]:
    """Yield outcomes as they come; jobs that a dying worker took along run again, alone."""
    count, orphans = 0, []
    for done, job in _in_pool(jobs, min(workers, len(jobs)) or 1):
        if isinstance(done.exception(), BrokenProcessPool):
            orphans.append(job)
            continue
        count += 1
        yield _result(done, job)
        on_done(job.account_name, count, len(jobs))
    for orphan in orphans:
        count += 1
        yield from (_result(done, job) for done, job in _in_pool([orphan], 1))
        on_done(orphan.account_name, count, len(jobs))


def _in_pool(jobs: Sequence[Job], workers: int) -> Iterator[tuple[Future[Outcome], Job]]:
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        running = {pool.submit(render_account, job): job for job in jobs}
        for done in as_completed(running):
            yield done, running[done]
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _result(done: Future[Outcome], job: Job) -> Outcome:
    """Return the outcome, or a failure if the worker died over this very job."""
    error = done.exception()
    if error is None:
        return done.result()
    page = job.notebook.with_suffix(".html")
    write_atomically(page, failure_page(job.account_name, error, job.language))
    digest = digest_of_failure(job.account_id, job.account_name)
    return Outcome(job.account_id, job.language, 0.0, digest, repr(error))


def _write_portfolio(request: BatchRequest, outcomes: Sequence[Outcome]) -> None:
    for language in request.languages:
        digests = tuple(outcome.digest for outcome in outcomes if outcome.language == language)
        digest_file = request.out / language / "digests.json"
        write_atomically(digest_file, digests_to_json(digests))
        parameters = {
            "case": request.case,
            "quarter": request.quarter,
            "language": language,
            "portfolio": str(_portfolio_file(request.out)),
            "digests": str(digest_file),
        }
        folder = request.out / language
        notebook = execute(PORTFOLIO_REVIEW, folder / "portfolio.ipynb", parameters)
        title = say("review.index_title", language, quarter=request.quarter)
        write_atomically(
            folder / "index.html", export_html(notebook, title, language, sortable=True)
        )
    write_atomically(request.out / "index.html", _front_page(request))


def _front_page(request: BatchRequest) -> str:
    links = "".join(
        f'<p class="ka-opening"><a href="{language}/index.html" lang="{language}">'
        f"{say('review.index_title', language, quarter=request.quarter)}</a></p>"
        for language in request.languages
    )
    body = f'<section class="ka-fragment"><h1>KA Kit</h1>{links}</section>'
    return plain_page("KA Kit", body, request.languages[0])


def _record(request: BatchRequest, outcomes: Sequence[Outcome], seconds: float) -> None:
    record = {
        "case": request.case,
        "quarter": request.quarter,
        "languages": request.languages,
        "workers": request.workers,
        "seconds": round(seconds, 2),
        "rendered": sum(outcome.failure is None for outcome in outcomes),
        "failed": sum(outcome.failure is not None for outcome in outcomes),
        "versions": {
            "ka-kit": __version__,
            "python": platform.python_version(),
            **{name: version(name) for name in RECORDED},
        },
        "reviews": [
            {key: value for key, value in asdict(outcome).items() if key != "digest"}
            for outcome in sorted(outcomes, key=lambda o: (o.language, o.account_id))
        ],
    }
    text = json.dumps(record, ensure_ascii=False, indent=1) + "\n"
    write_atomically(request.out / "run.json", text)


def _portfolio_file(out: Path) -> Path:
    return (out / "portfolio.json").resolve()
