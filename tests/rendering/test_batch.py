"""A batch: isolated accounts, honest record, nothing outside the output folder."""

import json
import shutil

import nbformat
import pytest

from ka_helpers.cases import load_case
from ka_helpers.errors import RequestError
from ka_helpers.rendering.batch import render_batch
from ka_helpers.rendering.engine import Limits
from ka_helpers.rendering.execution import RenderingError, carried_summary, execute, read_notebook
from ka_helpers.rendering.layout import ACCOUNT_REVIEW, ROOT
from ka_helpers.rendering.planning import BatchRequest

pytestmark = pytest.mark.slow
BREAKS_FOR_ONE = 'assert account_id != "{}", "this account breaks"'


def nothing(progress):
    """Show no progress."""


def reviews(outcomes):
    """Return the outcomes of account reviews, without the pages of all accounts."""
    return [outcome for outcome in outcomes if outcome.account_id]


def review_that_does(first_line, path):
    """Write the review's template with a line before its last cell's."""
    template = nbformat.read(ACCOUNT_REVIEW, as_version=4)
    template.cells[-1].source = f"{first_line}\n{template.cells[-1].source}"
    nbformat.write(template, path)
    return path


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    """Three accounts in both languages, rendered with a template that breaks for the second."""
    accounts = load_case("beverage_china").account_ids[:3]
    folder = tmp_path_factory.mktemp("batch")
    template = review_that_does(BREAKS_FOR_ONE.format(accounts[1]), folder / "template.ipynb")
    request = BatchRequest(
        "beverage_china", "2026Q2", folder / "out", ("en", "zh"), accounts,
        workers=2, template=template,
    )  # fmt: skip
    progress = []
    outcomes = render_batch(request, progress.append)
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
    assert (record["rendered"], record["failed"], record["unchanged"]) == (6, 2, 0)
    assert {"ka-kit", "python", "pandas"} <= set(record["versions"])
    assert all(report["cpu_seconds"] > 0 for report in record["reports"])
    assert all(report["peak_mb"] > 0 for report in record["reports"])
    assert {tuple(report["why"]) for report in record["reports"]} == {("new",)}
    last, n = progress[-1], len(reviews(outcomes))
    assert (last.done, last.total, last.failed) == (n, n, 2)
    assert last.seconds_left == 0 < last.per_minute


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


@pytest.mark.parametrize("no_fork", ["", "1"])
@pytest.mark.parametrize(
    "misdeed",
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", Limits(60, 2048), "进程"),
        ("while True: pass", Limits(8, 2048), "时间超过上限"),
        ("hoard = [b'x' * 1_000_000 for _ in range(3_000)]", Limits(60, 800), "内存超过上限"),
    ],
    ids=["dies", "loops", "hoards"],
)
def test_a_report_that_misbehaves_takes_no_other_along(tmp_path, monkeypatch, misdeed, no_fork):
    deed, limits, words = misdeed
    if no_fork and "kill" not in deed:
        pytest.skip("a warm kernel costs seconds, and the limits are the engine's to test")
    monkeypatch.setenv("KA_KIT_NO_FORK", no_fork)
    accounts = load_case("beverage_china").account_ids[: 2 if no_fork else 3]
    line = f"if account_id == {accounts[0]!r}:\n    {deed}"
    template = review_that_does(line, tmp_path / "template.ipynb")
    out = tmp_path / "out"
    request = BatchRequest("beverage_china", "2026Q2", out, ("zh",), accounts, workers=2,
                           template=template, limits=limits)  # fmt: skip
    outcomes = {o.account_id: o for o in reviews(render_batch(request, nothing))}
    assert [outcomes[a].failure is None for a in accounts] == [False, True, True][: len(accounts)]
    page = (out / "zh" / "accounts" / f"{accounts[0]}.html").read_text(encoding="utf-8")
    assert words in page or no_fork


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
    assert [outcome.failure for outcome in reviews(outcomes)] == [None] * len(HOSTILE)
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
