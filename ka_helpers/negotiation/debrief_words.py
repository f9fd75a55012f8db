"""The debrief's sentences: issues by their names, values in their units, changes in words.

Not in here: what is said (catalogue `debrief`), tables and charts of it.
"""

from collections.abc import Callable, Sequence
from functools import reduce

from ka_helpers.i18n import has_message, say
from ka_helpers.i18n.formatting import FORMATS
from ka_helpers.negotiation.concessions import Change
from ka_helpers.negotiation.debrief import Debrief
from ka_helpers.negotiation.debrief_played import Lesson
from ka_helpers.negotiation.issues import Issue

_FORMS = {"money": "money_exact", "share": "rate"}
"""How the units of issues are written where a term of an agreement must be exact."""


def issue_said(issue: Issue, language: str) -> str:
    """Return what an issue is called: its own name, or the kit's for it."""
    key = f"negotiation.issue_{issue.key}"
    return say(key, language) if not issue.name and has_message(key, language) else issue.label


def value_said(issue: Issue, value: float, language: str, currency: str = "CNY") -> str:
    """Return a value of an issue with its unit.

    >>> value_said(Issue("payment_days", "days", 15, 90, 5), 60, "en")
    '60 days'
    >>> value_said(Issue("rebate", "share", 0.02, 0.1, 0.0025), 0.0725, "en")
    '7.25%'
    """
    number = FORMATS[_FORMS.get(issue.unit, issue.unit)](value, language, currency)
    if issue.unit_name:
        return say("debrief.value_named", language, number=number, unit=issue.unit_name)
    if issue.unit == "days":
        return say("debrief.value_days", language, number=number)
    return number


def change_said(issue: Issue, change: Change, language: str, currency: str = "CNY") -> str:
    """Return a change of one issue: from which value to which."""
    before, after = (
        value_said(issue, value, language, currency) for value in (change.before, change.after)
    )
    name = issue_said(issue, language)
    return say("debrief.change", language, issue=name, before=before, after=after)


def changes_said(debrief: Debrief, changes: Sequence[Change], language: str) -> str:
    """Return several changes in one list; a word for none."""
    return _listed(debrief, changes, language, change_said)


def lesson_said(debrief: Debrief, lesson: Lesson, language: str) -> str:
    """Return what happened, one or two sentences."""
    return _said(debrief, lesson, f"debrief.lesson_{lesson.key}", language)


def advice_said(debrief: Debrief, lesson: Lesson, language: str) -> str:
    """Return what to do next time; for what was done well, why it was."""
    return _said(debrief, lesson, f"debrief.lesson_{lesson.key}_next", language)


def manner_said(debrief: Debrief, language: str) -> str:
    """Return how the other side played: what it did, in figures, and how to meet that."""
    manner = debrief.manner
    parts = [f"manner_{manner.style}", "manner_gave" if manner.conceded > 0 else "manner_held"]
    if manner.threats:
        parts.append("manner_threatened")
    said = [
        say(
            f"debrief.{part}", language, currency=debrief.currency, offers=manner.offers,
            conceded=manner.conceded, late=manner.late_share, threats=manner.threats,
            bluffs=manner.bluffs,
        )
        for part in parts
    ]  # fmt: skip
    return reduce(
        lambda before, after: say("debrief.then", language, before=before, after=after), said
    )


def _beyond_said(issue: Issue, change: Change, language: str, currency: str) -> str:
    """Return how far an issue went beyond a limit: where it went, and the limit."""
    line, value = (
        value_said(issue, each, language, currency) for each in (change.before, change.after)
    )
    name = issue_said(issue, language)
    return say("debrief.beyond", language, issue=name, value=value, line=line)


def _listed(
    debrief: Debrief, changes: Sequence[Change], language: str,
    told: Callable[[Issue, Change, str, str], str],
) -> str:  # fmt: skip
    by_key = {issue.key: issue for issue in debrief.issues}
    words = [told(by_key[each.issue], each, language, debrief.currency) for each in changes]
    if not words:
        return say("debrief.nothing", language)
    if len(words) == 1:
        return words[0]
    before = say("debrief.joint", language).join(words[:-1])
    return say("debrief.joint_last", language, before=before, last=words[-1])


def _said(debrief: Debrief, lesson: Lesson, key: str, language: str) -> str:
    return say(
        key, language, currency=debrief.currency, stake=lesson.stake, n=lesson.n, them=lesson.them,
        given=changes_said(debrief, lesson.given, language),
        asked=changes_said(debrief, lesson.asked, language),
        beyond=_listed(debrief, lesson.beyond, language, _beyond_said),
    )  # fmt: skip
