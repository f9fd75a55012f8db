"""The budget desk: three plans side by side, limits that the reader types, what more brings."""

import pytest

from ka_helpers.errors import RequestError
from ka_helpers.planning.budget import BudgetError, compare_budgets
from ka_helpers.widgets import explore
from ka_helpers.widgets.budget_desk import budget_desk, compare
from ka_helpers.widgets.budget_words import FIGURES
from ka_helpers.widgets.showing import html_of


@pytest.fixture(scope="module", params=["en", "zh"])
def desk(request):
    return budget_desk("beverage_china", language=request.param)


def figure(table, name):
    return table.rows[list(FIGURES).index(name)][1:]


def test_plans_are_those_of_planning(desk):
    _, plans, _, accounts = compare(desk)
    compared = compare_budgets(desk.responses, desk.start)
    assert figure(plans, "gain") == tuple(plan.gain for plan in compared.plans)
    assert [row[3] for row in accounts.rows] == [share.amount for share in compared.optimum.shares]


def test_the_optimum_gains_most(desk):
    sales_first, cost_first, optimum = figure(compare(desk)[1], "gain")
    assert optimum >= max(sales_first, cost_first)


def test_every_account_has_a_reason_in_each_plan(desk):
    for method in ("sales_first", "cost_first", "optimum"):
        accounts = compare(desk, reasons_of=method)[3]
        assert len(accounts.rows) == len(desk.responses)
        assert all(row[-1] for row in accounts.rows)


def test_an_account_that_may_have_nothing_gets_nothing(desk):
    place = next(n for n, row in enumerate(compare(desk)[3].rows) if row[3] > 0)
    account = desk.responses[place].account_id
    accounts = compare(desk, limits={account: {"maximum": 0}})[3]
    assert accounts.rows[place][1:4] == (0, 0, 0)


def test_a_limit_left_empty_stays_as_the_desk_has_it(desk):
    account = desk.responses[0].account_id
    empty = {account: {"minimum": None, "maximum": None}}
    assert html_of(compare(desk, limits=empty)) == html_of(compare(desk))


def test_limits_that_cannot_be_are_said(desk):
    account = desk.responses[0].account_id
    with pytest.raises(BudgetError):
        compare(desk, limits={account: {"minimum": 1e9}})
    with pytest.raises(RequestError, match="nobody"):
        compare(desk, limits={"nobody": {"maximum": 1}})
    html = explore(desk, compare, **desk.controls).at(limits={account: {"minimum": 1e9}})
    assert 'role="alert"' in html


def test_the_widget_shows_what_the_call_shows(desk):
    row, shown, _ = explore(desk, compare, **desk.controls).widget.children
    assert shown.value == html_of(compare(desk))
    grid = row.children[list(desk.controls).index("limits")].children[1]
    account = next(
        each.account_id for each, told in zip(desk.responses, compare(desk)[3].rows, strict=True)
        if told[3] > 0
    )  # fmt: skip
    grid.value = {**grid.value, account: {"minimum": None, "maximum": 0}}
    assert shown.value == html_of(compare(desk, limits={account: {"maximum": 0}}))


def test_the_grid_has_a_field_for_each_account_and_limit(desk):
    grid = desk.controls["limits"]
    assert list(grid.rows) == [each.account_id for each in desk.responses]
    assert set(grid.columns) == {"minimum", "maximum"}
    assert all(desk.names[account] == text for account, text in grid.rows.items())


def test_a_case_without_promotions_says_so_and_the_sample_stands_in(desk):
    instead = budget_desk("textbook", language=desk.language)
    assert instead.lesson.case.file.case_id == "beverage_china"
    assert "textbook" in instead.opening()
