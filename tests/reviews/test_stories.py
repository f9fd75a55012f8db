"""Findings on two subjects at once: each threshold, on either side of it."""

from types import SimpleNamespace

import pytest

from ka_helpers.metrics.assessment import Context, Measure
from ka_helpers.reviews.stories import find

COMPANY_GROWTH = 0.10


def measure(value):
    return Measure(value, "money", 0 if value is None else 13, "cost")


def spend_cut(spend=75.0, before=100.0, growth=0.049, gap=-0.02, *, share=True, sold=1_000.0):
    """Return assessments of an account whose spending was cut and whose growth fell behind."""
    return {
        "profit": SimpleNamespace(
            variable_spend=measure(spend),
            variable_spend_before=measure(before),
            net_sales=measure(sold),
            net_sales_before=measure(1_000.0),
        ),
        "sales": SimpleNamespace(growth=measure(growth)),
        "share": SimpleNamespace(growth_gap=measure(gap)) if share else None,
    }


def order_gap(fill_rate=0.79, rate=0.03, penalties=((60.0, "logistics"), (40.0, "planning"))):
    """Return assessments of an account where orders fail and 600 were taken off 20,000."""
    differences = [("penalty", 150.0), ("price_difference", 250.0), ("promotion_discount", 200.0)]
    return {
        "supply": SimpleNamespace(
            fill_rate=measure(fill_rate),
            penalties=tuple(SimpleNamespace(amount=a, department=d) for a, d in penalties),
        ),
        "receivables": SimpleNamespace(
            deduction_rate=measure(rate),
            deducted=measure(600.0),
            invoiced=measure(20_000.0),
            differences=tuple(SimpleNamespace(kind=k, amount=a) for k, a in differences),
        ),
    }


def found_in(assessments, company_growth=COMPANY_GROWTH):
    return list(find(assessments, Context(as_of="2026-06-30", company_growth=company_growth)))


def keys(assessments, **context):
    return [finding.key for finding in found_in(assessments, **context)]


# spending cut, growth lost


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"spend": 0.0},
        {"growth": -0.3},
        {"gap": None},  # share was not measured: growth alone tells
        {"share": False},
        {"sold": None},  # the rate is not known: the amount alone tells
    ],
)
def test_a_cut_that_cost_growth_is_told(told):
    assert keys(spend_cut(**told)) == ["stories.spend_cut"]


@pytest.mark.parametrize(
    "otherwise",
    [
        {"spend": 75.1},  # cut by less than a quarter
        {"sold": 880.0},  # spending fell with sales, its rate was not cut
        {"growth": 0.05},  # five points behind the company, not more
        {"gap": 0.0},  # growing as the category does
        {"spend": None},
        {"before": None},
        {"before": 0.0},
        {"growth": None},
    ],
)
def test_nothing_is_told_short_of_a_threshold_or_unmeasured(otherwise):
    assert keys(spend_cut(**otherwise)) == []


def test_without_the_companys_growth_there_is_nothing_to_fall_behind():
    assert keys(spend_cut(), company_growth=None) == []


@pytest.mark.parametrize("lacking", ["profit", "sales"])
def test_a_cut_needs_both_subjects(lacking):
    assert keys(spend_cut() | {lacking: None}) == []


def test_the_cut_is_said_with_its_size():
    [finding] = found_in(spend_cut(spend=40.0, growth=-0.2))
    assert (finding.tone, finding.stake) == ("bad", 60.0)
    for language in ("en", "zh"):
        said = finding.headline(language) + finding.evidence(language)
        assert "60" in said
        assert finding.next_step(language)


# orders fail, and money is taken off


def test_a_gap_of_orders_and_deductions_is_told():
    [finding] = found_in(order_gap())
    assert (finding.key, finding.tone, finding.stake) == ("stories.order_gap", "bad", 600.0)
    for language in ("en", "zh"):
        assert all(amount in finding.evidence(language) for amount in ("150", "250", "200", "60"))


@pytest.mark.parametrize(
    "otherwise",
    [{"fill_rate": 0.80}, {"rate": 0.0299}, {"fill_rate": None}, {"rate": None}],
)
def test_no_gap_is_told_short_of_a_threshold_or_unmeasured(otherwise):
    assert keys(order_gap(**otherwise)) == []


@pytest.mark.parametrize("lacking", ["supply", "receivables"])
def test_a_gap_needs_both_subjects(lacking):
    assert keys(order_gap() | {lacking: None}) == []


def test_a_gap_without_known_penalties_is_said_all_the_same():
    [finding] = found_in(order_gap(penalties=()))
    for language in ("en", "zh"):
        assert finding.headline(language)
        assert finding.evidence(language)
        assert finding.next_step(language)
