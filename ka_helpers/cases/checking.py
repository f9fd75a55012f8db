"""A case folder checked as a whole: every fault of every file in one run.

Nothing is repaired and nothing is written. `check_case` reports; `inspect_case` also keeps what
was read, for `loading`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ka_helpers.cases.casefile import CaseFile, defaults_of_broken, read_case_file
from ka_helpers.cases.columns_check import ParsedTable, ids_kept_as_numbers, parse_table
from ka_helpers.cases.inventory import take_inventory
from ka_helpers.cases.large_checks import check_large
from ka_helpers.cases.large_tables import LargeTable, is_large
from ka_helpers.cases.normalising import with_defaults
from ka_helpers.cases.places import folder_of
from ka_helpers.cases.reading import read_table
from ka_helpers.cases.references import case_problems, reference_problems, warnings_of
from ka_helpers.cases.rules import rule_problems
from ka_helpers.cases.ruleset_files import read_ruleset
from ka_helpers.cases.seen import Seen, seen_in
from ka_helpers.cases.yaml_text import YamlText
from ka_helpers.columns import REQUIRED_TABLES, TABLES
from ka_helpers.errors import CaseError, Problem, RequestError, report
from ka_helpers.i18n import say

_NO_LAST_DAY = "9999-12-31"


@dataclass(frozen=True)
class CheckReport:
    """What a check found: problems stop a case from loading, warnings do not.

    `rows` counts the rows of each table that could be read.
    """

    path: Path
    problems: tuple[Problem, ...]
    warnings: tuple[Problem, ...]
    rows: Mapping[str, int]

    @property
    def passed(self) -> bool:
        """Whether the case can be loaded."""
        return not self.problems

    def said_in(self, language: str | None = None) -> str:
        """Return the report as text: problems, then warnings, then the rows of each table."""
        values = {"case": self.path.name, "n": len(self.problems)}
        lines = [say(f"cases.check_{'passed' if self.passed else 'failed'}", language, **values)]
        lines += report(self.problems, language)
        if self.warnings:
            lines += [say("cases.check_warnings", language, n=len(self.warnings))]
            lines += report(self.warnings, language)
        lines += [say("cases.check_tables", language)] if self.rows else []
        lines += [
            say("cases.check_rows", language, table=table, n=n) for table, n in self.rows.items()
        ]
        return "\n".join(lines)


@dataclass(frozen=True)
class Inspection:
    """A check report with what was read on the way; `case_file` is None if it is at fault.

    Of large tables `tables` only holds where they are.
    """

    report: CheckReport
    case_file: CaseFile | None
    tables: Mapping[str, ParsedTable | LargeTable]


@dataclass
class _Findings:
    problems: list[Problem] = field(default_factory=list)
    warnings: list[Problem] = field(default_factory=list)
    seen: dict[str, Seen] = field(default_factory=dict)


def check_case(name_or_path: str | Path) -> CheckReport:
    """Return everything that is wrong, or odd, in a case's files.

    Raises
    ------
    RequestError : there is no such case
    """
    return inspect_case(folder_of(name_or_path)).report


def inspect_case(folder: Path) -> Inspection:
    """Read and check every file of the case in `folder`."""
    findings = _Findings()
    case_file, text = _case_file(folder, findings)
    defaults = case_file.defaults if case_file else defaults_of_broken(folder)
    as_of = case_file.as_of if case_file else _NO_LAST_DAY
    inventory = take_inventory(folder)
    findings.problems += inventory.problems
    findings.warnings += inventory.warnings
    tables = _tables(inventory.files, defaults, findings)
    findings.seen |= {name: seen_in(parsed, as_of) for name, parsed in tables.items()}
    large = {
        name: checked
        for name, path in inventory.files.items()
        if is_large(path, name)
        and (checked := _large_table(LargeTable(path, name, defaults), tables, as_of, findings))
    }
    if case_file is not None and text is not None:
        findings.problems += case_problems(case_file, text, tables)
        findings.warnings += warnings_of(case_file, findings.seen)
    both: Mapping[str, ParsedTable | LargeTable] = {**tables, **large}
    sources = {name: both[name] for name in TABLES if name in both}
    rows = {name: source.row_count for name, source in sources.items()}
    problems = tuple(sorted(findings.problems, key=_in_file_order))
    checked_as = CheckReport(folder, problems, tuple(findings.warnings), rows)
    return Inspection(checked_as, case_file, sources)


def _tables(
    files: Mapping[str, Path], defaults: Mapping[str, str], findings: _Findings
) -> dict[str, ParsedTable]:
    """Return the tables that are held in memory, checked on their own and against each other."""
    tables: dict[str, ParsedTable] = {}
    for name in TABLES:
        if name in files and not is_large(files[name], name):
            parsed = _table(files[name], name, findings)
            if parsed is not None:
                tables[name] = with_defaults(parsed, defaults)
    for parsed in tables.values():
        findings.problems += rule_problems(parsed)
    findings.problems += reference_problems(tables)
    return tables


def _large_table(
    table: LargeTable, tables: Mapping[str, ParsedTable], as_of: str, findings: _Findings
) -> LargeTable | None:
    try:
        found = check_large(table, tables, as_of)
    except CaseError as error:
        findings.problems += error.problems
        return None
    findings.problems += found.problems
    findings.seen[table.name] = found.seen
    return found.table


def _case_file(folder: Path, findings: _Findings) -> tuple[CaseFile | None, YamlText | None]:
    try:
        case_file, text = read_case_file(folder)
    except CaseError as error:
        findings.problems += error.problems
        return None, None
    try:
        read_ruleset(case_file.ruleset, folder)
    except RequestError as error:
        findings.problems.append(text.problem(("ruleset",), error.key, **error.values))
    except CaseError as error:
        findings.problems += error.problems
    return case_file, text


def _table(path: Path, name: str, findings: _Findings) -> ParsedTable | None:
    try:
        raw = read_table(path, name)
    except CaseError as error:
        findings.problems += error.problems
        return None
    parsed, problems = parse_table(raw, TABLES[name])
    findings.problems += problems
    if path.suffix == ".xlsx":
        findings.warnings += ids_kept_as_numbers(raw, TABLES[name])
    if parsed.frame.empty and name in REQUIRED_TABLES:
        findings.problems.append(Problem(path.name, "cases.table_empty"))
    return parsed


def _in_file_order(problem: Problem) -> tuple[bool, str, bool, int]:
    is_rest = problem.key == "cases.and_more"
    return not problem.file.endswith(".yaml"), problem.file, is_rest, problem.row or 0
