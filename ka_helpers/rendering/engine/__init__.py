"""Run notebooks and whole reports in isolated processes, at the cost of their own work only.

Two ways in: the papermill engines `ka-fork`, `ka-inside` and `ka-warm` (see `entries`), and
`run_calls`, which runs functions each in a fresh process; a function that runs a notebook names
the engine `engine_here()`, and its cells run in that same process. Deliberately not in it: what a
report is, where it goes, in which order reports are made.
"""

from ka_helpers.rendering.engine.answers import Answer, Call, Failure, Limits
from ka_helpers.rendering.engine.calls import PRELOAD, Processes, run_calls
from ka_helpers.rendering.engine.here import engine_here

__all__ = [
    "PRELOAD",
    "Answer",
    "Call",
    "Failure",
    "Limits",
    "Processes",
    "engine_here",
    "run_calls",
]
