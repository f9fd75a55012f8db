"""What is said of an account's risks: little of most accounts, all of it in both languages."""

from collections import Counter
from dataclasses import replace

import pytest

from ka_helpers.cases import load_case
from ka_helpers.figures.svg import svg_of
from ka_helpers.metrics.assessment import Context
from ka_helpers.metrics.health import WEIGHTS, assess_health
from ka_helpers.metrics.relationships import ContactCoverage
from ka_helpers.metrics.risks import assess
from ka_helpers.reviews.sections.risks import SECTION, find

CONTEXT = Context(as_of="2026-06-30", company_growth=0.06)


@pytest.fixture(scope="module")
def risks():
    case = load_case("beverage_china")
    return {a: assess(case.slice(a), "2026Q2", CONTEXT) for a in case.account_ids}


def keys(assessment):
    return [finding.key for finding in find(assessment, CONTEXT)]


def test_most_accounts_have_nothing_to_fear(risks):
    fired = Counter(key for assessment in risks.values() for key in set(keys(assessment)))
    assert fired["risks.leaving"] == 1
    assert max(fired.values()) <= len(risks) / 4
    assert sum(bool(keys(assessment)) for assessment in risks.values()) <= len(risks) / 2


def test_leaving_names_the_cause_and_what_to_do(risks):
    (leaving,) = (f for f in find(risks["K03"], CONTEXT) if f.key == "risks.leaving")
    assert leaving.stake == risks["K03"].sales.value
    assert "A rival is simply stronger" in leaving.evidence("en")
    assert leaving.next_step("zh").startswith("不拼出价")


def test_an_account_in_the_red_without_people(risks):
    red = assess_health(dict.fromkeys(WEIGHTS, 0.0) | {"sales": -0.5, "signals": 20.0})
    nobody = ContactCoverage(3, 0, 1, 0, 0, None, None, None)
    sick = replace(risks["K01"], outlook="watch", health=red, contacts=nobody)
    assert set(keys(replace(sick, health=replace(red, colour="red")))) >= {
        "risks.unhealthy", "risks.no_decider",
    }  # fmt: skip
    for finding in find(sick, CONTEXT):
        for language in ("en", "zh"):
            assert finding.headline(language)
            assert finding.evidence(language)
            assert finding.next_step(language)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_table_and_chart_is_there_for_every_account(risks, language):
    for assessment in risks.values():
        for layout in SECTION.layouts:
            if layout.shown(assessment):
                table = layout.lay_out(assessment, language, "CNY")
                assert table._repr_html_()
    health = SECTION.charts[0].plot(risks["K03"], language, "CNY")
    assert len(health.marks[-1].at) == len(WEIGHTS)
    assert all(text in svg_of(health, 7.2, 2.8) for text in health.marks[-1].written)
