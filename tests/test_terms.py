"""The vocabulary: every word in both languages, spelled one way."""

import re
from collections import Counter

import pytest

from ka_helpers.columns import TABLES
from ka_helpers.errors import RequestError
from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.terms import KPIS, MODULES, term, terms

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPELLED_ONE_WAY = [
    "sell_in",
    "sell_out",
    "baseline",
    "uplift",
    "list_price",
    "net_sales",
    "trade_spend",
    "dso",
    "otif",
    "jbp",
    "sku",
]


def test_every_term_is_complete():
    for each in terms():
        assert re.fullmatch(r"[a-z][a-z0-9_]*", each.key), each
        assert each.en and not CHINESE.search(each.en), each
        assert CHINESE.search(each.zh), each
        assert re.fullmatch(r"00[0-4]|trade", each.source), each


def test_no_two_terms_share_a_word():
    words = Counter(each.zh for each in terms())
    assert [word for word, times in words.items() if times > 1] == []


def test_the_file_has_no_row_twice():
    lines = [line.partition(",")[0] for line in _file_lines()]
    assert len(lines) == len(set(lines)) == len(terms())


def test_metrics_say_how_they_are_worked_out():
    assert [each.key for each in terms("metric") if not each.formula] == []


@pytest.mark.parametrize("key", SPELLED_ONE_WAY)
def test_the_trade_s_own_words_are_there(key):
    assert term(key).key == key


def test_names_follow_the_language():
    assert (term("otif").name("en"), term("uplift").name("zh")) == ("on time in full", "促销增量")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "there is no term 'uplfit'; near it: uplift"),
        ("zh", "没有术语 'uplfit'，相近的有：uplift"),
    ],
)
def test_a_misspelled_term_is_answered_with_the_nearest(language, said):
    with pytest.raises(RequestError) as error:
        term("uplfit")
    assert error.value.said_in(language) == said


def test_words_with_hyphens_are_understood_in_the_answer():
    with pytest.raises(RequestError, match="near it: sell_in"):
        term("Sell-in")


def test_a_term_like_no_other_says_where_to_look():
    with pytest.raises(RequestError, match=r"no term 'zzz' among the \d+"):
        term("zzz")


def test_an_unknown_kind_lists_the_kinds():
    with pytest.raises(RequestError, match="no kind of term 'metrics'; the kinds are concept, met"):
        terms("metrics")


def test_the_five_kpis_are_terms_worded_alike():
    assert len(KPIS) == 5
    for kpi in KPIS:
        assert (term(kpi.key).en, term(kpi.key).zh) == (kpi.en, kpi.zh)
        assert kpi.unit in FORMATS


def test_actions_can_name_every_kpi_and_module():
    action = TABLES["action"]
    assert action["kpi"].choices == tuple(kpi.key for kpi in KPIS)
    assert action["module"].choices == MODULES
    assert [f"module_{module}" for module in MODULES] == [each.key for each in terms("module")]


def test_every_metric_an_objective_can_name_is_a_term():
    spelled = {
        "growth": "growth_rate",
        "fill_rate": "order_fill_rate",
        "sales_value": "sales_revenue",
    }
    for choice in TABLES["objective"]["metric"].choices:
        assert term(spelled.get(choice, choice))


@pytest.mark.parametrize("mechanic", TABLES["promotion"]["mechanic"].choices)
def test_every_promotion_mechanic_is_a_term(mechanic):
    assert term(mechanic).kind == "promotion"


def _file_lines():
    from ka_helpers import terms as module

    text = module._WORDS.read_text(encoding="utf-8")
    return text.splitlines()[1:]
