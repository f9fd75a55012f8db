"""The negotiation desk: plain calls, the same by buttons, both chairs, cards shown at the end."""

import re
from pathlib import Path

import pytest

import ka_helpers.widgets
from ka_helpers.errors import RequestError
from ka_helpers.exercises.materials.chapter_08_ladder import condition_of, rung
from ka_helpers.i18n import messages, say
from ka_helpers.negotiation.styles import STYLES
from ka_helpers.negotiation.transcripts import from_json, replay, to_json
from ka_helpers.widgets import explore
from ka_helpers.widgets.negotiation_desk import (
    negotiate,
    negotiation_desk,
    reenact,
    sit_down,
    watch,
    worth_of_offer,
)
from ka_helpers.widgets.showing import html_of


@pytest.fixture(scope="module", params=["en", "zh"])
def desk(request):
    return negotiation_desk("beverage_china", language=request.param)


def climbed(desk, talk):
    """Play a talk by the ladder of concessions, each step on condition."""
    talk.offer(rung(desk.lesson, 1))
    for number in range(2, 8):
        talk.trade(rung(desk.lesson, number))
    return talk


# What a package is worth


def test_a_package_is_worth_what_the_agenda_says(desk):
    today, lines = worth_of_offer(desk)[0], worth_of_offer(desk)[1:]
    assert [each for row in today.rows[-2:] for each in row[2:]] == pytest.approx(
        [0.0] * 4, abs=1e-6
    )
    assert len(lines) == 1 + bool(_over(desk, desk.agenda.today))
    table, *_ = worth_of_offer(desk, payment_days=75)
    package = desk.agenda.package(payment_days=75)
    assert table.rows[-2][3] == desk.agenda.us.worth(package) < 0
    assert table.rows[-1][3] == desk.agenda.them.worth(package) > 0


def test_a_broken_limit_is_named(desk):
    beyond = desk.agenda.by_key["payment_days"].high
    _, _, over = worth_of_offer(desk, payment_days=beyond)
    assert say("negotiation.issue_payment_days", desk.language) in over


def test_the_sliders_begin_today_and_reach_every_value(desk):
    controls = desk.controls
    assert list(controls) == list(desk.agenda.keys)
    for key, slider in controls.items():
        issue = desk.agenda.by_key[key]
        assert (slider.low, slider.high) == (issue.values[0], issue.values[-1])
        assert slider.start == desk.agenda.today[key]
    explored = explore(desk, worth_of_offer, **controls)
    assert explored.at() == html_of(worth_of_offer(desk))
    assert explored.at(displays=3) == html_of(worth_of_offer(desk, displays=3))


def _over(desk, package):
    us = desk.agenda.us
    return [key for key, limit in desk.agenda.limits.items()
            if us.curves[key].at(package[key]) < us.curves[key].at(limit) - 1e-6]  # fmt: skip


# By plain calls


def test_the_buyer_speaks_first_and_shows_no_card_before_the_end(desk):
    talk = negotiate(desk, "conceder", seed=7)
    shown = repr(talk)
    assert talk.is_open and len(talk.transcript.moves) == 1
    assert say("desk.speaker_buyer", desk.language) in shown
    assert talk.debrief() == talk.history() == say("desk.not_yet", desk.language)
    their = say("desk.worth_them", desk.language)
    assert their not in shown and their not in talk._repr_html_()


def test_a_ladder_climbed_down_on_condition_ends_in_a_deal(desk):
    talk = climbed(desk, negotiate(desk, "conceder", seed=7))
    deal = talk.transcript.deal
    assert deal is not None and desk.agenda.us.accepts(deal)
    found = talk.debrief()
    assert found.found.result.deal == deal
    assert not [step for step in found.found.concessions
                if step.by == "us" and step.is_unconditional]  # fmt: skip
    assert found.score > watch(desk, "naive_giver", "conceder", seed=7).debrief().score


def test_a_move_after_the_end_changes_nothing_and_says_so(desk):
    talk = negotiate(desk, "conceder", seed=7).walk_away()
    moves = talk.transcript.moves
    assert talk.offer(rebate=0.05).transcript.moves == moves
    assert say("desk.over_already", desk.language) in repr(talk)
    assert talk.again().is_open and say("desk.over_already", desk.language) not in repr(talk)


def test_the_record_replays_and_survives_its_file(desk):
    talk = climbed(desk, negotiate(desk, "tit_for_tat", seed=3)).accept()
    kept = from_json(to_json(talk.transcript))
    assert kept == talk.transcript
    assert replay(kept, desk.agenda).transcript == talk.transcript


def test_a_condition_asks_what_is_better_than_theirs_and_gives_what_is_worse_than_ours(desk):
    talk = negotiate(desk, "conceder", seed=7).offer(rung(desk.lesson, 1))
    position, standing = talk.game.position, talk.game.standing
    package = rung(desk.lesson, 3)
    wanted, given = condition_of(talk.game, package)
    us = desk.agenda.us
    assert wanted and given and not set(wanted) & set(given)
    assert all(us.worth({**position, k: v}) < us.worth(position) for k, v in given.items())
    assert all(us.worth({**standing, k: v}) > us.worth(standing) for k, v in wanted.items())
    talk.trade(package)
    move = next(each for each in reversed(talk.transcript.moves) if each.by == "us")
    assert (move.kind, dict(move.terms)) == ("conditional", package)


def test_what_cannot_be_offered_is_said_and_not_made(desk):
    talk = negotiate(desk, "conceder", seed=7)
    for wrong in ({"rebate": 0.5}, {"discount": 1}):
        with pytest.raises(RequestError):
            talk.offer(**wrong)
    with pytest.raises(RequestError):
        talk.offer_if(wanted={}, given={"rebate": 0.05})
    assert len(talk.transcript.moves) == 1


def test_a_style_that_is_not_told_is_the_seed_s_and_named_in_the_debrief_only(desk):
    styles = {negotiate(desk, seed=seed).transcript.style for seed in range(len(STYLES))}
    assert styles == set(STYLES)
    talk = negotiate(desk, seed=3)
    named = say(f"buyer.style_{talk.transcript.style}", desk.language)
    assert named not in repr(talk)
    assert named in repr(talk.walk_away().debrief())


def test_in_the_buyer_s_chair_the_kit_is_the_supplier(desk):
    chair = negotiate(desk, "relationship", seed=2, role="buyer")
    assert say("desk.speaker_supplier", desk.language) in repr(chair)
    assert chair.agenda.us.worth(chair.agenda.package(rebate=0.09)) > 0
    assert chair.agenda.us.reservation == desk.agenda.them.reservation
    found = chair.offer(rebate=0.09).accept().debrief()
    assert found.found.role == "buyer" and found.found.result.deal is not None


def test_the_tenth_of_a_point_one_sentence_apart(desk):
    rude, warm = (reenact(desk, "deadlock").say(tone) for tone in ("rude", "warm"))
    assert rude.transcript.outcome == "broken_off" and warm.is_open
    lost = -rude.agenda.us.reservation
    point = -warm.agenda.us.worth(warm.agenda.package(rebate=0.041))
    assert lost / point > 100
    assert warm.offer().transcript.deal["rebate"] == 0.04
    story = say("buyer.scenario_deadlock_story", desk.language)
    assert story in repr(reenact(desk)) and story not in repr(rude)


# By buttons


def test_buttons_do_what_calls_do(desk):
    called = climbed(desk, negotiate(desk, "conceder", seed=7))
    seat = sit_down(desk, "conceder", seed=7)
    view = seat.view
    for number in range(1, 8):
        for key, value in rung(desk.lesson, number).items():
            view.fields[key].value = min(view.fields[key].options, key=lambda o: abs(o[1] - value))[
                1
            ]
        view.buttons["offer" if number == 1 else "condition"].click()
    assert seat.transcript == called.transcript
    assert html_of(called.debrief()) in view.shown.value
    assert view.buttons["offer"].disabled and view.buttons["again"].layout.display == ""
    view.buttons["again"].click()
    assert seat.meeting.is_open and view.package == pytest.approx(desk.agenda.today)
    assert "ka-debrief" not in view.shown.value


def test_the_worth_is_said_as_the_fields_move(desk):
    view = sit_down(desk, "conceder", seed=7).view
    before = view.worth.value
    view.fields["displays"].value = view.fields["displays"].options[-1][1]
    worth = desk.agenda.us.worth({**view.package})
    assert view.worth.value != before
    assert _money(say("desk.package_above", desk.language, worth=worth, bottom=0, gap=0)) in (
        view.worth.value
    )


def test_a_fault_is_a_sentence_at_the_desk(desk):
    view = sit_down(desk, "conceder", seed=7).view
    view.show("<b>no</b>")
    assert 'role="alert">&lt;b&gt;no' in view.shown.value


def test_without_a_kernel_the_desk_shows_what_the_meeting_shows(desk):
    seat = sit_down(desk, "conceder", seed=7)
    bundle = seat._repr_mimebundle_()
    assert seat.meeting._repr_html_() in bundle["text/html"]
    assert bundle["text/plain"] == repr(seat.meeting)


def _money(text):
    return re.search(r"-?¥[\d.,]+[KM万]?", text)[0]


def test_a_case_without_costs_says_so_and_the_sample_stands_in():
    instead = negotiation_desk("textbook", language="en")
    assert instead.lesson.case.file.case_id == "beverage_china"
    assert "textbook" in instead.opening()


def test_every_word_of_the_desk_is_there():
    folder = Path(ka_helpers.widgets.__file__).parent
    said = [
        name
        for path in sorted(folder.glob("negotiation_desk*.py"))
        for name in re.findall(r"\.word\(\s*\"(\w+)\"", path.read_text(encoding="utf-8"))
    ]
    assert len(said) > 10
    assert [name for name in said if name not in messages("desk", "en")] == []
