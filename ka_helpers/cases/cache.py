"""Where a case's normalised tables are kept, so that a second load reads no source file.

A cache is a folder `.ka-kit/<fingerprint>` inside the case folder, or in the user's cache
directory where the case cannot be written to. The fingerprint covers names, sizes and times of
the case's files and of the kit's own code that reads them: whatever changes, the old cache is
simply not found. Nothing outside these folders is ever written.
"""

import hashlib
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from pathlib import Path

import ka_helpers
from ka_helpers.cases.casefile import CASE_FILE
from ka_helpers.cases.inventory import SUFFIXES

FOLDER = ".ka-kit"
DONE = "done"
_KEPT = 3
_UNFINISHED = ".writing-"
_A_DAY = 86_400
_KIT = Path(ka_helpers.__file__).parent


def fingerprint(folder: Path) -> str:
    """Return a short text that changes when a file of the case, or the kit, changes."""
    kit = [*_KIT.glob("cases/*.py"), _KIT / "columns.py", _KIT / "periods.py"]
    ours = [path for path in folder.iterdir() if path.suffix in SUFFIXES or path.name == CASE_FILE]
    seen = hashlib.sha256(ka_helpers.__version__.encode())
    for path in [*sorted(kit), *sorted(ours), *sorted(folder.glob("rulesets/*.yaml"))]:
        state = path.stat()
        seen.update(f"{path.name}\0{state.st_size}\0{state.st_mtime_ns}\n".encode())
    return seen.hexdigest()[:20]


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
