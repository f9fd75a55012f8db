"""The whole check of a case, part after part; what cannot be reached is said.

A case whose files have faults cannot be loaded: then its files and rulesets are all that is
looked at. Not in here: what each part looks at, and how it is told.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from ka_helpers import cases
from ka_helpers.cases import Case
from ka_helpers.cases.casefile import read_case_file
from ka_helpers.cases.checking import CheckReport
from ka_helpers.classroom.checking.files import checked_data, checked_rulesets
from ka_helpers.classroom.checking.names import checked_names
from ka_helpers.classroom.checking.questions import checked_questions
from ka_helpers.classroom.checking.remarks import (
    GROUPS,
    CaseCheck,
    Checked,
    CheckRequest,
    Looked,
    Looking,
    OnStep,
    Part,
    Remark,
    looked,
)
from ka_helpers.classroom.checking.reviews import checked_reviews
from ka_helpers.classroom.checking.stories import checked_stories
from ka_helpers.errors import CaseError
from ka_helpers.exercises.faults import named
from ka_helpers.i18n import say, speaking
from ka_helpers.rulesets import Ruleset

Found = tuple[Looked, tuple[Remark, ...]]
LAST: tuple[Part, ...] = ("questions", "stories", "reviews", "names")
"""The parts that read a loaded case."""


def check_whole(request: CheckRequest, on_step: OnStep = lambda *_: None) -> CaseCheck:
    """Return everything that is wrong, or worth a look, in a case.

    Raises
    ------
    RequestError : there is no such case
    """
    with speaking(request.language):
        on_step("data", 0, 1, "")
        report = cases.check_case(request.case)
        rules, sound = checked_rulesets(report, request.language)
        found = [_found("data", checked_data(report, request.language)), _found("rulesets", rules)]
        case = cases.load_case(request.case) if report.passed else None
        quarter = "" if case is None else usual_quarter(case)
        if case is None:
            found += [_not_reached(part, request, "faulty") for part in LAST]
        else:
            looking = Looking(case, quarter, request, on_step)
            found += list(_of_loaded(looking, sound))
        about = _title(report, request.language)
        return _whole(about, quarter, request.language, found)


def usual_quarter(case: Case) -> str:
    """Return the quarter that the case names, or the latest one, if that has no sales; else ""."""
    named = case.file.parameters.quarter
    return named if named in case.quarters else case.quarters[-1] if case.quarters else ""


def _of_loaded(looking: Looking, sound: Mapping[str, Ruleset]) -> Iterator[Found]:
    """Yield what comes of the parts that read the case, those left out said so."""
    request = looking.request
    parts: dict[Part, Callable[[], Checked] | None] = {
        "questions": partial(checked_questions, looking) if request.questions else None,
        "stories": partial(checked_stories, looking),
        "reviews": partial(checked_reviews, looking) if request.reviews else None,
        "names": partial(checked_names, looking.case, sound, looking.language),
    }
    for part, check in parts.items():
        if check is None:
            yield Looked(part, "left_out", say("casecheck.asked_to", request.language)), ()
        elif part in ("stories", "reviews") and not looking.quarter:
            yield _not_reached(part, request, "no_quarter")
        else:
            yield _held(part, check, request.language)


def _held(part: Part, check: Callable[[], Checked], language: str) -> Found:
    """Return what a part finds; that it broke off is a fault too, and the others go on."""
    try:
        return _found(part, check())
    except Exception as fault:
        text = say("casecheck.why_broken_off", language, why=named(fault, language))
        remark = Remark("broken_off", say(f"casecheck.part_{part}", language), text)
        return Looked(part, "fault", say("casecheck.looked_broken_off", language)), (remark,)


def _found(part: Part, checked: Checked) -> Found:
    return looked(part, checked), checked.remarks


def _not_reached(part: Part, request: CheckRequest, why: str) -> Found:
    return Looked(part, "not_reached", say(f"casecheck.{why}", request.language)), ()


def _title(report: CheckReport, language: str) -> tuple[str, str]:
    """Return the case's id and title, its folder's name for what cannot be read."""
    try:
        about, _ = read_case_file(report.path)
    except CaseError:
        name = report.path.resolve().name
        return name, name
    return about.case_id, about.title.said_in(language)


def _whole(about: tuple[str, str], quarter: str, language: str, found: list[Found]) -> CaseCheck:
    order = list(GROUPS)
    remarks = (remark for _, remarks in found for remark in remarks)
    ranked = sorted(remarks, key=lambda remark: order.index(remark.group))
    parts = tuple(part for part, _ in found)
    return CaseCheck(*about, quarter, language, tuple(ranked), parts)
