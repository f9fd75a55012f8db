"""The 24 designed accounts of the invented supplier, and more of the same kind for size tests.

Every name is invented. The seven stories each belong to one account (`AccountDesign.story`).
"""

from dataclasses import replace

from ka_helpers.cases.synthesis.names import invented_name
from ka_helpers.cases.synthesis.specification import AccountDesign, Field, Terms
from ka_helpers.cases.synthesis.story import Story

_EAST, _SOUTH, _NORTH, _WEST = "华东 East", "华南 South", "华北 North", "西南 Southwest"
_CENTRAL, _NATION = "华中 Central", "全国 National"
_LI, _ZHAO, _SUN = "李文静 Li Wenjing", "赵启明 Zhao Qiming", "孙晓岚 Sun Xiaolan"
_WU, _ZHENG, _HE = "吴海峰 Wu Haifeng", "郑雅 Zheng Ya", "何立 He Li"
_HYPER, _SUPER = "大卖场 hypermarket", "超市 supermarket"

_MODERN = (
    AccountDesign(
        "K01", "沃邻大卖场 Wolin", "modern", _HYPER, _NATION, 186, 11_600_000, 0.07, 28, _LI,
        Terms(0.11, 0.075, 0.045, 0.018, 0.045, 0.035, 60, 4),
        Field(0.235, 0.37, 84, 0.88, 0.955, 0.03, 4.0, 0.24),
    ),
    AccountDesign(
        "K02", "惠庭购物 Huiting", "modern", _HYPER, _NATION, 142, 7_400_000, 0.05, 27, _LI,
        Terms(0.09, 0.06, 0.04, 0.015, 0.05, 0.03, 30, -2),
        Field(0.20, 0.34, 81, 0.86, 0.65, 0.06, 4.2, 0.22),
        story=Story("order_gap", "K02"),
    ),
    AccountDesign(
        "K03", "恒穗超市 Hengsui", "modern", _HYPER, _NORTH, 98, 5_200_000, -0.12, 25, _ZHAO,
        Terms(0.14, 0.18, 0.13, 0.04, 0.06, 0.075, 75, 8),
        Field(0.165, 0.28, 76, 0.82, 0.945, 0.05, 4.0, 0.19),
        story=Story("spend_cut", "K03"),
    ),
    AccountDesign(
        "K04", "乐檐百货 Leyan", "modern", _HYPER, _SOUTH, 76, 4_300_000, 0.06, 24, _ZHAO,
        Terms(0.13, 0.12, 0.075, 0.03, 0.055, 0.045, 70, 6),
        Field(0.18, 0.36, 79, 0.85, 0.945, 0.04, 4.2, 0.21),
        story=Story("buyer_price_cuts", "K04"), fiscal_year_start_month=4,
    ),
    AccountDesign(
        "K05", "川禾超市 Chuanhe", "modern", _SUPER, _WEST, 64, 2_600_000, 0.13, 22, _SUN,
        Terms(0.08, 0.05, 0.04, 0.012, 0.05, 0.03, 45, 2),
        Field(0.21, 0.38, 86, 0.90, 0.965, 0.03, 3.6, 0.23),
    ),
    AccountDesign(
        "K06", "江畔生活 Jiangpan", "modern", _SUPER, _CENTRAL, 52, 2_100_000, 0.11, 21, _SUN,
        Terms(0.08, 0.05, 0.035, 0.012, 0.045, 0.04, 45, 3),
        Field(0.19, 0.35, 90, 0.92, 0.955, 0.03, 3.8, 0.20),
        story=Story("execution_turnaround", "K06"),
    ),
    AccountDesign(
        "K07", "岭丰连锁 Lingfeng", "modern", _SUPER, _SOUTH, 47, 1_750_000, -0.04, 19, _ZHAO,
        Terms(0.10, 0.095, 0.075, 0.025, 0.055, 0.06, 60, 24),
        Field(0.145, 0.27, 72, 0.80, 0.93, 0.06, 4.6, 0.16),
    ),
    AccountDesign(
        "K08", "北屿商超 Beiyu", "modern", _SUPER, _NORTH, 39, 1_350_000, 0.03, 18, _ZHENG,
        Terms(0.10, 0.10, 0.075, 0.025, 0.06, 0.06, 60, 7),
        Field(0.155, 0.30, 75, 0.82, 0.945, 0.05, 4.3, 0.17),
    ),
    AccountDesign(
        "K09", "湘橘超市 Xiangju", "modern", _SUPER, _CENTRAL, 33, 1_180_000, 0.08, 18, _ZHENG,
        Terms(0.08, 0.06, 0.045, 0.015, 0.05, 0.035, 45, 3),
        Field(0.175, 0.32, 80, 0.86, 0.95, 0.04, 6.5, 0.19),
        story=Story("phasing", "K09"),
    ),
    AccountDesign(
        "K10", "沃邻社区店 Wolin Local", "modern", _SUPER, _EAST, 88, 1_900_000, 0.18, 17, _LI,
        Terms(0.10, 0.06, 0.04, 0.012, 0.05, 0.03, 60, 4),
        Field(0.22, 0.36, 83, 0.88, 0.96, 0.03, 3.4, 0.22), parent_id="K01",
    ),
)  # fmt: skip
_CONVENIENCE = (
    AccountDesign(
        "K11", "拾光便利 Shiguang", "convenience", "便利店 convenience", _EAST, 420, 2_900_000,
        0.15, 16, _WU, Terms(0.07, 0.06, 0.045, 0.02, 0.065, 0.03, 40, 1),
        Field(0.20, 0.41, 88, 0.91, 0.97, 0.02, 2.8, 0.18),
    ),
    AccountDesign(
        "K12", "邻点便利 Lindian", "convenience", "便利店 convenience", _SOUTH, 265, 1_500_000,
        0.09, 15, _WU, Terms(0.09, 0.10, 0.075, 0.025, 0.075, 0.045, 45, 5),
        Field(0.17, 0.33, 80, 0.85, 0.955, 0.03, 3.0, 0.15),
    ),
    AccountDesign(
        "K13", "转角小店 Zhuanjiao", "convenience", "便利店 convenience", _WEST, 120, 480_000,
        0.22, 12, _WU, Terms(0.06, 0.05, 0.04, 0.02, 0.07, 0.03, 30, 0),
        Field(0.23, 0.43, 87, 0.90, 0.96, 0.03, 3.0, 0.21),
    ),
    AccountDesign(
        "K14", "晨帆便利 Chenfan", "convenience", "便利店 convenience", _NORTH, 70, 310_000,
        0.02, 11, _ZHENG, Terms(0.08, 0.10, 0.08, 0.03, 0.08, 0.06, 45, 9),
        Field(0.135, 0.24, 74, 0.81, 0.94, 0.05, 3.4, 0.13),
    ),
)  # fmt: skip
_ONLINE = (
    AccountDesign(
        "K15", "云橱商城 Yunchu", "online", "电商平台 marketplace", _NATION, 1, 6_200_000,
        0.20, 26, _HE, Terms(0.10, 0.07, 0.06, 0.01, 0.085, 0.015, 30, 0),
        Field(0.21, 0.40, 85, 0.90, 0.975, 0.02, 3.2, 0.17),
        has_visits=False, market_without_own=True, fiscal_year_start_month=4,
    ),
    AccountDesign(
        "K16", "快篮到家 Kuailan", "online", "即时零售 quick commerce", _EAST, 1, 1_650_000,
        0.30, 18, _HE, Terms(0.08, 0.07, 0.06, 0.01, 0.09, 0.02, 30, 2),
        Field(0.18, 0.36, 82, 0.87, 0.965, 0.03, 2.6, 0.16), has_visits=False,
    ),
    AccountDesign(
        "K17", "果仓优选 Guocang", "online", "社区团购 group buying", _CENTRAL, 1, 720_000,
        -0.09, 10, _HE, Terms(0.13, 0.09, 0.065, 0.005, 0.095, 0.025, 15, 1),
        Field(), has_visits=False, reports_market=False, reports_execution=False,
    ),
)  # fmt: skip
_WHOLESALE = (
    AccountDesign(
        "K18", "聚源批发 Juyuan", "traditional", "会员批发 cash and carry", _CENTRAL, 14,
        2_300_000, 0.04, 20, _ZHENG, Terms(0.08, 0.055, 0.03, 0.01, 0.035, 0.02, 45, 5),
        Field(0.185, 0.31, 79, 0.85, 0.95, 0.04, 4.5, 0.20),
        story=Story("loading", "K18"),
    ),
    AccountDesign(
        "K19", "通渠食品 Tongqu", "traditional", "批发 wholesale", _WEST, 9, 950_000,
        0.01, 14, _SUN, Terms(0.08, 0.05, 0.03, 0.008, 0.035, 0.02, 30, 22),
        Field(0.15, 0.26, 77, 0.84, 0.94, 0.05, 4.8, 0.18),
    ),
)  # fmt: skip
_DEALER_TERMS = Terms(0.11, 0.06, 0.03, 0.004, 0.045, 0.02, 15, 1)
_DEALERS = tuple(
    replace(dealer, reports_market=False, reports_execution=False, has_visits=False)
    for dealer in (
        AccountDesign(
            "K20", "苏启商贸 Suqi", "dealer", "经销商 dealer", _EAST, 640, 3_100_000, 0.06, 20, _WU,
            _DEALER_TERMS, Field(fill_rate=0.965, cover_weeks=4.6),
        ),
        AccountDesign(
            "K21", "赣和商贸 Ganhe", "dealer", "经销商 dealer", _CENTRAL, 310, 1_250_000, 0.10, 16,
            _SUN, _DEALER_TERMS, Field(fill_rate=0.96, cover_weeks=4.2),
            story=Story("diversion", "K21"),
        ),
        AccountDesign(
            "K22", "蒙原商贸 Mengyuan", "dealer", "经销商 dealer", _NORTH, 180, 620_000, 0.02, 12,
            _ZHENG, Terms(0.13, 0.085, 0.06, 0.012, 0.08, 0.04, 30, 12),
            Field(fill_rate=0.935, cover_weeks=5.2),
        ),
        AccountDesign(
            "K23", "滇成商贸 Diancheng", "dealer", "经销商 dealer", _WEST, 150, 430_000, -0.06, 11,
            _SUN, Terms(0.12, 0.08, 0.055, 0.012, 0.085, 0.045, 30, 6), Field(cover_weeks=5.0),
            reports_sell_out=False,
        ),
        AccountDesign(
            "K24", "琼舟商贸 Qiongzhou", "dealer", "经销商 dealer", _SOUTH, 95, 260_000, 0.12, 10,
            _ZHAO, _DEALER_TERMS, Field(cover_weeks=4.4), reports_sell_out=False,
        ),
    )
)  # fmt: skip


def designed_accounts() -> tuple[AccountDesign, ...]:
    """Return the 24 accounts of the shipped case, seven of them with a story."""
    return _MODERN + _CONVENIENCE + _ONLINE + _WHOLESALE + _DEALERS


def many_accounts(count: int, sku_count: int | None = None) -> tuple[AccountDesign, ...]:
    """Return `count` accounts for size tests: the designed ones, then plain ones modelled on them.

    The others have no story, no parent, a name and a size of their own, and `sku_count` products
    (their model's if None); ids go on from `N00025`.

    >>> [len(many_accounts(count)) for count in (3, 24, 30)]
    [3, 24, 30]
    """
    designed = designed_accounts()
    models = [account for account in designed if account.story is None]
    others = (
        replace(
            (model := models[number % len(models)]),
            account_id=f"N{number:05d}",
            name=invented_name(number, model.format),
            quarterly_sales=round(model.quarterly_sales * (0.5 + number * 0.618 % 1), -3),
            growth=round(model.growth + (number * 0.414 % 1 - 0.5) * 0.08, 3),
            sku_count=model.sku_count if sku_count is None else sku_count,
            parent_id=None,
        )
        for number in range(25, count + 1)
    )
    return (*designed[:count], *others)
