"""What is asked of another process, and what comes back: values only, no process."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

FailureKind = Literal["raised", "time", "memory", "died"]


@dataclass(frozen=True)
class Limits:
    """What one call may use; None means without limit.

    `memory_mb` is resident memory of the call's process and all its descendants, together with
    what they share with the server (about 200 MB once the usual libraries are imported).
    """

    seconds: float | None = None
    memory_mb: int | None = None


@dataclass(frozen=True)
class Call:
    """A function to run elsewhere: "package.module:function" and its keyword arguments.

    The arguments and what the function returns go through JSON. `then` names a function that goes
    on with what came of it: it gets the same arguments and that as `made`, in a process that is
    kept from call to call, so it must be ours and leave nothing behind.
    """

    target: str
    values: Mapping[str, Any]
    then: str | None = None

    def next(self, made: Any) -> "Call":
        """Return the call that goes on with what this one made."""
        assert self.then is not None
        return Call(self.then, {**self.values, "made": made})


@dataclass(frozen=True)
class Failure:
    """Why there is no value; `message` is one line for a reader, `trace` is for a developer."""

    kind: FailureKind
    message: str
    trace: str = ""


@dataclass(frozen=True)
class Answer:
    """What came of a call: its value or its failure, and what it cost.

    `seconds` are wall time, `cpu_seconds` count the call's own process and the processes it
    waited for, `peak_mb` is the largest resident memory of its processes; a kept one's is that
    since it was started.
    """

    value: Any
    failure: Failure | None
    seconds: float
    cpu_seconds: float
    peak_mb: float


def failure_of(kind: FailureKind, limits: Limits, exit_code: int | None = None) -> Failure:
    """Return the failure of a process that was ended, or ended itself, in the reader's language."""
    from ka_helpers.i18n import say

    values = {
        "time": limits.seconds,
        "memory": limits.memory_mb,
        "died": "?" if exit_code is None else exit_code,
    }
    return Failure(kind, say(f"engine.{kind}", found=values[kind]))
