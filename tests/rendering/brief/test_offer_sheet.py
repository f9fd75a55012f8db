"""The workbook's offer: what it comes to, and that a spreadsheet program comes to the same."""

import io
import shutil
import subprocess

import openpyxl
import pytest

from ka_helpers.cases import load_case
from ka_helpers.negotiation.brief import brief_of
from ka_helpers.negotiation.pricing import prepare
from ka_helpers.rendering.brief.writing import written_brief

OFFERED, US, THEM = "C", "D", "E"
TOTAL = "The whole offer"


@pytest.fixture(scope="module")
def wolin():
    return load_case("beverage_china").slice("K01")


@pytest.fixture(scope="module")
def agenda(wolin):
    return prepare(wolin, "2026Q2").agenda


@pytest.fixture(scope="module")
def written(wolin):
    return written_brief(brief_of(wolin, "2026Q2"), "en", "xlsx")


def _row_of(sheet, label):
    return next(row for row in range(1, 40) if sheet.cell(row, 1).value == label)


def test_it_begins_with_the_opening_and_its_worth(written, agenda, wolin):
    sheet = openpyxl.load_workbook(io.BytesIO(written), data_only=True)["Offer"]
    total = _row_of(sheet, TOTAL)
    opening = brief_of(wolin, "2026Q2").offer("opening")
    first = _row_of(sheet, "annual rebate")
    offered = [sheet[f"{OFFERED}{first + place}"].value for place in range(len(agenda.issues))]
    assert offered == pytest.approx(opening.terms)
    assert sheet[f"{US}{total}"].value == pytest.approx(opening.us)
    assert sheet[f"{THEM}{total + 1}"].value == pytest.approx(agenda.them.reservation)
    assert sheet[f"{US}{total + 2}"].value == "yes"


def test_its_parts_add_up_to_the_whole(written):
    sheet = openpyxl.load_workbook(io.BytesIO(written), data_only=True)["Offer"]
    first, total = _row_of(sheet, "annual rebate"), _row_of(sheet, TOTAL)
    for column in (US, THEM):
        parts = [sheet[f"{column}{row}"].value for row in range(first, total)]
        assert sheet[f"{column}{total}"].value == pytest.approx(sum(parts))


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="no LibreOffice here")
@pytest.mark.parametrize(
    "terms",
    [
        {"rebate": 0.0875, "payment_days": 80, "displays": 3, "promotion_slots": 13,
         "new_skus": 2, "listing_fee": 70_000},
        {"rebate": 0.0762, "payment_days": 61, "displays": 0, "promotion_slots": 8,
         "new_skus": 4, "listing_fee": 12_345},
    ],
    ids=["steps", "between steps"],
)  # fmt: skip
def test_a_spreadsheet_program_reckons_another_offer_alike(written, agenda, terms, tmp_path):
    book = openpyxl.load_workbook(io.BytesIO(written))
    sheet = book["Offer"]
    first = _row_of(sheet, "annual rebate")
    for place, value in enumerate(terms.values()):
        sheet[f"{OFFERED}{first + place}"] = value
    book.save(tmp_path / "typed.xlsx")
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir",
         str(tmp_path / "out"), str(tmp_path / "typed.xlsx")],
        check=True, capture_output=True, timeout=300,
    )  # fmt: skip
    now = openpyxl.load_workbook(tmp_path / "out" / "typed.xlsx", data_only=True)["Offer"]
    total = _row_of(now, TOTAL)
    us, them = agenda.us.worth(terms), agenda.them.worth(terms)
    assert now[f"{US}{total}"].value == pytest.approx(us)
    assert now[f"{THEM}{total}"].value == pytest.approx(them)
    verdict = "yes" if us >= agenda.us.reservation else "no"
    assert now[f"{US}{total + 2}"].value == verdict
