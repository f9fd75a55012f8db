"""A text that should be Chinese is Chinese, with Chinese marks."""

import pytest

from ka_helpers.authoring.chinese import chinese_faults
from ka_helpers.authoring.keeping import bare


def keys(text):
    return [key for key, _ in chinese_faults(bare(text))]


@pytest.mark.parametrize(
    "text",
    [
        "重点客户（KA）的 SKU 数，见 `sales.head(3)`。",
        "按 Shift+Enter 运行单元格，答案写成 `0.333`，不要写“33.3%”。",
        "[第 1 章](01_which_accounts.ipynb)：先读完。",
        "**需要** 第 0 章。**时间** 30 分钟。",
        "重点客户管理（Key Account Management），简称 KAM。",
        "比例是 3:2，时间 8:30。",
        "`check(a, b)`",
        "$x = 1$",
        "",
    ],
)
def test_good_chinese_is_let_be(text):
    assert keys(text) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("Rank the accounts.", "not_chinese"),
        ("给客户排序。Then look at the largest five.", "english_left"),
        ("销售额,利润", "english_marks"),
        ("销售额.", "english_marks"),
        ("客户(KA)", "english_marks"),
        ("**注意**:先看这里", "english_marks"),
        ("先看`sales`, 再看客户", "english_marks"),
        ('写成"文本"即可', "english_marks"),
        ("一共１２个", "full_width"),
    ],
)
def test_what_is_not_is_named(text, fault):
    assert keys(text) == [fault]
