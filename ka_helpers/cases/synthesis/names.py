"""Names of invented accounts beyond the designed ones: two syllables and what kind of trade it is.

A name is made from the account's number alone, so that no two numbers share one. As with the
designed names, no company is meant.
"""

import re

_FIRST = (
    "安 An", "百 Bai", "宝 Bao", "昌 Chang", "辰 Chen", "诚 Cheng", "春 Chun", "达 Da", "德 De",
    "鼎 Ding", "东 Dong", "丰 Feng", "福 Fu", "富 Fu", "冠 Guan", "广 Guang", "海 Hai", "和 He",
    "恒 Heng", "弘 Hong", "华 Hua", "惠 Hui", "吉 Ji", "佳 Jia", "嘉 Jia", "金 Jin", "锦 Jin",
    "景 Jing", "聚 Ju", "康 Kang", "可 Ke", "乐 Le", "利 Li", "联 Lian", "良 Liang", "隆 Long",
    "绿 Lü", "美 Mei", "明 Ming", "南 Nan", "宁 Ning", "鹏 Peng", "平 Ping", "齐 Qi", "祺 Qi",
    "庆 Qing", "仁 Ren", "荣 Rong", "瑞 Rui", "润 Run", "思 Si", "尚 Shang", "盛 Sheng",
    "世 Shi", "顺 Shun", "泰 Tai", "天 Tian", "通 Tong", "万 Wan", "旺 Wang", "祥 Xiang",
    "新 Xin", "兴 Xing", "旭 Xu", "雅 Ya", "亿 Yi", "益 Yi", "永 Yong", "优 You", "裕 Yu",
    "源 Yuan", "正 Zheng",
)  # fmt: skip
_SECOND = (
    "邦 bang", "碧 bi", "滨 bin", "畅 chang", "城 cheng", "橙 cheng", "川 chuan", "纯 chun",
    "岛 dao", "都 du", "帆 fan", "枫 feng", "港 gang", "谷 gu", "榆 yu", "禾 he", "河 he",
    "泓 hong", "湖 hu", "集 ji", "江 jiang", "津 jin", "晶 jing", "居 ju", "客 ke", "朗 lang",
    "蓝 lan", "里 li", "林 lin", "岭 ling", "楼 lou", "麦 mai", "满 man", "门 men", "民 min",
    "宁 ning", "沛 pei", "品 pin", "桥 qiao", "晴 qing", "泉 quan", "日 ri", "桑 sang",
    "山 shan", "善 shan", "舍 she", "松 song", "穗 sui", "潭 tan", "田 tian", "庭 ting",
    "湾 wan", "溪 xi", "乡 xiang", "享 xiang", "星 xing", "秀 xiu", "轩 xuan", "悦 yue",
    "阳 yang", "野 ye", "逸 yi", "银 yin", "盈 ying", "友 you", "园 yuan", "月 yue", "云 yun",
    "泽 ze", "舟 zhou", "庄 zhuang", "卓 zhuo",
)  # fmt: skip
_TRADES = {
    "大卖场 hypermarket": "购物", "超市 supermarket": "超市", "便利店 convenience": "便利",
    "电商平台 marketplace": "商城", "即时零售 quick commerce": "到家",
    "社区团购 group buying": "优选",
    "会员批发 cash and carry": "会员店", "批发 wholesale": "批发", "经销商 dealer": "商贸",
}  # fmt: skip


_TWO_NAMES = re.compile(r"(\S*[\u3400-\u9fff]\S*) ([^\u3400-\u9fff]+)")


def in_both(name: str) -> tuple[str, str]:
    """Return the Chinese and the English part of a name; a name in one language stands for both.

    >>> in_both("湘橘超市 Xiangju"), in_both("Seven Days"), in_both("湘橘超市")
    (('湘橘超市', 'Xiangju'), ('Seven Days', 'Seven Days'), ('湘橘超市', '湘橘超市'))
    """
    both = _TWO_NAMES.fullmatch(name)
    return (both[1], both[2]) if both else (name, name)


def invented_name(number: int, trade_format: str) -> str:
    """Return the name of the account `number`, Chinese and in letters, unlike any other number's.

    >>> invented_name(25, "超市 supermarket")
    '金乡超市 Jinxiang'
    """
    turn, first = divmod(number, len(_FIRST))
    again, second = divmod(turn, len(_SECOND))
    sign, letters = _FIRST[first].split(" ")
    next_sign, next_letters = _SECOND[(5 * first + second) % len(_SECOND)].split(" ")
    last = f" {again + 1}" if again else ""
    return f"{sign}{next_sign}{_TRADES.get(trade_format, '')} {letters}{next_letters}{last}"
