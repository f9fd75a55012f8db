"""Findings about promotions: each fires on what it is for, and is silent beside it."""

from dataclasses import replace

import pytest

from ka_helpers.metrics.assessment import Context, Measure
from ka_helpers.metrics.promotion_results import Economics, result_of
from ka_helpers.metrics.promotion_totals import add_up
from ka_helpers.metrics.promotions import PromotionsAssessment
from ka_helpers.metrics.uplift import Interval, Uplift
from ka_helpers.reviews.sections.promotions import SECTION, find

CONTEXT = Context(as_of="2026-06-30")
NOTHING = Measure(None, "money", 0, "promotion")


def result(number, returned, spend=1_000.0, half=0.1):
    """One promotion with the given return, its margin 10 a unit."""
    net = Interval(*(spend / 10 * r for r in (returned, returned - half, returned + half)))
    uplift = Uplift(f"P{number}", 2, 60, 500.0, 300.0, uplift=net, net=net, pull_forward_units=0.0)
    row = {"promo_id": f"P{number}", "product_id": f"A$B_{{{number}}}", "mechanic": "gift",
           "start": "2026-04-06", "end": "2026-04-19", "fixed_fee": spend}  # fmt: skip
    return result_of(row, uplift, {f"A$B_{{{number}}}": Economics(20.0, 10.0)}, {})


def assessment(*results, lead=50.0, forced=0.0, n=None):
    n = len(results) if n is None else n
    totals, share = add_up(results), Measure(forced, "share", n, "promotion")
    days = Measure(lead, "days", n, "promotion")
    return PromotionsAssessment(
        before=None, basis="sell_out", method="shared_season", rate=0.8, after_weeks=3, n=n,
        n_cancelled=0, n_estimated=len(results), results=results,
        spend=totals.spend, spend_before=NOTHING,
        incremental_margin=totals.margin, incremental_margin_before=NOTHING,
        incremental_margin_interval=totals.margin_interval,
        return_on_spend=totals.returned, return_on_spend_before=replace(NOTHING, unit="ratio"),
        return_interval=totals.return_interval, input_output_ratio=totals.input_output_ratio,
        subsidised_share=totals.subsidised_share,
        median_lead_days=days, median_lead_days_before=Measure(None, "days", 0, "promotion"),
        share_price_cuts=share, share_buyer_forced=share, share_forced_price_cuts=share,
        share_forced_price_cuts_before=Measure(None, "share", 0, "promotion"),
        n_not_approved=None, overlaps=(), highlight=None,
    )  # fmt: skip


ORDINARY = tuple(result(number, 1.0) for number in range(4))


def keys(found):
    return [finding.key for finding in find(found, CONTEXT)]


def test_an_ordinary_quarter_has_no_finding():
    assert keys(assessment(*ORDINARY)) == []


@pytest.mark.parametrize(
    ("changes", "fires"),
    [
        ({"lead": 12.0, "forced": 0.8}, True),
        ({"lead": 20.9, "forced": 0.6}, True),
        ({"lead": 21.0, "forced": 0.8}, False),
        ({"lead": 12.0, "forced": 0.59}, False),
        ({"lead": 12.0, "forced": 0.8, "n": 3}, False),
        ({"lead": None, "forced": 0.8}, False),
    ],
)
def test_buyer_price_cuts(changes, fires):
    found = assessment(*ORDINARY, **changes)
    assert ("promotions.buyer_price_cuts" in keys(found)) == fires


def test_short_lead_time_is_said_once():
    assert keys(assessment(*ORDINARY, lead=29.0)) == ["promotions.lead_time_short"]
    assert keys(assessment(*ORDINARY, lead=30.0)) == []
    assert keys(assessment(*ORDINARY, lead=12.0, forced=0.8)) == ["promotions.buyer_price_cuts"]


def test_losing_needs_certainty_number_and_weight():
    lost = (result(5, 0.5), result(6, 0.4))
    assert keys(assessment(*lost)) == ["promotions.losing"]
    assert keys(assessment(result(5, 0.5), result(6, 0.95))) == []
    assert keys(assessment(*lost, result(7, 1.0, spend=3_000.0))) == []
    (finding,) = find(assessment(*lost), CONTEXT)
    assert finding.stake == pytest.approx(2_000 - 900)


def test_the_best_must_be_clearly_so_and_worth_a_sentence():
    assert keys(assessment(result(9, 2.0), *ORDINARY)) == ["promotions.best"]
    assert keys(assessment(result(9, 1.55), *ORDINARY)) == []
    assert keys(assessment(result(9, 2.0, spend=100.0), *ORDINARY)) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_finding_is_said_with_all_its_values(language):
    said = [
        *find(assessment(*ORDINARY, lead=12.0, forced=0.8), CONTEXT),
        *find(assessment(result(9, 2.0), result(5, 0.5), result(6, 0.4), lead=20.0), CONTEXT),
        *find(assessment(*(result(n, 0.4) for n in range(4)), lead=20.0), CONTEXT),
        *find(replace(assessment(*ORDINARY, lead=12.0, forced=0.8), return_interval=None), CONTEXT),
    ]
    assert {finding.key.split(".")[1] for finding in said} == {
        "buyer_price_cuts", "best", "losing", "lead_time_short"
    }  # fmt: skip
    for finding in said:
        for sentence in (finding.headline, finding.evidence, finding.next_step):
            assert "{" not in sentence(language).replace("A$B_{9}", "")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_charts_and_tables_say_how_many_are_shown(language):
    many = assessment(*(result(number, 2 - number / 20) for number in range(30)))
    returns = SECTION.charts[0]
    assert returns.facts(many)["shown"] == 10
    results, process = (layout.lay_out(many, language, "CNY") for layout in SECTION.layouts)
    assert len(results.rows) == 12 + 1
    assert "30" in results.note and "12" in results.note
    assert results.status(0) == "good" and results.status(11) == "bad"
    assert results.status(12) == "total"
    assert len(process.formats) == len(process.rows)
    assert all(process.written(row, 1) for row in range(len(process.rows)))
