"""A world's products: what its company sells of its trade's goods, and some rivals' products."""

import pandas as pd

from ka_helpers.cases.synthesis.specification import ProductDesign
from ka_helpers.cases.synthesis.trades import TRADES, Goods
from ka_helpers.cases.synthesis.world import World

RETAIL_MARKUP = 1.32


def designed_products() -> tuple[ProductDesign, ...]:
    """Return the shipped supplier's 30 products and six of its rivals'."""
    return products_of(World())


def products_of(world: World) -> tuple[ProductDesign, ...]:
    """Return the company's products, as many as the world asks for, and its rivals'.

    A product's id is the same however many are taken.

    >>> len([each for each in products_of(World(products=12)) if each.is_own])
    12
    """
    trade = TRADES[world.trade]
    names = {category.letter: category.name for category in world.categories}
    taken = set(map(id, _popular(trade.goods, world)))
    own, seen = [], dict.fromkeys(names, 0)
    for goods in trade.goods:
        seen[goods.letter] += 1
        if id(goods) in taken:
            number = seen[goods.letter]
            own.append(_own_product(world, goods, f"{goods.letter}{number:02d}"))
    return (*own, *_rival_products(world))


def _popular(goods: tuple[Goods, ...], world: World) -> list[Goods]:
    """Return the most popular goods, with each category's first two among them."""
    ranked = sorted(goods, key=lambda each: -each.popularity)
    first = [
        each
        for category in world.categories
        for each in [one for one in ranked if one.letter == category.letter][:2]
    ]
    others = [each for each in ranked if each not in first]
    return [*first, *others][: max(world.products, len(first))]


def _own_product(world: World, goods: Goods, product_id: str) -> ProductDesign:
    names = {category.letter: category.name for category in world.categories}
    return ProductDesign(
        product_id=product_id,
        name=f"{world.brand_zh}{goods.name}",
        category=names[goods.letter],
        brand=world.brand,
        pack=goods.pack,
        list_price=goods.list_price,
        unit_cost=goods.unit_cost,
        popularity=goods.popularity,
        high_margin=goods.high_margin,
        shelf_life_days=goods.shelf_life_days,
    )


def _rival_products(world: World) -> list[ProductDesign]:
    names = {category.letter: category.name for category in world.categories}
    rivals = world.competitors
    return [
        ProductDesign(
            product_id=f"X{number:02d}",
            name=f"{rivals[number % len(rivals)].brand_zh}{goods.name}",
            category=names[goods.letter],
            brand=rivals[number % len(rivals)].brand,
            pack=goods.pack,
            list_price=goods.list_price,
            unit_cost=0.0,
            popularity=0.0,
            is_own=False,
        )
        for number, goods in enumerate(TRADES[world.trade].rivals, 1)
    ]


def product_table(products: tuple[ProductDesign, ...], world: World) -> pd.DataFrame:
    """Return the table `product`; a rival's cost and margin are not known."""
    makers = {competitor.brand: competitor.name for competitor in world.competitors}
    return pd.DataFrame(
        [
            {
                "product_id": product.product_id,
                "product_name": product.name,
                "category": product.category,
                "is_own": product.is_own,
                "brand": product.brand,
                "manufacturer": world.company if product.is_own else makers.get(product.brand),
                "pack": product.pack,
                "list_price": product.list_price,
                "unit_cost": product.unit_cost if product.is_own else None,
                "retail_price": round(product.list_price * RETAIL_MARKUP, 1),
                "high_margin": product.high_margin if product.is_own else None,
                "shelf_life_days": product.shelf_life_days if product.is_own else None,
                "barcode": _barcode(position) if product.is_own else None,
            }
            for position, product in enumerate(products, 1)
        ]
    )


def _barcode(position: int) -> str:
    """Return a 13-digit number with a right check digit, in a range left for shops' own use."""
    digits = f"2{0:06d}{position:05d}"
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return digits + str(-weighted % 10)
