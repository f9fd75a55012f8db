"""Snacks: nuts and sweets are gifts before New Year. Every company and brand is invented."""

from ka_helpers.cases.synthesis.trades.trade import (
    Category,
    Competitor,
    RivalGoods,
    Trade,
    goods_of,
)

# name, pack, list price and cost of a case, popularity, high margin
_NUTS = (
    ("五香瓜子 Spiced Sunflower Seeds", "160g×30", 132.0, 76.5, 9.0, False),
    ("焦糖瓜子 Caramel Sunflower Seeds", "160g×30", 138.0, 79.0, 6.0, False),
    ("每日坚果 Daily Nuts", "25g×30", 156.0, 78.0, 6.5, True),
    ("开心果 Pistachios", "120g×20", 360.0, 187.0, 2.6, True),
    ("巴旦木 Almonds", "150g×20", 290.0, 152.0, 3.0, True),
    ("花生 Roasted Peanuts", "400g×20", 150.0, 90.0, 5.0, False),
    ("坚果礼盒 Nut Gift Box", "1.2kg×6", 468.0, 222.0, 2.2, True),
)
_BISCUITS = (
    ("苏打饼干 Soda Crackers", "400g×12", 84.0, 49.0, 7.5, False),
    ("夹心饼干 Sandwich Biscuits", "300g×18", 108.0, 62.0, 6.5, False),
    ("威化 Wafers", "200g×24", 120.0, 69.5, 4.2, False),
    ("全麦饼干 Wholegrain Biscuits", "320g×12", 118.0, 58.5, 3.4, True),
    ("小蛋糕 Sponge Cakes", "480g×10", 95.0, 56.0, 5.4, False),
    ("曲奇礼罐 Cookie Gift Tin", "681g×6", 210.0, 98.0, 2.0, True),
)
_CRISPS = (
    ("原味薯片 Plain Crisps", "75g×22", 110.0, 62.5, 8.5, False),
    ("黄瓜味薯片 Cucumber Crisps", "75g×22", 110.0, 62.8, 6.0, False),
    ("番茄味薯片 Tomato Crisps", "75g×22", 110.0, 63.0, 5.2, False),
    ("罐装薯片 Canned Crisps", "110g×16", 128.0, 64.5, 3.8, True),
    ("虾条 Prawn Sticks", "80g×24", 102.0, 60.0, 3.6, False),
    ("烘焙玉米片 Baked Corn Chips", "90g×20", 134.0, 65.0, 2.8, True),
)
_SWEETS = (
    ("酥心糖 Crunchy Candy", "500g×12", 126.0, 72.0, 4.6, False),
    ("奶糖 Milk Candy", "500g×12", 138.0, 78.0, 5.0, False),
    ("果味软糖 Fruit Gummies", "60g×48", 144.0, 72.0, 4.4, True),
    ("黑巧克力 Dark Chocolate", "80g×24", 276.0, 135.0, 2.6, True),
    ("夹心巧克力 Filled Chocolate", "200g×16", 260.0, 140.0, 3.0, False),
    ("无糖薄荷糖 Sugar-free Mints", "45g×48", 210.0, 96.0, 3.2, True),
)

SNACKS = Trade(
    trade_id="snacks",
    zh="休闲食品",
    en="Snacks",
    company_zh="榛野食品",
    company_en="Zhenye Foods",
    brand_zh="榛野",
    brand_en="Zhenye",
    buyer="休闲食品采购 Snacks buyer",
    categories=(
        Category("N", "坚果炒货", "Nuts", summer=-0.12, new_year=1.15, growth=0.07),
        Category("B", "饼干糕点", "Biscuits", summer=-0.05, new_year=0.55, growth=0.03),
        Category("C", "膨化食品", "Crisps", summer=0.12, new_year=0.35, growth=0.06),
        Category("S", "糖果巧克力", "Confectionery", summer=-0.2, new_year=1.0, growth=0.04),
    ),
    goods=(
        *goods_of("N", _NUTS, shelf_life_days=240),
        *goods_of("B", _BISCUITS, shelf_life_days=270),
        *goods_of("C", _CRISPS, shelf_life_days=240),
        *goods_of("S", _SWEETS, shelf_life_days=360),
    ),
    rivals=(
        RivalGoods("N", "瓜子 Sunflower Seeds", "160g×30", 128.0),
        RivalGoods("N", "每日坚果 Daily Nuts", "25g×30", 162.0),
        RivalGoods("B", "夹心饼干 Sandwich Biscuits", "300g×18", 104.0),
        RivalGoods("C", "薯片 Crisps", "75g×22", 114.0),
        RivalGoods("C", "虾条 Prawn Sticks", "80g×24", 99.0),
        RivalGoods("S", "巧克力 Chocolate", "80g×24", 288.0),
    ),
    competitors=(
        Competitor("麦朵食品", "Maiduo", "麦朵", "Maiduo"),
        Competitor("脆岭食品", "Cuiling", "脆岭", "Cuiling"),
    ),
)
