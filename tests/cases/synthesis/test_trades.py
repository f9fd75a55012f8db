"""The trades: enough of everything, in both languages, at prices that leave something."""

import re

import pytest

from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.cases.synthesis import World, world_of_trade
from ka_helpers.cases.synthesis.company_ruleset import BUILT_IN, ruleset_of, write_ruleset
from ka_helpers.cases.synthesis.products import product_table, products_of
from ka_helpers.cases.synthesis.trades import TRADES

BOTH = re.compile(r"\S*[\u4e00-\u9fff]\S* [A-Za-z].*")


@pytest.fixture(params=sorted(TRADES))
def trade(request):
    return TRADES[request.param]


def test_there_is_enough_of_everything(trade):
    assert len(trade.categories) >= 4
    assert len(trade.goods) >= 20
    assert len(trade.competitors) == 2
    letters = [category.letter for category in trade.categories]
    assert len(set(letters)) == len(letters)
    assert "X" not in letters
    assert {each.letter for each in trade.goods} == set(letters)
    assert {each.letter for each in trade.rivals} == set(letters)


def test_everything_has_a_name_in_both_languages(trade):
    names = [
        *(each.name for each in (*trade.goods, *trade.rivals, *trade.categories)),
        *(name for each in trade.competitors for name in (each.name, each.brand)),
        f"{trade.company_zh} {trade.company_en}", f"{trade.brand_zh} {trade.brand_en}",
        trade.buyer, f"{trade.zh} {trade.en}",
    ]  # fmt: skip
    assert [name for name in names if not BOTH.fullmatch(name)] == []
    own = [each.name for each in trade.goods]
    assert len(set(own)) == len(own)


def test_prices_leave_what_products_cost_and_what_trade_costs(trade):
    margins = {each.name: 1 - each.unit_cost / each.list_price for each in trade.goods}
    rich = [margins[each.name] for each in trade.goods if each.high_margin]
    usual = [margins[each.name] for each in trade.goods if not each.high_margin]
    assert min(rich) > max(usual)
    assert 0.35 <= min(margins.values()) <= max(margins.values()) <= 0.60
    weighed = sum(each.popularity * each.list_price * margins[each.name] for each in trade.goods)
    sold = sum(each.popularity * each.list_price for each in trade.goods)
    assert 0.43 <= weighed / sold <= 0.49


def test_no_company_or_brand_is_in_two_trades():
    names = [
        name
        for trade in TRADES.values()
        for name in (
            trade.company_zh, *(each.zh for each in trade.competitors),
            trade.brand_zh, *(each.brand_zh for each in trade.competitors),
        )
    ]  # fmt: skip
    assert len(set(names)) == len(names)


def test_fewer_products_keep_their_ids_and_every_category(trade):
    whole, few = (world_of_trade(trade.trade_id, products=count) for count in (30, 12))
    all_own = {each.product_id: each for each in products_of(whole) if each.is_own}
    some_own = {each.product_id: each for each in products_of(few) if each.is_own}
    assert len(all_own) == len(trade.goods)
    assert len(some_own) == 12
    assert all(all_own[each] == some_own[each] for each in some_own)
    categories = [each.category for each in some_own.values()]
    assert all(categories.count(name) >= 2 for name in few.category_names)


def test_products_carry_the_companys_brand_and_their_makers(trade):
    world = world_of_trade(trade.trade_id, brand_zh="新牌", brand_en="Newbrand")
    table = product_table(products_of(world), world).set_index("product_id")
    own = table[table["is_own"]]
    assert set(own["brand"]) == {"新牌 Newbrand"}
    assert own["product_name"].str.startswith("新牌").all()
    assert set(own["manufacturer"]) == {world.company}
    rivals = table[~table["is_own"]]
    assert set(rivals["manufacturer"]) == {each.name for each in trade.competitors}
    assert own["barcode"].is_unique


def test_rules_are_the_built_in_ones_only_for_a_company_like_the_shipped(tmp_path):
    write_ruleset(World(), tmp_path)
    assert ruleset_of(World()) == BUILT_IN
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("sales", [3e6, 33e6, 1e10])
@pytest.mark.parametrize("growth", [-0.15, 0.3])
@pytest.mark.parametrize("products", [12, 30])
def test_rules_of_any_company_are_sound(sales, growth, products, tmp_path):
    world = World(annual_sales=sales, market_growth=growth, products=products)
    write_ruleset(world, tmp_path)
    ruleset = read_ruleset("company", tmp_path)
    assert ruleset.name == "company"
    assert [criterion.weight for criterion in ruleset.criteria] == [40, 40, 20, 40, 25, 25, 10]


def test_bands_follow_size_market_and_range_by_hand(tmp_path):
    write_ruleset(World(annual_sales=28e6, market_growth=0.12, products=15), tmp_path)
    bands = {each.name: each.bands for each in read_ruleset("company", tmp_path).criteria}
    said = {name: [band.bound for band in found[:4]] for name, found in bands.items()}
    assert said["annual_sales"] == pytest.approx([6e6, 4e6, 2e6, 8e5])
    assert said["growth"] == pytest.approx([0.28, 0.23, 0.18, 0.13])
    assert said["sku_listed"] == [12, 11, 10, 8]
