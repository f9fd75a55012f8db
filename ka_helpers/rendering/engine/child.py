"""What a freshly forked process does: settle down, then run a call or a notebook's cells."""

import asyncio
import atexit
import contextlib
import gc
import importlib
import os
import signal
import socket
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from typing import Any

from jupyter_client.session import json_packer, json_unpacker

from ka_helpers.rendering.engine import here
from ka_helpers.rendering.engine.frames import framed, packed, read_frame, unpacked
from ka_helpers.rendering.engine.processes import adopt_orphans, die_with_parent, memory_mb


def live(link: socket.socket, kernel: Any) -> None:
    """Do what the first frame on `link` asks for."""
    os.setsid()
    die_with_parent()
    adopt_orphans()
    task = unpacked(read_frame(link.recv)[0])
    _settle(task)
    if task["target"] is None:
        _run_cells(link, kernel)
    else:
        sys.path[:] = task["path"]
        here.stay_inside(kernel)
        link.sendall(framed([packed(answer(task["target"], task["values"]))]))
    with contextlib.suppress(Exception):
        atexit._run_exitfuncs()


def _settle(task: Mapping[str, Any]) -> None:
    """Take over the caller's folder and environment; draw other numbers than the siblings."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    os.chdir(task["folder"])
    os.environ.clear()
    os.environ.update(task["environment"])
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()  # Python's own generator is reseeded by every fork
    gc.enable()


def answer(target: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the value of a call, or its failure, as JSON-able fields."""
    module, _, function = target.partition(":")
    try:
        value = getattr(importlib.import_module(module), function)(**values)
        packed(value)
        outcome = {"value": value, "failure": None}
    except BaseException as error:  # a call may leave by SystemExit too
        kind = "memory" if isinstance(error, MemoryError) else "raised"
        message = str(error) or type(error).__name__
        failure = {"kind": kind, "message": message, "trace": traceback.format_exc()}
        outcome = {"value": None, "failure": failure}
    return outcome | {"peak_mb": memory_mb(os.getpid(), "VmHWM")}


def _run_cells(link: socket.socket, kernel: Any) -> None:
    """Be a notebook's kernel: requests come on `link`, messages go back as they arise."""
    sending = threading.RLock()

    def send(message: dict[str, Any], buffers: Sequence[bytes]) -> None:
        with sending:
            link.sendall(framed([json_packer(message), *buffers]))

    loop = asyncio.new_event_loop()
    asyncio.set_event_loop(loop)
    with contextlib.suppress(EOFError, ConnectionError), kernel.running(send):
        link.sendall(framed([packed({"pid": os.getpid(), "language": kernel.language_info})]))
        loop.run_until_complete(_answer_requests(link, kernel))
    kernel.shell.user_ns.clear()  # closes the files that the cells left open


async def _answer_requests(link: socket.socket, kernel: Any) -> None:
    loop = asyncio.get_running_loop()
    while not kernel.ended:
        readable = loop.create_future()
        loop.add_reader(link, readable.set_result, None)
        await readable
        loop.remove_reader(link)
        await kernel.respond(json_unpacker(read_frame(link.recv)[0]))
