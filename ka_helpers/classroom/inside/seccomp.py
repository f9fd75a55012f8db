"""A filter of system calls: no other process, no socket, no signal, no memory outside the limits.

Threads stay possible. Linux on x86_64 and aarch64. Not in here: files (`landlock`).
"""

import ctypes
import os
import platform
import struct

_LOAD, _JUMP_EQUAL, _JUMP_LEAST, _JUMP_BITS, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050000
_NUMBER, _ARCHITECTURE, _FIRST_ARGUMENT = 0, 4, 16
_THREAD = 0x00010000  # CLONE_THREAD
_EPERM, _ENOSYS = 1, 38
_CLONE3 = 435
_OTHER_CALLS = 0x40000000
"""x32's calls begin here."""
_EVERYWHERE = {
    "pidfd_send_signal": 424, "io_uring_setup": 425, "io_uring_enter": 426,
    "io_uring_register": 427, "open_tree": 428, "move_mount": 429, "fsopen": 430, "fsconfig": 431,
    "fsmount": 432, "fspick": 433, "pidfd_open": 434, "pidfd_getfd": 438, "mount_setattr": 442,
    "memfd_secret": 447,
}  # fmt: skip
_X86_64 = {
    "shmget": 29, "socket": 41, "fork": 57, "vfork": 58, "execve": 59, "kill": 62, "semget": 64,
    "msgget": 68, "ptrace": 101, "rt_sigqueueinfo": 129, "personality": 135, "mlock": 149,
    "mlockall": 151, "pivot_root": 155, "chroot": 161, "mount": 165, "umount2": 166, "tkill": 200,
    "tgkill": 234, "mq_open": 240, "add_key": 248, "request_key": 249, "keyctl": 250,
    "unshare": 272, "rt_tgsigqueueinfo": 297, "perf_event_open": 298, "name_to_handle_at": 303,
    "open_by_handle_at": 304, "setns": 308, "process_vm_readv": 310, "process_vm_writev": 311,
    "kcmp": 312, "memfd_create": 319, "bpf": 321, "execveat": 322, "userfaultfd": 323,
    "mlock2": 325,
}  # fmt: skip
_AARCH64 = {
    "umount2": 39, "mount": 40, "pivot_root": 41, "chroot": 51, "personality": 92, "unshare": 97,
    "ptrace": 117, "kill": 129, "tkill": 130, "tgkill": 131, "rt_sigqueueinfo": 138,
    "mq_open": 180, "msgget": 186, "semget": 190, "shmget": 194, "socket": 198, "add_key": 217,
    "request_key": 218, "keyctl": 219, "execve": 221, "mlock": 228, "mlockall": 230,
    "rt_tgsigqueueinfo": 240, "perf_event_open": 241, "name_to_handle_at": 264,
    "open_by_handle_at": 265, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271,
    "kcmp": 272, "memfd_create": 279, "bpf": 280, "execveat": 281, "userfaultfd": 282,
    "mlock2": 284,
}  # fmt: skip
_MACHINES = {"x86_64": (0xC000003E, 56, _X86_64), "aarch64": (0xC00000B7, 220, _AARCH64)}


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


def confine() -> bool:
    """Refuse these calls from here on; return whether the system holds it."""
    machine = _MACHINES.get(platform.machine())
    if os.uname().sysname != "Linux" or machine is None:
        return False
    code = _filter(*machine)
    program = _Program(len(code) // 8, code)
    libc = ctypes.CDLL(None)
    libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
    return bool(libc.prctl(22, 2, ctypes.byref(program), 0, 0) == 0)  # PR_SET_SECCOMP, FILTER


def _filter(architecture: int, clone: int, refused: dict[str, int]) -> bytes:
    """Return the filter's code; each test that fails goes on at the next."""
    steps = [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, _REFUSE | _EPERM),
        (_LOAD, 0, 0, _NUMBER),
        (_JUMP_LEAST, 0, 1, _OTHER_CALLS),
        (_RETURN, 0, 0, _REFUSE | _EPERM),
        (_JUMP_EQUAL, 0, 1, _CLONE3),
        (_RETURN, 0, 0, _REFUSE | _ENOSYS),  # then the C library asks for clone
    ]
    for number in sorted({*_EVERYWHERE.values(), *refused.values()}):
        steps += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, _REFUSE | _EPERM)]
    steps += [
        (_JUMP_EQUAL, 0, 3, clone),
        (_LOAD, 0, 0, _FIRST_ARGUMENT),
        (_JUMP_BITS, 1, 0, _THREAD),
        (_RETURN, 0, 0, _REFUSE | _EPERM),
        (_RETURN, 0, 0, _ALLOW),
    ]
    return b"".join(struct.pack("=HBBI", *step) for step in steps)
