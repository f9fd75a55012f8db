"""The engine `ka-warm`: real kernels, started with the usual imports before they are needed.

One kernel a notebook, as with papermill's own engine. A process that runs one notebook only
gains nothing: the next kernel is started while a notebook runs, from the second one on.
"""

import atexit
import importlib.util
import os
from pathlib import Path
from typing import Any

from nbclient.util import run_sync
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, NBClientEngine

from ka_helpers.rendering.engine.engines import USUAL, client_options, runs_this_python

KERNEL = "python3"


class WarmKernel:
    """A kernel that has been started, and the folder and environment it was started in."""

    def __init__(self, kernel_name: str) -> None:
        from jupyter_client.manager import AsyncKernelManager

        self.name = kernel_name
        self.folder, self.environment = Path.cwd(), dict(os.environ)
        self.process = os.getpid()
        self.manager: Any = AsyncKernelManager(kernel_name=kernel_name)
        arguments = ["--HistoryManager.hist_file=:memory:", "--log-level=CRITICAL"]
        run_sync(self.manager._async_start_kernel)(extra_arguments=[*arguments, _imports()])

    def catching_up(self) -> str | None:
        """Return code that brings the kernel where this process is now; None if it is there."""
        changed = {k: v for k, v in os.environ.items() if self.environment.get(k) != v}
        gone = sorted(set(self.environment) - set(os.environ))
        if not changed and not gone and self.folder == Path.cwd():
            return None
        return (
            f"__import__('os').chdir({str(Path.cwd())!r}), "
            f"__import__('os').environ.update({changed!r}), "
            f"[__import__('os').environ.pop(name, None) for name in {gone!r}]"
        )

    def kill(self) -> None:
        """End the kernel and remove its connection file."""
        if self.process == os.getpid():
            run_sync(self.manager._async_shutdown_kernel)(now=True)


def _imports() -> str:
    """Return the kernel's argument that has it import what notebooks usually do.

    The line is an expression without a value, so no name appears among the notebook's.
    """
    there = [name for name in USUAL if importlib.util.find_spec(name.partition(".")[0])]
    return f"--IPKernelApp.exec_lines=[__import__(name) for name in {there!r}] and None"


_ahead: list[WarmKernel] = []
_used = False


def start_ahead(kernel_name: str = KERNEL) -> None:
    """Start a kernel for the next notebook, if none waits."""
    if not _ahead:
        _ahead.append(WarmKernel(kernel_name))
        atexit.register(close)


def close() -> None:
    """End the kernel that waits."""
    atexit.unregister(close)
    while _ahead:
        _ahead.pop().kill()


def _take(kernel_name: str) -> WarmKernel:
    global _used  # noqa: PLW0603 - whether another notebook is to be expected
    waiting = _ahead.pop() if _ahead else None
    if waiting is not None and (waiting.name, waiting.process) != (kernel_name, os.getpid()):
        waiting.kill()
        waiting = None
    taken = waiting or WarmKernel(kernel_name)
    if _used or waiting is not None:
        start_ahead(kernel_name)
    _used = True
    return taken


class WarmEngine(Engine):  # type: ignore[misc]
    """`ka-warm`: each notebook in a real kernel that was started ahead."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Run the notebook's cells in a warm kernel."""
        if not runs_this_python(kernel_name):
            return NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **options)
        kernel = _take(kernel_name)
        settings = client_options(kernel_name, options)
        client = PapermillNotebookClient(nb_man, km=kernel.manager, **settings)
        client.owns_km = True  # so that it ends the kernel as it ends its own
        client.start_new_kernel_client()
        if code := kernel.catching_up():
            asked = client.kc.execute(code, silent=True, store_history=False)
            client.wait_for_reply(asked)
        return client.execute()
