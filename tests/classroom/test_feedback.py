"""A trainee's page: every question is on it, nothing of the hidden case, no markup of a name."""

import re
from string import Formatter

import pytest

from ka_helpers.classroom.grading.judging import Judge, without_the_answer
from ka_helpers.classroom.reporting.cohort import shown_as
from ka_helpers.classroom.reporting.feedback import feedback_page
from ka_helpers.classroom.reporting.feedback_words import (
    chapter_title,
    mistake_said,
    note_said,
    note_told,
    skill_name,
    told,
)
from ka_helpers.classroom.results import AnswerResult, ChapterResult, Note, TraineeResult
from ka_helpers.exercises.curriculum import chapter_numbers, plan_of
from ka_helpers.exercises.encoding import encode
from ka_helpers.exercises.outcome import Outcome, PartOutcome
from ka_helpers.i18n import messages, say
from tests.classroom.made_classes import HOSTILE, made_class

LANGUAGES = ("en", "zh")
HIDDEN = 471_147.0
WORDS = ("message", "quarter", "month", "date")
"""Formats of placeholders that are no figures."""


def wrong(question="1.1", text="", mistakes=(), code="incorrect"):
    texts = dict.fromkeys(LANGUAGES, f"head\n{text}")
    return AnswerResult(question, "analysis", code, 0.0, mistakes, texts)


def page_of(*answers, name="Ann", state="graded", notes=(), language="en"):
    chapter = ChapterResult("01", state, "a.ipynb", answers, notes)
    return feedback_page(TraineeResult("ann", name, (chapter,), notes), "Case", language)


@pytest.fixture(scope="module")
def result():
    return made_class()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_question_that_came_is_on_the_page(result, language):
    for trainee in result.trainees:
        page = feedback_page(trainee, "Case", language)
        for chapter in trainee.chapters:
            for each in chapter.answers if chapter.state == "graded" else ():
                assert each.question in page
        assert "4,711" not in page


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_is_self_contained(result, language):
    for trainee in result.trainees[-6:]:
        page = feedback_page(trainee, "<b>Case</b>", language)
        assert "<script" not in page and "<b>Case" not in page
        assert re.findall(r'(?:src|href)="(?!data:image/svg|#)', page) == []


@pytest.mark.parametrize("hostile", [*HOSTILE, '"><img src=x onerror=alert(1)>', "a&b"])
def test_names_notes_and_texts_are_escaped(hostile):
    note = Note("other", "gradebook.feedback_title", {"name": hostile})
    page = page_of(wrong(text=hostile), name=hostile, notes=(note,))
    body = page.partition("</style>")[2]
    if "<" in hostile or "&" in hostile:
        assert hostile not in body
    assert "<img src=x" not in body and "<script" not in body


def figured(language):
    """Yield (question, key, placeholders) of each message of a question that names figures."""
    for number in chapter_numbers():
        for name, text in messages(f"chapter_{number}", language).items():
            kind = re.match(r"q(\d+)_(why|hint|mistake|point|part)", name)
            names = {part[1].partition(".")[0] for part in Formatter().parse(text) if part[1]}
            parts = [part[1:3] for part in Formatter().parse(text)]
            figures = [name for name, form in parts if name and form not in WORDS]
            if kind and figures:
                yield f"{int(number)}.{kind[1]}", f"chapter_{number}.{name}", names


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_figure_of_the_hidden_case_is_told(language):
    """Every message there is, filled with a figure that is on no page afterwards."""
    messages_told = 0
    for question, key, names in figured(language):
        try:
            said = say(key, language, currency="CNY", **dict.fromkeys(names, HIDDEN))
        except (TypeError, ValueError, AttributeError):
            continue
        digits = re.findall(r"47[.,]?1[\d.,]*", said)
        page = page_of(wrong(question, said), language=language)
        leaked = [each for each in digits if each in page.partition("</style>")[2]]
        assert leaked == [], key
        messages_told += bool(digits)
    assert messages_told > 50


def test_what_is_right_is_named_without_its_explanation():
    right = AnswerResult("1.1", "analysis", "correct", 1.0, (), {"en": "head\nIt is 4711."}, 1)
    assert told(right, "en") == ()
    assert "Right: 1.1" in page_of(right)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_was_typed_in_is_said_and_nothing_else(language):
    said = told(wrong(text="Look again.", mistakes=("typed_in",)), language)
    assert said == (mistake_said("1.1", "typed_in", language),)
    assert shown_as(wrong(mistakes=("typed_in",))) == "typed_in"


@pytest.mark.parametrize("state", ["broken", "time", "memory", "died", "too_large", "unreadable",
                                   "unknown", "absent"])  # fmt: skip
@pytest.mark.parametrize("language", LANGUAGES)
def test_how_a_notebook_fared_is_told(state, language):
    missing = AnswerResult("1.1", "analysis", "missing", 0.0)
    page = page_of(missing, state=state, language=language)
    assert say(f"gradebook.state_{state}_told", language) in page
    assert ("1.1" in page) is False


def test_known_mistakes_slips_and_points_have_their_sentences():
    assert "in place of a number" in mistake_said("1.1", "unreadable", "en")
    assert mistake_said("3.6", "sign", "zh") == say("exercises.slip_sign", "zh")
    assert mistake_said("1.1", "no_such", "en") == "no_such"
    assert mistake_said("../x", "sign", "en") == say("exercises.slip_sign", "en")


def test_a_note_without_words_of_its_own_says_its_kind():
    assert note_said(Note("forged", "grading.no_such_key"), "en") == say(
        "gradebook.note_forged", "en"
    )
    assert note_said(Note("other", "gradebook.feedback_title"), "zh") == say(
        "gradebook.note_other", "zh"
    )
    long = Note("other", "gradebook.feedback_title", {"name": "x" * 10_000})
    assert len(note_said(long, "en")) <= 400


@pytest.mark.parametrize(
    ("values", "said", "kept_back"),
    [
        ({"n": 3, "error": "ValueError: 471147.0"}, "ValueError", "471147"),
        ({"n": 3, "error": "K471147: x"}, "another kind of error", "471147"),
        ({"n": 1, "what": "/srv/cases/hidden/sales.csv; socket.connect"},
         "use the network, open or change a file elsewhere", "sales.csv"),
        ({"n": 1, "what": "471147"}, "a file elsewhere", "471147"),
        ({"n": 3, "error": "print: 471147"}, "another kind of error", "471147"),
    ],
)  # fmt: skip
def test_what_an_error_or_a_forbidden_call_gives_away_is_kept_back(values, said, kept_back):
    """Trainees can raise an error that says what they read; the trainer sees it, they do not."""
    key = "grading.note_cell_failed" if "error" in values else "grading.note_forbidden"
    note = Note("other", key, values)
    assert said in note_told(note, "en") and kept_back not in note_told(note, "en")
    assert kept_back in note_said(note, "en")
    assert kept_back not in page_of(notes=(note,)).partition("</style>")[2]


@pytest.mark.parametrize("given", ["471147", "a\n471147 b", ["471147"], {"471147": 1}, 471147j])
def test_an_answer_that_cannot_be_read_is_not_shown_again(given):
    """A text in place of a number could be figures that its notebook read."""
    exercises = plan_of("02").exercises
    asked = {each.number: {part.name: encode(given) for part in each.parts} for each in exercises}
    for answer in Judge("beverage_china").judged("02", asked):
        assert "unreadable" in answer.mistakes
        assert "471147" not in "".join(answer.texts.values())
        assert all(told(answer, language) for language in LANGUAGES)


def test_a_key_that_nobody_asked_for_is_not_shown_again():
    part = PartOutcome("x", "partly", 0.5, missed=("K01", "471147"))
    outcome = Outcome("1.1", "partly", 0.5, (part,))
    assert without_the_answer(outcome, {"x": ("K01", "K02")}).parts[0].missed == ("K01",)
    assert without_the_answer(outcome, {}).parts[0].missed == part.missed


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("exercises.number_in_quotes", {"found": "471147"}, "exercises.number_in_quotes"),
        ("chapter_06.other_account", {"found": "471147", "known": "K01"},
         "chapter_06.other_account"),
        ("grading.no_such_key", {"found": "471147"}, "gradebook.mistake_unreadable"),
        ("exercises.no_such_key", {}, "gradebook.mistake_unreadable"),
        ("exercises.ranking_too_long", {"n": 471147}, "gradebook.mistake_unreadable"),
    ],
)  # fmt: skip
def test_of_what_could_not_be_read_the_sentence_stays(key, values, said):
    part = PartOutcome("x", "incorrect", 0.0, "unreadable", values={"key": key, **values})
    (kept,) = without_the_answer(Outcome("1.1", "incorrect", 0.0, (part,)), {}).parts
    assert kept.values["key"] == said and "471147" not in str(kept.values)
    assert kept.values.get("known") == (values.get("known") if said == key else None)


def test_what_cannot_be_checked_is_not_called_wrong():
    page = page_of(wrong(text="why", code="cannot_check"))
    assert say("gradebook.cannot_check_told", "en") in page
    assert '<li class="ka-bad"' not in page


def test_chapters_and_skills_that_are_not_here_are_called_what_they_are():
    assert chapter_title("77", "en") == "77"
    assert skill_name("juggling", "en") == "juggling"
