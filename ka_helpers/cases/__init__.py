"""The only code that reads case files: case file, checking, loading, importing, synthesis."""

from ka_helpers.cases.case import AccountSlice, Case
from ka_helpers.cases.casefile import CaseFile
from ka_helpers.cases.checking import CheckReport, check_case
from ka_helpers.cases.loading import load_case
from ka_helpers.cases.places import case_names
from ka_helpers.cases.ruleset_files import read_ruleset

__all__ = [
    "AccountSlice",
    "Case",
    "CaseFile",
    "CheckReport",
    "case_names",
    "check_case",
    "load_case",
    "read_ruleset",
]
