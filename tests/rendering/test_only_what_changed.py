"""A second run makes only what changed, and says why; what was stopped goes on."""

import csv
import json
import shutil
from dataclasses import replace

import nbformat
import pytest

from ka_helpers.cases import load_case
from ka_helpers.rendering.batch import render_batch
from ka_helpers.rendering.layout import ACCOUNT_REVIEW
from ka_helpers.rendering.planning import BatchRequest

pytestmark = pytest.mark.slow
LANGUAGE = "zh"


def nothing(progress):
    """Show no progress."""


def why(outcomes):
    """Return why each report was made, by account; "" is the page of all accounts."""
    return {outcome.account_id: outcome.why for outcome in outcomes}


@pytest.fixture(scope="module")
def rendered(tmp_path_factory):
    """A copy of the synthetic case and three of its accounts, rendered once."""
    folder = tmp_path_factory.mktemp("changed")
    source = load_case("beverage_china")
    shutil.copytree(source.path, folder / "case", ignore=shutil.ignore_patterns(".ka-kit", "truth"))
    request = BatchRequest(
        str(folder / "case"), "2026Q2", folder / "out", (LANGUAGE,), source.account_ids[:3],
        workers=2,
    )  # fmt: skip
    assert set(why(render_batch(request, nothing)).values()) == {("new",)}
    return request


@pytest.fixture
def request_again(rendered, tmp_path):
    """The same request on copies of the case and of the output, free to be changed."""
    shutil.copytree(rendered.case, tmp_path / "case")
    shutil.copytree(rendered.out, tmp_path / "out")
    again = replace(rendered, case=str(tmp_path / "case"), out=tmp_path / "out")
    render_batch(again, nothing)
    return again


def account_page(request, place, ending="html"):
    """Return the path of the account's review at a place of the request."""
    return request.out / LANGUAGE / "accounts" / f"{request.accounts[place]}.{ending}"


def change_one_cell(request, table, account_id, column, value):
    """Write another value into the first row of an account."""
    path = next(path for path in (request.out.parent / "case").glob(f"{table}.*"))
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    next(row for row in rows if row["account_id"] == account_id)[column] = value
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def test_with_nothing_changed_nothing_is_rendered(request_again):
    before = {p: p.stat().st_mtime_ns for p in request_again.out.rglob("*.html")}
    outcomes = render_batch(request_again, nothing)
    assert set(why(outcomes).values()) == {()}
    del before[request_again.out / "index.html"]
    assert {p: p.stat().st_mtime_ns for p in before} == before
    record = json.loads((request_again.out / "run.json").read_text(encoding="utf-8"))
    assert (record["rendered"], record["failed"], record["unchanged"]) == (0, 0, 4)


def test_an_account_s_own_data_decide(request_again):
    changed = request_again.accounts[1]
    change_one_cell(request_again, "receivable", changed, "amount", "123456.78")
    found = why(render_batch(request_again, nothing))
    assert found[changed] == ("data",)
    assert {found[a] for a in request_again.accounts if a != changed} == {()}


def test_what_changes_an_account_s_place_changes_the_others_reviews_too(request_again):
    changed = request_again.accounts[1]
    change_one_cell(request_again, "account", changed, "payment_term_days", "11")
    found = why(render_batch(request_again, nothing))
    assert found[changed] == ("data", "portfolio")
    assert found[request_again.accounts[0]] == ("portfolio",)


def test_a_new_format_is_made_from_the_notebook_that_is_there(request_again):
    notebook = account_page(request_again, 0, "ipynb")
    before = notebook.stat().st_mtime_ns
    found = why(render_batch(replace(request_again, formats=("html", "xlsx")), nothing))
    assert {found[a] for a in request_again.accounts} == {("formats",)}
    assert found[""] == ("links",)
    index = (request_again.out / LANGUAGE / "index.html").read_text(encoding="utf-8")
    assert f'href="accounts/{request_again.accounts[0]}.xlsx"' in index
    assert account_page(request_again, 0, "xlsx").stat().st_size > 5_000
    assert notebook.stat().st_mtime_ns == before
    assert "download>XLSX</a>" in account_page(request_again, 0).read_text(encoding="utf-8")


def test_a_format_not_asked_for_again_does_not_stay_with_old_numbers(request_again):
    with_workbook = replace(request_again, formats=("html", "xlsx"))
    render_batch(with_workbook, nothing)
    render_batch(request_again, nothing)
    assert account_page(request_again, 0, "xlsx").is_file()  # nothing changed: it still holds
    change_one_cell(request_again, "receivable", request_again.accounts[0], "amount", "4321.0")
    render_batch(request_again, nothing)
    assert not account_page(request_again, 0, "xlsx").exists()
    assert account_page(request_again, 1, "xlsx").is_file()


def test_a_missing_file_is_made_again(request_again):
    account_page(request_again, 0).unlink()
    found = why(render_batch(request_again, nothing))
    assert found[request_again.accounts[0]] == ("file missing",)
    assert found[request_again.accounts[1]] == ()
    assert account_page(request_again, 0).is_file()


def test_another_template_another_language_and_force_render_again(request_again, tmp_path):
    template = nbformat.read(ACCOUNT_REVIEW, as_version=4)
    template.cells[0].source += "\n\nOurs."
    nbformat.write(template, tmp_path / "ours.ipynb")
    one = replace(request_again, accounts=request_again.accounts[:1])
    account_id = one.accounts[0]
    assert why(render_batch(replace(one, force=True), nothing))[account_id] == ("forced",)
    assert why(render_batch(replace(one, languages=("en",)), nothing))[account_id] == ("new",)
    ours = replace(one, template=tmp_path / "ours.ipynb")
    assert why(render_batch(ours, nothing))[account_id] == ("template",)


def test_a_report_that_failed_is_tried_again_and_its_stale_files_are_gone(request_again, tmp_path):
    template = nbformat.read(ACCOUNT_REVIEW, as_version=4)
    template.cells[-1].source = "1 / 0"
    nbformat.write(template, tmp_path / "broken.ipynb")
    one = replace(request_again, accounts=request_again.accounts[:1])
    broken = replace(one, template=tmp_path / "broken.ipynb")
    outcomes = [o for o in render_batch(broken, nothing) if o.account_id]
    assert "ZeroDivisionError" in outcomes[0].failure
    assert not account_page(one, 0, "ipynb").exists()
    assert why(render_batch(broken, nothing))[one.accounts[0]] == ("failed before",)
    assert why(render_batch(one, nothing))[one.accounts[0]] == ("failed before",)


def test_the_index_keeps_the_accounts_that_were_not_asked_for_this_time(request_again):
    one = replace(request_again, accounts=request_again.accounts[:1], force=True)
    render_batch(one, nothing)
    index = (one.out / LANGUAGE / "index.html").read_text(encoding="utf-8")
    assert all(f'href="accounts/{a}.html"' in index for a in request_again.accounts)


def test_a_stopped_batch_keeps_what_landed_and_goes_on_from_there(rendered, tmp_path):
    request = replace(rendered, out=tmp_path / "out", workers=1)

    def stop_after_the_first(progress):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        render_batch(request, stop_after_the_first)
    assert not list(request.out.rglob("*.partial*"))
    found = why(render_batch(request, nothing))
    assert sorted(found[a] for a in request.accounts) == [(), ("new",), ("new",)]
