"""What is rehearsed before the first fork works, and leaves the process safe to fork."""

import sys
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from ka_helpers.cases import load_case
from ka_helpers.rendering import rehearsal
from ka_helpers.rendering.engine.starting import OwnedServer
from ka_helpers.rendering.formats import FORMATS
from ka_helpers.rendering.layout import ACCOUNT_REVIEW
from ka_helpers.rendering.report import Job, preloaded
from ka_helpers.reviews.portfolio import build_portfolio, portfolio_to_json

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def job(tmp_path_factory):
    """A report of the synthetic case in all formats."""
    folder = tmp_path_factory.mktemp("rehearsal")
    case = load_case("beverage_china")
    kept = folder / "portfolio.json"
    kept.write_text(portfolio_to_json(build_portfolio(case, "2026Q2")), encoding="utf-8")
    given = {"case": str(case.path), "account_id": "K02", "quarter": "2026Q2", "language": "zh",
             "portfolio": str(kept)}  # fmt: skip
    stem = str(folder / "K02")
    return Job("K02", "K02", "zh", "2026Q2", str(ACCOUNT_REVIEW), given, stem, f"{stem}.html",
               FORMATS)  # fmt: skip


def test_a_rehearsal_makes_a_whole_review_and_writes_nothing(job):
    rehearsal._make(asdict(job))
    written = [path.name for path in Path(job.stem).parent.iterdir()]
    assert written == ["portfolio.json"]


def test_a_fault_in_the_data_is_left_to_the_report_itself(job):
    broken = {**asdict(job), "parameters": {**job.parameters, "account_id": "nobody"}}
    rehearsal.rehearse([broken])


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="processes are not forked here")
def test_the_process_that_reports_are_forked_from_has_one_thread(job):
    server = OwnedServer(preloaded([job]))
    server.close()
    assert server.greeting["threads"] == 1
    assert server.greeting["failed"] == []


def test_the_first_job_of_each_language_is_rehearsed(job):
    jobs = [replace(job, account_id=each, language=language)
            for each in ("rich", "poor") for language in ("en", "zh")]  # fmt: skip
    rehearsal_call = preloaded(jobs)[-1]
    rehearsed = [(each["account_id"], each["language"]) for each in rehearsal_call.values["jobs"]]
    assert sorted(rehearsed) == [("rich", "en"), ("rich", "zh")]
