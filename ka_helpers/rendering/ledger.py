"""What an output folder holds and what it was made from: so that only what changed is rendered.

An append-only file of one line a report, written as each one lands: a run that was stopped goes
on where it was, and a line half written is a report not yet made. The latest line counts.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from ka_helpers.rendering.execution import write_atomically

FOLDER = ".ka-kit"


@dataclass(frozen=True)
class Entry:
    """A report as it was rendered: its marks, formats, cost, and its line of the index as JSON."""

    account_id: str
    language: str
    marks: Mapping[str, str]
    formats: tuple[str, ...]
    failure: str | None
    cpu_seconds: float
    digest: str

    @property
    def key(self) -> tuple[str, str]:
        """Which report: the account ("" is the portfolio) and the language."""
        return self.account_id, self.language


class Ledger:
    """The reports of one output folder, by account and language."""

    def __init__(self, out: Path) -> None:
        self.path = out / FOLDER / "reports.jsonl"
        self.entries = dict(_read(self.path))

    def add(self, entry: Entry) -> None:
        """Remember a report that has landed."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"\n{_line(entry)}")  # a line before it may have been cut short
        self.entries[entry.key] = entry

    def compact(self) -> None:
        """Write the file anew with the latest line of each report only."""
        write_atomically(self.path, "\n".join(map(_line, self.entries.values())))


def _read(path: Path) -> Iterable[tuple[tuple[str, str], Entry]]:
    if not path.is_file():
        return
    with path.open(encoding="utf-8") as file:
        for line in file:
            entry = _entry(line)
            if entry is not None:
                yield entry.key, entry


def _entry(line: str) -> Entry | None:
    """Return what a line says, None if it was cut short or is of another version of the kit."""
    try:
        values = json.loads(line)
        return Entry(**{**values, "formats": tuple(values["formats"])})
    except (ValueError, TypeError, KeyError):
        return None


def _line(entry: Entry) -> str:
    return json.dumps(asdict(entry), ensure_ascii=False)
