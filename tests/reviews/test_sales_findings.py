"""Findings of sales: each fires at its threshold and speaks; quiet accounts are quiet."""

import dataclasses

import pytest

from ka_helpers.i18n import say
from ka_helpers.metrics.sales import assess
from ka_helpers.reviews.sections.sales import SECTION, find
from tests.selling import BEFORE, CONTEXT, NOW, frame, products, together


def assessed(now, then, **columns):
    return assess(
        {"sales": together(frame(now, **columns), frame(then, BEFORE, **columns))}, NOW, CONTEXT
    )


def keys(sales, context=CONTEXT):
    found = list(find(sales, context))
    for finding in found:
        for language in ("en", "zh"):
            assert finding.headline(language) and finding.evidence(language)
            assert finding.next_step(language)
    return [finding.key for finding in found]


@pytest.mark.parametrize(
    ("now", "company", "expected"),
    [
        (0.94, 0.05, []),
        (0.89, 0.05, ["sales.behind_company"]),
        (0.89, -0.05, []),  # everybody falls
        (1.14, 0.05, []),
        (1.16, 0.05, ["sales.ahead_of_company"]),
        (1.16, None, []),
    ],
)
def test_growth_is_judged_against_the_company(now, company, expected):
    context = dataclasses.replace(CONTEXT, company_growth=company)
    assert keys(assessed([now] * 13, [1.0] * 13), context) == expected


def test_a_high_margin_share_that_is_low_and_falling():
    rows = together(
        frame([20.0] * 13, product_id="p1"), frame([80.0] * 13, product_id="p2"),
        frame([25.0] * 13, BEFORE, product_id="p1"), frame([75.0] * 13, BEFORE, product_id="p2"),
    )  # fmt: skip
    sales = assess({"sales": rows, "product": products()}, NOW, CONTEXT)
    (finding,) = find(sales, CONTEXT)
    assert finding.key == "sales.high_margin_low"
    assert finding.stake == pytest.approx((0.40 - 0.20) * 1300)
    assert finding.headline("zh") == "高毛利产品占销售额 20.0%，要求是 40.0%。"


def test_volume_bought_with_price():
    rows = together(frame([9.0] * 13, units=1.0), frame([8.0] * 13, BEFORE, units=0.8))
    assert keys(assess({"sales": rows}, NOW, CONTEXT)) == ["sales.volume_bought"]


def test_growth_over_unequal_periods_is_called_out():
    found = list(find(assessed([10.0] * 9, [10.0] * 13), CONTEXT))
    uneven = next(finding for finding in found if finding.key == "sales.uneven_periods")
    assert dict(uneven.values)["pace"] == pytest.approx(0.0)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_charts_and_tables_say_what_they_show(language):
    sales = assess({"sales": together(
        frame([9.0] * 13, units=1.0, product_id="p1"),
        frame([9.0] * 13, units=1.0, product_id="p2"),
        frame([8.0] * 13, BEFORE, units=1.0, product_id="p1"),
    )}, NOW, CONTEXT)  # fmt: skip
    for chart in SECTION.charts:
        assert chart.shown(sales)
        for part in ("", "_alt", "_note"):
            assert say(f"sales.chart_{chart.name}{part}", language, **chart.facts(sales))
    for layout in SECTION.layouts:
        if layout.shown(sales):
            assert layout.lay_out(sales, language, "CNY").note


def test_the_minimal_case_shows_only_what_it_can():
    sales = assess({"sales": frame([1.0] * 13)}, NOW, CONTEXT)
    assert [chart.name for chart in SECTION.charts if chart.shown(sales)] == ["trend"]
    assert sum(layout.shown(sales) for layout in SECTION.layouts) == 1


def test_a_quarter_in_one_figure_has_no_course_to_draw():
    sales = assess({"sales": frame([70.0], grain="quarter")}, NOW, CONTEXT)
    assert sales.sales.value == 70.0
    assert not any(chart.shown(sales) for chart in SECTION.charts)
