"""A ruleset written down is read as the same ruleset."""

from dataclasses import replace

import pytest

from ka_helpers.cases import read_ruleset
from ka_helpers.cases.ruleset_text import ruleset_text
from ka_helpers.metrics.rebanding import rebanded
from ka_helpers.metrics.reweighting import reweighted


def without_printed(ruleset):
    """Return a ruleset without what its source prints, which is not the case's to keep."""
    criteria = tuple(
        replace(each, bands=tuple(replace(band, printed=None) for band in each.bands))
        for each in ruleset.criteria
    )
    return replace(ruleset, criteria=criteria)


def read_back(ruleset, folder):
    (folder / "rulesets").mkdir(exist_ok=True)
    path = folder / "rulesets" / f"{ruleset.name}.yaml"
    path.write_text(ruleset_text(ruleset), encoding="utf-8")
    return read_ruleset(ruleset.name, folder)


@pytest.mark.parametrize("name", ["textbook", "relative", "fair_share", "national"])
def test_the_kit_s_rulesets_are_read_back_as_they_are(name, tmp_path):
    ruleset = read_ruleset(name)
    assert read_back(ruleset, tmp_path) == without_printed(ruleset)


@pytest.mark.parametrize(
    ("weights", "harder", "cut"), [([1, 72, 1], 0, 0), ([3, 3, 1], 7, 61), ([40, 17, 90], -9, 100)]
)
def test_any_rules_that_were_tried_are_sound(tmp_path, weights, harder, cut):
    textbook = read_ruleset("textbook")
    tried = reweighted(textbook, dict(zip(list(textbook.by_name)[:3], weights, strict=True)), cut)
    tried = rebanded(tried, "growth", harder / 20)
    back = read_back(tried, tmp_path)
    assert [each.weight for each in back.criteria] == pytest.approx(
        [each.weight for each in tried.criteria]
    )
    assert [band.bound for band in back["growth"].bands[:-1]] == pytest.approx(
        [band.bound for band in tried["growth"].bands[:-1]]
    )


def test_a_criterion_without_weight_is_left_out(tmp_path):
    tried = reweighted(read_ruleset("textbook"), {"payment_days": 0})
    back = read_back(tried, tmp_path)
    assert "payment_days" not in back.by_name
    assert [each.weight for each in back.on_axis("attractiveness")] == [50.0, 50.0]
