"""Functions that tests call in other processes."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any


def doubled(n: int) -> int:
    return 2 * n


def seen_by(n: int, made: int) -> dict[str, int]:
    """Go on with what was made, say in which process, and in its how manieth call."""
    sys.calls = getattr(sys, "calls", 0) + 1  # type: ignore[attr-defined]
    return {"n": n, "made": made, "process": os.getpid(), "call": sys.calls}  # type: ignore[attr-defined]


def as_it_is(n: int, made: Any) -> Any:
    return made


def ends_as(n: int, made: int) -> int:
    """Go on in the way that the number says: die, raise, never end, grow, or do well."""
    if n == 1:
        os._exit(7)
    if n == 2:
        raise ValueError("second step")
    if n == 3:
        spins()
    if n == 4:
        grows(3000)
    return made


def raises(message: str) -> None:
    raise ValueError(message)


def leaves() -> None:
    sys.exit("left")


def no_json() -> object:
    return object()


def dies() -> None:
    os._exit(7)


def ends_by_its_own_alarm() -> None:
    import signal

    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(60)


def spins() -> None:
    while True:
        pass


def sleeps_with_company(file: str) -> None:
    """Start a process in the group and one that left it, write their ids, and never end."""
    near = subprocess.Popen(["sleep", "600"])
    far = subprocess.Popen(["sleep", "600"], start_new_session=True)
    Path(file).write_text(f"{os.getpid()} {near.pid} {far.pid}")
    time.sleep(600)


def grows(mb: int) -> int:
    kept = [bytearray(b"x" * 2**20) for _ in range(mb)]
    time.sleep(1)
    return len(kept)


def grows_in_a_child(mb: int) -> None:
    code = f"import time; kept = [bytearray(b'x' * 2**20) for _ in range({mb})]; time.sleep(60)"
    subprocess.run([sys.executable, "-c", code], check=False)


def disturb(folder: str) -> dict[str, Any]:
    """Say what this process finds, then change all that could be shared."""
    import matplotlib
    import numpy as np

    found = {
        "environment": os.environ.get("KA_KIT_DISTURBED"),
        "folder": str(Path.cwd()),
        "arguments": len(sys.argv),
        "path": "disturbed" in sys.path,
        "size": matplotlib.rcParams["figure.figsize"],
        "module": getattr(np, "disturbed", None),
        "random": random.random(),
        "numpy": float(np.random.random()),
    }
    os.environ["KA_KIT_DISTURBED"] = "yes"
    sys.argv.append("more")
    sys.path.append("disturbed")
    matplotlib.rcParams["figure.figsize"] = (1, 1)
    np.disturbed = True
    os.chdir(folder)
    random.seed(1)
    np.random.seed(1)
    return found


def render(template: str, output: str, parameters: dict[str, Any] | None = None) -> Any:
    """Run a notebook the way a batch does; return the last output's text."""
    import papermill

    from ka_helpers.rendering.engine import engine_here

    notebook = papermill.execute_notebook(
        template, output, parameters=parameters, engine_name=engine_here(), kernel_name="python3",
        progress_bar=False, request_save_on_cell_execute=False,
    )  # fmt: skip
    outputs = notebook.cells[-1].get("outputs", [])
    return outputs[-1]["data"]["text/plain"] if outputs else None


def render_saying_error(template: str, output: str) -> str | None:
    from ka_helpers.rendering.engine import engine_here
    from tests.rendering.engine.comparing import run

    return run(Path(template), Path(output), engine_here(), request_save_on_cell_execute=False)


def engine_name() -> str:
    from ka_helpers.rendering.engine import engine_here

    return engine_here()


def look_and_litter(n: int) -> dict[str, Any]:
    """Say what this process and its server hold open, then leave much behind."""
    import signal
    import tempfile
    import threading

    import psutil

    held = {
        "own": psutil.Process().num_fds(),
        "servers": psutil.Process(os.getppid()).num_fds(),
        "threads": threading.active_count(),
        "seen": getattr(sys, "left_by", None),
        "signals": str(signal.getsignal(signal.SIGINT)),
    }
    sys.left_by = n  # type: ignore[attr-defined]
    threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
    if n % 25 == 0:
        subprocess.Popen(["sleep", "600"])
        subprocess.Popen(["sleep", "600"], start_new_session=True)
    held["folder"] = tempfile.TemporaryDirectory().name
    return held
