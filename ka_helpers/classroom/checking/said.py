"""A check told as text: the groups worst first, then what was checked, then the verdict."""

from ka_helpers.classroom.checking.remarks import GROUPS, CaseCheck, Remark
from ka_helpers.i18n import say

MOST_SAID = 40
"""Remarks of a group that are said; the others are counted."""


def said(check: CaseCheck) -> str:
    """Return the whole check as text."""
    lines = [heading(check), ""]
    for group, remarks in check.grouped():
        lines += [group_title(group, len(remarks), check.language), *_step(group, check.language)]
        lines += [f"  {line_of(each, check.language)}" for each in remarks[:MOST_SAID]]
        lines += [f"  {rest}" for rest in more_than_said(remarks, check.language)]
        lines.append("")
    lines.append(say("casecheck.parts_title", check.language))
    for part in check.parts:
        name, state = part_words(part.part, part.state, check.language)
        lines.append(
            say("casecheck.part_line", check.language, part=name, state=state, text=part.text)
        )
    last = say("casecheck.verdict_line", check.language, verdict=verdict(check))
    return "\n".join([*lines, "", last])


def heading(check: CaseCheck) -> str:
    """Return which case it is about."""
    values = {"title": check.title, "case": check.case, "quarter": check.quarter}
    return say(f"casecheck.heading{'' if check.quarter else '_unread'}", check.language, **values)


def verdict(check: CaseCheck) -> str:
    """Return the whole in one line."""
    language, looks = check.language, check.count("look")
    look = say("casecheck.verdict_looks", language, n=looks) if looks else ""
    state = "faults" if not check.passed else "sound" if check.whole else "so_far"
    counts = {"faults": check.count("fault"), "case": check.case, "look": look}
    return say(f"casecheck.verdict_{state}", language, **counts)


def group_title(group: str, n: int, language: str) -> str:
    """Return a group's title with its number of remarks."""
    weight = say(f"casecheck.weight_{GROUPS[group]}", language)
    title = say(f"casecheck.group_{group}", language)
    return say("casecheck.group_line", language, weight=weight, title=title, n=n)


def part_words(part: str, state: str, language: str) -> tuple[str, str]:
    """Return what a part and its state are called."""
    return say(f"casecheck.part_{part}", language), say(f"casecheck.state_{state}", language)


def line_of(remark: Remark, language: str) -> str:
    """Return a remark in a line."""
    return say("problems.said", language, place=remark.place, message=remark.text)


def more_than_said(remarks: tuple[Remark, ...], language: str) -> list[str]:
    """Return the line that counts the remarks which are not said, if there are any."""
    rest = len(remarks) - MOST_SAID
    return [say("problems.more", language, n=rest)] if rest > 0 else []


def _step(group: str, language: str) -> list[str]:
    return [f"  {say('casecheck.to_do', language, step=say(f'casecheck.step_{group}', language))}"]
