"""Household care: the big clean before New Year. Every company and brand is invented."""

from ka_helpers.cases.synthesis.trades.trade import (
    Category,
    Competitor,
    RivalGoods,
    Trade,
    goods_of,
)

# name, pack, list price and cost of a case, popularity, high margin
_LAUNDRY = (
    ("洗衣液 Laundry Liquid", "2kg×6", 150.0, 87.0, 9.0, False),
    ("洗衣液大桶 Laundry Liquid Large", "3kg×4", 140.0, 84.0, 7.0, False),
    ("洗衣粉 Washing Powder", "1.5kg×8", 128.0, 79.0, 5.0, False),
    ("洗衣凝珠 Laundry Capsules", "15pc×24", 432.0, 206.0, 3.6, True),
    ("柔顺剂 Fabric Softener", "1kg×8", 136.0, 72.0, 3.2, True),
    ("内衣洗液 Delicates Wash", "300ml×24", 312.0, 143.0, 2.0, True),
)
_DISH = (
    ("洗洁精 Dish Liquid", "1.2kg×8", 92.0, 55.0, 8.0, False),
    ("果蔬洗洁精 Produce Dish Liquid", "1kg×8", 104.0, 58.0, 5.0, False),
    ("洗洁精小瓶 Dish Liquid Small", "500g×20", 120.0, 70.0, 4.0, False),
    ("洗碗块 Dishwasher Tablets", "30pc×12", 468.0, 218.0, 1.8, True),
    ("奶瓶清洗剂 Bottle Cleanser", "500ml×12", 228.0, 104.0, 1.4, True),
)
_SURFACE = (
    ("油污清洁剂 Kitchen Degreaser", "500g×12", 132.0, 68.0, 5.0, True),
    ("洁厕液 Toilet Cleaner", "500g×20", 120.0, 69.0, 5.6, False),
    ("地板清洁液 Floor Cleaner", "2kg×6", 126.0, 72.0, 3.4, False),
    ("玻璃水 Glass Cleaner", "500g×15", 105.0, 61.0, 2.8, False),
    ("消毒液 Disinfectant", "1.2kg×8", 112.0, 65.0, 4.2, False),
    ("除菌湿巾 Sanitising Wipes", "80pc×24", 240.0, 118.0, 3.0, True),
)
_PAPER = (
    ("抽纸 Facial Tissue", "100pc×60", 132.0, 82.0, 9.0, False),
    ("卷纸 Toilet Roll", "140g×60", 126.0, 79.0, 6.4, False),
    ("厨房纸 Kitchen Towel", "75pc×36", 144.0, 84.0, 3.4, False),
    ("手帕纸 Pocket Tissue", "10pc×120", 108.0, 63.0, 3.0, False),
    ("湿厕纸 Moist Toilet Tissue", "40pc×24", 204.0, 97.0, 2.2, True),
    ("乳霜纸 Lotion Tissue", "40pc×48", 252.0, 121.0, 1.8, True),
)

HOUSEHOLD = Trade(
    trade_id="household",
    zh="家庭清洁",
    en="Household care",
    company_zh="皓居家清",
    company_en="Haoju Home Care",
    brand_zh="皓居",
    brand_en="Haoju",
    buyer="家清采购 Household buyer",
    categories=(
        Category("L", "衣物清洁", "Laundry", summer=0.04, new_year=0.3, growth=0.04),
        Category("D", "餐具清洁", "Dish care", summer=0.03, new_year=0.28, growth=0.03),
        Category("C", "居家清洁", "Surface care", summer=0.06, new_year=0.6, growth=0.07),
        Category("P", "纸品", "Paper", summer=0.01, new_year=0.35, growth=0.05),
    ),
    goods=(
        *goods_of("L", _LAUNDRY, shelf_life_days=1080),
        *goods_of("D", _DISH, shelf_life_days=1080),
        *goods_of("C", _SURFACE, shelf_life_days=1080),
        *goods_of("P", _PAPER, shelf_life_days=1080),
    ),
    rivals=(
        RivalGoods("L", "洗衣液 Laundry Liquid", "2kg×6", 146.0),
        RivalGoods("L", "洗衣凝珠 Laundry Capsules", "15pc×24", 450.0),
        RivalGoods("D", "洗洁精 Dish Liquid", "1.2kg×8", 89.0),
        RivalGoods("C", "洁厕液 Toilet Cleaner", "500g×20", 116.0),
        RivalGoods("P", "抽纸 Facial Tissue", "100pc×60", 129.0),
        RivalGoods("P", "卷纸 Toilet Roll", "140g×60", 122.0),
    ),
    competitors=(
        Competitor("净屿日化", "Jingyu", "净屿", "Jingyu"),
        Competitor("蓝涧家清", "Lanjian", "蓝涧", "Lanjian"),
    ),
)
