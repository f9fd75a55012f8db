"""case.yaml: everything is text until it is judged, and defaults are the kit's."""

import dataclasses

import pydantic
import pytest

from ka_helpers.cases.casefile import CaseFile, Settings, read_case_file
from ka_helpers.cases.yaml_text import read_yaml
from ka_helpers.errors import CaseError
from ka_helpers.metrics.assessment import Context
from ka_helpers.periods import Calendar

LEAST = "case_id: least\ntitle: Least\nour_company: {zh: 本公司}\nas_of: 2026-06-30\n"


def read(folder, text):
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    return read_case_file(folder)[0]


def problems_of(folder, text):
    with pytest.raises(CaseError) as error:
        read(folder, text)
    return [(p.row, p.column, p.key) for p in error.value.problems]


def test_four_keys_are_enough(tmp_path):
    case = read(tmp_path, LEAST)
    assert (case.currency, case.unit, case.ruleset) == ("CNY", "元", "textbook")
    assert (case.period_type, case.sales_basis) == ("week", "sell_in")
    assert isinstance(case.calendar, Calendar)
    assert case.calendar.fiscal_year_start_month == 1


def test_text_or_one_language_stands_for_both(tmp_path):
    case = read(tmp_path, LEAST)
    assert (case.title.en, case.title.zh) == ("Least", "Least")
    assert case.our_company.said_in("en") == "本公司"


def test_nothing_is_guessed(tmp_path):
    case = read(tmp_path, LEAST + "parameters: {account_id: 0123, quarter: 2026Q2}\n")
    assert case.parameters.account_id == "0123"
    assert case.as_of == "2026-06-30"


def test_keys_left_empty_mean_their_default(tmp_path):
    case = read(tmp_path, LEAST + "ruleset:\nsettings:\n  fill_rate:\ncalendar: ~\n")
    assert case == read(tmp_path, LEAST)


def test_settings_left_out_are_those_of_the_assessments():
    of_context = {field.name: field.default for field in dataclasses.fields(Context)}
    assert Settings().model_dump().items() <= of_context.items()


def test_cannot_be_changed(tmp_path):
    case = read(tmp_path, LEAST)
    with pytest.raises(pydantic.ValidationError):
        case.currency = "USD"


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("settings: 3", ("settings", "cases.yaml_mapping")),
        ("settings: [3]", ("settings", "cases.yaml_mapping")),
        ("calendar: {month: 4}", ("calendar.month", "cases.yaml_unknown_key")),
        ("calendar: {fiscal_year_start_month: 0}",
         ("calendar.fiscal_year_start_month", "cases.yaml_at_least")),
        ("calendar: {fiscal_year_start_month: 4.5}",
         ("calendar.fiscal_year_start_month", "cases.yaml_whole_number")),
        ("settings: {lead_time_days: .nan}", ("settings.lead_time_days", "cases.yaml_number")),
        ("settings: {weeks_of_cover: 0}", ("settings.weeks_of_cover", "cases.yaml_more_than")),
        ("parameters: {account_id: [A]}", ("parameters.account_id", "cases.yaml_text")),
        ("ruleset: {name: x}", ("ruleset", "cases.yaml_text")),
        ("sales_basis: sellin", ("sales_basis", "cases.yaml_choice")),
        ("unit: 10000", ("unit", "cases.yaml_choice")),
    ],
)  # fmt: skip
def test_each_fault_has_its_line_and_key(tmp_path, line, problem):
    assert problems_of(tmp_path, LEAST + line + "\n") == [(5, *problem)]


def test_faults_come_in_the_order_of_their_lines(tmp_path):
    text = "case_id: ..\ntitel: Least\nour_company: {}\nas_of: yesterday\n"
    assert problems_of(tmp_path, text) == [
        (1, "case_id", "cases.yaml_case_id"),
        (1, "title", "cases.yaml_missing"),
        (2, "titel", "cases.yaml_misspelt_key"),
        (3, "our_company.en", "cases.yaml_missing"),
        (3, "our_company.zh", "cases.yaml_missing"),
        (4, "as_of", "cases.yaml_day"),
    ]


@pytest.mark.parametrize(
    ("written", "row", "key"),
    [
        (b"case_id: x\n\ttitle: y\n", 2, "cases.yaml_broken"),
        (b"a: [1, 2\nb: 3\n", 2, "cases.yaml_broken"),
        (b"a: 1\n---\nb: 2\n", 2, "cases.yaml_broken"),
        (b"- a\n- b\n", 1, "cases.yaml_no_mapping"),
        (b"just text\n", 1, "cases.yaml_no_mapping"),
        (b"a: &loop\n  b: *loop\n", 2, "cases.yaml_recursive"),
        (b"a: 1\nb: 2\na: 3\n", 3, "cases.yaml_key_twice"),
        ("标题: 茶".encode("gb18030"), None, "cases.yaml_not_utf8"),
    ],
)
def test_what_is_not_a_yaml_mapping(tmp_path, written, row, key):
    path = tmp_path / "case.yaml"
    path.write_bytes(written)
    with pytest.raises(CaseError) as error:
        read_yaml(path, "case.yaml")
    assert [(p.row, p.key) for p in error.value.problems] == [(row, key)]


def test_values_stay_as_written(tmp_path):
    path = tmp_path / "any.yaml"
    path.write_text("\ufeffa: 0x1F\nb: yes\nc: 1e3\nd: 2026-06-30\ne: [01, ~, '~', '']\nf:\n")
    assert read_yaml(path, "any.yaml").values == {
        "a": "0x1F", "b": "yes", "c": "1e3", "d": "2026-06-30",
        "e": ["01", None, "~", ""], "f": None,
    }  # fmt: skip


def test_every_key_of_the_contract_is_known():
    assert set(CaseFile.model_fields) == {
        "case_id", "title", "our_company", "currency", "unit", "calendar", "period_type",
        "sales_basis", "as_of", "ruleset", "provenance", "settings", "parameters", "variant",
    }  # fmt: skip
