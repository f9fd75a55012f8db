"""A chapter made for these tests, with words of its own and a question of each kind."""

import pytest

import ka_helpers.i18n
from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.exercise import ChapterPlan, Exercise
from ka_helpers.exercises.kinds import Choice, Number, Ranking, Several
from ka_helpers.exercises.ledger import Ledger
from ka_helpers.exercises.lesson import lesson_for

WORDS = {
    "slider_weight": {"en": "Weight of growth", "zh": "增长的权重"},
    "slider_price": {"en": "Price <cut>", "zh": "降价<幅度>"},
    "slider_weeks": {"en": "Weeks", "zh": "周数"},
    "slider_who": {"en": "Account", "zh": "客户"},
    "option_all": {"en": "All accounts", "zh": "所有客户"},
    "q1_option_fair": {"en": "What the market leaves <us>", "zh": "市场留给<我们>的"},
    **{f"q{k}_why": {"en": "Because.", "zh": "因为如此。"} for k in (1, 2, 3)},
}
ANSWERS = {
    "99.1": (Choice("first", ("fair", "K02")), "K02"),
    "99.2": (Several("both", ("K01", "K02", "K03")), ["K01", "K03"]),
    "99.3": (Ranking("top", lambda lesson: lesson.case.account_ids[::-1]), ["K03", "K01"]),
    "99.4": (Number("size"), 3.0),
}


def exercise(number, part, right):
    return Exercise(number, "selection", (part,), lambda lesson: {part.name: right})


@pytest.fixture(scope="session")
def lesson():
    return lesson_for(lambda lesson: None, "beverage_china")


@pytest.fixture(params=["en", "zh"])
def chapter(request, lesson, tmp_path, monkeypatch):
    """Return chapter 99 in each language; its ledger is a file of the test's."""
    known = ka_helpers.i18n.messages

    def messages(domain, language):
        if domain != "chapter_99":
            return known(domain, language)
        return {name: said[language] for name, said in WORDS.items()}

    monkeypatch.setattr(ka_helpers.i18n, "messages", messages)
    exercises = tuple(exercise(number, *each) for number, each in ANSWERS.items())
    plan = ChapterPlan("99_for_tests", exercises)
    return Chapter("99", plan, lesson, request.param, Ledger(tmp_path / "progress.jsonl"))
