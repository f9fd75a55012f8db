"""What Python itself refuses a submission: the layer that every system has.

A submission that breaks out of Python is not held by it; where nothing else holds, the run says
so. Not in here: what the system refuses (`landlock`, `seccomp`).
"""

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

_NEVER = (
    "socket.", "subprocess.", "os.exec", "os.fork", "os.forkpty", "os.kill", "os.posix_spawn",
    "os.spawn", "os.startfile", "os.system", "pty.", "ctypes.", "signal.pthread_kill", "ftplib.",
    "http.client.", "smtplib.", "urllib.Request", "imaplib.", "poplib.", "telnetlib.",
    "webbrowser.", "winreg.", "gc.", "sys.addaudithook", "sys._current_", "cpython.run_",
    "setopencodehook", "_winapi.", "os.chroot", "os.setxattr", "resource.setrlimit",
    "resource.prlimit",
)  # fmt: skip
_WRITES = {
    "os.chflags": (0,), "os.chmod": (0,), "os.chown": (0,), "os.link": (0, 1), "os.mkdir": (0,),
    "os.mkfifo": (0,), "os.mknod": (0,), "os.remove": (0,), "os.rename": (0, 1), "os.rmdir": (0,),
    "os.symlink": (1,), "os.truncate": (0,), "os.utime": (0,), "shutil.rmtree": (0,),
    "shutil.copyfile": (1,), "shutil.copytree": (1,), "shutil.move": (0, 1),
    "sqlite3.connect": (0,),
    "shutil.chown": (0,), "tempfile.mkstemp": (0,), "tempfile.mkdtemp": (0,),
}  # fmt: skip
"""Events that change something at a path, and which of their arguments are paths."""
_READS = {"os.listdir": (0,), "os.scandir": (0,), "os.chdir": (0,), "shutil.copyfile": (0,)}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class ForbiddenError(PermissionError):
    """A submission may not do this."""


def confine(
    readable: Iterable[str], writable: Iterable[str], tell: Callable[[str, str], None]
) -> None:
    """Refuse all that is not needed from here on, and tell of each refusal."""
    sys.addaudithook(_hook(_places(readable), _places(writable), tell))


def _hook(
    readable: tuple[str, ...], writable: tuple[str, ...], tell: Callable[[str, str], None]
) -> Callable[[str, tuple[Any, ...]], None]:
    never, writes, reads, fspath = _NEVER, dict(_WRITES), dict(_READS), os.fspath
    real, inside = os.path.realpath, _inside

    def allowed(path: Any, places: tuple[str, ...]) -> bool:
        if isinstance(path, int) or path is None:
            return True
        path = fspath(path)
        path = path.decode(errors="replace") if isinstance(path, bytes) else str(path)
        return path in ("", ":memory:", os.devnull) or inside(real(path), places)

    def refused(event: str, given: tuple[Any, ...]) -> str:
        if event.startswith(never):
            return event
        if event == "open":
            path, mode, flags = given
            changes = (flags or 0) & _WRITING or (isinstance(mode, str) and set(mode) & set("wax+"))
            places = writable if changes else readable + writable
            return "" if allowed(path, places) else str(path)
        for known, places in ((writes, writable), (reads, readable + writable)):
            paths = [given[at] for at in known.get(event, ()) if at < len(given)]
            if any(not allowed(path, places) for path in paths):
                return f"{event} {paths[0]}"
        return ""

    def hook(event: str, given: tuple[Any, ...]) -> None:
        if event in ("compile", "exec", "import", "object.__getattr__"):
            return
        if what := refused(event, given):
            if event != "os.utime":  # the kit itself marks what it has read
                tell("forbidden", what[:200])
            raise ForbiddenError(f"not allowed while graded: {what}")

    return hook


def _places(paths: Iterable[str]) -> tuple[str, ...]:
    return tuple({os.path.realpath(path) for path in paths})


def _inside(path: str, places: tuple[str, ...]) -> bool:
    path = os.path.normcase(path)
    for place in places:
        known = os.path.normcase(place)
        if path == known or path.startswith(known.rstrip(os.sep) + os.sep):
            return True
    return False
