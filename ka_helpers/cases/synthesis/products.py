"""The range of the invented supplier: four categories of drinks, and some rivals' products."""

import pandas as pd

from ka_helpers.cases.synthesis.specification import (
    CATEGORIES,
    FUNCTIONAL,
    JUICE,
    TEA,
    WATER,
    ProductDesign,
)

OUR_COMPANY = "清屿饮品 Qingyu Beverages"
COMPETITORS = ("峰泽饮料 Fengze", "悦泉食品 Yuequan")
RIVAL_BRANDS = ("峰泽 Fengze", "悦泉 Yuequan")
RETAIL_MARKUP = 1.32

# name, pack, list price and cost of a case, popularity, high margin
_TEA = (
    ("绿茶 Green Tea", "500ml×15", 42.0, 24.4, 10.0, False),
    ("冰红茶 Iced Black Tea", "500ml×15", 42.0, 24.8, 9.0, False),
    ("茉莉茶 Jasmine Tea", "500ml×15", 43.5, 24.0, 6.5, False),
    ("无糖乌龙 Unsweetened Oolong", "500ml×15", 58.0, 27.5, 6.0, True),
    ("无糖绿茶 Unsweetened Green Tea", "500ml×15", 58.0, 27.2, 4.5, True),
    ("柠檬茶 Lemon Tea", "250ml×24", 46.0, 26.0, 4.0, False),
    ("奶茶 Milk Tea", "450ml×15", 60.0, 31.0, 3.0, True),
    ("绿茶家庭装 Green Tea Family", "1L×12", 52.0, 31.2, 3.5, False),
)
_JUICE = (
    ("橙汁饮料 Orange Drink", "450ml×15", 48.0, 28.5, 7.0, False),
    ("葡萄汁饮料 Grape Drink", "450ml×15", 48.0, 28.3, 4.0, False),
    ("水蜜桃饮料 Peach Drink", "450ml×15", 48.0, 28.6, 4.0, False),
    ("纯橙汁 Pure Orange Juice", "1L×6", 78.0, 36.5, 3.0, True),
    ("纯苹果汁 Pure Apple Juice", "1L×6", 75.0, 35.0, 2.2, True),
    ("果汁礼盒 Juice Gift Box", "250ml×12", 56.0, 25.0, 2.6, True),
    ("酸梅汤 Plum Drink", "500ml×15", 45.0, 26.5, 3.2, False),
)
_WATER = (
    ("天然水 Natural Water", "550ml×24", 26.0, 16.0, 14.0, False),
    ("天然水小瓶 Natural Water Small", "380ml×24", 24.0, 14.6, 6.0, False),
    ("天然水大桶 Natural Water 4.5L", "4.5L×4", 30.0, 18.4, 5.0, False),
    ("苏打水 Soda Water", "400ml×15", 45.0, 21.0, 3.4, True),
    ("气泡水白桃 Sparkling Peach", "480ml×15", 58.0, 27.0, 4.2, True),
    ("气泡水青柠 Sparkling Lime", "480ml×15", 58.0, 27.0, 3.2, True),
    ("矿泉水 Mineral Water", "500ml×24", 46.0, 22.5, 2.4, True),
    ("母婴水 Infant Water", "1L×12", 64.0, 30.0, 1.2, True),
)
_FUNCTIONAL = (
    ("维生素饮料 Vitamin Drink", "500ml×15", 55.0, 28.5, 5.0, True),
    ("电解质水 Electrolyte Water", "500ml×15", 60.0, 29.0, 4.6, True),
    ("能量饮料 Energy Drink", "250ml×24", 96.0, 50.0, 4.0, True),
    ("能量饮料大瓶 Energy Drink Large", "500ml×15", 78.0, 41.5, 2.6, False),
    ("运动饮料 Sports Drink", "600ml×15", 52.0, 30.5, 4.4, False),
    ("运动饮料柚子 Sports Pomelo", "600ml×15", 52.0, 30.7, 2.8, False),
    ("植物饮料 Herbal Drink", "310ml×24", 62.0, 36.5, 3.8, False),
)
_RIVALS = (
    ("绿茶 Green Tea", TEA, "500ml×15", 41.0),
    ("无糖茶 Unsweetened Tea", TEA, "500ml×15", 60.0),
    ("橙汁饮料 Orange Drink", JUICE, "450ml×15", 46.0),
    ("纯净水 Purified Water", WATER, "550ml×24", 22.0),
    ("气泡水 Sparkling Water", WATER, "480ml×15", 60.0),
    ("功能饮料 Energy Drink", FUNCTIONAL, "250ml×24", 110.0),
)


def designed_products() -> tuple[ProductDesign, ...]:
    """Return the supplier's 30 products and six of its rivals'."""
    families = zip("TJWF", CATEGORIES, (_TEA, _JUICE, _WATER, _FUNCTIONAL), strict=True)
    own = tuple(
        ProductDesign(
            product_id=f"{letter}{number:02d}",
            name=f"清屿{name}",
            category=category,
            brand="清屿 Qingyu",
            pack=pack,
            list_price=price,
            unit_cost=cost,
            popularity=popularity,
            high_margin=high_margin,
            shelf_life_days=270 if category == JUICE else 360,
        )
        for letter, category, family in families
        for number, (name, pack, price, cost, popularity, high_margin) in enumerate(family, 1)
    )
    return own + _rival_products()


def _rival_products() -> tuple[ProductDesign, ...]:
    return tuple(
        ProductDesign(
            product_id=f"X{number:02d}",
            name=f"{RIVAL_BRANDS[number % 2].split(' ')[0]}{name}",
            category=category,
            brand=RIVAL_BRANDS[number % 2],
            pack=pack,
            list_price=price,
            unit_cost=0.0,
            popularity=0.0,
            is_own=False,
        )
        for number, (name, category, pack, price) in enumerate(_RIVALS, 1)
    )


def product_table(products: tuple[ProductDesign, ...]) -> pd.DataFrame:
    """Return the table `product`; a rival's cost and margin are not known."""
    makers = dict(zip(RIVAL_BRANDS, COMPETITORS, strict=True))
    return pd.DataFrame(
        [
            {
                "product_id": product.product_id,
                "product_name": product.name,
                "category": product.category,
                "is_own": product.is_own,
                "brand": product.brand,
                "manufacturer": OUR_COMPANY if product.is_own else makers[product.brand],
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
