"""Run one folder's task in this very process: where nothing is forked, such as on Windows.

What holds here is what Python itself refuses; the grader watches time, memory and disk. Not in
here: watching.
"""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from . import confined, lessons, running

LAYERS = "layers.json"


def main(settings: Mapping[str, Any]) -> None:
    """Get ready, run the task of the folder that the settings name, and leave."""
    run = Path(settings["run"])
    shell = lessons.made_ready(settings)
    running.without_output()
    task = json.loads((run / confined.TASK).read_text(encoding="utf-8"))
    told = os.open(run / LAYERS, os.O_WRONLY | os.O_CREAT, 0o600)
    status = 1
    try:
        confined.live(run, task, settings, shell, told)
        status = 0
    finally:
        os._exit(status)
