"""When execution is worth a sentence, and what its charts and tables show."""

import dataclasses

import pandas as pd
import pytest

from ka_helpers.figures.plot import Note
from ka_helpers.i18n import say
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.execution import assess
from ka_helpers.reviews.sections.execution import SECTION, find

CONTEXT = Context(as_of="2026-06-30")


def assessed(score=(60, 90), done=(60, 92), display=(20, 20)):
    """Thirteen weeks a year ago and thirteen now: the first figure of a pair, then the second."""
    rows = [
        {"period_start": week, "quarter": quarter, "exec_score": score[place],
         "agreement_items_due": 100, "agreement_items_done": done[place],
         "display_own": display[place], "display_category": 100}
        for place, quarter in enumerate(("2025Q2", "2026Q2"))
        for week in pd.date_range(pd.Period(quarter, "Q").start_time, periods=13, freq="W-MON")
    ]  # fmt: skip
    frame = pd.DataFrame(rows)
    frame["month"] = frame["period_start"].dt.strftime("%Y-%m")
    frame["period_type"] = "week"
    return assess({"execution": frame.assign(account_id="a")}, "2026Q2", CONTEXT)


def keys(assessment):
    return [finding.key for finding in find(assessment, CONTEXT)]


@pytest.mark.parametrize(
    ("planted", "expected"),
    [
        ({}, ["execution.execution_turnaround"]),
        ({"score": (60, 80)}, []),
        ({"score": (76, 90)}, []),
        ({"done": (60, 84)}, []),
        ({"done": (80, 92)}, []),
        ({"done": (60, 65)}, ["execution.agreement_gap"]),
        ({"score": (80, 82), "done": (85, 86), "display": (20, 14)}, ["execution.display_lost"]),
        ({"score": (80, 82), "done": (85, 86), "display": (40, 34)}, []),
    ],
)
def test_findings_are_sharp(planted, expected):
    assert keys(assessed(**planted)) == expected


def test_without_a_year_before_nothing_turns_round():
    result = assessed()
    alone = dataclasses.replace(
        result, exec_score_before=dataclasses.replace(result.exec_score_before, value=None)
    )
    assert keys(alone) == []


def test_a_display_share_is_not_lost_to_the_season():
    fallen = assessed(score=(80, 82), done=(85, 86), display=(20, 10))
    assert keys(fallen) == ["execution.display_lost"]
    assert keys(dataclasses.replace(fallen, before="2026Q1")) == []


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_sentence_can_be_said(language):
    for planted in ({}, {"done": (60, 65)}, {"score": (80, 82), "display": (20, 10)}):
        for finding in find(assessed(**planted), CONTEXT):
            for sentence in (
                finding.headline(language), finding.evidence(language), finding.next_step(language)
            ):  # fmt: skip
                assert "–" not in sentence
    turnaround = next(iter(find(assessed(), CONTEXT)))
    assert "92.0%" in turnaround.headline(language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_charts_draw_what_was_measured(language):
    result = assessed()
    levels, trend = SECTION.charts
    plot = levels.plot(result, language, "CNY")
    assert list(plot.y.labels) == [
        say(f"execution.{name}", language)
        for name in ("exec_score", "agreement_completion", "display_share")
    ]
    notes = [mark.text for mark in plot.marks if isinstance(mark, Note)]
    assert notes == ["90.0", "92.0%", "20.0%"]
    assert len(trend.plot(result, language, "CNY").marks) == 2
    for drawn in (levels, trend):
        for part in ("", "_alt", "_note"):
            say(f"execution.chart_{drawn.name}{part}", language, **drawn.facts(result))


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_table_marks_change_and_lists_what_nobody_measured(language):
    table = SECTION.layouts[0].lay_out(assessed(), language, "CNY")
    rows = {row[0]: (table.status(index), row) for index, row in enumerate(table.rows)}
    status, row = rows[say("execution.agreement_completion", language)]
    assert (status, row[1:]) == ("good", (0.92, 0.6, 13))
    assert rows[say("execution.display_share", language)][0] == ""
    assert say("execution.sku_listed", language) in table.note
    assert all(table.written(index, 1) for index in range(len(table.rows)))
