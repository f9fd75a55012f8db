"""The real IPython kernel and shell in this very process: no sockets, threads or history file.

Messages are handled by ipykernel's own code, whose `Session` hands what it would have sent to a
`sink`. What a kernel's application would do is done in `build_kernel` (before a fork, once) and
`Kernel.running` (after it). Start-up files of the user's IPython profile are not run.
"""

import asyncio
import logging
import os
import sys
import threading
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import Context, copy_context
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import ipykernel
from jupyter_client.session import Session
from tornado.ioloop import IOLoop
from traitlets import Any as AnyTrait
from traitlets import Type, observe
from traitlets.config import Config

Message = dict[str, Any]
Sink = Callable[[Message, Sequence[bytes]], None]
"""Receives every message of the kernel, replies too, with its buffers."""


def _without_debugger() -> None:
    """Import ipykernel's debugger as if debugpy, slow and a patcher of threads, were missing."""
    absent = "debugpy" not in sys.modules
    if absent:
        sys.modules["debugpy"] = None  # type: ignore[assignment]
    try:
        import ipykernel.debugger
    finally:
        if absent:
            del sys.modules["debugpy"]
    ipykernel.debugger._is_debugpy_available = False


_without_debugger()
from ipykernel import zmqshell  # noqa: E402
from ipykernel.ipkernel import IPythonKernel  # noqa: E402

from ka_helpers.rendering.engine.streams import captured_streams  # noqa: E402


class CapturingSession(Session):
    """A session that sends nothing: every message goes to `sink`, requests come as messages."""

    sink = AnyTrait()

    def send(  # noqa: PLR0913, PLR0917 - the signature is jupyter_client's
        self, stream: Any, msg_or_type: Any, content: Any = None, parent: Any = None,
        ident: Any = None, buffers: Any = None, track: bool = False, header: Any = None,
        metadata: Any = None,
    ) -> Any:  # fmt: skip
        """Hand a message to the sink and return it; a process forked by a cell sends nothing."""
        message = msg_or_type
        if not isinstance(message, dict):
            message = self.msg(message, content, parent, header, metadata)
        if self.sink is not None and os.getpid() == self.pid:
            self.sink(message, [bytes(buffer) for buffer in buffers or ()])
        return message

    def feed_identities(self, msg_list: Any, copy: bool = True) -> Any:
        """Return a message as it is; there is only one client."""
        return [b"client"], msg_list

    def deserialize(self, msg_list: Any, content: bool = True, copy: bool = True) -> Any:
        """Return a message as it is, with the buffers it has; it was never turned into bytes."""
        return {"buffers": []} | msg_list


class ZMQInteractiveShell(zmqshell.ZMQInteractiveShell):  # type: ignore[misc]
    """ipykernel's shell under its own name: tqdm, plotly and others look at the class's name."""

    def enable_gui(self, gui: Any = None) -> None:
        """Take note of a GUI; only a real one needs the kernel's event loop integration."""
        if gui is None:
            self.active_eventloop = gui
        else:
            super().enable_gui(gui)

    @observe("exit_now")
    def _update_exit_now(self, change: Any) -> None:
        if change["new"]:
            self.kernel.ended = True


@dataclass(frozen=True)
class Seen:
    """What a kernel's process looks like to its cells: arguments, path, added variables."""

    argv: list[str]
    path: list[str]
    environment: dict[str, str]


class Kernel(IPythonKernel):  # type: ignore[misc]
    """ipykernel's kernel that is handed its requests as messages."""

    shell_class = Type(ZMQInteractiveShell)
    _supports_kernel_subshells = False
    ended = False
    context: Context
    seen: Seen

    def _abort_queues(self, subshell_id: str | None = None) -> None:
        """Keep no queue: the client decides whether the next cell runs."""

    async def respond(self, request: Message) -> None:
        """Run one request to its end, in the context that all cells share."""
        loop = asyncio.get_running_loop()
        self.io_loop = IOLoop.current()
        await loop.create_task(self.dispatch_shell(request), context=self.context)

    @contextmanager
    def running(self, sink: Sink) -> Iterator[None]:
        """Make this process look like a kernel's: streams, arguments, path, environment."""
        self.session.pid, self.session.session = os.getpid(), str(uuid.uuid4())
        self.ident = str(uuid.uuid4())
        self.context = copy_context()
        self.shell_channel_thread = SimpleNamespace(parent_thread=threading.current_thread())
        before = list(sys.argv), list(sys.path), dict(os.environ)
        sys.argv[:], sys.path[:] = self.seen.argv, self.seen.path
        os.environ.update(self.seen.environment | {"JPY_PARENT_PID": str(os.getppid())})
        os.environ.setdefault("MPLBACKEND", INLINE)
        self.session.sink = sink
        sys.breakpointhook = _ignored_breakpoint
        try:
            with captured_streams(self.session):
                yield
        finally:
            self.session.sink = None
            sys.breakpointhook = sys.__breakpointhook__
            sys.argv[:], sys.path[:] = before[:2]
            os.environ.clear()
            os.environ.update(before[2])


INLINE = "module://matplotlib_inline.backend_inline"


def build_kernel() -> Kernel:
    """Return the one kernel of this process, its shell built; starts no thread.

    The environment is left as it was, but for MPLBACKEND: matplotlib reads it when imported.
    """
    from ipykernel.kernelapp import IPKernelApp

    application = SimpleNamespace(ignore_cwd=False)
    environment = dict(os.environ)
    config = Config()
    config.HistoryManager.enabled = False  # a thread that writes, and a file shared by all runs
    session = CapturingSession(username=os.environ.get("USER", "username"), key=b"")
    kernel = Kernel.instance(config=config, session=session, log=_quiet_log())
    kernel._execute_sleep = 0
    kernel.shell.extension_manager.load_extension("storemagic")
    IPKernelApp.init_pdb(application)
    path = list(sys.path)
    IPKernelApp.init_path(application)
    kernel.seen = Seen(
        argv=[str(Path(ipykernel.__file__).parents[1] / "ipykernel_launcher.py")],
        path=list(sys.path),
        environment={k: v for k, v in os.environ.items() if environment.get(k) != v},
    )
    sys.path[:] = path
    os.environ.clear()
    os.environ.update(environment)
    os.environ.setdefault("MPLBACKEND", INLINE)
    return kernel  # type: ignore[no-any-return]


def _ignored_breakpoint(*_: Any, **__: Any) -> None:
    """Go on: debugpy, which a kernel imports, does so when no debugger is attached."""


def _quiet_log() -> logging.Logger:
    """Return a log that never writes into a cell's output."""
    log = logging.getLogger("ka_kit.kernel")
    log.addHandler(logging.NullHandler())
    log.propagate = False
    return log
