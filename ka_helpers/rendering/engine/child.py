"""What a freshly forked process does: settle down, then run a call or a notebook's cells."""

import asyncio
import atexit
import contextlib
import gc
import os
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from typing import Any

from jupyter_client.session import json_packer, json_unpacker

from ka_helpers.rendering.engine import here
from ka_helpers.rendering.engine.answering import answer, costed_answer, settle
from ka_helpers.rendering.engine.frames import framed, packed, read_frame, unpacked
from ka_helpers.rendering.engine.processes import adopt_orphans, die_with_parent
from ka_helpers.rendering.engine.starting import CELLS, ONE_CALL


def live(link: socket.socket, kernel: Any) -> None:
    """Do what the first frame on `link` asks for."""
    os.setsid()
    die_with_parent()
    adopt_orphans()
    task = unpacked(read_frame(link.recv)[0])
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    gc.enable()
    settle(task)
    if task["role"] == CELLS:
        _run_cells(link, kernel)
    elif task["role"] == ONE_CALL:
        sys.path[:] = task["path"]
        here.stay_inside(kernel)
        link.sendall(framed([packed(answer(task["target"], task["values"]))]))
    else:
        sys.path[:] = task["path"]
        _answer_calls(link)
    with contextlib.suppress(Exception):
        atexit._run_exitfuncs()


def _answer_calls(link: socket.socket) -> None:
    """Answer one call after the other until the owner closes the link.

    One that takes too long ends this process: the alarm's own action is to kill it.
    """
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            task = unpacked(read_frame(link.recv)[0])
            signal.setitimer(signal.ITIMER_REAL, task["seconds"] or 0)
            told = costed_answer(task)
            signal.setitimer(signal.ITIMER_REAL, 0)
            link.sendall(framed([packed(told)]))


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
