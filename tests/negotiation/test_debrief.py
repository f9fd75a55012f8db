"""The debrief: one negotiation worked out by hand, each lesson in its own small one, then laws."""

import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ka_helpers.errors import RequestError
from ka_helpers.i18n import LANGUAGES, has_message, messages
from ka_helpers.negotiation.concessions import Change
from ka_helpers.negotiation.debrief import debrief
from ka_helpers.negotiation.debrief_deal import reached, result_of
from ka_helpers.negotiation.debrief_score import WEIGHTS
from ka_helpers.negotiation.debrief_words import advice_said, change_said, lesson_said, manner_said
from ka_helpers.negotiation.issues import Issue
from ka_helpers.negotiation.moves import Move, Transcript
from ka_helpers.negotiation.outcomes import outcomes_of
from ka_helpers.negotiation.sides import Curve
from ka_helpers.negotiation.styles import STYLES


def package(rebate, days, displays):
    return {"rebate": rebate, "payment_days": float(days), "displays": float(displays)}


def offer(by, *terms, **more):
    return Move(by, "offer", package(*terms), **more)


def accept(by, *terms):
    return Move(by, "accept", package(*terms))


def played(*moves, outcome="agreed", role="supplier", style="tit_for_tat"):
    return Transcript("hand", "K01", "2026Q2", style, 1, role, 12, moves, outcome)


OPENING = offer("them", 0.04, 80, 0)
STANDING = offer("them", 0.04, 80, 1)
GOOD = (
    OPENING,
    offer("us", 0.025, 60, 3),
    STANDING,
    offer("us", 0.03, 60, 3),
    STANDING,
    Move(
        "us", "conditional", package(0.03, 90, 4),
        wanted={"displays": 4.0}, given={"payment_days": 90.0},
    ),
    accept("them", 0.03, 90, 4),
)  # fmt: skip
"""One present of 5万, then thirty days for a display: 3万 for us and 9万 for them in the end."""


def lesson(found, key):
    return next(each for each in found.lessons if each.key == key)


def keys(found, tone):
    return {each.key for each in found.lessons if each.tone == tone}


def test_what_the_good_deal_brought_both(annual_terms):
    result = debrief(annual_terms, played(*GOOD)).result
    assert (result.us.worth, result.us.gain) == (pytest.approx(30_000), pytest.approx(50_000))
    assert (result.them.worth, result.them.gain) == (pytest.approx(90_000), pytest.approx(90_000))
    assert result.pie_share == pytest.approx(50 / 140)
    assert result.efficiency == pytest.approx(1)
    assert (result.left_us, result.left_them) == (0, 0)
    assert result.missed is None


def test_each_step_says_what_it_cost_and_what_came_back(annual_terms):
    steps = debrief(annual_terms, played(*GOOD)).steps
    told = [(step.move, step.by, step.kind, round(step.cost), round(step.worth)) for step in steps]
    assert told == [
        (3, "them", "offer", 10_000, 30_000),
        (4, "us", "offer", 50_000, 50_000),
        (5, "them", "offer", 0, 0),
        (6, "us", "conditional", 30_000, 110_000),
        (7, "them", "accept", 90_000, 170_000),
    ]
    assert [step.is_unconditional for step in steps] == [True, True, False, False, False]
    assert [step.taken for step in steps] == [False, False, False, True, False]
    assert steps[1].answer == pytest.approx(0)
    assert [change.issue for change in steps[3].given] == ["payment_days"]
    assert [change.issue for change in steps[3].asked] == ["displays"]


def test_what_there_is_to_learn_from_it(annual_terms):
    found = debrief(annual_terms, played(*GOOD))
    assert keys(found, "bad") == {"gifts"}
    assert keys(found, "good") == {"traded", "on_frontier"}
    assert lesson(found, "gifts").stake == pytest.approx(40_000)
    assert lesson_said(found, lesson(found, "gifts"), "en") == (
        "Concessions of yours that asked for nothing in return: 1. Of what they cost, ¥40K a year "
        "is something the other side could have paid for. "
        "The largest: annual rebate from 2.5% to 3.0%."
    )
    assert lesson_said(found, lesson(found, "traded"), "zh") == (
        "你做到了有让有得：账期从60天改为90天，换来每店端架陈列从3改为4。这样换回来的每年值 ¥3万。"
    )


def test_its_mark_is_the_sum_of_its_parts(annual_terms):
    found = debrief(annual_terms, played(*GOOD))
    assert found.score.part("efficiency") == pytest.approx(1)
    assert found.score.part("lines") == 1
    assert found.score.part("trading") == pytest.approx(30 / 80)
    assert found.score.part("pattern") == 1
    fair = found.result.fair.us + 20_000
    assert found.score.part("value") == pytest.approx(50_000 / fair)
    whole = sum(part.score * part.weight for part in found.score.parts)
    assert found.score.total == pytest.approx(whole)
    assert sum(WEIGHTS.values()) == pytest.approx(1)


def test_a_refused_condition_has_given_nothing_away(annual_terms):
    refused = Move("us", "conditional", package(0.05, 60, 4), {"displays": 4.0}, {"rebate": 0.05})
    found = debrief(
        annual_terms,
        played(OPENING, offer("us", 0.03, 60, 3), refused, STANDING, offer("us", 0.03, 60, 3),
               accept("them", 0.03, 60, 3)),
    )  # fmt: skip
    ours = [step for step in found.steps if step.by == "us"]
    assert [round(step.cost) for step in ours] == [170_000, 0]
    assert not any(step.is_concession for step in ours)
    assert "gifts" not in keys(found, "bad")


def test_lines_are_named_with_the_move_that_crossed_them(annual_terms):
    found = debrief(
        annual_terms,
        played(OPENING, offer("us", 0.045, 60, 1), STANDING, offer("us", 0.05, 70, 1),
               accept("them", 0.05, 70, 1)),
    )  # fmt: skip
    bottom, limit = found.crossings
    assert (bottom.kind, bottom.move, bottom.in_deal) == ("bottom_line", 2, True)
    assert bottom.cost == pytest.approx(200_000)
    assert (limit.kind, limit.issue, limit.move, limit.value) == ("limit", "rebate", 2, 0.05)
    assert limit.cost == pytest.approx(100_000)
    assert found.score.part("lines") == 0
    assert lesson_said(found, lesson(found, "limit_agreed"), "en") == (
        "The agreement goes beyond what your company allows: annual rebate 5.0% (limit 4.0%). "
        "That costs ¥100K a year."
    )


def test_a_deal_beyond_a_limit_is_compared_with_what_goes_no_farther(annual_terms):
    tight = replace(annual_terms, limits={"rebate": 0.03, "payment_days": 60})
    found = debrief(tight, played(OPENING, offer("us", 0.035, 60, 3), accept("them", 0.035, 60, 3)))
    (beyond,) = lesson(found, "limit_agreed").beyond
    assert (beyond.issue, beyond.before, beyond.after) == ("rebate", 0.03, 0.035)
    assert found.result.missed is None or all(
        change.issue != "payment_days" for change in found.result.missed.given
    )
    assert found.result.them.gain <= found.result.them.best
    assert found.result.us.gain <= found.result.us.best


def test_a_line_that_was_crossed_and_not_taken_costs_half(annual_terms):
    found = debrief(
        annual_terms,
        played(OPENING, offer("us", 0.045, 60, 4), STANDING, offer("us", 0.03, 60, 4),
               accept("them", 0.03, 60, 4)),
    )  # fmt: skip
    assert keys(found, "bad") >= {"limit_offered"}
    assert "bottom_line_offered" in keys(found, "bad")
    assert found.score.part("lines") == 0.5


def test_the_trade_that_was_left_is_named(annual_terms):
    found = debrief(
        annual_terms, played(OPENING, offer("us", 0.03, 60, 1), accept("them", 0.03, 60, 1))
    )
    assert found.result.missed.us > 0
    assert lesson(found, "missed_trade").stake == pytest.approx(80_000)
    assert lesson_said(found, lesson(found, "missed_trade"), "zh") == (
        "还有一笔交换没有做：账期从60天改为90天，换来年度返利从3.0%改为2.5%和每店端架陈列从1改为4。"
        "你每年可多得 ¥8万，对方多得 ¥4万。"
    )
    assert found.result.left_us == pytest.approx(100_000)


def test_the_money_left_is_what_the_other_would_not_have_missed(annual_terms):
    deal = package(0.03, 60, 1)
    result = result_of(annual_terms, sides(annual_terms), deal)
    outcomes = outcomes_of(annual_terms)
    assert result.left_us == pytest.approx(outcomes.us[outcomes.them >= -1e-6].max())
    assert result.left_them == pytest.approx(outcomes.them[outcomes.us >= -1e-6].max())


def sides(agenda):
    return {"us": agenda.us, "them": agenda.them}


def ended(*moves, outcome="broken_off"):
    return played(OPENING, *moves, Move("them", "walk_away"), outcome=outcome)


def test_a_rude_word_that_ended_the_talks_costs_the_deal(annual_terms):
    found = debrief(annual_terms, ended(Move("us", "say", tone="rude")))
    lost = lesson(found, "rude_lost")
    assert lost.stake == pytest.approx(found.result.nash.us + 20_000)
    assert keys(found, "bad") == {"rude_lost"}
    assert found.score.part("value") == found.score.part("efficiency") == 0


@pytest.mark.parametrize("outcome", ["walked_away", "broken_off", "ran_out"])
def test_no_agreement_where_one_was_possible_is_the_lesson(annual_terms, outcome):
    found = debrief(annual_terms, ended(outcome=outcome))
    assert keys(found, "bad") == {outcome}
    assert found.result.deal is None
    assert found.score.total == pytest.approx(WEIGHTS["lines"])


def test_an_offer_better_than_none_should_not_be_left(annual_terms):
    found = debrief(annual_terms, played(offer("them", 0.03, 60, 2), Move("us", "walk_away"),
                                         outcome="walked_away"))  # fmt: skip
    assert lesson(found, "left_good_offer").stake == pytest.approx(50_000)


def test_where_nothing_suits_both_leaving_earns_full_marks(annual_terms):
    hopeless = replace(annual_terms, us=replace(annual_terms.us, reservation=400_000))
    found = debrief(hopeless, played(OPENING, Move("us", "walk_away"), outcome="walked_away"))
    assert keys(found, "good") == {"right_to_leave"}
    assert not keys(found, "bad")
    assert found.score.total == 1
    taken = debrief(hopeless, played(OPENING, accept("us", 0.04, 80, 0)))
    assert lesson(taken, "bottom_line_agreed").stake == pytest.approx(570_000)
    assert taken.score.part("value") == taken.score.part("lines") == 0


def threatened(reason, *after):
    threat = Move("them", "threat", package(0.04, 80, 0), style=reason)
    return played(OPENING, offer("us", 0.02, 60, 4), threat, *after, accept("them", 0.03, 60, 4))


@pytest.mark.parametrize(
    ("reason", "key"), [("bluff", "gave_to_bluff"), ("real", "gave_to_threat")]
)
def test_what_a_threat_got_is_named(annual_terms, reason, key):
    found = debrief(annual_terms, threatened(reason, offer("us", 0.025, 60, 4), STANDING,
                                             offer("us", 0.03, 60, 4)))  # fmt: skip
    assert (lesson(found, key).stake, lesson(found, key).n) == (pytest.approx(50_000), 4)
    assert found.manner.threats == 1
    assert found.manner.bluffs == (reason == "bluff")


def test_a_bluff_let_pass_is_praised(annual_terms):
    found = debrief(annual_terms, threatened("bluff", offer("us", 0.02, 60, 4), STANDING,
                                             offer("us", 0.03, 60, 4)))  # fmt: skip
    assert lesson(found, "called_bluff").n == 1


def test_how_they_played_is_told_with_figures(annual_terms):
    found = debrief(annual_terms, threatened("bluff", offer("us", 0.02, 60, 4), STANDING,
                                             offer("us", 0.03, 60, 4)))  # fmt: skip
    assert manner_said(found, "en").endswith(
        "Packages offered: 2; in all it gave way by ¥220K a year as it values it, 0.0% of that in "
        "the last quarter of the rounds. Threats: 1; of those not meant: 1."
    )
    assert found.manner.offers == 2
    late = debrief(annual_terms, replace(played(*GOOD), rounds=4))
    assert late.manner.late_share == pytest.approx(0.9)
    held = debrief(annual_terms, ended(outcome="ran_out"))
    assert manner_said(held, "zh").endswith("它共提出 1 个方案，一点也没有让。")


def test_growing_steps_are_counted_by_their_excess(annual_terms):
    found = debrief(
        annual_terms,
        played(OPENING, offer("us", 0.02, 60, 4), STANDING, offer("us", 0.02, 70, 4), STANDING,
               offer("us", 0.03, 70, 4), accept("them", 0.03, 70, 4)),
    )  # fmt: skip
    assert lesson(found, "growing_steps").stake == pytest.approx(80_000)
    assert found.shrinking == 0
    assert found.score.part("pattern") == 0


def test_presents_without_an_agreement_have_no_price(annual_terms):
    found = debrief(annual_terms, ended(offer("us", 0.02, 60, 4), STANDING,
                                        offer("us", 0.03, 60, 4)))  # fmt: skip
    vain = lesson(found, "gifts_in_vain")
    assert (vain.stake, vain.n) == (0, 1)
    assert found.lessons[0].key == "broken_off"


def test_a_jump_to_their_offer_is_larger_than_all_steps_before(annual_terms):
    talks = (OPENING, offer("us", 0.02, 60, 4), STANDING, offer("us", 0.02, 70, 4))
    generous = offer("them", 0.03, 70, 3)
    found = debrief(annual_terms, played(*talks, generous, accept("us", 0.03, 70, 3)))
    assert lesson(found, "last_jump").stake == pytest.approx(130_000)
    near = offer("them", 0.02, 75, 4)
    found = debrief(annual_terms, played(*talks, near, accept("us", 0.02, 75, 4)))
    assert "last_jump" not in keys(found, "bad")


def test_a_low_opening_is_a_mistake_where_the_share_became_small(annual_terms):
    low = offer("us", 0.03, 70, 3)
    found = debrief(annual_terms, played(OPENING, low, accept("them", 0.03, 70, 3)))
    assert lesson(found, "opened_low").stake == pytest.approx(60_000)
    lucky = debrief(annual_terms, played(OPENING, low, offer("them", 0.025, 80, 4),
                                         accept("us", 0.025, 80, 4)))  # fmt: skip
    assert "opened_low" not in keys(lucky, "bad")


def test_taking_their_first_offer_is_a_lesson(annual_terms):
    found = debrief(annual_terms, played(offer("them", 0.03, 60, 1), accept("us", 0.03, 60, 1)))
    assert lesson(found, "took_first").stake == pytest.approx(found.result.nash.us)
    assert "opened_low" not in keys(found, "bad")


def test_a_last_little_thing_has_its_price(annual_terms):
    nibble = Move(
        "them", "conditional", package(0.03, 70, 3), wanted={"payment_days": 70.0}, style="nibble"
    )
    found = debrief(annual_terms, played(OPENING, offer("us", 0.03, 60, 3), nibble,
                                         accept("us", 0.03, 70, 3)))  # fmt: skip
    assert lesson(found, "nibbled").stake == pytest.approx(20_000)
    assert found.manner.nibbles == 1


def test_a_fair_share_is_praised(annual_terms):
    found = debrief(annual_terms, played(OPENING, offer("us", 0.025, 80, 4),
                                         accept("them", 0.025, 80, 4)))  # fmt: skip
    assert lesson(found, "good_share").stake == pytest.approx(120_000)


def test_what_they_would_give_for_nothing_is_named(annual_terms):
    free = {**annual_terms.them.curves, "displays": Curve((0, 4), (0, 0))}
    agenda = replace(annual_terms, them=replace(annual_terms.them, curves=free), limits={})
    found = debrief(agenda, played(OPENING, offer("us", 0.05, 90, 0), accept("them", 0.05, 90, 0)))
    present = lesson(found, "missed_present")
    assert present.stake == pytest.approx(120_000)
    assert [change.issue for change in present.asked] == ["displays"]


def test_from_the_buyers_chair_us_is_the_buyer(annual_terms):
    private = annual_terms.them.weighed({"payment_days": 2.0})
    transcript = replace(
        played(OPENING, accept("us", 0.03, 90, 4), role="buyer"), interests=private
    )
    result = debrief(annual_terms, transcript).result
    assert result.us.worth == pytest.approx(210_000)
    assert result.us.money == pytest.approx(90_000)
    assert result.them.worth == result.them.money == pytest.approx(30_000)
    assert debrief(annual_terms, transcript).crossings == ()


def test_talks_that_go_on_are_not_looked_back_on(annual_terms):
    with pytest.raises(RequestError) as error:
        debrief(annual_terms, played(OPENING, outcome="open"))
    assert error.value.key == "debrief.still_open"


def test_the_debrief_is_json(annual_terms):
    found = debrief(annual_terms, played(*GOOD))
    told = json.loads(json.dumps(found.as_json(), allow_nan=False))
    assert told["result"]["deal"] == package(0.03, 90, 4)
    assert told["score"]["total"] == found.score.total
    assert told["lessons"][0]["stake"] == found.lessons[0].stake


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_style_and_part_has_its_words(language):
    assert all(has_message(f"debrief.manner_{style}", language) for style in STYLES)
    assert all(has_message(f"debrief.part_{part}{end}", language) for part in WEIGHTS
               for end in ("", "_note"))  # fmt: skip


def test_every_lesson_comes_with_advice():
    told = {key for key in messages("debrief", "en") if key.startswith("lesson_")}
    sentences = {key for key in told if not key.endswith("_next")}
    assert told == sentences | {f"{key}_next" for key in sentences}
    assert set(messages("debrief", "zh")) == set(messages("debrief", "en"))


TERMS = st.tuples(
    st.sampled_from([0.02, 0.025, 0.03, 0.035, 0.04, 0.045, 0.05]),
    st.sampled_from(range(30, 100, 10)),
    st.integers(0, 4),
)
KINDS = st.sampled_from(["offer", "conditional", "threat", "rude"])
TALKS = st.lists(st.tuples(KINDS, TERMS, st.sampled_from(["", "bluff", "nibble"])), max_size=6)


@settings(max_examples=60)
@given(talks=TALKS, last=TERMS, end=st.sampled_from(["us", "them", "walked_away", "broken_off"]))
def test_whatever_was_played_is_told_in_both_languages(annual_agenda, talks, last, end):
    found = debrief(annual_agenda, made(talks, last, end))
    assert 0 <= found.score.total <= 1
    assert all(0 <= part.score <= 1 for part in found.score.parts)
    json.dumps(found.as_json(), allow_nan=False)
    bad = [each.stake for each in found.lessons if each.tone == "bad"]
    assert bad == sorted(bad, reverse=True)
    assert all(each.stake >= 0 for each in found.lessons)
    for language in LANGUAGES:
        assert manner_said(found, language)
        for each in found.lessons:
            told = lesson_said(found, each, language) + advice_said(found, each, language)
            assert "–" not in told
            assert "{" not in told


def made(talks, last, end):
    """Return a transcript of both sides' moves by turns, beginning with theirs."""
    moves = [OPENING]
    for number, (kind, terms, style) in enumerate(talks):
        by = "us" if number % 2 == 0 else "them"
        if kind == "rude" or (kind == "threat" and by == "us"):
            moves.append(Move(by, "say", tone="rude"))
        else:
            moves.append(Move(by, kind, package(*terms), style=style if by == "them" else ""))
    if end in ("us", "them"):
        return played(*moves, accept(end, *last))
    return played(*moves, Move("us", "walk_away"), outcome=end)


@pytest.fixture(scope="module")
def annual_agenda(annual_terms):
    """Return the annual terms with one more limit, once for all examples."""
    return replace(annual_terms, limits={"rebate": 0.04, "displays": 1})


@settings(max_examples=50)
@given(terms=TERMS)
def test_efficiency_is_how_much_larger_both_gains_could_have_been(annual_agenda, terms):
    deal = package(*terms)
    result = result_of(annual_agenda, sides(annual_agenda), deal)
    us, them = result.us.gain, result.them.gain
    outcomes = outcomes_of(reached(annual_agenda, deal), within_limits=True)
    ours, theirs = outcomes.us + 20_000, outcomes.them
    if us < 0 or them < 0:
        assert result.efficiency is None
    elif min(us, them) > 1e-6:
        open_ = (ours >= 0) & (theirs >= 0)
        grown = np.minimum(ours[open_] / us, theirs[open_] / them).max()
        assert result.efficiency == pytest.approx(1 / grown)
    better = (ours >= us - 1e-6) & (theirs >= them - 1e-6) & (ours + theirs > us + them + 1e-3)
    assert (result.missed is None) == (not better.any())


def test_an_issue_of_the_cases_own_keeps_its_words():
    issue = Issue("shelf", "count", 0, 5, 1, name="黄金货架", unit_name="米")
    change = Change("shelf", 1, 3, -10, 20)
    assert change_said(issue, change, "zh") == "黄金货架从1米改为3米"
    assert change_said(issue, change, "en") == "黄金货架 from 1 米 to 3 米"
