"""The account record: what a level needs by hand, then the sample and a case of sales alone."""

from dataclasses import replace

import pandas as pd
import pytest
from pydantic import TypeAdapter

from ka_helpers.cases import load_case
from ka_helpers.i18n import LANGUAGES
from ka_helpers.metrics.account_record import (
    LEVELS,
    SOURCES,
    AccountRecord,
    RecordItem,
    assess,
    levels_of,
)
from ka_helpers.metrics.assessment import Context
from ka_helpers.tables.contacts import lay_out_record

CONTEXT = Context(as_of="2026-06-30")


def items(*known):
    """Return three items a level, of which so many are known."""
    return tuple(
        RecordItem(f"{level}_{place}", level, place < count, None, "text", "")
        for level, count in zip(LEVELS, known, strict=True)
        for place in range(3)
    )


@pytest.mark.parametrize(
    ("known", "reached"),
    [((3, 2, 1), [True, True, False]), ((1, 3, 3), [False] * 3), ((2, 1, 3), [True, False, False])],
)
def test_two_thirds_reach_a_level_and_none_is_reached_over_a_gap(known, reached):
    assert [level.reached for level in levels_of(items(*known))] == reached


@pytest.fixture(scope="module")
def records():
    case = load_case("beverage_china")
    return {key: assess(case.slice(key), "2026Q2", CONTEXT) for key in case.account_ids}


def test_the_sample_knows_its_hypermarkets_in_detail_and_its_dealers_less(records):
    assert (records["K01"].reached, records["K24"].reached) == ("detail", "deeper")
    asked = {item.key for item in records["K24"].to_ask()}
    assert {"strategy", "development", "rivals", "contacts"} <= asked
    known = {item.key: item.value for item in records["K01"].items if item.known}
    account = load_case("beverage_china").slice("K01")
    sales = account["sales"].query("basis == 'sell_in' and quarter >= '2025Q3'")["sales_value"]
    assert known["sales"] == pytest.approx(sales.sum())
    assert known["stores"] == account.account["store_count"]
    deciders = account["contact"].query("buying_role == 'decider'")["name"]
    assert known["decision"] in set(deciders)


def test_a_case_of_sales_alone_does_not_reach_the_surface():
    record = assess(load_case("textbook").slice("A"), "2026Q1", CONTEXT)
    assert record.reached is None
    assert [item.key for item in record.items if item.known] == ["sales"]
    assert assess({"sales": pd.DataFrame()}, "2026Q1", CONTEXT) is None


def test_what_is_asked_says_which_table_would_tell(records):
    for record in records.values():
        for item in record.to_ask():
            assert item.source == SOURCES.get(item.key, "")
            assert (item.source == "") == (item.key in ("strategy", "development"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_laid_out_with_what_is_to_ask_marked(records, language):
    table = lay_out_record(records["K24"], language)
    assert len(table.rows) == len(records["K24"].items)
    asked = [table.status(row) == "warn" for row in range(len(table.rows))]
    assert asked == [not item.known for item in records["K24"].items]
    odd = replace(records["K24"].items[0], unit="rows", value=3.0)
    assert "3" in lay_out_record(AccountRecord((odd,), (), None), language).written(0, 2)


def test_it_is_json_both_ways(records):
    kept = TypeAdapter(AccountRecord)
    assert kept.validate_json(kept.dump_json(records["K01"])) == records["K01"]
