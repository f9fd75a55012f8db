"""Which places of this computer a submission needs to read: Python, its packages, fonts, times.

Never the kit itself, wherever it is installed: submissions have a kit without answers of their
own. Not in here: what holds them to it.
"""

import sys
import sysconfig
from pathlib import Path

_KITS_OWN = ("ka_helpers", "ka_kit", "__editable__")
_SYSTEM = (
    "/lib", "/lib64", "/usr/lib", "/usr/lib64", "/usr/share/fonts", "/usr/share/zoneinfo",
    "/usr/local/share/fonts", "/etc/fonts", "/etc/localtime", "/etc/ld.so.cache",
)  # fmt: skip


def package_paths() -> list[str]:
    """Return the folders that packages are imported from, without checkouts of the kit."""
    names = ("site-packages", "dist-packages")
    return [path for path in dict.fromkeys(sys.path) if Path(path).name in names]


def readable_places() -> list[str]:
    """Return the places that a submission may read, besides its kit."""
    paths = sysconfig.get_paths()
    libraries = {paths["stdlib"], paths["platstdlib"], str(Path(sys.base_prefix, "lib"))}
    if sys.platform == "win32":
        libraries |= {str(Path(sys.base_prefix, "DLLs")), str(Path(sys.base_prefix, "Lib"))}
    packages = [
        str(place)
        for path in package_paths()
        for place in Path(path).iterdir()
        if not place.name.startswith(_KITS_OWN) and place.suffix != ".pth"
    ]
    return [*sorted(libraries), *packages, *(place for place in _SYSTEM if Path(place).exists())]


def needed_places() -> list[str]:
    """Return files that every submission reads, one of each kind."""
    import pandas

    return [str(Path(sysconfig.get_paths()["stdlib"], "os.py")), str(pandas.__file__)]
