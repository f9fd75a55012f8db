"""Landlock: from here on this process, and all it starts, reads and writes in a few places only.

Linux 5.13 and later; what a version of it cannot restrict is left out. Not in here: which places.
"""

import ctypes
import os
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_VERSION = 1
_BENEATH = 1
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = (1 << n for n in range(4))
REFER, TRUNCATE, IOCTL_DEV = (1 << n for n in (13, 14, 15))
_ALL = (1 << 13) - 1
_READ = EXECUTE | READ_FILE | READ_DIR
_OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
_NET = 0b11
_SCOPES = 0b11
"""Abstract sockets and signals reach no process outside."""


class _Ruleset(ctypes.Structure):
    _fields_ = (("fs", ctypes.c_uint64), ("net", ctypes.c_uint64), ("scoped", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("parent", ctypes.c_int32))


def version() -> int:
    """Return the version of Landlock that this system has, 0 for none."""
    if os.uname().sysname != "Linux":
        return 0
    return max(_syscall(_CREATE, None, 0, _VERSION), 0)


def confine(readable: Iterable[str], writable: Iterable[str]) -> int:
    """Leave only these files and folders; return the version that holds, 0 for none.

    A place that is not there is passed over. No new privileges can be had afterwards.
    """
    known = version()
    if not known:
        return 0
    handled = _ALL | (REFER if known >= 2 else 0) | (TRUNCATE if known >= 3 else 0)
    handled |= IOCTL_DEV if known >= 5 else 0
    rules = _Ruleset(handled, _NET if known >= 4 else 0, _SCOPES if known >= 6 else 0)
    size = 8 if known < 4 else 16 if known < 6 else 24
    ruleset = _syscall(_CREATE, ctypes.byref(rules), size, 0)
    if ruleset < 0:
        return 0
    for place in readable:
        _allow(ruleset, place, _READ)
    for place in writable:
        _allow(ruleset, place, handled & ~EXECUTE & ~IOCTL_DEV)
    ctypes.CDLL(None).prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    held = _syscall(_RESTRICT, ruleset, 0)
    os.close(ruleset)
    return known if held == 0 else 0


def _allow(ruleset: int, place: str, rights: int) -> None:
    try:
        opened = os.open(place, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    allowed = rights if Path(place).is_dir() else rights & _OF_FILES
    rule = _Beneath(allowed, opened)
    _syscall(_ADD, ruleset, _BENEATH, ctypes.byref(rule), 0)
    os.close(opened)


def _syscall(number: int, *arguments: object) -> int:
    libc = ctypes.CDLL(None, use_errno=True)
    libc.syscall.restype = ctypes.c_long
    given = [ctypes.c_long(each) if isinstance(each, int) else each for each in arguments]
    return int(libc.syscall(ctypes.c_long(number), *given))
