"""What is said of an answer, a notebook and a note: sentences of the catalogues, no figures.

A sentence of a question may name figures of the case that was graded on. They are left out here,
so that nothing of the hidden case reaches a page. Not in here: pages.
"""

import builtins
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from string import Formatter

from ka_helpers.classroom.reporting.cohort import TYPED_IN, shown_as
from ka_helpers.classroom.results import AnswerResult, Note
from ka_helpers.errors import RequestError
from ka_helpers.exercises.curriculum import title_of
from ka_helpers.exercises.judging import UNREADABLE
from ka_helpers.i18n import has_message, messages, say, template

LEFT_OUT = "…"
LONGEST = 400
TRIED = {
    "network": ("socket.", "ftplib.", "http.", "smtplib.", "urllib.", "imaplib.", "poplib.",
                "telnetlib.", "webbrowser."),
    "program": ("subprocess.", "os.exec", "os.fork", "os.kill", "os.posix_spawn", "os.spawn",
                "os.startfile", "os.system", "pty.", "signal.", "_winapi."),
    "inside": ("ctypes.", "gc.", "sys.", "cpython.", "setopencodehook", "winreg.", "resource.",
               "os.chroot", "os.setxattr"),
}  # fmt: skip
"""What was tried, by the beginnings of the events that Python reports; all else is a file."""
_QUESTION = re.compile(r"(\d{1,2})\.(\d{1,2})")
_NAME = ""
"""The format of a placeholder that is a name, mostly."""
_WORDS = {_NAME, "message"}
"""Formats of placeholders that are words, not figures."""
_FIGURE = re.compile(r"[-+¥$€\d.,%\s]*\d[-+¥$€\d.,%\s]*")


def chapter_title(chapter: str, language: str) -> str:
    """Return a chapter's title, its number where there is no such chapter here."""
    try:
        return title_of(chapter, language)
    except RequestError:
        return chapter


def skill_name(skill: str, language: str) -> str:
    """Return what a skill is called."""
    key = f"exercises.skill_{skill}"
    return template(key, language) if has_message(key, language) else skill


def outcome_said(answer: AnswerResult, language: str) -> str:
    """Return in a word how an answer came out."""
    return say(f"gradebook.outcome_{shown_as(answer)}", language)


def mistake_said(question: str, mistake: str, language: str) -> str:
    """Return the sentence of a known mistake or slip; its name where there is none."""
    if mistake in (TYPED_IN, UNREADABLE):
        return say(f"gradebook.mistake_{mistake}", language)
    chapter, number = _placed(question)
    keys = [f"{chapter}.q{number}_{kind}_{mistake}" for kind in ("mistake", "point")]
    for key in (*keys, f"exercises.slip_{mistake}"):
        if has_message(key, language):
            return _without_figures(template(key, language)).replace("`", "")
    return mistake


def told(answer: AnswerResult, language: str) -> tuple[str, ...]:
    """Return what a trainee is told of an answer that is not right, a paragraph each."""
    if answer.code == "correct":
        return ()
    lines = answer.texts.get(language, "").splitlines()[1:]
    said = [_hidden(line[:LONGEST], answer.question, language) for line in lines if line.strip()]
    if answer.code == "cannot_check":
        return (say("gradebook.cannot_check_told", language),)
    if TYPED_IN in answer.mistakes:
        said = [mistake_said(answer.question, TYPED_IN, language)]
    return tuple(dict.fromkeys(said))


def note_told(note: Note, language: str) -> str:
    """Return a note as a trainee may read it.

    What an error says, the name of a file that was tried and how many answers were forged could
    be the hidden case's figures, told on purpose: only the kinds stay.
    """
    if note.kind == "forged":
        return say("gradebook.note_forged", language)
    values = {name: _tame(name, value, language) for name, value in note.values.items()}
    return note_said(replace(note, values=values), language)


def note_said(note: Note, language: str) -> str:
    """Return a note as a sentence; what kind it is of where its own words are not there."""
    try:
        return say(note.key, language, **note.values)[:LONGEST]
    except (KeyError, ValueError, TypeError):
        return say(f"gradebook.note_{note.kind}", language)


def tried(note: Note) -> tuple[str, ...]:
    """Return the kinds of what a notebook tried that it may not, as `TRIED` names them."""
    events = [each.strip() for each in str(note.values.get("what", "")).split(";")]
    found = {
        next((kind for kind, starts in TRIED.items() if event.startswith(starts)), "file")
        for event in events
        if event
    }
    return tuple(kind for kind in (*TRIED, "file") if kind in found)


def _tame(name: str, value: str | int | float, language: str) -> str | int | float:
    if name == "error":
        kind = str(value).partition(":")[0].strip()
        known = getattr(builtins, kind, None)
        usual = isinstance(known, type) and issubclass(known, Exception)
        return kind if usual else say("gradebook.error_unusual", language)
    if name == "what":
        kinds = tried(Note("forbidden", "", {"what": value}))
        said = (say(f"gradebook.tried_{kind}", language) for kind in kinds)
        return say("exercises.comma", language).join(said)
    return value


def _placed(question: str) -> tuple[str, str]:
    found = _QUESTION.fullmatch(question)
    return (f"chapter_{int(found[1]):02d}", found[2]) if found else ("", "")


def _without_figures(text: str) -> str:
    """Return a template whose placeholders are left out.

    >>> _without_figures("more than {pool:money}")
    'more than …'
    """
    parts = Formatter().parse(text)
    return "".join(before + (LEFT_OUT if name is not None else "") for before, name, *_ in parts)


def _hidden(line: str, question: str, language: str) -> str:
    """Return a line of feedback without the figures that its template takes from the case."""
    for pattern, forms in _figured(*_placed(question), language):
        if (found := pattern.search(line)) is not None:
            for place in range(len(forms), 0, -1):
                if _is_figure(found[place], forms[place - 1]):
                    line = line[: found.start(place)] + LEFT_OUT + line[found.end(place) :]
            return line
    return line


def _is_figure(text: str, form: str | None) -> bool:
    """Tell whether what fills a placeholder is a figure."""
    if form == _NAME:
        return _FIGURE.fullmatch(text) is not None
    return form is not None and form not in _WORDS


@cache
def _figured(
    chapter: str, number: str, language: str
) -> tuple[tuple[re.Pattern[str], tuple[str | None, ...]], ...]:
    """Return a pattern for each message of a question with placeholders, and their formats."""
    known = messages(chapter, language) if chapter else {}
    texts = [text for name, text in known.items() if name.startswith(f"q{number}_")]
    patterns = {text: tuple(_pieces(text)) for text in texts if "{" in text}
    return tuple(
        (re.compile("".join(re.escape(before) + ("()" if form is None else "(.+?)")
                            for before, form in pieces) + "$"), tuple(form for _, form in pieces))
        for pieces in patterns.values()
    )  # fmt: skip


def _pieces(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield what stands before each placeholder, and its format; None where there is none."""
    for before, _, form, _ in Formatter().parse(text):
        yield before, form
