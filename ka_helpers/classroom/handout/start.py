r"""What a trainee double-clicks, and the README of two steps.

A start file for each system finds a Python and hands over to `kit/start.py`, which knows the
class's case and language from `kit/class.json`. The one for Windows is ASCII with Windows line
ends, so that every code page reads it; what it says in Chinese stands in a UTF-8 file or in
\u-letters. Not in here: setting up (start.py).
"""

import json

from ka_helpers.classroom.handout.files import Contents
from ka_helpers.i18n import LANGUAGES, say

CLASS = "kit/class.json"
NO_PYTHON = "kit/no_python.txt"
BOM = "\ufeff"
"""Notepad and Excel take it for the sign of UTF-8."""

WINDOWS = r"""@echo off
setlocal
chcp 65001 >nul 2>nul
if not exist "%~dp0kit\start.py" goto unpack
pushd "%~dp0kit"
set "NEW_ENOUGH=import sys; sys.exit(sys.version_info[:2] < (3, 11))"
py -3 -c "%NEW_ENOUGH%" >nul 2>nul && (py -3 start.py lab & goto done)
python -c "%NEW_ENOUGH%" >nul 2>nul && (python start.py lab & goto done)
type no_python.txt
goto done
:unpack
echo Unzip the whole folder first, then start it from there.
powershell -NoProfile -Command "Write-Host ([regex]::Unescape('{unpack}'))" 2>nul
:done
pause
"""
UNIX = """#!/bin/sh
cd "$(dirname "$0")/kit" || exit 1
new_enough='import sys; sys.exit(sys.version_info[:2] < (3, 11))'
for python in python3 python3.14 python3.13 python3.12 python3.11 \\
    /usr/local/bin/python3 python; do
    if "$python" -c "$new_enough" >/dev/null 2>&1; then
        exec "$python" start.py lab "$@"
    fi
done
cat no_python.txt
exit 1
"""


def start_files(case: str, languages: tuple[str, ...], python: str = "") -> Contents:
    """Return the start files and the README of a class.

    `python` is the version that the packages beside are for, "" where there are none.
    """
    spoken = languages[0] if len(languages) == 1 else ""
    settings = {"case": case, "language": spoken, "python": python}
    unpack = say("handout.unpack_first", "zh").encode("ascii", "backslashreplace").decode()
    return {
        "README.txt": _windows(BOM + readme(languages, python)),
        "start_windows.bat": _windows(WINDOWS.replace("{unpack}", unpack)),
        "start_macos.command": UNIX.encode("ascii"),
        "start_linux.sh": UNIX.encode("ascii"),
        CLASS: (json.dumps(settings, ensure_ascii=False) + "\n").encode(),
        NO_PYTHON: _windows("\n".join(_no_python(each, python) for each in LANGUAGES) + "\n"),
        "kit/README.md": b"KA Kit. ../README.txt\n",
    }


def readme(languages: tuple[str, ...], python: str = "") -> str:
    """Return the README in the class's languages: two steps and what to do if they fail."""
    return "\n".join(_readme(each, python) for each in languages)


def _readme(language: str, python: str) -> str:
    wanted = python or say("handout.python_or_newer", language)
    network = say("handout.offline" if python else "handout.online", language)
    return say("handout.readme", language, python=wanted, network=network) + "\n"


def _no_python(language: str, python: str) -> str:
    wanted = python or say("handout.python_or_newer", language)
    return say("handout.no_python", language, python=wanted)


def _windows(text: str) -> bytes:
    return text.replace("\n", "\r\n").encode()
