"""Units as extracts write them: 万元, 元/箱, %, 箱 - what they measure and their power of ten.

A unit that is not in the list is not a unit: the header that carries it stays unmatched.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ka_helpers.columns import Kind

Measure = Literal["money", "scale", "price", "count", "share", "days"]
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_NARROWED = str.maketrans(
    {chr(wide): chr(ascii_) for wide, ascii_ in _WIDE.items()}
    | dict.fromkeys("　\u00a0\u202f\u2009", " ")
    | dict.fromkeys("\u2212﹣", "-")
    | {"￥": "¥", "【": "[", "】": "]", "〔": "(", "〕": ")"}
)


@dataclass(frozen=True)
class Unit:
    """A unit: how it is written, what it measures, the power of ten it multiplies by."""

    label: str
    measures: Measure
    power: int = 0

    def fits(self, kind: Kind) -> bool:
        """Tell whether a column of `kind` can be in this unit."""
        return kind in _KINDS[self.measures]


_KINDS: Mapping[Measure, frozenset[Kind]] = {
    "money": frozenset({"money", "price", "number"}),
    "scale": frozenset({"money", "number"}),
    "price": frozenset({"price"}),
    "count": frozenset({"count", "number"}),
    "share": frozenset({"share", "number"}),
    "days": frozenset({"count"}),
}
_MONEY = {
    **dict.fromkeys(
        ["元", "人民币", "元人民币", "rmb", "cny", "yuan", "¥", "usd", "$", "eur", "€"], 0
    ),
    **dict.fromkeys(["千元", "'000元", "k元"], 3),
    **dict.fromkeys(["万元", "万rmb", "rmb万元", "人民币万元"], 4),
    "百万元": 6,
    "千万元": 7,
    "亿元": 8,
}
_COUNTED = (
    "箱 件 瓶 个 支 包 盒 袋 罐 家 次 点 场 条 cases case units unit pcs pc sku 项 分 台 kg 吨"
)
UNITS: Mapping[str, Unit] = {
    **{label: Unit(label, "money", power) for label, power in _MONEY.items()},
    "万": Unit("万", "scale", 4),  # of money only: 销量(万) may be either
    **{label: Unit(label, "count") for label in _COUNTED.split()},
    **{
        f"万{label}": Unit(f"万{label}", "count", 4)
        for label in ["箱", "件", "瓶", "个", "支", "包", "盒"]
    },
    **{f"千{label}": Unit(f"千{label}", "count", 3) for label in ["箱", "件", "瓶", "个"]},
    **{label: Unit(label, "share", -2) for label in ("%", "pct", "百分比")},
    **{label: Unit(label, "days") for label in ("天", "日", "days", "day")},
    **{
        f"元/{label}": Unit(f"元/{label}", "price")
        for label in ["箱", "件", "瓶", "个", "支", "包", "盒", "袋", "罐"]
    },
}
_BRACKETED = re.compile(r"^(?P<base>.+?)\s*[(\[](?P<unit>[^()\[\]]+)[)\]]$")
_TRAILING = re.compile(r"^(?P<base>.+?)\s*[/_,:\- ]\s*(?P<unit>[^/_,:\- ]+(?:/[^/_,:\- ]+)?)$")
_NOTE = re.compile(r"(?:货币|金额)?单位\s*:\s*(?P<units>[^()\[\]\s]+)")


def narrow(text: str) -> str:
    """Return text with full-width letters, digits and signs in their ASCII form.

    Narrower than NFKC on purpose, which would read 5² as 52 and ① as 1.

    >>> narrow("（１，２００）￥")
    '(1,200)¥'
    """
    return text.translate(_NARROWED).strip()


def currency_sign(label: str) -> str:
    """Return the currency a money unit names, "" if it names none.

    >>> currency_sign("rmb万元"), currency_sign("万元")
    ('rmb', '')
    """
    return re.sub("['千万百亿元k0]", "", label.casefold())


def split_unit(header: str) -> tuple[str, Unit | None]:
    """Return a header without its unit, and the unit; the header whole if it has none.

    >>> split_unit("销售额（万元）")
    ('销售额', Unit(label='万元', measures='money', power=4))
    >>> split_unit("销售额(不含税)")
    ('销售额(不含税)', None)
    """
    text = narrow(header)
    for pattern in (_BRACKETED, _TRAILING):
        match = pattern.match(text)
        unit = match and UNITS.get(match["unit"].strip().casefold())
        if match and unit:
            return match["base"].strip(), unit
    if text.endswith("%") and len(text) > 1:
        return text[:-1].strip(), UNITS["%"]
    return text, None


def noted_units(text: str) -> tuple[str, ...]:
    """Return the units that a line such as "单位：万元、箱" above a table names.

    >>> noted_units("2026年4月销售　单位：万元")
    ('万元',)
    """
    match = _NOTE.search(narrow(text))
    if match is None:
        return ()
    return tuple(part for part in re.split(r"[、,;]|/(?=万|千|元)", match["units"]) if part)
