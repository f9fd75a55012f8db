"""Where a chapter stands in, a twin's own sample is graded on: in the sandbox and by the judge."""

import pytest

from ka_helpers.cases import load_case
from ka_helpers.cases.inventory import take_inventory
from ka_helpers.classroom.answer_free.kit import write_kit
from ka_helpers.classroom.grading.course import GradingRequest, grade
from ka_helpers.classroom.grading.kept import circumstances
from ka_helpers.classroom.twins.folder import Drawn, write_twin
from ka_helpers.classroom.twins.scatter import scattered
from ka_helpers.exercises.asked import NUMBERS
from ka_helpers.exercises.curriculum import plan_of
from ka_helpers.exercises.lesson import SAMPLE, STAND_IN, lesson_for
from tests.classroom.submissions import RIGHT, TYPED, all_of, perfect, submission, typed_in, write

CLASS, CHAPTER = "textbook", "01"
DRAWN = Drawn(CLASS, 3, 12, 1.0, 0)


@pytest.fixture(scope="module")
def hidden(tmp_path_factory):
    """Return the folder of a twin of a case that cannot carry the chapter, with its own sample."""
    folder = tmp_path_factory.mktemp("standing") / "hidden"
    for case, place in ((load_case(CLASS), folder), (load_case(SAMPLE), folder / STAND_IN)):
        write_twin(case, scattered(case, DRAWN.chance), DRAWN, place)
    return folder


def test_it_is_read_instead_of_the_sample(hidden):
    lesson = lesson_for(plan_of(CHAPTER).check_suits, hidden)
    assert lesson.stands_in is not None
    assert (lesson.case.path, lesson.variant) == (hidden / STAND_IN, DRAWN.variant)


def test_it_goes_into_the_kit_without_its_truth(hidden, tmp_path):
    assert (hidden / STAND_IN / "truth").is_dir()
    (hidden / STAND_IN / "notes.txt").write_text("K07 pays late", encoding="utf-8")
    there = write_kit(tmp_path / "kit", hidden, (CHAPTER,)) / STAND_IN
    tables = take_inventory(hidden / STAND_IN).files.values()
    wanted = {"case.yaml", *(path.name for path in tables)}
    assert {path.relative_to(there).as_posix() for path in there.rglob("*")} == wanted


def test_a_result_holds_for_the_sample_that_it_came_of(hidden):
    before = circumstances(str(hidden), CLASS, (CHAPTER,))
    settings = hidden / STAND_IN / "case.yaml"
    settings.write_text(settings.read_text(encoding="utf-8") + "# else\n", encoding="utf-8")
    assert circumstances(str(hidden), CLASS, (CHAPTER,)) != before


def test_code_is_right_and_what_the_sample_shows_is_not(hidden, tmp_path):
    handed = [
        submission("code", {CHAPTER: perfect(CHAPTER)}, all_of((CHAPTER,), RIGHT)),
        submission("typed", {CHAPTER: typed_in(CHAPTER, CLASS)}, all_of((CHAPTER,), TYPED)),
    ]
    write(handed, tmp_path / "class")
    request = GradingRequest(
        tmp_path / "class", str(hidden), tmp_path / "out", CLASS, (CHAPTER,), workers=1
    )
    answers = {
        each.name: {answer.question: answer for answer in each.chapters[0].answers}
        for each in grade(request).trainees
    }
    assert {answer.code for answer in answers["code"].values()} == {"correct"}
    numbers = [
        exercise.number
        for exercise in plan_of(CHAPTER).exercises
        if all(type(part).__name__ in NUMBERS for part in exercise.parts)
    ]
    assert len(numbers) >= 3
    for number in numbers:
        typed = answers["typed"][number]
        assert typed.code in ("incorrect", "partly"), number
        assert "typed_in" in typed.mistakes
