"""Load a case: checked as a whole, normalised once, then read from its cache."""

from pathlib import Path

from ka_helpers.cases import cache
from ka_helpers.cases.case import Case
from ka_helpers.cases.casefile import CaseFile
from ka_helpers.cases.checking import Inspection, inspect_case
from ka_helpers.cases.contents import remember
from ka_helpers.cases.places import folder_of
from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.cases.storing import read_facts, write_case
from ka_helpers.errors import CaseError


def load_case(name_or_path: str | Path) -> Case:
    """Return the case called so under `datasets`, or the one in the folder given.

    Raises
    ------
    RequestError : there is no such case
    CaseError : its files have faults; all of them at once
    """
    folder = folder_of(name_or_path)
    files = cache.files_in(folder)
    mark = cache.mark_of(files)
    stored = cache.found(folder, mark)
    if stored is None:
        inspection = inspect_case(folder)
        case_file = _sound(inspection)
        ruleset = read_ruleset(case_file.ruleset, folder)
        stored = cache.store(
            folder, mark, lambda at: write_case(inspection.tables, case_file, ruleset, at)
        )
    remember(files, stored)
    facts = read_facts(stored)
    return Case(file=facts.file, path=folder, stored=stored, tables=facts.tables)


def _sound(inspection: Inspection) -> CaseFile:
    report = inspection.report
    if report.problems or inspection.case_file is None:
        values = {"case": report.path.name, "n": len(report.problems)}
        raise CaseError("cases.check_failed", report.problems, **values)
    return inspection.case_file
