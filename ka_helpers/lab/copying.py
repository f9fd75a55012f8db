"""Bring the kit's notebooks into a workspace; what a trainee wrote stays as it is.

A copy that is still as shipped follows the kit. One that was written in stays, and each new
version is laid beside it once. One that was deleted comes back. Stopped anywhere, the next start
goes on from there. Not in here: how a file gets its place (`placing`).
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ka_helpers.i18n import say
from ka_helpers.lab.originals import Original, case_named, mark_of
from ka_helpers.lab.placing import (
    drop_parts,
    free_name,
    move,
    names_beside,
    place,
    set_aside,
    waiting_aside,
)
from ka_helpers.lab.shipments import Shipment, Shipments, What

HIDDEN = ".ka-kit"
RECORD = "copies.jsonl"

State = Literal["absent", "current", "shipped", "half", "broken", "written"]
"""A copy: as it should be; as shipped once; cut short by us; no notebook any more; written in."""


@dataclass(frozen=True)
class Deed:
    """What was done about one notebook; `other` is the name of a file laid or kept beside it.

    "kept" was written in and is as it was; "refused": another program holds the file.
    """

    what: Literal["placed", "updated", "unchanged", "kept", "damaged", "refused"]
    path: str
    other: str = ""
    names_other_case: bool = False


def record_of(workspace: Path) -> Shipments:
    """Return the record of what was put into a workspace."""
    return Shipments(workspace / HIDDEN / RECORD)


def bring(
    workspace: Path, shipped: Sequence[Original], language: str, alone: bool = True
) -> list[Deed]:
    """Bring notebooks into a workspace and return what was done, a deed a notebook.

    While notebooks may be open (not `alone`) only what is absent is put in its place.
    """
    copier = _Copier(workspace, record_of(workspace), language)
    if alone:
        copier.go_on_from_last_time()
    deeds = []
    for original in shipped:
        try:
            deeds.append(copier.bring_one(original, alone))
        except OSError:
            deeds.append(Deed("refused", original.path))
    return deeds


@dataclass(frozen=True)
class _Copier:
    workspace: Path
    record: Shipments
    language: str

    def go_on_from_last_time(self) -> None:
        """Tidy up after a start that was cut short; what is not the kit's own is kept."""
        folder = self.workspace / self.language
        drop_parts(folder)
        for aside, home in waiting_aside(folder):
            path = home.relative_to(self.workspace).as_posix()
            if self.record.is_shipped(path, _mark(aside)):
                aside.unlink()
            else:
                self._bring_back(aside, home)

    def bring_one(self, original: Original, alone: bool) -> Deed:
        target = self.workspace / original.path
        state = self._state(target, original)
        if state == "absent":
            self._put(target, original)
            return Deed("placed", original.path)
        if not alone:
            return Deed("unchanged", original.path)
        if state == "current":
            if not self.record.has_given(original.path, original.version):
                self._note("placed", original)
            return Deed("unchanged", original.path)
        if state in ("shipped", "half") and self._replace(target, original):
            return Deed("updated", original.path)
        if state == "broken":
            return self._keep_damaged(target, original)
        return self._keep(target, original)

    def _state(self, target: Path, original: Original) -> State:
        if not os.path.lexists(target):
            return "absent"
        if not target.is_file():
            return "written"
        mark = _mark(target)
        if mark == original.mark:
            return "current"
        if mark == original.version or self.record.is_shipped(original.path, mark):
            return "shipped"
        if mark is not None:
            return "written"
        found = target.read_bytes()
        blank = not found.strip(b"\0\r\n ")
        return "half" if blank or original.text.encode().startswith(found) else "broken"

    def _put(self, target: Path, original: Original) -> None:
        self._note("writing", original)
        place(target, original.text)
        self._note("placed", original)

    def _replace(self, target: Path, original: Original) -> bool:
        self._note("writing", original)
        aside = set_aside(target)
        if self._state(aside, original) not in ("current", "shipped", "half"):
            self._bring_back(aside, target)  # something was written in it just now
            return False
        try:
            self._put(target, original)
        except OSError:
            self._bring_back(aside, target)
            raise
        aside.unlink()
        return True

    def _keep(self, target: Path, original: Original) -> Deed:
        beside = ""
        if not self.record.has_given(original.path, original.version):
            beside = self._lay_beside(target, original)
        wanted = case_named(original.text)
        there = case_named(_text(target)) if target.is_file() else ""
        return Deed("kept", original.path, beside, names_other_case=bool(there) and there != wanted)

    def _lay_beside(self, target: Path, original: Original) -> str:
        for other in names_beside(target, self._version_beside):
            if place(other, original.text) or _mark(other) == original.mark:
                self._note("beside", original)
                return other.name
        raise AssertionError("there is always another name")

    def _keep_damaged(self, target: Path, original: Original) -> Deed:
        other = free_name(target, self._damaged)
        move(target, other)
        self._put(target, original)
        return Deed("damaged", original.path, other.name)

    def _bring_back(self, aside: Path, home: Path) -> None:
        if home.is_file() and home.read_bytes() == aside.read_bytes():
            aside.unlink()
        elif not move(aside, home):
            move(aside, free_name(home, self._rescued))

    def _note(self, what: What, original: Original) -> None:
        self.record.add(Shipment(what, original.path, original.version, original.mark))

    def _version_beside(self, stem: str) -> str:
        return say("lab.name_new_version", self.language, stem=stem)

    def _damaged(self, stem: str) -> str:
        return say("lab.name_damaged", self.language, stem=stem)

    def _rescued(self, stem: str) -> str:
        return say("lab.name_rescued", self.language, stem=stem)


def _mark(path: Path) -> str | None:
    return mark_of(_text(path))


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig", errors="replace") if path.is_file() else ""
