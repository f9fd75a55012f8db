"""Run one call in the process made or kept for it, and say what came of it."""

import importlib
import os
import random
import sys
import traceback
from collections.abc import Mapping
from typing import Any

from ka_helpers.rendering.engine.frames import packed
from ka_helpers.rendering.engine.processes import peak_mb


def settle(task: Mapping[str, Any]) -> None:
    """Take over the caller's folder and environment; draw other numbers than any other process."""
    os.chdir(task["folder"])
    os.environ.clear()
    os.environ.update(task["environment"])
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


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
    return outcome | {"peak_mb": peak_mb()}


def costed_answer(task: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answer to a task in a process that is kept, with the call's own CPU seconds.

    A task that has a `then` is taken to its end here.
    """
    before = sum(os.times()[:4])
    told = answer(task["target"], task["values"])
    if task.get("then") and told["failure"] is None:
        told = answer(task["then"], {**task["values"], "made": told["value"]})
    return told | {"cpu_seconds": sum(os.times()[:4]) - before}
