"""A question of choosing or ranking, answered by clicking.

The answer reaches Python and is judged and kept by `Chapter.check`, its plain-call twin. Without
a browser the options stand there with their ids. Not in here: what is right, and the look.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import Any

from ka_helpers.errors import RequestError
from ka_helpers.exercises.chapter import Chapter
from ka_helpers.exercises.exercise import Exercise
from ka_helpers.exercises.kinds import Choice, Ranking, Several
from ka_helpers.exercises.outcome import Outcome
from ka_helpers.i18n import say
from ka_helpers.widgets.controls import names_of
from ka_helpers.widgets.showing import bundle, fault_said

Answered = str | list[str]
WORDS = ("submit", "ranked", "others", "add", "remove", "up", "down", "choose_first", "nothing_yet")
"""Messages `widgets.quiz_<name>` that the page needs."""


@dataclass(eq=False)
class Quiz:
    """A question with its options; `answer` and `outcome` are None until it is answered."""

    chapter: Chapter
    exercise: Exercise
    part: Choice
    options: Mapping[str, str]
    answer: Answered | None = None
    outcome: Outcome | None = None

    @property
    def kind(self) -> str:
        """How it is answered: "one", "several" or "ranking"."""
        if isinstance(self.part, Ranking):
            return "ranking"
        return "several" if isinstance(self.part, Several) else "one"

    @property
    def asked(self) -> str:
        """What to do, said to the reader."""
        return say(
            f"widgets.quiz_{self.kind}", self.chapter.language, question=self.exercise.number
        )

    def submit(self, chosen: list[str]) -> str:
        """Answer with the ids chosen; return what came of it as HTML."""
        self.answer = chosen if self.kind != "one" else next(iter(chosen), "")
        try:
            given = {self.part.name: self.answer}
            self.outcome = self.chapter.check(self.exercise.number, **given)
        except Exception as fault:
            return f'<p role="alert">{escape(fault_said(self.chapter, fault))}</p>'
        return self.outcome._repr_html_()

    @cached_property
    def widget(self) -> Any:
        """The question as a widget."""
        from ka_helpers.widgets.quiz_view import view_of

        return view_of(self)

    def words(self) -> dict[str, str]:
        """Return the page's own words in the reader's language."""
        return {name: say(f"widgets.quiz_{name}", self.chapter.language) for name in WORDS}

    def call(self) -> str:
        """Return the plain call that answers the same, with the first options in it."""
        ids = list(self.options)[: 1 if self.kind == "one" else 2]
        given = ", ".join(f'"{each}"' for each in ids)
        given = given if self.kind == "one" else f"[{given}]"
        return f'check("{self.exercise.number}", {self.part.name}={given})'

    def __repr__(self) -> str:
        lines = [f"  {each}: {_beside(each, text)}".removesuffix(": ")
                 for each, text in self.options.items()]  # fmt: skip
        plain = say("widgets.quiz_plain", self.chapter.language, call=self.call())
        return "\n".join([self.asked, *lines, plain])

    def _repr_mimebundle_(self, **asked: Any) -> dict[str, Any]:
        return bundle(self.widget, repr(self), self._still())

    def _still(self) -> str:
        listed = "".join(
            f"<li><code>{escape(each)}</code> {escape(_beside(each, text))}</li>"
            for each, text in self.options.items()
        )
        plain = say("widgets.quiz_plain", self.chapter.language, call=self.call())
        said = f"<p>{escape(self.asked)}</p><ul>{listed}</ul><p>{escape(plain)}</p>"
        return f'<div class="ka-still">{said}</div>'


def _beside(each: str, text: str) -> str:
    """Return the text of an option beside its id, which is not said twice."""
    starts = (f"{each}: ", f"{each}：")
    return "" if text == each else text.removeprefix(starts[0]).removeprefix(starts[1])


def quiz(chapter: Chapter, question: str) -> Quiz:
    """Show a question of choosing or ranking, to be answered by clicking.

    The text of an option is what the question calls it, else the message `q<k>_option_<id>` of the
    chapter, else the account's name, else its id. Options of a ranking stand in the order of
    their ids.

    Raises
    ------
    RequestError : there is no such question, or it is not answered by choosing
    """
    known = {exercise.number: exercise for exercise in chapter.plan.exercises}
    if question not in known:
        raise RequestError("exercises.no_such_question", found=question, known=", ".join(known))
    parts = known[question].parts
    if len(parts) != 1 or not isinstance(part := parts[0], Choice):
        raise RequestError("widgets.not_a_quiz", question=question)
    ids = part.known(chapter.lesson)
    ids = tuple(sorted(ids)) if isinstance(part, Ranking) else ids
    prefix = known[question].key("option_").partition(".")[2]
    options = dict(zip(ids, names_of(chapter, ids, prefix), strict=True))
    if part.called is not None:
        options |= part.called(chapter.lesson, chapter.language)
    return Quiz(chapter, known[question], part, options)
