"""An open chapter: `check`, `hint`, `solution`, `progress`, and `show` for its tables.

Everything is passed as a value; what a trainee did is kept in the ledger. A fault in the kit's own
checking is "cannot check", never "incorrect". Not in here: questions, judging, sentences.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pandas as pd

from ka_helpers.errors import RequestError
from ka_helpers.exercises.curriculum import NOTEBOOKS, plan_of
from ka_helpers.exercises.exercise import ChapterPlan, Exercise
from ka_helpers.exercises.feedback import feedback
from ka_helpers.exercises.judging import judge
from ka_helpers.exercises.ledger import Entry, Ledger, What, ledger_here
from ka_helpers.exercises.lesson import Lesson, NotGradableError, lesson_for
from ka_helpers.exercises.outcome import Code, Outcome, PartOutcome
from ka_helpers.i18n import say, speak
from ka_helpers.tables.frames import lay_out_frame
from ka_helpers.tables.table import Table


@dataclass(frozen=True, eq=False)
class Remark:
    """A sentence or code that shows itself in a notebook."""

    text: str
    code: str = ""

    def __repr__(self) -> str:
        return "\n".join(filter(None, (self.text, self.code)))

    def _repr_markdown_(self) -> str:
        return self.text + (f"\n\n```python\n{self.code}\n```" if self.code else "")


@dataclass(frozen=True, eq=False)
class Chapter:
    """A chapter, open on a lesson, in a language."""

    number: str
    plan: ChapterPlan
    lesson: Lesson
    language: str
    ledger: Ledger

    def check(self, question: str, **given: Any) -> Outcome:
        """Judge an answer, its parts passed by name, say what came of it and keep that.

        Raises
        ------
        RequestError : there is no such question, or its parts have other names
        """
        exercise = self._exercise(question)
        self._refuse_other_names(exercise, given)
        outcome = self.judged(exercise, given)
        self._keep("answer", question, outcome)
        return outcome

    def judged(self, exercise: Exercise, given: Mapping[str, Any]) -> Outcome:
        """Return what came of an answer, keeping nothing."""
        try:
            parts = judge(exercise, self.lesson, given)
            score = sum(part.score for part in parts) / len(parts)
            outcome = Outcome(exercise.number, _code_of(parts), score, parts)
            return replace(outcome, text=feedback(exercise, self.lesson, outcome, self.language))
        except NotGradableError as lacking:
            return self._cannot_check(exercise, lacking.said_in(self.language))
        except Exception as fault:
            return self._cannot_check(exercise, f"{type(fault).__name__}: {fault}")

    def hint(self, question: str) -> Remark:
        """Say the next hint; after the last one, say it again and name `solution`."""
        exercise = self._exercise(question)
        used = self._count("hint", question)
        number = min(used + 1, exercise.hints)
        values = exercise.figures(self.lesson)
        text = say(exercise.key(f"hint_{number}"), self.language, **values)
        head = say("exercises.hint", self.language, number=number, n=exercise.hints)
        tail = say("exercises.no_more_hints", self.language, question=question)
        if used < exercise.hints:
            self._keep("hint", question)
        return Remark(f"**{head}** {text}" + (f" {tail}" if number == exercise.hints else ""))

    def solution(self, question: str) -> Remark:
        """Show a way to the right answer; that it was looked at is kept."""
        exercise = self._exercise(question)
        code = solutions_of(self.plan.slug).get(question)
        if code is None:
            return Remark(say("exercises.no_solution", self.language, question=question))
        self._keep("solution", question)
        why = say(exercise.key("why"), self.language, **exercise.figures(self.lesson))
        return Remark(why, code)

    def progress(self) -> Table:
        """Return how far the trainee is in this chapter: best score, tries and hints a question."""
        from ka_helpers.exercises.progress import progress_table

        return progress_table(self.plan, self.ledger.entries(), self.fingerprint, self.language)

    def show(self, rows: pd.DataFrame | pd.Series, title: str = "", **formats: str) -> Table:
        """Lay out a table in the reader's words; see `tables.frames.lay_out_frame`."""
        domain = f"chapter_{self.number}"
        currency = self.lesson.case.file.currency
        said = say(f"{domain}.{title}", self.language) if title else ""
        return lay_out_frame(rows, said, (domain, self.language, currency), formats)

    def say(self, name: str, **values: Any) -> str:
        """Return a sentence of this chapter's catalogue with values of the case in it."""
        return say(f"chapter_{self.number}.{name}", self.language, **values)

    @property
    def fingerprint(self) -> str:
        """A text that changes when the account's data, or the quarter, change."""
        return f"{self.lesson.case.mark(self.lesson.account_id)[:12]}-{self.lesson.quarter}"

    def _repr_html_(self) -> str:
        return f"<p>{self.opening()}</p>"

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
        if question not in known:
            raise RequestError("exercises.no_such_question", found=question, known=", ".join(known))
        return self.plan[question]

    def _refuse_other_names(self, exercise: Exercise, given: Mapping[str, Any]) -> None:
        wanted = [part.name for part in exercise.parts]
        if set(given) != set(wanted):
            call = ", ".join(f"{name}=..." for name in wanted)
            found = ", ".join(given) or "–"
            call = f'check("{exercise.number}", {call})'
            raise RequestError("exercises.other_parts", found=found, call=call)

    def _cannot_check(self, exercise: Exercise, why: str) -> Outcome:
        said = [
            say("exercises.cannot_check", self.language, question=exercise.number, score=0.0),
            say("exercises.not_your_fault", self.language, why=why),
        ]
        return Outcome(exercise.number, "cannot_check", 0.0, text="\n".join(said))

    def _count(self, what: What, question: str) -> int:
        return sum(
            entry.what == what and entry.question == question and entry.case == self.fingerprint
            for entry in self.ledger.entries()
        )

    def _keep(self, what: What, question: str, outcome: Outcome | None = None) -> None:
        entry = Entry(what, question, self.fingerprint)
        if outcome is not None:
            done = {"outcome": outcome.code, "score": outcome.score, "mistakes": outcome.mistakes}
            entry = replace(entry, **done)  # type: ignore[arg-type]
        self.ledger.add(entry)


def open_chapter(
    number: str, case: str | Path, account_id: str = "", quarter: str = "", language: str = "en"
) -> Chapter:
    """Open a chapter on a case; what is empty is what the case itself names.

    Raises
    ------
    RequestError : there is no such chapter, case, account or quarter
    """
    speak(language)
    plan = plan_of(number)
    lesson = lesson_for(plan.check_suits, case, account_id, quarter)
    return Chapter(number, plan, lesson, language, ledger_here())


def solutions_of(slug: str) -> dict[str, str]:
    """Return the printed solutions of a chapter by question; {} where none were handed out."""
    path = NOTEBOOKS / "solutions" / f"{slug}.json"
    if not path.is_file():
        return {}
    known: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return known


def _code_of(parts: tuple[PartOutcome, ...]) -> Code:
    codes = {part.code for part in parts}
    if len(codes) == 1:
        return next(iter(codes))
    return "partly" if codes & {"correct", "partly"} else "incorrect"
