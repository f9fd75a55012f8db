"""Import every module of a package and print what it did besides defining names.

    python inert_probe.py FOLDER PACKAGE

The package is imported twice. The first time brings in third parties, who may do as they
like; the second time only the package's own code runs, under an audit hook and a profiler.
"""

import importlib
import sys
from pathlib import Path

CODE = (".py", ".pyc", ".so", ".pyd")
EVENTS = ("open", "os.", "shutil.", "socket.", "sqlite3.", "subprocess.", "tempfile.")
IMPORT_SYSTEM = "<frozen importlib._bootstrap"
CLOCKS = {
    *("time", "time_ns", "monotonic", "perf_counter", "localtime", "gmtime", "strftime"),
    *("datetime.now", "datetime.today", "datetime.utcnow", "date.today", "sleep"),
}
SETTERS = {
    "filterwarnings": "warning filter",
    "simplefilter": "warning filter",
    "resetwarnings": "warning filter",
    "RcParams.__setitem__": "rcParams",
    "RcParams._set": "rcParams",
    "set_option": "pandas option",
    "option_context.__enter__": "pandas option",
    "seterr": "numpy error state",
    "setlocale": "locale",
    "basicConfig": "logging set-up",
}


def modules_of(folder: Path, package: str) -> list[str]:
    """Return the dotted names of every module of `package`, found by their files."""
    files = sorted((folder / package).rglob("*.py"))
    parts = [file.relative_to(folder).with_suffix("").parts for file in files]
    return [".".join(p[:-1] if p[-1] == "__init__" else p) for p in parts if p[-1] != "__main__"]


class Watch:
    """Collects what happens while the package's own code runs."""

    def __init__(self, home: Path) -> None:
        self.home = str(home)
        self.on = False
        self.seen: dict[str, None] = {}

    def audit(self, event: str, details: tuple) -> None:
        """Keep files opened, folders listed, processes and connections begun."""
        if not self.on or not event.startswith(EVENTS):
            return
        if sys._getframe(1).f_code.co_filename.startswith(IMPORT_SYSTEM):
            return
        if event == "open" and str(details[0]).endswith(CODE):
            return
        self.note(f"{event} {details[0] if details else ''}")

    def profile(self, frame, event: str, called) -> None:
        """Keep readings of the clock and settings changed."""
        if event == "c_call" and getattr(called, "__qualname__", "") in CLOCKS:
            self.note(f"clock {called.__qualname__}")
        elif event == "call" and frame.f_code.co_qualname in SETTERS:
            self.note(SETTERS[frame.f_code.co_qualname])

    def note(self, what: str) -> None:
        """Keep `what` with the package's line that led to it."""
        frame = sys._getframe(2)
        while frame and not frame.f_code.co_filename.startswith(self.home):
            frame = frame.f_back
        if frame:
            where = Path(frame.f_code.co_filename).relative_to(self.home)
            self.seen[f"{where.as_posix()}:{frame.f_lineno}: {what}"] = None


def main(folder: Path, package: str) -> None:
    """Import twice, watch the second time, print what was seen, a line each."""
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(folder))
    names = modules_of(folder, package)
    for name in names:
        importlib.import_module(name)
    for name in [n for n in sys.modules if n.partition(".")[0] == package]:
        del sys.modules[name]
    watch = Watch(folder / package)
    sys.addaudithook(watch.audit)
    sys.setprofile(watch.profile)
    watch.on = True
    for name in names:
        importlib.import_module(name)
    watch.on = False
    sys.setprofile(None)
    print("modules", len(names))
    print("\n".join(watch.seen))


if __name__ == "__main__":
    main(Path(sys.argv[1]).resolve(), sys.argv[2])
