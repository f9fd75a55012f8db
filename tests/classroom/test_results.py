"""Results come back equal from JSON, and their scores are means of questions."""

from dataclasses import replace

from ka_helpers.classroom.results import (
    AnswerResult,
    ChapterResult,
    ClassResult,
    Note,
    TraineeResult,
    class_from_json,
    to_json,
    trainee_from_json,
)

RIGHT = AnswerResult(
    "1.1", "selection", "correct", 1.0, texts={"en": "Right.", "zh": "对。"}, times=2
)
WRONG = AnswerResult("1.2", "selection", "incorrect", 0.0, ("typed_in",))
MISSING = AnswerResult("2.1", "evaluation", "missing", 0.0)
ONE = ChapterResult(
    "01", "graded", "01.ipynb", (RIGHT, WRONG), (Note("edited", "grading.x", {"n": 1}),)
)
TWO = ChapterResult("02", "absent", "", (MISSING,))
LI = TraineeResult("li", "李 Li", (ONE, TWO))


def test_a_score_is_the_mean_of_the_questions_not_of_the_chapters():
    assert ONE.score == 0.5
    assert LI.score == 1 / 3
    assert replace(TWO, answers=()).score == 0.0


def test_results_come_back_equal_from_json():
    assert trainee_from_json(to_json(LI)) == LI
    whole = ClassResult("twin", {"en": "Twin", "zh": "孪生"}, ("01", "02"), (LI,))
    assert class_from_json(to_json(whole)) == whole
