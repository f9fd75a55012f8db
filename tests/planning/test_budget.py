"""A promotion budget: two principles and the optimum, by hand, by brute force and by law."""

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.i18n import LANGUAGES
from ka_helpers.planning.budget import (
    BudgetError,
    Package,
    Response,
    best_plan,
    compare_budgets,
    cost_first_plan,
    given_plan,
    more_money,
    next_step,
    sales_first_plan,
)
from ka_helpers.planning.budget_optimum import GAP
from ka_helpers.planning.budget_shares import say_reason

# Margins by hand: A returns 1.5 then 0.8, B returns 3.0 then 1.2, C 2.0.
LARGE = Response(
    "A", (Package(20_000, 60_000, 30_000), Package(10_000, 20_000, 8_000)), base_sales=900_000
)
SMALL = Response(
    "B", (Package(5_000, 30_000, 15_000), Package(10_000, 30_000, 12_000)), base_sales=60_000
)
MIDDLE = Response("C", (Package(12_000, 40_000, 24_000),), base_sales=300_000, fixed_fees=8_000)
ACCOUNTS = [LARGE, SMALL, MIDDLE]
BUDGET = 45_000.0


def test_sales_first_fills_the_largest_account_though_its_second_package_loses():
    plan = sales_first_plan(ACCOUNTS, BUDGET)
    assert plan.pool == 37_000
    assert plan.counts == {"A": 2, "B": 1, "C": 0}
    assert [share.place for share in plan.shares] == [1, 3, 2]
    assert plan["A"].returned == pytest.approx(38 / 30)
    assert (plan.spent, plan.margin, plan.gain, plan.left) == (35_000, 53_000, 18_000, 2_000)
    assert [share.reason for share in plan.shares] == ["at_cap", "no_money", "does_not_fit"]


def test_cost_first_serves_the_lowest_cost_ratio_first():
    plan = cost_first_plan(ACCOUNTS, BUDGET)
    # 30 000 / 980 000 = 3.1 %, 15 000 / 120 000 = 12.5 %, 12 000 / 340 000 = 3.5 %
    assert [share.place for share in plan.shares] == [1, 3, 2]
    assert plan["A"].cost_ratio == pytest.approx(30 / 980)


def test_optimum_leaves_the_package_that_loses():
    plan = best_plan(ACCOUNTS, BUDGET)
    assert plan.counts == {"A": 1, "B": 1, "C": 1}
    assert (plan.spent, plan.gain, plan.gap) == (37_000, 32_000, 0.0)
    assert [share.reason for share in plan.shares] == ["not_worth", "no_money", "at_cap"]


def test_optimum_for_sales_may_lose_money():
    for_sales, for_gain = best_plan(ACCOUNTS, 200_000, "sales"), best_plan(ACCOUNTS, 200_000)
    assert for_sales.counts["A"] == 2
    assert for_gain.counts["A"] == 1
    assert for_sales.extra_sales > for_gain.extra_sales
    assert for_sales.gain < for_gain.gain


def test_minimum_is_bought_even_where_it_loses():
    forced = Response("D", (Package(9_000, 5_000, 1_000),), minimum=1)
    plan = best_plan([*ACCOUNTS, forced], 54_000)
    assert plan["D"].packages == 1
    assert plan["D"].reason == "at_cap"
    two = Response("E", (Package(9_000, 5_000, 1_000), Package(9_000, 1, 1)), minimum=5_000)
    assert best_plan([two], 54_000)["E"].only_minimum


def test_one_more_wan_is_solved_again_and_the_next_step_is_the_cheapest():
    best = best_plan(ACCOUNTS, BUDGET)
    more = more_money(ACCOUNTS, best, 10_000, "gain")
    assert (more.worth, more.accounts) == (2_000, ("B",))
    step = next_step(ACCOUNTS, best, "gain")
    assert step is not None
    assert (step.extra, step.worth) == (10_000, 2_000)
    assert next_step(ACCOUNTS, best_plan(ACCOUNTS, 100_000), "gain") is None


def test_package_that_does_not_fit_says_so():
    dear = Response("D", (Package(30_000, 1, 60_000),))
    cheap = Response("E", (Package(5_000, 1, 6_000),))
    plan = best_plan([dear, cheap], 20_000)
    assert plan["D"].reason == "does_not_fit"
    assert plan["E"].reason == "at_cap"
    more = more_money([dear, cheap], plan, 1_000, "gain")
    assert (more.worth, more.accounts) == (0.0, ())


@pytest.mark.parametrize(
    ("accounts", "budget", "key"),
    [
        ([MIDDLE], 7_000, "fees_above_budget"),
        ([Response("A", LARGE.packages, minimum=20_000)], 19_000, "minimums_above_pool"),
        ([Response("A", LARGE.packages, minimum=30_001)], 1e6, "minimum_out_of_reach"),
        ([Response("A", LARGE.packages, minimum=1, maximum=19_999)], 1e6, "nothing_between"),
        ([Response("A", LARGE.packages[::-1])], 1e6, "return_rises"),
        ([Response("A", (Package(0, 1, 1),))], 1e6, "no_spend"),
    ],
)
def test_the_limit_in_the_way_is_named(accounts, budget, key):
    for plan in (sales_first_plan, cost_first_plan, best_plan):
        with pytest.raises(BudgetError) as refused:
            plan(accounts, budget)
        assert refused.value.key == f"budget.{key}"
        assert all(refused.value.said_in(language) for language in LANGUAGES)


def test_reasons_are_said_in_both_languages():
    compared = compare_budgets(ACCOUNTS, BUDGET)
    said = say_reason(compared.optimum["A"], compared.optimum, "en")
    assert said == "the next package is not worth it: it would return 0.80 for each yuan spent"
    said = say_reason(compared.cost_first["C"], compared.cost_first, "zh")
    assert said == "投产比排第 2（3.5%）；下一档要 ¥1.2万，剩余的 ¥2,000 放不下"
    for plan in compared.plans:
        assert all(say_reason(share, plan, name) for share in plan.shares for name in LANGUAGES)


def test_no_accounts_and_no_packages_are_plans():
    assert best_plan([], 100).spent == 0
    assert best_plan([Response("A", ())], 100)["A"].reason == "no_package"
    assert compare_budgets([Response("A", ())], 100).next_step is None


amounts = st.integers(min_value=1, max_value=60)


@st.composite
def response(draw, name="A"):
    rows = draw(st.lists(st.tuples(amounts, amounts, st.integers(0, 120)), max_size=4))
    packages = sorted((Package(*map(float, row)) for row in rows), key=lambda one: -one.returned)
    costs = [0.0]
    for package in packages:
        costs.append(costs[-1] + package.spend)
    low = draw(st.integers(0, len(packages)))
    high = draw(st.integers(low, len(packages)))
    return Response(
        name, tuple(packages), float(draw(amounts)), float(draw(st.integers(0, 5))),
        minimum=costs[low], maximum=draw(st.sampled_from([costs[high], None])),
    )  # fmt: skip


@st.composite
def accounts_and_budget(draw):
    names = "ABCD"[: draw(st.integers(1, 4))]
    accounts = [draw(response(name)) for name in names]
    least = sum(one.fixed_fees + one.spends[one.fewest or 0] for one in accounts)
    return accounts, least + float(draw(st.integers(0, 150)))


def every_plan(accounts, budget):
    """Return all plans within the limits, by going through every combination."""
    pool = budget - sum(one.fixed_fees for one in accounts)
    rooms = [range(one.fewest or 0, one.most + 1) for one in accounts]
    for counts in product(*rooms):
        if sum(one.spends[n] for one, n in zip(accounts, counts, strict=True)) <= pool + 1e-9:
            yield given_plan(
                accounts, budget,
                {one.account_id: n for one, n in zip(accounts, counts, strict=True)},
            )  # fmt: skip


@settings(max_examples=60)
@given(accounts_and_budget(), st.sampled_from(["gain", "sales"]))
def test_optimum_is_what_going_through_every_plan_finds(case, aim):
    accounts, budget = case
    best = best_plan(accounts, budget, aim)
    assert best.worth(aim) == pytest.approx(
        max(plan.worth(aim) for plan in every_plan(accounts, budget)), abs=1e-6
    )


@settings(max_examples=60)
@given(accounts_and_budget(), st.sampled_from(["gain", "sales"]))
def test_all_plans_keep_to_the_limits_and_none_beats_the_optimum(case, aim):
    accounts, budget = case
    compared = compare_budgets(accounts, budget, aim, extra=20.0)
    for plan in compared.plans:
        assert plan.spent + sum(one.fixed_fees for one in accounts) <= budget + 1e-6
        for one in accounts:
            amount = plan[one.account_id].amount
            assert amount >= one.minimum - 1e-9
            assert amount <= (float("inf") if one.maximum is None else one.maximum) + 1e-9
        assert plan.worth(aim) <= compared.optimum.worth(aim) + 1e-6


@settings(max_examples=40)
@given(accounts_and_budget(), st.sampled_from(["gain", "sales"]))
def test_more_money_never_hurts_and_the_next_step_is_the_smallest_that_helps(case, aim):
    accounts, budget = case
    compared = compare_budgets(accounts, budget, aim, extra=20.0)
    assert compared.more.worth is not None
    assert compared.more.worth >= -1e-6
    step = compared.next_step
    if step is None:
        assert compared.more.worth < 1
        return
    assert step.worth is not None
    assert step.worth >= 1 - 1e-6
    short = best_plan(accounts, budget + step.extra - 0.5, aim)
    assert short.worth(aim) < compared.optimum.worth(aim) + 1


@given(accounts_and_budget(), st.sampled_from([100.0, 10_000.0]))
def test_another_currency_changes_no_decision(case, rate):
    accounts, budget = case
    scaled = [
        Response(
            one.account_id,
            tuple(Package(p.spend * rate, p.sales * rate, p.margin * rate) for p in one.packages),
            one.base_sales * rate, one.fixed_fees * rate, 0.0, None,
        )
        for one in accounts
    ]  # fmt: skip
    free = [
        Response(one.account_id, one.packages, one.base_sales, one.fixed_fees) for one in accounts
    ]
    assert best_plan(scaled, budget * rate + 0.02 * rate).gain == pytest.approx(
        best_plan(free, budget + 0.02).gain * rate, abs=1e-4 * rate
    )


def test_many_accounts_are_solved_to_a_stated_gap_within_the_budget():
    margins = [2_500.0 - 45 * (number % 17) for number in range(1_000)]
    many = [
        Response(
            f"K{number}",
            tuple(
                Package(900.0 + 7 * (number % 31) + 13 * step, 3_000, margin - 600 * step)
                for step in range(4)
            ),
            base_sales=1_000.0 + number,
        )
        for number, margin in enumerate(margins)
    ]  # fmt: skip
    plan = best_plan(many, 1_000_000)
    assert plan.gap is not None
    assert plan.gap <= GAP
    assert 0 <= plan.left < 1_000
    for other in (sales_first_plan(many, 1_000_000), cost_first_plan(many, 1_000_000)):
        assert other.gain < plan.gain
    assert next_step(many, plan, "gain") is None or plan.gap == 0
