"""Which papermill engine to use in this process."""

import os
import sys
from typing import Any

_inside: Any = None
_worker = False


def can_fork() -> bool:
    """Return whether processes are forked here: on Linux, unless KA_KIT_NO_FORK=1."""
    return sys.platform.startswith("linux") and os.environ.get("KA_KIT_NO_FORK") != "1"


def engine_here() -> str:
    """Return the name of the papermill engine to use in this process.

    "ka-inside" in a process forked for one call, for its first notebook; elsewhere "ka-fork",
    or "ka-warm" where processes are not forked.
    """
    if _inside is not None:
        return "ka-inside"
    return "ka-fork" if can_fork() and not _worker else "ka-warm"


def stay_inside(kernel: Any) -> None:
    """Offer `kernel` to the first notebook of this process."""
    global _inside  # noqa: PLW0603 - a process is inside or it is not
    _inside = kernel


def take_inside() -> Any:
    """Return the kernel of this process, once; None when there is none or it has been used."""
    global _inside
    kernel, _inside = _inside, None
    return kernel


def be_worker() -> None:
    """Mark this process as a worker that runs notebooks in warm kernels."""
    global _worker  # noqa: PLW0603
    _worker = True
