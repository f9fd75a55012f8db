"""Linux: namespaces, an account of its own, and limits of the system for one process.

Each function says whether it could; what could not be done is told in the run's report. Not in
here: files (`landlock`), system calls (`seccomp`).
"""

import ctypes
import os
import resource
import signal
from contextlib import suppress
from pathlib import Path

_NEWNS, _NEWIPC, _NEWUSER, _NEWPID, _NEWNET = (
    0x00020000, 0x08000000, 0x10000000, 0x20000000, 0x40000000,
)  # fmt: skip
_PRIVATE, _NOSUID, _NODEV = 1 << 18 | 1 << 14, 2, 4
_MB = 2**20


def apart() -> tuple[str, ...]:
    """Leave the others' network, processes, mounts and shared memory; return what was left.

    The next process that is forked is the first of its own family: all of it ends with that one.
    """
    whole = _NEWNET | _NEWPID | _NEWIPC
    user, group = os.getuid(), os.getgid()
    if _unshare(whole) or (_unshare(whole | _NEWUSER) and _mapped(user, group)):
        return "network", "processes"
    return ("network",) if _unshare(_NEWNET) else ()


def _unshare(flags: int) -> bool:
    return bool(ctypes.CDLL(None).unshare(flags) == 0)


def _mapped(user: int, group: int) -> bool:
    """Be the same account in the namespace of its own."""
    with suppress(OSError):
        Path("/proc/self/setgroups").write_text("deny", encoding="ascii")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1", encoding="ascii")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1", encoding="ascii")
        return True
    return False


def scratch_in_memory(folder: str, megabytes: int, user: int) -> bool:
    """Put a small disk of its own where the scratch folder is; it is gone when the process is."""
    libc = ctypes.CDLL(None)
    if not _unshare(_NEWNS) or libc.mount(None, b"/", None, ctypes.c_ulong(_PRIVATE), None):
        return False
    options = f"size={megabytes}m,nr_inodes=4000,mode=0700,uid={user},gid={user}".encode()
    flags = ctypes.c_ulong(_NOSUID | _NODEV)
    return bool(libc.mount(b"scratch", folder.encode(), b"tmpfs", flags, options) == 0)


def own_processes_shown() -> bool:
    """Have /proc show the family's own processes only."""
    flags = ctypes.c_ulong(_NOSUID | _NODEV)
    return bool(ctypes.CDLL(None).mount(b"proc", b"/proc", b"proc", flags, None) == 0)


def become(user: int, reading: bool = False) -> bool:
    """Be an account that owns nothing, and can never be another one.

    `reading` keeps the one power of reading whatever a folder's rights are: for a Python in a home
    folder, where `landlock` says what may be read.
    """
    if os.getuid() != 0:
        return False
    try:
        ctypes.CDLL(None).prctl(8, int(reading), 0, 0, 0)  # PR_SET_KEEPCAPS
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    except OSError:
        return False
    return keep_powers(_READING if reading else 0)


def keep_powers(kept: int = 0) -> bool:
    """Give up root's powers but those of a mask, for good."""

    class Header(ctypes.Structure):
        _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))

    libc, header = ctypes.CDLL(None), Header(0x20080522, 0)
    for power in range(64):
        if not kept & (1 << power):
            libc.prctl(24, power, 0, 0, 0)  # PR_CAPBSET_DROP
    powers = (ctypes.c_uint32 * 6)(kept, kept, 0, 0, 0, 0)
    return bool(libc.capset(ctypes.byref(header), powers) == 0)


def limit(seconds: float, memory_mb: int, file_mb: int) -> bool:
    """Limit processor time, memory, files, open files and processes; no core is written."""
    used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf(
        "SC_PAGE_SIZE"
    )
    limits = {
        resource.RLIMIT_CPU: int(seconds) + 5,
        resource.RLIMIT_AS: used + (memory_mb + _RESERVED_MB) * _MB,
        resource.RLIMIT_FSIZE: file_mb * _MB,
        resource.RLIMIT_NOFILE: 256,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NPROC: 64,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_MEMLOCK: 0,
    }
    for kind, most in limits.items():
        if os.getuid() and kind == resource.RLIMIT_NPROC and os.getuid() < _FIRST_OWN:
            continue  # an account that others' processes belong to as well
        with suppress(OSError, ValueError):
            hard = resource.getrlimit(kind)[1]
            at_most = most if hard == resource.RLIM_INFINITY else min(most, hard)
            resource.setrlimit(kind, (at_most, at_most))
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    return True


def end_with_parent() -> None:
    """Have this process killed when the one that forked it ends, and first when memory is short."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")


def hide_memory() -> None:
    """Let no other process of the account read this one's memory."""
    ctypes.CDLL(None).prctl(4, 0, 0, 0, 0)  # PR_SET_DUMPABLE


def adopt_orphans() -> None:
    """Become the parent of descendants whose own parent ends, so that none is lost."""
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)  # PR_SET_CHILD_SUBREAPER


_READING = 1 << 2
"""CAP_DAC_READ_SEARCH"""
_RESERVED_MB = 1_024
"""Libraries reserve addresses for memory that they never use; what is used is watched."""
_FIRST_OWN = 1_000_000
"""Accounts of runs are beyond those that systems give to people."""
