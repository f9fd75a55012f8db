"""Where a case's normalised tables are kept, so that a second load reads no source file.

A cache is a folder `.ka-kit/<fingerprint>` inside the case folder, or in the user's cache
directory where the case cannot be written to. The fingerprint covers names and contents of the
case's files (`contents`) and the kit's own code that reads them: whatever changes, the old cache
is simply not found. Nothing outside these folders is ever written.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

import ka_helpers
from ka_helpers.cases.contents import MEMO, Files, files_of

FOLDER = ".ka-kit"
DONE = "done"
_KEPT = 3
_UNFINISHED = ".writing-"
_A_DAY = 86_400
_ONLY_READS = ("account_frames.py", "case.py", "loading.py")
"""Modules that read what is stored and have no part in what that is."""
_KIT = Path(ka_helpers.__file__).parent


def files_in(folder: Path) -> Files:
    """Return what the case's files hold; those that no memo knows are read."""
    memos = [memo for home in _homes(folder) for memo in sorted(home.glob(f"*/{MEMO}"))]
    return files_of(folder, memos)


def fingerprint(folder: Path) -> str:
    """Return a short text that changes when the content of the case's files, or the kit, does."""
    return mark_of(files_in(folder))


def mark_of(files: Files) -> str:
    """Return the fingerprint of these files as this version of the kit reads them."""
    seen = hashlib.sha256(f"{ka_helpers.__version__}\0{_code()}".encode())
    for name, state in files.states.items():
        seen.update(f"{name}\0{state.content}\n".encode())
    return seen.hexdigest()[:20]


@cache
def _code() -> str:
    """Return the hash of the kit's own code that decides what a cache holds."""
    code = [path for path in _KIT.glob("cases/*.py") if path.name not in _ONLY_READS]
    code += _KIT.glob("cases/rulesets/*.yaml")
    seen = hashlib.sha256()
    for path in [*sorted(code), _KIT / "columns.py", _KIT / "periods.py"]:
        seen.update(path.name.encode() + b"\0" + path.read_bytes())
    return seen.hexdigest()


def found(folder: Path, mark: str) -> Path | None:
    """Return the finished cache of `folder` with this fingerprint, if there is one."""
    for home in _homes(folder):
        cache = home / mark
        if (cache / DONE).is_file():
            _touch(cache)
            return cache
    return None


def store(folder: Path, mark: str, write: Callable[[Path], None]) -> Path:
    """Return a new cache that `write` has filled; it appears whole or not at all.

    Of two processes that store the same cache at once the later one keeps the earlier one's.

    Raises
    ------
    OSError : neither the case folder nor the user's cache directory can be written to
    """
    for home in _homes(folder):
        try:
            home.mkdir(parents=True, exist_ok=True)
            unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=home))
        except OSError:
            continue
        try:
            write(unfinished)
            (unfinished / DONE).touch()
            return _moved(unfinished, home / mark)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
            _drop_old(home, keep=mark)
    raise PermissionError(f"no writable cache folder for {folder}")


def _homes(folder: Path) -> Iterable[Path]:
    own = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]
    return folder / FOLDER, user_cache_directory() / "ka-kit" / own


def user_cache_directory() -> Path:
    """Return the directory the system gives a user's caches."""
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home() / "AppData" / "Local"))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def _moved(unfinished: Path, cache: Path) -> Path:
    try:
        unfinished.rename(cache)
    except OSError:
        if not (cache / DONE).is_file():
            raise
    return cache


def _drop_old(home: Path, keep: str) -> None:
    """Leave the latest few caches: another process may still be reading one of them."""
    caches = [path for path in home.iterdir() if path.is_dir() and path.name != keep]
    unfinished = [path for path in caches if path.name.startswith(_UNFINISHED)]
    finished = sorted(set(caches) - set(unfinished), key=_age)
    left_behind = [path for path in unfinished if _age(path) > _A_DAY]
    for path in [*finished[_KEPT - 1 :], *left_behind]:
        shutil.rmtree(path, ignore_errors=True)


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0.0


def _touch(cache: Path) -> None:
    try:
        os.utime(cache)
    except OSError:
        return
