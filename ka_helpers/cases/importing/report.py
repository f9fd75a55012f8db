"""What an import did, sheet by sheet and table by table, as data that can be said.

Nothing an import decides stays out of here: rows left out and why, headers not used, units
and periods taken for granted, accounts derived.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ka_helpers.errors import Problem, report
from ka_helpers.i18n import say


@dataclass(frozen=True)
class Note:
    """Something decided on the way that the reader should know: a message and its values."""

    key: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def said_in(self, language: str | None = None) -> str:
        """Return the note as a sentence."""
        return say(self.key, language, **self.values)


@dataclass(frozen=True)
class SheetReport:
    """One sheet: the table it became, rows read and left out, headers used and not used.

    `columns` holds header, our column and unit; `unmatched` a header and the nearest names;
    `dropped` the rows left out by reason: blank, total, repeated_header, footnote, empty_cells.
    """

    file: str
    table: str | None = None
    rows: int = 0
    dropped: Mapping[str, int] = field(default_factory=dict)
    columns: tuple[tuple[str, str, str], ...] = ()
    unmatched: tuple[tuple[str, tuple[str, ...]], ...] = ()
    notes: tuple[Note, ...] = ()

    def said_in(self, language: str | None = None) -> list[str]:
        """Return the sheet's part of the report, a line each."""
        if self.table is None:
            lines = [say("importing.sheet_unused", language, file=self.file)]
        else:
            values = {"file": self.file, "table": self.table, "n": self.rows}
            lines = [say("importing.sheet_read", language, **values)]
        lines += [
            "  " + say(f"importing.dropped_{reason}", language, n=n)
            for reason, n in self.dropped.items()
            if n
        ]
        lines += ["  " + self._column(column, language) for column in self.columns]
        lines += ["  " + self._unmatched(*pair, language) for pair in self.unmatched]
        return lines + ["  " + note.said_in(language) for note in self.notes]

    def _column(self, column: tuple[str, str, str], language: str | None) -> str:
        header, name, unit = column
        key = "importing.column_in_unit" if unit else "importing.column_used"
        return say(key, language, header=header, column=name, unit=unit)

    def _unmatched(self, header: str, nearest: tuple[str, ...], language: str | None) -> str:
        key = "importing.header_nearest" if nearest else "importing.header_unmatched"
        return say(key, language, header=header, nearest=", ".join(nearest))


@dataclass(frozen=True)
class ImportReport:
    """What an import did; `written` says whether the case folder `out` was made.

    `rows` counts the rows of each table written, `rejected` the source rows set aside in
    `problems_path`, `ids` the account ids that had to change, old to new.
    """

    out: Path
    written: bool
    rows: Mapping[str, int] = field(default_factory=dict)
    sheets: tuple[SheetReport, ...] = ()
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()
    rejected: int = 0
    problems_path: Path | None = None
    ids: Mapping[str, str] = field(default_factory=dict)

    def said_in(self, language: str | None = None) -> str:
        """Return the whole report as text."""
        lines = [line for sheet in self.sheets for line in sheet.said_in(language)]
        lines += [note.said_in(language) for note in self.notes]
        if self.problems:
            lines.append(say("importing.problems", language, n=len(self.problems)))
            lines += report(self.problems, language)
        if self.written:
            lines.append(say("importing.written", language, out=str(self.out)))
            lines += [
                say("cases.check_rows", language, table=table, n=n)
                for table, n in self.rows.items()
            ]
        else:
            lines.append(say("importing.nothing_written", language))
        if self.problems_path is not None:
            values = {"n": self.rejected, "path": str(self.problems_path)}
            lines.append(say("importing.set_aside", language, **values))
        return "\n".join(lines)
