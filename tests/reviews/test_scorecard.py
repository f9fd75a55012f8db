"""The scorecard: which figure stands for a KPI, and what its status stands on."""

from types import SimpleNamespace

import pandas as pd
import pytest

from ka_helpers.metrics.assessment import Measure
from ka_helpers.reviews.scorecard import FIGURES, keep_score, quarter_targets
from ka_helpers.terms import KPIS


def measure(value):
    return Measure(value, "money", 13, "sales")


def assessments(sales=None, before=None, **execution):
    absent = measure(None)
    names = ("exec_score", "agreement_completion", "display_share")
    fields = {name: measure(execution.get(name)) for name in names}
    return {
        "sales": SimpleNamespace(sales=measure(sales), sales_before=measure(before)),
        "execution": SimpleNamespace(**fields, exec_score_before=absent),
        "share": None,
    }


def objectives(**targets):
    rows = [(metric, value, "2026Q2", "quarter") for metric, value in targets.items()]
    return pd.DataFrame(rows, columns=["metric", "target", "quarter", "period_type"])


def row_of(kpi, rows):
    return next(row for row in rows if row.kpi == kpi)


def test_the_rows_are_the_five_kpis():
    assert [row.kpi for row in keep_score({}, None, "2026Q2")] == [kpi.key for kpi in KPIS]
    assert list(FIGURES) == [kpi.key for kpi in KPIS]


@pytest.mark.parametrize(
    ("actual", "target", "status"),
    [(100, 100, "good"), (95, 100, "warn"), (94, 100, "bad"), (-50, -99, "good"), (-9, -5, "bad")],
)  # fmt: skip
def test_status_by_the_distance_to_the_target(actual, target, status):
    rows = keep_score(assessments(sales=actual), objectives(sales_value=target), "2026Q2")
    row = row_of("sales_revenue", rows)
    assert (row.status, row.judged_by) == (status, "target")


def test_without_a_target_the_quarter_before_judges():
    row = row_of("sales_revenue", keep_score(assessments(100, 110), None, "2026Q2"))
    assert (row.status, row.judged_by) == ("bad", "before")


def test_a_figure_that_was_not_measured_is_unknown_not_zero():
    row = row_of("market_share", keep_score(assessments(100), None, "2026Q2"))
    assert (row.actual.value, row.status, row.judged_by) == (None, "unknown", "nothing")


def test_store_execution_is_the_first_figure_that_was_measured():
    row = row_of("store_execution", keep_score(assessments(display_share=0.2), None, "2026Q2"))
    assert row.figure == "execution.display_share"


def test_of_two_sources_that_disagree_the_first_counts():
    rows = pd.concat([objectives(activity_points=50), objectives(activity_points=60)])
    assert quarter_targets(rows, "2026Q2") == {"activity_points": 50.0}
