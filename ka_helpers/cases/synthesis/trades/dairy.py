"""Dairy: short lives, gift packs before New Year. Every company and brand is invented."""

from ka_helpers.cases.synthesis.trades.trade import (
    Category,
    Competitor,
    RivalGoods,
    Trade,
    goods_of,
)

# name, pack, list price and cost of a case, popularity, high margin
_MILK = (
    ("纯牛奶 Pure Milk", "250ml×16", 48.0, 29.0, 12.0, False),
    ("高钙牛奶 High-calcium Milk", "250ml×16", 52.0, 30.5, 6.0, False),
    ("有机纯牛奶 Organic Milk", "250ml×12", 66.0, 31.0, 4.0, True),
    ("低脂牛奶 Low-fat Milk", "250ml×16", 52.0, 30.2, 4.0, False),
    ("早餐奶 Breakfast Milk", "250ml×16", 44.0, 26.5, 4.6, False),
    ("A2牛奶礼盒 A2 Milk Gift Box", "250ml×10", 72.0, 33.0, 2.6, True),
)
_FRESH = (
    ("鲜牛奶 Fresh Milk", "950ml×8", 96.0, 55.0, 6.0, False),
    ("鲜牛奶小盒 Fresh Milk Small", "250ml×20", 90.0, 52.0, 4.4, False),
    ("高品质鲜奶 Premium Fresh Milk", "780ml×8", 128.0, 60.5, 3.0, True),
    ("低脂鲜奶 Low-fat Fresh Milk", "950ml×8", 98.0, 56.0, 2.4, False),
    ("儿童鲜奶 Children's Fresh Milk", "190ml×20", 112.0, 53.0, 1.8, True),
)
_YOGURT = (
    ("原味酸奶 Plain Yogurt", "100g×48", 132.0, 76.0, 7.0, False),
    ("风味酸奶 Flavoured Yogurt", "100g×48", 138.0, 79.0, 5.6, False),
    ("桶装酸奶 Tub Yogurt", "1kg×8", 116.0, 68.0, 4.0, False),
    ("希腊酸奶 Greek Yogurt", "135g×24", 168.0, 80.0, 2.8, True),
    ("饮用酸奶 Drinking Yogurt", "200ml×24", 96.0, 56.5, 5.0, False),
    ("益生菌酸奶 Probiotic Yogurt", "100ml×50", 125.0, 60.0, 3.4, True),
)
_CHEESE = (
    ("奶酪棒 Cheese Sticks", "500g×12", 336.0, 165.0, 3.6, True),
    ("芝士片 Cheese Slices", "166g×40", 480.0, 262.0, 2.6, False),
    ("马苏里拉 Mozzarella", "450g×12", 300.0, 172.0, 2.0, False),
    ("黄油 Butter", "200g×20", 420.0, 242.0, 1.6, False),
    ("奶油奶酪 Cream Cheese", "240g×24", 504.0, 238.0, 1.2, True),
)

DAIRY = Trade(
    trade_id="dairy",
    zh="乳制品",
    en="Dairy",
    company_zh="牧汀乳业",
    company_en="Muting Dairy",
    brand_zh="牧汀",
    brand_en="Muting",
    buyer="乳品采购 Dairy buyer",
    categories=(
        Category("M", "常温奶", "Ambient milk", summer=-0.06, new_year=0.75, growth=0.02),
        Category("F", "低温鲜奶", "Fresh milk", summer=0.06, new_year=-0.1, growth=0.09),
        Category("Y", "酸奶", "Yogurt", summer=0.18, new_year=0.15, growth=0.06),
        Category("C", "奶酪黄油", "Cheese", summer=-0.08, new_year=0.2, growth=0.12),
    ),
    goods=(
        *goods_of("M", _MILK, shelf_life_days=180),
        *goods_of("F", _FRESH, shelf_life_days=19),
        *goods_of("Y", _YOGURT, shelf_life_days=28),
        *goods_of("C", _CHEESE, shelf_life_days=180),
    ),
    rivals=(
        RivalGoods("M", "纯牛奶 Pure Milk", "250ml×16", 47.0),
        RivalGoods("M", "高端纯牛奶 Premium Milk", "250ml×12", 68.0),
        RivalGoods("F", "鲜牛奶 Fresh Milk", "950ml×8", 98.0),
        RivalGoods("Y", "酸奶 Yogurt", "100g×48", 128.0),
        RivalGoods("Y", "饮用酸奶 Drinking Yogurt", "200ml×24", 99.0),
        RivalGoods("C", "奶酪棒 Cheese Sticks", "500g×12", 348.0),
    ),
    competitors=(
        Competitor("原谷乳业", "Yuangu", "原谷", "Yuangu"),
        Competitor("雪杉乳业", "Xueshan", "雪杉", "Xueshan"),
    ),
)
