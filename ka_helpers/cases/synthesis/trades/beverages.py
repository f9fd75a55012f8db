"""Drinks: the trade of the shipped case. Every company and brand is invented."""

from ka_helpers.cases.synthesis.trades.trade import (
    Category,
    Competitor,
    RivalGoods,
    Trade,
    goods_of,
)

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

BEVERAGES = Trade(
    trade_id="beverages",
    zh="饮料",
    en="Beverages",
    company_zh="清屿饮品",
    company_en="Qingyu Beverages",
    brand_zh="清屿",
    brand_en="Qingyu",
    buyer="饮料采购 Beverage buyer",
    categories=(
        Category("T", "茶饮", "Tea", summer=0.34, new_year=0.25, growth=0.07),
        Category("J", "果汁", "Juice", summer=0.14, new_year=0.95, growth=0.03),
        Category("W", "水", "Water", summer=0.42, new_year=0.10, growth=0.05),
        Category("F", "功能饮料", "Functional", summer=0.26, new_year=0.35, growth=0.09),
    ),
    goods=(
        *goods_of("T", _TEA),
        *goods_of("J", _JUICE, shelf_life_days=270),
        *goods_of("W", _WATER),
        *goods_of("F", _FUNCTIONAL),
    ),
    rivals=(
        RivalGoods("T", "绿茶 Green Tea", "500ml×15", 41.0),
        RivalGoods("T", "无糖茶 Unsweetened Tea", "500ml×15", 60.0),
        RivalGoods("J", "橙汁饮料 Orange Drink", "450ml×15", 46.0),
        RivalGoods("W", "纯净水 Purified Water", "550ml×24", 22.0),
        RivalGoods("W", "气泡水 Sparkling Water", "480ml×15", 60.0),
        RivalGoods("F", "功能饮料 Energy Drink", "250ml×24", 110.0),
    ),
    competitors=(
        Competitor("峰泽饮料", "Fengze", "峰泽", "Fengze"),
        Competitor("悦泉食品", "Yuequan", "悦泉", "Yuequan"),
    ),
)
