"""The files of a case: faults and oddities of its tables and case.yaml, and all its rulesets."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from ka_helpers.cases.checking import CheckReport
from ka_helpers.cases.ruleset_files import FOLDER, read_ruleset
from ka_helpers.classroom.checking.remarks import Checked, Remark
from ka_helpers.errors import MOST_EXAMPLES, CaseError, Problem, RequestError
from ka_helpers.i18n import say
from ka_helpers.rulesets import Ruleset


def checked_data(report: CheckReport, language: str) -> Checked:
    """Return what is wrong, and what is odd, in the case's tables and case.yaml."""
    faults = (each for each in report.problems if not _of_ruleset(each))
    remarks = (
        *remarks_of(faults, "data", language),
        *remarks_of(report.warnings, "odd", language),
    )
    counts = {"tables": len(report.rows), "rows": sum(report.rows.values())}
    return Checked(remarks, say("casecheck.looked_data", language, **counts))


def checked_rulesets(report: CheckReport, language: str) -> tuple[Checked, dict[str, Ruleset]]:
    """Return what is wrong in any ruleset of the case, in use or not; the sound ones by file."""
    known = {each.file: each for each in report.problems if _of_ruleset(each)}
    problems = [each for each in report.problems if _of_ruleset(each)]
    sound = {}
    own = sorted((report.path / FOLDER).glob("*.yaml"))
    for path in own:
        if f"{FOLDER}/{path.name}" in known:
            continue
        try:
            sound[f"{FOLDER}/{path.name}"] = read_ruleset(path.stem, report.path)
        except CaseError as error:
            problems += error.problems
        except RequestError as error:
            problems.append(Problem(f"{FOLDER}/{path.name}", error.key, values=error.values))
    text = say(f"casecheck.looked_rulesets{'' if own else '_none'}", language, n=len(own))
    return Checked(tuple(remarks_of(problems, "rulesets", language)), text), sound


def remarks_of(problems: Iterable[Problem], group: str, language: str) -> Iterator[Remark]:
    """Yield problems as remarks: five of a kind in a column are said, the others counted."""
    alike: defaultdict[tuple[str, str | None, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        alike[problem.file, problem.column, problem.key].append(problem)
    for kind in alike.values():
        for each in kind[:MOST_EXAMPLES]:
            yield Remark(group, each.place_in(language), each.message_in(language))
        if len(kind) > MOST_EXAMPLES:
            more = say("problems.more", language, n=len(kind) - MOST_EXAMPLES)
            yield Remark(group, kind[0].file, more)


def _of_ruleset(problem: Problem) -> bool:
    return problem.file.startswith(f"{FOLDER}/")
