"""The packages beside a handout: wheels by the lock, for the trainees' system and Python.

For laptops without a network: start.py finds them in `packages` beside it. pip asks the index that
the trainer has set. Which lines of the lock count is decided for the trainees' system, not for the
trainer's. Not in here: installing.
"""

import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from ka_helpers.classroom.handout.files import ROOT
from ka_helpers.errors import RequestError

LOCK = "requirements.lock"
BUILDERS = ("hatchling>=1.27", "editables")
"""What installs the kit itself from its folder."""
OLDEST, NEWEST = (3, 11), (3, 14)
PATCHES = (0, 30)
"""The lock tells apart early and late releases of one Python; a laptop may have either."""
PLATFORMS: dict[str, tuple[str, ...]] = {
    "windows": ("win_amd64",),
    "macos": tuple(
        f"macosx_{n}_0_{kind}" for n in range(15, 10, -1) for kind in ("arm64", "universal2")
    ),
    "linux": (*(f"manylinux_2_{n}_x86_64" for n in range(35, 16, -1)), "manylinux2014_x86_64"),
}
"""What pip calls each system, best first; Windows and Linux on Intel, macOS on Apple's own."""
MARKERS: dict[str, dict[str, str]] = {
    "windows": {"sys_platform": "win32", "os_name": "nt", "platform_system": "Windows",
                "platform_machine": "AMD64"},
    "macos": {"sys_platform": "darwin", "os_name": "posix", "platform_system": "Darwin",
              "platform_machine": "arm64"},
    "linux": {"sys_platform": "linux", "os_name": "posix", "platform_system": "Linux",
              "platform_machine": "x86_64"},
}  # fmt: skip


@dataclass(frozen=True)
class Target:
    """A system and a version of Python, such as windows and "3.12"."""

    system: str
    python: str

    def __post_init__(self) -> None:
        known = [f"{OLDEST[0]}.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)]
        if self.system not in PLATFORMS:
            systems = ", ".join(PLATFORMS)
            raise RequestError("handout.no_such_system", found=self.system, known=systems)
        if self.python not in known:
            raise RequestError("handout.no_such_python", found=self.python, known=", ".join(known))


def fetch(target: Target, folder: Path) -> list[Path]:
    """Download the wheels for a target and return them.

    Raises
    ------
    RequestError : pip could not get them, with the last line that it said
    """
    lock = (ROOT / LOCK).read_text(encoding="utf-8")
    fetched: list[str] = []
    for version in (f"{target.python}.{patch}" for patch in PATCHES):
        entries = [each for each in lock_for(target.system, version, lock) if each not in fetched]
        if not entries:
            continue
        with TemporaryDirectory() as place:
            lines = Path(place) / LOCK
            lines.write_text("\n".join(entries), "utf-8")
            what = ["--no-deps", "--require-hashes", "-r", str(lines)]
            _download(target.system, version, folder, what)
        fetched += entries
    _download(target.system, f"{target.python}.{PATCHES[0]}", folder, [*BUILDERS])
    return sorted(folder.glob("*.whl"))


def lock_for(system: str, version: str, lock: str) -> list[str]:
    r"""Return the entries of a lock that count on a system and Python, their markers taken off.

    >>> lock_for("windows", "3.12.0", "a==1 ; os_name == 'nt' \\\n    --hash=x\n")
    ['a==1 \\\n    --hash=x\n']
    """
    from packaging.markers import Marker, default_environment

    there = {
        **{name: str(value) for name, value in default_environment().items()},
        **MARKERS[system],
        **dict.fromkeys(("python_full_version", "implementation_version"), version),
        "python_version": version.rpartition(".")[0],
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    kept = []
    for entry in re.split(r"\n(?=[A-Za-z0-9])", lock):
        head, semicolon, rest = entry.partition(" ; ")
        marker, slash, hashes = rest.partition("\\")
        if not semicolon:
            kept.append(entry)
        elif Marker(marker.strip()).evaluate(there):
            kept.append(f"{head} {slash}{hashes}")
    return kept


def _download(system: str, version: str, folder: Path, what: list[str]) -> None:
    """Let pip download wheels; for a Python that is not this one it must be told all of it."""
    words = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check",
             "--only-binary=:all:", "--dest", str(folder), "--implementation", "cp",
             "--python-version", version]  # fmt: skip
    words += [word for each in PLATFORMS[system] for word in ("--platform", each)]
    done = subprocess.run([*words, *what], capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise RequestError("handout.no_packages", why=said[-1][:300] if said else "pip")
