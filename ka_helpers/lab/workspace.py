"""The trainee's folder: where it is, that it can be written in, and who is at work in it.

Not in here: what is put into it.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ka_helpers.errors import RequestError
from ka_helpers.lab.copying import HIDDEN

NAME = "KA-Kit-Course"
"""Not the name of the kit itself, which may well be unpacked in the same place."""


def usual_workspace() -> Path:
    """Return the folder for those who name none: in their home, outside what is synchronised."""
    return Path.home() / NAME


def ready_workspace(folder: Path, notebooks: Path) -> Path:
    """Return a workspace as a whole path, made and known to be writable.

    Raises
    ------
    RequestError : it is a file, or cannot be written in, or holds the kit's own notebooks
    """
    folder = Path(os.path.abspath(folder.expanduser()))  # noqa: PTH100 - a link stays a link
    own = notebooks.resolve()
    resolved = folder.resolve()
    if resolved == own or own in resolved.parents or any(
        (folder / name).resolve() == own / name for name in ("en", "zh")
    ):  # fmt: skip
        raise RequestError("lab.workspace_is_the_kit", folder=str(folder))
    for path in (folder, *folder.parents):
        if path.exists() and not path.is_dir():
            raise RequestError("lab.workspace_is_a_file", folder=str(path))
    try:
        (folder / HIDDEN).mkdir(parents=True, exist_ok=True)
        trial = folder / HIDDEN / f"trial-{os.getpid()}"
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as refused:
        why = refused.strerror or str(refused)
        raise RequestError("lab.not_writable", folder=str(folder), why=why) from None
    return folder


@contextmanager
def at_work(workspace: Path) -> Iterator[bool]:
    """Tell whether this is the only start at work here; it is so until the end of the block.

    The lock goes with the process, however that ends. On a file system without locks everyone is
    alone: nothing that is done then writes over a file either.
    """
    with (workspace / HIDDEN / "lab.lock").open("a+b") as file:
        yield _locked(file)


def _locked(file: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:
        return True
    return True
