"""Run a notebook's cells in IPython's shell, in this process: no kernel, no socket, no output.

Every cell is run in order, going on after errors. Nothing a cell shows is worked out or kept.
Not in here: what the process may do.
"""

import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import Any

Tell = Callable[[str, str], None]


class CellTimeError(BaseException):
    """One cell took more than its share of the time."""


def shell_made() -> Any:
    """Return IPython's shell without history, colours or anything that shows."""
    from IPython.core.displayhook import DisplayHook
    from IPython.core.displaypub import DisplayPublisher
    from IPython.core.formatters import DisplayFormatter
    from IPython.core.interactiveshell import InteractiveShell
    from traitlets.config import Config

    class Nothing(DisplayHook):
        def __call__(self, result: Any = None) -> None:
            return None

    class Nowhere(DisplayPublisher):
        def publish(self, *_: Any, **__: Any) -> None:
            return None

    class Formless(DisplayFormatter):
        def format(self, *_: Any, **__: Any) -> tuple[dict[str, Any], dict[str, Any]]:
            return {}, {}

    shown: Any = InteractiveShell
    shown.displayhook_class, shown.display_pub_class = Nothing, Nowhere
    settings = Config()
    settings.HistoryManager.enabled = False
    settings.InteractiveShell.autocall = 0
    shell: Any = InteractiveShell.instance(config=settings)
    shell.display_formatter = Formless(parent=shell)
    shell.showtraceback = lambda *_, **__: None
    shell.showsyntaxerror = lambda *_, **__: None
    return shell


def run_cells(shell: Any, cells: Sequence[Mapping[str, str]], seconds: float, tell: Tell) -> None:
    """Run cells and tell which began, which failed and how."""
    for cell in cells:
        tell("begun", str(cell["id"]))
        try:
            with _at_most(seconds):
                result = shell.run_cell(cell["code"], store_history=False)
            fault = result.error_before_exec or result.error_in_exec
        except BaseException as left:  # by SystemExit, or in a signal's handler
            fault = left
        if fault is not None:
            tell("failed", f"{_name_of(fault)}: {_said_of(fault)}")


def _name_of(fault: BaseException) -> str:
    return str(type(fault).__name__)[:80]


def _said_of(fault: BaseException) -> str:
    try:
        return " ".join(str(fault).split())[:300]
    except BaseException:  # its words fail as well
        return ""


@contextmanager
def _at_most(seconds: float) -> Iterator[None]:
    """Break off what takes longer, where the system has an alarm."""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def ring(*_: Any) -> None:
        raise CellTimeError

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)  # again: a cell may have caught the first
    try:
        yield
    finally:
        _quiet()


def _quiet() -> None:
    for _ in range(3):
        with suppress(CellTimeError):
            signal.setitimer(signal.ITIMER_REAL, 0)
            return


def without_output() -> None:
    """Send what is printed, by whatever way, to nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in range(3):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stdout = open(1, "w", encoding="utf-8", errors="replace", closefd=False)  # noqa: SIM115
    sys.stderr = sys.stdout
