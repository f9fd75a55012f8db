"""What grading found: values only, a file a trainee, JSON both ways.

Grading writes them; gradebook, feedback, cohort report and certificates read nothing else. Every
question of the chapters that were set is there, answered or not. Not in here: judging, files.
"""

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from ka_helpers.exercises.outcome import Code

AnswerCode = Code | Literal["missing"]
"""As a check says it; "missing": no answer of the question came."""
State = Literal[
    "graded", "broken", "time", "memory", "died", "too_large", "unreadable", "unknown", "absent"
]
"""How a chapter's notebook fared; "broken": some cell failed, what came before and after counts."""
NoteKind = Literal[
    "cell_failed", "restored", "duplicate", "edited", "forbidden", "forged", "cut_short", "other"
]


@dataclass(frozen=True)
class Note:
    """One thing a trainer or trainee should know: a message's key and its values."""

    kind: NoteKind
    key: str
    values: dict[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True)
class AnswerResult:
    """What one question earned; `texts` is what a reader is told, by language.

    `mistakes` are names of known mistakes and slips, and "typed_in" where the figures are right on
    the case of the class but not on the one that is graded on. `times` is how often it was
    answered: the last answer counts.
    """

    question: str
    skill: str
    code: AnswerCode
    score: float
    mistakes: tuple[str, ...] = ()
    texts: dict[str, str] = field(default_factory=dict)
    times: int = 0


@dataclass(frozen=True)
class ChapterResult:
    """What came of one chapter: its file within the submission ("" if none came) and answers."""

    chapter: str
    state: State
    file: str
    answers: tuple[AnswerResult, ...]
    notes: tuple[Note, ...] = ()
    seconds: float = 0.0
    peak_mb: float = 0.0

    @property
    def score(self) -> float:
        """The mean score of its questions, 0-1; 0 where it has none."""
        return sum(each.score for each in self.answers) / max(len(self.answers), 1)


@dataclass(frozen=True)
class TraineeResult:
    """One trainee; `trainee` is a safe file name, `name` what the folder or roster calls them.

    `notes` are about files that belong to no chapter.
    """

    trainee: str
    name: str
    chapters: tuple[ChapterResult, ...]
    notes: tuple[Note, ...] = ()

    @property
    def score(self) -> float:
        """The mean score of all questions that were set, 0-1."""
        answers = [each for chapter in self.chapters for each in chapter.answers]
        return sum(each.score for each in answers) / max(len(answers), 1)


@dataclass(frozen=True)
class ClassResult:
    """A whole class, by the trainees' names; `case` is the id of the case graded on."""

    case: str
    title: dict[str, str]
    chapters: tuple[str, ...]
    trainees: tuple[TraineeResult, ...]


def to_json(result: TraineeResult | ClassResult) -> str:
    """Return a result as JSON."""
    kind: Any = type(result)
    written: bytes = _adapter(kind).dump_json(result, indent=1)
    return written.decode()


def trainee_from_json(text: str) -> TraineeResult:
    """Return a trainee's result; raises pydantic's ValidationError (a ValueError) otherwise."""
    read: TraineeResult = _adapter(TraineeResult).validate_json(text)
    return read


def class_from_json(text: str) -> ClassResult:
    """Return a class's result; raises pydantic's ValidationError (a ValueError) otherwise."""
    read: ClassResult = _adapter(ClassResult).validate_json(text)
    return read


@cache
def _adapter(kind: Any) -> Any:
    from pydantic import TypeAdapter

    return TypeAdapter(kind)
