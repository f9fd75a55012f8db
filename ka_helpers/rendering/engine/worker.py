"""A kept process of `workers`: reads calls from its input, writes answers to its output."""

import importlib
import os
import queue
import sys
import threading
from typing import Any, BinaryIO

from ka_helpers.rendering.engine import here
from ka_helpers.rendering.engine.answering import costed_answer, settle
from ka_helpers.rendering.engine.frames import framed, packed, read_frame, unpacked


def main() -> None:
    """Answer calls until the input ends; what a call prints goes to the error output."""
    incoming = os.fdopen(os.dup(0), "rb", buffering=0)
    outgoing = os.fdopen(os.dup(1), "wb", buffering=0)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    here.be_worker()
    for name, _ in unpacked(sys.argv[1].encode()):
        importlib.import_module(name.partition(":")[0])
    from ka_helpers.rendering.engine import warm

    warm.start_ahead()
    tasks: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
    outgoing.write(framed([packed("ready")]))
    threading.Thread(target=_read_tasks, args=(incoming, tasks), daemon=True).start()
    while True:
        outgoing.write(framed([packed(_answer(tasks.get()))]))


def _answer(task: dict[str, Any]) -> dict[str, Any]:
    settle(task)
    sys.path[:] = task["path"]
    return costed_answer(task)


def _read_tasks(incoming: BinaryIO, tasks: "queue.SimpleQueue[dict[str, Any]]") -> None:
    """Take in tasks; when the owner is gone, be gone too, even in the middle of a call."""
    try:
        while True:
            tasks.put(unpacked(read_frame(incoming.read)[0]))
    except EOFError:
        from ka_helpers.rendering.engine import warm

        warm.close()
        os._exit(0)
