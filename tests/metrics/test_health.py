"""Health: the score by hand, its colours, and what pulls it down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ka_helpers.errors import MetricInputError
from ka_helpers.metrics.health import LINES, WEIGHTS, assess_health, colour_of, score_between

BEST = {name: best for name, (_, best) in LINES.items()}
WORST = {name: worst for name, (worst, _) in LINES.items()}


def test_the_ends():
    assert (assess_health(BEST).score, assess_health(WORST).score) == (100, 0)
    assert (assess_health(BEST).drag, assess_health(WORST).drag) == (None, "sales")


def test_by_hand():
    # sales -5 % on -20..+10 is 50 points x 25, fill on target 100 x 15, execution 70 is 50 x 15
    health = assess_health({"sales": -0.05, "supply": 0.0, "execution": 70.0})
    assert health.score == round((50 * 25 + 100 * 15 + 50 * 15) / 55, 1) == 63.6
    assert (health.colour, health.drag, health.coverage) == ("amber", "sales", 0.55)


@pytest.mark.parametrize(
    ("score", "colour"),
    [(67, "green"), (66.5, "amber"), (66.4, "amber"), (34, "amber"), (33.4, "red"), (33, "red")],
)
def test_colours(score, colour):
    assert colour_of(score) == colour


def test_little_measured_has_a_score_but_no_colour():
    health = assess_health({"sales": 0.10})
    assert (health.score, health.colour, health.coverage) == (100, None, 0.25)
    nothing = assess_health({})
    assert (nothing.score, nothing.coverage, nothing.drag) == (None, 0.0, None)


def test_a_line_has_two_ends():
    with pytest.raises(MetricInputError) as error:
        score_between(1.0, 2.0, 2.0)
    assert "评分线" in error.value.said_in("zh")


values = st.fixed_dictionaries(
    {name: st.none() | st.floats(min(line) - 1, max(line) + 1) for name, line in LINES.items()}
)


@given(values)
def test_the_score_lies_between_its_components(measured):
    health = assess_health(measured)
    scores = [c.score for c in health.components if c.score is not None]
    assert health.score is None if not scores else (
        min(scores) - 0.06 <= health.score <= max(scores) + 0.06
    )  # fmt: skip
    known = sum(WEIGHTS[name] for name, value in measured.items() if value is not None)
    assert health.coverage == pytest.approx(known / sum(WEIGHTS.values()))


@given(values, st.sampled_from(list(LINES)), st.floats(0, 1))
def test_a_better_component_never_lowers_the_score(measured, name, part):
    worst, best = LINES[name]
    lower = assess_health({**measured, name: worst + (best - worst) * part / 2})
    higher = assess_health({**measured, name: worst + (best - worst) * part})
    assert higher.score >= lower.score
