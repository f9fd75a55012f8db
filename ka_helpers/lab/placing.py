"""Files put in their places so that no file is ever written over, whatever stops half-way.

Everything the lab does to a trainee's folder is one of these. Not in here: when, and why.
"""

import os
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

PART = ".part"
ASIDE = ".aside"


def place(target: Path, text: str) -> bool:
    """Write a whole file where there is none; False if there is one."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}{PART}")
    part.unlink(missing_ok=True)  # after a power cut it may be a second name of the trainee's file
    with part.open("xb") as file:
        file.write(text.encode())
        file.flush()
        os.fsync(file.fileno())
    if move(part, target):
        return True
    part.unlink()
    return False


def move(source: Path, target: Path) -> bool:
    """Move a file to a name that is free; False if it is not."""
    if os.name == "nt":
        return _moved_on_windows(source, target)
    try:
        os.link(source, target)  # unlike a rename, it refuses a name that is taken
    except FileExistsError:
        return False
    except OSError:  # a file system without links, such as a memory stick's
        if target.exists():
            return False
        source.rename(target)
        return True
    source.unlink()
    return True


def _moved_on_windows(source: Path, target: Path) -> bool:
    try:
        source.rename(target)
    except FileExistsError:
        return False
    return True


def set_aside(target: Path) -> Path:
    """Give a file a hidden name beside its own, in one step, and return that name.

    A rename, since `move` would lose what another program saves between its two steps.
    """
    aside = target.with_name(f".{target.name}.{os.getpid()}{ASIDE}")
    target.rename(aside)
    return aside


def waiting_aside(folder: Path) -> list[tuple[Path, Path]]:
    """Return each file left aside by a start that was cut short, and where it came from."""
    left = folder.rglob(f".*{ASIDE}") if folder.is_dir() else ()
    return [(path, path.with_name(path.name[1:].rsplit(".", 2)[0])) for path in sorted(left)]


def drop_parts(folder: Path) -> None:
    """Remove what a start that was cut short had not finished writing."""
    for part in folder.rglob(f".*{PART}") if folder.is_dir() else ():
        part.unlink(missing_ok=True)


def free_name(target: Path, named: Callable[[str], str]) -> Path:
    """Return the first name beside `target` that nobody has; `named` makes it of a stem."""
    for path in names_beside(target, named):
        if not os.path.lexists(path):
            return path
    raise AssertionError("there is always another name")


def names_beside(target: Path, named: Callable[[str], str]) -> Iterator[Path]:
    """Yield names beside `target` without end: "a (new).ipynb", "a 2 (new).ipynb"."""
    for number in count(1):
        stem = target.stem if number == 1 else f"{target.stem} {number}"
        yield target.with_name(named(stem) + target.suffix)
