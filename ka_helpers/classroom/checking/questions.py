"""The questions of the course on a case: which cannot be graded, told apart, or asked at all."""

from ka_helpers.classroom.checking.remarks import Checked, Looking, Remark
from ka_helpers.exercises import linting
from ka_helpers.exercises.curriculum import chapter_numbers, plan_of, title_of
from ka_helpers.i18n import say

_GROUPS = {"cannot_grade": "ungradable", "not_told_apart": "alike", "stands_in": "stands_in"}


def checked_questions(looking: Looking) -> Checked:
    """Return what the lint finds, chapter by chapter."""
    numbers, language = chapter_numbers(), looking.language
    found: list[linting.Finding] = []
    graded = 0
    for done, number in enumerate(numbers):
        looking.on_step("questions", done, len(numbers), title_of(number, language))
        report = linting.lint(looking.case, language, [number])
        found += [each for each in report.findings if each not in found]
        graded += len(report.graded)
    remarks = tuple(Remark(_GROUPS[each.severity], each.place, each.text) for each in found)
    asked = sum(len(plan_of(number).exercises) for number in numbers)
    text = say("casecheck.looked_questions", language, graded=graded, n=asked)
    return Checked(remarks, text)
