"""Extracts to case folders: what companies export, and one public data set."""

from ka_helpers.cases.importing.completejourney import import_completejourney
from ka_helpers.cases.importing.extract import import_extracts
from ka_helpers.cases.importing.report import ImportReport, Note, SheetReport

__all__ = ["ImportReport", "Note", "SheetReport", "import_completejourney", "import_extracts"]
