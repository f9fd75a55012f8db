"""A question: its parts, its right answer and known mistakes as functions of the lesson.

Its sentences stand in the catalogue of its chapter (`chapter_01`), under the number of the
question: `q2_why`, `q2_hint_1`, `q2_mistake_<name>`, `q2_point_<name>`, `q2_option_<id>`; the
values of `figures` fill their placeholders. Not in here: judging, text.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ka_helpers.exercises.kinds import Kind
from ka_helpers.exercises.lesson import Lesson, lacking_table

Answer = Mapping[str, Any]
"""The value of each part, by its name."""


def _no_figures(lesson: Lesson) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True)
class Exercise:
    """One question of a chapter.

    Parameters
    ----------
    number : "2.3": chapter and question
    skill : a key of `curriculum.SKILLS`
    parts : the kinds of its parts; each name is a keyword of `check`
    answer : the right answer; for an open task or a text, one that earns every point
    mistakes : for each known mistake, the wrong values of the parts it touches. For a text or
        an open task a mistake has the name of the point that it misses.
    hints : how many hints the catalogue has for it
    figures : values for the placeholders of its messages
    """

    number: str
    skill: str
    parts: tuple[Kind, ...]
    answer: Callable[[Lesson], Answer]
    mistakes: Mapping[str, Callable[[Lesson], Answer]] = field(default_factory=dict)
    hints: int = 2
    figures: Callable[[Lesson], Mapping[str, Any]] = _no_figures

    @property
    def domain(self) -> str:
        """The catalogue of its chapter."""
        return f"chapter_{int(self.number.partition('.')[0]):02d}"

    def key(self, name: str) -> str:
        """Return the key of one of its messages: key("why") is "chapter_01.q2_why"."""
        return f"{self.domain}.q{self.number.partition('.')[2]}_{name}"

    def right(self, lesson: Lesson) -> Answer:
        """Return the right answer, worked out once for a lesson."""
        return lesson.once(self.answer)

    def options(self, lesson: Lesson) -> tuple[str, ...]:
        """Return the ids of the options of its first part that has some, () if none has."""
        known = (part.known(lesson) for part in self.parts if hasattr(part, "known"))
        return next(known, ())


@dataclass(frozen=True)
class ChapterPlan:
    """A chapter's questions and what it needs of a case.

    `needs` are tables it cannot be read without; `suits` raises NotGradableError where a case has
    them, but too little in them.
    """

    slug: str
    exercises: tuple[Exercise, ...]
    needs: tuple[str, ...] = ()
    suits: Callable[[Lesson], None] = lambda lesson: None

    def check_suits(self, lesson: Lesson) -> None:
        """Raise NotGradableError if the chapter cannot be read on this lesson."""
        for table in self.needs:
            if table not in lesson.case.tables:
                raise lacking_table(table, lesson.case)
        self.suits(lesson)

    def __getitem__(self, number: str) -> Exercise:
        return next(each for each in self.exercises if each.number == number)
