"""Prove on a case that every chapter teaches and grades, and say where it does not.

For a trainer who changed a case: which questions cannot be graded, which mistakes can no longer
be told apart, which chapters are read on the sample case, why, and what to change. Not in here:
faults of the case's files (`cases.checking`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ka_helpers.cases import Case, load_case
from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.curriculum import chapter_numbers, plan_of, solutions_of, title_of
from ka_helpers.exercises.exercise import Exercise
from ka_helpers.exercises.faults import named
from ka_helpers.exercises.feedback import figures_of
from ka_helpers.exercises.ledger import Ledger
from ka_helpers.exercises.lesson import Lesson, NotGradableError, lesson_on
from ka_helpers.exercises.solving import run_chapter
from ka_helpers.i18n import LANGUAGES, current_language, say

Severity = Literal["cannot_grade", "not_told_apart", "stands_in"]
SEVERITIES: tuple[Severity, ...] = ("cannot_grade", "not_told_apart", "stands_in")
"""Worst first. A chapter that stands in is information, no fault."""


@dataclass(frozen=True)
class Finding:
    """One thing that a case does not do: which question or chapter, why, and what to change."""

    severity: Severity
    place: str
    text: str


@dataclass(frozen=True)
class LintReport:
    """What was found on a case, worst first; `graded` are the questions that can be graded."""

    case: str
    findings: tuple[Finding, ...]
    graded: tuple[str, ...]
    language: str

    @property
    def passed(self) -> bool:
        """Whether every question of the chapters that the case carries can be graded."""
        return all(finding.severity != "cannot_grade" for finding in self.findings)

    def said(self) -> str:
        """Return the report as text: a line of counts, then the findings under their severity."""
        counts = {"case": self.case, "n": len(self.graded)}
        lines = [say("exercises.lint_graded", self.language, **counts)]
        for severity in SEVERITIES:
            found = [finding for finding in self.findings if finding.severity == severity]
            if found:
                lines.append(say(f"exercises.lint_{severity}", self.language, n=len(found)))
            lines += [
                say("exercises.lint_line", self.language, place=each.place, text=each.text)
                for each in found
            ]
        return "\n".join(lines)


def lint(
    case: Case | str | Path, language: str | None = None, chapters: Sequence[str] = ()
) -> LintReport:
    """Return what the chapters (all, if none is named) cannot do on a case.

    Raises
    ------
    CaseError : its files have faults
    RequestError : there is no such case
    """
    loaded = case if isinstance(case, Case) else load_case(case)
    spoken = language or current_language()
    findings: list[Finding] = []
    graded: list[str] = []
    try:
        lesson = lesson_on(loaded)
    except NotGradableError as lacking:
        text = say("exercises.lint_no_chapter", spoken, why=lacking.said_in(spoken))
        return LintReport(loaded.file.case_id, (Finding("stands_in", "–", text),), (), spoken)
    for number in chapters or chapter_numbers():
        found = list(_ChapterLint(number, lesson, spoken).findings())
        findings += found
        failed = {each.place for each in found if each.severity != "not_told_apart"}
        if say("exercises.chapter", spoken, number=int(number)) not in failed:
            questions = [exercise.number for exercise in plan_of(number).exercises]
            graded += [question for question in questions if question not in failed]
    ranked = sorted(findings, key=lambda finding: SEVERITIES.index(finding.severity))
    return LintReport(loaded.file.case_id, tuple(ranked), tuple(graded), spoken)


@dataclass(frozen=True)
class _ChapterLint:
    """Looks through one chapter."""

    number: str
    lesson: Lesson
    language: str

    def findings(self) -> Iterator[Finding]:
        plan = plan_of(self.number)
        try:
            plan.check_suits(self.lesson)
        except NotGradableError as lacking:
            values = {"title": title_of(self.number, self.language)}
            why = lacking.said_in(self.language)
            yield self._found("stands_in", "", "lint_sample_read", why=why, **values)
            return
        except Exception as fault:
            yield self._failed("", fault)
            return
        ungraded: set[str] = set()
        for exercise in plan.exercises:
            found = list(self._of_question(exercise))
            yield from found
            if any(finding.severity == "cannot_grade" for finding in found):
                ungraded.add(exercise.number)
        yield from self._of_notebook(ungraded)

    def _of_question(self, exercise: Exercise) -> Iterator[Finding]:
        """Yield what is wrong with the right answer; if nothing, with mistakes and messages."""
        question = exercise.number
        try:
            right = dict(exercise.right(self.lesson))
            outcome = self._chapter().weighed(exercise, right)
        except NotGradableError as lacking:
            why = lacking.said_in(self.language)
            yield self._found("cannot_grade", question, "lint_lacks", why=why)
            return
        except Exception as fault:
            yield self._failed(question, fault)
            return
        if outcome.code != "correct":
            why = " ".join(outcome.text.splitlines()[1:])
            yield self._found("cannot_grade", question, "lint_right_refused", why=why)
            return
        yield from self._of_mistakes(exercise, right)
        yield from self._of_messages(exercise)

    def _of_mistakes(self, exercise: Exercise, right: dict[str, Any]) -> Iterator[Finding]:
        for name, made in exercise.mistakes.items():
            try:
                wrong = {**right, **self.lesson.once(made)}
                outcome = self._chapter().weighed(exercise, wrong)
            except NotGradableError as lacking:
                why = lacking.said_in(self.language)
                yield self._alike(exercise, name, "lint_mistake_not_made", why=why)
                continue
            except Exception as fault:
                yield self._failed(exercise.number, fault)
                continue
            if outcome.code == "correct":
                yield self._alike(exercise, name, "lint_mistake_is_right")
            elif outcome.mistakes != (name,):
                other = outcome.text.splitlines()[-1]
                yield self._alike(exercise, name, "lint_mistake_as_other", other=other)

    def _of_messages(self, exercise: Exercise) -> Iterator[Finding]:
        """Yield the messages that lack, or cannot be filled in, in any language."""
        names = ["why", *(f"hint_{place}" for place in range(1, exercise.hints + 1))]
        names += [f"mistake_{name}" for name in exercise.mistakes if not _is_point(exercise, name)]
        points = (getattr(part, "points", {}) for part in exercise.parts)
        names += [f"point_{point}" for of_part in points for point in of_part]
        figures = figures_of(exercise, self.lesson)
        for language in LANGUAGES:
            for name in names:
                try:
                    say(exercise.key(name), language, **figures)
                except Exception as fault:
                    yield self._failed(exercise.number, fault)

    def _of_notebook(self, ungraded: set[str]) -> Iterator[Finding]:
        """Yield the printed solutions that are not right, and the cell that does not run."""
        printed = solutions_of(plan_of(self.number).slug)
        known = {question: code for question, code in printed.items() if question not in ungraded}
        run = run_chapter(self._chapter(), known)
        for question, outcome in run.outcomes.items():
            if outcome.code != "correct" and question in known:
                why = " ".join(outcome.text.splitlines())
                yield self._found("cannot_grade", question, "lint_solution_refused", why=why)
        if run.broken is not None:
            cell, fault = run.broken
            why = named(fault, self.language)
            yield self._found("cannot_grade", "", "lint_cell_broken", cell=cell, why=why)

    def _chapter(self) -> Chapter:
        plan = plan_of(self.number)
        return Chapter(self.number, plan, self.lesson, self.language, Ledger(None))

    def _sentence(self, exercise: Exercise, name: str) -> str:
        """Return what a trainee is told of a mistake."""
        figures = figures_of(exercise, self.lesson)
        for key in (exercise.key(f"mistake_{name}"), exercise.key(f"point_{name}")):
            try:
                return say(key, self.language, **figures)
            except KeyError:
                continue
        return name

    def _alike(self, exercise: Exercise, name: str, key: str, **values: Any) -> Finding:
        mistake = self._sentence(exercise, name)
        return self._found("not_told_apart", exercise.number, key, mistake=mistake, **values)

    def _failed(self, question: str, fault: Exception) -> Finding:
        why = named(fault, self.language)
        return self._found("cannot_grade", question, "lint_fault", why=why)

    def _found(self, severity: Severity, question: str, key: str, **values: Any) -> Finding:
        place = question or say("exercises.chapter", self.language, number=int(self.number))
        return Finding(severity, place, say(f"exercises.{key}", self.language, **values))


def _is_point(exercise: Exercise, name: str) -> bool:
    return any(name in getattr(part, "points", {}) for part in exercise.parts)
