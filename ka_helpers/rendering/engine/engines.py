"""The papermill engines; papermill reaches them by `entries`, which does not import papermill."""

from functools import cache
from pathlib import Path
from typing import Any

from papermill.engines import Engine, NBClientEngine
from papermill.log import logger
from papermill.utils import remove_args

from ka_helpers.rendering.engine import here
from ka_helpers.rendering.engine.client import ForkedClient, InsideClient, NotebookClient
from ka_helpers.rendering.engine.starting import ForkUnsafeError, OwnedServer

USUAL = ("numpy", "pandas", "matplotlib.pyplot", "IPython.display")
"""What most notebooks import; imported before the fork, where it is installed."""


def client_options(kernel_name: str, options: dict[str, Any]) -> dict[str, Any]:
    """Return papermill's arguments for an engine as arguments for a notebook client."""
    kept = remove_args(["input_path", "timeout", "startup_timeout"], **options)
    timeout = kept.pop("execution_timeout", None) or options.get("timeout")
    start_timeout = kept.pop("start_timeout", 60)
    return dict(
        kept, timeout=timeout, startup_timeout=start_timeout, kernel_name=kernel_name, log=logger
    )


@cache
def runs_this_python(kernel_name: str) -> bool:
    """Return whether the kernel is ipykernel of this very interpreter."""
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        command = KernelSpecManager().get_kernel_spec(kernel_name).argv
    except NoSuchKernel:
        return False
    import shutil
    import sys

    program = shutil.which(command[0]) or command[0]
    same = Path(program).resolve() == Path(sys.executable).resolve()
    plain = command[0] in {"python", "python3", f"python3.{sys.version_info.minor}"}
    return (same or plain) and any(part.startswith("ipykernel") for part in command)


class ForkEngine(Engine):  # type: ignore[misc]
    """`ka-fork`: each notebook in a fresh process forked from a server with the imports done."""

    _server: OwnedServer | None = None

    @classmethod
    def server(cls) -> OwnedServer:
        """Return the server of this process, started when first needed."""
        if cls._server is None or not cls._server.usable():
            cls._server = OwnedServer(USUAL, optional=True)
        return cls._server

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Run the notebook's cells in a forked process."""
        if not runs_this_python(kernel_name):
            return NBClientEngine.execute_managed_notebook(nb_man, kernel_name, **options)
        try:
            if not here.can_fork():
                raise ForkUnsafeError
            fork = cls.server().fork_for_cells()
        except ForkUnsafeError:
            from ka_helpers.rendering.engine.warm import WarmEngine

            return WarmEngine.execute_managed_notebook(nb_man, kernel_name, **options)
        settings = client_options(kernel_name, options)
        cells = ForkedClient(fork, settings["startup_timeout"])
        return NotebookClient(nb_man, cells, **settings).execute()


class InsideEngine(Engine):  # type: ignore[misc]
    """`ka-inside`: cells in this very process, the first notebook of a forked one."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Run the notebook's cells here; a second notebook would see the first one's names."""
        kernel = here.take_inside()
        if kernel is None:
            return ForkEngine.execute_managed_notebook(nb_man, kernel_name, **options)
        settings = client_options(kernel_name, options)
        return NotebookClient(nb_man, InsideClient(kernel), **settings).execute()
