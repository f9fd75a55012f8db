"""Quizzes: an answer clicked is the answer given to `check`; options stand there without a page."""

from dataclasses import replace

import pytest

from ka_helpers.errors import RequestError
from ka_helpers.widgets import quiz


def send(asked, chosen):
    """Do what the page does when the reader presses the button."""
    asked.widget.chosen = chosen
    asked.widget.sent += 1
    return asked.widget.outcome


@pytest.mark.parametrize(
    ("number", "chosen", "answer"),
    [
        ("99.1", ["K02"], "K02"),
        ("99.2", ["K03", "K01"], ["K03", "K01"]),
        ("99.3", ["K03", "K01"], ...),
    ],
)
def test_what_is_clicked_is_checked_and_kept(chapter, number, chosen, answer):
    asked = quiz(chapter, number)
    said = send(asked, chosen)
    assert asked.answer == (chosen if answer is ... else answer)
    assert asked.outcome.code == "correct"
    assert said == asked.outcome._repr_html_() == chapter.check(
        number, **{asked.part.name: asked.answer}
    )._repr_html_()  # fmt: skip
    kept = [entry for entry in chapter.ledger.entries() if entry.question == number]
    assert [entry.outcome for entry in kept] == ["correct", "correct"]


def test_a_wrong_answer_is_said_to_be_wrong_and_can_be_mended(chapter):
    asked = quiz(chapter, "99.1")
    wrong = send(asked, ["fair"])
    assert "ka-incorrect" in wrong
    assert "ka-correct" in send(asked, ["K02"])


def test_the_same_answer_sent_again_is_judged_again(chapter):
    asked = quiz(chapter, "99.1")
    send(asked, ["fair"])
    send(asked, ["fair"])
    assert len(list(chapter.ledger.entries())) == 2


def test_options_are_called_by_the_chapter_or_as_the_account_is(chapter):
    options = quiz(chapter, "99.1").options
    assert options["K02"] == chapter.lesson.case.slice("K02").account_name
    assert options["fair"] in ("What the market leaves <us>", "市场留给<我们>的")


def test_an_option_s_text_is_no_markup(chapter):
    shown = quiz(chapter, "99.1")._repr_mimebundle_()["text/html"]
    assert "<us>" not in shown
    assert "<我们>" not in shown


def test_a_ranking_does_not_stand_in_the_right_order_from_the_start(chapter):
    asked = quiz(chapter, "99.3")
    assert list(asked.options) == sorted(chapter.lesson.case.account_ids)
    assert asked.widget.chosen == []


@pytest.mark.parametrize("number", ["99.1", "99.2", "99.3"])
def test_without_a_page_the_options_and_the_plain_call_stand_there(chapter, number):
    asked = quiz(chapter, number)
    shown = asked._repr_mimebundle_()
    assert set(shown) == {
        "text/plain",
        "text/html",
        "application/vnd.jupyter.widget-view+json",
    }
    for each in asked.options:
        assert each in shown["text/plain"]
        assert f"<code>{each}</code>" in shown["text/html"]
    assert asked.call() in shown["text/plain"]


def test_an_option_called_as_its_id_is_said_once(chapter):
    options = {"K01": "K01", "K02": "K02: fair", "K03": "K03：公平", "A": "All"}
    asked = replace(quiz(chapter, "99.1"), options=options)
    plain, page = repr(asked), asked._still()
    assert plain.splitlines()[1:5] == ["  K01", "  K02: fair", "  K03: 公平", "  A: All"]
    shown = ("K01</code> ", "K02</code> fair", "K03</code> 公平", "A</code> All")
    assert all(f"<li><code>{each}</li>" in page for each in shown)


def test_what_is_not_chosen_is_not_a_quiz(chapter):
    with pytest.raises(RequestError, match=r"99\.4"):
        quiz(chapter, "99.4")
    with pytest.raises(RequestError, match=r"98\.9"):
        quiz(chapter, "98.9")
