"""A batch: isolated accounts, honest record, nothing outside the output folder."""

import json
import multiprocessing
import shutil

import nbformat
import pytest

from ka_helpers.cases import load_case
from ka_helpers.errors import RequestError
from ka_helpers.rendering.batch import BatchRequest, render_batch
from ka_helpers.rendering.execution import RenderingError, carried_summary, execute, read_notebook
from ka_helpers.rendering.layout import ACCOUNT_REVIEW, ROOT

pytestmark = pytest.mark.slow
BREAKS_FOR_ONE = 'assert account_id != "{}", "this account breaks"'


def nothing(name, done, total):
    """Show no progress."""


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """Three accounts in both languages, rendered with a template that breaks for the second."""
    accounts = load_case("beverage_china").account_ids[:3]
    folder = tmp_path_factory.mktemp("batch")
    template = nbformat.read(ACCOUNT_REVIEW, as_version=4)
    template.cells[-1].source = (
        BREAKS_FOR_ONE.format(accounts[1]) + "\n" + template.cells[-1].source
    )
    nbformat.write(template, folder / "template.ipynb")
    request = BatchRequest(
        "beverage_china", "2026Q2", folder / "out", ("en", "zh"), accounts,
        workers=2, template=folder / "template.ipynb",
    )  # fmt: skip
    progress = []
    outcomes = render_batch(request, lambda *step: progress.append(step))
    return request, outcomes, progress


def test_one_failing_account_does_not_stop_the_others(batch):
    request, outcomes, _ = batch
    failed = {(o.account_id, o.language) for o in outcomes if o.failure}
    assert failed == {(request.accounts[1], "en"), (request.accounts[1], "zh")}


def test_the_failure_is_a_page_a_reader_understands(batch):
    request, _, _ = batch
    for language, words in (("en", "could not be rendered"), ("zh", "未能生成")):
        page = request.out / language / "accounts" / f"{request.accounts[1]}.html"
        text = page.read_text(encoding="utf-8")
        assert words in text
        assert "this account breaks" in text


def test_every_account_has_its_page_and_its_line_in_the_index(batch):
    request, _, _ = batch
    for language in request.languages:
        index = (request.out / language / "index.html").read_text(encoding="utf-8")
        for account_id in request.accounts:
            assert (request.out / language / "accounts" / f"{account_id}.html").is_file()
            assert f'href="accounts/{account_id}.html"' in index
    assert (request.out / "index.html").is_file()


def test_the_executed_notebook_carries_the_summary(batch):
    request, _, _ = batch
    notebook = read_notebook(request.out / "en" / "accounts" / f"{request.accounts[0]}.ipynb")
    summary = carried_summary(notebook)
    assert summary.account.account_id == request.accounts[0]
    assert summary.quarter == "2026Q2"


def test_the_record_names_versions_timings_and_failures(batch):
    request, outcomes, progress = batch
    record = json.loads((request.out / "run.json").read_text(encoding="utf-8"))
    assert (record["rendered"], record["failed"]) == (4, 2)
    assert {"ka-kit", "python", "pandas"} <= set(record["versions"])
    assert all(review["seconds"] > 0 for review in record["reviews"])
    assert progress[-1][1:] == (len(outcomes), len(outcomes))


def test_no_partial_file_is_left(batch):
    request, _, _ = batch
    assert not list(request.out.rglob("*.partial*"))


def test_an_unknown_account_or_quarter_is_refused_before_anything_runs(tmp_path):
    for quarter, accounts in (("1999Q1", ()), ("2026Q2", ("nobody",))):
        with pytest.raises(RequestError):
            render_batch(
                BatchRequest("beverage_china", quarter, tmp_path, accounts=accounts), nothing
            )
    assert not list(tmp_path.rglob("*.html"))


def test_an_unknown_parameter_is_an_error(tmp_path):
    with pytest.raises(RequestError) as error:
        execute(ACCOUNT_REVIEW, tmp_path / "a.ipynb", {"acount_id": "K01"})
    assert "acount_id" in error.value.said_in("zh")


def test_a_notebook_without_summary_says_so():
    empty = nbformat.v4.new_notebook()
    with pytest.raises(RenderingError):
        carried_summary(empty)


def test_a_kernel_that_dies_is_a_failure_not_a_hang(tmp_path):
    cells = [nbformat.v4.new_code_cell("import os; os._exit(3)")]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), tmp_path / "dies.ipynb")
    with pytest.raises(RenderingError) as error:
        execute(tmp_path / "dies.ipynb", tmp_path / "out.ipynb", {})
    assert error.value.values["name"] == "DeadKernelError"


def test_a_worker_that_dies_takes_no_other_review_along(tmp_path):
    accounts = load_case("beverage_china").account_ids[:3]
    request = BatchRequest("beverage_china", "2026Q2", tmp_path, ("en",), accounts, workers=2)
    killed = []

    def kill_a_worker(name, done, total):
        if not killed:
            killed.append(multiprocessing.active_children()[0])
            killed[0].kill()

    outcomes = render_batch(request, kill_a_worker)
    assert sorted(outcome.account_id for outcome in outcomes) == sorted(accounts)
    assert [outcome.failure for outcome in outcomes] == [None] * 3


HOSTILE = {
    "H1": "../../etc/passwd",
    "H2": "A$B_{C}",
    "H3": "<script>alert(1)</script>",
    "H4": "=cmd|' /C calc'!A0",
    "H5": "客户 №1 🛒",
    "H6": "很长的名字long" * 34,
}


def test_hostile_names_render_and_write_nothing_outside(tmp_path):
    source = load_case("beverage_china")
    folder, out = tmp_path / "hostile", tmp_path / "out"
    shutil.copytree(source.path, folder, ignore=shutil.ignore_patterns(".ka-kit", "truth"))
    accounts = source.accounts.head(len(HOSTILE)).account_id.tolist()
    renamed = dict(zip(accounts, HOSTILE.values(), strict=True))
    _rename(folder / "account.csv", renamed)
    before = {path for path in tmp_path.rglob("*") if out not in path.parents and path != out}
    request = BatchRequest(str(folder), "2026Q2", out, ("zh",), tuple(accounts), workers=2)
    outcomes = render_batch(request, nothing)
    assert [outcome.failure for outcome in outcomes] == [None] * len(HOSTILE)
    after = {path for path in tmp_path.rglob("*") if out not in path.parents and path != out}
    assert {path for path in after - before if ".ka-kit" not in path.parts} == set()
    index = (out / "zh" / "index.html").read_text(encoding="utf-8")
    assert "<script>alert(1)" not in index
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in index
    for account_id in accounts:
        page = (out / "zh" / "accounts" / f"{account_id}.html").read_text(encoding="utf-8")
        assert "<script>alert(1)" not in page


def _rename(path, names):
    import csv

    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["account_name"] = names.get(row["account_id"], row["account_name"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_nothing_is_rendered_into_the_checkout(batch):
    request, _, _ = batch
    assert ROOT not in request.out.parents
