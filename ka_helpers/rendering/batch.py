"""Review every account of a case: what changed, side by side, each report in its own process.

One failing report stops nothing; what has landed stays, also when the batch is stopped.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ka_helpers.cases import Case, load_case
from ka_helpers.errors import RequestError
from ka_helpers.i18n import say
from ka_helpers.rendering.engine import Answer, Processes
from ka_helpers.rendering.execution import RenderingError, write_atomically
from ka_helpers.rendering.html import plain_page
from ka_helpers.rendering.ledger import Entry
from ka_helpers.rendering.planning import BatchRequest, Plan, Planned
from ka_helpers.rendering.record import write_record
from ka_helpers.rendering.report import call_of, failed_report, preloaded
from ka_helpers.reviews.portfolio import build_portfolio, portfolio_to_json

MOST_NAMED = 30


@dataclass(frozen=True)
class Progress:
    """How far a batch is, after each report."""

    name: str
    done: int
    total: int
    failed: int
    seconds: float

    @property
    def per_minute(self) -> float:
        """Reports a minute so far."""
        return 60.0 * self.done / self.seconds if self.seconds > 0 else 0.0

    @property
    def seconds_left(self) -> float:
        """Seconds to the end, at the rate so far."""
        return (self.total - self.done) * self.seconds / self.done if self.done else 0.0


@dataclass(frozen=True)
class Outcome:
    """What came of one report: made for the reasons `why`, or left as it was if there is none.

    `failure` is None or one readable line in the report's language; `cpu_seconds` and `peak_mb`
    are of the process that made it. The portfolio's page has no account_id.
    """

    account_id: str
    language: str
    why: tuple[str, ...]
    failure: str | None = None
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_mb: float = 0.0


OnDone = Callable[[Progress], None]


def render_batch(request: BatchRequest, on_done: OnDone) -> tuple[Outcome, ...]:
    """Render every review asked for that changed, then the portfolio and index, and run.json.

    Returns an outcome for each report, also for those left as they were.

    Raises
    ------
    CaseError : the case has faults
    RequestError : no such account or quarter
    """
    started = time.time()
    case = load_case(request.case)
    portfolio = build_portfolio(case, request.quarter)
    _refuse_unknown(request, case)
    write_atomically(request.kept("portfolio.json"), portfolio_to_json(portfolio))
    plan = Plan(request, case, portfolio)
    planned, unchanged = _needed(plan)
    with Processes(preloaded([each.job for each in planned])) as processes:
        made = tuple(_reviews(plan, planned, processes, on_done))
        pages = tuple(_portfolio_pages(plan, processes))
    write_atomically(request.out / "index.html", _front_page(request))
    plan.ledger.compact()
    outcomes = (*unchanged, *made, *pages)
    write_record(request, outcomes, time.time() - started)
    return outcomes


def _refuse_unknown(request: BatchRequest, case: Case) -> None:
    unknown = sorted(set(request.accounts) - set(case.account_ids))
    if unknown:
        more = " …" if len(case.account_ids) > MOST_NAMED else ""
        known = ", ".join(case.account_ids[:MOST_NAMED]) + more
        raise RequestError("review.no_such_account", found=", ".join(unknown), known=known)


def _needed(plan: Plan) -> tuple[list[Planned], list[Outcome]]:
    """Return the reviews to make, dearest first, and the outcomes of those left as they are."""
    planned, unchanged = [], []
    for job, marks in plan.reviews():
        needed = plan.needed(job, marks)
        if needed is None:
            unchanged.append(Outcome(job.account_id, job.language, ()))
        else:
            planned.append(needed)
    return plan.by_cost(planned), unchanged


def _reviews(
    plan: Plan, planned: Sequence[Planned], processes: Processes, on_done: OnDone
) -> Iterator[Outcome]:
    """Make reviews and yield the outcome of each as it lands."""
    started, failed = time.monotonic(), 0
    made = _made(plan, planned, processes)
    for done, (each, outcome) in enumerate(made, start=1):
        yield outcome
        failed += outcome.failure is not None
        seconds = time.monotonic() - started
        on_done(Progress(each.job.account_name, done, len(planned), failed, seconds))


def _portfolio_pages(plan: Plan, processes: Processes) -> Iterator[Outcome]:
    """Yield the outcome of each language's page of all accounts."""
    planned = []
    for language in plan.request.languages:
        digests = f"[{','.join(entry.digest for entry in plan.listed(language))}]"
        write_atomically(plan.request.kept(f"digests_{language}.json"), digests)
        needed = plan.needed(*plan.portfolio_page(language, digests))
        if needed is None:
            yield Outcome("", language, ())
        else:
            planned.append(needed)
    yield from (outcome for _, outcome in _made(plan, planned, processes))


def _made(
    plan: Plan, planned: Sequence[Planned], processes: Processes
) -> Iterator[tuple[Planned, Outcome]]:
    """Make reports side by side; yield each as it lands, written into the ledger."""
    if not planned:
        return  # and start no process
    calls = (call_of(each.job) for each in planned)
    request = plan.request
    for index, answer in processes.run(calls, request.workers, request.limits):
        each, job = planned[index], planned[index].job
        made = answer.value if answer.failure is None else failed_report(job, _error(answer))
        cost = round(answer.cpu_seconds, 3)
        entry = Entry(job.account_id, job.language, each.marks, job.formats,
                      made["failure"], cost, made["digest"])  # fmt: skip
        plan.ledger.add(entry)
        yield each, Outcome(job.account_id, job.language, each.why, entry.failure,
                            answer.seconds, cost, answer.peak_mb)  # fmt: skip


def _error(answer: Answer) -> RenderingError:
    """Return what to tell the reader of a report whose process did not come to an end."""
    failure = answer.failure
    return RenderingError(
        f"review.process_{failure.kind}",  # type: ignore[union-attr]
        message=failure.message,  # type: ignore[union-attr]
        trace=failure.trace,  # type: ignore[union-attr]
        seconds=round(answer.seconds, 1),
        memory=round(answer.peak_mb),
    )


def _front_page(request: BatchRequest) -> str:
    links = "".join(
        f'<p class="ka-opening"><a href="{language}/index.html" lang="{language}">'
        f"{say('review.index_title', language, quarter=request.quarter)}</a></p>"
        for language in request.languages
    )
    body = f'<section class="ka-fragment"><h1>KA Kit</h1>{links}</section>'
    return plain_page("KA Kit", body, request.languages[0])
