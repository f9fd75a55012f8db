"""An open chapter: `check`, `hint`, `solution`, `progress`, and `show` for its tables.

Everything is passed as a value; what a trainee did is kept in the ledger. A fault in the kit's own
checking is "cannot check", never "incorrect". Not in here: questions, judging, sentences.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape
from pathlib import Path
from typing import Any

import pandas as pd

from ka_helpers.errors import RequestError
from ka_helpers.exercises.asked import is_kept
from ka_helpers.exercises.curriculum import plan_of, solutions_of
from ka_helpers.exercises.exercise import ChapterPlan, Exercise
from ka_helpers.exercises.faults import why_not
from ka_helpers.exercises.feedback import feedback, figures_of
from ka_helpers.exercises.judging import judge
from ka_helpers.exercises.keeping import keep
from ka_helpers.exercises.ledger import Entry, Ledger, What, ledger_here
from ka_helpers.exercises.lesson import Lesson, lesson_for
from ka_helpers.exercises.outcome import Code, Outcome, PartOutcome, Remark, Said
from ka_helpers.exercises.plain import narrow
from ka_helpers.i18n import LANGUAGES, say, speak
from ka_helpers.tables.frames import lay_out_frame
from ka_helpers.tables.table import Table


@dataclass(frozen=True, eq=False)
class Chapter:
    """A chapter, open on a lesson, in a language."""

    number: str
    plan: ChapterPlan
    lesson: Lesson
    language: str
    ledger: Ledger

    def check(self, question: str, /, *values: Any, **given: Any) -> Outcome:
        """Judge an answer, its parts passed by name, say what came of it and keep that.

        A question of one part also takes its value without the name.

        Raises
        ------
        RequestError : there is no such question, or its parts have other names
        """
        exercise = self._exercise(question)
        outcome = self.judged(exercise, _by_name(exercise, values, given))
        if self._keep("answer", exercise, outcome) or len(self.ledger.unsaved) != 1:
            return outcome
        if self.ledger.path is None:
            return outcome
        unkept = say("exercises.not_kept", self.language, path=self.ledger.path)
        return replace(outcome, text=f"{outcome.text}\n{unkept}")

    def judged(self, exercise: Exercise, given: Mapping[str, Any]) -> Outcome:
        """Return what came of an answer, keeping nothing; without right answers, "kept"."""
        if is_kept(exercise):
            return keep(exercise, self.lesson, given, self.language)
        try:
            return self.weighed(exercise, given)
        except Exception as fault:
            return self._cannot_check(exercise, fault)

    def weighed(self, exercise: Exercise, given: Mapping[str, Any]) -> Outcome:
        """Return what came of an answer; a fault in the checking itself is raised."""
        parts = judge(exercise, self.lesson, given)
        score = sum(part.score for part in parts) / len(parts)
        outcome = Outcome(exercise.number, _code_of(parts), score, parts)
        return replace(outcome, text=feedback(exercise, self.lesson, outcome, self.language))

    def hint(self, question: str) -> Remark:
        """Say the next hint; after the last one, say it again and name `solution`."""
        exercise = self._exercise(question)
        used = self._hints_read(exercise)
        number = min(used + 1, exercise.hints)
        tail = say("exercises.no_more_hints", self.language, question=exercise.number)
        if not exercise.hints:
            return Remark(tail)
        try:
            figures = figures_of(exercise, self.lesson)
            text = say(exercise.key(f"hint_{number}"), self.language, **figures)
        except Exception as fault:
            return Remark(why_not(fault, self.language))
        head = say("exercises.hint", self.language, number=number, n=exercise.hints)
        if used < exercise.hints:
            self._keep("hint", exercise)
        return Remark(f"**{head}** {text}" + (f" {tail}" if number == exercise.hints else ""))

    def solution(self, question: str) -> Remark:
        """Show a way to the right answer; that it was looked at is kept."""
        exercise = self._exercise(question)
        code = solutions_of(self.plan.slug).get(exercise.number)
        if code is None:
            return Remark(say("exercises.no_solution", self.language, question=exercise.number))
        self._keep("solution", exercise)
        try:
            figures = figures_of(exercise, self.lesson)
            return Remark(say(exercise.key("why"), self.language, **figures), code)
        except Exception as fault:
            return Remark(why_not(fault, self.language), code)

    def progress(self, of: str = "questions") -> Table:
        """Return how far the trainee is: best score, answers, hints, solutions looked at.

        `of` is "questions" (of this chapter, on this case), "chapters" or "skills" (of all there
        are), or "review": what is to be repeated today.

        Raises
        ------
        RequestError : `of` is something else
        """
        from ka_helpers.exercises import progress

        entries = self.ledger.entries()
        if of == "questions":
            return progress.progress_table(self.plan, entries, self.fingerprint, self.language)
        if of == "chapters":
            return progress.progress_by_chapter(entries, self.language)
        if of == "skills":
            return progress.progress_by_skill(entries, self.language)
        if of == "review":
            from ka_helpers.exercises.review_table import review_table

            return review_table(entries, datetime.now().astimezone(), self.language)
        known = "questions, chapters, skills, review"
        raise RequestError("exercises.no_such_progress", found=of, known=known)

    def show(self, rows: pd.DataFrame | pd.Series, title: str = "", **formats: str) -> Table:
        """Lay out a table in the reader's words; see `tables.frames.lay_out_frame`."""
        domain = f"chapter_{self.number}"
        currency = self.lesson.case.file.currency
        said = say(f"{domain}.{title}", self.language) if title else ""
        return lay_out_frame(rows, said, (domain, self.language, currency), formats)

    def say(self, name: str, /, **values: Any) -> str:
        """Return a sentence of this chapter's catalogue with values of the case in it."""
        known = {"currency": self.lesson.case.file.currency, **values}
        return Said(say(f"chapter_{self.number}.{name}", self.language, **known))

    @property
    def fingerprint(self) -> str:
        """A text that changes when the account's data, or the quarter, change."""
        return f"{self.lesson.case.mark(self.lesson.account_id)[:12]}-{self.lesson.quarter}"

    def __repr__(self) -> str:
        return self.opening()

    def _repr_html_(self) -> str:
        return f"<p>{escape(self.opening())}</p>"

    def opening(self) -> str:
        """Return on what the chapter is read, and why not on the case asked for, if so."""
        case, account = self.lesson.case.file, self.lesson.account.account_name
        title = case.title.model_dump()[self.language]
        on = {"title": title, "account": account, "quarter": self.lesson.quarter}
        read = say("exercises.read_on", self.language, **on)
        lacking = self.lesson.stands_in
        if lacking is None:
            return read
        why = lacking.said_in(self.language)
        return f"{say('exercises.stands_in', self.language, why=why)} {read}"

    def _exercise(self, question: str) -> Exercise:
        known = [exercise.number for exercise in self.plan.exercises]
        asked = narrow(str(question)).strip()
        if asked not in known:
            raise RequestError("exercises.no_such_question", found=asked, known=", ".join(known))
        return self.plan[asked]

    def _cannot_check(self, exercise: Exercise, fault: Exception) -> Outcome:
        head = say("exercises.cannot_check", self.language, question=exercise.number)
        text = f"{head}\n{why_not(fault, self.language)}"
        return Outcome(exercise.number, "cannot_check", 0.0, text=text)

    def _hints_read(self, exercise: Exercise) -> int:
        mark = self.fingerprint
        return sum(
            entry.question == exercise.number and entry.case == mark
            for entry in self.ledger.entries("hint")
        )

    def _keep(self, what: What, exercise: Exercise, outcome: Outcome | None = None) -> bool:
        entry = Entry(what, exercise.number, self.fingerprint)
        if outcome is not None:
            done = {"outcome": outcome.code, "score": outcome.score, "mistakes": outcome.mistakes}
            entry = replace(entry, hints=self._hints_read(exercise), **done)  # type: ignore[arg-type]
        return self.ledger.add(entry)


def open_chapter(
    number: str, case: str | Path, account_id: str = "", quarter: str = "", language: str = "en"
) -> Chapter:
    """Open a chapter on a case; what is empty is what the case itself names.

    Raises
    ------
    RequestError : there is no such chapter, case, account or quarter
    """
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise RequestError("exercises.no_such_language", found=language, known=known)
    speak(language)
    plan = plan_of(number)
    lesson = lesson_for(plan.check_suits, case, account_id, quarter)
    return Chapter(number, plan, lesson, language, ledger_here())


def _by_name(
    exercise: Exercise, values: tuple[Any, ...], given: Mapping[str, Any]
) -> Mapping[str, Any]:
    """Return the parts of an answer by their names; raise RequestError if they are others."""
    wanted = [part.name for part in exercise.parts]
    if len(values) == len(wanted) == 1 and not given:
        return {wanted[0]: values[0]}
    if values or set(given) != set(wanted):
        call = ", ".join(f"{name}=..." for name in wanted)
        found = ", ".join([*("…" for _ in values), *given]) or "–"
        call = f'check("{exercise.number}", {call})'
        raise RequestError("exercises.other_parts", found=found, call=call)
    return given


def _code_of(parts: tuple[PartOutcome, ...]) -> Code:
    codes = {part.code for part in parts}
    if len(codes) == 1:
        return next(iter(codes))
    return "partly" if codes & {"correct", "partly"} else "incorrect"
