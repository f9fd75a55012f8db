"""What is said of an account's place, and when nothing is."""

from dataclasses import replace

import pandas as pd
import pytest

from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.position import assess_position
from ka_helpers.reviews.sections.position import SECTION, find

TEXTBOOK = read_ruleset("textbook")
CONTEXT = Context(as_of="2026-06-30")


@pytest.fixture
def now():
    """Ten accounts: K0 attractive without support, K9 weak on both and dear, the rest stars."""
    columns = ["annual_sales", "growth", "payment_days", "display_share", "trade_cost_ratio"]
    rows = [(900_000, 0.25, 20, 0.10, 0.10)]
    rows += [(600_000 + number, 0.25, 20, 0.25, 0.10) for number in range(8)]
    rows += [(100_000, 0.01, 70, 0.10, 0.20)]
    return pd.DataFrame(rows, columns=columns, index=[f"K{n}" for n in range(10)], dtype=float)


def findings(now, then, account_id):
    position = assess_position(now, then, account_id, TEXTBOOK)
    return {finding.key: finding for finding in find(position, CONTEXT)}


def test_a_large_account_that_does_not_support_us_is_named(now):
    found = findings(now, None, "K0")
    assert set(found) == {"position.unpaid_support"}
    assert "rank 1 of 10" in found["position.unpaid_support"].evidence("en").lower()
    assert "陈列率" in found["position.unpaid_support"].next_step("zh")


def test_a_dear_account_low_on_both_axes_is_named_with_what_it_costs(now):
    finding = findings(now, None, "K9")["position.dear_dog"]
    assert finding.stake == pytest.approx(0.10 * 100_000)


def test_lost_and_won_support(now):
    better = now.assign(display_share=0.25)
    lost = findings(now, better, "K0")["position.support_lost"]
    assert (lost.tone, lost.headline("zh")) == ("bad", "支持度跌破分界线：由明星类变为问题类。")
    assert set(findings(better, now, "K0")) == {"position.support_won"}


def test_most_accounts_have_nothing_to_say(now):
    assert [account_id for account_id in now.index if findings(now, now, account_id)] == [
        "K0",
        "K9",
    ]


def test_a_borderline_place_is_no_news(now):
    position = assess_position(now, now.assign(display_share=0.25), "K0", TEXTBOOK)
    assert not list(find(replace(position, now=replace(position.now, borderline=True)), CONTEXT))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_tables_say_value_grade_and_axis(now, language):
    position = assess_position(now, now, "K0", TEXTBOOK)
    standing, criteria = (layout.lay_out(position, language, "CNY") for layout in SECTION.layouts)
    cells = [criteria.written(3, column) for column in (0, 3, 4)]
    assert cells == {"en": ["Attractiveness (of 100)", "100.0", "100"],
                     "zh": ["吸引力（百分制）", "100.0", "100"]}[language]  # fmt: skip
    assert standing.written(0, 1) == {"en": "Question mark", "zh": "问题类"}[language]
