"""JupyterLab as a process: its command line, its environment, whether it already runs.

Command line and environment outweigh whatever the user or the machine has set up for Jupyter.
Not in here: notebooks, and what is said to the trainee.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import ProxyHandler, build_opener

from ka_helpers.errors import RequestError
from ka_helpers.exercises.ledger import FILE as PROGRESS
from ka_helpers.exercises.ledger import VARIABLE as PROGRESS_VARIABLE
from ka_helpers.lab.copying import HIDDEN
from ka_helpers.lab.settings import KERNEL

HOST = "127.0.0.1"
MOST_SECONDS_TO_ANSWER = 60.0
HUB_IDLE_SECONDS = 3600
"""A user's kernels, and then the server, end after so long without anything done."""
HUB_VARIABLE = "JUPYTERHUB_SERVICE_URL"
"""Where a JupyterHub that starts a user's server wants it to listen."""
MEMORY_VARIABLE = "MEM_LIMIT"
"""The bytes that a JupyterHub grants a user."""


@dataclass(frozen=True)
class Places:
    """Where JupyterLab keeps things for one workspace.

    `runtime` holds keys of running servers; it stays out of folders that are synchronised.
    """

    workspace: Path
    runtime: Path

    @property
    def own(self) -> Path:
        """JupyterLab's hidden folder."""
        return self.workspace / HIDDEN / "jupyter"

    @property
    def settings(self) -> Path:
        """What a trainee sets in JupyterLab."""
        return self.own / "settings"

    @property
    def kernels(self) -> Path:
        """The folder that is searched first for kernels."""
        return self.own / "share"


def places_for(workspace: Path) -> Places:
    """Return where JupyterLab keeps things; keys in the workspace only if nowhere else goes."""
    from jupyter_core.paths import jupyter_runtime_dir

    usual = Path(jupyter_runtime_dir())
    try:
        usual.mkdir(mode=0o700, parents=True, exist_ok=True)
        writable = os.access(usual, os.W_OK)
    except OSError:
        writable = False
    return Places(workspace, usual if writable else workspace / HIDDEN / "jupyter" / "runtime")


def environment(places: Places, outside: Mapping[str, str]) -> dict[str, str]:
    """Return the server's environment; kernels inherit it."""
    own = places.own
    named = {
        "JUPYTER_CONFIG_DIR": own / "config",
        "JUPYTER_DATA_DIR": own / "data",
        "JUPYTER_PATH": places.kernels,
        "JUPYTER_RUNTIME_DIR": places.runtime,
        "JUPYTERLAB_SETTINGS_DIR": places.settings,
        "JUPYTERLAB_WORKSPACES_DIR": own / "workspaces",
        "IPYTHONDIR": own / "ipython",
        PROGRESS_VARIABLE: places.workspace / PROGRESS,
        "PYTHONUTF8": 1,
        "PYDEVD_DISABLE_FILE_VALIDATION": 1,
    }
    kept = {name: value for name, value in outside.items() if name != "JUPYTER_CONFIG_PATH"}
    return {**kept, **{name: str(value) for name, value in named.items()}}


def command(places: Places, start: str, port: int | None, browser: bool) -> list[str]:
    """Return the command that starts JupyterLab on the notebook `start` of the workspace."""
    settings: dict[str, Any] = {
        "ServerApp.ip": HOST,
        "ServerApp.open_browser": browser,
        "ServerApp.answer_yes": True,  # Ctrl-C ends it without a question in English
    }
    if port is not None:
        settings |= {"ServerApp.port": port, "ServerApp.port_retries": 0}
    return _command("jupyterlab", {**settings, **_own_settings(places, start)})


def command_under_hub(places: Places, start: str) -> list[str]:
    """Return the command that starts JupyterLab for one user of a JupyterHub.

    Where it listens and who may come in, the hub's own server takes from its environment.
    """
    settings = {
        "ServerApp.default_url": f"/lab/tree/{quote(start)}",
        "ServerApp.shutdown_no_activity_timeout": HUB_IDLE_SECONDS,
        "MappingKernelManager.cull_idle_timeout": HUB_IDLE_SECONDS,
    }
    return _command("jupyterhub.singleuser", {**_own_settings(places, start), **settings})


def _own_settings(places: Places, start: str) -> dict[str, Any]:
    settings = {
        "ServerApp.root_dir": places.workspace,
        "Application.log_level": "ERROR",
        "LabApp.default_url": f"/lab/tree/{quote(start)}",
        "LabApp.news_url": None,
        "LabApp.check_for_updates_class": "jupyterlab.NeverCheckForUpdate",
        "LabApp.extension_manager": "readonly",
        "KernelSpecManager.allowed_kernelspecs": KERNEL,
        "MultiKernelManager.default_kernel_name": KERNEL,
    }
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        settings["ServerApp.allow_root"] = True
    return settings


def _command(module: str, settings: Mapping[str, Any]) -> list[str]:
    flags = [f"--{name}={value}" for name, value in settings.items()]
    return [sys.executable, "-X", "utf8", "-m", module, *flags]


def check_port(port: int) -> None:
    """Raise RequestError if another program has the port."""
    with socket.socket() as trial:
        if sys.platform != "win32":
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except (OSError, OverflowError):
            raise RequestError("lab.port_taken", port=port) from None


def running(places: Places) -> dict[str, Any] | None:
    """Return what a JupyterLab on this workspace says of itself, if one answers."""
    from jupyter_server.serverapp import list_running_servers

    for server in list_running_servers(str(places.runtime)):
        here = Path(server.get("root_dir", ""))
        if here.exists() and here.samefile(places.workspace) and _answers(server):
            return dict(server)
    return None


def running_soon(places: Places, seconds: float = MOST_SECONDS_TO_ANSWER) -> dict[str, Any] | None:
    """Return the JupyterLab that another start is just bringing up, None if none comes."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := running(places):
            return found
        time.sleep(0.25)
    return None


def address(server: Mapping[str, Any], start: str) -> str:
    """Return the address of a notebook in a running JupyterLab."""
    return f"{server['url']}lab/tree/{quote(start)}?token={server.get('token', '')}"


def run(arguments: list[str], places: Places, surroundings: Mapping[str, str]) -> int:
    """Run JupyterLab to its end and return its exit code; Ctrl-C is left to it."""
    places.own.mkdir(parents=True, exist_ok=True)
    before = {kind: signal.getsignal(kind) for kind in (signal.SIGINT, signal.SIGTERM)}
    # An interrupt must not stop the waiting: the server's exit code would be lost with it.
    signal.signal(signal.SIGINT, lambda *_: None)
    try:
        with subprocess.Popen(arguments, cwd=places.own, env=dict(surroundings)) as server:
            signal.signal(signal.SIGTERM, lambda *_: server.terminate())
            limit_memory(server.pid, surroundings)
            return server.wait()
    finally:
        for kind, handler in before.items():
            signal.signal(kind, handler)


def limit_memory(process: int, surroundings: Mapping[str, str]) -> None:
    """Hold a server, and each notebook that it starts, to what the hub grants; Linux only."""
    granted = surroundings.get(MEMORY_VARIABLE, "")
    if sys.platform == "linux" and HUB_VARIABLE in surroundings and granted.isdigit():
        import resource

        resource.prlimit(process, resource.RLIMIT_DATA, (int(granted), int(granted)))


def _answers(server: Mapping[str, Any]) -> bool:
    asked = f"{server['url']}api/status?token={server.get('token', '')}"
    try:
        with build_opener(ProxyHandler({})).open(asked, timeout=3) as answer:
            return "started" in json.load(answer)
    except (URLError, OSError, ValueError):
        return False
