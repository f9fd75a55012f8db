"""Invented accounts: as many as asked, as wished, plausible, and quiet."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.cases.synthesis import AccountWish, World, invent_accounts
from ka_helpers.cases.synthesis.channels import CHANNELS
from ka_helpers.cases.synthesis.names import in_both
from ka_helpers.errors import RequestError

FEW = settings(max_examples=25)
COUNTS, SEEDS = st.integers(3, 60), st.integers(0, 2**32 - 1)


@FEW
@given(COUNTS, SEEDS)
def test_accounts_share_out_the_companys_sales(count, seed):
    accounts = invent_accounts(World(), count, seed=seed)
    sales = [each.quarterly_sales * 4 for each in accounts]
    assert sum(sales) == pytest.approx(280e6, abs=1e3 * count)
    assert min(sales) < 0.05 * sum(sales)
    assert len({each.name for each in accounts}) == count
    assert [each.account_id for each in accounts] == [f"K{n:02d}" for n in range(1, count + 1)]


@FEW
@given(COUNTS, SEEDS)
def test_accounts_are_ordinary(count, seed):
    for each in invent_accounts(World(), count, seed=seed):
        terms, field = each.terms, each.field
        assert each.story is None
        paid = terms.rebate + terms.activity + terms.entry_fee + terms.logistics + terms.staff
        assert 0.10 <= paid <= 0.28
        assert terms.entry_fee <= 0.018
        assert terms.late_days <= 6
        assert field.fill_rate >= 0.945
        assert field.agreement_done >= 0.86
        assert field.cover_weeks <= 5
        assert -0.1 <= each.growth <= 0.45


@FEW
@given(st.integers(3, 20), SEEDS, st.sampled_from(sorted(CHANNELS)), st.floats(4e5, 5e7))
def test_what_is_wished_is_kept_and_changes_no_other_account(count, seed, channel, sales):
    wish = AccountWish("沃丰 Wofeng", channel, sales, 0.21)
    first, *others = invent_accounts(World(), count, [wish], seed)
    assert (first.name, first.channel, first.growth) == ("沃丰 Wofeng", channel, 0.21)
    assert first.quarterly_sales * 4 == pytest.approx(sales)
    plain = invent_accounts(World(), count, seed=seed)[1:]
    for each, before in zip(others, plain, strict=True):
        assert (each.terms, each.field) == (before.terms, before.field)


@pytest.mark.parametrize("growth", [-0.15, None, 0.3])
def test_accounts_hold_their_share_in_any_market(growth):
    """An account's category grows with the market and a quarter as fast as the account."""
    world = World(market_growth=growth)
    for each in invent_accounts(world, 12, seed=3):
        category = world.usual_growth + {"convenience": 0.03, "traditional": -0.02,
                                         "online": 0.09}.get(each.channel, 0.0)  # fmt: skip
        assert each.growth - category - 0.25 * each.growth > -0.06


def test_size_falls_with_the_number():
    accounts = invent_accounts(World(), 24, seed=9)
    sizes = [each.quarterly_sales for each in accounts]
    assert sizes[0] > 3 * sizes[11] > 3 * sizes[23]
    assert sum(one > other for one, other in pairwise(sizes)) >= 14


def test_three_accounts_in_three_channels_and_every_channel_from_eight_on():
    assert len({each.channel for each in invent_accounts(World(), 3)}) == 2
    assert {each.channel for each in invent_accounts(World(), 8)} == set(CHANNELS)


@pytest.mark.parametrize(("count", "wishes", "named"), [
    (2, [], "number of accounts is 2"),
    (61, [], "number of accounts is 61"),
    (4, [AccountWish("一 One"), AccountWish("一 One")], "two accounts are called"),
    (3, [AccountWish()] * 4, "number of accounts"),
])  # fmt: skip
def test_accounts_that_cannot_be_are_refused(count, wishes, named):
    with pytest.raises(RequestError, match=named):
        invent_accounts(World(), count, wishes)


def test_sales_too_small_to_share_say_how_much_it_takes():
    with pytest.raises(RequestError, match="too small for 40 accounts") as refused:
        invent_accounts(World(annual_sales=4e6), 40)
    needed = refused.value.values["needed"]
    assert len(invent_accounts(World(annual_sales=needed), 40)) == 40


@pytest.mark.parametrize("wrong", [
    {"name": " "}, {"name": "a\tb"}, {"channel": "shop"}, {"annual_sales": 1e5}, {"growth": 0.9},
])  # fmt: skip
def test_a_wish_that_cannot_be_is_refused(wrong):
    with pytest.raises(RequestError):
        AccountWish(**wrong)


@given(st.text())
def test_any_name_has_two_parts(name):
    chinese, english = in_both(name)
    assert f"{chinese} {english}" == name or chinese == english == name
