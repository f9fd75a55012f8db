"""Personal care: a mild season, high margins. Every company and brand is invented."""

from ka_helpers.cases.synthesis.trades.trade import (
    Category,
    Competitor,
    RivalGoods,
    Trade,
    goods_of,
)

# name, pack, list price and cost of a case, popularity, high margin
_HAIR = (
    ("柔顺洗发水 Smooth Shampoo", "400ml×12", 312.0, 171.0, 8.0, False),
    ("去屑洗发水 Anti-dandruff Shampoo", "400ml×12", 336.0, 183.0, 7.0, False),
    ("柔顺洗发水家庭装 Smooth Shampoo Family", "750ml×12", 492.0, 288.0, 4.6, False),
    ("氨基酸洗发水 Amino Acid Shampoo", "500ml×12", 564.0, 262.0, 3.6, True),
    ("修护发膜 Repair Hair Mask", "300ml×24", 720.0, 322.0, 2.0, True),
    ("护发素 Conditioner", "400ml×12", 288.0, 160.0, 4.0, False),
)
_WASH = (
    ("清爽沐浴露 Fresh Body Wash", "500ml×12", 276.0, 156.0, 7.0, False),
    ("滋润沐浴露 Moist Body Wash", "500ml×12", 288.0, 160.0, 5.6, False),
    ("沐浴露家庭装 Body Wash Family", "1L×12", 420.0, 250.0, 4.4, False),
    ("香氛沐浴露 Scented Body Wash", "450ml×12", 468.0, 214.0, 3.0, True),
    ("洗手液 Hand Wash", "500ml×12", 168.0, 98.0, 4.8, False),
    ("香皂 Soap", "110g×72", 216.0, 128.0, 4.0, False),
)
_ORAL = (
    ("清新牙膏 Fresh Toothpaste", "120g×48", 336.0, 186.0, 8.0, False),
    ("美白牙膏 Whitening Toothpaste", "120g×48", 480.0, 228.0, 4.4, True),
    ("抗敏牙膏 Sensitive Toothpaste", "100g×48", 624.0, 286.0, 3.0, True),
    ("儿童牙膏 Children's Toothpaste", "60g×48", 432.0, 205.0, 2.4, True),
    ("软毛牙刷 Soft Toothbrush", "1pc×144", 504.0, 285.0, 4.2, False),
    ("漱口水 Mouthwash", "500ml×12", 312.0, 146.0, 2.2, True),
)
_SKIN = (
    ("保湿面霜 Moist Cream", "50g×48", 1056.0, 560.0, 3.0, False),
    ("洗面奶 Face Wash", "120g×48", 768.0, 430.0, 4.4, False),
    ("护手霜 Hand Cream", "80g×72", 648.0, 298.0, 3.4, True),
    ("身体乳 Body Lotion", "400ml×24", 672.0, 318.0, 2.8, True),
    ("防晒乳 Sun Lotion", "60ml×48", 1296.0, 580.0, 1.6, True),
    ("补水面膜 Sheet Mask", "5pc×48", 912.0, 505.0, 2.6, False),
)

PERSONAL_CARE = Trade(
    trade_id="personal_care",
    zh="个人护理",
    en="Personal care",
    company_zh="沐禾日化",
    company_en="Muhe Personal Care",
    brand_zh="沐禾",
    brand_en="Muhe",
    buyer="个护采购 Personal care buyer",
    categories=(
        Category("H", "洗护发", "Hair care", summer=0.08, new_year=0.2, growth=0.04),
        Category("W", "沐浴清洁", "Body wash", summer=0.2, new_year=0.15, growth=0.05),
        Category("O", "口腔护理", "Oral care", summer=0.02, new_year=0.1, growth=0.06),
        Category("S", "护肤", "Skin care", summer=-0.18, new_year=0.25, growth=0.08),
    ),
    goods=(
        *goods_of("H", _HAIR, shelf_life_days=1080),
        *goods_of("W", _WASH, shelf_life_days=1080),
        *goods_of("O", _ORAL, shelf_life_days=1080),
        *goods_of("S", _SKIN, shelf_life_days=1080),
    ),
    rivals=(
        RivalGoods("H", "洗发水 Shampoo", "400ml×12", 324.0),
        RivalGoods("H", "护发素 Conditioner", "400ml×12", 300.0),
        RivalGoods("W", "沐浴露 Body Wash", "500ml×12", 270.0),
        RivalGoods("O", "牙膏 Toothpaste", "120g×48", 348.0),
        RivalGoods("O", "漱口水 Mouthwash", "500ml×12", 330.0),
        RivalGoods("S", "面霜 Face Cream", "50g×48", 1104.0),
    ),
    competitors=(
        Competitor("泽兰日化", "Zelan", "泽兰", "Zelan"),
        Competitor("云蔻日化", "Yunkou", "云蔻", "Yunkou"),
    ),
)
